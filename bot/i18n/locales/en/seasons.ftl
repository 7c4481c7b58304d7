season-title =
    { "en" ->
        [zh] { $zh }
       *[en] { $en }
    }
season-now =
    🗓 <b>{ $title }</b> { $left ->
        [0] ends today.
        [one] has one day left after today.
       *[other] lasts until { DATETIME($day, month: "long", day: "numeric") }, { $left } more days.
    }
    You have earned <b>{ $own }</b> experience in it.
season-between = No season is on right now.
season-coming = Next: { $title }, from { DATETIME($day, month: "long", day: "numeric") }.
season-none = There are no seasons here. Everything you earn counts for your level all the same.
season-past = 🏆 <b>{ $title }</b> ({ DATETIME($first, year: "numeric", month: "short", day: "numeric") } – { DATETIME($last, year: "numeric", month: "short", day: "numeric") })
season-place = { $place ->
        [1] 🥇
        [2] 🥈
        [3] 🥉
       *[other] { $place }.
    } { $name } · { $experience }
season-over = 🏁 <b>{ $title }</b> is over. { $count ->
        [one] One member
       *[other] { $count } members
    } took part, and at the top stand:
season-thanks = Thank you all. Levels and points stay as they are; the board begins anew.
command-season = the season that is on, and who won before
