# Gates: what a chat asks of whoever wants in.
# What newcomers read by DM.
gate-dm-request = 👋 You asked to join <b>{ $community }</b>. One small thing first:
gate-dm-wait-request = 👋 You asked to join <b>{ $community }</b>: how nice!
gate-dm-wait-group = 👋 Welcome to <b>{ $community }</b>! You can write there soon.
gate-dm-group = 👋 Welcome to <b>{ $community }</b>! One small thing before you can write there:
gate-dm-time =
    { $minutes ->
        [one] ⏳ You have about a minute.
       *[other] ⏳ You have about { $minutes } minutes.
    }
gate-ask-rules = <b>The rules here</b>
gate-ask-rules-none = Be kind to one another: that is the whole of the rules so far.
gate-rule = { $number }. { $words }
gate-rules-more =
    { $count ->
        [one] … and one more: see /rules.
       *[other] … and { $count } more: see /rules.
    }
gate-ask-sum = How much is <b>{ $first } + { $second }</b>?
gate-ask-emoji = Press the <b>{ $picture }</b>.
gate-ask-question = { $question }
    Just write me the answer here.
gate-ask-questionnaire = <b>{ $number } of { $count }</b> · { $question }
    Write me your answer here; the moderators will read it.
gate-ask-code = Please write me your invitation code.
gate-ask-approval = The moderators decide who comes in. I've told them that you are here, and I'll write to you as soon as they have decided.
gate-button-agree = ✅ I agree
gate-button-sum = { $sum }
gate-button-time-more = ⏳ I need more time
gate-button-dm = 💬 Answer here
gate-button-rules = 📜 Read the rules
gate-button-open = Open { $community }
gate-button-again = Ask again
gate-passed = 🎉 You're in. Welcome to <b>{ $community }</b>!
gate-passed-toast = You're in. Welcome!
gate-passed-held = Thank you, that's settled! You can't write yet all the same: another restriction still stands.
gate-approved = 🎉 The moderators let you in. Welcome to <b>{ $community }</b>!
gate-declined = The moderators of <b>{ $community }</b> have not let you in this time.
gate-declined-answers = They would have liked to learn a little more from your answers. You're welcome to ask again.
gate-declined-spam = Your account looked like an advertising one to them.
gate-declined-full = There is no room for more people right now. Do try again later.
gate-declined-other = You're welcome to ask again another time.
gate-wrong =
    { $left ->
        [0] That's not it.
        [one] That's not it. One more try!
       *[other] That's not it. { $left } more tries!
    }
gate-out =
    { $minutes ->
        [one] That was not it, I'm afraid. You can try again in a minute.
       *[other] That was not it, I'm afraid. No harm done: you can try again in { $minutes } minutes.
    }
gate-out-kept = That was not it, I'm afraid. The moderators will have a look and decide.
gate-review = Thank you! The moderators will read it, and I'll write to you as soon as they have decided.
gate-late = ⏳ The time was over, but nothing is lost: just ask to join again.
gate-late-minutes =
    { $minutes ->
        [one] ⏳ The time was over, but nothing is lost: you can come back in a minute.
       *[other] ⏳ The time was over, but nothing is lost: you can come back in { $minutes } minutes.
    }
gate-too-soon =
    { $minutes ->
        [one] ⏳ You've only just asked to join <b>{ $community }</b>. Please ask again in a minute.
       *[other] ⏳ You've only just asked to join <b>{ $community }</b>. Please ask again in { $minutes } minutes.
    }
gate-expired = ⏳ I've not heard from you in time, so I had to close the door of <b>{ $community }</b> for now.
gate-expired-again = You're welcome to come again whenever it suits you.
gate-expired-minutes =
    { $minutes ->
        [one] You're welcome to come back in a minute.
       *[other] You're welcome to come back in { $minutes } minutes.
    }
gate-over = That is settled already.
gate-not-yours = This is for somebody who has just arrived.
gate-press-dm = The question has changed meanwhile. Please open the chat with me and answer there.
gate-nothing = There is nothing that I'd have to ask you.
# The one message in the group.
gate-person = <a href="tg://user?id={ $id }">{ $name }</a>
gate-notice =
    { $count ->
        [one] 👋 Welcome to { $community }! One small step before you can write.
       *[other] 👋 Welcome to { $community }, all { $count } of you! One small step before you can write.
    }
gate-notice-more = … and { $count } more
gate-notice-rules = Please read the rules and agree to them.
gate-notice-dm = Tap the button and answer one question; it takes a moment.
gate-notice-approval = The moderators will let you in as soon as they can.
# The staff's card.
gate-card-head = 🚪 <b>Somebody wants into “{ $chat }”</b>
gate-card-request = { $who } asked to join.
gate-card-group = { $who } has come, and cannot write yet.
gate-card-language = Language: { $language }
gate-card-bio = “{ $bio }”
gate-card-question = ❓ { $question }
gate-card-answer = { $answer }
gate-card-tries = Their answers were not right ({ $tries }).
gate-button-approve = ✅ Let in
gate-button-decline = 🚫 Decline
gate-button-back = ↩️ Back
gate-reason-answers = Answers say little
gate-reason-spam = Looks like spam
gate-reason-full = We are full
gate-reason-other = No reason
gate-decided-toast = Done.
gate-decided-before = Somebody else has decided already.
gate-decided-by = by { $who }
gate-state-passed = ✅ Let in
gate-state-failed = 🚫 Declined
gate-state-expired = ⏳ Did not answer in time
gate-state-left = 🚶 Left again
gate-state-withdrawn = ↩️ Asked anew
gate-state-waiting = ⏳ Waiting
gate-state-review = 👀 Waiting for the moderators
gate-stuck-approve = ⚠️ I could not let { $who } into “{ $chat }”: { $failure }. Please do it by hand; I need the right to invite people.
gate-stuck-free = ⚠️ { $who } passed the gate of “{ $chat }”, but I could not let them write: { $failure }. Please do it by hand; I need the right to restrict members.
gate-stuck-ban = ⚠️ { $who } did not pass the gate of “{ $chat }”, but I could not put them out: { $failure }. They are still there; I need the right to restrict members.
gate-stuck-open = ⚠️ I could not approve a request to join “{ $chat }”: { $failure }. Please look at the requests yourselves; I need the right to invite people.
# The page.
gate-page-head = 🚪 <b>The gate of “{ $chat }”</b>: { $kind }
gate-kind-off = Off
gate-kind-open = Open
gate-kind-rules = Rules
gate-kind-question = Question
gate-kind-sum = Sum
gate-kind-emoji = Picture
gate-kind-questionnaire = Questionnaire
gate-kind-code = Code
gate-kind-approval = By hand
gate-about-off = Whoever comes may write at once, and I leave requests to join to you.
gate-about-open = Whoever comes may write at once, and requests to join are approved at once.
gate-about-rules = Whoever comes reads the published rules and agrees to them.
gate-about-question = Whoever comes answers your question by DM.
gate-about-sum = Whoever comes adds two numbers.
gate-about-emoji = Whoever comes presses the right picture of four.
gate-about-questionnaire = Whoever comes answers your questions by DM, and you decide.
gate-about-code = Whoever comes writes an invitation code by DM.
gate-about-approval = You decide about everybody who comes.
gate-page-question =
    { $count ->
        [one] “{ $question }”, with one answer that is right.
       *[other] “{ $question }”, with { $count } answers that are right.
    }
gate-page-codes =
    { $count ->
        [one] One code is good.
       *[other] { $count } codes are good.
    }
gate-page-terms = Tries: { $tries } · time: { $time } min
gate-page-remove = Who fails is let go, and may try again after { $retry } min.
gate-page-keep = Who fails goes on waiting, and you decide.
gate-page-returning-pass = Who was let in before comes back without being asked.
gate-page-returning-again = Who comes back is asked again.
gate-page-counts = Last 30 days: { $passed } let in, { $failed } turned away, { $expired } without an answer, { $left } left meanwhile; { $waiting } waiting, { $review } with you.
gate-page-powerless = ⚠️ I can hold newcomers only in a supergroup where I may restrict members; until then requests to join are all that I can look after.
gate-page-deaf = ⚠️ I can write to none of you yet, so nobody would hear of newcomers: press Start in a chat with me, or make a staff chat with /staff.
gate-chosen = ✅ { $kind }
gate-option = { $kind }
gate-button-tries =
    { $count ->
        [one] 1 try
       *[other] { $count } tries
    }
gate-button-time = { $count } min
gate-button-keep = Let those who fail wait
gate-button-remove = Let go of those who fail
gate-button-pass = Let those who come back in
gate-button-again-set = Ask those who come back
gate-kept = Kept.
gate-let-in =
    { $count ->
        [one] Kept. One person who was waiting is in now.
       *[other] Kept. { $count } people who were waiting are in now.
    }
gate-how = Try /gate to choose by buttons, or for example:
    /gate question What do we read here? = books | 书
    /gate questionnaire Who are you? | What brings you here?
    /gate code spring-2026 | friends
    /gate tries 3 · /gate time 10m · /gate retry 10m
    /gate failure remove (or keep) · /gate returning pass (or again)
gate-how-question = Write the question, an equals sign, and every answer that is right:
    /gate question What do we read here? = books | 书
gate-how-questionnaire = Write up to five questions with a bar between them:
    /gate questionnaire Who are you? | What brings you here?
gate-how-code = Write the codes that open the gate, with a bar between them:
    /gate code spring-2026 | friends
gate-how-tries = Give a number from 1 to { $most }, as in: /gate tries 3
gate-how-time = Give a time from 2m to 7d, as in: /gate time 10m
audit-gate = { $actor } changed what is asked of newcomers
command-gate = what is asked of newcomers
