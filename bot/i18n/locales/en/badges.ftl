# Badges: the catalogue, the wall, and why.
badge-how = Honour somebody: <code>/badge give @mei early</code>, or in reply <code>/badge give early</code>; <code>/badge take @mei early</code> takes it back. New ones: <code>/badge new early title="Early bird" emoji=🐣 about="here from the start" first=100</code>. Rules: <code>activity=check_in times=30</code>, <code>level=10</code>, <code>source=store12</code>, <code>first=100</code>, <code>before=2026-01-31</code>, or <code>segment=streak&gt;=21</code> at the end; <code>lasting</code> or <code>lasting=no</code> says whether it stays. <code>/badge edit early title="…"</code>, <code>/badge remove early</code>.
badge-made = 🏅 { $badge } is in the catalogue.
badge-changed = 🏅 { $badge } is changed.
badge-preview =
    { $count ->
        [0] Its rule fits nobody new now.
        [one] Its rule would honour <b>one</b> member now.
       *[other] Its rule would honour <b>{ $count }</b> members now.
    }
badge-preview-first = Among the first: { $names }
badge-preview-lost =
    { $count ->
        [one] One who wears it would lose it.
       *[other] { $count } who wear it would lose it.
    }
badge-preview-ask = Until you let it, it honours nobody.
badge-button-open = ✅ Let it
badge-button-drop = 🗑 Take the badge out
badge-button-stay = Keep it
badge-opened = ✅ { $badge }: the rule is at work. Whoever it fits is honoured within moments, and from now on as it happens.
badge-drop-ask =
    { $count ->
        [0] Take { $badge } out of the catalogue? Nobody wears it.
        [one] Take { $badge } out of the catalogue, and from the one who wears it?
       *[other] Take { $badge } out of the catalogue, and from the { $count } who wear it?
    }
badge-gone =
    { $count ->
        [one] { $badge } is gone, also from the one who wore it.
       *[other] { $badge } is gone, also from the { $count } who wore it.
    }
badge-stays = { $badge } stays.
badge-of-the-file = “{ $badge }” stands in the operator's file and is changed there.
badge-known = There is a badge “{ $badge }” already: /badge edit { $badge } …
badge-too-many = There are { $most } badges: take one out first.
badge-given = 🏅 { $name }, you are honoured with { $badge }!
badge-taken = { $badge } is taken back from { $name }.
badge-no-change = Nothing changes: { $badge }, { $name }.
badge-unknown = There is no badge “{ $badge }”. /badges shows those there are.
badge-unknown-near = There is no badge “{ $badge }”. Did you mean “{ $near }”?
badge-fault-word = I don't know “{ $about }”. /badge alone shows how it goes.
badge-fault-emoji = An emoji has 16 characters at most.
badge-fault-about = What it is for has 200 characters at most.
badge-fault-lasting = <code>lasting</code> stands alone, or with yes or no.
badge-fault-moment = Words and votes are known only in their moment: no badge goes by them.
badge-fault-before = Write a day such as <code>before=2026-01-31</code>, not “{ $about }”.
badge-rule-first =
    { $count ->
        [one] being the very first member
       *[other] being among the first { $count } members
    }
badge-rule-before = being here before { DATETIME($day, dateStyle: "medium") }
badges-none = There are no badges here yet.
badges-head = 🏅 <b>{ $name }</b> in { $community }: { $worn } of { $every } badges
badges-worn =
    { $count ->
        [one] ✅ { $badge } · since { DATETIME($day, month: "short", day: "numeric") } · nobody else has it
       *[other] ✅ { $badge } · since { DATETIME($day, month: "short", day: "numeric") } · { $count } members
    }
badges-on-the-way = ▫️ { $badge } · { $have } of { $need }
badges-to-come = ▫️ { $badge } · for { $rule }
badges-by-hand = ▫️ { $badge } · given by the team
badges-by-hand-for = ▫️ { $badge } · { $about }
badges-day = { DATETIME($day, dateStyle: "medium") }
badges-count = { $worn } of { $every } badges
me-badges = 🏅 { $badges }
why-badge =
    { $source ->
        [staff] { $name } wears { $badge } since { DATETIME($day, month: "short", day: "numeric") }: { $by } gave it.
       *[other] { $name } wears { $badge } since { DATETIME($day, month: "short", day: "numeric") }, by its rule.
    }
why-badge-revoked =
    { $source ->
        [staff] { $name } had { $badge }; { $by } took it back on { DATETIME($day, month: "short", day: "numeric") }.
       *[other] { $name } had { $badge } until { DATETIME($day, month: "short", day: "numeric") }: its rule fits no more.
    }
why-badge-not = { $name } does not wear { $badge }.
why-badge-about = { $about }
why-badge-rule = It is for { $rule }.
why-badge-progress = So far: { $have } of { $need }
