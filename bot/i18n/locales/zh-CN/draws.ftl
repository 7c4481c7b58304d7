# 抽奖。
command-draw = 进行中的抽奖：参加、看签号、领奖
command-draws = 本群抽过什么奖、谁中了
draw-title = 🎁 <b>{ $title }</b> · #{ $number }
draw-prize =
    🏆 { $name }{ $count ->
        [1] { "" }
       *[other] { " " }× { $count }
    }
draw-prize-points =
    🏆 { $points } 积分{ $count ->
        [1] { "" }
       *[other] { " " }× { $count }
    }
draw-points = { $points } 积分
draw-worth = 🏷 最贵的奖品价值 ¥{ $worth }。
draw-rules = <blockquote>{ $rules }</blockquote>
draw-how = 👉 点按钮参加。
draw-how-by-word = 👉 点按钮参加，或者在群里说「{ $word }」。
draw-only = 🔑 参加条件：{ $only }
draw-free = 🆓 免费参加。
draw-price = 🎫 参加需要 { $price } 积分。
draw-equal = ⚖️ 机会均等：每人一签。
draw-bonus = ➕ 截止时符合 { $condition } 的，多 { $tickets } 签
draw-ends = ⏰ { DATETIME($at, dateStyle: "medium", timeStyle: "short") } 开奖
draw-ends-full = 👥 满 { $most } 人开奖
draw-ends-by-hand = ✋ 由管理员开奖，最迟 90 天。
draw-claim-within = 📬 中奖后请在 { $hours } 小时内领取，过期顺延给下一位。
draw-every =
    🔁 { $every ->
        [day] 每天
        [week] 每周
       *[month] 每四周
    }一次
draw-seal = 🔏 可验证：名单封存之后才掷骰子，事先谁也不知道谁会中。
draw-seal-no-dice = 🔏 可验证，但需要信任主办方：没有骰子，看得到种子的人有可能添加参加者。
draw-commitment = 种子哈希：<code>{ $commitment }</code>
draw-rules-hash = 规则哈希：<code>{ $digest }</code>
draw-rules-hash-before = 修改前：<code>{ $digest }</code>
draw-edit-before = 第 { $number } 版规则哈希：<code>{ $digest }</code>
draw-root = 名单哈希：<code>{ $root }</code>
draw-foot = 不收钱，积分也买不到。未满 18 岁请先征得家长同意。
draw-card-frozen = 🎰 已截止，名单封存，正在开奖。
draw-card-cancelled = ✖️ 已取消，种子已公开。
draw-card-drawn = 🎉 已开奖！
draw-nobody = 这次没有人中奖。
draw-button-enter =
    🎟 参加{ $entrants ->
        [0] { "" }
       *[other] （{ $entrants }）
    }
draw-button-ticket = 🔎 我的签号
draw-button-claim = 🙌 领奖
draw-button-decline = 放弃
draw-button-contact = ✏️ 填写
draw-button-delivered = ✅ { $number } · { $name }
draw-preview = 抽奖会是这样。点「开始」之前别人看不到。
draw-preview-no-rules = ⚠️ 还没写规则：谁能参加、奖品是什么、怎么发奖。在私聊里点「📜 规则」，或者发 <code>/draw set { $number }</code>，规则写在下一行。
draw-preview-law = ⚖️ 抽奖式有奖销售的奖品价值不得超过 { NUMBER($most) } 元；不得收取钱款。
draw-preview-foot = 可以用按钮改，也可以写一行：<code>/draw set { $number } 奖品="小说 x3，50 积分 x10" 截止=24h 费用=10</code>
draw-tweak-title = ✏️ 标题
draw-tweak-prizes = 🏆 奖品
draw-tweak-rules = 📜 规则
draw-tweak-winners = 🔢 名额
draw-tweak-ends = ⏰ 截止
draw-tweak-price = 🎫 费用
draw-tweak-dice = 🎰 骰子
draw-tweak-claim = 📬 领奖期限
draw-tweak-every = 🔁 定期？
draw-begin = ✅ 开始
draw-drop = ✖️ 不办了
draw-untitled = 我们的抽奖
draw-new = 要办一次新抽奖吗？选几个人中奖，或者写一行。
draw-new-winners = 🎁 { $winners } 人中奖
draw-new-how =
    <code>/draw 春日抽奖 奖品="小说 x3，马克杯 x10" 截止=24h</code>
    规则写在下一行。更多选项：<code>费用=10 人满=100 限="level &gt;= 3" 加签="level &gt;= 5: 2" 口令=好运 领奖=3天 每=周 骰子=关 价值=200</code>
draw-dropped = 已取消，没有人看到过。
draw-begun = 「{ $title }」开始了，编号 #{ $number }，卡片已发到群里。
draw-edited = ✏️ 「{ $title }」（#{ $number }）有改动，已参加的不受影响：
draw-edit-done = 「{ $title }」改好了，新的规则哈希已在群里公布。
draw-unchanged = 「{ $title }」没有变化。
draw-set-how = 想改什么？例如 <code>/draw set { $number } 截止=24h</code>。
draw-needs-rules = 抽奖要先写规则：谁能参加、奖品是什么、怎么发奖。
draw-ends-past = 截止时间已经过了，换个晚一点的吧。
draw-too-many = 同时进行 { $most } 个抽奖就够多啦，先结束一个吧。
draw-too-many-prizes = 一次抽奖最多 { $most } 份奖品。
draw-frozen-for-good = 「{ $title }」不能再改了。
draw-fixed = 「{ $title }」的费用和骰子不能再改：大家是按这个参加的。
draw-bad-prizes = 这些奖品我看不懂。
draw-how-prizes = 请这样写：小说 x3，马克杯 x10，50 积分 x5。
draw-how-most = 写一个整数，例如 100，或写「无」。
draw-how-only = 写一个条件，例如 "level >= 3"，或写「无」。
draw-how-cost = 写整数积分，0 为免费。
draw-how-bonus = 条件、冒号、多几签："level >= 5: 2; tag:host: 1"，或写「无」。
draw-how-word = 最多 32 个字。
draw-how-dice = 写「开」或「关」。
draw-how-claim = 一小时到 60 天，例如 3天。
draw-how-every = 写天、周、月，或「无」。
draw-how-worth = 单位元，最多 50000：法律不允许更高。
draw-how-winners = 写一个整数，例如 3。
draw-how-ends = 写晚于现在的时间：24h、20:00、周五 20:00、12-24 18:00，或「无」。
draw-ask-title = 叫什么名字？下一条消息就是标题。
draw-ask-prizes = 「{ $title }」有什么奖品？请这样写：小说 x3，马克杯 x10，50 积分 x5。
draw-ask-rules = 「{ $title }」的规则是什么？谁能参加、奖品是什么、怎么发奖。下一条消息就是规则。
draw-ask-contact = 「{ $title }」的奖品寄到哪里？下一条消息会加密转给管理员，发奖后即删除。
draw-ask-in-group =
    请写：/draw set { $number } { $what ->
        [title] 标题="…"
        [prizes] 奖品="小说 x3"
       *[rules] ，规则写在下一行
    }
draw-unknown = 这里没有抽奖 #{ $number }，发 /draws 看看有哪些。
draw-none = 现在没有进行中的抽奖。
draw-which = 有好几个抽奖，请写上编号，例如 /draw 参加 12。
draw-not-now =
    「{ $title }」{ $state ->
        [draft] 还没开始。
        [open] 还在进行。
        [frozen] 正在开奖。
        [drawn] 已经开奖了。
       *[cancelled] 已经取消了。
    }
draw-over = 「{ $title }」已经不能参加了。
draw-not-for-you = 「{ $title }」不对你开放。
draw-not-yet-for-you = 暂时还不能参加，还差：{ $missing }
draw-missing = { $clause }（{ $why }）
draw-missing-and = { $one } · { $other }
draw-too-dear = 参加需要 { $price } 积分，你的积分还不够。
draw-entered =
    🎟 参加成功！签号 { $number }{ $weight ->
        [1] { "" }
       *[other] ，算 { $weight } 签
    }{ $price ->
        [0] 。
       *[other] ，用了 { $price } 积分。
    }
draw-entered-before =
    你已经参加了，签号 { $number }{ $weight ->
        [1] { "" }
       *[other] ，算 { $weight } 签
    }{ $price ->
       *[other] 。
    }祝你在「{ $title }」中好运！
draw-no-ticket = 你没有参加「{ $title }」。
draw-ticket-toast =
    签号 { $number }，{ $weight ->
        [1] 算一签
       *[other] 算 { $weight } 签
    }。只给你看的盐：{ $salt }
draw-ticket =
    🎟 「{ $title }」：你的签号是 <b>{ $number }</b>，{ $weight ->
        [1] 算一签。
       *[other] 算 { $weight } 签。
    }
draw-ticket-salt = 名单上你那一行的末尾是 <code>{ $salt }:{ $person }</code> 的 SHA-256。盐请自己保管：谁有它，谁就能认出那一行是你。
draw-ticket-by-dm = 想在名单里找到自己那一行，请私聊我：<code>/draw ticket { $number }</code>（{ $community }）
draw-ticket-excluded =
    名单封存时被移出：{ $why ->
        [left] 当时你不在群里。
        [banned] 你被封禁了。
       *[outside] 已不符合条件。
    }
draw-list =
    🧾 「{ $title }」（#{ $number }）已截止。名单共 { $count ->
        [0] 0 签
       *[other] { $count } 签
    }
draw-list-excluded =
    移出 { $count } 人：{ $why ->
        [left] 已不在群里
        [banned] 被封禁
       *[outside] 不再符合条件
    }
draw-list-dice = 接下来在这条消息下掷六次骰子，有了它们才能算出谁中奖。
draw-list-no-dice = 这次没有骰子。
draw-die-unknown = 🎰 「{ $title }」第 { $n } 次（共 { $all } 次）：Telegram 没有告诉我掷没掷成。请管理员看一眼：骰子在的话，用 /draw die 回复它；不在就点按钮。在此之前不会再掷。
draw-die-none = 没有骰子
draw-die-again = 👀 { $name } 看过了：第 { $n } 次没有掷成，现在重掷。
draw-die-found = 👀 { $name } 找到了第 { $n } 次：点数 { $value }。
draw-die-how = 请用 /draw die 回复我掷出、却没收到结果的那颗骰子。
draw-die-none-awaited = 这里没有在等的骰子。
draw-drawn = 🎉 <b>{ $title }</b>（#{ $number }）开奖了！
draw-winner = 🏆 { $prize }：<b>{ $name }</b>（签号 { $ticket }）
draw-winners-more = ……还有 { $more } 位，都在证明文件里。
draw-fewer =
    { $winners ->
        [0] 没有符合条件的参加者，奖品不发出。
       *[other] 符合条件的只有 { $winners } 人，奖品有 { $seats } 份，其余不发出。
    }
draw-thrown = 🎰 { $values }
draw-thrown-none = 🎰 没有骰子。
draw-seed = 种子：<code>{ $seed }</code>
draw-proof = 🔎 #{ $number } 的证明：任何人都能用这个文件算出谁中奖。用 <code>python -m bot draw verify</code>，或 docs/draws.md 里的小脚本。
draw-won = 🎉 你在「{ $title }」（{ $community }）中奖了：<b>{ $prize }</b>！
draw-won-standby = 🎉 「{ $title }」（{ $community }）空出一份奖品，轮到你了：<b>{ $prize }</b>！
draw-won-claim = 请在 { DATETIME($at, dateStyle: "medium", timeStyle: "short") } 前领取，过期会给下一位。
draw-won-paid = 积分已经到账。
draw-nothing-to-claim = 「{ $title }」里没有你可领的奖品。
draw-claim-late = 「{ $title }」的领奖时间已过，奖品给了下一位。
draw-claimed = 🙌 归你了：「{ $title }」的 <b>{ $prize }</b>。
draw-claimed-toast = 归你了：{ $prize }！怎么领已经私聊你了。
draw-claimed-by-dm = 寄到哪里请私聊告诉我：在私聊里点「领奖」。
draw-claimed-delivered = 奖品已经发出了。
draw-contact-how = 寄到哪里？写下地址或联系方式：下一条消息会加密转给管理员，发奖后即删除。
draw-contact-kept = 谢谢！管理员会把「{ $title }」的奖品寄过去。
draw-decline-ask = 要把「{ $title }」的奖品让给下一位吗？不能反悔。
draw-decline-yes = 让给下一位
draw-declined = 谢谢，「{ $title }」的奖品会给下一位。
draw-seat-filled = 🔁 「{ $title }」的{ $prize }空出来了，按抽出的顺序轮到 <b>{ $name }</b>（签号 { $ticket }）。
draw-seat-empty = 「{ $title }」的{ $prize }空出来了，后面已没有人，不再发出。
draw-next = 🔁 下一期「{ $title }」该开始了，看看没问题就开始吧：
draw-now-ask = 现在就给「{ $title }」开奖吗？共 { $entrants } 人参加。不能反悔。
draw-now-yes = 🎰 现在开奖
draw-now-done = 「{ $title }」已截止，名单和骰子在群里。
draw-cancel-ask =
    要取消「{ $title }」吗？{ $entrants ->
        [0] 还没有人参加。
       *[other] { $entrants } 位参加者的积分会退回。
    }种子会公开。不能反悔。
draw-cancel-yes = 取消抽奖
draw-cancel-done = 「{ $title }」已取消，群里已说明。
draw-leave-it = 先不动
draw-goes-on = 「{ $title }」继续进行。
draw-called-off = ✖️ 「{ $title }」（#{ $number }）取消了。
draw-called-off-by = 由 { $name } 取消。
draw-too-late = 骰子没能按时掷完。
draw-stuck = 名单没能发出：{ $reason }
draw-given-back = 每人的 { $price } 积分都已退回。
draw-deliveries = 📦 「{ $title }」：{ $count } 份奖品
draw-delivery =
    { $number }. { $prize } · { $name } · { $state ->
        [offered] 未领取
        [claimed] 已领取
       *[delivered] 已发出
    }
draw-delivery-contact = ↳ { $contact }
draw-delivered-toast = 已标记为发出。
draw-prizes-by-dm = 请私聊我：奖品寄到哪里，不该给别人看。
draws-open = 进行中的抽奖：
draws-head = 🎁 { $community } 的抽奖
draws-line-open = #{ $number } { $title } · 进行中，{ $entrants } 人参加
draws-line-frozen = #{ $number } { $title } · 正在开奖，{ $entrants } 人参加
draws-line-cancelled = #{ $number } { $title } · 已取消
draws-line-drawn = #{ $number } { $title } · { DATETIME($day, month: "short", day: "numeric") }，{ $entrants } 人参加：{ $names }
draws-foot = <code>/draw 12</code> 看一次抽奖，<code>/draw 证明 12</code> 拿证明文件。
draws-none = 这里还没有抽过奖。
audit-draw-begun = { $actor } 开始了一次抽奖
audit-draw-edited = { $actor } 修改了进行中的抽奖
audit-draw-called-off = { $actor } 取消了一次抽奖
