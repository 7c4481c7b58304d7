# What the checks on kinds and behaviour found, for moderators.
finding-kinds = locked here: { $kind }
finding-forwards =
    { $origin ->
        [user] forwarded from a person
        [hidden] forwarded from somebody who does not show who they are
        [bot] forwarded from a bot
        [channel] forwarded from a channel
        [group] forwarded from a group
       *[story] forwarded from a story
    }
finding-mentions = calls { $count } people at once; { $most } are fine
finding-newcomers =
    { $what ->
        [invites] an invitation
        [links] a link
        [forwards] a forwarded message
        [media] media
        [stickers] a sticker or GIF
        [mentions] a mention
        [buttons] buttons or another bot's help
        [contacts] a contact
        [polls] a poll
        [stories] a story
       *[quotes] a reply from another chat
    } in message no. { $number } of somebody new
finding-channels = written in the name of the channel “{ $channel }”
finding-night =
    { $rests ->
        [media] media during the night rest, { $begins } to { $ends }
       *[messages] written during the night rest, { $begins } to { $ends }
    }
finding-flood = { $count } messages in { $seconds } seconds; { $most } are fine
finding-duplicates = much the same { $count } times in { $minutes } minutes; { $most } are fine
finding-duplicates-others = much the same from { $count } people in { $minutes } minutes; { $most } are fine
finding-reactions = { $count } reactions on { $messages } messages in { $seconds } seconds
# Locks.
locks-head = 🔒 <b>Locked in { $name }</b>
locks-none = 🔓 Nothing is locked in { $name }.
locks-item = • <code>{ $name }</code> – { $kind }
locks-how = <code>/lock sticker poll</code> locks, <code>/unlock sticker</code> opens again.
locks-contents = <b>What it is:</b> { $names }
locks-origins = <b>Where it comes from:</b> { $names }
locks-leads = <b>What it leads to:</b> { $names }
locks-writing = <b>How it is written:</b> { $names }
locks-sets = <b>Several at once:</b> { $names }
locks-idle =
    { $mode ->
        [shadow] ⚠️ For now locks only take note: nothing is removed. You can change that in /settings.
       *[off] ⚠️ The locks do nothing yet, because their check is off. You can turn it on in /settings.
    }
lock-locked = 🔒 Locked: { $names }
lock-unlocked = 🔓 Open again: { $names }
lock-same = It is like that already.
lock-unknown = I don't know “{ $name }”. Send /locks to see what can be locked.
lock-unknown-near = I don't know “{ $name }”. Did you mean <code>{ $near }</code>?
command-lock = lock kinds of messages
command-unlock = unlock kinds of messages
command-locks = what is locked here
kind-all = everything
kind-media = pictures, videos, voice, files, stickers
kind-text = text
kind-photo = photos
kind-video = videos
kind-videonote = round video messages
kind-voice = voice messages
kind-audio = music
kind-gif = GIFs
kind-document = files
kind-album = albums
kind-sticker = stickers
kind-stickeranimated = moving stickers
kind-stickerpremium = premium stickers
kind-poll = polls
kind-quiz = quizzes
kind-checklist = checklists
kind-game = games
kind-emojigame = dice and the like
kind-contact = contacts
kind-location = locations
kind-venue = places
kind-invoice = invoices
kind-giveaway = giveaways
kind-gift = gifts
kind-paidmedia = paid media
kind-story = stories
kind-forward = forwarded messages
kind-forwarduser = forwarded from people
kind-forwardhidden = forwarded from people who hide
kind-forwardbot = forwarded from bots
kind-forwardgroup = forwarded from groups
kind-forwardchannel = forwarded from channels
kind-forwardstory = forwarded stories
kind-externalreply = replies from another chat
kind-quote = quotes
kind-inline = by way of another bot
kind-button = buttons
kind-bot = messages by bots
kind-anonchannel = in the name of a channel
kind-comment = comments on the channel's posts
kind-command = commands
kind-url = links
kind-invitelink = invitation links
kind-botlink = links to bots
kind-mention = mentions
kind-email = e-mail addresses
kind-phone = telephone numbers
kind-hashtag = hashtags
kind-cashtag = cashtags
kind-spoiler = spoilers
kind-emojicustom = custom emoji
kind-emoji = emoji
kind-emojionly = nothing but emoji
kind-cjk = Chinese, Japanese or Korean
kind-cyrillic = Cyrillic
kind-rtl = right-to-left scripts
kind-zalgo = piled-up accents
