# The daily sign-in.
checkin-button = ✅ Sign in
checkin-card = 🌅 A new day! Signing in earns <b>{ $points }</b> points.
checkin-card-count =
    { $signed ->
        [0] Nobody is in yet. Who goes first?
        [one] One member is in today.
       *[other] { $signed } members are in today.
    }
checkin-done =
    { $streak ->
        [1] ✅ { $name }, you're in for today. +{ $earned } points, { $points } in all.
       *[other] ✅ { $name }, day <b>{ $streak }</b> in a row! +{ $earned } points, { $points } in all.
    }
checkin-bonus = 🎁 { $streak } days in a row: { $bonus } extra points.
checkin-next-bonus =
    { $days ->
        [one] One more day in a row brings { $bonus } extra.
       *[other] { $days } more days in a row bring { $bonus } extra.
    }
checkin-already =
    { $streak ->
        [one] You're in for today already. See you tomorrow! Points: { $points }.
       *[other] You're in for today already: { $streak } days in a row. See you tomorrow! Points: { $points }.
    }
checkin-toast =
    { $streak ->
        [one] You're in! +{ $earned } points. Come back tomorrow to start a streak.
       *[other] Day { $streak } in a row! +{ $earned } points, { $points } in all.
    }
checkin-toast-bonus = 🎁 { $streak } days in a row! +{ $earned } points with the bonus, { $points } in all.
checkin-toast-level = { $toast } { $level }
checkin-not-open = Not just now: signing in is open at { $hours }. See you then!
checkin-off = This group has no daily sign-in at the moment.
checkin-forgiven = 🤝 I was away for too long on { DATETIME($day, month: "short", day: "numeric") }. That day breaks nobody's streak.
