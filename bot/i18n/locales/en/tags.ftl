# Tags: what staff, rules and members themselves call a member.
tag-how = Whom, and which tag? <code>/tag @mei runner</code>, or <code>/tag runner</code> in reply. Several at once: <code>/tag @mei @bo runner</code>, or <code>/tag list runner</code> in reply to a message with their @names.
tag-how-catalogue = The catalogue: <code>/tag new runner title="Runner" group=sport exclusive lasts=90d seen=members own</code>. A rule gives it by itself: <code>said="run, running"</code> (with <code>fuzzy</code>), <code>activity=check_in times=10 within=30d</code>, <code>source=store12</code>, <code>hours=morning least=20</code>, <code>inactive=30d</code>, <code>level=5</code>, <code>poll=sports option=running</code>, or <code>segment=…</code> at the end. <code>/tag edit runner lasts=30d</code> changes it, <code>/tag remove runner</code> takes it out, <code>/tag import</code> reads a file.
untag-how = From whom, and which tag? <code>/untag @mei runner</code>, or <code>/untag runner</code> in reply.
tag-given =
    { $count ->
        [one] 🏷 { $names } now has <b>{ $tag }</b>.
       *[other] 🏷 { $count } members now have <b>{ $tag }</b>: { $names }
    }
tag-already =
    { $count ->
        [one] { $names } has { $tag } already.
       *[other] { $count } have { $tag } already: { $names }
    }
tag-replaced = In its place went: { $tags }
tag-until = Until { DATETIME($day, year: "numeric", month: "short", day: "numeric") }.
tag-taken =
    { $count ->
        [one] { $names } no longer has { $tag }.
       *[other] { $count } members no longer have { $tag }: { $names }
    }
tag-taken-rule = It has a rule, though: where that holds, the rule gives it again.
tag-not-borne = { $names }: not tagged { $tag }.
tag-unknown = There is no tag called { $tag }. /tags lists those there are.
tag-unknown-near = There is no tag called { $tag }. Did you mean <b>{ $near }</b>?
tag-unknown-people = I haven't met these yet: { $names }
tag-not-a-person = Only members whom I have met have tags and notes, no bots or channels.
tag-too-many-names = That's a lot of names: { $most } at once, or <code>/tag import</code> with a file.
tag-too-many = There are { $most } tags already, which is as many as there can be.
tag-known = There is a tag called { $tag } already. <code>/tag edit { $tag } …</code> changes it.
tag-of-the-file = { $tag } stands in the operator's configuration and is changed there.
tag-made = 🏷 There is a tag <b>{ $tag }</b> now.
tag-changed = 🏷 <b>{ $tag }</b> is changed.
tag-made-next = Give it with <code>/tag @name { $tag }</code>; /tags shows how many have it.
tag-drop-ask =
    { $count ->
        [0] Take <b>{ $tag }</b> out of the catalogue? Nobody has it.
        [one] Take <b>{ $tag }</b> out of the catalogue, and from the member who has it?
       *[other] Take <b>{ $tag }</b> out of the catalogue, and from the { $count } members who have it?
    }
tag-drop-yes = Yes, take it out
tag-drop-no = Keep it
tag-stays = { $tag } stays.
tag-gone = { $tag } is gone. So many had it: { $count }.
# What is wrong with a tag as somebody wrote it.
tag-fault-word = I don't know “{ $about }”. /tag alone shows how it goes.
tag-fault-word-near = I don't know that word (written | perhaps meant): { $about }
tag-fault-key = A tag is called by small letters, digits, - and _, at most 32: “{ $about }” is not.
tag-fault-title = A title has 64 characters at most.
tag-fault-group = A group has 32 characters at most.
tag-fault-days = Write days for { $about } such as <code>90d</code>, up to 3660.
tag-fault-seen = <code>seen</code> is members, self or staff.
tag-fault-flag = <code>exclusive</code> and <code>own</code> stand alone, or with yes or no.
tag-fault-rule = I can't read the rule “{ $about }”. /tag alone shows those there are.
tag-fault-rule-key = “{ $about }” does not belong to this rule.
tag-fault-said = Write words as <code>said="run, running"</code>: up to 200 of them, within 64 characters each.
tag-fault-activity = I don't count “{ $about }”. Choose message, reaction, check_in, thanked, voted, joined or onboarded.
tag-fault-number = Write a whole number above 0 for { $about }.
tag-fault-source = A source has small letters, digits, - and _.
tag-fault-hours = The parts of the day are morning, noon, evening and night, not “{ $about }”.
tag-fault-poll = Write the poll and its option: <code>poll=sports option=running</code>.
tag-fault-segment = Write an expression behind <code>segment=</code>, within 1000 characters.
# Looking at tags.
tags-head = 🏷 <b>Tags in { $name }</b>
tags-line = • { $tag }
tags-line-staff = • <b>{ $title }</b> (<code>{ $key }</code>, group { $group }, { $seen ->
        [members] seen by everybody
        [self] seen by whoever has it
       *[staff] seen by the staff
    }): { $count }{ $has_rule ->
        [yes] {" "}– given for { $rule }
       *[no] { $rule }
    }
tags-none = There are no tags to see here yet.
tags-own-head = 🏷 <b>Your tags in { $name }</b>
tags-own-line = • { $tag }
tags-own-none = None yet.
tags-own-choose = These are yours to choose 👇
tag-switch-on = ✅ { $tag }
tag-switch-off = { $tag }
tag-toast-on = { $tag }: that's you now
tag-toast-off = { $tag } is off again
tag-choice-closed = That one isn't open to you just now. Ask the staff if you'd like it.
tag-members-alone = These are for members: come into the group first.
me-tags = 🏷 { $tags }
# Why somebody has a tag.
why-tag =
    { $source ->
        [self] <b>{ $name }</b> chose <b>{ $tag }</b> on { DATETIME($day, year: "numeric", month: "short", day: "numeric") }.
        [rule] A rule gave <b>{ $name }</b> the tag <b>{ $tag }</b> on { DATETIME($day, year: "numeric", month: "short", day: "numeric") }.
        [import] <b>{ $name }</b> has <b>{ $tag }</b> from a file that was brought in by { $by } on { DATETIME($day, year: "numeric", month: "short", day: "numeric") }.
       *[staff] <b>{ $name }</b> was given <b>{ $tag }</b> by { $by } on { DATETIME($day, year: "numeric", month: "short", day: "numeric") }.
    }
why-tag-by-staff = the staff
why-tag-rule = The rule: { $rule }
why-tag-word = Said: “{ $word }”
why-tag-grade =
    { $grade ->
        [link] Attested by the link.
        [request] Attested by the request to join.
        [deep-link] Attested by the link to me.
       *[unknown] Not attested.
    }
why-tag-line = Line { $line } of the file.
why-tag-until = It falls off on { DATETIME($day, year: "numeric", month: "short", day: "numeric") }.
why-tag-not = { $name } does not have <b>{ $tag }</b>.
why-tag-private = That's between us: ask me by direct message.
why-tag-clause =
    { $holds ->
        [yes] ✅ { $clause }
       *[no] ▫️ { $clause }
    }
tag-rule-said =
    { $kind ->
        [fuzzy] saying, however dressed up: { $words }
       *[exact] saying: { $words }
    }
tag-rule-did =
    { $days ->
        [0] { $deed }, { $times } times or more
       *[other] { $deed }, { $times } times or more within { $days } days
    }
tag-rule-came = coming by way of { $source }
tag-rule-hours =
    { $part ->
        [morning] writing most in the morning (6 to 11), { $least } messages or more in 30 days
        [noon] writing most around noon (11 to 17), { $least } messages or more in 30 days
        [evening] writing most in the evening (17 to 23), { $least } messages or more in 30 days
       *[night] writing most at night (23 to 6), { $least } messages or more in 30 days
    }
tag-rule-inactive = not being seen for { $days } days
tag-rule-level = reaching level { $level }
tag-rule-chose = choosing “{ $option }” in “{ $poll }”
tag-rule-segment = being in the segment { $expression }
tag-rule-of-the-staff = something the staff look at each night
tag-deed-message = writing
tag-deed-reaction = reacting
tag-deed-checked-in = signing in
tag-deed-thanked = being thanked
tag-deed-voted = voting in a poll
tag-deed-joined = joining
tag-deed-onboarded = being shown round to the end
# Tags from a file.
tag-file-by-dm = Please send me <code>/tag import</code> by direct message, and the file after it.
tag-file-ask = Send me the file for <b>{ $name }</b> now: text or CSV, a line a person and tag, up to 10,000.
tag-file-example = <code>@mei,runner</code>
tag-file-reads = Thank you, I'm reading it.
tag-file-large = The file is too large: { $most } kB at most.
tag-file-long = The file has too many lines: { $most } at most. Nothing was taken.
tag-file-failed = I couldn't get the file: “{ $why }”. Please send it once more.
tag-file-not-yours = You may not give tags in that group any more, so I left the file alone.
tag-file-goes = { $done } of { $count } lines …
tag-file-done = ✅ Taken: { $done } · known already: { $already } · not taken: { $bad }
tag-file-fault-long = Line { $line }: longer than 500 characters
tag-file-fault-columns = Line { $line }: not a person and a tag
tag-file-fault-person = Line { $line }: I haven't met { $about }
tag-file-fault-tag =
    { $near ->
        [NONE] Line { $line }: there is no tag { $about }
       *[other] Line { $line }: there is no tag { $about } (is { $near } meant?)
    }
tag-file-more = … and { $count } more.
# Notes of the staff.
note-how = About whom, and what? <code>/note @mei asked for a refund</code>, or in reply. <code>/note drop 7</code> takes one away.
note-by-dm = I can't take messages away here, so everybody would read that. Please write me the same by direct message.
note-long = A note has { $most } characters at most.
note-kept = 📝 Noted about { $name }. /notes shows it to the staff.
note-noted = 📝 Noted.
note-dropped = Note { $number } is gone.
note-none-such = There is no note { $number } here.
notes-how = Whose notes? <code>/notes @mei</code>, or in reply.
notes-none = Nothing is noted about { $name }.
notes-head = 📝 <b>Notes about { $name }</b>
notes-line = { $number } · { DATETIME($day, month: "short", day: "numeric") } · { $by }: { $words }
# Commands.
command-tag = give somebody a tag, or change the catalogue
command-untag = take a tag from somebody
command-badges = your badges and those to come
command-tags = see tags, and choose your own by direct message
command-badge = honour somebody with a badge, and the catalogue
command-note = note something about a member, for the staff
command-notes = read what is noted about a member
