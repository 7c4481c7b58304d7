# Surveys.
command-survey = surveys for the staff: ask, read, close
survey-how = Write a survey as you would on paper: a title, then numbered questions with the options below them.
survey-example =
    <pre>/survey new Our spring walk days=7
    1. How did you like it? 1-5
    2. What did you like most?
    - The walk
    - The food → 4
    3. Which days suit you? (several)
    - Saturday
    - Sunday
    4. What should we do next time?</pre>
    <code>→ 4</code> leads on to question 4, <code>→ end</code> to the end; <code>(must)</code> behind a question means it can't be passed over. Options: <code>anonymous=no to=dm sample=25 rest=90 only="tier:core"</code>.
    Ready made: <code>/survey nps</code> (would people recommend us?) and <code>/survey csat</code> (how content are they?).
survey-untitled = A few questions
survey-no-questions = There is no question in it yet.
survey-nps-title = Would you recommend us?
survey-nps-question = How likely are you to recommend { $community } to a friend?
survey-nps-why = What is the main reason?
survey-csat-title = How was it for you?
survey-csat-question = How content are you with { $community }?
survey-csat-why = What would have made it better?
survey-bad-line = I can't place this line: “{ $line }”. A question begins with a number, an option with a dash.
survey-too-many = { $most } questions are enough for anybody.
survey-long-question = Question { $number } is too long: { $most } letters at most.
survey-bad-options = Question { $number } needs 2 to { $most } different options.
survey-long-option = An option of question { $number } is too long: { $most } letters at most.
survey-bad-scale = The scale of question { $number } can't be read: write it as 1-5 or 0-10.
survey-bad-jump = Question { $number } leads to { $to }: it can only lead on to a later question, or to “end”.
survey-how-switch = Write yes or no.
survey-how-days = Write a number of days from 1 to { $most }.
survey-how-sample = Write a percentage from 1 to 100.
survey-how-rest = Write a number of days from 0 to { $most }.
survey-how-to = Write group or dm.
survey-how-key = Write one word of up to 32 letters.
survey-key-taken = There is a survey { $key } already. Take another word.
survey-unknown = I know no survey “{ $key }”. /survey lists those there are.
survey-begun-already = It has begun: what people were asked stays as it is.
survey-preview = This is how it would be. Nobody sees it before you begin.
survey-title = 📝 <b>{ $title }</b>
survey-outline = { $number }. { $words } <i>{ $how }</i>
survey-kind-single = one of: { $options }
survey-kind-multi = several of: { $options }
survey-kind-scale = { $low } to { $high }
survey-kind-text = in their own words
survey-nameless = 🕶 Anonymous: nobody, not even the staff, can tell who answered what.
survey-named = 👤 The staff see who answered what.
survey-lasts =
    ⏳ Open for { $days ->
        [one] one day
       *[other] { $days } days
    }
survey-to-group = 📣 Posted in the group: everybody there may answer, by DM.
survey-to-dm =
    ✉️ By DM to { $count ->
        [0] nobody: I may not write to anybody it is for
        [one] one member
       *[other] { $count } members
    } ({ $sample } %)
survey-rested =
    Whoever was asked in the last { $days ->
        [one] day
       *[other] { $days } days
    } is left in peace.
survey-only = 🔎 Only for <code>{ $only }</code>
survey-tweak-names = 🕶 Anonymous?
survey-tweak-to = 📣 Group or DM
survey-tweak-sample = 🎲 How many
survey-tweak-days = ⏳ How long
survey-begin = ✅ Begin
survey-drop = ✖️ Drop it
survey-dropped = Dropped. Nobody has seen it.
survey-begun-group = “{ $title }” is in the group. <code>/survey { $key }</code> shows the answers, and I tell you when it ends.
survey-begun-dm = “{ $title }” goes out by DM, within everybody's quiet hours. <code>/survey { $key }</code> shows the answers, and I tell you when it ends.
survey-ask =
    { $count ->
        [one] There is one question for you.
       *[other] There are { $count } short questions for you.
    } Would you answer?
survey-card =
    { $count ->
        [one] One question, by DM.
       *[other] { $count } short questions, by DM.
    }
survey-until = Open until { DATETIME($at, month: "short", day: "numeric", hour: "numeric", minute: "numeric") }
survey-card-over = This survey is over. Thank you, everybody!
survey-button-go = ✍️ Answer
survey-progress = 📝 { $title } · { $number } of { $total }
survey-question = <b>{ $words }</b>
survey-choose-several = Choose as many as you like.
survey-write = Just write it here.
survey-write-back = Write it as a reply to this message. That is how I know it is the answer without knowing you.
survey-option = { $option }
survey-option-chosen = ✅ { $option }
survey-button-done = Done
survey-button-skip = Pass over
survey-button-must = ✍️ Reply with your words
survey-thanks = That was all. Thank you! 🧡
survey-thanks-nameless = That was all. Thank you! Your answers are in, without your name. 🧡
survey-not-closed = This survey is over. Thank you all the same!
survey-not-stranger = This survey is for members of the group. Say hello there first.
survey-not-uninvited = This survey is for others this time.
survey-not-again = You have answered this one already. If you are in the middle of it, the questions are further up.
survey-not-stale = That one is answered already.
survey-not-misfit = That doesn't answer the question. Try again?
survey-end-ask = Close “{ $title }” now? This cannot be taken back.
survey-end-yes = Yes, close it
survey-end-no = No, leave it open
survey-end-kept = “{ $title }” stays open.
survey-results = 📊 <b>{ $title }</b>
survey-results-n =
    { $begun ->
        [0] Nobody has answered yet
        [one] One answer
       *[other] { $begun } answers
    }, { $complete } of them to the end; { $asked } were asked.
survey-rate = Response rate { NUMBER($rate, style: "percent") }
survey-too-few = Of fewer than { $least } anonymous answers nothing is shown: it would be too easy to guess whose they are.
survey-result-question = { $number }. <b>{ $words }</b>
survey-result-option = { $option }: { $count } · { NUMBER($share, style: "percent") }
survey-nps = NPS { $score } ± { $margin } (n = { $count }, mean { $mean })
survey-csat = { $score } % ± { $margin } gave 4 or 5 (n = { $count }, mean { $mean })
survey-mean = Mean { $mean } on { $low } to { $high } (n = { $count })
survey-score-hidden = { $count } so far: a score is shown from { $least } answers on.
survey-quote = “{ $words }”
survey-quotes-more = … and { $count } more, in the file (<code>/survey export</code>)
survey-passed =
    { $count ->
        [one] One person
       *[other] { $count } people
    } passed over this one.
survey-export = The answers to “{ $title }”.
surveys-none = There is no survey yet.
surveys-head = Surveys:
surveys-open = ✍️ <code>{ $key }</code> { $title }: { $count }
surveys-closed = ✔️ <code>{ $key }</code> { $title }: { $count }
surveys-foot = <code>/survey KEY</code> shows the answers, <code>/survey end KEY</code> closes one, <code>/survey export KEY</code> is the file, <code>/survey new</code> tells how to write one.
audit-survey-begun = { $actor } began a survey
audit-survey-closed = { $actor } closed a survey
kept-why-surveys = surveys that you set up
kept-why-survey-invitations = that you were asked, so that nobody asks you too often
kept-why-survey-responses = what you answered under your name; of anonymous surveys nothing is yours to find
