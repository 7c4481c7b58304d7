# Polls.
command-poll = ask the group: set a poll up, close it, see who has not voted
command-polls = the polls that are open
poll-new = What shall we ask?
poll-new-how =
    Write the question behind the command and each answer on a line below it:

    <code>/poll Which evening suits you? ends=2d
    Friday
    Saturday</code>

    Options: <code>ends=20:00</code> or <code>ends=never</code>, <code>anonymous=yes</code>, <code>several=yes</code>, <code>topic=</code> with a link into it. Or take a template:
poll-new-talk = Or just write me the question now, each answer on a line of its own.
poll-template-yesno = 👍 Yes or no
poll-template-scale = ⭐ One to five
poll-template-weekday = 📅 Which day?
poll-words-yesno =
    Are you in?
    Yes
    No
    Not sure yet
poll-words-scale =
    How was it?
    ⭐⭐⭐⭐⭐ wonderful
    ⭐⭐⭐⭐ good
    ⭐⭐⭐ all right
    ⭐⭐ not quite
    ⭐ not for me
poll-words-weekday =
    Which day suits you?
    Monday
    Tuesday
    Wednesday
    Thursday
    Friday
    Saturday
    Sunday
poll-preview = This is how it would be. Nobody sees it before you begin.
poll-question = 📊 <b>{ $question }</b>
poll-option = { $n }. { $option }
poll-is-named = 👤 With names: everybody sees who chose what
poll-is-anonymous = 🎭 Anonymous: nobody sees who chose what, not even I
poll-is-single = ☝️ One answer each
poll-is-several = ☑️ Several answers each
poll-lasts = ⏰ Open for { $lasts }
poll-until = ⏰ Open until { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
poll-by-hand = ⏰ Open until somebody closes it
poll-in-topic = 🧵 In topic { $topic }
poll-span-days =
    { $n ->
        [one] one day
       *[other] { $n } days
    }
poll-span-hours =
    { $n ->
        [one] one hour
       *[other] { $n } hours
    }
poll-span-minutes =
    { $n ->
        [one] one minute
       *[other] { $n } minutes
    }
poll-span-seconds = { $n } seconds
poll-tweak-names = 👤 Names?
poll-tweak-several = ☑️ How many?
poll-tweak-ends = ⏰ How long?
poll-tweak-words = ✏️ Words
poll-begin = ✅ Ask it
poll-drop = ✖️ Drop it
poll-words-how = Write me the question, each answer on a line of its own.
poll-words-here = Write /poll again with the new words. By DM I can take them alone.
poll-dropped = Dropped. Nobody has seen it.
poll-begun = Asked: “{ $question }” is poll { $n } in /polls.
poll-lost = I could not ask “{ $question }”: { $why }
poll-too-many = { $most } polls at once are enough. Close one first.
poll-end-past = It would be over before it began. Choose a later end.
poll-how-switch = Write yes or no.
poll-how-topic = Write a link to a message in that topic.
poll-how-ends = Write how long (30m, 2d), when (20:00, fri 19:30), or never.
poll-fault-question = There is no question yet. Write it behind the command, and the answers below it.
poll-fault-question-long = The question has { $length } characters; Telegram takes { $most }.
poll-fault-options =
    { $count ->
        [0] There are no answers yet.
        [one] There is only one answer.
       *[other] There are { $count } answers.
    } { $least } to { $most } are needed, each on a line of its own.
poll-fault-option-long = Answer { $n } has { $length } characters; Telegram takes { $most }.
poll-fault-twins = Answers { $first } and { $second } are the same.
poll-unknown = There is no poll { $n } here. /polls lists those there are.
poll-which = Which one? Reply to the poll, or say its number: <code>/poll close 12</code>
poll-over = “{ $question }” is over already.
poll-close-ask = Close “{ $question }” now? It cannot be opened again.
poll-close-yes = 🏁 Yes, close it
poll-close-no = Let it go on
poll-close-kept = “{ $question }” stays open.
poll-closing = “{ $question }” is closing; the result follows in the group.
poll-given-up = I never heard whether “{ $question }” was sent, so I count nothing there any more.
poll-by-dm = I'm writing you by DM.
poll-names-none = This one is anonymous: I know nobody's answer.
poll-results = 📊 <b>{ $question }</b>
poll-result =
    { $option }
    { $bar } { $share }% ({ $count })
poll-result-best =
    <b>{ $option }</b>
    { $bar } <b>{ $share }%</b> ({ $count })
poll-results-n =
    { $n ->
        [0] Nobody voted this time.
        [one] One vote. Thank you!
       *[other] { $n } voted. Thank you all!
    }
poll-results-several = Several answers each: the shares are of all who voted.
poll-results-outsiders =
    { $n ->
        [one] One vote from outside the group is not counted.
       *[other] { $n } votes from outside the group are not counted.
    }
poll-results-unknown = It is closed. The numbers stand on the poll itself.
polls-head = 📊 <b>Polls in { $community }</b>
polls-open = { $n }. { $question } – { $ends }
polls-closed = { $n }. { $question } – closed
polls-none = No poll is open right now.
polls-none-staff = There are no polls yet. <code>/poll</code> asks the first one.
poll-close = 🏁 Close { $n }
poll-who = 🙈 Who has not? { $n }
poll-csv = 📄 File { $n }
poll-export = “{ $question }”: the votes as a file.
poll-missing =
    🙈 <b>{ $question }</b>
    { $n ->
        [0] Everybody has voted.
        [one] One has not voted yet:
       *[other] { $n } have not voted yet:
    }
poll-missing-names = { $names }
poll-missing-more = … and { $more } more; the file has everybody who voted.
poll-missing-known = Of those whom I have seen in the group; Telegram lists nobody to bots.
audit-poll-begun = { $actor } began a poll
audit-poll-closed = { $actor } closed a poll
