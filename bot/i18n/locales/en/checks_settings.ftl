# The checks in the settings.
settings-button-checks = 🛡 Checks
settings-button-tidy = 🧹 Clean-up
settings-button-commands = ⌨️ Commands
checks-head = 🛡 <b>Checks in { $name }</b>
checks-about = 🟢 acts · 🟡 only takes note · ⚪ is off. Tap one to see what it does.
checks-bound =
    { $mode ->
        [on] Each check does what is set for it.
        [shadow] For now all of them only take note: nothing is removed, and nobody is warned.
       *[off] All of them are off for now. Turn them on with the button below.
    }
checks-before = ‹ Earlier
checks-after = More ›
checks-button-shadow = 📊 This week
check-item =
    { $mode ->
        [on] 🟢 { $name }
        [shadow] 🟡 { $name }
       *[off] ⚪ { $name }
    }
check-head =
    { $mode ->
        [on] 🟢 <b>{ $name }</b>
        [shadow] 🟡 <b>{ $name }</b>
       *[off] ⚪ <b>{ $name }</b>
    }
check-does =
    { $mode ->
        [on] When it finds something: { $action }.
        [shadow] It only takes note. In force it would be: { $action }.
       *[off] It is off. In force it would be: { $action }.
    }
check-bounded =
    { $mode ->
        [shadow] ⚠️ The whole group only takes note for now, so this check does too.
       *[off] ⚠️ All checks are off in this group for now, so this one is too.
    }
check-exempt = Whoever is marked ● below is left alone. Administrators always are.
check-mode-off = off
check-mode-shadow = take note
check-mode-on = act
check-action-report = tell the staff
check-action-remove = remove
check-action-warn = remove, warn
check-action-mute = remove, mute
check-action-kick = remove, kick
check-action-ban = remove, ban
trust-newcomer = newcomers
trust-member = members
trust-trusted = trusted
check-name-words = Words
check-about-words = Finds words and phrases that you don't want here, however they are dressed up.
check-name-patterns = Patterns
check-about-patterns = Finds what your own patterns describe.
check-name-topics = Topics
check-about-topics = Tells the staff when talk turns to a topic that does not belong here.
check-name-links = Links
check-about-links = Looks at links: forbidden sites, hidden addresses, and names that only look like a well-known one.
check-name-invites = Invitations
check-about-invites = Finds invitations to other groups, channels and bots. Your own are at home.
check-name-scripts = Scripts
check-about-scripts = Finds messages in scripts that are not spoken here, and text that runs backwards or over the lines.
check-name-names = Names
check-about-names = Finds people who name themselves like an administrator, or who advertise in their name.
check-name-kinds = Locks
check-about-kinds = Keeps out the kinds of message that you locked, such as stickers, voice messages or polls.
check-name-forwards = Forwards
check-about-forwards = Finds messages forwarded from elsewhere.
check-name-mentions = Mentions
check-about-mentions = Finds messages that call many people at once.
check-name-newcomers = First messages
check-about-newcomers = Looks closer at links, forwards and pictures from people who have only just come.
check-name-channels = Channels
check-about-channels = Finds messages that somebody writes in the name of a foreign channel.
check-name-night = Night rest
check-about-night = Keeps the group quiet in the hours that you choose.
check-name-flood = Flood
check-about-flood = Finds too many messages by one person in a short time. An album counts once.
check-name-duplicates = Repetition
check-about-duplicates = Finds the same or nearly the same text again and again, by one person or by several.
check-name-reactions = Reaction floods
check-about-reactions = Finds people who put reactions on everything in a short time.
check-name-spam = Spam, learned
check-about-spam = Finds what looks like the spam that you showed me with /spam. It acts alone only as far as it has earned.
# What the checks did this week.
shadow-head = 📊 <b>Checks in { $name }</b>, the last { $days } days
shadow-line =
    { $mode ->
        [on] 🟢 { $name }: acted on { $hits } { $hits ->
            [one] message
           *[other] messages
        } by { $senders } { $senders ->
            [one] person
           *[other] people
        }, { $trusted } of them trusted; { $undone } taken back
       *[shadow] 🟡 { $name }: would have acted on { $hits } { $hits ->
            [one] message
           *[other] messages
        } by { $senders } { $senders ->
            [one] person
           *[other] people
        }, { $trusted } of them trusted; { $undone } taken back
    }
shadow-nothing =
    { $mode ->
        [off] The checks are off, so nobody has looked. Let them take note for a while, and come back.
       *[other] Nothing was found. A quiet week.
    }
shadow-button-on = 🟢 Let “{ $name }” act
# Keeping the group tidy.
tidy-about = 🧹 What shall I take away again? Whatever is marked ● goes once it has been seen to.
tidy-join = who joined
tidy-leave = who left
tidy-pin = what was pinned
tidy-title = new title
tidy-photo = new photo
tidy-video = video chats
tidy-other = other notices
tidy-commands = commands to me
tidy-all-commands = every command
commands-about = ⌨️ Members can use my commands here, except those that you switch off: <code>/disable points</code>. In a chat with me they keep working, and administrators can always use them.
commands-disabled = These are off. Tap one to switch it on again.
commands-none = None is off at the moment.
commands-enable = ⏸ /{ $command }
commands-are-off = ⏸ Off for members here: { $commands }
commands-are-on = ✅ Members can use this here again: { $commands }
commands-in-group = Send this in the group that it is about, please.
commands-unknown = I have no command /{ $command } that members use.
commands-unknown-near = I have no command /{ $command } that members use. Did you mean /{ $near }?
command-shadow = what the checks found this week
command-disable = switch a command off for members
command-enable = switch a command on again
check-limit = <code>{ $key }</code>: { $value }
check-limits = Change one with <code>/check { $name } { $key } …</code>
check-unknown = I know no check “{ $name }”. There are: { $names }.
check-unknown-near = I know no check “{ $name }”. Did you mean { $near }?
check-limit-unknown = It has no limit “{ $key }”. It has: { $keys }.
check-limit-odd = “{ $value }” doesn't fit { $key }: I need { $expected }.
check-expects-number = a number from { $least } to { $most }
check-expects-span = a length of time from { $least } to { $most }, such as 90s, 15m or 2h
check-expects-time = a time of day such as 23:00, or - for none
check-expects-flag = on or off
check-expects-one = one of { $options }
check-expects-some = some of { $options }, or - for none
command-check = see a check, change its limits
