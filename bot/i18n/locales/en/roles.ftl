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
refused-role = Your role here is { $role }, and that doesn't include this.
refused-no-power = You are { $role } here, but no administrator at Telegram any more, so I can't do this for you.
# Whom a command is about.
target-who = Who is meant? Reply to one of their messages, or name them behind the command: @name or the id.
target-unknown-name = I haven't met { $name } yet. Reply to one of their messages, or give me the id.
target-hidden = Whoever wrote this hides their account when forwarded. Reply to a message in the group, or give me the id.
target-anonymous = An anonymous administrator wrote this; I can't tell who.
target-own-channel = This comes from the group's own channel.
