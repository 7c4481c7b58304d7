season-title =
    { "zh" ->
        [en] { $en }
       *[zh] { $zh }
    }
season-now =
    🗓 <b>{ $title }</b>{ $left ->
        [0] 今天结束。
       *[other] 到{ DATETIME($day, month: "long", day: "numeric") }结束，还有 { $left } 天。
    }
    你在本赛季已得 <b>{ $own }</b> 经验。
season-between = 现在没有进行中的赛季。
season-coming = 下一个：{ $title }，{ DATETIME($day, month: "long", day: "numeric") }开始。
season-none = 这里没有赛季。你得到的一切照样算进等级。
season-past = 🏆 <b>{ $title }</b>（{ DATETIME($first, year: "numeric", month: "short", day: "numeric") }—{ DATETIME($last, year: "numeric", month: "short", day: "numeric") }）
season-place = { $place ->
        [1] 🥇
        [2] 🥈
        [3] 🥉
       *[other] { $place }.
    } { $name } · { $experience }
season-over = 🏁 <b>{ $title }</b>结束了，共有 { $count } 人参与。名列前茅的是：
season-thanks = 谢谢大家。等级和积分都还在，榜单重新开始。
command-season = 看本赛季和往届的优胜者
