# 积分、经验与等级。
level-up = 🎉 恭喜升到 Lv.{ $level }！
level-up-named = 🎉 恭喜升到 Lv.{ $level }「{ $name }」！
points-head = <b>{ $name }</b>：{ $points } 积分 · Lv.{ $level } · { $experience } 经验
points-entry = { DATETIME($day, month: "short", day: "numeric") } · +{ $points } · { $why }
points-entry-less = { DATETIME($day, month: "short", day: "numeric") } · −{ $points } · { $why }
points-none = 还没有积分记录。聊聊天、签个到，积分就会慢慢攒起来。
points-rule-chat = 聊天
points-rule-checkin = 签到
points-rule-streak = 连续签到奖励
points-rule-thanks = 帮到了别人，收到感谢
points-rule-buddy = 带的新人安顿下来了
points-rule-penalty = 违反群规
points-rule-gift = 成员之间赠送
points-rule-grant = 团队奖励
points-rule-fine = 团队扣除
points-rule-because = { $why }：{ $reason }
points-rule-quiz = 答题答对
points-rule-challenge = 挑战打卡
points-rule-milestone = 挑战里程碑
points-rule-team = 全队打卡
points-rule-packet-given = 发红包
points-rule-packet = 抢红包
points-rule-packet-back = 红包退回
points-rule-makeup = 补卡
points-rule-rejected = 打卡凭证未通过
points-rule-draw = 参加抽奖
points-rule-draw-refund = 抽奖取消或未能参加，积分退回
points-rule-draw-prize = 抽奖中奖
points-rule-expiry = 太久没用，已过期
points-rule-import = 从前的积分转入
points-rule-other = 其他
why-what = 我能说清 <code>/why 签到</code>（连续签到怎么算）、<code>/why 积分</code>（积分从哪来），还有每个标签和层级，比如 <code>/why runner</code>。
why-streak-head =
    { $streak ->
        [0] 目前没有连续签到（按{ $zone }计日）。
       *[other] 目前连续签到 <b>{ $streak } 天</b>（按{ $zone }计日）。
    }
why-streak-signed = ✅ { DATETIME($day, month: "short", day: "numeric") }：已签到，第 { $n } 天
why-streak-open = ⏳ { DATETIME($day, month: "short", day: "numeric") }：还没签到，今天还来得及
why-streak-made-up = 🩹 { DATETIME($day, month: "short", day: "numeric") }：已补卡，第 { $n } 天
why-streak-rest = 🌙 { DATETIME($day, month: "short", day: "numeric") }：休息日
why-streak-paused = ⏸ { DATETIME($day, month: "short", day: "numeric") }：你请假了
why-streak-forgiven = 🤝 { DATETIME($day, month: "short", day: "numeric") }：那天我掉线太久，不算断签
why-streak-missed = ▫️ { DATETIME($day, month: "short", day: "numeric") }：没有签到，所以从第二天重新算起
why-streak-cutoff = 每天从 { $cutoff } 起算新的一天。
