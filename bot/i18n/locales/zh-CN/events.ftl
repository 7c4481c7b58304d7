# 活动（约好时间的）。
command-event = 发起一场活动，或报名：/event 3
command-events = 接下来有什么活动
command-here = 说出活动的签到码，表示你到了
event-new = 想约大家做什么？
event-new-how =
    写上标题和时间就行，其它的写在后面：

    <code>/event 读书夜 时间="周五 19:30" 时长=2小时 地点="灯塔咖啡" 名额=20
    这次聊前三章。</code>

    可选项：<code>链接=</code>（只有报名的人看得到）、<code>积分=10</code>（到场奖励）、<code>签到码=</code>、<code>限=</code> 加人群条件、<code>目标=</code> 和 <code>达到=</code>。
event-new-talk = 或者现在就把标题发给我。
event-words-how = 把标题和可选项发给我，写法和 /event 后面一样。
event-words-here = 用新的文字再发一次 /event 就行；私聊里可以只发文字。
event-fault-title = 叫什么名字？例如 <code>/event 读书夜 时间="周五 19:30"</code>
event-fault-when = 「{ $title }」什么时候？例如 <code>时间="周五 19:30"</code>
event-fault-past = 那个时间已经过了，换个晚一点的吧。
event-fault-long = { $what } 有 { $length } 个字，最多 { $most } 个。
event-how-at = 写「周五 19:30」、「明天 20:00」或「2026-12-24 18:00」。
event-how-lasts = 写「45分钟」、「2小时」或「3天」。
event-how-points = 写 0 到 1000 的数字，0 就是没有。
event-how-code = 写 3 到 16 个字母或数字。
event-how-capacity = 写名额数，或「不限」。
event-too-many = 同时有 { $most } 场活动已经够多了。
event-preview = 大概是这个样子。点「发布」之前没人看得到。
event-title = 📅 <b>{ $title }</b>
event-when = 🕢 { DATETIME($at, dateStyle: "full", timeStyle: "short") }（{ $zone }），{ $lasts }
event-place = 📍 { $place }
event-link = 🔗 { $link }
event-link-hidden = 🔗 链接只发给报名的人
event-only = 🎟 面向：{ $only }
event-about = { $line }
event-points = 🎁 到场得 { $points } 积分
event-seats = 💺 { $n } 个名额，满了可以排队
event-seats-all = 💺 名额不限
event-tweak-lasts = ⏱ 多长时间
event-tweak-capacity = 💺 名额
event-tweak-points = 🎁 积分
event-tweak-words = ✏️ 改文字
event-begin = ✅ 发布
event-drop = ✖️ 不要了
event-dropped = 好，不发了，没人看到过。
event-begun = 「{ $title }」发布了。开始时我把签到码发给你；想提前看用 <code>/event 签到码 { $n }</code>，想改用 <code>/event 修改 { $n } 时间="周六 20:00"</code>。
event-going =
    ✅ { $seats ->
        [0] 参加：{ $n } 人
       *[other] 参加：{ $n }/{ $seats } 人
    }
event-waiting = ⏳ 排队：{ $n } 人
event-maybe = 🤔 待定：{ $n } 人
event-names = { $names }
event-names-more = { $names } 等，还有 { $more } 人
event-there = 🙋 已到：{ $n } 人
event-foot = 按钮没反应？发 /event 参加 { $n } 也行。
event-is-running = 🟢 正在进行。
event-is-over = 🏁 结束啦，谢谢大家！
event-is-cancelled = ✖️ 已取消。
event-button-going = ✅ 参加
event-button-maybe = 🤔 待定
event-button-not = ✖️ 不去
event-button-save = 📅 存到日历
event-answer-going = 报上名啦，到时见！
event-answer-link = 报上名啦！{ $link }
event-answer-waiting =
    名额满了，{ $before ->
        [0] 你排第一个
       *[other] 你前面还有 { $before } 人
    }；一有空位就告诉你。
event-answer-maybe = 记下了：待定。
event-answer-not = 记下了，下次再来！
event-answer-came = 你已经到啦。
event-not-for-you = 这一场面向：{ $only }。
event-over = 「{ $title }」已经结束了。
event-running = 「{ $title }」已经开始，开始时间不能再改。
event-unknown = 这里没有 { $n } 号活动，/events 可以看接下来有什么。
event-moved-up = 🎉 有空位啦：「{ $title }」（{ DATETIME($at, dateStyle: "medium", timeStyle: "short") }）你排上了。来不了的话，在活动卡片上让出来就好。
event-moved-up-group = 🎉 空出位子啦，{ $names } 排上了！
event-reminder =
    ⏰ { $hours ->
        [24] 明天：<b>{ $title }</b>
       *[other] 还有一小时：<b>{ $title }</b>
    }
event-changed = 🔁 <b>{ $title }</b> 有变动：
event-cancelled = ✖️ <b>{ $title }</b> 取消了，抱歉。
event-begins = 🟢 <b>{ $title }</b> 开始啦！现场会说一个签到码，发 /here 加签到码给我，最好私聊。
event-code = 🔑「{ $title }」的签到码是 <code>{ $code }</code>。在现场说出来，谁发 /here { $code } 就算到场。
event-here-how = 写上现场说的签到码：<code>/here ACDE7</code>
event-here-wrong = 这个签到码现在不对，再听一遍？
event-here =
    🙋 签到成功：「{ $title }」。{ $points ->
        [0] { "" }
       *[other] +{ $points } 积分
    }
event-here-before = 「{ $title }」你已经签到过了，玩得开心！
event-set-how = 写上要改什么：<code>/event 修改 { $n } 时间="周六 20:00" 地点="…"</code>
event-set-done = 改好了，现在是这样：
event-set-told = 改好了，半分钟后通知报名的人。现在是这样：
event-cancel-ask = 取消「{ $title }」吗？会通知想来的人，取消后不能恢复。
event-cancel-yes = 取消活动
event-cancel-no = 不取消
event-cancel-kept = 「{ $title }」照常。
event-cancel-done = 「{ $title }」已取消，都通知到了。
event-saved = 文件已私聊发给你。
event-file = 「{ $title }」，存进你的日历。
event-over-group =
    🏁 <b>{ $title }</b> 结束啦。{ $n ->
        [0] 谢谢大家！
       *[other] 有 { $n } 人到场，谢谢大家！
    }
event-recap = 📋 <b>{ $title }</b>：到场情况
event-recap-came =
    报名 { $said } 人，到场 { $came } 人{ $besides ->
        [0] 。
       *[other] ，另有 { $besides } 人没报名也来了。
    }
event-recap-there = 🙋 { $names }
event-recap-missing = 💭 没见到：{ $names }
event-recap-points = 🎁 共发出 { $points } 积分
events-head = 📅 <b>{ $community }接下来</b>
events-line =
    { $n }. <b>{ $title }</b> – { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $seats ->
        [0] { $going } 人参加
       *[other] { $going }/{ $seats } 人参加
    }
events-button = { $n }. { $title }
events-none = 暂时没有安排活动。
events-none-staff = 还没有活动，发 <code>/event</code> 来第一场。
points-rule-event = 参加活动
audit-event-begun = { $actor } 发起了一场活动
audit-event-cancelled = { $actor } 取消了一场活动
