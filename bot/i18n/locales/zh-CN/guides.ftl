# 指路。
start-stranger = 你好，{ $name }！👋 我是 Hearth，帮群主打理每日签到、积分和群里的秩序。把我拉进你的群，就可以开始了。
start-member =
    你好，{ $name }！👋 我帮「{ $community }」的大家记着签到、积分和等级。在这里或在群里都能签到。
    /me – 我的等级和积分{ $tour ->
        [yes] {" "}· /welcome – 带你逛逛
       *[no] {""}
    } · /help – 全部功能
start-here = 大家好，我在呢！👋 说一声「签到」，今天就签上了；/help 看全部功能。想私下找我，点下面的按钮。
start-add-to-group = ➕ 拉我进群
help-head = <b>常用命令</b>
help-section =
    <b>{ $section ->
        [daily] ☀️ 每天
        [you] 🙋 关于你
        [together] 👥 大家一起
        [quiet] 🔐 消息与隐私
       *[others] ✨ 还有
    }</b>
help-line = /{ $command } – { $what }
help-admins = <b>管理员专用</b>
help-staff-line =
    { $section ->
        [daily] ☀️ 每天：
        [you] 🙋 关于你：
        [together] 👥 大家一起：
        [quiet] 🔐 消息与隐私：
        [order] 🛡 群里秩序：
        [checks] 🔎 自动检查：
        [newcomers] 🚪 新人：
        [members] 🏷 成员：
        [activities] 🎈 活动：
        [words] 📜 群规与公告：
        [house] ⚙️ 群务：
       *[others] ✨ 还有：
    }{ $commands }
help-staff-section =
    <b>{ $section ->
        [daily] ☀️ 每天
        [you] 🙋 关于你
        [together] 👥 大家一起
        [quiet] 🔐 消息与隐私
        [order] 🛡 群里秩序
        [checks] 🔎 自动检查
        [newcomers] 🚪 新人
        [members] 🏷 成员
        [activities] 🎈 活动
        [words] 📜 群规与公告
        [house] ⚙️ 群务
       *[others] ✨ 还有
    }</b>
help-open =
    { $section ->
        [daily] ☀️ 每天
        [you] 🙋 关于你
        [together] 👥 大家一起
        [quiet] 🔐 消息与隐私
        [order] 🛡 群里秩序
        [checks] 🔎 自动检查
        [newcomers] 🚪 新人
        [members] 🏷 成员
        [activities] 🎈 活动
        [words] 📜 群规与公告
        [house] ⚙️ 群务
       *[others] ✨ 还有
    }
help-back = ◀️ 返回全部
help-by-dm = 每个命令是做什么的
command-checkin = 今日签到，直接说「签到」也行
command-me = 我的等级、积分和连续签到
command-points = 我的积分和明细
command-top = 荣誉榜和我的名次：/top 本月
command-why = 连续签到、积分是怎么算的
command-thanks = 回复一条消息，感谢帮过你的人
command-about = 社群介绍
command-language = 切换语言
command-privacy = 隐私说明：存什么、为什么、存多久
command-mydata = 导出我的全部数据
command-forget = 清除我的数据，让 Hearth 忘记我
command-help = 全部命令
command-settings = 群设置
command-setup = 检查权限齐不齐
puzzled = 这个我还不懂怎么接 😅 发送 /help，看看我会什么。
unknown-command = 没有这个命令，我会的都在这里：
open-dm = 打开私聊
button-stale = 这个按钮已经过期了，请重新发一次命令。
button-not-yours = 这是别人的按钮，你按不了哦。
refused-anonymous = 你现在用的是群或频道的身份，我认不出你是谁。换成自己的身份再试一次吧。
refused-no-community = 我们好像还没有共同的群。先在群里说句话，我就认识你了。
refused-not-admin = 这项只有群管理员能用。
refused-right = 你还需要「{ $right }」权限才能这么做。
