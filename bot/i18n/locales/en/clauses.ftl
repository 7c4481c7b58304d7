# The published rules.
rules-head = 📜 <b>Rules of { $name }</b>
rules-line = <b>{ $number }.</b> { $words }
rules-foot = <i>Version { $version }, { DATETIME($day, dateStyle: "medium") }. /rule and a number shows one.</i>
rules-none = { $name } has no published rules yet.
rule-how = Send <code>/rule 3</code> to read one. To change them: <code>/rule add …</code>, <code>/rule edit 3 …</code>, <code>/rule remove 3</code>; <code>/setrules</code> puts all of them.
rule-none-such = There is no rule of that number. /rules shows them all.
rule-terms = <i>A breach weighs { $weight } and counts for { $days } days. Version { $version }.</i>
rules-how = Write the rules behind /setrules, one a line, or reply with /setrules to a message that holds them. At a line's end may stand how much a breach weighs, and for how many days it counts:
rules-how-example = <code>No adverts [2] (60d)</code>
rules-faults = I can't take these rules as they stand:
rules-fault-empty = Line { $line }: there are no words in it. { $found }
rules-fault-long = Line { $line }: longer than 500 characters: “{ $found }…”
rules-fault-weight = Line { $line }: a breach weighs 0 to 10, not { $found }.
rules-fault-days = Line { $line }: it counts for 1 to 3660 days, not { $found }.
rules-fault-many = { $found } rules are too many: 50 at the most (line { $line }).
rules-fault-whole = All together they are too long for one post: { $found } signs up to line { $line }, 3000 at the most.
rules-draft-head = <b>This would change with version { $version }</b>
rules-added = + <b>{ $number }.</b> { $words }
rules-removed = − <b>{ $number }.</b> <s>{ $words }</s>
rules-changed = ~ <b>{ $number }.</b> { $after } <i>(was: { $before })</i>
rules-with-terms = { $words } [{ $weight }] ({ $days }d)
rules-draft-ask = Publish it? Cases of earlier versions keep citing those.
rules-draft-yes = ✅ Publish
rules-draft-no = ✖️ Leave it
rules-draft-same = Those are the rules already.
rules-draft-gone = This has been decided already, or was too long ago.
rules-draft-stale = The rules have changed meanwhile: version { $version } is the newest. Please send yours again.
rules-draft-dropped = All right, nothing has changed.
rules-published = 📜 Version { $version } is published: { $rules ->
        [0] no rules any more
        [one] one rule
       *[other] { $rules } rules
    }. /rules shows it.
rules-published-toast = Published
rules-log = 📜 <b>{ $name }</b> published version { $version } of the rules:
rules-by-file = The operator's file
rules-file-waits = The rules in the operator's file have changed, and those of “{ $name }” were edited by command since. I haven't touched them. Shall the file's rules take their place?
rules-pin-where = Send this in the group where the rules are to hang.
rules-pin-already = Version { $version } hangs here already, and I keep it up to date. <code>/pinrules off</code> takes it down.
rules-pin-none = No rules of mine hang here.
rules-unpinned = Taken down.
command-rules = the rules here
command-rule = one rule by its number
command-setrules = publish rules, after a look at what changes
command-pinrules = pin the rules here and keep them up to date
# The audit's lines.
audit-rules-published = { $actor } published rules
