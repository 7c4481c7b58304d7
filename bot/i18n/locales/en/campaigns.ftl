# What the community does together, and what came of it.
command-campaigns = what runs here, and the report cards of what is over
campaigns-none = Nothing has been started yet. Polls, draws and challenges show up here, each with its report card at the end.
campaigns-head =
    📋 <b>{ $count ->
        [one] One activity
       *[other] { $count } activities
    }</b>: press a number for the report card
campaigns-line =
    { $number }. 🟢 { $title } · { $kind ->
        [challenge] challenge
        [poll] poll
        [questions] question session
        [event] event
        [survey] survey
        [quiz] quiz
        [draw] lucky draw
        [packet] red packet
        [prompt] topic
        [chain] sign-up list
        [claim] giveaway
       *[other] activity
    }, since { DATETIME($day, month: "short", day: "numeric") }
campaigns-line-over =
    { $number }. { $title } · { $kind ->
        [challenge] challenge
        [poll] poll
        [questions] question session
        [event] event
        [survey] survey
        [quiz] quiz
        [draw] lucky draw
        [packet] red packet
        [prompt] topic
        [chain] sign-up list
        [claim] giveaway
       *[other] activity
    }, over since { DATETIME($day, month: "short", day: "numeric") }
campaigns-newer = ◀️ Newer
campaigns-older = Older ▶️
campaign-number = { $number }
campaign-back = ◀️ Back to the list
campaign-title =
    📋 <b>{ $title }</b> · { $kind ->
        [challenge] challenge
        [poll] poll
        [questions] question session
        [event] event
        [survey] survey
        [quiz] quiz
        [draw] lucky draw
        [packet] red packet
        [prompt] topic
        [chain] sign-up list
        [claim] giveaway
       *[other] activity
    }
campaign-runs = 🟢 It is still on: the report card comes when it ends.
campaign-dates = 📅 { DATETIME($first, month: "short", day: "numeric") } to { DATETIME($last, month: "short", day: "numeric") }
campaign-reach =
    👥 { $reach ->
        [one] One member was
       *[other] { $reach } members were
    } here when it began
campaign-participants =
    🙋 { $participants } took part{ $share ->
        [-1] { "" }
       *[other] { " " }({ $share }%)
    }
campaign-actions =
    ⚡ { $actions ->
        [one] One action
       *[other] { $actions } actions
    }, { $each } each
campaign-depth =
    💬 { $conversations ->
        [one] One conversation
       *[other] { $conversations } conversations
    }, { $share }% with more than one turn; half of the messages had { $letters } letters or more
campaign-liked = ⭐ { $stars } of 5, by { $ratings } ratings
campaign-liked-few =
    ⭐ { $ratings ->
        [0] No ratings
        [one] One rating
       *[other] { $ratings } ratings
    } so far; how it was liked is shown from { $least } on
campaign-points =
    💰 { $points ->
        [one] One point
       *[other] { $points } points
    } given out
campaign-rating-soon = Ratings come in for three days; then I bring this card up to date.
campaign-missing-objective = ⚠️ What is it for? Say so with <code>for="wake up the quiet ones" target=30</code>, and the report card will hold the result against it.
campaign-no-objective = 🎯 Nobody said what it was for. Next time add <code>for="…" target=30</code>, and you will see here whether it came true.
campaign-target-how = 30, 20%, "200 actions" or "4.5 stars"
campaign-aim = 🎯 { $aim }
campaign-aim-target = 🎯 { $aim }: hoped for { $target }
campaign-figure-participants =
    { $figure ->
        [one] one participant
       *[other] { $figure } participants
    }
campaign-figure-actions =
    { $figure ->
        [one] one action
       *[other] { $figure } actions
    }
campaign-figure-share = { $figure }% of the members
campaign-figure-satisfaction = { $figure } of 5 stars
campaign-verdict-reached = 🎯 { $aim }: reached! { $result }, hoped for: { $target }. 🎉
campaign-verdict-missed = 🎯 { $aim }: not quite. { $result }, hoped for: { $target }.
campaign-verdict-unset = 🎯 { $aim }: { $result }. With <code>target=30</code> it could be held against a number.
campaign-verdict-hidden = 🎯 { $aim }: too few ratings to tell.
campaign-rate-ask = How did you like it?
campaign-rate = { $stars } ⭐
campaign-rated = Thank you! { $stars } ⭐, and you can still change your mind.
campaign-rate-late = The ratings are in already. Thank you all the same!
campaign-aim-unnamed = The aim
campaign-too-new =
    This is for those who have been here for { $days ->
        [one] a day
       *[other] { $days } days
    } or longer. Next time!
campaign-not-for-you = This one is not for you yet: { $missing }.
