# Lists that members put themselves on.
command-chain = put yourself on a list, or start one
chain-title = 📝 <b>{ $title }</b>
chain-about = { $about }
chain-preview = This is how it would be. Nobody sees it before you begin.
chain-untitled = Who is in?
chain-seats =
    🪑 { $capacity ->
        [0] As many as come
        [one] One seat
       *[other] { $capacity } seats; whoever comes later waits
    }
chain-lasts = ⏳ Open for { $span }
chain-lasts-open = ⏳ Open until you close it
chain-only = 🔎 For: <code>{ $only }</code>
chain-tweak-capacity = 🪑 Seats
chain-tweak-ends = ⏳ How long
chain-begin = ✅ Begin
chain-drop = ✖️ Drop it
chain-dropped = Dropped. Nobody has seen it.
chain-begun = “{ $title }” is in the group. <code>/chain close</code> ends it, <code>/chain export</code> sends you the list.
chain-count =
    👥 { $count ->
        [one] One is in
       *[other] { $count } are in
    }
chain-count-of = 👥 { $count } of { $capacity } seats
chain-until = ⏳ Until { DATETIME($day, month: "short", day: "numeric") }, { $at }
chain-closed = 🔒 Closed
chain-nobody = Nobody yet. Who goes first?
chain-line =
    { $number }. { $name }{ $quantity ->
        [1] { "" }
       *[other] { " " }×{ $quantity }
    }: { $words }
chain-line-bare =
    { $number }. { $name }{ $quantity ->
        [1] { "" }
       *[other] { " " }×{ $quantity }
    }
chain-waiting = ⏸ Waiting ({ $count }):
chain-more =
    … and { $count ->
        [one] one more
       *[other] { $count } more
    }
chain-how = Press, or reply to this with your line: “vegetarian +2” is you for two. Reply again to change it.
chain-button-join = ✋ I'm in
chain-button-leave = Take me off
chain-put = You're number { $number } ✅
chain-changed = Changed: you're number { $number }.
chain-waits = All seats are taken: you're number { $number }, in place { $place } of those who wait. I'll tell you when a seat is yours.
chain-in-already = You're number { $number } already. Reply to the card to say more, or change what you said.
chain-left = You're off the list.
chain-not-on-it = You're not on this list.
chain-moved-up = 🎉 A seat is free: you're in for “{ $title }”, as number { $number }.
chain-moved-up-here = 🎉 { $name }, a seat is free: you're in for “{ $title }”, as number { $number }.
chain-no-room = There are no more seats for that: you stay with { $quantity }.
chain-too-many-seats = There are { $capacity } seats in all.
chain-full = This list is as long as a list can be.
chain-over = “{ $title }” is closed.
chain-none = No list is open here. Whoever looks after the group starts one: <code>/chain Picnic on Sunday capacity=20</code>
chain-too-many = { $most } open lists are enough. Close one first.
chain-end-ask = Close “{ $title }” now?
chain-end-yes = Yes, close it
chain-end-no = No, leave it open
chain-end-kept = “{ $title }” stays open.
chain-ended = “{ $title }” is closed. <code>/chain export</code>, as a reply to its card, sends you the list.
chain-result =
    🔒 “{ $title }” is closed: { $count ->
        [0] nobody is in
        [one] one is in
       *[other] { $count } are in
    }{ $waiting ->
        [0] .
       *[other] , { $waiting } had to wait.
    } Thank you!
chain-export = The list of “{ $title }”.
chain-help = To be on a list, press the button below it or reply to it with your line: <code>vegetarian +2</code>. So does <code>/chain join vegetarian +2</code>; <code>/chain leave</code> takes you off.
chain-help-new =
    To start one: <code>/chain Picnic on Sunday capacity=20 ends=20:00</code>
    Lines below say what it is about.
chain-how-capacity = a number of seats, such as 20
chain-how-ends = 20:00, 2h, 3d, or "fri 20:00"
chain-title-long = { $most } letters are enough for a title; more goes into the lines below.
