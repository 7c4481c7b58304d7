# 勋章：目录、勋章墙和原因。
badge-how = 颁发：<code>/badge give @mei early</code>，或回复对方发 <code>/badge give early</code>；收回：<code>/badge take @mei early</code>。新建：<code>/badge new early title="元老" emoji=🐣 about="从一开始就在" first=100</code>。规则可以写：<code>activity=check_in times=30</code>、<code>level=10</code>、<code>source=store12</code>、<code>first=100</code>、<code>before=2026-01-31</code>，或在最后写 <code>segment=streak&gt;=21</code>；<code>lasting</code> 或 <code>lasting=no</code> 表示得到后是否一直保留。<code>/badge edit early title="…"</code> 修改，<code>/badge remove early</code> 删除。
badge-made = 🏅 { $badge } 已加入目录。
badge-changed = 🏅 { $badge } 已修改。
badge-preview =
    { $count ->
        [0] 按规则，现在没有新的人会得到它。
       *[other] 按规则，现在会有 <b>{ $count }</b> 人得到它。
    }
badge-preview-first = 最先是：{ $names }
badge-preview-lost = 另有 { $count } 人会失去它。
badge-preview-ask = 你点头之前，它不会颁给任何人。
badge-button-open = ✅ 启用
badge-button-drop = 🗑 删除这枚勋章
badge-button-stay = 留着
badge-opened = ✅ { $badge } 的规则已启用：符合条件的人马上就会得到，以后达到时自动颁发。
badge-drop-ask =
    { $count ->
        [0] 要删除 { $badge } 吗？目前没有人拥有它。
       *[other] 要删除 { $badge } 吗？拥有它的 { $count } 人也会失去它。
    }
badge-gone = { $badge } 已删除，原来有 { $count } 人拥有。
badge-stays = { $badge } 留下了。
badge-of-the-file = 「{ $badge }」写在运营者的配置文件里，请在那里修改。
badge-known = 已经有勋章「{ $badge }」了：/badge edit { $badge } …
badge-too-many = 已有 { $most } 枚勋章，请先删掉一枚。
badge-given = 🏅 { $name }，恭喜你得到 { $badge }！
badge-taken = 已从 { $name } 收回 { $badge }。
badge-no-change = 没有变化：{ $badge }，{ $name }。
badge-unknown = 没有勋章「{ $badge }」。发 /badges 看看都有哪些。
badge-unknown-near = 没有勋章「{ $badge }」。你是想说「{ $near }」吗？
badge-fault-word = 我看不懂「{ $about }」。单发 /badge 可以看写法。
badge-fault-emoji = 表情最多 16 个字符。
badge-fault-about = 说明最多 200 个字符。
badge-fault-lasting = <code>lasting</code> 单独写，或者写 yes / no。
badge-fault-moment = 说过的话和投票只有当下才知道，不能作为勋章的规则。
badge-fault-before = 日期写成 <code>before=2026-01-31</code>，「{ $about }」不行。
badge-rule-first = 最早的 { $count } 位成员之一
badge-rule-before = 在 { DATETIME($day, dateStyle: "medium") } 之前就已加入
badges-none = 这里还没有勋章。
badges-head = 🏅 <b>{ $name }</b> 在{ $community }：{ $worn } / { $every } 枚勋章
badges-worn =
    { $count ->
        [1] ✅ { $badge } · { DATETIME($day, month: "short", day: "numeric") }得到 · 独一份
       *[other] ✅ { $badge } · { DATETIME($day, month: "short", day: "numeric") }得到 · 共 { $count } 人
    }
badges-on-the-way = ▫️ { $badge } · { $have } / { $need }
badges-to-come = ▫️ { $badge } · 条件：{ $rule }
badges-by-hand = ▫️ { $badge } · 由团队颁发
badges-by-hand-for = ▫️ { $badge } · { $about }
badges-day = { DATETIME($day, dateStyle: "medium") }
badges-count = 已得 { $worn } / { $every } 枚勋章
me-badges = 🏅 { $badges }
why-badge =
    { $source ->
        [staff] { $name } 在 { DATETIME($day, month: "short", day: "numeric") }由{ $by }颁发得到 { $badge }。
       *[other] { $name } 在 { DATETIME($day, month: "short", day: "numeric") }按规则得到 { $badge }。
    }
why-badge-revoked =
    { $source ->
        [staff] { $name } 曾有 { $badge }，{ DATETIME($day, month: "short", day: "numeric") }被{ $by }收回。
       *[other] { $name } 曾有 { $badge }，{ DATETIME($day, month: "short", day: "numeric") }起不再符合规则。
    }
why-badge-not = { $name } 还没有 { $badge }。
why-badge-about = { $about }
why-badge-rule = 条件：{ $rule }。
why-badge-progress = 目前：{ $have } / { $need }
