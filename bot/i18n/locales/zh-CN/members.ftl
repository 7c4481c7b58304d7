# 个人名片与语言。
me-head = <b>{ $name }</b> · { $community }
me-level = ⭐ Lv.{ $level }
me-level-named = ⭐ Lv.{ $level } · { $name }
me-next-level = 📈 { $experience } 经验，再攒 { $missing } 就升级
me-points = 🪙 { $points } 积分
me-streak =
    { $signed ->
        [yes] 🔥 今天已签到 · 连续 { $streak } 天 · 最长 { $best } 天 · 累计 { $days } 天
       *[no] { $days ->
            [0] ⏳ 还没签到过，发 /checkin 开始第一天
           *[other] ⏳ 今天还没签到 · 连续 { $streak } 天 · 最长 { $best } 天 · 累计 { $days } 天
        }
    }
me-picture = 🖼 生成图片
me-no-picture = 这台机器没有字体，画不出来。
me-profile = 🪪 资料
me-contacts = 📬 消息与安静时段
me-figure-points = 积分
me-figure-streak = 连续签到
me-figure-days = 累计签到
language-ask = 想让我用哪种语言和你聊？（在群里我说群的语言。）
language-option = { $language }
language-chosen = ● { $language }
language-name-zh-cn = 中文
language-name-en = English
language-kept = 好的，以后我和你说中文。
