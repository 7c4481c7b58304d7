# 设置菜单。
settings-which = 要设置哪个群？
settings-no-groups = 我还不知道你管理哪个群。请把我拉进群并设为管理员，然后在群里发送 /setup。
settings-group = { $chat }
settings-head = <b>{ $name } 的设置</b>
settings-language = 群内语言：{ $language }
settings-zone = 日期按：{ $zone }
settings-checkins =
    { $state ->
        [on] 每日签到：已开启，{ $points } 积分
       *[off] 每日签到：已关闭
    }
settings-card = 签到卡片：{ $at }
settings-moderation = 词语检查：{ $mode }
settings-mode-off = 关闭
settings-mode-shadow = 只观察
settings-mode-on = 开启
settings-card-never = 不发
settings-button-language = 🌐 语言
settings-button-zone = 🕐 时区
settings-button-checkins-on = ✅ 开启签到
settings-button-checkins-off = ⏸ 关闭签到
settings-button-card = 🌅 每日卡片
settings-button-moderation = 🛡 词语检查
settings-option = { $value }
settings-chosen = ● { $value }
settings-back = ‹ 返回
settings-kept = 已保存。
settings-about-language = 我在群里说哪种语言？
settings-about-zone = 这个社群的每一天按哪里的时间开始和结束？
settings-about-checkins-card-at = 每天几点发带签到按钮的卡片？
settings-about-moderation-mode = 运营者设定的词语和规则：关闭、只观察（记下本会删除的消息），或开启。
