# 入群门槛。
# 新人在私聊里看到的。
gate-dm-request = 👋 你申请加入<b>{ $community }</b>，先完成一个小步骤：
gate-dm-wait-request = 👋 你申请加入<b>{ $community }</b>，很高兴认识你！
gate-dm-wait-group = 👋 欢迎来到<b>{ $community }</b>！很快就能发言了。
gate-dm-group = 👋 欢迎来到<b>{ $community }</b>！发言前先完成一个小步骤：
gate-dm-time = ⏳ 大约有 { $minutes } 分钟。
gate-ask-rules = <b>这里的群规</b>
gate-ask-rules-none = 目前只有一条：彼此友善。
gate-rule = { $number }. { $words }
gate-rules-more = ……还有 { $count } 条，见 /rules。
gate-ask-sum = <b>{ $first } + { $second }</b> 等于几？
gate-ask-emoji = 请点一下<b>{ $picture }</b>。
gate-ask-question = { $question }
    直接在这里回复答案就行。
gate-ask-questionnaire = <b>{ $number } / { $count }</b> · { $question }
    直接在这里回复，管理员会看到。
gate-ask-code = 请把邀请码发给我。
gate-ask-approval = 入群由管理员审核。我已经告诉他们你来了，有结果马上告诉你。
gate-button-agree = ✅ 我同意
gate-button-sum = { $sum }
gate-button-time-more = ⏳ 我需要更多时间
gate-button-dm = 💬 去回答
gate-button-rules = 📜 看群规
gate-button-open = 打开{ $community }
gate-button-again = 再次申请
gate-passed = 🎉 通过了，欢迎来到<b>{ $community }</b>！
gate-passed-toast = 通过了，欢迎！
gate-passed-held = 谢谢，这一步完成了！不过你在这里还有别的限制，暂时还不能发言。
gate-approved = 🎉 管理员通过了你的申请，欢迎来到<b>{ $community }</b>！
gate-declined = <b>{ $community }</b>的管理员这次没有通过你的申请。
gate-declined-answers = 他们希望从你的回答里多了解你一些，欢迎再来申请。
gate-declined-spam = 你的账号看起来像广告号。
gate-declined-full = 现在群里满员了，过些时候再来吧。
gate-declined-other = 欢迎下次再来申请。
gate-wrong =
    { $left ->
        [0] 不对哦。
       *[other] 不对哦，还可以试 { $left } 次。
    }
gate-out = 不对哦。没关系，{ $minutes } 分钟后可以再来一次。
gate-out-kept = 不对哦。管理员会来看看再决定。
gate-review = 谢谢！管理员会看你的回答，有结果马上告诉你。
gate-late = ⏳ 时间过了，不过没关系，再申请一次就好。
gate-late-minutes = ⏳ 时间过了，不过没关系，{ $minutes } 分钟后可以再来。
gate-too-soon = ⏳ 你刚刚申请过<b>{ $community }</b>，请 { $minutes } 分钟后再试。
gate-expired = ⏳ 没等到你的回答，<b>{ $community }</b>的门先关上了。
gate-expired-again = 方便的时候随时再来。
gate-expired-minutes = { $minutes } 分钟后可以再来。
gate-over = 这件事已经有结果了。
gate-not-yours = 这是给刚进群的朋友的。
gate-press-dm = 问题已经换了，请打开和我的私聊来回答。
gate-nothing = 没有什么要问你的。
# 群里唯一的一条消息。
gate-person = <a href="tg://user?id={ $id }">{ $name }</a>
gate-notice =
    { $count ->
        [1] 👋 欢迎来到{ $community }！发言前还有一个小步骤。
       *[other] 👋 欢迎 { $count } 位新朋友来到{ $community }！发言前还有一个小步骤。
    }
gate-notice-more = ……还有 { $count } 位
gate-notice-rules = 请先看看群规并表示同意。
gate-notice-dm = 点下面的按钮回答一个小问题，很快就好。
gate-notice-approval = 管理员会尽快放行。
# 给工作人员的卡片。
gate-card-head = 🚪 <b>有人想进「{ $chat }」</b>
gate-card-request = { $who } 申请入群。
gate-card-group = { $who } 已经进群，还不能发言。
gate-card-language = 语言：{ $language }
gate-card-bio = 「{ $bio }」
gate-card-question = ❓ { $question }
gate-card-answer = { $answer }
gate-card-tries = 答错了 { $tries } 次。
gate-button-approve = ✅ 通过
gate-button-decline = 🚫 拒绝
gate-button-back = ↩️ 返回
gate-reason-answers = 回答太简单
gate-reason-spam = 像广告号
gate-reason-full = 群已满
gate-reason-other = 不说原因
gate-decided-toast = 好了。
gate-decided-before = 别的管理员已经处理了。
gate-decided-by = 处理人：{ $who }
gate-state-passed = ✅ 已通过
gate-state-failed = 🚫 已拒绝
gate-state-expired = ⏳ 没有按时回答
gate-state-left = 🚶 已离开
gate-state-withdrawn = ↩️ 重新申请了
gate-state-waiting = ⏳ 等待回答
gate-state-review = 👀 等待审核
gate-stuck-approve = ⚠️ 没能让 { $who } 进「{ $chat }」：{ $failure }。请手动放行；我需要「邀请用户」的权限。
gate-stuck-free = ⚠️ { $who } 通过了「{ $chat }」的入群门槛，但我没能解除禁言：{ $failure }。请手动解除；我需要「限制成员」的权限。
gate-stuck-ban = ⚠️ { $who } 没有通过「{ $chat }」的入群门槛，但我没能请出去：{ $failure }。人还在群里；我需要「限制成员」的权限。
gate-stuck-open = ⚠️ 没能通过「{ $chat }」的一个入群申请：{ $failure }。请你们自己看一下申请列表；我需要「邀请用户」的权限。
# 设置页。
gate-page-head = 🚪 <b>「{ $chat }」的入群门槛</b>：{ $kind }
gate-kind-off = 关闭
gate-kind-open = 直接进
gate-kind-rules = 同意群规
gate-kind-question = 问答
gate-kind-sum = 算术
gate-kind-emoji = 图案
gate-kind-questionnaire = 问卷
gate-kind-code = 邀请码
gate-kind-approval = 人工审核
gate-about-off = 进群就能发言；入群申请由你们自己处理。
gate-about-open = 进群就能发言；入群申请自动通过。
gate-about-rules = 新人先看群规并同意。
gate-about-question = 新人在私聊里回答你们的问题。
gate-about-sum = 新人做一道加法。
gate-about-emoji = 新人从四个图案里按对一个。
gate-about-questionnaire = 新人在私聊里回答问卷，由你们决定。
gate-about-code = 新人在私聊里填邀请码。
gate-about-approval = 每位新人都由你们决定。
gate-page-question = 「{ $question }」，有 { $count } 个答案算对。
gate-page-codes = 有 { $count } 个邀请码可用。
gate-page-terms = 可试 { $tries } 次 · 时限 { $time } 分钟
gate-page-remove = 没通过的先请出，{ $retry } 分钟后可以再来。
gate-page-keep = 没通过的继续等，由你们决定。
gate-page-returning-pass = 通过过的人回来时不再问。
gate-page-returning-again = 回来的人也要再回答。
gate-page-counts = 近 30 天：通过 { $passed }，没通过 { $failed }，没回答 { $expired }，中途离开 { $left }；等待 { $waiting }，待审核 { $review }。
gate-page-powerless = ⚠️ 只有在我能限制成员的超级群里才能拦住新人；在那之前我只能处理入群申请。
gate-page-deaf = ⚠️ 我还没法私聊你们任何人，新人来了没人会知道：请先和我开始私聊，或用 /staff 建一个管理群。
gate-chosen = ✅ { $kind }
gate-option = { $kind }
gate-button-tries = { $count } 次
gate-button-time = { $count } 分钟
gate-button-keep = 没通过的继续等
gate-button-remove = 没通过的先请出
gate-button-pass = 回来的人直接进
gate-button-again-set = 回来的人再回答
gate-kept = 已保存。
gate-let-in = 已保存，正在等待的 { $count } 位已经放行。
gate-how = 发 /gate 用按钮选择，或者例如：
    /gate question 我们在这里读什么？ = 书 | books
    /gate questionnaire 介绍一下自己 | 为什么想来？
    /gate code spring-2026 | friends
    /gate tries 3 · /gate time 10m · /gate retry 10m
    /gate failure remove（或 keep）· /gate returning pass（或 again）
gate-how-question = 写问题、等号和所有算对的答案：
    /gate question 我们在这里读什么？ = 书 | books
gate-how-questionnaire = 最多五个问题，用竖线隔开：
    /gate questionnaire 介绍一下自己 | 为什么想来？
gate-how-code = 写可用的邀请码，用竖线隔开：
    /gate code spring-2026 | friends
gate-how-tries = 请给 1 到 { $most } 之间的数，例如：/gate tries 3
gate-how-time = 请给 2m 到 7d 之间的时间，例如：/gate time 10m
audit-gate = { $actor } 改了入群门槛
command-gate = 新人入群要做什么
