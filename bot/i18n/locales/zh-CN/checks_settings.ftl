# 设置里的检查。
settings-button-checks = 🛡 检查
settings-button-tidy = 🧹 清理
settings-button-commands = ⌨️ 命令
checks-head = 🛡 <b>「{ $name }」的检查</b>
checks-about = 🟢 会处理 · 🟡 只记录 · ⚪ 已关闭。点一项看看它做什么。
checks-bound =
    { $mode ->
        [on] 每项检查按各自的设置来。
        [shadow] 目前全部只做记录：不删消息，也不警告任何人。
       *[off] 目前全部关闭。用下面的按钮可以打开。
    }
checks-before = ‹ 上一页
checks-after = 下一页 ›
checks-button-shadow = 📊 本周情况
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
        [on] 发现之后：{ $action }。
        [shadow] 现在只记录。正式启用后会：{ $action }。
       *[off] 现在关闭着。启用后会：{ $action }。
    }
check-bounded =
    { $mode ->
        [shadow] ⚠️ 目前全群只做记录，这项检查也一样。
       *[off] ⚠️ 目前全群的检查都关着，这项也一样。
    }
check-exempt = 下面标了 ● 的人不受这项检查。管理员始终不受检查。
check-mode-off = 关闭
check-mode-shadow = 只记录
check-mode-on = 处理
check-action-report = 告诉管理组
check-action-remove = 删除
check-action-warn = 删除并警告
check-action-mute = 删除并禁言
check-action-kick = 删除并移出
check-action-ban = 删除并封禁
trust-newcomer = 新成员
trust-member = 普通成员
trust-trusted = 信任成员
check-name-words = 违禁词
check-about-words = 找出这里不想看到的词句，怎么变形都认得。
check-name-patterns = 规则匹配
check-about-patterns = 找出符合你们自定规则的内容。
check-name-topics = 话题
check-about-topics = 聊到这里不谈的话题时，告诉管理员。
check-name-links = 链接
check-about-links = 检查链接：禁止的网站、藏起来的地址、冒充知名网站的域名。
check-name-invites = 拉群邀请
check-about-invites = 找出其他群、频道和机器人的邀请。自家的不算。
check-name-scripts = 文字种类
check-about-scripts = 找出这里不使用的文字，以及倒着走或者盖住别行的文字。
check-name-names = 名字
check-about-names = 找出取名冒充管理员的人，或者在名字里打广告的人。
check-name-kinds = 消息类型
check-about-kinds = 拦下你们锁定的消息类型，比如贴纸、语音、投票。
check-name-forwards = 转发
check-about-forwards = 找出从别处转发来的消息。
check-name-mentions = 群发提醒
check-about-mentions = 找出一次 @ 很多人的消息。
check-name-newcomers = 新人首言
check-about-newcomers = 对刚来的人发的链接、转发和图片看得更仔细。
check-name-channels = 频道身份
check-about-channels = 找出以外部频道身份发的消息。
check-name-night = 夜间休息
check-about-night = 在你们选定的时段让群里安静下来。
check-name-flood = 刷屏
check-about-flood = 找出短时间内发太多消息的人。一组相册只算一次。
check-name-duplicates = 重复内容
check-about-duplicates = 找出一个人或几个人反复发送的相同或相近的内容。
check-name-reactions = 刷表情回应
check-about-reactions = 找出短时间内到处点表情回应的人。
check-name-spam = 垃圾信息（会学习）
check-about-spam = 找出像你们用 /spam 教过我的垃圾信息。它有多大把握，就做多少事。
# 本周的检查情况。
shadow-head = 📊 <b>「{ $name }」的检查</b>，最近 { $days } 天
shadow-line =
    { $mode ->
        [on] 🟢 { $name }：处理了 { $hits } 条消息，来自 { $senders } 人，其中信任成员 { $trusted } 人；撤回 { $undone } 次
       *[shadow] 🟡 { $name }：本来会处理 { $hits } 条消息，来自 { $senders } 人，其中信任成员 { $trusted } 人；撤回 { $undone } 次
    }
shadow-nothing =
    { $mode ->
        [off] 检查都关着，所以没有人看过。先让它们记录一阵子，再回来看看吧。
       *[other] 什么都没发现，平静的一周。
    }
shadow-button-on = 🟢 启用「{ $name }」
# 保持群里整洁。
tidy-about = 🧹 哪些消息要我收拾掉？标了 ● 的，处理完就删。
tidy-join = 谁进群了
tidy-leave = 谁退群了
tidy-pin = 置顶提示
tidy-title = 改群名
tidy-photo = 换头像
tidy-video = 视频聊天
tidy-other = 其他提示
tidy-commands = 给我的命令
tidy-all-commands = 所有命令
commands-about = ⌨️ 群友可以在这里用我的命令，除非你们停用：<code>/disable points</code>。私聊里照样能用，管理员也始终能用。
commands-disabled = 下面这些已停用，点一下就恢复。
commands-none = 目前没有停用任何命令。
commands-enable = ⏸ /{ $command }
commands-are-off = ⏸ 群友在这里暂时不能用：{ $commands }
commands-are-on = ✅ 群友又可以在这里用了：{ $commands }
commands-in-group = 请在要设置的那个群里发送这条命令。
commands-unknown = 群友能用的命令里没有 /{ $command }。
commands-unknown-near = 群友能用的命令里没有 /{ $command }。是不是 /{ $near }？
command-shadow = 本周检查发现了什么
command-disable = 对群友停用一个命令
command-enable = 恢复一个命令
check-limit = <code>{ $key }</code>：{ $value }
check-limits = 想改就发 <code>/check { $name } { $key } …</code>
check-unknown = 没有叫「{ $name }」的检查。现有：{ $names }。
check-unknown-near = 没有叫「{ $name }」的检查。是不是 { $near }？
check-limit-unknown = 它没有「{ $key }」这一项。它有：{ $keys }。
check-limit-odd = 「{ $value }」不适合 { $key }：需要{ $expected }。
check-expects-number = 从 { $least } 到 { $most } 的数字
check-expects-span = 从 { $least } 到 { $most } 的时长，比如 90s、15m、2h
check-expects-time = 一个时刻，比如 23:00，不要就写 -
check-expects-flag = on 或 off
check-expects-one = 其中一个：{ $options }
check-expects-some = 其中几个：{ $options }，都不要就写 -
command-check = 看一项检查，改它的限度
