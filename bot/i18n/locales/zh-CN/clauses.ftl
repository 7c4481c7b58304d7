# 公开的群规。
rules-head = 📜 <b>「{ $name }」群规</b>
rules-line = <b>{ $number }.</b> { $words }
rules-foot = <i>第 { $version } 版，{ DATETIME($day, dateStyle: "medium") }。/rule 加编号看单条。</i>
rules-none = 「{ $name }」还没有公布群规。
rule-how = 发送 <code>/rule 3</code> 看第 3 条。要修改：<code>/rule 加 …</code>、<code>/rule 改 3 …</code>、<code>/rule 删 3</code>；<code>/setrules</code> 一次写好全部。
rule-none-such = 没有这一条。/rules 看全部群规。
rule-terms = <i>违反一次记 { $weight } 分，{ $days } 天内有效。第 { $version } 版。</i>
rules-how = 在 /setrules 后面写群规，一行一条；也可以用 /setrules 回复写好群规的消息。行尾可以注明违反一次记几分、几天内有效：
rules-how-example = <code>不发广告 [2]（60天）</code>
rules-faults = 这份群规还不能用：
rules-fault-empty = 第 { $line } 行：没有内容。{ $found }
rules-fault-long = 第 { $line } 行：超过 500 字：「{ $found }…」
rules-fault-weight = 第 { $line } 行：分值要在 0 到 10 之间，不能是 { $found }。
rules-fault-days = 第 { $line } 行：有效期要在 1 到 3660 天之间，不能是 { $found }。
rules-fault-many = { $found } 条太多了，最多 50 条（第 { $line } 行起超出）。
rules-fault-whole = 加起来太长，一条消息放不下：到第 { $line } 行共 { $found } 字，最多 3000 字。
rules-draft-head = <b>第 { $version } 版的改动</b>
rules-added = + <b>{ $number }.</b> { $words }
rules-removed = − <b>{ $number }.</b> <s>{ $words }</s>
rules-changed = ~ <b>{ $number }.</b> { $after } <i>（原来：{ $before }）</i>
rules-with-terms = { $words } [{ $weight }]（{ $days }天）
rules-draft-ask = 公布吗？以前的处罚仍按当时的版本。
rules-draft-yes = ✅ 公布
rules-draft-no = ✖️ 先不改
rules-draft-same = 现在的群规就是这样，没有改动。
rules-draft-gone = 这份改动已经处理过，或者隔得太久了。
rules-draft-stale = 群规刚刚有了新的一版（第 { $version } 版），请重新发一次你的改动。
rules-draft-dropped = 好的，什么都没改。
rules-published = 📜 第 { $version } 版已公布：{ $rules ->
        [0] 不再有群规
       *[other] 共 { $rules } 条
    }。/rules 查看。
rules-published-toast = 已公布
rules-log = 📜 <b>{ $name }</b> 公布了第 { $version } 版群规：
rules-by-file = 运营者的配置文件
rules-file-waits = 运营者配置文件里的群规改了，但「{ $name }」的群规后来用命令改过，所以我没有动。要换成文件里的吗？
rules-pin-where = 请在要置顶群规的群里发送。
rules-pin-already = 第 { $version } 版已经置顶在这里，有新版我会自动更新。<code>/pinrules off</code> 取消。
rules-pin-none = 这里没有我置顶的群规。
rules-unpinned = 已取消置顶。
command-rules = 查看群规
command-rule = 按编号看一条群规
command-setrules = 公布群规（先看改动再确认）
command-pinrules = 在本群置顶群规，自动更新
# 操作记录。
audit-rules-published = { $actor } 公布了群规
