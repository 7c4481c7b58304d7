# Who is meant.
case-person = <a href="tg://user?id={ $id }">{ $name }</a>
case-channel = the channel “{ $name }”
case-somebody = somebody who was forgotten
case-by-check = the group's checks
# What was done, for everybody to read.
case-did-remove = 🧹 I took away a message of { $person }.
case-did-warn = ⚠️ { $person }, this is a warning.
case-did-mute = 🔇 { $person } can't write here any more, until somebody of the staff lifts it.
case-did-mute-until = 🔇 { $person } can't write here until { $until }.
case-did-kick = 👋 { $person } had to leave the group, and may come back with an invitation.
case-did-ban = 🚫 { $person } is banned for good.
case-did-ban-until = 🚫 { $person } is banned until { $until }.
case-did-unmute = 🔊 { $person } can write here again.
case-reaches = It goes for { $count ->
        [one] one more group
       *[other] { $count } more groups
    } of the community.
case-echo = In “{ $chat }”, as part of case { $number }.
case-did-unmute-partly = 🔊 The mute of { $person } is lifted; something else still holds them back, such as a ban or the gate for newcomers.
case-did-unban = 🕊 { $person } may come in again.
case-clause = 📖 Rule { $number } (version { $version }): { $words }
case-found = 🔎 { $found }
case-reason = 💬 { $reason }
case-by = Case { $number } · decided by { $actor }
case-warnings = Warnings: { $weighs } of { $most }. At { $most }: { $what }.
case-warnings-all = All in all, warnings weigh { $weighs } now.
case-note-raised = Telegram knows nothing shorter than half a minute, so it lasts one minute.
case-note-endless = More than 366 days means for good at Telegram, so for good it is.
case-rung-mute = no writing, until it is lifted
case-rung-mute-for = no writing for { $lasts }
case-rung-kick = leaving the group
case-rung-ban = a ban for good
case-rung-ban-for = a ban for { $lasts }
case-line = { $deed } Case { $number }.
case-removed = { $count ->
        [one] 🧹 I took away a message of { $person }.
       *[other] 🧹 I took away { $count } messages of { $person }.
    }
case-more = { $count ->
        [one] … and one more.
       *[other] … and { $count } more.
    }
case-struck = <s>{ $deed }</s>
case-taken-back = ↩️ Taken back by { $by }. Case { $number }.
span-days = { $count ->
        [one] a day
       *[other] { $count } days
    }
span-hours = { $count ->
        [one] an hour
       *[other] { $count } hours
    }
span-minutes = { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
# To whom it was done, by DM.
case-softly = Just between us, and nothing to worry about:
case-you-remove = 🧹 I took away a message of yours in “{ $chat }”.
case-you-warn = ⚠️ You were given a warning in “{ $chat }”.
case-you-mute = 🔇 You can't write in “{ $chat }” until somebody of the staff lifts it.
case-you-mute-until = 🔇 You can't write in “{ $chat }” until { $until }. Then all is as before.
case-you-kick = 👋 You were asked to leave “{ $chat }”. With an invitation you may come back.
case-you-ban = 🚫 You are banned from “{ $chat }” for good.
case-you-ban-until = 🚫 You are banned from “{ $chat }” until { $until }.
case-you-unmute = 🔊 You can write in “{ $chat }” again.
case-you-unmute-partly = 🔊 Your mute in “{ $chat }” is lifted; something else still holds you back there, such as a ban or the gate for newcomers.
case-you-unban = 🕊 You may come back to “{ $chat }”.
case-you-may-appeal = Do you see it differently? Press the button or send me <code>/appeal { $number }</code>: somebody else will look at it.
case-you-undone = ↩️ Case { $number } in “{ $chat }” was taken back. Sorry for the trouble!
# To the staff.
case-silently = 🤫 Done, without a word in the group:
case-log-many = 🌊 Much at once in “{ $chat }”: { $count } more cases within a minute. /audit sanctions lists them all.
case-log-done = 🛡 In “{ $chat }”:
case-failed-mute = ❌ I couldn't mute { $person }: { $why }
case-failed-kick = ❌ I couldn't remove { $person }: { $why }
case-failed-echo = ❌ The ban of { $person } doesn't reach “{ $chat }”: { $why }
case-failed-ban = ❌ I couldn't ban { $person }: { $why }
case-failed-unmute = ❌ I couldn't let { $person } write again: { $why }
case-failed-unban = ❌ I couldn't lift the ban of { $person }: { $why }
case-not-removed = ❌ Case { $number } stands, but I couldn't take the message away: { $why }
case-nothing-done = Case { $number } was closed; nothing was done.
case-undone = ↩️ Case { $number } about { $person } was taken back by { $by }: warnings and points are as before.
case-undone-banned = ↩️ Case { $number } is off the books, but { $person } stays out: a newer ban stands.
case-undo-failed = ❌ Case { $number } is off the books, but Telegram wouldn't free { $person }: { $why } Please do that part by hand.
cause-no-right = I lack the right to ban users here.
cause-administers = they administer the group, and Telegram protects administrators.
cause-not-here = Telegram doesn't know them in this group.
cause-lost-right = whoever ordered it doesn't have the right any more.
cause-too-old = the message is more than two days old, or I lack the right to delete messages.
cause-too-late = its time was over before Telegram let me do it.
cause-no-answer = Telegram didn't answer, however often I tried.
cause-banned = they are banned here, and anything else I told Telegram about them would let them back in.
cause-basic = Telegram knows this in supergroups alone. Turn on the chat history for new members, and this group becomes one.
cause-other = Telegram says “{ $reason }”.
case-button-undo = ↩️ Undo
case-button-undo-n = ↩️ Undo { $number }
case-button-appeal = ⚖️ Appeal
case-button-appeal-n = ⚖️ Appeal { $number }
case-button-evidence = 🔎 Evidence
# Why a command or a press comes to nothing.
case-in-group = Please say that in the group it is about, so that I don't take the wrong one.
case-how-long = For how long? For instance <code>/{ $command } 2h</code>.
case-delete-what = Reply to the message of theirs that shall go.
case-no-such-rule = There is no rule { $number } here. /rules shows those there are.
case-no-kick-for-channels = A channel isn't a member that could leave. /ban keeps it from writing here.
case-already = { $by } has just done that: case { $number }.
case-taken-already = That has been seen to already.
case-protected-me = Me? I'd rather stay. 😅
case-protected-self = That's yourself. I won't be a part of that!
case-protected-creator = This group is theirs: nobody can do that to its owner.
case-protected-administrator = They administer this group. Take that right from them first, then I can act.
case-protected-group = That was an anonymous administrator, speaking as the group.
case-protected-channel = That is the group's own channel.
case-no-warning = I find no warning of theirs that still counts.
case-undoing = Taking case { $number } back …
case-undone-already = { $by } has already taken case { $number } back.
case-never-done = Case { $number } failed at the time: there is nothing to take back.
case-not-undoable = There is nothing to take back in case { $number }.
case-appeal-not-yours = Only the person concerned can appeal. Staff have the other button.
case-unknown = There is no case { $number } here.
case-which = Which case? Write its number behind the command, or reply to its notice.
# A command of an anonymous administrator.
vouch-ask-warn = 🎭 An anonymous administrator wants to warn { $person }. Who stands for it? Two minutes' time.
vouch-ask-mute = 🎭 An anonymous administrator wants to mute { $person }. Who stands for it? Two minutes' time.
vouch-ask-kick = 🎭 An anonymous administrator wants { $person } to leave. Who stands for it? Two minutes' time.
vouch-ask-ban = 🎭 An anonymous administrator wants to ban { $person }. Who stands for it? Two minutes' time.
vouch-ask-unmute = 🎭 An anonymous administrator wants { $person } to write again. Who stands for it? Two minutes' time.
vouch-ask-unban = 🎭 An anonymous administrator wants to lift the ban of { $person }. Who stands for it? Two minutes' time.
vouch-button = ✋ I do
vouch-over = Too late: the two minutes are over, or somebody was quicker.
vouch-thanks = Thank you, I'm on it.
vouch-done = ✋ { $by } stands for it.
# One case, looked up.
case-state-open = under way
case-state-applied = in force
case-state-failed = refused by Telegram
case-state-undone = taken back
case-state-expired = over
case-state-done = done
case-kind-remove = message removed
case-kind-warn = warning
case-kind-mute = mute
case-kind-kick = removal
case-kind-ban = ban
case-kind-unmute = mute lifted
case-kind-unban = ban lifted
case-standing = 🕐 { $at } · { $state }
case-evidence = 🔎 <b>Evidence</b>, kept until { $until }:
case-quote = <blockquote>{ $words }</blockquote>
case-media = 📎 With it: { $kind }
case-media-alone = Pictures or other media, no words.
case-excerpt = { $words }
case-no-evidence = No evidence is kept of case { $number }: there was none, or its time is over.
# Somebody's cases.
cases-head = { $count ->
        [0] { $person } has no cases here.
        [one] { $person } has one case here.
       *[other] { $person } has { $count } cases here.
    }
cases-line = { $number } · { DATETIME($day, month: "short", day: "numeric") } · { $what } · { $state }
cases-line-in = { $line } · { $chat }
cases-newer = ‹ Newer
cases-older = Older ›
cases-yours = <b>Your cases</b>
cases-yours-foot = With <code>/case</code> and a number I tell you more; with <code>/appeal</code> and a number somebody else looks at it again.
cases-your-appeals = <b>Your appeals</b>
cases-your-complaints = <b>Your complaints</b>
cases-none-of-yours = You have no cases. Lovely!
# Purges.
purge-how = Reply to the first message that shall go, or tell me how many: <code>/purge 10</code>.
purge-ask = { $count ->
       *[other] 🧹 That's about { $count } messages. Shall they all go?
    }
purge-yes = 🧹 Yes, all of them
purge-no = No, leave them
purge-kept = All right, they stay.
purge-goes = 🧹 { $done } of { $count } …
purge-done = { $count ->
       *[other] 🧹 Done: { $count } messages or fewer are gone. What Telegram didn't know any more, it passed over.
    }
purge-failed = ❌ I couldn't go on taking messages away: { $why }
purge-marked = 📍 From here on. Now reply with /purgeto to the last one.
purge-no-mark = Where does it begin? Reply with /purgefrom to the first message.
purge-too-old = That message is more than two days old: Telegram lets nobody take such away through me.
purge-nothing-known = I know of nothing that { $name } said here in the last two days.
purge-log = 🧹 { $by } took about { $count } messages away in “{ $chat }”.
# In the lists of commands.
command-warn = warn somebody
command-mute = mute somebody, for a time or until it is lifted
command-kick = have somebody leave
command-ban = ban somebody, for a time or for good
command-unmute = let somebody write again
command-unban = lift a ban
command-unwarn = take a warning back
command-undo = take a case back
command-case = look at a case
command-cases = somebody's cases; by DM, your own, with your appeals and complaints
command-purge = take many messages away
command-purgeuser = take away what somebody said lately
# In the audit.
audit-case-done = { $actor } saw to a case about { $subject }
audit-case-failed = A case of { $actor } about { $subject } failed
audit-case-undone = { $actor } took a case about { $subject } back
audit-case-stuck = { $actor } took a case about { $subject } back, but Telegram didn't free them
audit-purge = { $actor } took many messages away
