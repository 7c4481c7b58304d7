# Segments: what is wrong with an expression, whom it selects, what is kept.
command-segment = whom an expression selects: count, name, ask why
command-segments = the named segments and how they grow
segment-how = Tell me whom you mean, and I count them: <code>/segment tag:runner and not inactive&gt;14d</code>. Keep it with <code>/segment save runners tag:runner</code>, make it a fixed list with <code>/segment freeze runners</code>, give it up with <code>/segment drop runners</code>; <code>/segment runners @mei</code> tells why somebody is in it or not.
segment-words =
    <b>Words</b>, joined by <code>and</code>, <code>or</code>, <code>not</code> and ( ):
    <code>tag:runner</code> · <code>tier&gt;=active</code> · <code>tier:core</code> · <code>tier:value&gt;=vip</code>
    <code>joined&gt;30d</code> · <code>inactive&lt;14d</code> · <code>streak&gt;=7</code> · <code>streak:21&gt;=7</code>
    <code>points&gt;=100</code> · <code>level&gt;=3</code> · <code>messages&gt;=10</code>
    <code>in:main</code> · <code>in:"region:east"</code> · <code>source:store12</code>
    <code>role:moderator</code> · <code>language:zh-CN</code> · <code>profile:city</code>
    <code>reachable</code> · <code>left</code> · <code>segment:runners</code>
segment-asked = 🔎 <code>{ $expression }</code>
segment-named = 🔎 <b>{ $name }</b>: <code>{ $expression }</code>
segment-named-frozen = 🧊 <b>{ $name }</b>, a fixed list, once <code>{ $expression }</code>
segment-count =
    { $members ->
        [0] <b>Nobody</b> at the moment.
        [one] <b>One member</b>.
       *[other] <b>{ $members } members</b>.
    }
segment-reach = I can write to { $reachable }; { $blocked } closed our chat, { $unmet } never pressed Start.
segment-saved = ✅ <b>{ $name }</b> is kept.
segment-changed = ✅ <b>{ $name }</b> is kept in its new form.
segment-frozen = 🧊 <b>{ $name }</b> is a fixed list now: whoever is in it stays in it, nobody is added. Saving it again makes it a live one.
segment-already = 🧊 <b>{ $name }</b> is a fixed list already. Save it again to make it a live one.
segment-unknown = There is no segment { $name }. /segments lists them.
segment-save-how = A name and whom you mean: <code>/segment save runners tag:runner</code>
segment-freeze-how = Which one? <code>/segment freeze runners</code>
segment-drop-how = Which one? <code>/segment drop runners</code>
segment-drop-ask = Give <b>{ $name }</b> up? Nobody leaves or loses anything by that.
segment-drop-yes = 🗑 Give it up
segment-drop-no = ✖️ Keep it
segment-dropped = 🗑 <b>{ $name }</b> is gone.
segment-kept = All right, it stays.
segment-needed = <b>{ $other }</b> is made of { $name }: change that one first.
segment-too-many = { $most } segments are as many as I keep. Drop one that nobody needs.
segment-name-taken = { $name } is a word of the language itself. Choose another name.
segment-name-odd = A name has letters, digits, - and _, at most { $most } characters.
segment-is-in = ✅ <b>{ $who }</b> is in <code>{ $name }</code>:
segment-is-out = ✖️ <b>{ $who }</b> is not in <code>{ $name }</code>:
segment-no-member = They are no member here.
segment-clause = { $mark } <code>{ $clause }</code>
segment-clause-detail = { $mark } <code>{ $clause }</code> · { $detail }
segment-figure-joined =
    { $days ->
        [one] here for a day
       *[other] here for { $days } days
    }
segment-figure-inactive =
    { $days ->
        [0] seen today
        [one] not seen for a day
       *[other] not seen for { $days } days
    }
segment-figure-points = { $points } points
segment-figure-level = level { $level }
segment-figure-messages = { $messages } messages
segment-figure-language = { $language }
segments-head = <b>Segments of { $name }</b>, as they were counted last
segments-none = No segment has a name yet.
segments-line = <b>{ $name }</b> <code>{ $expression }</code>
segments-size = ◦ { $members } in all, { $reachable } of them reachable
segments-size-frozen = ◦ 🧊 { $members } in all, { $reachable } of them reachable
segments-size-trend = ◦ { $members } in all ({ $trend } in { $days } d), { $reachable } of them reachable
segments-unread = ◦ ⚠️ not counted lately: it names something that is gone
segment-fault = I can't use this; look at character { $column }:
segment-fault-at =
    <pre>{ $line }
    { $caret }</pre>
segment-fault-empty = There is nothing to read.
segment-fault-long = At most { $most } characters.
segment-fault-deep = More than { $most } parentheses and nots within one another.
segment-fault-many = More than { $most } conditions.
segment-fault-heavy = With the segments that it names, these are more than { $most } conditions.
segment-fault-word = A condition should begin here, such as <code>tag:runner</code>.
segment-fault-name = Something should stand behind <code>{ $sign }</code>. Put it into quotation marks if it has blanks or signs.
segment-fault-between = Between two conditions stands <code>and</code> or <code>or</code>.
segment-fault-operator = Please write <code>{ $meant }</code> in place of <code>{ $said }</code>.
segment-fault-comparison = I compare with <code>&gt;=</code>, <code>&lt;=</code>, <code>&gt;</code>, <code>&lt;</code> and <code>=</code>.
segment-fault-quote = This quotation mark is never closed.
segment-fault-open = This parenthesis was never opened.
segment-fault-close = The parenthesis at character { $column } is never closed.
segment-fault-sign = <code>{ $said }</code> means nothing here. Names with signs go into quotation marks.
segment-fault-invisible = Here is a character that nobody can see ({ $code }). Take it out.
segment-fault-number = <code>{ $word }</code> is compared with a whole number.
segment-fault-span = <code>{ $word }</code> is compared with a length of time, such as <code>30d</code>, <code>4w</code> or <code>12h</code>.
segment-fault-span-equal = <code>{ $word }</code> is longer or shorter than something, hardly ever equal: use <code>&gt;</code> or <code>&lt;</code>.
segment-fault-flag = <code>{ $word }</code> stands alone.
segment-fault-no-value = <code>{ $word }</code> is compared with nothing.
segment-fault-no-name = <code>{ $word }</code> has no name behind it; it is compared: <code>{ $example }</code>.
segment-fault-uncompared = <code>{ $word }</code> is compared with something: <code>{ $example }</code>.
segment-fault-nameless = <code>{ $word }</code> needs a name behind a colon, such as <code>{ $word }:name</code>.
segment-fault-word-near = I don't know the word <code>{ $said }</code>. Did you mean <code>{ $near }</code>?
segment-fault-words = I don't know the word <code>{ $said }</code>. I know: { $words }.
segment-fault-near = <code>{ $word }</code> knows no { $name }. Did you mean <code>{ $near }</code>?
segment-fault-unknown = <code>{ $word }</code> knows no { $name }. There is: { $names }.
segment-fault-none = <code>{ $word }</code> knows no { $name }; there is nothing of the kind yet.
segment-fault-language = A language is written like <code>en</code> or <code>zh-CN</code>.
segment-fault-circle = <code>{ $name }</code> would be made of itself.
segment-fault-within = The segment <code>{ $name }</code> cannot be used itself: look at it with /segment.
audit-segment-saved = { $actor } kept a segment
audit-segment-frozen = { $actor } froze a segment
audit-segment-dropped = { $actor } gave a segment up
