# 角色，以及因角色而拒绝的话。
role-name-owner = 群主
role-name-manager = 运营负责人
role-name-moderator = 管理员
role-name-content = 内容策划
role-name-volunteer = 志愿者
right-can-restrict-members = 封禁用户
right-can-delete-messages = 删除消息
right-can-pin-messages = 置顶消息
right-can-promote-members = 添加管理员
refused-role = 你在这里是{ $role }，这件事不归{ $role }管。
refused-no-power = 你在这里是{ $role }，但已经不是 Telegram 上的管理员了，我没法替你做这件事。
# 命令说的是谁。
target-who = 要对谁？回复对方的一条消息，或者在命令后面写 @用户名 或数字 ID。
target-unknown-name = 我还没见过 { $name }。请回复对方的一条消息，或者写数字 ID。
target-hidden = 原作者转发时隐藏了账号。请回复群里的消息，或者写数字 ID。
target-anonymous = 这是匿名管理员发的，我认不出是谁。
target-own-channel = 这是本群关联频道发的。
