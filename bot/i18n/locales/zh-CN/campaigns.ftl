# 一起做过的活动，以及效果。
command-campaigns = 正在进行的活动，和已结束活动的成绩单
campaigns-none = 还没有办过活动。投票、抽奖、挑战开始后都会出现在这里，结束时各有一张成绩单。
campaigns-head = 📋 <b>共 { $count } 个活动</b>：点编号看成绩单
campaigns-line =
    { $number }. 🟢 { $title } · { $kind ->
        [challenge] 打卡挑战
        [poll] 投票
        [questions] 答疑
        [event] 约好的活动
        [survey] 问卷
        [quiz] 答题
        [draw] 抽奖
        [packet] 红包
        [prompt] 话题讨论
        [chain] 接龙
        [claim] 限量领取
       *[other] 活动
    }，{ DATETIME($day, month: "short", day: "numeric") } 开始
campaigns-line-over =
    { $number }. { $title } · { $kind ->
        [challenge] 打卡挑战
        [poll] 投票
        [questions] 答疑
        [event] 约好的活动
        [survey] 问卷
        [quiz] 答题
        [draw] 抽奖
        [packet] 红包
        [prompt] 话题讨论
        [chain] 接龙
        [claim] 限量领取
       *[other] 活动
    }，{ DATETIME($day, month: "short", day: "numeric") } 结束
campaigns-newer = ◀️ 更近
campaigns-older = 更早 ▶️
campaign-number = { $number }
campaign-back = ◀️ 返回列表
campaign-title =
    📋 <b>{ $title }</b> · { $kind ->
        [challenge] 打卡挑战
        [poll] 投票
        [questions] 答疑
        [event] 约好的活动
        [survey] 问卷
        [quiz] 答题
        [draw] 抽奖
        [packet] 红包
        [prompt] 话题讨论
        [chain] 接龙
        [claim] 限量领取
       *[other] 活动
    }
campaign-runs = 🟢 正在进行，结束后会有成绩单。
campaign-dates = 📅 { DATETIME($first, month: "short", day: "numeric") } 至 { DATETIME($last, month: "short", day: "numeric") }
campaign-reach = 👥 开始时群里有 { $reach } 人
campaign-participants =
    🙋 { $participants } 人参加{ $share ->
        [-1] { "" }
       *[other] （{ $share }%）
    }
campaign-actions = ⚡ 互动 { $actions } 次，人均 { $each } 次
campaign-depth = 💬 { $conversations } 段对话，{ $share }% 有来有回；一半的消息不少于 { $letters } 字
campaign-liked = ⭐ 满意度 { $stars } / 5（{ $ratings } 人打分）
campaign-liked-few = ⭐ 目前 { $ratings } 人打分，满 { $least } 人才显示满意度
campaign-points = 💰 发出 { $points } 积分
campaign-rating-soon = 大家还可以打分三天，之后我会更新这张成绩单。
campaign-missing-objective = ⚠️ 这次活动想达到什么？加上 <code>目标="唤醒潜水的朋友" 达到=30</code>，结束时成绩单会对照它来看。
campaign-no-objective = 🎯 这次没有写目标。下次加上 <code>目标="…" 达到=30</code>，这里就会告诉你有没有做到。
campaign-target-how = 30、20%、200次 或 4.5星
campaign-aim = 🎯 { $aim }
campaign-aim-target = 🎯 { $aim }：希望达到{ $target }
campaign-figure-participants = { $figure } 人参加
campaign-figure-actions = { $figure } 次互动
campaign-figure-share = { $figure }% 的人参加
campaign-figure-satisfaction = { $figure } 星
campaign-verdict-reached = 🎯 { $aim }：达到了！{ $result }，目标是{ $target }。🎉
campaign-verdict-missed = 🎯 { $aim }：还差一点，{ $result }，目标是{ $target }。
campaign-verdict-unset = 🎯 { $aim }：{ $result }。加上 <code>达到=30</code>，就能对照数字看结果。
campaign-verdict-hidden = 🎯 { $aim }：打分的人太少，还看不出来。
campaign-rate-ask = 这次活动你觉得怎么样？
campaign-rate = { $stars } ⭐
campaign-rated = 谢谢！你打了 { $stars } ⭐，还可以再改。
campaign-rate-late = 打分已经结束啦，还是谢谢你！
campaign-aim-unnamed = 目标
campaign-too-new = 来群满 { $days } 天才能参加，下次一定有你！
campaign-not-for-you = 这次还不符合条件：{ $missing }
