# Quizzes.
command-quiz = play a quiz with the group, take a bank of questions in, a question a day
quiz-new = 🧠 Which bank shall we play with?
quiz-new-how =
    Or write it in a line: <code>/quiz Friday night bank=general rounds=10 seconds=20</code>. Also <code>kind=choice</code> or <code>text</code>, <code>category=</code>, <code>lobby=60</code>, <code>reward=5</code>.
    <code>/quiz daily bank=general at=12:00</code> asks a question a day, and <code>/quiz import</code> by DM takes another bank in.
quiz-bank-line =
    📚 <b>{ $key }</b> – { $title } ({ $n ->
        [one] one question
       *[other] { $n } questions
    })
quiz-with = ▶️ { $title }
quiz-banks-none = There are no questions yet. Write me <code>/quiz import</code> by DM and send a file of them.
quiz-which-bank = Which bank? Say it so: <code>bank=…</code> with one of { $banks }.
quiz-nothing-to-ask = Nothing in this bank fits. Choose another category or kind.
quiz-running = A quiz is on here already. <code>/quiz stop</code> ends it.
quiz-none-on = No quiz is on right now.
quiz-how-number = Write a number from { $least } to { $most }.
quiz-how-kind = Write any, choice or text.
quiz-how-lobby = Write how long to wait for players, such as 60 or 2m; 0 begins at once.
quiz-how-at = Write a time, such as 12:00.
quiz-preview = This is how it would be. Nobody sees it before you begin.
quiz-title = 🧠 <b>{ $title }</b>
quiz-bank = 📚 { $bank }
quiz-rounds =
    ❓ { $rounds ->
        [one] One question
       *[other] { $rounds } questions
    }, { $seconds } seconds each
quiz-kind-any = 🎛 To choose and to answer in words
quiz-kind-choice = 🎛 To choose
quiz-kind-text = 🎛 To answer in words
quiz-reward =
    { $points ->
        [0] 🎁 For fun: no points
        [one] 🎁 One point for each right answer, paid at the end
       *[other] 🎁 { $points } points for each right answer, paid at the end
    }
quiz-waits =
    { $seconds ->
        [0] 🚪 No lobby: it begins at once
       *[other] 🚪 The lobby is open for { $seconds } seconds
    }
quiz-category = 🗂 { $category }
quiz-tweak-rounds = ❓ Questions
quiz-tweak-seconds = ⏱ Seconds
quiz-tweak-kind = 🎛 Kind
quiz-tweak-category = 🗂 Category
quiz-tweak-reward = 🎁 Points
quiz-tweak-lobby = 🚪 Lobby
quiz-begin = ✅ Open the lobby
quiz-drop = ✖️ Drop it
quiz-dropped = Dropped. Nobody has seen it.
quiz-begun = “{ $title }” is on: the lobby is open.
quiz-lobby = 🧠 <b>{ $title }</b>
quiz-lobby-how =
    { $rounds ->
        [one] One question
       *[other] { $rounds } questions
    }, { $seconds } seconds each. A right answer counts 10, a quick one up to 5 more.
quiz-lobby-begins =
    { $seconds ->
        [0] It begins now.
       *[other] It begins within { $seconds } seconds. Come in, or just answer along.
    }
quiz-join = 🙋 I'm in
quiz-joined = You're in. Good luck!
quiz-joined-before = You're in already.
quiz-over = “{ $title }” is over.
quiz-names = 🙋 { $names }
quiz-names-more = 🙋 { $names } and { $more } more
quiz-under-way = 🧠 <b>{ $title }</b> – question { $round } of { $rounds }
quiz-asked = ❓ <b>[{ $number }/{ $rounds }] { $question }</b>
quiz-asked-how = ✍️ Reply to this message with your answer; you have { $seconds } seconds.
quiz-answer = ✅ <b>{ $answer }</b>
quiz-answer-first = 🎉 { $names }
quiz-answer-none = Nobody had it this time.
quiz-explanation = 💡 { $explanation }
quiz-board =
    🏆 <b>{ $title }</b> – after { $rounds ->
        [0] no question
        [one] one question
       *[other] { $rounds } questions
    }
quiz-place = { $medal } { $name } – <b>{ $score }</b> ({ $right } right)
quiz-board-none = Nobody had one right. Next time!
quiz-board-more = … and { $n } more
quiz-board-points =
    { $points ->
        [one] 🎁 One point for each right answer is yours.
       *[other] 🎁 { $points } points for each right answer are yours.
    }
quiz-board-outsiders =
    { $n ->
        [one] One answer from outside the group is not counted.
       *[other] { $n } answers from outside the group are not counted.
    }
quiz-stop-ask = End “{ $title }” with this question? The board stands as it is then.
quiz-stop-yes = 🏁 Yes, end it
quiz-stop-no = Play on
quiz-goes-on = “{ $title }” goes on.
quiz-stopping = “{ $title }” ends with this question.
quiz-daily-on = 📆 From now on there is a question a day at { $at }, from { $bank }. <code>/quiz daily off</code> ends that.
quiz-daily-off = There is no question a day any more.
quiz-daily-none = There was no question a day.
quiz-day-over = 📆 Today's answer: <b>{ $answer }</b>
quiz-day-right =
    { $n ->
        [0] Nobody tried today.
       *[other] { $right } of { $n } had it right.
    }
quiz-file-by-dm = Send me the file by DM: write me <code>/quiz import</code> there.
quiz-file-ask = Send me a file of questions for { $name }.
quiz-file-forms =
    I read CSV (question, A, B, C, D, answer, explanation, category), YAML, trivia lists and the #Q text form, in UTF-8 or in what the file declares (<code># encoding: gb18030</code>). <code>/quiz import geography</code> names the bank; else the file does.
quiz-file-large = That file is too large: { $most } MB at most.
quiz-file-long = That are too many questions at once: { $most } at most. Send it in parts.
quiz-file-reads = Reading { $name } …
quiz-file-failed = I could not get the file: { $why }
quiz-file-not-yours = You may not bring questions here any more.
quiz-file-goes = { $done } of { $count } questions are in …
quiz-file-done =
    📚 { $name }: { $n ->
        [0] no new question
        [one] one new question
       *[other] { $n } new questions
    } in the bank <b>{ $bank }</b>.
quiz-file-bad =
    { $n ->
        [one] One was left out:
       *[other] { $n } were left out:
    }
quiz-file-fault = line { $line }: { $why }
quiz-file-more = … and { $n } more.
quiz-file-play = Play: <code>/quiz bank={ $bank }</code>
bank-fault-twin = the same question as on line { $first }
bank-fault-known = { $bank } has this question already
bank-fault-head = no columns question and answer in the first line
bank-fault-broken = a quotation mark is never closed
bank-fault-encoding = signs that are not of the file's encoding
bank-fault-odd = line { $at } cannot be read
bank-fault-question = no question
bank-fault-question-long = the question has { $length } characters, { $most } at most
bank-fault-options = { $count } options; 2 to { $most } are needed
bank-fault-option-long =
    { $length ->
        [0] option { $n } is empty
       *[other] option { $n } has { $length } characters, { $most } at most
    }
bank-fault-option-twin = two options are the same
bank-fault-no-answer = no answer
bank-fault-answer = the answer “{ $answer }” is none of the options
bank-fault-explanation = the explanation is too long ({ $length }; 200 characters and 3 lines at most)
audit-quiz-begun = { $actor } began a quiz
audit-bank-imported = { $actor } brought questions into a bank
