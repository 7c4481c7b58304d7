# Raids: many newcomers at once.
# In the group.
raid-notice = 🛡 <b>A lot of people are arriving at once.</b> Newcomers can write from about { $until } on; everybody else, please just carry on.
raid-notice-prove = 👋 New and human? Press the <b>{ $picture }</b> below and you can write right away.
raid-notice-count = { $arrivals } arrived, { $proven } of them said hello to the picture.
raid-notice-locked = 🔒 For now only the administrators can write.
raid-notice-over = 🌤 It's quiet again and everybody can write. Welcome to all who came to stay!
raid-picture-lemon = lemon
raid-picture-panda = panda
raid-picture-bicycle = bicycle
raid-picture-umbrella = umbrella
raid-picture-key = key
raid-picture-moon = moon
raid-picture-fish = fish
raid-picture-balloon = balloon
raid-emoji-lemon = 🍋
raid-emoji-panda = 🐼
raid-emoji-bicycle = 🚲
raid-emoji-umbrella = ☂️
raid-emoji-key = 🔑
raid-emoji-moon = 🌙
raid-emoji-fish = 🐟
raid-emoji-balloon = 🎈
raid-proved = Welcome! You can write now.
raid-proved-held = Thank you! An earlier restriction of yours still stands, though.
raid-proved-already = You're in already. Welcome!
raid-wrong = Not quite: press the { $picture }.
raid-guessed = That was one guess too many. Sit back: you can write in a few minutes.
raid-not-held = Nothing holds you back: you can write.
raid-is-over = It's over: everybody can write.
# For the staff.
raid-staff-head = 🛡 <b>The gate of “{ $chat }” is closed</b>
raid-cause-arrivals = A burst of newcomers: { $arrivals } so far.
raid-cause-messages = Newcomers are flooding it with links, or with the same words: { $arrivals } held so far.
raid-cause-staff = Switched on by one of the staff; { $arrivals } held so far.
raid-staff-until = It opens by itself at about { $until }, or later if they keep coming. Members don't notice; newcomers wait, or prove themselves at the press of a button ({ $proven } did).
raid-staff-suspects =
    { $suspects ->
        [one] 👀 One of them looks odd.
       *[other] 👀 { $suspects } of them look odd.
    }
raid-button-more = ⏱ 10 minutes more
raid-button-end = 🌤 End it now
raid-button-ban = 🚫 Ban the unproven
raid-button-list = 👀 Show the suspects
raid-button-undo = ↩️ Let the banned back in
raid-button-free = 🔁 Try again
raid-button-ban-sure = 🚫 Yes, ban { $count }
raid-button-undo-sure = ↩️ Yes, let them in
raid-button-back = ‹ No
raid-more-done = Closed until about { $until }.
raid-ban-ask =
    { $count ->
        [one] 🚫 Ban <b>one person</b> who came with the raid, did not prove to be human and wrote nothing sensible? You can take it back here.
       *[other] 🚫 Ban <b>{ $count } people</b> who came with the raid, did not prove to be human and wrote nothing sensible? You can take it back here.
    }
raid-ban-nobody = There is nobody left to ban.
raid-undo-ask = ↩️ Let everybody back in who was banned with this raid?
raid-undo-nobody = Nobody is banned with this raid.
raid-progress-ban = 🚫 Banned: { $done } of { $count }
raid-progress-undo = ↩️ Let back in: { $done } of { $count }
raid-progress-failed =
    { $failed ->
        [one] ⚠️ Telegram refused one.
       *[other] ⚠️ Telegram refused { $failed }.
    }
raid-after-head =
    { $minutes ->
        [one] 🌤 <b>The raid on “{ $chat }” is over</b>, after a minute
       *[other] 🌤 <b>The raid on “{ $chat }” is over</b>, after { $minutes } minutes
    }
raid-after-came = { $arrivals } came · { $proven } proved to be human · { $spoke } wrote something
raid-after-went = { $left } left · { $banned } banned · { $unproven } unproven
raid-after-free = The gate is open and the chat is as it was before.
raid-suspects-head = 👀 <b>Worth a look in “{ $chat }”</b>
raid-suspects-none = Nobody stands out.
raid-suspects-more = … and { $count } more
raid-suspect = { $person } – { $why }, { $state }
raid-why-spam = broke a rule
raid-why-name = a name like others
raid-why-reported = reported by members
raid-state-muted = held
raid-state-proven = proven human
raid-state-freed = free again
raid-state-left = gone
raid-state-banned = banned
raid-stuck =
    { $count ->
        [one] ⚠️ The raid on “{ $chat }” is over, but Telegram won't let me undo one restriction: <i>{ $reason }</i>. Please give me the right to ban users, then press the button.
       *[other] ⚠️ The raid on “{ $chat }” is over, but Telegram won't let me undo { $count } restrictions: <i>{ $reason }</i>. Please give me the right to ban users, then press the button.
    }
raid-again = I'm trying again.
# Commands.
raid-status-off = 🌤 No raid here. The gate closes by itself when { $joins } people arrive within { $seconds } seconds; <code>/raid on</code> closes it now.
raid-status-watchless = 🌤 No raid here, and I'm not watching for one: raids are switched off in /settings. <code>/raid on</code> closes the gate by hand.
raid-how = Say <code>/raid on</code>, <code>/raid on 30m</code>, <code>/raid off</code> or <code>/raid status</code>.
raid-switched-on = 🛡 The gate is closed until about { $until }.
raid-switched-off = 🌤 The gate is open.
raid-none = No raid is on here.
raid-powerless = I can't hold anybody back here: this needs a supergroup in which I may ban users. /setup shows what is missing.
raid-only-here = This works in the group itself.
lockdown-how = Say <code>/lockdown on</code> or <code>/lockdown off</code>.
lockdown-on = 🔒 Locked: only administrators can write until about { $until }. <code>/lockdown off</code> gives back exactly what was allowed before.
lockdown-off = 🔓 Unlocked: everything is allowed again that was before.
lockdown-none = Nothing is locked here.
command-raid = close or open the gate for newcomers
command-lockdown = let only administrators write for a while
# The log and the audit.
raid-log-began = 🛡 The gate of “{ $chat }” closed. { $cause }
raid-log-over = 🌤 The gate of “{ $chat }” opened again: { $arrivals } came, { $proven } proved to be human, { $banned } banned.
audit-raid-began = { $actor } closed the gate
audit-raid-ended = { $actor } opened the gate
audit-raid-banned = { $actor } banned those who never proved to be human
audit-raid-undone = { $actor } let those back in who were banned with a raid
audit-raid-locked = { $actor } locked the chat
audit-raid-unlocked = { $actor } unlocked the chat
# What is kept.
kept-why-raids = which raids on a group you ended or began
kept-why-raid-arrivals = that you came while a group was flooded with newcomers, and how you were let in
