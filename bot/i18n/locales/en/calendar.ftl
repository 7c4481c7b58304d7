# The content calendar.
schedule-fault-syntax = TOML cannot be read from here on (column { $column }): a quote, a bracket or an equals sign is missing, or a time is not written as 08:30:00.
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
