# What members make themselves.
command-submit = hand in a text or a photo of yours, to be published here
command-mysubmissions = what became of what you handed in, and taking it back
command-submissions = what members handed in and what waits for a decision
points-rule-submission = something of yours was published
submission-ask =
    ✍️ Send me what you would like to see in “{ $community }”: a text, or one photo with a few words below it. You see it once more before anybody else does.
    { $count ->
        [one] One a day
       *[other] Up to { $count } a day
    }, in your own words and pictures, please.
submission-by-dm = ✍️ Handing something in is best done between the two of us. Or write #submit into your message here.
submission-open-dm = ✍️ Lovely! Open our chat, look at it once more, and hand it in there.
submission-preview = This is how it would stand in “{ $chat }”:
submission-photo = 🖼 <i>your photo</i>
submission-words = { $words }
submission-by = — { $name }
submission-by-a-member = — a member of this group
submission-consent =
    The team looks at it first, and sees that it is yours. { $library ->
        [yes] Once published it stays in the library as well, so that it can be shown again.
       *[no] I keep your words only until that is decided.
    } You can take it back at any time with /mysubmissions.
submission-name =
    { $named ->
        [yes] ✍️ With my name
       *[no] 🎭 Without my name
    }
submission-library =
    { $library ->
        [yes] 📚 Into the library, too
       *[no] 📄 Just this once
    }
submission-hand-in = ✅ Hand it in
submission-leave = ✖️ Leave it
submission-left = All right, I've let it go. Another time, perhaps!
submission-taken =
    🙌 Thank you! { $seen ->
        [yes] The team has it now.
       *[no] I can't reach anybody of the team just now; they'll find it with /submissions.
    } I'll tell you what becomes of it; /mysubmissions takes it back.
submission-off = Nothing is taken in here at the moment.
submission-enough =
    { $count ->
        [one] You've handed in today's one already.
       *[other] You've handed in { $count } today already.
    } Do come again tomorrow!
submission-empty = There is nothing in it besides the mark. Write a few words, or send a photo.
submission-long = That is too long for one post: { $most } signs at the most. Could you shorten it a little?
submission-only-photos = A text or one photo is what I can take.
submission-not-yours = Only what is your own can be handed in by you. Ask whoever made it: they just reply to it with #submit.
submission-album = One photo at a time, please: send me the one that you like best.
# What the staff reads.
submission-card =
    ✍️ <b>Submission { $number }</b> by { $name }, for “{ $chat }”{ $named ->
        [yes] { "" }
       *[no] , to be published without the name
    }
submission-card-library = 📚 The library may keep it.
submission-card-failed = ⚠️ Telegram wouldn't have it: “{ $reason }”. Publish tries again.
submission-card-state =
    { $state ->
        [owed] 📤 On its way, thanks to { $name }
        [published] ✅ Published by { $name }
        [declined] ✖️ Declined by { $name }
        [withdrawn] ↩️ Taken back by its author
       *[lapsed] ⌛ Nobody decided within thirty days
    }
submission-button-publish = ✅ Publish
submission-button-decline = ✖️ Decline
submission-button-topic = It isn't about our topics
submission-button-polish = It needs a bit more work
submission-button-known = We had that already
submission-button-none = Without a reason
submission-button-back = ◀️ Back
submission-why = Why? Press one, or <b>reply to this message</b> with a word of your own: its author reads it.
submission-decided = This has been decided already.
submission-above = It stands further up in this chat.
submission-goes-out = On its way
submission-told-author = Declined, and its author is told.
submission-open = 👀 Look at it
# What its author reads.
submission-published =
    🎉 It's out: what you handed in stands in “{ $chat }” now{ $points ->
        [0] .
        [one] , and earned you one point.
       *[other] , and earned you { $points } points.
    } Thank you!
submission-declined =
    Thank you for what you handed in. It won't be published this time. { $reason }

    Do try again: /submit
submission-reason = The team says: “{ $reason }”
submission-reason-topic = It's good, but not quite what this group is about.
submission-reason-polish = It's a good start and needs a bit more work.
submission-reason-known = Something much like it was here not long ago.
submission-reason-none = { "" }
submissions-none = You haven't handed anything in here yet. /submit is the way.
submissions-mine = ✍️ <b>What you handed in</b>
submission-mine =
    { $at }. { $state ->
        [waiting] ⏳ waits for the team
        [owed] 📤 on its way
        [published] ✅ published
        [declined] ✖️ not taken this time
        [withdrawn] ↩️ taken back
       *[lapsed] ⌛ nobody came to it in time
    }, { DATETIME($day, month: "short", day: "numeric") }
submissions-mine-how =
    { $count ->
        [one] One a day by /submit. The buttons take one back: a post of it is deleted.
       *[other] Up to { $count } a day by /submit. The buttons take one back: a post of it is deleted.
    }
submission-withdraw = ↩️ { $at }
submission-withdraw-ask =
    Take it back? { $out ->
        [yes] The post is deleted
       *[no] It isn't published
    }, and it leaves the library. That can't be undone; your points stay yours.
submission-withdraw-yes = ↩️ Yes, take it back
submission-withdraw-no = Keep it
submission-stays = All right, it stays.
submission-withdrawn = ↩️ Taken back. Thank you for having shared it.
submission-back-already = That was taken back or decided already.
submission-was-withdrawn = <i>Taken back by its author.</i>
submissions-desk =
    ✍️ <b>{ $community }</b>: { $count ->
        [0] nothing waits.
        [one] one waits for a decision.
       *[other] { $count } wait for a decision.
    }
submissions-figures =
    Last 30 days: { $handed } handed in, { $published } published { $authors ->
        [one] of one member
       *[other] of { $authors } members
    }, { $declined } declined.
submissions-featured = 🏆 { $featured } of { $published } are among the best: { $share }%
submission-show = { $number }
audit-submission-published = { $actor } published what { $subject } handed in
audit-submission-declined = { $actor } declined what { $subject } handed in
kept-why-submissions = what you handed in to be published, whether with your name, and what became of it; or that you decided about one
kept-why-submission-cards = that you were shown something that was handed in, as one of the team
kept-term-submissions = the words until it is decided and a week more, or while the library has them; the rest until you send /forget
