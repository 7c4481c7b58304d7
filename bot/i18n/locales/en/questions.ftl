# Questions and sessions with experts.
command-ask = ask something, everybody or the expert who is here
command-answer = answer a question of a session: /answer 12 …
command-solved = in reply to what helped: your question is solved
command-qa = the questions of the session; for the staff, set one up
command-questions = what nobody has answered yet
command-answers = look something up in what experts answered
questions-title = 🎙 <b>{ $title }</b>
questions-expert = 🙋 { $name } answers.
questions-staff = 🙋 The team answers.
questions-how = Ask now: reply to this message, or write <code>/ask</code> and your question. Vote for what you want to know, too.
questions-until = ⏰ Questions until { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
questions-preview = This is how it would be. Nobody sees it before you begin.
questions-begin = ✅ Begin
questions-drop = ✖️ Drop it
questions-dropped = Dropped. Nobody has seen it.
questions-begun = “{ $title }” takes questions now. /qa lists them, <code>/qa close</code> ends it.
questions-new = No session is on. <code>/qa Running well expert=@wei ends="fri 20:00"</code> collects questions for somebody who knows.
questions-none = No session is on right now. /ask puts a question up for everybody.
questions-none-yet = Nobody has asked yet. Who goes first?
questions-one-at-a-time = A session is on already. Close it first: <code>/qa close</code>
questions-fault-title = What is it about? Up to { $most } letters: <code>/qa Running well expert=@wei</code>
questions-how-ends = Write when it ends: fri 20:00, or 2d.
questions-expert-unknown = I don't know @{ $name } yet. Ask them to write something here first.
questions-line = { $n }. { $words } · 👍 { $votes }
questions-line-answered = ✅ { $n }. { $words }
questions-answer-how = Whoever answers replies to the question, or writes <code>/answer 12 …</code>
questions-close-ask = Close “{ $title }”? No questions are taken then.
questions-close-yes = 🏁 Yes, close it
questions-close-no = Let it go on
questions-close-kept = “{ $title }” goes on.
questions-closed = “{ $title }” is closed.
questions-over =
    🏁 <b>{ $title }</b> is over: { $n ->
        [0] no questions this time.
        [one] one question, { $answered } answered.
       *[other] { $n } questions, { $answered } answered.
    } { $people ->
        [0] { "" }
        [one] One took part.
       *[other] { $people } took part.
    } <code>/answers</code> and a word find them again.
question-post =
    ❓ { $words }
    { $name } · no. { $n }
question-answer =
    💡 { $words }
    – { $name }
question-vote = 👍 { $n }
question-voted = 👍 Counted.
question-unvoted = Taken back.
question-own = That one is yours. Others vote for it.
question-answered-before = It is answered already.
question-how = Write your question behind it: <code>/ask How do I begin?</code>
question-in-group = No session is on. Ask in the group: somebody knows.
question-taken = Asked in “{ $title }”.
question-enough = { $most } questions each are enough for one session. Vote for others'?
question-long = { $length } letters; { $most } fit.
question-answer-how = Write <code>/answer 12</code> and the answer, or reply to the question.
question-unknown = There is no question { $n } in a session.
question-not-yours = Somebody else answers here.
question-answered = Posted with the question.
solved-how = Reply with /solved to the message that helped you.
solved-none = I find no open question of yours that this answers.
solved-before = That question is solved already.
solved =
    ✅ Solved, thanks to { $name }!{ $points ->
        [0] { "" }
        [one] { " " }+1 point
       *[other] { " " }+{ $points } points
    }
solved-self = ✅ Solved by yourself. Well done, { $name }!
questions-unanswered =
    { $n ->
        [one] One question waits for an answer:
       *[other] { $n } questions wait for an answer:
    }
questions-unanswered-line = · { $name }, { $hours } h: { $link }
questions-unanswered-more = … and { $more } more.
questions-unanswered-how = Write for how long, such as <code>/questions 2h</code>
questions-all-answered = Every question has found somebody. 🎉
answers-how = What about? <code>/answers stretching</code>
answers-none = Nothing about “{ $said }” yet. /ask it?
answers-question = ❓ <b>{ $words }</b>
answers-answer = 💡 { $words }
answers-link = { $link }
points-rule-solved = a question you solved
audit-questions-begun = began question session { $session }
audit-questions-closed = closed question session { $session }
