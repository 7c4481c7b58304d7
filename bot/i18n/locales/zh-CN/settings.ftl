# 设置菜单。
settings-which = 要设置哪个群？
settings-no-groups = 我还不知道你管理哪个群。把我拉进群、设为管理员，再在群里发送 /setup 就好。
settings-group = { $chat }
settings-head = <b>「{ $name }」的设置</b>
settings-language = 🌐 群里的语言：{ $language }
settings-zone = 🕐 时区：{ $zone }
settings-checkins =
    { $state ->
        [on] ✅ 每日签到：已开启，每次 { $points } 积分
       *[off] ⏸ 每日签到：已关闭
    }
settings-card = 🌅 签到卡片：{ $at }
settings-moderation = 🛡 检查：{ $mode }
settings-raids = 🚨 突袭防护：{ $mode }
settings-levels = ⭐ 升级提示：{ $told }
settings-button-levels = ⭐ 升级提示
settings-about-levels-told = ⭐ 有人升级时，我怎么说？
settings-told-off = 不提
settings-told-answer = 签到时顺带说一句
settings-told-line = 另外在群里说一句
settings-button-gate = 🚪 入群门槛
settings-button-raids = 🚨 突袭防护
settings-about-raids-mode = 🚨 短时间内涌入很多新人时，要不要先拦在门口，等他们证明自己是真人再放行？
settings-mode-off = 关闭
settings-mode-shadow = 只记录
settings-mode-on = 开启
settings-card-never = 不发
settings-button-language = 🌐 语言
settings-button-zone = 🕐 时区
settings-button-checkins-on = ✅ 开启签到
settings-button-checkins-off = ⏸ 关闭签到
settings-button-card = 🌅 签到卡片
settings-button-moderation = 🚦 总开关
settings-option = { $value }
settings-chosen = ● { $value }
settings-back = ‹ 返回
settings-kept = 已保存
settings-about-language = 🌐 我在群里说哪种语言？
settings-about-zone = 🕐 按哪里的时间算新的一天？
settings-about-checkins-card-at = 🌅 每天几点在群里发签到卡片？
settings-about-moderation-mode = 🛡 检查在这里可以处理消息、只做记录，还是都不要？单项检查不会超过这里的设定。
# 时区。
zone-asia-shanghai = 上海时间
zone-asia-singapore = 新加坡时间
zone-asia-tokyo = 东京时间
zone-europe-london = 伦敦时间
zone-europe-berlin = 柏林时间
zone-america-new-york = 纽约时间
zone-america-los-angeles = 洛杉矶时间
zone-australia-sydney = 悉尼时间
zone-utc = 世界时 UTC
