# Boards: who earned most.
board-head =
    🏆 <b>{ $span ->
        [day] Today
        [week] This week
        [month] This month
        [season] { $season }
       *[all] All time
    }</b>{ $kind ->
        [chat] {" · "}chatting
        [checkins] {" · "}sign-ins
        [challenges] {" · "}challenges
        [thanks] {" · "}helping others
        [quizzes] {" · "}quizzes
       *[everything] {""}
    } · { $community }
board-line =
    { $place ->
        [1] 🥇
        [2] 🥈
        [3] 🥉
       *[other] { $place }.
    } { $name } · { $experience }
board-line-own =
    { $place ->
        [1] 🥇
        [2] 🥈
        [3] 🥉
       *[other] { $place }.
    } <b>{ $name } · { $experience }</b> ◀️
board-empty =
    { $span ->
        [day] Nobody has earned anything here today. The first place is free!
        [week] Nobody has earned anything here this week. The first place is free!
        [month] Nobody has earned anything here this month. The first place is free!
        [season] Nobody has earned anything here this season. The first place is free!
       *[all] Nobody has earned anything here yet. The first place is free!
    }
board-empty-toast = There is nobody on this board yet.
board-listed =
    { $listed ->
        [one] One member is on this board.
       *[other] { $listed } members are on this board.
    }
board-own-none = You are not on this board yet: a few words or a sign-in will do.
board-off = 🙈 You are on no board, as you wished. <code>/top show</code> puts you back, with everything you earned.
board-hidden = 🙈 Done: you are on no board any more. What you earn still counts; /top show puts you back.
board-hidden-already = 🙈 You are on no board already; /top show puts you back.
board-shown = 👋 You are back on the boards, with everything you earned.
board-shown-already = You are on the boards already; /top hide takes you off.
board-no-season = No season is on at the moment. /top shows the week.
board-span =
    { $is_shown ->
        [yes] {"• "}
       *[no] {""}
    }{ $span ->
        [day] Today
        [week] Week
        [month] Month
        [season] Season
       *[all] All time
    }
board-kind =
    { $is_shown ->
        [yes] {"• "}
       *[no] {""}
    }{ $kind ->
        [chat] 💬 Chatting
        [checkins] ✅ Sign-ins
        [challenges] 🎯 Challenges
        [thanks] 🤝 Helping
        [quizzes] 💡 Quizzes
        [here] 📍 This group
       *[everything] ⭐ Everything
    }
board-hide-me = 🙈 Hide me
board-show-me = 👋 Show me again
board-picture-title =
    { $span ->
        [day] Today
        [week] This week
        [month] This month
        [season] { $season }
       *[all] All time
    }{ $kind ->
        [chat] {" · "}chatting
        [checkins] {" · "}sign-ins
        [challenges] {" · "}challenges
        [thanks] {" · "}helping others
        [quizzes] {" · "}quizzes
       *[everything] {""}
    }
