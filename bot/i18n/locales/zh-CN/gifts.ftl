# 成员之间送积分，以及积分的总账。
gift-how = 送一些积分给别人：<code>/gift @mei 20</code>，或回复对方发 <code>/gift 20</code>。
gift-given = 🎁 { $giver } 送给 { $name } { $points } 积分，还剩 { $left }。
gift-off = 这里没有开放赠送积分。
gift-self = 送给自己？本来就是你的呀。
gift-young = 入群满 { $days } 天就可以送积分了。
gift-often = 今天已经送了 { $most } 次，明天再来吧。
gift-much = 每天最多送出 { $most } 积分。
gift-full = 对方今天收不下更多了：每天最多收 { $most } 积分。
gift-short =
    { $points ->
        [0] 你还没有积分可以送。
       *[other] 你有 { $points } 积分，不够送这么多。
    }
grant-how = <code>/points give @mei 20 分享得好</code>，或回复对方发 <code>/points give 20 分享得好</code>；<code>/points take …</code> 扣除。请写上理由。
grant-self = 自己的积分要由别人来定。
grant-much = 每位管理人员每天最多经手 { $most } 积分。
points-granted = 🪙 { $name }，奖励你 { $points } 积分：{ $reason }
points-fined = { $name } 扣除 { $points } 积分，还剩 { $left }：{ $reason }
economy-head = 🧾 <b>{ $name }的积分账目</b>
economy-lately = 最近 30 天：发放 { $issued }，消费 { $spent }，扣除 { $fined }，过期 { $expired }；成员之间赠送 { $given }。
economy-ever = 从开始到现在：发放 { $issued }，消费 { $spent }，扣除 { $fined }，过期 { $expired }；成员之间赠送 { $given }。
economy-held = 成员手里共有 { $held }。
economy-off = ⚠️ 账对不上。用 <code>python -m bot points rebuild</code> 看看差在哪里。
command-gift = 送一些积分给别的成员
