# 各级叫什么、带来什么，用社群自己的话。
tier-title =
    { "zh" ->
        [en] { $en }
       *[zh] { $zh }
    }
tier-perks =
    { "zh" ->
        [en] 🎁 { $en }
       *[zh] 🎁 { $zh }
    }
tier-opens = 🔑 可领核心群通行证：/pass
tier-and = { $first }、{ $second }
tier-nothing = 无
# 一级的条件。
tier-count-active-days = { $count } 个活跃日
tier-count-messages = { $count } 条消息
tier-count-answered = 回复过 { $count } 个人
tier-count-repliers = 有 { $count } 个人回复过你
tier-count-thanked = 被感谢 { $count } 次
tier-count-contributions = { $count } 次贡献
tier-count-invitees = { $count } 位留下来的朋友
tier-count-spend = 消费满 { $count }
tier-count-purchases = { $count } 笔订单
# 还差什么。
tier-more-active-days = 还差 { $count } 个活跃日
tier-more-messages = 还差 { $count } 条消息
tier-more-answered = 还差回复 { $count } 个人
tier-more-repliers = 还差 { $count } 个人的回复
tier-more-thanked = 还差 { $count } 次感谢
tier-more-contributions = 还差 { $count } 次贡献
tier-more-invitees = 还差 { $count } 位留下来的朋友
tier-more-spend = 还差消费 { $count }
tier-more-purchases = 还差 { $count } 笔订单
tier-asks = { $days } 天内 { $needs }
tier-asks-nothing = 人人都在
tier-against =
    { $is_met ->
        [yes] ✅ { $days } 天内{ $need }：{ $has }
       *[no] ▫️ { $days } 天内{ $need }：目前 { $has }
    }
# 大家看到的表。
tiers-off = 这里没有开启层级。
tiers-head = 🪜 <b>「{ $community }」的成员层级</b>
tiers-ladder-value = <b>按消费</b>
tiers-line = <b>{ $tier }</b>：{ $asks }
tiers-line-confirmed = <b>{ $tier }</b>：{ $asks }，由团队确认
tiers-foot =
    { $days ->
        [0] 每晚更新：达到就升级，不再达到就回到相应层级。发 /me 看看自己的进度。
       *[other] 每晚更新：达到就马上升级；暂时达不到，也会保留 { $days } 天。发 /me 看看自己的进度。
    }
# 自己走到哪了。
me-tier = 🪜 { $tier }，从 { DATETIME($day, month: "long", day: "numeric") } 起
me-tier-none = 🪜 今晚就会有你的层级。
me-tier-next = 下一级 { $tier }：{ $needs }
me-tier-tonight = { $tier } 的条件都达到了，今晚就升级。
me-tier-staff = { $tier } 的条件都达到了，等团队确认。
me-tier-below = 想保留这一级，{ $days } 天内：{ $needs }
why-tier = 🪜 <b>{ $name }</b> 是{ $tier }，从 { DATETIME($day, month: "long", day: "numeric") } 起。
why-tier-none = 🪜 <b>{ $name }</b> 今晚就会有层级。
why-tier-below = 从 { DATETIME($day, month: "long", day: "numeric") } 起暂时没达到，会保留 { $days } 天。
why-tier-asks = { $tier } 的条件：
# 消息。
tier-promoted = 🎉 你现在是「{ $community }」的<b>{ $tier }</b>成员啦。谢谢你一直在！
tier-confirmed = 🌟「{ $community }」的团队想请你成为<b>{ $tier }</b>——那里的很多人都因为你受益。谢谢你！
tier-warned = 最近安静了一些：再过 { $days } 天，你在「{ $community }」的{ $tier }会下调一点。生活忙的话，没关系。
tier-warned-how = 想保留的话，{ $needs }。
# 管理团队看到的。
tier-card = 🌟 <b>{ $name }</b>（{ $id }）可以成为{ $tier }：
tier-button-confirm = ✅ { $name }
tier-button-decline = 先不
tier-decided = 好的。
tier-decided-before = 已经有人决定过了。
tier-card-proposed = 还没有决定。
tier-card-confirmed = ✅ 已确认。
tier-card-declined = 保持不变，90 天内不再提名。
koc-head = 🌟 <b>「{ $community }」团队确认的成员</b>
koc-line = { $tier } · { $name }，从 { DATETIME($day, month: "short", day: "numeric") } 起
koc-none = 还没有，也没有提名。对很多人有帮助的成员，会在夜里被提名。
flow-ladder-activity = 🪜 <b>这一周的层级变化</b>
flow-ladder-value = <b>按消费</b>
flow-head = 之前 { $before } 人，现在 { $after } 人：新来 { $came } 人，离开 { $went } 人
flow-line = { $before } → { $after }：{ $people }
flow-came = 新来
flow-went = 离开
flow-none = 没有人变动。
audit-tier-confirmed = { $actor } 确认了 { $subject } 的层级
audit-tier-declined = { $actor } 让 { $subject } 的层级保持不变
# 通行证。
pass-by-dm = 通行证只给你一个人：请私聊我领取。
pass-which = 想进哪个群？
pass-choice = { $chat }
pass-coming = 稍等，正在准备 { $chat } 的通行证……
pass-given = 🔑 这是你进 <b>{ $chat }</b> 的通行证：只有你能用，一次，一天内有效。点开后申请加入，就进去了。
pass-open = 打开群
pass-failed = { $chat } 的通行证没能做出来。麻烦告诉团队：我可能缺少邀请的权限。
pass-inside = 你已经在 { $chat } 里啦。😊
pass-shut = 我现在不能让人进 { $chat }。麻烦告诉团队。
pass-not-yet = 到了{ $tier }就能进。
pass-needs = { $needs }。
pass-no-group = 现在没有可以进的群。
pass-welcome = 🎉 欢迎来到 <b>{ $chat }</b>！
pass-not-yours = 这张 { $chat } 的通行证是别人的。发 /pass 给我，领你自己的。
pass-used = 这张 { $chat } 的通行证已经用过了。还需要的话，发 /pass 给我。
pass-over = 这张 { $chat } 的通行证过期了。发 /pass 给我，领一张新的。
pass-lost = { $chat } 目前没有对你开放。发 /pass 给我，告诉你还差什么。
pass-lost-staff = { $name } 凭通行证在 { $chat } 里，层级已经下调。由你们决定；我不会请任何人离开。
# 专享。
benefits-none = 现在没有专属的东西。
benefits-head = 🎁 <b>「{ $community }」的成员专享</b>——点开你想要的。
benefit-opened = 🎁 <b>{ $title }</b>——请享用！
benefit-locked = 到了{ $tier }就能打开：{ $needs }。
benefit-soon = 到了{ $tier }就能打开，条件都达到了：今晚，或等团队确认。
benefit-not-yours = 这个目前是给其他成员的（{ $only }）。
benefit-broken = 看不出这是给谁的。麻烦告诉团队。
# 命令。
command-tiers = 查看成员层级和条件
command-benefits = 查看层级带来的权益
command-pass = 进入层级开放的群
command-koc = 查看并确认层级提名
command-tierflow = 查看本周的层级变化
