# The first steps of newcomers.
# What the operator wrote, in the reader's language.
onboarding-own = { $reader ->
        [other] { $zh }
       *[own] { $en }
    }
onboarding-own-label = { $reader ->
        [other] { $zh }
       *[own] { $en }
    }
onboarding-progress = <i>{ $number } of { $count }</i>
onboarding-welcome = 👋 Welcome to <b>{ $community }</b>, { $name }!
onboarding-value = { $value }
onboarding-audience = Who it is for: { $audience }
onboarding-topics = What we love to talk about: { $topics }
onboarding-welcome-foot = A few short steps, and you'll know your way around. /welcome brings you back here at any time.
onboarding-back = 👋 Good to see you in <b>{ $community }</b> again, { $name }!
onboarding-rules = 📜 <b>The rules here</b>
onboarding-rule = { $number }. { $words }
onboarding-rules-more =
    { $count ->
        [one] … and one more: see /rules.
       *[other] … and { $count } more: see /rules.
    }
onboarding-agreed = ✅ You have agreed to these.
onboarding-rules-changed = The rules have just changed: please have another look.
onboarding-question = <b>{ $field }</b>?
onboarding-question-words = Just write it to me here.
onboarding-question-told = So far you said: <b>{ $answer }</b>
onboarding-consent = <i>Only if you like. It stays with { $community }, and you can change or clear it with /profile at any time.</i>
onboarding-choice = { $answer }
onboarding-interests = ✨ What are you interested in? Pick as many as you like.
onboarding-tag-on = ✓ { $tag }
onboarding-tag-off = { $tag }
onboarding-suggest = You may like these groups:
onboarding-suggest-group = · { $group }
onboarding-introduce = 🙋 Would you like to say hello to <b>{ $group }</b>? Who you are, where you are, what brings you here.
onboarding-introduce-words = Write me a sentence or two, and I'll show you what the group would see.
onboarding-introduce-long = That is rather long: please keep it within { $most } characters.
onboarding-introduce-unfit = The group's own filters would take that away. Could you put it another way, without links or adverts?
onboarding-preview = This is what I would post in <b>{ $group }</b>:
onboarding-preview-words = { $words }
onboarding-introduction = 🙋 <a href="tg://user?id={ $id }">{ $name }</a> is new here: { $words }
onboarding-introduced = Posted. Welcome!
onboarding-done = 🎉 That's all, you're settled in. Say something in <b>{ $community }</b>, or just read along. /help shows what I can do for you.
onboarding-by-dm = I'll show you around by direct message.
onboarding-none = There is nothing here that I could show you around.
onboarding-over = You've been there already.
onboarding-person = <a href="tg://user?id={ $id }">{ $name }</a>
onboarding-group =
    { $count ->
        [one] 👋 Welcome to <b>{ $community }</b>!
       *[other] 👋 Welcome to <b>{ $community }</b>, all { $count } of you!
    }
onboarding-group-more =
    { $count ->
        [one] … and one more
       *[other] … and { $count } more
    }
onboarding-group-foot = Press below, and I'll show you around by direct message. It takes a minute.
onboarding-button-begin = 👋 Show me around
onboarding-button-next = Next ➡️
onboarding-button-back = ⬅️ Back
onboarding-button-keep = Keep it ➡️
onboarding-button-skip = Skip
onboarding-button-agree = ✅ I agree
onboarding-button-picked = That's it ➡️
onboarding-button-post = 📣 Post it
onboarding-button-again = ✏️ Write it anew
onboarding-button-yes = Yes, please
onboarding-button-no = No, thank you
onboarding-button-fine = I know my way ➡️
onboarding-button-whole = Show me around again
onboarding-button-open = Open { $community }
onboarding-button-group = Open { $group }
onboarding-button-question = Go to the question
onboarding-survey = 🌱 You've been in <b>{ $community }</b> for a week. How do you like it so far? 1 is not at all, 5 is very much.
onboarding-score = { $score }
onboarding-rated = Thank you! You said { $score } of 5. If something would make it better, tell the moderators: they like to hear it.
onboarding-unanswered = 🙋 { $who }, who is new in <b>{ $group }</b>, asked something { $minutes } minutes ago, and nobody has answered yet. Would you?
# Who comes back after a long while.
away-back =
    { $days ->
        [one] 👋 Good to hear from you again in <b>{ $community }</b>, { $name }! It's been a day.
       *[other] 👋 Good to hear from you again in <b>{ $community }</b>, { $name }! It's been { $days } days.
    }
away-rules = 📜 The rules have changed meanwhile: version { $version } of { DATETIME($day, month: "short", day: "numeric") } is behind /rules.
away-newcomers =
    { $count ->
        [one] 🌱 One more person has joined since.
       *[other] 🌱 { $count } more people have joined since.
    }
# What the staff read.
onboarding-page = <b>The first steps in { $community }</b>, last { $days } days
onboarding-page-off = It is switched off in the configuration at the moment.
onboarding-page-none = Nobody has come yet.
onboarding-page-all = Began: { $started } · finished: { $finished } · left: { $gone }
onboarding-page-step =
    · <code>{ $step }</code>: { $reached } came, { $done } did it{ $skipped ->
        [0] {""}
       *[other] , { $skipped } skipped it
    } · { $time }
onboarding-page-slowest = 🐌 It takes longest at <code>{ $step }</code>: { $time }
onboarding-page-score = First week: { $score } of 5, from { $count }
onboarding-time-none = no time known
onboarding-time-seconds = { $count } s
onboarding-time-minutes = { $count } min
onboarding-time-hours = { $count } h
onboarding-loaded = ✓ The new flow is in force. New: { $added } · gone: { $removed }
onboarding-loaded-same = ✓ The flow is the one in force already.
onboarding-not-loaded =
    { $count ->
        [one] ✗ The flow has a fault; the one in force runs on.
       *[other] ✗ The flow has { $count } faults; the one in force runs on.
    }
onboarding-fault-whole = Line { $line }: { $why }
onboarding-fault = Line { $line }, { $step }: { $why }
onboarding-fault-file = the file cannot be read. Look whether it is where onboarding.file says.
onboarding-fault-utf8 = the file is no UTF-8. Save it as UTF-8.
onboarding-fault-large = the file is too large. Keep it below 250 kB.
onboarding-fault-empty = there is no step. Write a [[step]] for each.
onboarding-fault-table = this is no list. Write [[{ $name }]] above each.
onboarding-fault-many = there are too many. Keep it to { $most }.
onboarding-fault-twice = { $name } is there twice. Give each a name of its own.
onboarding-fault-last = what is done comes last. Put it at the end.
onboarding-fault-id = the id is missing or odd. Use small letters, digits and -, at most 24, and not “back”.
onboarding-fault-near = there is no { $name }. Did you mean { $near }?
onboarding-fault-unknown = there is no { $name }. There is: { $known }
onboarding-fault-no-text = { $kind } needs a text. Write text = "…", or text.en and text.zh-CN.
onboarding-fault-no-buttons = a step of buttons needs some. Write buttons = [{"{"} text = "…", url = "https://…" {"}"}].
onboarding-fault-no-photo = the picture is missing. Write photo = "welcome.jpg", a file beside this one.
onboarding-fault-photo = { $name } is not there, or larger than { $most } MB.
onboarding-fault-no-fields = there are no fields. Write a [[profile]] into the configuration first.
onboarding-fault-text = this is no text. Write it in quotes, or one for each language.
onboarding-fault-long = the text is too long. Keep it within { $most } characters.
onboarding-fault-flag = this is true or false, without quotes.
onboarding-fault-expression = this is an expression in quotes, such as "tag:runner".
onboarding-fault-segment = column { $column } of the expression: { $why }
onboarding-fault-buttons = at most { $most } buttons, each {"{"} text = "…", url = "https://…" {"}"}.
onboarding-fault-tags = write the keys of tags as ["runner", "reader"].
onboarding-fault-day = a day is a number from 0, the day of joining, to { $most }.
onboarding-fault-hour = write an hour as "10:00".
onboarding-doubt = ⚠️ { $fault }
onboarding-doubt-tag = there is no tag { $name } yet. Make it with /tag new { $name }, or take it out.
onboarding-doubt-near = there is no tag { $name } yet. Did you mean { $near }?
# The configuration, read again.
reload-taken = ✓ Taken over from the configuration: { $names }
reload-waiting = ⏳ In force after a restart: { $names }
reload-faults =
    { $count ->
        [one] ✗ The configuration has a fault, so it stays as it is: { $keys }. <code>python -m bot check</code> says what to do.
       *[other] ✗ The configuration has { $count } faults, so it stays as it is: { $keys }. <code>python -m bot check</code> says what to do.
    }
command-welcome = be shown around once more
command-onboarding = how far newcomers come
command-reload = read the configuration and the first steps again
