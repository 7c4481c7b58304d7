# 荣誉榜：谁得的经验最多。
board-head =
    🏆 <b>{ $span ->
        [day] 今日榜
        [week] 本周榜
        [month] 本月榜
        [season] { $season }
       *[all] 总榜
    }</b>{ $kind ->
        [chat] {" · "}聊天
        [checkins] {" · "}签到
        [challenges] {" · "}挑战
        [thanks] {" · "}互助
        [quizzes] {" · "}答题
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
        [day] 今天还没有人上榜，第一名正空着呢！
        [week] 本周还没有人上榜，第一名正空着呢！
        [month] 本月还没有人上榜，第一名正空着呢！
        [season] 本赛季还没有人上榜，第一名正空着呢！
       *[all] 还没有人上榜，第一名正空着呢！
    }
board-empty-toast = 这个榜上还没有人。
board-listed = 榜上共有 { $listed } 人。
board-own-none = 你还没上这个榜：聊几句、签个到就有了。
board-off = 🙈 按你的意思，你不在任何榜上。<code>/top 显示</code> 就能回来，得过的都还在。
board-hidden = 🙈 好了，你不再出现在任何榜上。得到的照样算数，发送 /top 显示 就能回来。
board-hidden-already = 🙈 你本来就不在榜上；发送 /top 显示 就能回来。
board-shown = 👋 欢迎回到榜上，得过的都还在。
board-shown-already = 你本来就在榜上；发送 /top 隐藏 可以不上榜。
board-no-season = 现在没有赛季在进行。/top 看本周榜。
board-span =
    { $is_shown ->
        [yes] {"• "}
       *[no] {""}
    }{ $span ->
        [day] 今日
        [week] 本周
        [month] 本月
        [season] 赛季
       *[all] 总榜
    }
board-kind =
    { $is_shown ->
        [yes] {"• "}
       *[no] {""}
    }{ $kind ->
        [chat] 💬 聊天
        [checkins] ✅ 签到
        [challenges] 🎯 挑战
        [thanks] 🤝 互助
        [quizzes] 💡 答题
        [here] 📍 本群
       *[everything] ⭐ 全部
    }
board-hide-me = 🙈 不上榜
board-show-me = 👋 重新上榜
board-picture-title =
    { $span ->
        [day] 今日榜
        [week] 本周榜
        [month] 本月榜
        [season] { $season }
       *[all] 总榜
    }{ $kind ->
        [chat] {" · "}聊天
        [checkins] {" · "}签到
        [challenges] {" · "}挑战
        [thanks] {" · "}互助
        [quizzes] {" · "}答题
       *[everything] {""}
    }
