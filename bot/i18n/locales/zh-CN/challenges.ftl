# 打卡挑战。
command-challenge = 本群的打卡挑战：报名、打卡、看自己的进度
challenge-title = 🏁 <b>{ $title }</b>
challenge-preview = 挑战会是这样。点「开始」之后才会发布。
challenge-preview-foot = 大家用 #{ $key } 来叫它。可以用按钮改，也可以写一行：<code>/challenge set { $key } 奖励:20 休息:日</code>
challenge-untitled = 我们的挑战
challenge-template-habit = 21 天养成好习惯
challenge-template-running = 30 天跑步打卡
challenge-template-reading = 21 天共读
challenge-new = 来办个什么挑战？选一个模板，或者写一行。
challenge-new-how =
    <code>/challenge new 21 每天读书</code> 就够了。选项写在后面：<code>凭证:照片 开始:明天 休息:周末 奖励:10 方式:累计 目标:15 小队:3/20 补卡:2/3/50 送卡:7 截止:04:00 里程碑:7=50,21=200 #读书</code>，最后可以用 <code>限:</code> 加人群条件。
    第二行起每行是一天的内容；<code>页数:420</code> 会把一本书分到每天。
challenge-tweak-title = ✏️ 标题
challenge-tweak-days = 📅 天数
challenge-tweak-by = 📸 凭证
challenge-tweak-mode = 🔁 连续？
challenge-tweak-rest = 🌙 休息日
challenge-tweak-reward = 💰 奖励
challenge-tweak-team = 👥 小队
challenge-tweak-start = ▶️ 开始日
challenge-begin = ✅ 开始
challenge-drop = ✖️ 不办了
challenge-title-ask = 「{ $title }」想叫什么？直接在这里写给我就行。
challenge-title-keep = ↩️ 不改了
challenge-title-how = 请写：/challenge set { $key } 加上新标题。
challenge-set-how = 想改什么？例如 <code>/challenge set { $key } 奖励:20</code>。
challenge-changed = 改好了，现在是这样：
challenge-dropped = 好的，这个挑战不办了。
challenge-begun = 「{ $title }」定好了，{ DATETIME($day, month: "short", day: "numeric") } 开始，卡片已发到群里。
challenge-end-ask = 现在就结束「{ $title }」并公布结果吗？结束后不能恢复。
challenge-end-yes = 结束
challenge-end-no = 继续
challenge-end-kept = 「{ $title }」继续进行。
challenge-ended = 「{ $title }」已结束，结果已发到群里。
challenge-over = 「{ $title }」已经结束了。
challenge-fixed = 大家都按「{ $title }」的日子在打卡：开始日、天数、截止时间、小队和暗号不能再改。
challenge-too-many = 同时进行 { $most } 个挑战就够多啦，先结束一个吧。
challenge-key-taken = 已经有 #{ $key } 了，换一个吧。
challenge-unknown = 没有找到挑战「{ $name }」，发 /challenge 看看有哪些。
challenge-which = 现在有好几个挑战，请用 # 暗号说明是哪一个。
challenge-bad-option = 不认识选项「{ $option }」。可用：凭证、开始、休息、奖励、方式、目标、小队、补卡、送卡、请假、截止、里程碑、字数、公布、徽章、页数、限。
challenge-bad-value = 「{ $said }」不能用于「{ $option }」。发 <code>/challenge new</code> 看看怎么写。
challenge-bad-rest = 这样休息的话，一天都不用打卡了。
challenge-bad-goal = 一共只有 { $days } 天要打卡，目标不能更多。
challenge-when = 📅 共 { $days } 天，{ DATETIME($first, month: "short", day: "numeric") } 至 { DATETIME($last, month: "short", day: "numeric") }（{ $zone }）
challenge-goal-row = 🎯 连续 { $days } 天即完成
challenge-goal-sum = 🎯 累计 { $days } 天即完成，不必连续
challenge-how-button = 👉 点按钮打卡，或者说 { $word }。
challenge-how-keyword = 👉 说 { $word } 就算打卡。
challenge-how-text = 👉 写几句话并带上 { $word }，至少 { $least } 个字。
challenge-how-photo = 👉 发一张照片，配文带上 { $word }。
challenge-how-link = 👉 发一个链接并带上 { $word }。
challenge-reward =
    💰 { $points ->
        [0] 每天打卡不加积分
       *[other] 每天 { $points } 积分
    }
challenge-milestones = 🎁 里程碑：{ $told }
challenge-rest = 🌙 休息日：{ $days }
challenge-weekday-and = { $days }、{ $more }
challenge-weekday-1 = 周一
challenge-weekday-2 = 周二
challenge-weekday-3 = 周三
challenge-weekday-4 = 周四
challenge-weekday-5 = 周五
challenge-weekday-6 = 周六
challenge-weekday-7 = 周日
challenge-cutoff = 🕓 每天从 { $at } 起算新的一天。
challenge-makeups = 🩹 补卡 { $cards } 次，最多补 { $days } 天前的，每次 { $price } 积分
challenge-cards = 🎟 每连续 { $days } 天送一张免费补卡
challenge-pauses = ⏸ 可以请假，最多 { $days } 天：<code>/challenge pause</code>
challenge-teams = 👥 { $size } 人小队：当天全队打卡，每人多得 { $points } 积分。
challenge-only = 🔑 报名条件：{ $only }
challenge-parts = 📖 共 { $count } 段内容，第一天是「{ $first }」
challenge-part = 📖 今天：{ $part }
challenge-card-soon = { DATETIME($day, month: "short", day: "numeric") } 开始，一共 { $days } 天。一起来吗？
challenge-card-over = 挑战结束，谢谢大家！
challenge-card-rest = 🌙 今天休息，明天见！
challenge-card-day = 第 <b>{ $n }</b> 天，共 { $days } 天
challenge-card-in =
    { $signed ->
        [0] { $entrants } 人参加，今天还没有人打卡。
       *[other] 今日打卡：<b>{ $signed }</b> / { $entrants }
    }
challenge-card-names = { $names }
challenge-card-names-more = { $names } 等，还有 { $more } 人
challenge-button-join = 🙋 报名
challenge-button-sign = ✅ 打卡
challenge-button-mine = 📅 我的进度
challenge-button-bell = 🔔 提醒我
challenge-button-quiet = 🔕 不再提醒
challenge-button-calendar = 🖼 生成图片
challenge-button-team = 👥 加入小队
challenge-button-makeup =
    🩹 补 { DATETIME($day, month: "short", day: "numeric") }（{ $price ->
        [0] 免费
       *[other] { $price } 积分
    }）
challenge-joined = 报名成功！「{ $title }」每天打卡一次，我来帮你记。
challenge-joined-before = 你已经报名「{ $title }」啦。
challenge-not-for-you = 「{ $title }」还不能报名，还差：{ $missing }
challenge-not-in = 你还没报名「{ $title }」，先点卡片下面的「报名」吧。
challenge-signed =
    ✅ { $name }，「{ $title }」第 { $done }/{ $wanted } 天{ $streak ->
        [0] ！
        [1] ！
       *[other] ，连续 { $streak } 天！
    }{ $earned ->
        [0] { "" }
       *[other] +{ $earned }
    }
challenge-milestone = 🎁 满 { $days } 天，额外 { $points } 积分！
challenge-card-earned = 🎟 你得到一张免费补卡！
challenge-team-complete = 👥 你们全队今天都打卡了，每人 +{ $points }！
challenge-finished = 🏆 恭喜 { $name } 完成「{ $title }」！
challenge-already = 今天已经打过卡啦：{ $done }/{ $wanted } 天。
challenge-toast-more =
    { $toast }
    { $more }
challenge-now-outside = 你还没报名「{ $title }」，点一下就能加入。
challenge-now-early = 「{ $title }」{ DATETIME($day, month: "short", day: "numeric") } 才开始，这么积极真好！
challenge-now-over = 「{ $title }」已经结束了。
challenge-now-resting = 「{ $title }」今天休息，好好放松！
challenge-wrong-kind = 差一点点！这个挑战需要的是：
challenges-none = 目前没有进行中的挑战。
challenges-head = { $community } 的挑战：
challenges-line = 🏁 { $title }（#{ $key }），到 { DATETIME($last, month: "short", day: "numeric") }
challenges-line-in = 🏁 { $title }（#{ $key }），到 { DATETIME($last, month: "short", day: "numeric") }：你已打卡 { $done }/{ $wanted } 天
challenges-join = 🙋 { $title }
challenge-own = 你已打卡 <b>{ $done }</b>/{ $wanted } 天。
challenge-own-streak = 当前连续 { $streak } 天，最长 { $best } 天
challenge-own-finished = 🏆 你已经完成了。
challenge-own-missed = 有 { $missed } 天没打卡，可以用补卡补上。
challenge-own-cards = 🎟 你有 { $cards } 张免费补卡，漏了哪天可以用。
challenge-own-team = 👥 你在第 { $team } 小队。
challenge-bell-on = 好的，每天截止前三小时你还没打卡的话，我会提醒你。
challenge-bell-off = 这个挑战不再提醒你了。
challenge-reminder = ⏳ 「{ $title }」今天还有三小时截止，别忘了打卡。
challenge-team-joined = 你加入了第 { $team } 小队：{ $taken }/{ $size } 人。
challenge-paused = 「{ $title }」请假成功：{ DATETIME($first, month: "short", day: "numeric") } 至 { DATETIME($last, month: "short", day: "numeric") }，连续天数等你回来。
challenge-pause-too-long =
    { $left ->
        [0] 这个挑战的请假天数你已经用完了。
       *[other] 还剩 { $left } 天可以请假。
    }
challenge-pause-beyond = 挑战 { DATETIME($day, month: "short", day: "numeric") } 结束，请假不能超过那天。
challenge-makeup-which = 要补「{ $title }」的哪一天？
challenge-makeup-none = 「{ $title }」没有可以补卡的日子。
challenge-made-up = 🩹 { DATETIME($day, month: "short", day: "numeric") } 已补卡，现在连续 { $streak } 天
challenge-makeup-not-over = { DATETIME($day, month: "short", day: "numeric") } 还没结束，直接打卡就好。
challenge-makeup-not-asked = { DATETIME($day, month: "short", day: "numeric") } 不是这个挑战要打卡的日子。
challenge-makeup-not-missed = { DATETIME($day, month: "short", day: "numeric") } 没有缺卡。
challenge-makeup-too-old = 只能补最近 { $most } 天的卡。
challenge-makeup-none-left =
    { $cards ->
        [0] 这个挑战没有补卡。
       *[other] 你的 { $cards } 次补卡已经用完了。
    }
challenge-too-dear = 补一次卡要 { $price } 积分，你的积分不够。
challenge-why = 「{ $title }」：连续 { $streak } 天。
challenge-figure-done = 已打卡
challenge-figure-streak = 当前连续
challenge-figure-best = 最长连续
challenge-mark-signed = 已打卡
challenge-mark-made-up = 补卡
challenge-mark-rest = 休息
challenge-mark-paused = 请假
challenge-mark-forgiven = 不算断签
challenge-mark-missed = 缺卡
challenge-results = 🏁 <b>{ $title }</b> 结束啦，{ $days } 天一起走过！
challenge-results-count = { $entrants } 人参加，{ $finished } 人完成。👏
challenge-result = { $medal } { $name }：{ $done } 天，最长连续 { $best } 天
challenge-result-perfect = { $medal } { $name }：{ $done } 天，一天没落 ✨
challenge-roll = 🗓 <b>{ $title }</b> 第 { $n } 天（{ DATETIME($day, month: "short", day: "numeric") }）
challenge-roll-in = { $entrants } 人中有 { $signed } 人打卡。
challenge-roll-left = 还差：{ $names }。今天又是新的一天！
challenge-reject-how = 请回复对方用来打卡的那条消息。
challenge-reject-why = 请写上原因，好让对方知道：<code>/challenge reject 照片是网上的</code>
challenge-reject-late = 那个挑战已经结束了。
challenge-rejected = { $name }，这条不能算「{ $title }」的打卡：{ $reason }
challenge-rejected-points = 已收回 { $points } 积分。
challenge-rejected-team = 小队每人的 { $points } 积分也已收回，全队再打齐就会重新发放。
challenge-rejected-again = 今天还没结束，换一个再发就行。
challenge-rejected-day = { DATETIME($day, month: "short", day: "numeric") } 重新变成缺卡，可以用补卡补上。
challenge-export = 「{ $title }」的结果。
challenge-forgiven = 🤝 { DATETIME($day, month: "short", day: "numeric") } 我掉线太久了，「{ $title }」那天不算断签。
audit-challenge-begun = { $actor } 开始了一个打卡挑战
audit-challenge-ended = { $actor } 提前结束了一个打卡挑战
audit-challenge-rejected = { $actor } 驳回了 { $subject } 的打卡凭证
