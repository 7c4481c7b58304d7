# Finding one's way.
start-stranger = Hello { $name }! 👋 I'm Hearth, and I look after groups: daily sign-ins, points and order. Add me to a group of yours to begin.
start-member =
    Hello { $name }! 👋 I'm here for everybody in <b>{ $community }</b>. Sign in here or in the group, and I keep count of your days, points and level.
    /me – how you stand{ $tour ->
        [yes] {" "}· /welcome – a short tour
       *[no] {""}
    } · /help – everything else
start-here = Hello, I'm here! 👋 Say <code>sign in</code> and you're in for today; /help shows everything else. To talk to me alone, press the button.
start-add-to-group = ➕ Add me to a group
help-head = <b>What I can do</b>
help-section =
    <b>{ $section ->
        [daily] ☀️ Every day
        [you] 🙋 You
        [together] 👥 All of us
        [quiet] 🔐 What I write and keep
       *[others] ✨ And also
    }</b>
help-line = /{ $command } – { $what }
help-admins = <b>For those who look after the group</b>
help-staff-line =
    { $section ->
        [daily] ☀️ Every day:
        [you] 🙋 You:
        [together] 👥 All of us:
        [quiet] 🔐 What I write and keep:
        [order] 🛡 Keeping order:
        [checks] 🔎 Checks:
        [newcomers] 🚪 Newcomers:
        [members] 🏷 Members:
        [activities] 🎈 Activities:
        [words] 📜 Rules and statements:
        [house] ⚙️ The house:
       *[others] ✨ And also:
    } { $commands }
help-staff-section =
    <b>{ $section ->
        [daily] ☀️ Every day
        [you] 🙋 You
        [together] 👥 All of us
        [quiet] 🔐 What I write and keep
        [order] 🛡 Keeping order
        [checks] 🔎 Checks
        [newcomers] 🚪 Newcomers
        [members] 🏷 Members
        [activities] 🎈 Activities
        [words] 📜 Rules and statements
        [house] ⚙️ The house
       *[others] ✨ And also
    }</b>
help-open =
    { $section ->
        [daily] ☀️ Every day
        [you] 🙋 You
        [together] 👥 All of us
        [quiet] 🔐 What I write and keep
        [order] 🛡 Keeping order
        [checks] 🔎 Checks
        [newcomers] 🚪 Newcomers
        [members] 🏷 Members
        [activities] 🎈 Activities
        [words] 📜 Rules, statements
        [house] ⚙️ The house
       *[others] ✨ And also
    }
help-back = ◀️ All of it
help-by-dm = What each of them does
command-checkin = sign in for today; saying “sign in” will do, too
command-me = your level, points and streak
command-points = your points, and what they were for
command-top = who earned most, and your own place: /top month
command-why = how your streak or points came about
command-thanks = in reply: thank whoever helped you
command-about = what this community is about
command-language = choose your language
command-privacy = what I keep of you, why and how long
command-mydata = everything I keep of you, as a file
command-forget = erase it and be forgotten
command-help = this list
command-settings = the settings of your group
command-setup = check whether I have the rights I need
puzzled = I don't know what to make of that 😅 /help shows what I can do.
unknown-command = I know no such command. These I do:
open-dm = Open our chat
button-stale = This button has expired. Please send the command again.
button-not-yours = This button belongs to somebody else.
refused-anonymous = You speak as a group or channel just now, so I can't tell who you are. Please try again under your own name.
refused-no-community = We don't seem to share a group yet. Say something in yours, and I'll know you.
refused-not-admin = This is for the group's administrators.
refused-right = You'd need the right to { $right } for this.
