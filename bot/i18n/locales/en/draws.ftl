# Lucky draws.
command-draw = the lucky draws that are on: take part, your ticket, your prize
command-draws = what was drawn here, and who won
draw-title = 🎁 <b>{ $title }</b> · #{ $number }
draw-prize =
    🏆 { $name }{ $count ->
        [one] { "" }
       *[other] { " " }× { $count }
    }
draw-prize-points =
    🏆 { $points } points{ $count ->
        [one] { "" }
       *[other] { " " }× { $count }
    }
draw-points = { $points } points
draw-worth = 🏷 The dearest prize is worth ¥{ $worth }.
draw-rules = <blockquote>{ $rules }</blockquote>
draw-how = 👉 Take part with the button.
draw-how-by-word = 👉 Take part with the button, or by saying “{ $word }”.
draw-only = 🔑 For those of whom this holds: { $only }
draw-free = 🆓 Taking part costs nothing.
draw-price = 🎫 Taking part costs { $price } points.
draw-equal = ⚖️ Equal chance: a ticket each.
draw-bonus =
    ➕ { $tickets ->
        [one] One ticket more
       *[other] { $tickets } tickets more
    } for whom this holds at the end: { $condition }
draw-ends = ⏰ Drawn on { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
draw-ends-full =
    👥 Drawn as soon as { $most ->
        [one] one takes part
       *[other] { $most } take part
    }
draw-ends-by-hand = ✋ The staff end it, after 90 days at the latest.
draw-claim-within =
    📬 Winners claim within { $hours ->
        [one] an hour
       *[other] { $hours } hours
    }, or it goes to the next.
draw-every =
    🔁 Again every { $every ->
        [day] day
        [week] week
       *[month] four weeks
    }
draw-seal = 🔏 Verifiable: the dice fall after the list is fixed, so nobody can know the winners before.
draw-seal-no-dice = 🔏 Verifiable, trusting the organiser: there are no dice, so whoever saw the seed could have added entrants.
draw-commitment = Seed's hash: <code>{ $commitment }</code>
draw-rules-hash = Rules' hash: <code>{ $digest }</code>
draw-rules-hash-before = Before: <code>{ $digest }</code>
draw-edit-before = Rules' hash, version { $number }: <code>{ $digest }</code>
draw-root = List's root: <code>{ $root }</code>
draw-foot = No money is taken, and points cannot be bought. Under 18? Ask a parent first.
draw-card-frozen = 🎰 Closed. The list is fixed; the draw is on.
draw-card-cancelled = ✖️ Called off. The seed was revealed.
draw-card-drawn = 🎉 Drawn!
draw-nobody = Nobody could win this time.
draw-button-enter =
    🎟 Take part{ $entrants ->
        [0] { "" }
       *[other] { " " }({ $entrants })
    }
draw-button-ticket = 🔎 My ticket
draw-button-claim = 🙌 Claim my prize
draw-button-decline = Let it go
draw-button-contact = ✏️ Write it
draw-button-delivered = ✅ { $number } · { $name }
draw-preview = This is how it would be. Nobody sees it before you begin.
draw-preview-no-rules = ⚠️ Rules are missing: who may be in, what can be won, how prizes are handed over. Press 📜 Rules by DM, or write <code>/draw set { $number }</code> with the rules below it.
draw-preview-law = ⚖️ A prize that chance decides may be worth ¥{ NUMBER($most) } at most, where China's law applies. No money may be staked.
draw-preview-foot = Change it with the buttons, or by a line: <code>/draw set { $number } prizes="A novel x3, 50 points x10" ends=24h cost=10</code>
draw-tweak-title = ✏️ Title
draw-tweak-prizes = 🏆 Prizes
draw-tweak-rules = 📜 Rules
draw-tweak-winners = 🔢 How many
draw-tweak-ends = ⏰ End
draw-tweak-price = 🎫 Cost
draw-tweak-dice = 🎰 Dice
draw-tweak-claim = 📬 Claim by
draw-tweak-every = 🔁 Again?
draw-begin = ✅ Begin
draw-drop = ✖️ Drop it
draw-untitled = Our lucky draw
draw-new = Shall there be a new draw? Choose how many win, or write a line.
draw-new-winners =
    🎁 { $winners ->
        [one] One winner
       *[other] { $winners } winners
    }
draw-new-how =
    <code>/draw Spring draw prizes="A novel x3, A mug x10" ends=24h</code>
    Below it, the rules. More options: <code>cost=10 most=100 only="level &gt;= 3" bonus="level &gt;= 5: 2" word=luck claim=3d every=week dice=off worth=200</code>
draw-dropped = Dropped. Nobody has seen it.
draw-begun = “{ $title }” is on, as #{ $number }. The card is in the group.
draw-edited = ✏️ “{ $title }” (#{ $number }) has changed. Whoever is in stays in:
draw-edit-done = “{ $title }” is changed, and the group was told with the new hash.
draw-unchanged = “{ $title }” stays as it is.
draw-set-how = Say what should change: <code>/draw set { $number } ends=24h</code>.
draw-needs-rules = A draw needs rules before it begins: who may be in, what can be won, how prizes are handed over.
draw-ends-past = Its end is over already. Choose a later one.
draw-too-many = { $most } draws at once are enough. End one first.
draw-too-many-prizes = { $most } prizes in one draw are the most.
draw-frozen-for-good = “{ $title }” can't change any more.
draw-fixed = The cost and the dice of “{ $title }” stay as they are: people count on them.
draw-bad-prizes = I can't read these prizes.
draw-how-prizes = Write them like this: A novel x3, A mug x10, 50 points x5.
draw-how-most = A whole number, such as 100, or none.
draw-how-only = A condition, such as "level >= 3", or none.
draw-how-cost = A whole number of points; 0 is free.
draw-how-bonus = A condition, a colon and tickets more: "level >= 5: 2; tag:host: 1". Or none.
draw-how-word = A word of at most 32 letters.
draw-how-dice = On or off.
draw-how-claim = From an hour to 60 days, such as 3d.
draw-how-every = Day, week, month, or none.
draw-how-worth = In yuan, up to 50000: the law allows no more.
draw-how-winners = A whole number, such as 3.
draw-how-ends = Later than now: 24h, 20:00, fri 20:00, 12-24 18:00, or none.
draw-ask-title = What shall it be called? Your next message is the title.
draw-ask-prizes = What can be won in “{ $title }”? Write it like this: A novel x3, A mug x10, 50 points x5.
draw-ask-rules = What are the rules of “{ $title }”? Who may be in, what can be won, how prizes are handed over. Your next message is the rules.
draw-ask-contact = Where shall your prize from “{ $title }” go? Your next message goes to the staff, sealed, and is forgotten when it is delivered.
draw-ask-in-group =
    Write: /draw set { $number } { $what ->
        [title] title="…"
        [prizes] prizes="A novel x3"
       *[rules] and the rules in the line below
    }
draw-unknown = There is no draw #{ $number } here. /draws lists them.
draw-none = No draw is on right now.
draw-which = There are several: say which one by its number, such as /draw join 12.
draw-not-now =
    “{ $title }” { $state ->
        [draft] has not begun yet.
        [open] is still open.
        [frozen] is being drawn right now.
        [drawn] is drawn already.
       *[cancelled] was called off.
    }
draw-over = “{ $title }” takes nobody in any more.
draw-not-for-you = “{ $title }” isn't open to you.
draw-not-yet-for-you = Not open to you yet. Still missing: { $missing }
draw-missing = { $clause } ({ $why })
draw-missing-and = { $one } · { $other }
draw-too-dear = It costs { $price } points, and you don't have as many yet.
draw-entered =
    🎟 You're in! Ticket { $number }{ $weight ->
        [one] { "" }
       *[other] , counted { $weight } times
    }{ $price ->
        [0] .
       *[other] , for { $price } points.
    }
draw-entered-before =
    You're in already, with ticket { $number }{ $weight ->
        [one] { "" }
       *[other] , counted { $weight } times
    }{ $price ->
       *[other] .
    } Good luck with “{ $title }”!
draw-no-ticket = You have no ticket in “{ $title }”.
draw-ticket-toast =
    Ticket { $number }, { $weight ->
        [one] counted once
       *[other] counted { $weight } times
    }. Its salt, for you alone: { $salt }
draw-ticket =
    🎟 “{ $title }”: your ticket is <b>{ $number }</b>, { $weight ->
        [one] counted once.
       *[other] counted { $weight } times.
    }
draw-ticket-salt =
    Your line in the list ends with the SHA-256 of <code>{ $salt }:{ $person }</code>. Keep the salt to yourself: whoever has it can tell that the line is yours.
draw-ticket-by-dm = To find your line in the list, ask me by DM: <code>/draw ticket { $number }</code> ({ $community })
draw-ticket-excluded =
    It was taken out when the list was fixed: { $why ->
        [left] you weren't in the group.
        [banned] you were banned.
       *[outside] the condition did not hold any more.
    }
draw-list =
    🧾 “{ $title }” (#{ $number }) is closed. In the list: { $count ->
        [0] nobody
        [one] one ticket
       *[other] { $count } tickets
    }
draw-list-excluded =
    Taken out: { $count }, { $why ->
        [left] not here any more
        [banned] banned
       *[outside] the condition does not hold
    }
draw-list-dice = Now six dice fall in reply to this. Only with them can it be worked out who wins.
draw-list-no-dice = There are no dice in this one.
draw-die-unknown = 🎰 Throw { $n } of { $all } for “{ $title }”: Telegram didn't say whether it fell. Staff, please look: if the die is there, reply to it with /draw die. If it isn't, press the button. Nothing is thrown before.
draw-die-none = There is no die
draw-die-again = 👀 { $name } has looked: throw { $n } never fell. It is thrown now.
draw-die-found = 👀 { $name } has found throw { $n }: it shows { $value }.
draw-die-how = Reply with /draw die to the very die that I threw and don't know of.
draw-die-none-awaited = I'm not waiting for any die here.
draw-drawn = 🎉 <b>{ $title }</b> (#{ $number }) is drawn!
draw-winner = 🏆 { $prize }: <b>{ $name }</b> (ticket { $ticket })
draw-winners-more = … and { $more } more; they are in the proof.
draw-fewer =
    { $winners ->
        [0] Nobody who could win was in it: no prize is given out.
       *[other] { $winners } could win, of { $seats } prizes: the others are not given out.
    }
draw-thrown = 🎰 { $values }
draw-thrown-none = 🎰 No dice.
draw-seed = Seed: <code>{ $seed }</code>
draw-proof = 🔎 The proof of #{ $number }: from this file everybody can work out who won. <code>python -m bot draw verify</code>, or the short script in docs/draws.md.
draw-won = 🎉 You've won in “{ $title }” ({ $community }): <b>{ $prize }</b>!
draw-won-standby = 🎉 A prize came free in “{ $title }” ({ $community }), and you are next: <b>{ $prize }</b>!
draw-won-claim = Claim it by { DATETIME($at, dateStyle: "medium", timeStyle: "short") }, or it goes to the next.
draw-won-paid = The points are on your account already.
draw-nothing-to-claim = There is nothing for you to claim in “{ $title }”.
draw-claim-late = The time to claim in “{ $title }” is over; your prize went to the next.
draw-claimed = 🙌 It's yours: <b>{ $prize }</b> from “{ $title }”.
draw-claimed-toast = It's yours: { $prize }! I've written to you by DM about how to get it.
draw-claimed-by-dm = Tell me by DM where it shall go: press Claim there.
draw-claimed-delivered = It was handed over already.
draw-contact-how = Where shall it go? Write an address or how to reach you: your next message goes to the staff, sealed, and is forgotten when it is delivered.
draw-contact-kept = Thank you! The staff will send your prize from “{ $title }” there.
draw-decline-ask = Let your prize from “{ $title }” go to the next? This cannot be taken back.
draw-decline-yes = Yes, let it go
draw-declined = Thank you. The prize from “{ $title }” goes to the next.
draw-seat-filled = 🔁 “{ $title }”, { $prize }: it came free. Next in the drawn order: <b>{ $name }</b> (ticket { $ticket }).
draw-seat-empty = “{ $title }”, { $prize }: it came free, and nobody is left in the drawn order. It is not given out.
draw-next = 🔁 Time for the next “{ $title }”. Look it over and begin it:
draw-now-ask =
    Draw “{ $title }” now, among { $entrants ->
        [one] one entrant
       *[other] { $entrants } entrants
    }? This cannot be taken back.
draw-now-yes = 🎰 Draw now
draw-now-done = “{ $title }” is closed. The list and the dice are in the group.
draw-cancel-ask =
    Call “{ $title }” off? { $entrants ->
        [0] Nobody is in it yet.
       *[other] Fees go back to { $entrants } who take part.
    } The seed is revealed. This cannot be taken back.
draw-cancel-yes = Yes, call it off
draw-cancel-done = “{ $title }” is called off, and the group was told.
draw-leave-it = No, leave it
draw-goes-on = “{ $title }” goes on.
draw-called-off = ✖️ “{ $title }” (#{ $number }) is called off.
draw-called-off-by = { $name } called it off.
draw-too-late = The dice did not come in time.
draw-stuck = I could not post the list: { $reason }
draw-given-back = Everybody has the { $price } points back.
draw-deliveries =
    📦 “{ $title }”: { $count ->
        [one] one prize
       *[other] { $count } prizes
    }
draw-delivery =
    { $number }. { $prize } · { $name } · { $state ->
        [offered] not claimed yet
        [claimed] claimed
       *[delivered] delivered
    }
draw-delivery-contact = ↳ { $contact }
draw-delivered-toast = Marked as delivered.
draw-prizes-by-dm = Ask me by DM: where prizes go is nobody else's business.
draws-open = Draws that are on:
draws-head = 🎁 Lucky draws of { $community }
draws-line-open = #{ $number } { $title } · open, { $entrants } in it
draws-line-frozen = #{ $number } { $title } · being drawn, { $entrants } in it
draws-line-cancelled = #{ $number } { $title } · called off
draws-line-drawn = #{ $number } { $title } · { DATETIME($day, month: "short", day: "numeric") }, { $entrants } in it: { $names }
draws-foot = <code>/draw 12</code> shows one, <code>/draw proof 12</code> sends what proves it.
draws-none = Nothing was drawn here yet.
audit-draw-begun = { $actor } began a draw
audit-draw-edited = { $actor } changed a draw that was open
audit-draw-called-off = { $actor } called a draw off
