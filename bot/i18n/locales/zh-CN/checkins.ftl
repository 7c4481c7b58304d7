# 每日签到。
checkin-button = ✅ 签到
checkin-card = 🌅 新的一天开始啦！签到可得 <b>{ $points }</b> 积分。
checkin-card-count =
    { $signed ->
        [0] 还没有人签到，谁来第一个？
       *[other] 今天已有 { $signed } 位伙伴签到。
    }
checkin-done =
    { $streak ->
        [1] ✅ { $name }，签到成功！+{ $earned } 积分，现有 { $points } 积分。
       *[other] ✅ { $name }，连续签到第 <b>{ $streak }</b> 天！+{ $earned } 积分，现有 { $points } 积分。
    }
checkin-bonus = 🎁 连续 { $streak } 天，额外奖励 { $bonus } 积分！
checkin-next-bonus = 再连签 { $days } 天，额外奖励 { $bonus } 积分。
checkin-already =
    { $streak ->
        [1] 今天已经签过啦，明天见！现有 { $points } 积分。
       *[other] 今天已经签过啦，连续 { $streak } 天，明天见！现有 { $points } 积分。
    }
checkin-toast =
    { $streak ->
        [1] 签到成功！+{ $earned } 积分，明天接着来，连签有奖励。
       *[other] 连续签到第 { $streak } 天！+{ $earned } 积分，现有 { $points } 积分。
    }
checkin-toast-bonus = 🎁 连续签到 { $streak } 天！含奖励共 +{ $earned } 积分，现有 { $points } 积分。
checkin-toast-level = { $toast } { $level }
checkin-not-open = 现在还不能签到。签到时间是 { $hours }，到时候见！
checkin-off = 本群目前没有开启每日签到。
checkin-forgiven = 🤝 { DATETIME($day, month: "short", day: "numeric") } 我掉线太久了，那天不算断签。
