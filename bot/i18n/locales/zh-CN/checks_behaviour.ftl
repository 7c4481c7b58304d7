# 针对消息类型和行为的检查发现了什么，给管理员看。
finding-kinds = 这类消息在本群已锁定：{ $kind }
finding-forwards =
    { $origin ->
        [user] 转发自他人
        [hidden] 转发自隐藏身份的人
        [bot] 转发自机器人
        [channel] 转发自频道
        [group] 转发自群组
       *[story] 转发自动态
    }
finding-mentions = 一条消息点名 { $count } 人；最多 { $most } 人
finding-newcomers =
    { $what ->
        [invites] 邀请链接
        [links] 链接
        [forwards] 转发消息
        [media] 媒体
        [stickers] 贴纸或 GIF
        [mentions] 点名
        [buttons] 按钮或借助其他机器人
        [contacts] 联系方式
        [polls] 投票
        [stories] 动态
       *[quotes] 来自其他群的回复
    }，出现在新人的第 { $number } 条消息里
finding-channels = 以频道「{ $channel }」的名义发言
finding-night =
    { $rests ->
        [media] 夜间休息时段（{ $begins }–{ $ends }）发媒体
       *[messages] 夜间休息时段（{ $begins }–{ $ends }）发言
    }
finding-flood = { $seconds } 秒内发了 { $count } 条消息；最多 { $most } 条
finding-duplicates = { $minutes } 分钟内发了 { $count } 次几乎一样的内容；最多 { $most } 次
finding-duplicates-others = { $minutes } 分钟内有 { $count } 人发了几乎相同的内容；最多 { $most } 人
finding-reactions = { $seconds } 秒内在 { $messages } 条消息上动了 { $count } 次表情回应
# 锁定。
locks-head = 🔒 <b>{ $name } 已锁定的消息类型</b>
locks-none = 🔓 { $name } 没有锁定任何类型。
locks-item = • <code>{ $name }</code> – { $kind }
locks-how = <code>/lock sticker poll</code> 锁定，<code>/unlock sticker</code> 解锁。
locks-contents = <b>内容：</b>{ $names }
locks-origins = <b>来源：</b>{ $names }
locks-leads = <b>指向：</b>{ $names }
locks-writing = <b>写法：</b>{ $names }
locks-sets = <b>一次锁一批：</b>{ $names }
locks-idle =
    { $mode ->
        [shadow] ⚠️ 目前锁定只做记录，不会删除消息。可以在 /settings 里更改。
       *[off] ⚠️ 锁定还没有生效，因为这项检查是关着的。可以在 /settings 里打开。
    }
lock-locked = 🔒 已锁定：{ $names }
lock-unlocked = 🔓 已解锁：{ $names }
lock-same = 本来就是这样。
lock-unknown = 没有「{ $name }」这个类型。发送 /locks 看看有哪些。
lock-unknown-near = 没有「{ $name }」这个类型。是不是想说 <code>{ $near }</code>？
command-lock = 锁定某类消息
command-unlock = 解锁某类消息
command-locks = 本群锁定了什么
kind-all = 所有消息
kind-media = 图片、视频、语音、文件、贴纸
kind-text = 文字
kind-photo = 图片
kind-video = 视频
kind-videonote = 圆形视频
kind-voice = 语音
kind-audio = 音乐
kind-gif = GIF 动图
kind-document = 文件
kind-album = 相册
kind-sticker = 贴纸
kind-stickeranimated = 动态贴纸
kind-stickerpremium = 会员贴纸
kind-poll = 投票
kind-quiz = 测验
kind-checklist = 清单
kind-game = 游戏
kind-emojigame = 骰子之类
kind-contact = 联系人名片
kind-location = 位置
kind-venue = 地点
kind-invoice = 付款单
kind-giveaway = 抽奖
kind-gift = 礼物
kind-paidmedia = 付费媒体
kind-story = 动态
kind-forward = 转发消息
kind-forwarduser = 转发自他人
kind-forwardhidden = 转发自隐藏身份的人
kind-forwardbot = 转发自机器人
kind-forwardgroup = 转发自群组
kind-forwardchannel = 转发自频道
kind-forwardstory = 转发的动态
kind-externalreply = 来自其他群的回复
kind-quote = 引用
kind-inline = 借助其他机器人发的消息
kind-button = 带按钮的消息
kind-bot = 机器人的消息
kind-anonchannel = 以频道名义发言
kind-comment = 频道帖子下的评论
kind-command = 命令
kind-url = 链接
kind-invitelink = 邀请链接
kind-botlink = 指向机器人的链接
kind-mention = 点名
kind-email = 邮箱地址
kind-phone = 电话号码
kind-hashtag = 话题标签
kind-cashtag = 股票标签
kind-spoiler = 遮挡内容
kind-emojicustom = 自定义表情
kind-emoji = 表情符号
kind-emojionly = 只有表情的消息
kind-cjk = 中日韩文字
kind-cyrillic = 西里尔字母
kind-rtl = 从右往左的文字
kind-zalgo = 堆叠的音符字
