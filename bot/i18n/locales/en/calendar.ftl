# The content calendar.
schedule-fault-encoding = This file is not UTF-8. Save it as UTF-8.
schedule-fault-large = This file is larger than { $most } MB: divide it.
schedule-fault-unread = This file cannot be read. Is it there, and may the bot read it?
schedule-fault-near = “{ $said }” means nothing here. Did you mean “{ $near }”?
schedule-fault-unknown = “{ $said }” means nothing here. There are: { $known }.
schedule-fault-table = This is a table of its own: write its name in brackets on a line.
schedule-fault-tables = Write each { $name } as a table of its own, below a line [[{ $name }]].
schedule-fault-no-id = An entry needs an id: a short word by which it is known again, such as id = "morning-tip".
schedule-fault-twice = There is another entry “{ $name }” in { $file }. Give this one another id.
schedule-fault-value = “{ $said }” doesn't fit { $key }. { $how }
schedule-fault-rule = “{ $part }” can't be read. { $how }
schedule-fault-long = This is { $length } long: Telegram takes { $most } at most.
schedule-fault-many = These are { $count }: { $most } at the most.
schedule-fault-no-rule = It doesn't say when. Write one of: { $names }.
schedule-fault-two-rules = It says when more than once ({ $names }). Keep one of them.
schedule-fault-no-time = It doesn't say at what time. Write at = 08:30:00, or at = "golden:evening".
schedule-fault-cron-time = A cron expression has its times in itself. Take “at” away.
schedule-fault-never = It ends before it begins: it would never be posted.
schedule-fault-country = No public holidays are known for “{ $said }”. Write a country's two letters, such as CN or DE.
schedule-fault-no-content = There is nothing to post. Write one of: { $names }.
schedule-fault-two-contents = It posts more than one thing ({ $names }). Make an entry of each.
schedule-fault-file = There is no file { $name } beside the schedule, or it holds nothing.
schedule-fault-heavy = { $name } is too large: Telegram takes { $most } MB at most.
schedule-fault-segment = This condition can't be read at column { $column }: { $why }
schedule-fault-no-task = A task needs to say what is to be done: task = "Write the recap".
schedule-how-id = Use small letters, digits and dashes, 48 at most.
schedule-how-text = Write a text in quotes.
schedule-how-texts = Write a text in quotes, or a list of them.
schedule-how-copy = Write a text, a file such as "tips.md", a pattern such as "tips/*.md", or a list of texts that take turns.
schedule-how-flag = Write true or false, without quotes.
schedule-how-lasting = Write it as "15m", "24h" or "3d".
schedule-how-expires = Write it as "15m" or "24h", at most "47h": Telegram lets nothing be deleted after 48 hours.
schedule-how-zone = Write a time zone such as "Asia/Shanghai".
schedule-how-day = Write a day as 2027-02-10.
schedule-how-at = Write a time as 08:30:00, a list of them, or "golden:morning", "golden:noon", "golden:evening".
schedule-how-buttons = Write buttons = [{"{"} text = "Sign up", url = "https://…" {"}"}], twelve at most.
schedule-how-segment = Write a condition such as "tier:core and points>=100".
schedule-how-override = Write [post.override.GROUP] with what is otherwise there.
schedule-how-on = Write a day (2026-12-24), a list of days, or words such as "fridays".
schedule-how-every = Write "day", "weekdays", "mon,thu", "month:1", "month:last", "month:last-fri", or a cron or rrule expression.
schedule-how-cron = Write five fields, such as "30 8 * * 1-5", where 1-5 is Monday to Friday.
schedule-how-rrule = Write a rule such as "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"; its beginning stands in “from”.
schedule-how-festival = Write its name, such as "mid-autumn".
schedule-how-lunar = Write month and day of the lunar year, such as "8-15".
schedule-how-holiday = Write a country's two letters, such as "CN".
schedule-how-shift = Write how many days later, or earlier with a minus: -60 to 60.
schedule-how-change = Write change = [{"{"} on = 2026-12-24, to = 10:00:00 {"}"}, {"{"} on = 2026-12-25, skip = true {"}"}].
schedule-how-file = Write the name of a file beside the schedule, or "library:name".
schedule-how-album = Write a list of 2 to 10 files.
schedule-how-command = Write it as behind the command that makes it by hand.
command-calendar = what is posted when: today, this week, this month
command-preview = how an entry of the calendar would be posted
calendar-how = <code>/calendar</code> shows the week, <code>/calendar today</code> and <code>/calendar month</code> the rest; <code>/calendar pause</code> lets it rest, <code>/calendar resume</code> goes on. <code>/calendar tasks</code> tells what people have to do.
preview-how = Say which entry: <code>/preview morning-tip</code>. <code>/calendar</code> lists them.
calendar-unknown = There is no entry “{ $key }” in the schedule. <code>/calendar</code> lists those there are.
calendar-words = { $words }
calendar-label = { $label }
calendar-head =
    🗓 <b>{ $name }</b> · { $span ->
        [today] today
        [week] the next seven days
       *[month] the next month
    }
calendar-resting = ⏸ The calendar rests: nothing is posted until it goes on.
calendar-day = <b>{ DATETIME($day, weekday: "short", month: "short", day: "numeric") }</b>
calendar-line =
    { DATETIME($at, hour: "numeric", minute: "numeric") } { $sort } <code>{ $key }</code>{ $to ->
        [main] { "" }
       *[other] { " " }→ { $to }
    }
calendar-more = … and more: look at a shorter stretch.
calendar-empty = Nothing is due.
calendar-was-posted = ✅ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code>
calendar-was-owed = 📤 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> is on its way
calendar-was-asked = 👀 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> waits for a look
calendar-was-approved = 👍 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> is approved
calendar-was-held = ✋ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> is held
calendar-was-failed = ⚠️ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> could not be posted
calendar-was-skipped = ⏭ { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> was left out
calendar-was-missed = 💤 { DATETIME($at, hour: "numeric", minute: "numeric") } <code>{ $key }</code> was slept through
calendar-span-today = Today
calendar-span-week = Week
calendar-span-month = Month
calendar-rest = ⏸ Let it rest
calendar-go-on = ▶️ Go on
calendar-paused = The calendar rests. Nothing is posted until it goes on.
calendar-resumed = The calendar goes on. What was due meanwhile is not caught up on.
calendar-sort =
    { $sort ->
        [photo] 🖼
        [video] 🎬
        [album] 🖼
        [document] 📎
        [poll] 📊
        [quiz] 🧠
        [draw] 🎁
        [challenge] 🏁
        [prompt] 💬
        [event] 🎪
        [packet] 🧧
        [survey] 📝
        [task] ☑️
       *[text] ✉️
    }
calendar-entry = { $sort } <code>{ $key }</code>
calendar-quote = <blockquote>{ $words }</blockquote>
calendar-to =
    To { $to } ({ $groups ->
        [0] no group of yours
        [one] one group
       *[other] { $groups } groups
    }) · { $kind ->
        [education] to learn from
        [fun] for fun
        [activity] an activity
        [product] about a product
       *[interaction] to talk about
    }
calendar-owner = Answered for by { $owner }
calendar-standard = Good when: { $standard }
calendar-approves = A second person looks at it first.
calendar-now-yes = 📤 Post it now
calendar-now-no = Leave it to its time
calendar-now-kept = It stays with its time.
calendar-now-done =
    <code>{ $key }</code> goes out to { $groups ->
        [0] no group: it was posted in this minute already
        [one] one group
       *[other] { $groups } groups
    }{ $failed ->
        [0] .
       *[other] , and not to { $failed }.
    }
calendar-notice-asked = 👀 <code>{ $key }</code> is due on { DATETIME($at, weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "numeric") }. Shall it be posted?
calendar-notice-held = ✋ <code>{ $key }</code> was due at { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") } and is held.
calendar-notice-failed = ⚠️ <code>{ $key }</code> ({ DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }) could not be posted.
calendar-notice-missed = 💤 <code>{ $key }</code> was due at { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }, when I was away. It was not posted.
calendar-notice-groups =
    In { $groups }{ $more ->
        [0] .
       *[other] { " " }and { $more } more.
    }
calendar-why-late = It is later than it may be posted by itself.
calendar-why-unapproved = Nobody has approved it.
calendar-why-paused = The calendar rests.
calendar-why-here = This group leaves it out.
calendar-why-gone = I am not in the group any more.
calendar-why-raid = The group is being raided: no time for posts.
calendar-why-material = The library has nothing of that name and kind any more: /materials.
calendar-why-refused = It cannot begin as it is written.
calendar-why-rights = I may not post there: give me the right.
calendar-why-topic = Its topic is closed or gone.
calendar-why-media = Its picture or file cannot be sent.
calendar-why-other = Telegram did not take it.
calendar-preflight = 🔎 <code>{ $key }</code> is due on { DATETIME($at, weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "numeric") }, and something is in its way:
calendar-preflight-to = • No group is meant by <code>{ $name }</code>: /groups shows which there are.
calendar-preflight-rights =
    • I may not post in { $groups }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more
    }: please give me the right to.
calendar-preflight-pin =
    • I may not pin in { $groups }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more
    }: please give me the right to, or leave out <code>pin</code>.
calendar-preflight-media = • <code>{ $name }</code> is gone from beside the schedule, or too large: please put it back.
calendar-preflight-material = • The library has no <code>{ $name }</code>: /materials shows what there is.
calendar-do-approve = 👍 Approve
calendar-do-post = 📤 Post it now
calendar-do-hour = ⏰ In an hour
calendar-do-skip = ⏭ Leave it out
calendar-done-approve = 👍 <code>{ $key }</code> will be posted at its time.
calendar-done-post = 📤 <code>{ $key }</code> goes out now.
calendar-done-hour = ⏰ <code>{ $key }</code> goes out in an hour.
calendar-done-skip = ⏭ <code>{ $key }</code> is left out this time.
calendar-decided = Somebody has decided that already.
calendar-gone = <code>{ $key }</code> is not in the schedule any more.
calendar-loaded =
    🗓 The schedule is read: +{ $added } −{ $removed } ~{ $changed }, { $entries ->
        [one] one entry
       *[other] { $entries } entries
    } in all.
calendar-loaded-names =
    { $sign } { $names }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more
    }
calendar-not-loaded =
    ⚠️ The schedule has { $count ->
        [one] a fault
       *[other] { $count } faults
    }. The old plan runs on until they are mended:
calendar-fault = <code>{ $file }:{ $line }</code> { $entry }: { $why }
calendar-faults-more = … and { $count } more: <code>python -m bot schedule check</code> tells all.
audit-calendar-paused = { $actor } let the calendar rest
audit-calendar-resumed = { $actor } let the calendar go on
kept-why-occurrences = that you decided about a post of the calendar
calendar-loaded-same =
    🗓 The schedule says the same as before: { $entries ->
        [one] one entry.
       *[other] { $entries } entries.
    }
prompt-closed =
    💬 { $people ->
        [one] One of you
       *[other] { $people } of you
    } had something to say, in { $messages ->
        [one] one message
       *[other] { $messages } messages
    }. Thank you!
prompt-top = These were liked most:
prompt-liked = { $number }. <a href="{ $link }">{ $name }</a> · { $reactions } ❤️
prompt-liked-bare = { $number }. { $name } · { $reactions } ❤️
calendar-why-product = Of the last ten posts here enough were about a product.
calendar-mix =
    📊 { $posts ->
        [one] One post
       *[other] { $posts } posts
    } in thirty days: { $education } to learn from, { $interaction } to talk about, { $fun } for fun, { $activity } activities, { $product } about a product ({ $share } %)
