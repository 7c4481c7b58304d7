# 问卷
command-survey = 问卷（管理员）：发问卷、看结果、结束
survey-how = 像写在纸上一样写就行：先写标题，再写带编号的问题，选项写在问题下面。
survey-example =
    <pre>/survey new 春游小问卷 天数=7
    1. 这次玩得开心吗？ 1-5
    2. 你最喜欢什么？
    - 徒步
    - 吃的 → 4
    3. 哪几天方便？（多选）
    - 周六
    - 周日
    4. 下次想做什么？</pre>
    <code>→ 4</code> 表示跳到第 4 题，<code>→ 结束</code> 表示直接结束；问题后加 <code>（必答）</code> 就不能跳过。选项：<code>匿名=否 发到=私聊 抽样=25 间隔=90 限="tier:core"</code>。
    现成的：<code>/survey nps</code>（愿不愿意推荐我们）、<code>/survey csat</code>（满不满意）。
survey-untitled = 几个小问题
survey-no-questions = 里面还没有问题。
survey-nps-title = 你会推荐我们吗？
survey-nps-question = 你有多愿意把 { $community } 推荐给朋友？
survey-nps-why = 主要原因是什么？
survey-csat-title = 你觉得怎么样？
survey-csat-question = 你对 { $community } 满意吗？
survey-csat-why = 怎样会更好？
survey-bad-line = 这一行我没看懂：“{ $line }”。问题以数字开头，选项以短横开头。
survey-too-many = 最多 { $most } 个问题，再多大家就答不完了。
survey-long-question = 第 { $number } 题太长了，最多 { $most } 个字。
survey-bad-options = 第 { $number } 题需要 2 到 { $most } 个不同的选项。
survey-long-option = 第 { $number } 题有个选项太长了，最多 { $most } 个字。
survey-bad-scale = 第 { $number } 题的打分范围没看懂，请写成 1-5 或 0-10。
survey-bad-jump = 第 { $number } 题跳到了“{ $to }”：只能跳到后面的题，或写“结束”。
survey-how-switch = 请写“是”或“否”。
survey-how-days = 请写 1 到 { $most } 之间的天数。
survey-how-sample = 请写 1 到 100 的百分比。
survey-how-rest = 请写 0 到 { $most } 之间的天数。
survey-how-to = 请写“群”或“私聊”。
survey-how-key = 请写一个词，最多 32 个字。
survey-key-taken = 已经有叫 { $key } 的问卷了，换个词吧。
survey-unknown = 没有叫“{ $key }”的问卷。发 /survey 看看都有哪些。
survey-begun-already = 已经开始了，问大家的内容就不能再改了。
survey-preview = 大概是这样。在你点开始之前，谁也看不到。
survey-title = 📝 <b>{ $title }</b>
survey-outline = { $number }. { $words } <i>{ $how }</i>
survey-kind-single = 单选：{ $options }
survey-kind-multi = 多选：{ $options }
survey-kind-scale = { $low } 到 { $high } 分
survey-kind-text = 自己写
survey-nameless = 🕶 匿名：谁答了什么，连管理员也不知道。
survey-named = 👤 实名：管理员能看到谁答了什么。
survey-lasts = ⏳ 开放 { $days } 天
survey-to-group = 📣 发在群里：群里的人都可以私聊作答。
survey-to-dm =
    { $count ->
        [0] ✉️ 私聊发出：目前没有我能私聊到的人
       *[other] ✉️ 私聊发给 { $count } 位成员（{ $sample }%）
    }
survey-rested = 最近 { $days } 天内被问过的人，这次不打扰。
survey-only = 🔎 仅限 <code>{ $only }</code>
survey-tweak-names = 🕶 是否匿名
survey-tweak-to = 📣 群里或私聊
survey-tweak-sample = 🎲 问多少人
survey-tweak-days = ⏳ 开放多久
survey-begin = ✅ 开始
survey-drop = ✖️ 不要了
survey-dropped = 已删掉，没有人看到过。
survey-begun-group = “{ $title }”已经发到群里。发 <code>/survey { $key }</code> 看结果，结束时我会告诉你。
survey-begun-dm = “{ $title }”正在私聊发出，会避开大家的安静时段。发 <code>/survey { $key }</code> 看结果，结束时我会告诉你。
survey-ask = 有 { $count } 个小问题想问问你，愿意答一下吗？
survey-card = { $count } 个小问题，私聊作答。
survey-until = 截止 { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }
survey-card-over = 问卷已结束，谢谢大家！
survey-button-go = ✍️ 去作答
survey-progress = 📝 { $title } · 第 { $number } / { $total } 题
survey-question = <b>{ $words }</b>
survey-choose-several = 可以选好几个。
survey-write = 直接写在这里就好。
survey-write-back = 请“回复”这条消息来写。这样我不用知道你是谁，也知道这是答案。
survey-option = { $option }
survey-option-chosen = ✅ { $option }
survey-button-done = 选好了
survey-button-skip = 跳过
survey-button-must = ✍️ 请回复这条消息
survey-thanks = 答完了，谢谢你！🧡
survey-thanks-nameless = 答完了，谢谢你！答案已收到，不带你的名字。🧡
survey-not-closed = 这份问卷已经结束了，还是谢谢你！
survey-not-stranger = 这份问卷是给群成员的，先来群里打个招呼吧。
survey-not-uninvited = 这份问卷这次是问别人的。
survey-not-again = 这份你已经答过了。如果答到一半，问题就在上面。
survey-not-stale = 这一题已经答过了。
survey-not-misfit = 这好像不是这一题的答案，再试试？
survey-end-ask = 现在就结束“{ $title }”吗？结束后不能恢复。
survey-end-yes = 结束
survey-end-no = 先不结束
survey-end-kept = “{ $title }”继续开放。
survey-results = 📊 <b>{ $title }</b>
survey-results-n =
    { $begun ->
        [0] 还没有人作答；共问了 { $asked } 人，{ $complete } 人答完。
       *[other] { $begun } 人作答，{ $complete } 人答完；共问了 { $asked } 人。
    }
survey-rate = 回收率 { NUMBER($rate, style: "percent") }
survey-too-few = 匿名答案不到 { $least } 份时不显示：太容易猜到是谁。
survey-result-question = { $number }. <b>{ $words }</b>
survey-result-option = { $option }：{ $count } · { NUMBER($share, style: "percent") }
survey-nps = NPS { $score } ± { $margin }（n = { $count }，平均 { $mean }）
survey-csat = { $score }% ± { $margin } 打了 4 或 5 分（n = { $count }，平均 { $mean }）
survey-mean = 平均 { $mean }，范围 { $low } 到 { $high }（n = { $count }）
survey-score-hidden = 目前 { $count } 份，满 { $least } 份才显示得分。
survey-quote = “{ $words }”
survey-quotes-more = ……还有 { $count } 条，在文件里（<code>/survey export</code>）
survey-passed = { $count } 人跳过了这一题。
survey-export = “{ $title }”的答案。
surveys-none = 还没有问卷。
surveys-head = 问卷：
surveys-open = ✍️ <code>{ $key }</code> { $title }：{ $count } 份
surveys-closed = ✔️ <code>{ $key }</code> { $title }：{ $count } 份
surveys-foot = <code>/survey 代号</code> 看结果，<code>/survey end 代号</code> 结束，<code>/survey export 代号</code> 导出文件，<code>/survey new</code> 看怎么写。
audit-survey-begun = { $actor } 发起了一份问卷
audit-survey-closed = { $actor } 结束了一份问卷
kept-why-surveys = 你发起的问卷
kept-why-survey-invitations = 你被问过，这样不会总来打扰你
kept-why-survey-responses = 你实名答过的内容；匿名问卷里没有任何能找到你的东西
