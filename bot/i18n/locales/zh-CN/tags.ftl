# 标签：管理员、规则和成员自己给成员贴的标签。
tag-how = 给谁、贴哪个标签？<code>/tag @mei runner</code>，或回复对方的消息发 <code>/tag runner</code>。一次多人：<code>/tag @mei @bo runner</code>，或回复一条列有 @名字 的消息发 <code>/tag list runner</code>。
tag-how-catalogue = 标签目录：<code>/tag new runner title="跑者" group=sport exclusive lasts=90d seen=members own</code>。加上规则就会自动打标：<code>said="跑步, 跑者"</code>（可加 <code>fuzzy</code>）、<code>activity=check_in times=10 within=30d</code>、<code>source=store12</code>、<code>hours=morning least=20</code>、<code>inactive=30d</code>、<code>level=5</code>、<code>poll=sports option=running</code>，或在最后写 <code>segment=…</code>。<code>/tag edit runner lasts=30d</code> 修改，<code>/tag remove runner</code> 删除，<code>/tag import</code> 从文件导入。
untag-how = 取掉谁的哪个标签？<code>/untag @mei runner</code>，或回复对方的消息发 <code>/untag runner</code>。
tag-given =
    { $count ->
        [1] 🏷 { $names } 现在有标签 <b>{ $tag }</b> 了。
       *[other] 🏷 { $count } 位成员现在有标签 <b>{ $tag }</b> 了：{ $names }
    }
tag-already =
    { $count ->
        [1] { $names } 已经有 { $tag } 了。
       *[other] { $count } 位成员已经有 { $tag } 了：{ $names }
    }
tag-replaced = 替换了：{ $tags }
tag-until = 有效期至 { DATETIME($day, year: "numeric", month: "short", day: "numeric") }。
tag-taken =
    { $count ->
        [1] { $names } 不再有 { $tag }。
       *[other] { $count } 位成员不再有 { $tag }：{ $names }
    }
tag-taken-rule = 不过它有规则：符合规则的人会再次得到它。
tag-not-borne = { $names }：没有标签 { $tag }。
tag-unknown = 没有叫 { $tag } 的标签。用 /tags 看看都有哪些。
tag-unknown-near = 没有叫 { $tag } 的标签。是想写 <b>{ $near }</b> 吗？
tag-unknown-people = 这些人我还没见过：{ $names }
tag-not-a-person = 只有我见过的成员才能有标签和备注，机器人和频道不行。
tag-too-many-names = 名字太多了：一次最多 { $most } 个，更多请用 <code>/tag import</code> 导入文件。
tag-too-many = 已经有 { $most } 个标签，不能再多了。
tag-known = 已经有叫 { $tag } 的标签了。用 <code>/tag edit { $tag } …</code> 修改。
tag-of-the-file = { $tag } 写在运营者的配置里，请在那里修改。
tag-made = 🏷 新标签 <b>{ $tag }</b> 建好了。
tag-changed = 🏷 <b>{ $tag }</b> 已修改。
tag-made-next = 用 <code>/tag @名字 { $tag }</code> 打标；/tags 可以看到有多少人有它。
tag-drop-ask =
    { $count ->
        [0] 要删除标签 <b>{ $tag }</b> 吗？目前没有人有它。
       *[other] 要删除标签 <b>{ $tag }</b> 吗？{ $count } 位成员会失去它。
    }
tag-drop-yes = 是的，删除
tag-drop-no = 保留
tag-stays = { $tag } 保留不变。
tag-gone = { $tag } 已删除，原来有它的人数：{ $count }。
# 写法有误
tag-fault-word = 不认识「{ $about }」。单独发 /tag 可以看写法。
tag-fault-word-near = 不认识这个词（所写 | 可能想写）：{ $about }
tag-fault-key = 标签名用小写字母或汉字、数字、- 和 _，最多 32 个字：「{ $about }」不行。
tag-fault-title = 标题最多 64 个字。
tag-fault-group = 组名最多 32 个字。
tag-fault-days = { $about } 请写成天数，如 <code>90d</code>，最多 3660。
tag-fault-seen = <code>seen</code> 可以是 members、self 或 staff。
tag-fault-flag = <code>exclusive</code> 和 <code>own</code> 单独写，或写 yes、no。
tag-fault-rule = 规则「{ $about }」看不懂。单独发 /tag 可以看有哪些规则。
tag-fault-rule-key = 「{ $about }」不属于这条规则。
tag-fault-said = 请写成 <code>said="跑步, 跑者"</code>：最多 200 个词，每个最多 64 个字。
tag-fault-activity = 不统计「{ $about }」。可选 message、reaction、check_in、thanked、voted、joined、onboarded。
tag-fault-number = { $about } 请写大于 0 的整数。
tag-fault-source = 来源名由小写字母、数字、- 和 _ 组成。
tag-fault-hours = 时段是 morning、noon、evening、night，没有「{ $about }」。
tag-fault-poll = 请写上投票和选项：<code>poll=sports option=running</code>。
tag-fault-segment = 请在 <code>segment=</code> 后写表达式，最多 1000 个字。
# 查看标签
tags-head = 🏷 <b>{ $name } 的标签</b>
tags-line = • { $tag }
tags-line-staff = • <b>{ $title }</b>（<code>{ $key }</code>，组 { $group }，{ $seen ->
        [members] 大家可见
        [self] 本人可见
       *[staff] 管理团队可见
    }）：{ $count } 人{ $has_rule ->
        [yes] {" "}– 规则：{ $rule }
       *[no] { $rule }
    }
tags-none = 这里还没有可以看的标签。
tags-own-head = 🏷 <b>你在 { $name } 的标签</b>
tags-own-line = • { $tag }
tags-own-none = 还没有。
tags-own-choose = 这些可以自己选 👇
tag-switch-on = ✅ { $tag }
tag-switch-off = { $tag }
tag-toast-on = { $tag }：给你贴上了
tag-toast-off = 已放下 { $tag }
tag-choice-closed = 这个现在还不能选，想要的话可以问问管理团队。
tag-members-alone = 这些标签是给成员的，先加入群吧。
me-tags = 🏷 { $tags }
# 为什么有这个标签
why-tag =
    { $source ->
        [self] <b>{ $name }</b> 在 { DATETIME($day, year: "numeric", month: "short", day: "numeric") } 自己选了 <b>{ $tag }</b>。
        [rule] 规则在 { DATETIME($day, year: "numeric", month: "short", day: "numeric") } 给 <b>{ $name }</b> 打上了 <b>{ $tag }</b>。
        [import] <b>{ $name }</b> 的 <b>{ $tag }</b> 来自 { $by } 在 { DATETIME($day, year: "numeric", month: "short", day: "numeric") } 导入的文件。
       *[staff] { $by } 在 { DATETIME($day, year: "numeric", month: "short", day: "numeric") } 给 <b>{ $name }</b> 打上了 <b>{ $tag }</b>。
    }
why-tag-by-staff = 管理团队
why-tag-rule = 规则：{ $rule }
why-tag-word = 说过：「{ $word }」
why-tag-grade =
    { $grade ->
        [link] 由邀请链接证实。
        [request] 由入群申请证实。
        [deep-link] 由机器人链接证实。
       *[unknown] 未证实。
    }
why-tag-line = 文件第 { $line } 行。
why-tag-until = 有效期至 { DATETIME($day, year: "numeric", month: "short", day: "numeric") }。
why-tag-not = { $name } 没有标签 <b>{ $tag }</b>。
why-tag-private = 这个私下说：请私聊问我。
why-tag-clause =
    { $holds ->
        [yes] ✅ { $clause }
       *[no] ▫️ { $clause }
    }
tag-rule-said =
    { $kind ->
        [fuzzy] 说过（变形写法也算）：{ $words }
       *[exact] 说过：{ $words }
    }
tag-rule-did =
    { $days ->
        [0] { $deed } { $times } 次及以上
       *[other] { $days } 天内{ $deed } { $times } 次及以上
    }
tag-rule-came = 来自入口 { $source }
tag-rule-hours =
    { $part ->
        [morning] 最常在早上（6–11 点）发言，30 天内至少 { $least } 条
        [noon] 最常在中午和下午（11–17 点）发言，30 天内至少 { $least } 条
        [evening] 最常在晚上（17–23 点）发言，30 天内至少 { $least } 条
       *[night] 最常在深夜（23–6 点）发言，30 天内至少 { $least } 条
    }
tag-rule-inactive = { $days } 天没有出现
tag-rule-level = 达到 { $level } 级
tag-rule-chose = 在「{ $poll }」里选了「{ $option }」
tag-rule-segment = 属于人群 { $expression }
tag-rule-of-the-staff = 管理团队每晚会看的一项
tag-deed-message = 发言
tag-deed-reaction = 点表情
tag-deed-checked-in = 签到
tag-deed-thanked = 被感谢
tag-deed-voted = 参与投票
tag-deed-joined = 加入
tag-deed-onboarded = 完成新人引导
# 从文件导入
tag-file-by-dm = 请私聊发给我 <code>/tag import</code>，然后发文件。
tag-file-ask = 请现在把 <b>{ $name }</b> 的文件发给我：文本或 CSV，一行一个人和一个标签，最多 10,000 行。
tag-file-example = <code>@mei,runner</code>
tag-file-reads = 收到，正在读。
tag-file-large = 文件太大了：最多 { $most } kB。
tag-file-long = 文件行数太多：最多 { $most } 行。什么都没有导入。
tag-file-failed = 没能取到文件：「{ $why }」。请再发一次。
tag-file-not-yours = 你已经不能在那个群里打标签了，所以文件没有处理。
tag-file-goes = 已处理 { $done } / { $count } 行……
tag-file-done = ✅ 已导入：{ $done } · 本来就有：{ $already } · 未导入：{ $bad }
tag-file-fault-long = 第 { $line } 行：超过 500 个字
tag-file-fault-columns = 第 { $line } 行：不是「人，标签」的格式
tag-file-fault-person = 第 { $line } 行：没见过 { $about }
tag-file-fault-tag =
    { $near ->
        [NONE] 第 { $line } 行：没有标签 { $about }
       *[other] 第 { $line } 行：没有标签 { $about }（是 { $near } 吗？）
    }
tag-file-more = ……还有 { $count } 行。
# 管理团队的备注
note-how = 关于谁、记什么？<code>/note @mei 申请过退款</code>，或回复对方的消息。<code>/note drop 7</code> 删除一条。
note-by-dm = 我在这里不能删除消息，大家都会看到。请把同样的内容私聊发给我。
note-long = 一条备注最多 { $most } 个字。
note-kept = 📝 已记下关于 { $name } 的备注。管理团队可以用 /notes 查看。
note-noted = 📝 已记下。
note-dropped = 备注 { $number } 已删除。
note-none-such = 这里没有备注 { $number }。
notes-how = 看谁的备注？<code>/notes @mei</code>，或回复对方的消息。
notes-none = 没有关于 { $name } 的备注。
notes-head = 📝 <b>关于 { $name } 的备注</b>
notes-line = { $number } · { DATETIME($day, month: "short", day: "numeric") } · { $by }：{ $words }
# 命令
command-tag = 给成员打标签，或修改标签目录
command-untag = 取掉成员的标签
command-badges = 勋章：已得到的和还能得到的
command-tags = 查看标签，私聊里选自己的标签
command-badge = 颁发勋章、管理勋章目录
command-note = 给成员记一条备注（仅管理团队可见）
command-notes = 查看成员的备注
