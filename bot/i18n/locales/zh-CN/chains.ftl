# 接龙：大家一行一行接上去。
command-chain = 接龙：接上一行，或发起一个
chain-title = 📝 <b>{ $title }</b>
chain-about = { $about }
chain-preview = 接龙会是这样。点「开始」之前别人看不到。
chain-untitled = 谁来？
chain-seats =
    🪑 { $capacity ->
        [0] 不限人数
       *[other] { $capacity } 个名额，之后的排候补
    }
chain-lasts = ⏳ 持续 { $span }
chain-lasts-open = ⏳ 手动结束
chain-only = 🔎 限：<code>{ $only }</code>
chain-tweak-capacity = 🪑 名额
chain-tweak-ends = ⏳ 时长
chain-begin = ✅ 开始
chain-drop = ✖️ 不办了
chain-dropped = 已取消，没有人看到过。
chain-begun = 「{ $title }」已发到群里。发 <code>/chain 结束</code> 截止，<code>/chain 导出</code> 取名单。
chain-count = 👥 已接 { $count } 人
chain-count-of = 👥 { $count } / { $capacity } 人
chain-until = ⏳ { DATETIME($day, month: "short", day: "numeric") } { $at } 截止
chain-closed = 🔒 已截止
chain-nobody = 还没有人，谁先来？
chain-line =
    { $number }. { $name }{ $quantity ->
        [1] { "" }
       *[other] { " " }×{ $quantity }
    }：{ $words }
chain-line-bare =
    { $number }. { $name }{ $quantity ->
        [1] { "" }
       *[other] { " " }×{ $quantity }
    }
chain-waiting = ⏸ 候补（{ $count }）：
chain-more = …… 还有 { $count } 行
chain-how = 点按钮，或回复这条写上你的一行，例如「吃素 +2」就是你带一共两人。再回复一次就能改。
chain-button-join = ✋ 接龙
chain-button-leave = 退出
chain-put = 接上了，你是第 { $number } 号 ✅
chain-changed = 改好了，你还是第 { $number } 号。
chain-waits = 名额满了：你是第 { $number } 号，候补第 { $place } 位。有空位我会告诉你。
chain-in-already = 你已经是第 { $number } 号啦。回复这张卡片可以补充或修改内容。
chain-left = 已退出接龙。
chain-not-on-it = 你还没有接这个龙。
chain-moved-up = 🎉 有空位了：「{ $title }」你排上啦，第 { $number } 号。
chain-moved-up-here = 🎉 { $name }，有空位了：「{ $title }」你排上啦，第 { $number } 号。
chain-no-room = 名额不够了，你还是 { $quantity } 人。
chain-too-many-seats = 一共只有 { $capacity } 个名额。
chain-full = 这个接龙已经接满了。
chain-over = 「{ $title }」已经截止了。
chain-none = 这里没有进行中的接龙。管理员可以发起：<code>/chain 周日野餐 人数=20</code>
chain-too-many = 同时 { $most } 个接龙就够多啦，先结束一个吧。
chain-end-ask = 现在就截止「{ $title }」吗？
chain-end-yes = 截止
chain-end-no = 继续接
chain-end-kept = 「{ $title }」继续接龙。
chain-ended = 「{ $title }」已截止。回复它的卡片发 <code>/chain 导出</code>，就能拿到名单。
chain-result =
    🔒 「{ $title }」已截止：{ $count ->
        [0] 没有人接
       *[other] 共 { $count } 人
    }{ $waiting ->
        [0] 。
       *[other] ，候补 { $waiting } 人。
    }谢谢大家！
chain-export = 「{ $title }」的名单。
chain-help = 想接龙：点卡片下的按钮，或回复卡片写上一行：<code>吃素 +2</code>。也可以发 <code>/chain 加入 吃素 +2</code>；<code>/chain 退出</code> 退出。
chain-help-new =
    发起接龙：<code>/chain 周日野餐 人数=20 截止=20:00</code>
    下面几行可以写说明。
chain-how-capacity = 名额数，例如 20
chain-how-ends = 20:00、2h、3天 或 "周五 20:00"
chain-title-long = 标题最多 { $most } 个字，其余写在下面几行。
