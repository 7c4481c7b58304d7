# 说的是谁。
case-person = <a href="tg://user?id={ $id }">{ $name }</a>
case-channel = 频道「{ $name }」
case-somebody = 一位已被遗忘的成员
case-by-check = 群里的自动检查
# 做了什么，所有人可见。
case-did-remove = 🧹 { $person } 的一条消息已被收走。
case-did-warn = ⚠️ { $person }，这是一次警告。
case-did-mute = 🔇 { $person } 已被长期禁言，等管理员解除后才能发言。
case-did-mute-until = 🔇 { $person } 已被禁言，{ $until } 恢复。
case-did-kick = 👋 { $person } 已被请出群，有邀请还可以回来。
case-did-ban = 🚫 { $person } 已被永久封禁。
case-did-ban-until = 🚫 { $person } 已被封禁，{ $until } 解除。
case-did-unmute = 🔊 { $person } 可以发言了。
case-reaches = 同时在本社区另外 { $count } 个群生效。
case-echo = 在「{ $chat }」生效，来自记录 { $number }。
case-did-unmute-partly = 🔊 { $person } 的禁言已解除，但还有别的限制，比如封禁或新人门槛。
case-did-unban = 🕊 { $person } 可以回来了。
case-clause = 📖 群规第 { $number } 条（第 { $version } 版）：{ $words }
case-found = 🔎 { $found }
case-reason = 💬 { $reason }
case-by = 记录 { $number } · 由{ $actor }处理
case-warnings = 警告：{ $weighs }/{ $most }。累计到 { $most }：{ $what }。
case-warnings-all = 警告目前累计 { $weighs } 分。
case-note-raised = Telegram 不支持短于半分钟的时长，所以改成一分钟。
case-note-endless = 超过 366 天在 Telegram 就是永久，所以按永久处理。
case-rung-mute = 禁言，直到管理员解除
case-rung-mute-for = 禁言 { $lasts }
case-rung-kick = 请出群
case-rung-ban = 永久封禁
case-rung-ban-for = 封禁 { $lasts }
case-line = { $deed }（记录 { $number }）
case-removed = { $count ->
       *[other] 🧹 { $person } 的 { $count } 条消息已被收走。
    }
case-more = { $count ->
       *[other] ……还有 { $count } 条。
    }
case-struck = <s>{ $deed }</s>
case-taken-back = ↩️ { $by } 已撤销。记录 { $number }。
span-days = { $count ->
       *[other] { $count } 天
    }
span-hours = { $count ->
       *[other] { $count } 小时
    }
span-minutes = { $count ->
       *[other] { $count } 分钟
    }
# 私下告诉当事人。
case-softly = 悄悄跟你说一声，不是什么大事：
case-you-remove = 🧹 你在「{ $chat }」的一条消息被我收走了。
case-you-warn = ⚠️ 你在「{ $chat }」收到了一次警告。
case-you-mute = 🔇 你在「{ $chat }」暂时不能发言，要等管理员解除。
case-you-mute-until = 🔇 你在「{ $chat }」暂时不能发言，{ $until } 自动恢复，一切照旧。
case-you-kick = 👋 你被请出了「{ $chat }」。有邀请的话还可以回来。
case-you-ban = 🚫 你已被「{ $chat }」永久封禁。
case-you-ban-until = 🚫 你已被「{ $chat }」封禁，{ $until } 解除。
case-you-unmute = 🔊 你在「{ $chat }」可以发言了。
case-you-unmute-partly = 🔊 你在「{ $chat }」的禁言已解除，但还有别的限制，比如封禁或新人门槛。
case-you-unban = 🕊 你可以回「{ $chat }」了。
case-you-may-appeal = 觉得不对？点下面的按钮，或者发给我 <code>/appeal { $number }</code>，会换一个人来看。
case-you-undone = ↩️ 「{ $chat }」的记录 { $number } 已经撤销。给你添麻烦了，抱歉！
# 给管理员看。
case-silently = 🤫 办好了，群里没有提示：
case-log-many = 🌊 「{ $chat }」一下子来了很多：一分钟内又有 { $count } 条记录。/audit sanctions 可以看全部。
case-log-done = 🛡 「{ $chat }」：
case-failed-mute = ❌ 没能禁言 { $person }：{ $why }
case-failed-kick = ❌ 没能请出 { $person }：{ $why }
case-failed-echo = ❌ 对 { $person } 的封禁没能在「{ $chat }」生效：{ $why }
case-failed-ban = ❌ 没能封禁 { $person }：{ $why }
case-failed-unmute = ❌ 没能解除 { $person } 的禁言：{ $why }
case-failed-unban = ❌ 没能解封 { $person }：{ $why }
case-not-removed = ❌ 记录 { $number } 已生效，但消息没能删掉：{ $why }
case-nothing-done = 记录 { $number } 已作废，什么都没有做。
case-undone = ↩️ { $by } 撤销了对 { $person } 的记录 { $number }：警告和积分都恢复了。
case-undone-banned = ↩️ 记录 { $number } 已撤销，但 { $person } 仍在封禁中：之后又有新的封禁。
case-undo-failed = ❌ 记录 { $number } 已撤销，但 Telegram 没有放开 { $person }：{ $why }这一步请手动处理。
cause-no-right = 我在这里没有「封禁用户」的权限。
cause-administers = 对方是群管理员，Telegram 不允许。
cause-not-here = Telegram 在这个群里找不到这个人。
cause-lost-right = 下命令的人已经没有这项权限了。
cause-too-old = 消息超过两天，或者我没有「删除消息」的权限。
cause-too-late = 还没轮到执行，时间就已经过了。
cause-no-answer = 试了很多次，Telegram 一直没有回应。
cause-banned = 对方在这里已被封禁，这时再改动权限会把人放回来。
cause-basic = 只有超级群才支持。把「聊天记录对新成员可见」打开，群就会升级。
cause-other = Telegram 说「{ $reason }」。
case-button-undo = ↩️ 撤销
case-button-undo-n = ↩️ 撤销 { $number }
case-button-appeal = ⚖️ 申诉
case-button-appeal-n = ⚖️ 申诉 { $number }
case-button-evidence = 🔎 证据
# 命令或按钮为什么没有生效。
case-in-group = 请在对应的群里说，免得我弄错群。
case-how-long = 多久？比如 <code>/{ $command } 2小时</code>。
case-delete-what = 请回复对方那条要删掉的消息。
case-no-such-rule = 这里没有第 { $number } 条群规。/rules 看全部群规。
case-no-kick-for-channels = 频道不是成员，没法请出去。用 /ban 就能不让它在这里发言。
case-already = { $by } 刚刚处理过了：记录 { $number }。
case-taken-already = 这件事已经有人处理了。
case-protected-me = 我？我还想留下来呢 😅
case-protected-self = 这是你自己呀，这个忙我可不帮！
case-protected-creator = 这是群主，谁也不能这么做。
case-protected-administrator = 对方是这个群的管理员。先取消管理员身份，我才能处理。
case-protected-group = 那是匿名管理员，用的是群的身份。
case-protected-channel = 那是本群自己的频道。
case-no-warning = 没有找到还有效的警告。
case-undoing = 正在撤销记录 { $number }……
case-undone-already = { $by } 已经撤销过记录 { $number } 了。
case-never-done = 记录 { $number } 当时就没有办成，没有什么可撤销的。
case-not-undoable = 记录 { $number } 没有什么可撤销的。
case-appeal-not-yours = 只有当事人可以申诉。管理员请用另一个按钮。
case-unknown = 这里没有记录 { $number }。
case-which = 哪一条记录？在命令后面写上编号，或者回复那条通知。
# 匿名管理员的命令。
vouch-ask-warn = 🎭 一位匿名管理员想警告 { $person }。谁来确认？两分钟内有效。
vouch-ask-mute = 🎭 一位匿名管理员想禁言 { $person }。谁来确认？两分钟内有效。
vouch-ask-kick = 🎭 一位匿名管理员想请出 { $person }。谁来确认？两分钟内有效。
vouch-ask-ban = 🎭 一位匿名管理员想封禁 { $person }。谁来确认？两分钟内有效。
vouch-ask-unmute = 🎭 一位匿名管理员想解除 { $person } 的禁言。谁来确认？两分钟内有效。
vouch-ask-unban = 🎭 一位匿名管理员想解封 { $person }。谁来确认？两分钟内有效。
vouch-button = ✋ 我来确认
vouch-over = 来晚了：两分钟已过，或者别人先确认了。
vouch-thanks = 谢谢，这就去办。
vouch-done = ✋ { $by } 已确认。
# 查一条记录。
case-state-open = 处理中
case-state-applied = 生效中
case-state-failed = 被 Telegram 拒绝
case-state-undone = 已撤销
case-state-expired = 已结束
case-state-done = 已处理
case-kind-remove = 收走消息
case-kind-warn = 警告
case-kind-mute = 禁言
case-kind-kick = 请出群
case-kind-ban = 封禁
case-kind-unmute = 解除禁言
case-kind-unban = 解封
case-standing = 🕐 { $at } · { $state }
case-evidence = 🔎 <b>证据</b>，保留到 { $until }：
case-quote = <blockquote>{ $words }</blockquote>
case-media = 📎 附有：{ $kind }
case-media-alone = 只有图片等媒体，没有文字。
case-excerpt = { $words }
case-no-evidence = 记录 { $number } 没有保留的证据：本来就没有，或者已过保留期。
# 某人的记录。
cases-head = { $count ->
        [0] { $person } 在这里没有记录。
       *[other] { $person } 在这里有 { $count } 条记录。
    }
cases-line = { $number } · { DATETIME($day, month: "short", day: "numeric") } · { $what } · { $state }
cases-line-in = { $line } · { $chat }
cases-newer = ‹ 较新
cases-older = 较早 ›
cases-yours = <b>你的记录</b>
cases-yours-foot = 发送 <code>/case</code> 加编号看详情；发送 <code>/appeal</code> 加编号，会换一个人再看一次。
cases-your-appeals = <b>你的申诉</b>
cases-your-complaints = <b>你的投诉</b>
cases-none-of-yours = 你没有任何记录，真好！
# 批量清理。
purge-how = 回复要删的第一条消息，或者告诉我删几条：<code>/purge 10</code>。
purge-ask = { $count ->
       *[other] 🧹 大约有 { $count } 条消息，全部删掉吗？
    }
purge-yes = 🧹 全部删掉
purge-no = 不，留着
purge-kept = 好，都留着。
purge-goes = 🧹 { $done } / { $count } ……
purge-done = { $count ->
       *[other] 🧹 好了：最多 { $count } 条消息已删除，Telegram 找不到的就跳过了。
    }
purge-failed = ❌ 删不下去了：{ $why }
purge-marked = 📍 从这条开始。再用 /purgeto 回复最后一条。
purge-no-mark = 从哪条开始？先用 /purgefrom 回复第一条消息。
purge-too-old = 这条消息已经超过两天，Telegram 不让我删了。
purge-nothing-known = 最近两天我没有记下 { $name } 在这里说过什么。
purge-log = 🧹 { $by } 在「{ $chat }」删除了大约 { $count } 条消息。
# 命令列表里。
command-warn = 警告某人
command-mute = 禁言，可以限时
command-kick = 请出群
command-ban = 封禁，可以限时
command-unmute = 解除禁言
command-unban = 解封
command-unwarn = 撤销一次警告
command-undo = 撤销一条记录
command-case = 查看一条记录
command-cases = 某人的记录；私聊里看自己的记录、申诉和投诉
command-purge = 批量删除消息
command-purgeuser = 删除某人最近的消息
# 审计里。
audit-case-done = { $actor } 处理了一条关于 { $subject } 的记录
audit-case-failed = { $actor } 对 { $subject } 的处理没有成功
audit-case-undone = { $actor } 撤销了关于 { $subject } 的记录
audit-case-stuck = { $actor } 撤销了关于 { $subject } 的记录，但 Telegram 没有放开
audit-purge = { $actor } 批量删除了消息
