# 投票。
command-poll = 问问大家：发起投票、结束投票、看谁还没投
command-polls = 正在进行的投票
poll-new = 想问大家什么？
poll-new-how =
    把问题写在命令后面，每个选项各占一行：

    <code>/poll 哪天晚上有空？ 截止=2天
    周五
    周六</code>

    可选项：<code>截止=20:00</code>、<code>截止=手动</code>、<code>匿名=是</code>、<code>多选=是</code>、<code>话题=</code> 加话题链接。也可以选个模板：
poll-new-talk = 或者现在就把问题发给我，每个选项各占一行。
poll-template-yesno = 👍 来不来
poll-template-scale = ⭐ 打个分
poll-template-weekday = 📅 哪天方便
poll-words-yesno =
    你来吗？
    来
    不来
    还不确定
poll-words-scale =
    这次感觉怎么样？
    ⭐⭐⭐⭐⭐ 太棒了
    ⭐⭐⭐⭐ 不错
    ⭐⭐⭐ 还行
    ⭐⭐ 差点意思
    ⭐ 不太适合我
poll-words-weekday =
    你哪天方便？
    周一
    周二
    周三
    周四
    周五
    周六
    周日
poll-preview = 大概是这个样子。点「开始」之前没人看得到。
poll-question = 📊 <b>{ $question }</b>
poll-option = { $n }. { $option }
poll-is-named = 👤 实名：大家都能看到谁选了什么
poll-is-anonymous = 🎭 匿名：谁选了什么没人知道，我也不知道
poll-is-single = ☝️ 单选
poll-is-several = ☑️ 多选
poll-lasts = ⏰ 开放 { $lasts }
poll-until = ⏰ 截止 { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
poll-by-hand = ⏰ 手动结束
poll-in-topic = 🧵 发在话题 { $topic }
poll-span-days = { $n } 天
poll-span-hours = { $n } 小时
poll-span-minutes = { $n } 分钟
poll-span-seconds = { $n } 秒
poll-tweak-names = 👤 实名？
poll-tweak-several = ☑️ 单选多选
poll-tweak-ends = ⏰ 开放多久
poll-tweak-words = ✏️ 改文字
poll-begin = ✅ 开始
poll-drop = ✖️ 不要了
poll-words-how = 把问题发给我，每个选项各占一行。
poll-words-here = 用新的文字再发一次 /poll 就行；私聊里可以只发文字。
poll-dropped = 好，不发了，没人看到过。
poll-begun = 已发起：「{ $question }」，在 /polls 里是第 { $n } 号。
poll-lost = 「{ $question }」没能发出去：{ $why }
poll-too-many = 同时进行 { $most } 个投票已经够多了，先结束一个吧。
poll-end-past = 还没开始就结束了，换个晚一点的截止时间吧。
poll-how-switch = 写「是」或「否」。
poll-how-topic = 写那个话题里任意一条消息的链接。
poll-how-ends = 写多久（30分钟、2天）、什么时候（20:00、周五 19:30），或「手动」。
poll-fault-question = 还没有问题。把问题写在命令后面，选项写在下面。
poll-fault-question-long = 问题有 { $length } 个字符，Telegram 最多收 { $most } 个。
poll-fault-options =
    { $count ->
        [0] 还没有选项。
       *[other] 现在有 { $count } 个选项。
    }需要 { $least } 到 { $most } 个，每个各占一行。
poll-fault-option-long = 第 { $n } 个选项有 { $length } 个字符，Telegram 最多收 { $most } 个。
poll-fault-twins = 第 { $first } 个和第 { $second } 个选项一样。
poll-unknown = 这里没有 { $n } 号投票，/polls 可以看有哪些。
poll-which = 是哪一个？回复那个投票，或写上编号：<code>/poll 结束 12</code>
poll-over = 「{ $question }」已经结束了。
poll-close-ask = 现在结束「{ $question }」吗？结束后不能再打开。
poll-close-yes = 🏁 结束
poll-close-no = 继续投
poll-close-kept = 「{ $question }」继续进行。
poll-closing = 「{ $question }」正在结束，结果马上发到群里。
poll-given-up = 我一直不知道「{ $question }」有没有发出去，就不再计票了。
poll-by-dm = 已私聊发给你。
poll-names-none = 这是匿名投票，谁选了什么我也不知道。
poll-results = 📊 <b>{ $question }</b>
poll-result =
    { $option }
    { $bar } { $share }%（{ $count }）
poll-result-best =
    <b>{ $option }</b>
    { $bar } <b>{ $share }%</b>（{ $count }）
poll-results-n =
    { $n ->
        [0] 这次没有人投票。
       *[other] 共 { $n } 人投票，谢谢大家！
    }
poll-results-several = 每人可选多项，比例按投票人数计算。
poll-results-outsiders = 另有 { $n } 票来自群外，没有计入。
poll-results-unknown = 已经结束，票数请看投票本身。
polls-head = 📊 <b>{ $community }的投票</b>
polls-open = { $n }. { $question } – { $ends }
polls-closed = { $n }. { $question } – 已结束
polls-none = 现在没有进行中的投票。
polls-none-staff = 还没有投票，发 <code>/poll</code> 来第一个。
poll-close = 🏁 结束 { $n }
poll-who = 🙈 谁没投 { $n }
poll-csv = 📄 导出 { $n }
poll-export = 「{ $question }」的投票明细。
poll-missing =
    🙈 <b>{ $question }</b>
    { $n ->
        [0] 大家都投了。
       *[other] 还有 { $n } 人没投：
    }
poll-missing-names = { $names }
poll-missing-more = ……还有 { $more } 人；导出的文件里有所有投过的人。
poll-missing-known = 只算我在群里见过的人，Telegram 不会把成员名单给机器人。
audit-poll-begun = { $actor } 发起了一次投票
audit-poll-closed = { $actor } 结束了一次投票
