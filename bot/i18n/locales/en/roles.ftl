# Roles, and what is refused for want of one.
role-name-owner = owner
role-name-manager = manager
role-name-moderator = moderator
role-name-content = content planner
role-name-volunteer = volunteer
right-can-restrict-members = ban users
right-can-delete-messages = delete messages
right-can-pin-messages = pin messages
right-can-promote-members = add administrators
refused-role = You are { $role } here, and this takes a wider role. Please ask the owner or a manager.
refused-no-power = You are { $role } here, but no administrator at Telegram any more, so I can't do this for you.
# Whom a command is about.
target-who = Who is meant? Reply to one of their messages, or name them behind the command: @name or the id.
target-unknown-name = I haven't met { $name } yet. Reply to one of their messages, or give me the id.
target-hidden = Whoever wrote this hides their account when forwarded. Reply to a message in the group, or give me the id.
target-anonymous = An anonymous administrator wrote this; I can't tell who.
target-own-channel = This comes from the group's own channel.
# Giving and taking roles.
role-name-none = no role of their own
role-which = Which role? Write it behind the name: <code>owner</code>, <code>manager</code>, <code>moderator</code>, <code>content</code>, <code>volunteer</code>, or <code>none</code>.
role-is = { $name }: { $role }.
role-changed = ✅ { $name } is now: { $role }.
role-already = { $name } is that already: { $role }.
role-owner-ask = Make { $name } an <b>owner</b>? Owners may do everything here that Telegram lets them, and make other owners.
role-owner-yes = Yes, make them an owner
role-toast = Done
role-people-alone = Only people have roles, no bots or channels.
role-creator = They own the group at Telegram, and stay its owner here.
role-owners-alone = Only an owner makes and unmakes owners and managers.
role-unknown = I haven't met them yet. Once they write here, I can give them a role.
role-log = 🎭 { $by } changed the role of { $name }: { $before } → { $after }
role-told = In “{ $community }” you are now: { $role }. /help there shows what you can do.
role-told-none = Your role in “{ $community }” has been taken back.
role-too-fast = That was a lot in one minute: more than { $most } sanctions. Please wait a moment; the owner knows.
role-too-fast-owner = ⚠️ { $name } has ordered { $most } sanctions within a minute. I hold back further ones for a moment: see /audit.
roles-head = 🎭 <b>Roles in { $name }</b>
roles-line = • { $name } – { $role }
roles-line-powerless = • { $name } – { $role } <i>(no administrator at Telegram now, so without power)</i>
roles-foot = <i>What somebody may do is what both their role and Telegram's rights allow.</i>
moderators-head = 📊 <b>Moderators of { $name }, the last 30 days</b>
moderators-none = Nobody has acted yet.
moderators-line = <b>{ $name }</b>: { $total ->
        [one] one action
       *[other] { $total } actions
    }
moderators-action = ◦ { $action }: { $times }
moderators-remove = removed messages
moderators-warn = warnings
moderators-mute = mutes
moderators-kick = removals
moderators-ban = bans
moderators-unmute = mutes lifted
moderators-unban = bans lifted
moderators-reversed = ◦ taken back by others: { $times } ({ $percent } %)
moderators-response = ◦ complaints: { $complaints }, first answer after { $minutes } min (median)
answer-needs-dm = This is for your eyes only. Open our chat once, then send it again, here or there.
answered-by-dm = I've sent it to you alone.
command-role = give somebody a role
command-roles = who has which role
command-moderators = how the moderators fare
audit-role-given = { $actor } gave { $subject } a role
audit-role-taken = { $actor } took the role of { $subject }
