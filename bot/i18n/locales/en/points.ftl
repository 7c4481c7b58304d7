# Points, experience and levels.
level-up = 🎉 You reached level { $level }!
level-up-named = 🎉 You reached level { $level }: { $name }!
points-head = <b>{ $name }</b>: { $points } points · level { $level } · { $experience } experience
points-entry = { DATETIME($day, month: "short", day: "numeric") } · +{ $points } · { $why }
points-entry-less = { DATETIME($day, month: "short", day: "numeric") } · −{ $points } · { $why }
points-none = Nothing yet. Chat and sign in: it adds up by itself.
points-rule-chat = chatting
points-rule-checkin = signing in
points-rule-streak = streak bonus
points-rule-thanks = thanks from somebody you helped
points-rule-buddy = a newcomer you helped to settle in
points-rule-penalty = a broken rule
points-rule-gift = a gift between members
points-rule-grant = granted by the team
points-rule-fine = taken by the team
points-rule-because = { $why }: { $reason }
points-rule-quiz = right answers in a quiz
points-rule-challenge = a day of a challenge
points-rule-milestone = a milestone of a challenge
points-rule-team = a whole team checked in
points-rule-packet-given = a red packet that you gave
points-rule-packet = a red packet
points-rule-packet-back = what nobody took of your red packet
points-rule-makeup = a make-up card
points-rule-rejected = a check-in that did not count
points-rule-draw = a lucky draw
points-rule-draw-refund = a lucky draw that was called off, or that you were not in after all
points-rule-draw-prize = a prize in a draw
points-rule-expiry = not used for long
points-rule-import = brought along from before
points-rule-other = something else
why-what = I can explain <code>/why streak</code>, <code>/why points</code>, and each tag or tier, such as <code>/why runner</code>.
why-streak-head =
    { $streak ->
        [0] You have no streak at the moment (by { $zone } time).
        [one] Your streak stands at <b>1 day</b> (by { $zone } time).
       *[other] Your streak stands at <b>{ $streak } days</b> (by { $zone } time).
    }
why-streak-signed = ✅ { DATETIME($day, month: "short", day: "numeric") }: signed in, day { $n }
why-streak-open = ⏳ { DATETIME($day, month: "short", day: "numeric") }: not yet, but the day is not over
why-streak-made-up = 🩹 { DATETIME($day, month: "short", day: "numeric") }: made up for, day { $n }
why-streak-rest = 🌙 { DATETIME($day, month: "short", day: "numeric") }: a day of rest
why-streak-paused = ⏸ { DATETIME($day, month: "short", day: "numeric") }: you were taking a break
why-streak-forgiven = 🤝 { DATETIME($day, month: "short", day: "numeric") }: I was away for too long that day, so it is forgiven
why-streak-missed = ▫️ { DATETIME($day, month: "short", day: "numeric") }: not signed in, so the count begins after it
why-streak-cutoff = A new day begins at { $cutoff }.
