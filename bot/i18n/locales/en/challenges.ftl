# Check-in challenges.
command-challenge = the challenges of this group: join, check in, your days
challenge-title = 🏁 <b>{ $title }</b>
challenge-preview = This is how it would be. Nothing starts before you press Begin.
challenge-preview-foot = Members call it #{ $key }. Change anything with the buttons, or by a line: <code>/challenge set { $key } reward:20 rest:sun</code>
challenge-untitled = Our challenge
challenge-template-habit = 21 days of a good habit
challenge-template-running = 30 days of running
challenge-template-reading = 21 days of reading
challenge-new = What shall it be? Take a template, or write a line.
challenge-new-how =
    <code>/challenge new 21 Read every day</code> is enough. Options stand behind it: <code>by:photo start:tomorrow rest:sat,sun reward:10 mode:cumulative goal:15 team:3/20 makeup:2/3/50 card:7 cutoff:04:00 milestones:7=50,21=200 #read</code>, and at the end <code>only:</code> with a segment.
    Lines below the first one are what each day is about; <code>pages:420</code> divides a book.
challenge-tweak-title = ✏️ Title
challenge-tweak-days = 📅 Days
challenge-tweak-by = 📸 Evidence
challenge-tweak-mode = 🔁 In a row?
challenge-tweak-rest = 🌙 Rest
challenge-tweak-reward = 💰 Reward
challenge-tweak-team = 👥 Teams
challenge-tweak-start = ▶️ Start
challenge-begin = ✅ Begin
challenge-drop = ✖️ Drop it
challenge-title-ask = What shall “{ $title }” be called? Just write it here.
challenge-title-keep = ↩️ Keep it as it is
challenge-title-how = Write: /challenge set { $key } and the new title.
challenge-set-how = Say what should change: <code>/challenge set { $key } reward:20</code>.
challenge-changed = Changed. This is how it is now:
challenge-dropped = Dropped. Nothing has started.
challenge-begun = “{ $title }” is on. It starts on { DATETIME($day, month: "short", day: "numeric") }; the card is in the group.
challenge-end-ask = End “{ $title }” now, with the results as they are? This cannot be taken back.
challenge-end-yes = Yes, end it
challenge-end-no = No, go on
challenge-end-kept = “{ $title }” goes on.
challenge-ended = “{ $title }” is over. The results are in the group.
challenge-over = “{ $title }” is over.
challenge-fixed = People count on the days of “{ $title }”: start, length, cut-off, teams and its word stay as they are.
challenge-too-many = { $most } challenges at once are enough. End one first.
challenge-key-taken = There is a #{ $key } already. Take another word.
challenge-unknown = I know no challenge “{ $name }”. /challenge lists those there are.
challenge-which = There are several challenges: say which one, by its #word.
challenge-bad-option = I don't know the option “{ $option }”. By, start, rest, reward, mode, goal, team, makeup, pause, cutoff, card, milestones, least, roll, badge, pages and only are there.
challenge-bad-value = “{ $said }” doesn't fit “{ $option }”. <code>/challenge new</code> shows how each is written.
challenge-bad-rest = With these days of rest nothing is left to do.
challenge-bad-goal = It asks for { $days } days in all: the goal cannot be more.
challenge-when =
    📅 { $days ->
        [one] One day
       *[other] { $days } days
    }, { DATETIME($first, month: "short", day: "numeric") } to { DATETIME($last, month: "short", day: "numeric") } ({ $zone })
challenge-goal-row =
    🎯 { $days ->
        [one] One day
       *[other] { $days } days in a row
    } to finish
challenge-goal-sum =
    🎯 { $days ->
        [one] One day
       *[other] { $days } days in all
    } to finish; they need not be in a row
challenge-how-button = 👉 Check in with the button, or by saying { $word }.
challenge-how-keyword = 👉 Check in by saying { $word }.
challenge-how-text = 👉 Check in by writing a few words with { $word }, { $least } letters at least.
challenge-how-photo = 👉 Check in with a photo and { $word } below it.
challenge-how-link = 👉 Check in with a link and { $word }.
challenge-reward =
    💰 { $points ->
        [0] No points for a day
        [one] One point for a day
       *[other] { $points } points for a day
    }
challenge-milestones = 🎁 Milestones: { $told }
challenge-rest = 🌙 Days of rest: { $days }
challenge-weekday-and = { $days }, { $more }
challenge-weekday-1 = Mon
challenge-weekday-2 = Tue
challenge-weekday-3 = Wed
challenge-weekday-4 = Thu
challenge-weekday-5 = Fri
challenge-weekday-6 = Sat
challenge-weekday-7 = Sun
challenge-cutoff = 🕓 A new day begins at { $at }.
challenge-makeups =
    🩹 { $cards ->
        [one] One make-up card
       *[other] { $cards } make-up cards
    } for missed days, up to { $days ->
        [one] one day
       *[other] { $days } days
    } back, at { $price } points each
challenge-cards =
    🎟 Every { $days ->
        [one] day
       *[other] { $days } days in a row
    } you earn a make-up card that costs nothing.
challenge-pauses =
    ⏸ A break of { $days ->
        [one] one day
       *[other] up to { $days } days
    } is fine: <code>/challenge pause</code>
challenge-teams = 👥 Teams of { $size }: when all are in for the day, each gets { $points } extra.
challenge-only = 🔑 For those of whom this holds: { $only }
challenge-parts = 📖 { $count } parts, beginning with “{ $first }”
challenge-part = 📖 Today: { $part }
challenge-card-soon =
    It starts on { DATETIME($day, month: "short", day: "numeric") } and lasts { $days ->
        [one] one day
       *[other] { $days } days
    }. Are you in?
challenge-card-over = It is over. Thank you all!
challenge-card-rest = 🌙 A day of rest. See you tomorrow!
challenge-card-day = Day <b>{ $n }</b> of { $days }
challenge-card-in =
    { $signed ->
        [0] Nobody is in yet today, of { $entrants } who take part.
       *[other] In today: <b>{ $signed }</b> of { $entrants }
    }
challenge-card-names = { $names }
challenge-card-names-more = { $names } and { $more } more
challenge-button-join = 🙋 Join
challenge-button-sign = ✅ Check in
challenge-button-mine = 📅 My days
challenge-button-bell = 🔔 Remind me
challenge-button-quiet = 🔕 No reminders
challenge-button-calendar = 🖼 As a picture
challenge-button-team = 👥 Team up
challenge-button-makeup =
    🩹 { DATETIME($day, month: "short", day: "numeric") } { $price ->
        [0] for nothing
       *[other] for { $price } points
    }
challenge-joined = You're in “{ $title }”! Check in once a day; I keep count.
challenge-joined-before = You take part in “{ $title }” already.
challenge-not-for-you = “{ $title }” isn't open to you yet. Still missing: { $missing }
challenge-not-in = You don't take part in “{ $title }” yet. Press Join below its card first.
challenge-signed =
    ✅ { $name }, day { $done } of { $wanted } in “{ $title }”{ $streak ->
        [0] .
        [one] .
       *[other] , { $streak } in a row!
    }{ $earned ->
        [0] { "" }
       *[other] { " " }+{ $earned }
    }
challenge-milestone = 🎁 { $days } days: { $points } extra points!
challenge-card-earned = 🎟 You have earned a make-up card!
challenge-team-complete = 👥 Your whole team is in today: +{ $points } for each of you!
challenge-finished = 🏆 { $name } has finished “{ $title }”. Congratulations!
challenge-already = You're in for today already: { $done } of { $wanted } days.
challenge-toast-more =
    { $toast }
    { $more }
challenge-now-outside = You don't take part in “{ $title }” yet. One press, and you do.
challenge-now-early = “{ $title }” starts on { DATETIME($day, month: "short", day: "numeric") }. Nice that you're keen!
challenge-now-over = “{ $title }” is over.
challenge-now-resting = Today is a day of rest in “{ $title }”. Enjoy it!
challenge-wrong-kind = Nearly! This one needs something else:
challenges-none = No challenge is on at the moment.
challenges-head = Challenges in { $community }:
challenges-line = 🏁 { $title } (#{ $key }), until { DATETIME($last, month: "short", day: "numeric") }
challenges-line-in = 🏁 { $title } (#{ $key }), until { DATETIME($last, month: "short", day: "numeric") }: you have { $done } of { $wanted } days
challenges-join = 🙋 { $title }
challenge-own = You have <b>{ $done }</b> of { $wanted } days.
challenge-own-streak = In a row: { $streak }; at best: { $best }
challenge-own-finished = 🏆 You have finished it.
challenge-own-missed =
    { $missed ->
        [one] One day is missing
       *[other] { $missed } days are missing
    }; make-up cards close gaps.
challenge-own-cards =
    🎟 { $cards ->
        [one] One make-up card is
       *[other] { $cards } make-up cards are
    } yours for a missed day.
challenge-own-team = 👥 You are in team { $team }.
challenge-bell-on = I'll remind you three hours before a day ends, if you're not in by then.
challenge-bell-off = No more reminders about this one.
challenge-reminder = ⏳ “{ $title }”: today is still open, for three hours.
challenge-team-joined = You're in team { $team }: { $taken } of { $size }.
challenge-paused = You take a break from “{ $title }”: { DATETIME($first, month: "short", day: "numeric") } to { DATETIME($last, month: "short", day: "numeric") }. Your streak waits for you.
challenge-pause-too-long =
    { $left ->
        [0] You have used all the days of break that this challenge allows.
        [one] One day of break is left.
       *[other] { $left } days of break are left.
    }
challenge-pause-beyond = It ends on { DATETIME($day, month: "short", day: "numeric") }: a break cannot be longer.
challenge-makeup-which = Which day of “{ $title }” shall it be?
challenge-makeup-none = There is no day in “{ $title }” that you could make up for.
challenge-made-up = 🩹 { DATETIME($day, month: "short", day: "numeric") } is made up for. In a row: { $streak }
challenge-makeup-not-over = { DATETIME($day, month: "short", day: "numeric") } is not over: just check in.
challenge-makeup-not-asked = { DATETIME($day, month: "short", day: "numeric") } is no day of this challenge.
challenge-makeup-not-missed = { DATETIME($day, month: "short", day: "numeric") } is not missing.
challenge-makeup-too-old =
    Only the last { $most ->
        [one] day
       *[other] { $most } days
    } can be made up for.
challenge-makeup-none-left =
    { $cards ->
        [0] This challenge has no make-up cards.
       *[other] You have used your { $cards } make-up cards.
    }
challenge-too-dear = A make-up card costs { $price } points, and you have fewer.
challenge-why =
    “{ $title }”: { $streak ->
        [one] one day in a row.
       *[other] { $streak } days in a row.
    }
challenge-figure-done = days done
challenge-figure-streak = in a row
challenge-figure-best = at best
challenge-mark-signed = checked in
challenge-mark-made-up = made up
challenge-mark-rest = rest
challenge-mark-paused = break
challenge-mark-forgiven = forgiven
challenge-mark-missed = missed
challenge-results =
    🏁 <b>{ $title }</b> is over: { $days ->
        [one] one day
       *[other] { $days } days
    } together!
challenge-results-count = { $finished } of { $entrants } finished. 👏
challenge-result = { $medal } { $name }: { $done } days, { $best } in a row
challenge-result-perfect = { $medal } { $name }: { $done } days, none missed ✨
challenge-roll = 🗓 <b>{ $title }</b>, day { $n } ({ DATETIME($day, month: "short", day: "numeric") })
challenge-roll-in = { $signed } of { $entrants } were in.
challenge-roll-left = We missed: { $names }. Today is a new day!
challenge-reject-how = Reply to the message that somebody checked in with.
challenge-reject-why = Say why, so that they know: <code>/challenge reject the photo is from the internet</code>
challenge-reject-late = That challenge is over.
challenge-rejected = { $name }, this one doesn't count for “{ $title }”: { $reason }
challenge-rejected-points = The { $points } points are taken back.
challenge-rejected-team = The team’s { $points } points are taken back from everybody in it, and come again when all are in.
challenge-rejected-again = Today is still open: just show something else.
challenge-rejected-day = { DATETIME($day, month: "short", day: "numeric") } is open again; a make-up card can close it.
challenge-export = The results of “{ $title }”.
challenge-forgiven = 🤝 I was away for too long on { DATETIME($day, month: "short", day: "numeric") }. In “{ $title }” that day breaks nobody's streak.
audit-challenge-begun = { $actor } began a challenge
audit-challenge-ended = { $actor } ended a challenge early
audit-challenge-rejected = { $actor } turned down evidence of { $subject }
