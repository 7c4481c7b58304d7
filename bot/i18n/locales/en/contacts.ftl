# What the bot writes unasked.
contacts-stop-these = 🔕 Stop these
contacts-by-dm = That's between you and me: the button opens our chat.
contacts-page =
    📬 <b>What I write to you about, unasked</b>
    { $per_week ->
        [one] At most once a week in all.
        [2] At most twice a week in all.
       *[other] At most { $per_week } times a week in all.
    } Answers to what you ask, prizes and anything about your own cases always come.
contacts-page-foot = A button switches its kind off, or on again. “stop” switches everything off.
contacts-unknown = I write about nothing of that name. These I do:
contacts-category-welcome = Welcome
contacts-category-tiers = Tiers
contacts-category-reminders = Reminders
contacts-category-activities = Activities
contacts-category-digest = Digest
contacts-category-care = Asking after you
contacts-all = anything
contacts-switch-on = ✅ { $what }
contacts-switch-off = 🔕 { $what }
contacts-stop-all = 🔕 Stop everything
contacts-resume-all = ✅ Switch everything on
contacts-to-quiet = 🌙 Quiet hours
contacts-stopped = Done: no more of that.
contacts-resumed = Gladly, you'll hear from me again.
contacts-no-more = 🔕 I won't write to you about this any more: { $what }. Everything else is in /stop.
contacts-undo = ↩️ Do write, after all
quiet-hours =
    🌙 Between { $begins } and { $ends } I leave you in peace ({ $zone }, where it is { $now } now){ $whose ->
        [own] .
       *[community] , as the community has it.
    }
quiet-none = 🌙 I may write at any hour ({ $zone }, where it is { $now } now). <code>/quiet 23:00 07:30</code> sets hours of peace.
quiet-kept = Noted.
quiet-preset = { $hours }
quiet-off = Any hour is fine
quiet-own = Group's hours
quiet-to-page = 📬 What I write about
quiet-unread = Tell me from when to when, and your time zone if it's another one: <code>/quiet 23:00 07:30 Europe/Berlin</code>, or <code>/quiet off</code>.
quiet-no-zone = I know no time zone { $zone }. Its name looks like <code>Europe/Berlin</code>.
quiet-no-zone-near = I know no time zone { $zone }. Did you mean <code>{ $nearest }</code>?
command-stop = what I may write to you about, unasked
command-quiet = the hours in which I leave you in peace
