# Reports to the staff, and complaints that are nobody else's business.
command-report = by reply: quietly show a message to the staff
command-complain = tell the staff something in private
report-how = Reply to the message you mean with /report, and I'll quietly show it to the staff.
report-in-group = /report works in the group, as a reply to the message you mean. To tell the staff something in private, send /complain here.
report-not-me = That one is mine 🙂 If something about me bothers you, /complain by direct message reaches the staff.
report-not-own = That's your own message. You can simply delete it.
report-taken = 👀 Thank you, the staff has it now (report { $number }). Nobody else sees who reported it.
report-taken-heads = 👀 Thank you. As this is about someone on the staff, only those who run the group see it, and not the person it is about (report { $number }).
report-kept = 👀 Thank you, I've kept it (report { $number }). I can't reach anybody of the staff right now, so I'll go on trying.
report-again = You've reported this one already, and the staff has it (report { $number }).
report-seen = The staff has looked at this message already (report { $number }). Thank you all the same.
report-enough = { $count ->
    [one] That's one report this hour, which is as many as I pass on. If it's urgent, please write to an administrator.
   *[other] That's { $count } reports this hour, as many as I pass on. If it's urgent, please write to an administrator.
}
report-doubted = The staff found nothing wrong in most of what you reported lately, so for now I pass on { $count ->
    [one] one report
   *[other] { $count } reports
} an hour from you. Please choose the one that matters most.
report-thanks-acted = 🙏 The staff has dealt with the message you reported (report { $number }). Thank you for looking out for everybody.
report-thanks-dismissed = The staff looked at the message you reported and found that it may stay (report { $number }). Thank you for telling them.
complain-by-dm = Let's keep that between us: open our chat.
complain-ask = What should the staff of “{ $community }” know? Write it in your next message, in your own words. Nobody but the staff will read it.
complain-taken = The staff has it now: complaint { $number }. If there are messages that show what you mean, forward them to me within a quarter of an hour. You'll hear from me how it ends; /complain shows how it stands.
complain-attached = Added to complaint { $number }.
complain-own = Complaint { $number }: { $state }
complain-thanks-acted = 🙏 The staff has dealt with your complaint { $number }. Thank you for trusting them with it.
complain-thanks-dismissed = The staff has looked into your complaint { $number } and leaves things as they are. If something is missing, /complain again.
complaint-own-open = waiting for somebody to take it up
complaint-own-claimed = somebody is looking into it
complaint-own-handled = dealt with
complaint-own-dismissed = looked into, left as it is
never-mind = Never mind
never-mind-done = All right, nothing was sent.
# The card that the staff sees.
complaint-card-member = 🚩 <b>Report { $number }</b> · { $chat }
complaint-card-check = 🔎 <b>In doubt: { $number }</b> · { $chat }
complaint-card-private = ✉️ <b>Complaint { $number }</b> · { $chat }
complaint-card-who = <b>{ $name }</b>:
complaint-card-words = <blockquote>{ $words }</blockquote>
complaint-card-media = 📎 { complaint-media }
complaint-media = { $kind ->
    [photo] a photo
    [video] a video
    [video_note] a video message
    [voice] a voice message
    [audio] a piece of music
    [animation] an animation
    [document] a file
    [sticker] a sticker
    [contact] a contact
    [location] a location
    [poll] a poll
    [story] a story
   *[other] something else than words
}
complaint-card-found = A check found: { $what }
complaint-card-voices = { $count ->
    [one] Reported by one member
   *[other] Reported by { $count } members
}
complaint-card-reason = · “{ $reason }”
complaint-card-heads = 🔒 This is about someone on the staff: only those who run the group see it.
complaint-card-forgotten = <i>What it was about is not kept any more.</i>
complaint-card-claimed = 🙋 { $name } is on it
complaint-card-asked = ✋ { $name } asks somebody who may to { $deed } them
complaint-asked-warn = warn
complaint-asked-mute = mute
complaint-asked-ban = ban
complaint-card-refused = ⚠️ Case { $number } came to nothing, Telegram refused: <i>{ $why }</i>
complaint-card-closed = ✅ { $name }: { $outcome } · after { complaint-minutes }
complaint-card-case = ✅ { $name }: { $outcome } · case { $number } · after { complaint-minutes }
complaint-card-underway = ⏳ { $name }: { $outcome } (under way) · case { $number } · after { complaint-minutes }
complaint-minutes = { $minutes ->
    [0] less than a minute
    [one] 1 minute
   *[other] { $minutes } minutes
}
complaint-outcome-removed = message removed
complaint-outcome-warned = warned
complaint-outcome-muted = muted
complaint-outcome-kicked = removed from the group
complaint-outcome-banned = banned
complaint-outcome-handled = dealt with
complaint-outcome-dismissed = nothing wrong
complaint-open = 👁 Open
complaint-button-claim = 🙋 I'm on it
complaint-button-release = ↩️ Hand it back
complaint-button-delete = 🗑 Delete
complaint-button-warn = ⚠️ Warn
complaint-button-mute1h = 🔇 1 hour
complaint-button-mute1d = 🔇 1 day
complaint-button-ban = ⛔ Ban
complaint-button-dismiss = 👌 Nothing wrong
complaint-button-done = ✅ Dealt with
complaint-button-more = ℹ️ More
complaint-button-spam = 🚫 Spam
complaint-button-ham = 🌱 Not spam
complaint-button-rule = § { $number }
complaint-button-clause = § { $number } { $words }
complaint-button-rules = § Choose a rule
complaint-button-no-rule = § No rule
complaint-toast-open = Handed back.
complaint-toast-claimed = It's yours. Thank you!
complaint-toast-removed = Done: the message goes.
complaint-toast-warned = Under way: a warning.
complaint-toast-muted = Under way: muted.
complaint-toast-kicked = Under way: removed.
complaint-toast-banned = Under way: banned.
complaint-toast-handled = Closed. Thank you!
complaint-toast-dismissed = Closed: nothing wrong.
complaint-toast-asked = You can't do that yourself, so I've asked the others for it.
complaint-held = { $name } is on it already.
complaint-held-by-you = You're on it already.
complaint-over = { $name } has dealt with it already.
complaint-own-matter = This one concerns yourself, so somebody else decides it.
complaint-for-heads = This one is for those who run the group.
complaint-about-staff = That's someone on the staff. Please settle it with them in person; I sanction no administrators.
complaint-no-rules = There are no published rules to choose from yet. /setrules makes them.
complaint-history = { $trust } · here for { $days } d, { $messages } messages · cases: { $cases } (taken back: { $undone }) · complaints: { $complaints }
complaint-trust-newcomer = New here
complaint-trust-member = Member
complaint-trust-trusted = Trusted
complaint-idle = ⏰ Nothing came of report { $number } since { $name } took it up, so it's free again.
complaint-proof = 📎 Forwarded with complaint { $number }:
heat-rises = 🌡 Two or three people in “{ $chat }” are getting angry with each other. Perhaps somebody would like to look in? I do nothing about it myself.
reports-head = <b>What waits for the staff</b>
reports-line = <b>{ $number }</b> · { $kind } · { $state } · for { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
reports-foot = <code>/reports</code> with a number shows the card again.
reports-none = 🌿 Nothing waits. All has been seen to.
reports-no-such = There is no report { $number } for you here.
reports-kind-member = a report
reports-kind-check = a check in doubt
reports-kind-private = a complaint
command-reports = what members reported and nobody has seen to
complaint-log = 🚩 Report { $number }: { $outcome }, by { $name }
audit-complaint-claimed = { $actor } took up a report about { $subject }
audit-complaint-released = { $actor } handed a report about { $subject } back
audit-complaint-escalated = { $actor } asked for a sanction on a report about { $subject }
audit-complaint-closed = { $actor } closed a report about { $subject }
kept-why-complaints = reports about your messages and what came of them, with the message itself for a while, so that the staff can decide
kept-why-complainants = which messages you reported and why, so that you can be thanked and nobody is flooded
kept-why-complaint-cards = which reports you were shown as one of the staff
kept-term-complaints = the message for 30 days (or as long as is configured), the rest for a year
