# 机器人主动发来的消息。
contacts-stop-these = 🔕 不再接收此类
contacts-by-dm = 这是你和我之间的事：点按钮打开私聊。
contacts-page =
    📬 <b>我会主动发给你的消息</b>
    { $per_week ->
       *[other] 合计每周最多 { $per_week } 条。
    }你问我答、奖品和与你有关的处理结果不受影响。
contacts-page-foot = 点按钮可关闭或重新打开某一类；发「退订」两个字就全部关闭。
contacts-unknown = 没有这一类消息。现有这些：
contacts-category-welcome = 新人引导
contacts-category-tiers = 层级变化
contacts-category-reminders = 提醒
contacts-category-activities = 活动
contacts-category-digest = 摘要
contacts-category-care = 关心问候
contacts-all = 任何事
contacts-switch-on = ✅ { $what }
contacts-switch-off = 🔕 { $what }
contacts-stop-all = 🔕 全部关闭
contacts-resume-all = ✅ 全部打开
contacts-to-quiet = 🌙 安静时段
contacts-stopped = 好的，不再发了。
contacts-resumed = 好的，以后还会告诉你。
contacts-no-more = 🔕 以后不再主动和你说：{ $what }。其他的在 /stop 里。
contacts-undo = ↩️ 还是发给我吧
quiet-hours =
    🌙 { $begins }–{ $ends } 我不打扰你（{ $zone }，那里现在 { $now }）{ $whose ->
        [own] 。
       *[community] ，这是社群的默认时段。
    }
quiet-none = 🌙 任何时候都可以发给你（{ $zone }，那里现在 { $now }）。发 <code>/quiet 23:00 07:30</code> 设一段安静时间。
quiet-kept = 记下了。
quiet-preset = { $hours }
quiet-off = 随时都行
quiet-own = 按社群的来
quiet-to-page = 📬 主动消息
quiet-unread = 告诉我从几点到几点，时区不同也写上：<code>/quiet 23:00 07:30 Europe/Berlin</code>，或者 <code>/quiet off</code>。
quiet-no-zone = 没有 { $zone } 这个时区。时区写作 <code>Asia/Shanghai</code> 这样。
quiet-no-zone-near = 没有 { $zone } 这个时区。是不是 <code>{ $nearest }</code>？
command-stop = 我可以主动和你说些什么
command-quiet = 什么时候不打扰你
