# 个人名片与语言。
me-head = <b>{ $name }</b> · { $community }
me-level = { $level } 级
me-level-named = { $level } 级 · { $name }
me-next-level = { $experience } 经验，距离下一级还差 { $missing }
me-points = 可用积分 { $points }
me-streak =
    { $signed ->
        [yes] 今天已签到 · 连续 { $streak } 天 · 最长 { $best } 天 · 累计 { $days } 天
       *[no] 今天还没签到 · 连续 { $streak } 天 · 最长 { $best } 天 · 累计 { $days } 天
    }
language-ask = 想让我用哪种语言和你聊？群里仍用群的语言。
language-name-zh-cn = 中文
language-name-en = English
language-kept = 好的，以后我们说中文。
