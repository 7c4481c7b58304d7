# 人群：表达式哪里有误、选中了谁、保存了哪些。
command-segment = 按条件圈选成员：人数、保存、原因
command-segments = 已保存的人群和人数变化
segment-how = 告诉我想圈选谁，我来数人数：<code>/segment tag:runner and not inactive&gt;14d</code>。用 <code>/segment save runners tag:runner</code> 保存，<code>/segment freeze runners</code> 定格成固定名单，<code>/segment drop runners</code> 删除；<code>/segment runners @mei</code> 说明某人为什么在或不在里面。
segment-words =
    <b>可用的条件</b>，用 <code>and</code>（且）、<code>or</code>（或）、<code>not</code>（非）和括号连接：
    <code>tag:runner</code> · <code>tier&gt;=活跃</code> · <code>tier:core</code> · <code>tier:value&gt;=vip</code>
    <code>joined&gt;30d</code> · <code>inactive&lt;14d</code> · <code>streak&gt;=7</code> · <code>streak:21&gt;=7</code>
    <code>points&gt;=100</code> · <code>level&gt;=3</code> · <code>messages&gt;=10</code>
    <code>in:main</code> · <code>in:"region:east"</code> · <code>source:store12</code>
    <code>role:moderator</code> · <code>language:zh-CN</code> · <code>profile:city</code>
    <code>reachable</code> · <code>left</code> · <code>segment:runners</code>
segment-asked = 🔎 <code>{ $expression }</code>
segment-named = 🔎 <b>{ $name }</b>：<code>{ $expression }</code>
segment-named-frozen = 🧊 <b>{ $name }</b>（固定名单），原条件 <code>{ $expression }</code>
segment-count =
    { $members ->
        [0] 目前<b>没有人</b>符合。
       *[other] 共 <b>{ $members } 人</b>。
    }
segment-reach = 其中 { $reachable } 人我能私信；{ $blocked } 人关闭了私聊，{ $unmet } 人从没点过「开始」。
segment-saved = ✅ 已保存 <b>{ $name }</b>。
segment-changed = ✅ <b>{ $name }</b> 已按新条件保存。
segment-frozen = 🧊 <b>{ $name }</b> 已定格成固定名单：在里面的一直在，之后不再加人。重新保存就会变回实时的。
segment-already = 🧊 <b>{ $name }</b> 已经是固定名单了。重新保存就会变回实时的。
segment-unknown = 没有叫 { $name } 的人群。用 /segments 查看全部。
segment-save-how = 写上名字和条件：<code>/segment save runners tag:runner</code>
segment-freeze-how = 定格哪一个？<code>/segment freeze runners</code>
segment-drop-how = 删除哪一个？<code>/segment drop runners</code>
segment-drop-ask = 要删除 <b>{ $name }</b> 吗？成员不会因此失去任何东西。
segment-drop-yes = 🗑 删除
segment-drop-no = ✖️ 保留
segment-dropped = 🗑 <b>{ $name }</b> 已删除。
segment-kept = 好的，留着。
segment-needed = <b>{ $other }</b> 用到了 { $name }，请先改那一个。
segment-too-many = 最多保存 { $most } 个人群，请先删掉不用的。
segment-name-taken = { $name } 是条件里的保留词，请换个名字。
segment-name-odd = 名字只能用文字、数字、- 和 _，最多 { $most } 个字符。
segment-is-in = ✅ <b>{ $who }</b> 在 <code>{ $name }</code> 里：
segment-is-out = ✖️ <b>{ $who }</b> 不在 <code>{ $name }</code> 里：
segment-no-member = 这个人不是本社群的成员。
segment-clause = { $mark } <code>{ $clause }</code>
segment-clause-detail = { $mark } <code>{ $clause }</code> · { $detail }
segment-figure-joined = 来了 { $days } 天
segment-figure-inactive =
    { $days ->
        [0] 今天来过
       *[other] { $days } 天没出现
    }
segment-figure-points = { $points } 积分
segment-figure-level = { $level } 级
segment-figure-messages = { $messages } 条消息
segment-figure-language = { $language }
segments-head = <b>{ $name }的人群</b>（最近一次统计）
segments-none = 还没有保存过人群。
segments-line = <b>{ $name }</b> <code>{ $expression }</code>
segments-size = ◦ { $members } 人，{ $reachable } 人可私信
segments-size-frozen = ◦ 🧊 { $members } 人，{ $reachable } 人可私信
segments-size-trend = ◦ { $members } 人（{ $days } 天内 { $trend }），{ $reachable } 人可私信
segments-unread = ◦ ⚠️ 最近没能统计：条件里有已经不存在的东西
segment-fault = 这个条件用不了，看第 { $column } 个字符：
segment-fault-at =
    <pre>{ $line }
    { $caret }</pre>
segment-fault-empty = 什么都没写。
segment-fault-long = 最多 { $most } 个字符。
segment-fault-deep = 括号和 not 套了超过 { $most } 层。
segment-fault-many = 条件超过 { $most } 个了。
segment-fault-heavy = 连同引用的人群，条件超过 { $most } 个了。
segment-fault-word = 这里应该是一个条件，比如 <code>tag:runner</code>。
segment-fault-name = <code>{ $sign }</code> 后面少了内容。带空格或符号的请加引号。
segment-fault-between = 两个条件之间要写 <code>and</code>（且）或 <code>or</code>（或）。
segment-fault-operator = 请把 <code>{ $said }</code> 写成 <code>{ $meant }</code>。
segment-fault-comparison = 比较请用 <code>&gt;=</code>、<code>&lt;=</code>、<code>&gt;</code>、<code>&lt;</code>、<code>=</code>。
segment-fault-quote = 这个引号没有合上。
segment-fault-open = 这个右括号没有对应的左括号。
segment-fault-close = 第 { $column } 个字符的左括号没有合上。
segment-fault-sign = <code>{ $said }</code> 在这里没有意义。带符号的名字请加引号。
segment-fault-invisible = 这里有个看不见的字符（{ $code }），请删掉。
segment-fault-number = <code>{ $word }</code> 要和整数比较。
segment-fault-span = <code>{ $word }</code> 要和一段时间比较，比如 <code>30d</code>、<code>4w</code>、<code>12h</code> 或 <code>30天</code>。
segment-fault-span-equal = <code>{ $word }</code> 只能比长短，很难刚好相等：请用 <code>&gt;</code> 或 <code>&lt;</code>。
segment-fault-flag = <code>{ $word }</code> 单独写就行。
segment-fault-no-value = <code>{ $word }</code> 不用比较。
segment-fault-no-name = <code>{ $word }</code> 后面不带名字，直接比较：<code>{ $example }</code>。
segment-fault-uncompared = <code>{ $word }</code> 要和数值比较：<code>{ $example }</code>。
segment-fault-nameless = <code>{ $word }</code> 后面要用冒号带上名字，比如 <code>{ $word }:名字</code>。
segment-fault-word-near = 没有 <code>{ $said }</code> 这个条件。是不是 <code>{ $near }</code>？
segment-fault-words = 没有 <code>{ $said }</code> 这个条件。可用的有：{ $words }。
segment-fault-near = <code>{ $word }</code> 里没有 { $name }。是不是 <code>{ $near }</code>？
segment-fault-unknown = <code>{ $word }</code> 里没有 { $name }。现有：{ $names }。
segment-fault-none = <code>{ $word }</code> 里没有 { $name }，目前一个都还没有。
segment-fault-language = 语言写成 <code>en</code> 或 <code>zh-CN</code> 这样。
segment-fault-circle = <code>{ $name }</code> 会引用到它自己。
segment-fault-within = 人群 <code>{ $name }</code> 自己就有问题，请用 /segment 查看。
audit-segment-saved = { $actor } 保存了人群
audit-segment-frozen = { $actor } 定格了人群
audit-segment-dropped = { $actor } 删除了人群
