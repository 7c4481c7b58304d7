# 向管理组举报，以及只想私下说的事。
command-report = 回复某条消息，悄悄转给管理组
command-complain = 私下向管理组反映问题
report-how = 回复那条消息并发送 /report，我会悄悄转给管理组。
report-in-group = /report 要在群里用：回复那条消息发送即可。想私下反映问题，在这里发送 /complain。
report-not-me = 这条是我发的 🙂 如果对我有意见，私聊发送 /complain，管理组会看到。
report-not-own = 这是你自己的消息，直接删掉就好。
report-taken = 👀 谢谢，已经转给管理组（举报 { $number }）。其他人看不到是谁举报的。
report-taken-heads = 👀 谢谢。这条和管理组成员有关，只有群的负责人能看到，当事人看不到（举报 { $number }）。
report-kept = 👀 谢谢，已经记下（举报 { $number }）。我暂时联系不上管理组，会继续尝试。
report-again = 这条你已经举报过了，管理组收到了（举报 { $number }）。
report-seen = 这条消息管理组已经看过了（举报 { $number }），还是谢谢你。
report-enough = 这一小时你已经举报了 { $count } 次，暂时不能再转了。要是很急，请直接联系管理员。
report-doubted = 最近你举报的消息大多没有问题，所以暂时每小时只转 { $count } 条。请挑最要紧的那条。
report-thanks-acted = 🙏 你举报的消息，管理组已经处理了（举报 { $number }）。谢谢你替大家留心。
report-thanks-dismissed = 你举报的消息，管理组看过了，觉得可以留着（举报 { $number }）。谢谢你告诉他们。
complain-by-dm = 这件事我们私下说，请打开私聊。
complain-ask = 想让「{ $community }」的管理组知道什么？用自己的话写在下一条消息里就行，只有管理组会看到。
complain-taken = 管理组已经收到：投诉 { $number }。如果有相关的消息，一刻钟内转发给我就行。有结果我会告诉你；进展随时可用 /complain 查看。
complain-attached = 已附到投诉 { $number }。
complain-own = 投诉 { $number }：{ $state }
complain-thanks-acted = 🙏 你的投诉 { $number }，管理组已经处理了。谢谢你的信任。
complain-thanks-dismissed = 你的投诉 { $number }，管理组了解过了，决定维持现状。要是还有没说到的，再发 /complain。
complaint-own-open = 等待受理
complaint-own-claimed = 有人在处理
complaint-own-handled = 已处理
complaint-own-dismissed = 了解过，维持现状
never-mind = 算了
never-mind-done = 好的，什么都没发出去。
# 管理组看到的卡片。
complaint-card-member = 🚩 <b>举报 { $number }</b> · { $chat }
complaint-card-check = 🔎 <b>拿不准：{ $number }</b> · { $chat }
complaint-card-private = ✉️ <b>投诉 { $number }</b> · { $chat }
complaint-card-who = <b>{ $name }</b>：
complaint-card-words = <blockquote>{ $words }</blockquote>
complaint-card-media = 📎 { complaint-media }
complaint-media = { $kind ->
    [photo] 一张图片
    [video] 一段视频
    [video_note] 一段视频消息
    [voice] 一段语音
    [audio] 一首音乐
    [animation] 一张动图
    [document] 一个文件
    [sticker] 一张贴纸
    [contact] 一张名片
    [location] 一个位置
    [poll] 一个投票
    [story] 一条动态
   *[other] 文字以外的内容
}
complaint-card-found = 检查发现：{ $what }
complaint-card-voices = { $count } 人举报
complaint-card-reason = ·「{ $reason }」
complaint-card-heads = 🔒 和管理组成员有关，只有群的负责人能看到。
complaint-card-forgotten = <i>相关内容已不再保存。</i>
complaint-card-claimed = 🙋 { $name } 在处理
complaint-card-asked = ✋ { $name } 请有权限的人{ $deed }
complaint-asked-warn = 警告对方
complaint-asked-mute = 禁言对方
complaint-asked-ban = 封禁对方
complaint-card-refused = ⚠️ 记录 { $number } 没有办成，Telegram 的答复是：<i>{ $why }</i>
complaint-card-closed = ✅ { $name }：{ $outcome } · { complaint-minutes }
complaint-card-case = ✅ { $name }：{ $outcome } · 记录 { $number } · { complaint-minutes }
complaint-card-underway = ⏳ { $name }：{ $outcome }（进行中）· 记录 { $number } · { complaint-minutes }
complaint-minutes = { $minutes ->
    [0] 不到一分钟办结
   *[other] { $minutes } 分钟办结
}
complaint-outcome-removed = 删除了消息
complaint-outcome-warned = 警告
complaint-outcome-muted = 禁言
complaint-outcome-kicked = 移出群
complaint-outcome-banned = 封禁
complaint-outcome-handled = 已处理
complaint-outcome-dismissed = 没有问题
complaint-open = 👁 查看
complaint-button-claim = 🙋 我来处理
complaint-button-release = ↩️ 交回
complaint-button-delete = 🗑 删除
complaint-button-warn = ⚠️ 警告
complaint-button-mute1h = 🔇 1 小时
complaint-button-mute1d = 🔇 1 天
complaint-button-ban = ⛔ 封禁
complaint-button-dismiss = 👌 没问题
complaint-button-done = ✅ 已处理
complaint-button-more = ℹ️ 详情
complaint-button-spam = 🚫 是广告
complaint-button-ham = 🌱 不是广告
complaint-button-rule = § { $number }
complaint-button-clause = § { $number } { $words }
complaint-button-rules = § 选择群规
complaint-button-no-rule = § 不引用群规
complaint-toast-open = 已交回。
complaint-toast-claimed = 交给你了，谢谢！
complaint-toast-removed = 好，消息会删掉。
complaint-toast-warned = 正在发出警告。
complaint-toast-muted = 正在禁言。
complaint-toast-kicked = 正在移出。
complaint-toast-banned = 正在封禁。
complaint-toast-handled = 已结案，谢谢！
complaint-toast-dismissed = 已结案：没有问题。
complaint-toast-asked = 你自己没有这个权限，我已经请其他人来决定。
complaint-held = { $name } 已经在处理了。
complaint-held-by-you = 已经在你手上了。
complaint-over = { $name } 已经处理过了。
complaint-own-matter = 这件事和你自己有关，由别人来决定。
complaint-for-heads = 这件事由群的负责人来看。
complaint-about-staff = 对方是管理组成员，请当面沟通；我不会处罚管理员。
complaint-no-rules = 还没有发布群规，可以用 /setrules 制定。
complaint-history = { $trust } · 来了 { $days } 天，{ $messages } 条消息 · 记录 { $cases }（撤销 { $undone }）· 被举报 { $complaints } 次
complaint-trust-newcomer = 新人
complaint-trust-member = 成员
complaint-trust-trusted = 老朋友
complaint-idle = ⏰ { $name } 接手举报 { $number } 后一直没有动静，现在谁都可以处理了。
complaint-proof = 📎 投诉 { $number } 附上的消息：
heat-rises = 🌡「{ $chat }」里有两三个人火气上来了，要不要去看看？我不会做任何处理。
reports-head = <b>等待处理</b>
reports-line = <b>{ $number }</b> · { $kind } · { $state } · 已等 { $minutes } 分钟
reports-foot = 发送 <code>/reports</code> 加编号，可以再看一次卡片。
reports-none = 🌿 都处理完了，没有等待的。
reports-no-such = 没有你能看的举报 { $number }。
reports-kind-member = 举报
reports-kind-check = 检查拿不准
reports-kind-private = 投诉
command-reports = 查看还没处理的举报
complaint-log = 🚩 举报 { $number }：{ $outcome }（{ $name }）
audit-complaint-claimed = { $actor } 接手了关于 { $subject } 的举报
audit-complaint-released = { $actor } 交回了关于 { $subject } 的举报
audit-complaint-escalated = { $actor } 就关于 { $subject } 的举报申请处罚
audit-complaint-closed = { $actor } 结束了关于 { $subject } 的举报
kept-why-complaints = 关于你的消息的举报和结果；消息本身会留一段时间，供管理组判断
kept-why-complainants = 你举报过哪些消息、理由是什么，好向你致谢，也免得有人刷屏举报
kept-why-complaint-cards = 你作为管理组成员收到过哪些举报
kept-term-complaints = 消息保留 30 天（或按配置），其余一年
