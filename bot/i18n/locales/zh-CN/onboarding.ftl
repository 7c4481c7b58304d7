# 新人的第一步。
# 运营者写的文案，用读者的语言。
onboarding-own = { $reader ->
        [other] { $en }
       *[own] { $zh }
    }
onboarding-own-label = { $reader ->
        [other] { $en }
       *[own] { $zh }
    }
onboarding-progress = <i>{ $number } / { $count }</i>
onboarding-welcome = 👋 { $name }，欢迎来到<b>{ $community }</b>！
onboarding-value = { $value }
onboarding-audience = 适合谁：{ $audience }
onboarding-topics = 我们爱聊：{ $topics }
onboarding-welcome-foot = 花一分钟走几步，就熟门熟路了。随时发 /welcome 可以回到这里。
onboarding-back = 👋 { $name }，欢迎回到<b>{ $community }</b>！
onboarding-rules = 📜 <b>这里的群规</b>
onboarding-rule = { $number }. { $words }
onboarding-rules-more = ……还有 { $count } 条，见 /rules。
onboarding-agreed = ✅ 这些你已经同意过了。
onboarding-rules-changed = 群规刚刚更新了，请再看一眼。
onboarding-question = <b>{ $field }</b>？
onboarding-question-words = 直接在这里回复我就行。
onboarding-question-told = 你之前写的是：<b>{ $answer }</b>
onboarding-consent = <i>愿意说才说。只留在{ $community }，随时可以用 /profile 修改或清除。</i>
onboarding-choice = { $answer }
onboarding-interests = ✨ 你对什么感兴趣？想选几个都行。
onboarding-tag-on = ✓ { $tag }
onboarding-tag-off = { $tag }
onboarding-suggest = 这些群你可能会喜欢：
onboarding-suggest-group = · { $group }
onboarding-introduce = 🙋 想跟<b>{ $group }</b>打个招呼吗？你是谁、在哪里、为什么来，说说都好。
onboarding-introduce-words = 在这里写一两句，我先给你看看大家会看到什么。
onboarding-introduce-long = 有点长了，请控制在 { $most } 个字以内。
onboarding-introduce-unfit = 这段话会被群里的过滤规则拦下。换个说法好吗？不要带链接或广告。
onboarding-preview = 我会在<b>{ $group }</b>发出：
onboarding-preview-words = { $words }
onboarding-introduction = 🙋 新朋友 <a href="tg://user?id={ $id }">{ $name }</a>：{ $words }
onboarding-introduced = 发出去啦，欢迎你！
onboarding-done = 🎉 就这些，你已经是自己人啦。去<b>{ $community }</b>说句话，或者先看看都行。/help 里有我能帮你的事。
onboarding-by-dm = 我在私聊里带你逛逛。
onboarding-none = 这里没有可以带你看的。
onboarding-over = 这一步已经走过了。
onboarding-person = <a href="tg://user?id={ $id }">{ $name }</a>
onboarding-group =
    { $count ->
        [1] 👋 欢迎来到<b>{ $community }</b>！
       *[other] 👋 欢迎 { $count } 位新朋友来到<b>{ $community }</b>！
    }
onboarding-group-more = ……还有 { $count } 位
onboarding-group-foot = 点下面的按钮，我在私聊里带你逛逛，一分钟就好。
onboarding-button-begin = 👋 带我逛逛
onboarding-button-next = 下一步 ➡️
onboarding-button-back = ⬅️ 上一步
onboarding-button-keep = 不改了 ➡️
onboarding-button-skip = 跳过
onboarding-button-agree = ✅ 我同意
onboarding-button-picked = 选好了 ➡️
onboarding-button-post = 📣 发出去
onboarding-button-again = ✏️ 重写
onboarding-button-yes = 好呀
onboarding-button-no = 不用了，谢谢
onboarding-button-fine = 我都熟 ➡️
onboarding-button-whole = 再带我逛一遍
onboarding-button-open = 打开{ $community }
onboarding-button-group = 打开{ $group }
onboarding-button-question = 去看看这个问题
onboarding-survey = 🌱 你来<b>{ $community }</b>一周了，感觉怎么样？1 是不喜欢，5 是很喜欢。
onboarding-score = { $score }
onboarding-rated = 谢谢！你打了 { $score } 分（满分 5 分）。有什么能做得更好的，尽管告诉管理员，他们很想听。
onboarding-unanswered = 🙋 <b>{ $group }</b>的新朋友 { $who } 在 { $minutes } 分钟前问了个问题，还没有人回答。你来看看？
# 很久没来又回来的人。
away-back = 👋 { $name }，好久不见！已经 { $days } 天没在<b>{ $community }</b>见到你了。
away-rules = 📜 这期间群规更新了：第 { $version } 版（{ DATETIME($day, month: "short", day: "numeric") }），见 /rules。
away-newcomers = 🌱 这期间来了 { $count } 位新朋友。
# 管理人员看到的。
onboarding-page = <b>{ $community }新人引导</b>（最近 { $days } 天）
onboarding-page-off = 目前在配置里关着。
onboarding-page-none = 还没有新人来。
onboarding-page-all = 开始 { $started } 人 · 走完 { $finished } 人 · 退群 { $gone } 人
onboarding-page-step = · <code>{ $step }</code>：到达 { $reached }，完成 { $done }，跳过 { $skipped }，{ $time }
onboarding-page-slowest = 最慢的一步：<code>{ $step }</code>，{ $time }
onboarding-page-score = 第一周打分：{ $score } 分（满分 5 分，{ $count } 人）
onboarding-time-none = 用时未知
onboarding-time-seconds = { $count } 秒
onboarding-time-minutes = { $count } 分钟
onboarding-time-hours = { $count } 小时
onboarding-loaded = ✓ 新的流程已生效。新增：{ $added } · 移除：{ $removed }
onboarding-loaded-same = ✓ 流程没有变化。
onboarding-not-loaded = ✗ 流程文件有 { $count } 处问题，仍沿用现有流程。
onboarding-fault-whole = 第 { $line } 行：{ $why }
onboarding-fault = 第 { $line } 行，{ $step }：{ $why }
onboarding-fault-file = 文件读不到。看看它是不是在 onboarding.file 所写的位置。
onboarding-fault-utf8 = 文件不是 UTF-8，请另存为 UTF-8。
onboarding-fault-large = 文件太大，请控制在 250 kB 以内。
onboarding-fault-empty = 一个步骤都没有。每个步骤写一个 [[step]]。
onboarding-fault-table = 这不是列表。每一项上面写 [[{ $name }]]。
onboarding-fault-many = 太多了，最多 { $most } 个。
onboarding-fault-twice = { $name } 出现了两次，名字不能重复。
onboarding-fault-last = done 必须是最后一步，请移到末尾。
onboarding-fault-id = id 缺失或不合规。用小写字母、数字和 -，最多 24 个，不能是「back」。
onboarding-fault-near = 没有 { $name }。是不是想写 { $near }？
onboarding-fault-unknown = 没有 { $name }。可用的有：{ $known }
onboarding-fault-no-text = { $kind } 需要文案。写 text = "…"，或 text.en 和 text.zh-CN。
onboarding-fault-no-buttons = 按钮步骤至少要有一个按钮。写 buttons = [{"{"} text = "…", url = "https://…" {"}"}]。
onboarding-fault-no-photo = 缺少图片。写 photo = "welcome.jpg"，文件放在旁边。
onboarding-fault-photo = 找不到 { $name }，或它超过了 { $most } MB。
onboarding-fault-no-fields = 还没有资料字段。先在配置里写 [[profile]]。
onboarding-fault-text = 这不是文案。写在引号里，或每种语言各写一个。
onboarding-fault-long = 文案太长，最多 { $most } 个字符。
onboarding-fault-flag = 这里写 true 或 false，不加引号。
onboarding-fault-expression = 这里写引号里的表达式，比如 "tag:runner"。
onboarding-fault-segment = 表达式第 { $column } 列：{ $why }
onboarding-fault-buttons = 最多 { $most } 个按钮，每个写成 {"{"} text = "…", url = "https://…" {"}"}。
onboarding-fault-tags = 标签写成 ["runner", "reader"]。
onboarding-fault-day = 天数从 0（入群当天）到 { $most }。
onboarding-fault-hour = 时间写成 "10:00"。
onboarding-doubt = ⚠️ { $fault }
onboarding-doubt-tag = 还没有 { $name } 这个标签。用 /tag new { $name } 新建，或者从文件里去掉。
onboarding-doubt-near = 还没有 { $name } 这个标签。是不是 { $near }？
# 重新读取配置。
reload-taken = ✓ 配置已更新：{ $names }
reload-waiting = ⏳ 重启后才生效：{ $names }
reload-faults = ✗ 配置有 { $count } 处问题，暂时不变：{ $keys }。运行 <code>python -m bot check</code> 可以看到怎么改。
command-welcome = 再带我逛一遍
command-onboarding = 新人走到了哪一步
command-reload = 重新读取配置和新人流程
