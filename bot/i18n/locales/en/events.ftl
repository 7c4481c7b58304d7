# Events.
command-event = set an event up, answer one: /event 3
command-events = what is coming up
command-here = say the code of an event: you are there
event-new = What are we planning?
event-new-how =
    Write the title and when it is; whatever else you like stands behind it:

    <code>/event Book evening at="fri 19:30" lasts=2h place="Café Lumen" capacity=20
    We talk about the first three chapters.</code>

    Options: <code>link=</code> (only those who go see it), <code>points=10</code> for being there, <code>code=</code>, <code>only=</code> with a segment, <code>for=</code> and <code>target=</code>.
event-new-talk = Or just write me the title now.
event-words-how = Write me the title and the options, as behind /event.
event-words-here = Write /event again with the new words. By DM I can take them alone.
event-fault-title = What is it called? <code>/event Book evening at="fri 19:30"</code>
event-fault-when = When is “{ $title }”? For example <code>at="fri 19:30"</code>
event-fault-past = That moment is over. Choose a later one.
event-fault-long = { $what } has { $length } characters; { $most } fit.
event-how-at = Write fri 19:30, tomorrow 20:00 or 2026-12-24 18:00.
event-how-lasts = Write 45m, 90m, 2h or 3d.
event-how-points = Write a number up to 1000; 0 is none.
event-how-code = Write 3 to 16 letters or digits.
event-how-capacity = Write how many seats there are, or none for no limit.
event-too-many = { $most } events at once are enough.
event-preview = This is how it would be. Nobody sees it before you begin.
event-title = 📅 <b>{ $title }</b>
event-when = 🕢 { DATETIME($at, dateStyle: "full", timeStyle: "short") } ({ $zone }), { $lasts }
event-place = 📍 { $place }
event-link = 🔗 { $link }
event-link-hidden = 🔗 The link is for those who go
event-only = 🎟 For { $only }
event-about = { $line }
event-points =
    🎁 { $points ->
        [one] One point
       *[other] { $points } points
    } for being there
event-seats =
    💺 { $n ->
        [one] One seat
       *[other] { $n } seats
    }; then there is a waiting list
event-seats-all = 💺 Everybody can come
event-tweak-lasts = ⏱ How long?
event-tweak-capacity = 💺 Seats
event-tweak-points = 🎁 Points
event-tweak-words = ✏️ Words
event-begin = ✅ Post it
event-drop = ✖️ Drop it
event-dropped = Dropped. Nobody has seen it.
event-begun = “{ $title }” is posted. I write you the code when it begins; <code>/event code { $n }</code> tells it before, <code>/event set { $n } at="sat 20:00"</code> changes it.
event-going =
    ✅ { $seats ->
        [0] Going: { $n }
       *[other] Going: { $n } of { $seats }
    }
event-waiting = ⏳ Waiting: { $n }
event-maybe = 🤔 Maybe: { $n }
event-names = { $names }
event-names-more =
    { $names } and { $more ->
        [one] one more
       *[other] { $more } more
    }
event-there = 🙋 There: { $n }
event-foot = Buttons asleep? /event going { $n } does it too.
event-is-running = 🟢 It is on right now.
event-is-over = 🏁 It is over. Thank you for coming!
event-is-cancelled = ✖️ It is cancelled.
event-button-going = ✅ Going
event-button-maybe = 🤔 Maybe
event-button-not = ✖️ Can't
event-button-save = 📅 To my calendar
event-answer-going = You're in. See you there!
event-answer-link = You're in! { $link }
event-answer-waiting =
    It is full. { $before ->
        [0] You are first in line
        [one] One is before you
       *[other] { $before } are before you
    }; I write you when a seat is free.
event-answer-maybe = Noted: maybe.
event-answer-not = Noted. Maybe next time!
event-answer-came = You are here already.
event-not-for-you = This one is for { $only }.
event-over = “{ $title }” is over.
event-running = “{ $title }” is on already: its beginning stays.
event-unknown = There is no event { $n } here. /events lists what is coming.
event-moved-up = 🎉 A seat is free: you're in for “{ $title }”, { DATETIME($at, dateStyle: "medium", timeStyle: "short") }. If you can't come, give it back on the card.
event-moved-up-group = 🎉 A seat is free for { $names }!
event-reminder =
    ⏰ { $hours ->
        [24] Tomorrow: <b>{ $title }</b>
       *[other] In an hour: <b>{ $title }</b>
    }
event-changed = 🔁 <b>{ $title }</b> has changed:
event-cancelled = ✖️ <b>{ $title }</b> is cancelled. I'm sorry.
event-begins = 🟢 <b>{ $title }</b> begins! Whoever is there hears a code: write me /here and the code, best by DM.
event-code = 🔑 “{ $title }”: the code is <code>{ $code }</code>. Say it there; who writes /here { $code } has attended.
event-here-how = Write the code that was said there: <code>/here ACDE7</code>
event-here-wrong = That code does not count right now. Listen once more?
event-here =
    🙋 You're here: “{ $title }”.{ $points ->
        [0] { "" }
        [one] { " " }+1 point
       *[other] { " " }+{ $points } points
    }
event-here-before = I have you down already for “{ $title }”. Enjoy!
event-set-how = Say what changes: <code>/event set { $n } at="sat 20:00" place="…"</code>
event-set-done = Changed. This is how it is now:
event-set-told = Changed; those who go hear it in half a minute. This is how it is now:
event-cancel-ask = Cancel “{ $title }”? Whoever wants to come is told; this cannot be taken back.
event-cancel-yes = Yes, cancel it
event-cancel-no = No, keep it
event-cancel-kept = “{ $title }” stays.
event-cancel-done = “{ $title }” is cancelled, and everybody is told.
event-saved = I'm sending you the file by DM.
event-file = “{ $title }” for your calendar.
event-over-group =
    🏁 <b>{ $title }</b> is over. { $n ->
        [0] Thank you all!
        [one] One of you said the code. Thank you!
       *[other] { $n } of you were there. Thank you!
    }
event-recap = 📋 <b>{ $title }</b>: who came
event-recap-came =
    { $came } of { $said } who wanted to come were there{ $besides ->
        [0] .
        [one] , and one more.
       *[other] , and { $besides } more.
    }
event-recap-there = 🙋 { $names }
event-recap-missing = 💭 Not seen: { $names }
event-recap-points = 🎁 { $points } points
events-head = 📅 <b>Coming up in { $community }</b>
events-line =
    { $n }. <b>{ $title }</b> – { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $seats ->
        [0] { $going } going
       *[other] { $going } of { $seats } going
    }
events-button = { $n }. { $title }
events-none = Nothing is planned right now.
events-none-staff = Nothing is planned yet. <code>/event</code> plans the first one.
points-rule-event = being at an event
audit-event-begun = { $actor } opened an event
audit-event-cancelled = { $actor } called an event off
