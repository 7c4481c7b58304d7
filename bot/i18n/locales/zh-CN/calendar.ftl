# 内容日历
schedule-fault-encoding = 这个文件不是 UTF-8 编码，请另存为 UTF-8。
schedule-fault-large = 这个文件超过 { $most } MB，请拆开。
schedule-fault-unread = 读不了这个文件。它在吗？有读取权限吗？
schedule-fault-near = 没有“{ $said }”，你是想写“{ $near }”吗？
schedule-fault-unknown = 没有“{ $said }”。可用的有：{ $known }。
schedule-fault-table = 这里应该是单独的一节：把名字写在方括号里，单独一行。
schedule-fault-tables = 每个 { $name } 单独写成一节，以 [[{ $name }]] 开头。
schedule-fault-no-id = 每一条都需要 id：一个用来辨认它的短词，例如 id = "morning-tip"。
schedule-fault-twice = { $file } 里已经有一条叫“{ $name }”了，换个 id 吧。
schedule-fault-value = “{ $said }”不能用在 { $key } 里。{ $how }
schedule-fault-rule = “{ $part }”看不懂。{ $how }
schedule-fault-long = 长度是 { $length }，Telegram 最多 { $most }。
schedule-fault-many = 一共 { $count } 个，最多 { $most } 个。
schedule-fault-no-rule = 没写什么时候发。请写其中一个：{ $names }。
schedule-fault-two-rules = 时间写了不止一种（{ $names }），留一种就好。
schedule-fault-no-time = 没写几点发。请写 at = 08:30:00，或 at = "golden:evening"。
schedule-fault-cron-time = cron 表达式自己带时间，请去掉 at。
schedule-fault-never = 结束比开始还早，永远不会发。
schedule-fault-country = 不知道“{ $said }”有哪些公共假日。请写两个字母的国家代码，例如 CN、DE。
schedule-fault-no-content = 没有要发的内容。请写其中一个：{ $names }。
schedule-fault-two-contents = 一条里有不止一样内容（{ $names }），请拆成几条。
schedule-fault-file = 日程文件旁边没有 { $name }，或者里面是空的。
schedule-fault-heavy = { $name } 太大了，Telegram 最多 { $most } MB。
schedule-fault-segment = 条件第 { $column } 列看不懂：{ $why }
schedule-fault-no-task = 任务要写清做什么：task = "写活动回顾"。
schedule-how-id = 用小写字母、数字和短横，最多 48 个。
schedule-how-text = 请写一段文字，放在引号里。
schedule-how-texts = 请写一段文字，或者一个列表。
schedule-how-copy = 请写一段文字、一个文件（"tips.md"）、一组文件（"tips/*.md"），或者轮流用的几段文字。
schedule-how-flag = 请写 true 或 false，不加引号。
schedule-how-lasting = 请写成 "15m"、"24h" 或 "3d"。
schedule-how-expires = 请写成 "15m"、"24h"，最长 "47h"：超过 48 小时的消息，Telegram 不让删。
schedule-how-zone = 请写时区，例如 "Asia/Shanghai"。
schedule-how-day = 日期请写成 2027-02-10。
schedule-how-at = 时间请写成 08:30:00、一个列表，或 "golden:morning"、"golden:noon"、"golden:evening"。
schedule-how-buttons = 请写 buttons = [{"{"} text = "报名", url = "https://…" {"}"}]，最多十二个。
schedule-how-segment = 请写条件，例如 "tier:core and points>=100"。
schedule-how-override = 请写 [post.override.群]，下面写那里不同的地方。
schedule-how-on = 请写日期（2026-12-24）、日期列表，或 "fridays"、"周五" 这样的词。
schedule-how-every = 请写 "day"、"weekdays"、"mon,thu"、"周一,周四"、"month:1"、"month:last"、"month:last-fri"，或 cron、rrule 表达式。
schedule-how-cron = 请写五段，例如 "30 8 * * 1-5"，其中 1-5 是周一到周五。
schedule-how-rrule = 请写规则，例如 "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"；从哪天开始写在 from 里。
schedule-how-festival = 请写节日名，例如 "mid-autumn"。
schedule-how-lunar = 请写农历月和日，例如 "8-15"。
schedule-how-holiday = 请写两个字母的国家代码，例如 "CN"。
schedule-how-shift = 请写晚几天，提前就写负数：-60 到 60。
schedule-how-change = 请写 change = [{"{"} on = 2026-12-24, to = 10:00:00 {"}"}, {"{"} on = 2026-12-25, skip = true {"}"}]。
schedule-how-file = 请写日程文件旁边的文件名，或 "library:名字"。
schedule-how-album = 请写 2 到 10 个文件的列表。
schedule-how-command = 像手动发命令那样写就行。
command-calendar = 内容日历：今天、本周、本月发什么
command-preview = 看看日历里的一条发出来是什么样
calendar-how = <code>/calendar</code> 看一周，<code>/calendar 今天</code>、<code>/calendar 本月</code> 看别的；<code>/calendar 暂停</code> 先停下，<code>/calendar 继续</code> 再开始。 <code>/calendar 任务</code> 看大家要做的事。
preview-how = 说一下看哪条：<code>/preview morning-tip</code>。发 <code>/calendar</code> 看都有哪些。
calendar-unknown = 日程里没有“{ $key }”。发 <code>/calendar</code> 看都有哪些。
calendar-words = { $words }
calendar-label = { $label }
calendar-head =
    🗓 <b>{ $name }</b> · { $span ->
        [today] 今天
        [week] 未来七天
       *[month] 未来一个月
    }
calendar-resting = ⏸ 日历暂停中：继续之前什么都不发。
calendar-day = <b>{ DATETIME($day, weekday: "short", month: "short", day: "numeric") }</b>
calendar-line =
    { DATETIME($at, hour: "numeric", minute: "numeric") } { $sort } <code>{ $key }</code>{ $to ->
        [main] { "" }
       *[other] { " " }→ { $to }
    }
calendar-more = ……后面还有，看短一点的时段吧。
calendar-empty = 没有要发的。
calendar-was-posted = ✅ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code>
calendar-was-owed = 📤 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> 正在发
calendar-was-asked = 👀 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> 等人过目
calendar-was-approved = 👍 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> 已同意
calendar-was-held = ✋ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> 先扣下了
calendar-was-failed = ⚠️ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> 没发出去
calendar-was-skipped = ⏭ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> 这次不发
calendar-was-missed = 💤 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> 错过了
calendar-span-today = 今天
calendar-span-week = 一周
calendar-span-month = 一个月
calendar-rest = ⏸ 先停下
calendar-go-on = ▶️ 继续
calendar-paused = 日历已暂停，继续之前什么都不发。
calendar-resumed = 日历继续了。暂停期间错过的不补发。
calendar-sort =
    { $sort ->
        [photo] 🖼
        [video] 🎬
        [album] 🖼
        [document] 📎
        [poll] 📊
        [quiz] 🧠
        [draw] 🎁
        [challenge] 🏁
        [prompt] 💬
        [event] 🎪
        [packet] 🧧
        [survey] 📝
        [task] ☑️
       *[text] ✉️
    }
calendar-entry = { $sort } <code>{ $key }</code>
calendar-quote = <blockquote>{ $words }</blockquote>
calendar-to =
    发到 { $to }（{ $groups ->
        [0] 你这里没有符合的群
       *[other] { $groups } 个群
    }） · { $kind ->
        [education] 知识
        [fun] 娱乐
        [activity] 活动
        [product] 产品
       *[interaction] 互动
    }
calendar-owner = 负责人 { $owner }
calendar-standard = 标准：{ $standard }
calendar-approves = 发之前要另一个人看过。
calendar-now-yes = 📤 现在就发
calendar-now-no = 按时间再发
calendar-now-kept = 好，按时间再发。
calendar-now-done =
    <code>{ $key }</code> { $groups ->
        [0] 这一分钟已经发过了
       *[other] 正在发到 { $groups } 个群
    }{ $failed ->
        [0] 。
       *[other] ，{ $failed } 个群没发出去。
    }
calendar-notice-asked = 👀 <code>{ $key }</code> 将在 { DATETIME($at, month: "short", day: "numeric", weekday: "short", hour: "numeric", minute: "numeric") } 发出。可以发吗？
calendar-notice-held = ✋ <code>{ $key }</code> 本该在 { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") } 发，先扣下了。
calendar-notice-failed = ⚠️ <code>{ $key }</code>（{ DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }）没能发出去。
calendar-notice-missed = 💤 <code>{ $key }</code> 本该在 { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") } 发，当时我不在，没有发。
calendar-notice-groups =
    在 { $groups }{ $more ->
        [0] 。
       *[other] 等，另外还有 { $more } 个群。
    }
calendar-why-late = 已经过了可以自动补发的时间。
calendar-why-unapproved = 还没有人同意。
calendar-why-paused = 日历暂停中。
calendar-why-here = 这个群不发这一条。
calendar-why-gone = 我已经不在这个群里了。
calendar-why-raid = 群里正有人来捣乱，先不发。
calendar-why-material = 素材库里没有这个名字的同类素材（或已过期）：/materials。
calendar-why-refused = 照现在的写法开始不了。
calendar-why-rights = 我在那里没有发言权限，请给我权限。
calendar-why-topic = 话题关闭了，或者不在了。
calendar-why-media = 图片或文件发不出去。
calendar-why-other = Telegram 没有接受。
calendar-preflight = 🔎 <code>{ $key }</code> 定在 { DATETIME($at, month: "long", day: "numeric", weekday: "short", hour: "numeric", minute: "numeric") } 发，不过有点问题：
calendar-preflight-to = • <code>{ $name }</code> 没有对应的群，看看 /groups 里有哪些。
calendar-preflight-rights =
    • 我在 { $groups }{ $more ->
        [0] { "" }
       *[other] { " " }和另外 { $more } 个群
    } 没有发言权限，请给我权限。
calendar-preflight-pin =
    • 我在 { $groups }{ $more ->
        [0] { "" }
       *[other] { " " }和另外 { $more } 个群
    } 不能置顶，请给我权限，或去掉 <code>pin</code>。
calendar-preflight-media = • 日程旁边的 <code>{ $name }</code> 不见了或太大，请放回来。
calendar-preflight-material = • 素材库里没有 <code>{ $name }</code>，看看 /materials 里有哪些。
calendar-do-approve = 👍 可以发
calendar-do-post = 📤 现在就发
calendar-do-hour = ⏰ 一小时后
calendar-do-skip = ⏭ 这次不发
calendar-done-approve = 👍 <code>{ $key }</code> 会按时间发。
calendar-done-post = 📤 <code>{ $key }</code> 正在发。
calendar-done-hour = ⏰ <code>{ $key }</code> 一小时后发。
calendar-done-skip = ⏭ <code>{ $key }</code> 这次不发。
calendar-decided = 已经有人处理过了。
calendar-gone = 日程里已经没有 <code>{ $key }</code> 了。
calendar-loaded = 🗓 日程已更新：+{ $added } −{ $removed } ~{ $changed }，一共 { $entries } 条。
calendar-loaded-names =
    { $sign } { $names }{ $more ->
        [0] { "" }
       *[other] { " " }等，另有 { $more } 条
    }
calendar-not-loaded = ⚠️ 日程里有 { $count } 处问题，改好之前旧的计划照常进行：
calendar-fault = <code>{ $file }:{ $line }</code> { $entry }：{ $why }
calendar-faults-more = ……还有 { $count } 处，用 <code>python -m bot schedule check</code> 看全部。
audit-calendar-paused = { $actor } 暂停了日历
audit-calendar-resumed = { $actor } 继续了日历
kept-why-occurrences = 你处理过日历里的帖子
calendar-loaded-same = 🗓 日程没有变化：一共 { $entries } 条。
prompt-closed = 💬 这个话题有 { $people } 位朋友参与，一共聊了 { $messages } 条。谢谢大家！
prompt-top = 最受欢迎的回答：
prompt-liked = { $number }. <a href="{ $link }">{ $name }</a> · { $reactions } ❤️
prompt-liked-bare = { $number }. { $name } · { $reactions } ❤️
calendar-why-product = 这里最近十条内容里，产品推广已经够多了。
calendar-mix = 📊 近三十天 { $posts } 条：教育 { $education }，互动 { $interaction }，娱乐 { $fun }，活动 { $activity }，产品 { $product }（{ $share } %）
