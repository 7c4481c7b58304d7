# 积分红包。
command-packet = 发积分红包，先到先得
packet-how = 写上总积分和份数：<code>/packet 100 10 周末愉快</code>。最多 { $points } 积分、{ $shares } 份。
packet-how-more = 选项：<code>平分=是 截止=8h 入群=7天 限="tier=core"</code>。积分与钱无关，也不能购买。
packet-how-staff = 你是管理员，也可以由社群出：<code>来自=社群</code>。
packet-how-from = 我 或 社群
packet-how-even = 是 或 否
packet-how-age = 入群多久，例如 7天
packet-how-ends = 放多久，最多一周，例如 8h 或 3天
packet-thin = { $points } 积分不够分成 { $shares } 份：每份至少 1 分。
packet-where = 红包要在群里发，请到群里写。
packet-not-yours = 只有管理员能让社群出积分。用自己的积分发，去掉 <code>来自=</code> 就行。
packet-untitled = 恭喜发财，大吉大利
packet-preview = 红包会是这样：
packet-title = 🧧 <b>{ $title }</b>
packet-of = { $giver } 发的红包
packet-of-all = 社群发的红包
packet-size = 💰 { $points } 积分，{ $shares } 份，拼手气
packet-size-even = 💰 { $points } 积分，{ $shares } 份，平分
packet-pays-own = 👛 用你自己的 { $points } 积分，没领完的会退给你。
packet-pays-all = 👛 由社群出 { $points } 积分。
packet-lasts = ⏳ 放 { $span }
packet-age = 🔎 入群满 { $days } 天可领
packet-only = 🔎 限：<code>{ $only }</code>
packet-tweak-even = 🎲 手气 / 平分
packet-tweak-ends = ⏳ 时长
packet-tweak-age = 🔎 入群多久
packet-tweak-from = 👛 谁来出
packet-begin = ✅ 发出去
packet-drop = ✖️ 不发了
packet-dropped = 没有发，积分一分没动。
packet-begun = 🧧 红包已发到群里，谢谢你！
packet-button = 🧧 开
packet-taken = 已领 { $taken } / { $shares }
packet-takers =
    { $told }{ $more ->
        [0] { "" }
       *[other] ，之前还有 { $more } 人
    }
packet-got = 🧧 抢到 { $points } 积分！
packet-had = 你已经领过啦：{ $points } 积分。
packet-gone = 手慢了，红包已经领完。下次快一点！
packet-short = 需要 { $total } 积分，你现在有 { $points }。
packet-luckiest = 🍀 手气最佳：{ $name }，{ $points } 积分
packet-empty = 已全部领完，谢谢！
packet-back = 时间到，{ $points } 积分已退回。
packet-over = 时间到，还有 { $points } 积分没有领。
audit-packet-begun = { $actor } 发了一个社群红包
