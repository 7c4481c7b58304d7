# 积分、经验与等级。
level-up = 🎉 升到 { $level } 级啦！
level-up-named = 🎉 升到 { $level } 级「{ $name }」啦！
points-head = <b>{ $name }</b>：{ $points } 积分 · { $level } 级 · { $experience } 经验
points-entry = { DATETIME($day, month: "short", day: "numeric") } · +{ $points } · { $why }
points-none = 还没有积分记录。聊聊天、签个到、参加活动，积分会自己攒起来。
points-rule-chat = 聊天
points-rule-checkin = 签到
points-rule-streak = 连续签到
points-rule-other = 其他
why-what = 我能解释两件事：<code>/why streak</code>（连续签到）和 <code>/why points</code>（积分）。
why-streak-head =
    { $streak ->
        [0] 目前没有连续签到（按 { $zone } 的日期算）。
       *[other] 目前连续签到 <b>{ $streak } 天</b>（按 { $zone } 的日期算）。
    }
why-streak-signed = ✅ { DATETIME($day, month: "short", day: "numeric") }：已签到，第 { $n } 天
why-streak-today = ⏳ { DATETIME($day, month: "short", day: "numeric") }：还没签到，今天还没结束
why-streak-missed = ▫️ { DATETIME($day, month: "short", day: "numeric") }：没有签到，从后一天重新计
why-streak-cutoff = 每天以 { $cutoff } 为界。
