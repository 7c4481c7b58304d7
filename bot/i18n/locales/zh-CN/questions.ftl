# 提问与专家答疑。
command-ask = 提个问题：问大家，或问在场的嘉宾
command-answer = 回答答疑里的问题：/answer 12 …
command-solved = 回复帮到你的那条消息：问题解决了
command-qa = 看答疑里的问题；管理员用它发起答疑
command-questions = 还没人回答的问题
command-answers = 在专家回答里找一找
questions-title = 🎙 <b>{ $title }</b>
questions-expert = 🙋 { $name } 来回答。
questions-staff = 🙋 管理团队来回答。
questions-how = 现在就问：回复这条消息，或发 <code>/ask</code> 加你的问题。也给想知道的问题点个赞。
questions-until = ⏰ 提问截止 { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
questions-preview = 大概是这个样子。点「开始」之前没人看得到。
questions-begin = ✅ 开始
questions-drop = ✖️ 不要了
questions-dropped = 好，不发了，没人看到过。
questions-begun = 「{ $title }」开始收集问题啦。/qa 看问题，<code>/qa 结束</code> 收尾。
questions-new = 现在没有答疑。发 <code>/qa 跑步怎么跑 嘉宾=@wei 截止="周五 20:00"</code> 为嘉宾收集问题。
questions-none = 现在没有答疑。有问题可以用 /ask 问大家。
questions-none-yet = 还没有人提问，谁先来？
questions-one-at-a-time = 已经有一场答疑了，先结束它：<code>/qa 结束</code>
questions-fault-title = 聊什么？最多 { $most } 个字：<code>/qa 跑步怎么跑 嘉宾=@wei</code>
questions-how-ends = 写上截止时间：周五 20:00，或 2天。
questions-expert-unknown = 我还不认识 @{ $name }，请对方先在这里说句话。
questions-line = { $n }. { $words } · 👍 { $votes }
questions-line-answered = ✅ { $n }. { $words }
questions-answer-how = 回答的人直接回复问题，或发 <code>/answer 12 …</code>
questions-close-ask = 结束「{ $title }」吗？之后就不再收问题了。
questions-close-yes = 🏁 结束
questions-close-no = 继续
questions-close-kept = 「{ $title }」继续进行。
questions-closed = 「{ $title }」结束了。
questions-over =
    🏁 <b>{ $title }</b> 结束啦：{ $n ->
        [0] 这次没有人提问。
       *[other] 共 { $n } 个问题，回答了 { $answered } 个。
    }{ $people ->
        [0] { "" }
       *[other] { $people } 人参与。
    }以后用 <code>/answers</code> 加关键词就能找到。
question-post =
    ❓ { $words }
    { $name } · { $n } 号
question-answer =
    💡 { $words }
    —— { $name }
question-vote = 👍 { $n }
question-voted = 👍 记上了。
question-unvoted = 收回了。
question-own = 这是你自己的问题，等别人来赞吧。
question-answered-before = 这个问题已经有回答了。
question-how = 把问题写在后面：<code>/ask 该怎么开始？</code>
question-in-group = 现在没有答疑，去群里问吧，总有人知道。
question-taken = 已提到「{ $title }」。
question-enough = 一场答疑每人 { $most } 个问题就够啦，给别人的点个赞？
question-long = 有 { $length } 个字，最多 { $most } 个。
question-answer-how = 写 <code>/answer 12</code> 加上回答，或直接回复那个问题。
question-unknown = 答疑里没有 { $n } 号问题。
question-not-yours = 这里由别人来回答。
question-answered = 已经和问题一起发到群里。
solved-how = 用 /solved 回复帮到你的那条消息。
solved-none = 没找到这条消息回答的、你还没解决的问题。
solved-before = 这个问题已经解决了。
solved =
    ✅ 解决啦，谢谢 { $name }！{ $points ->
        [0] { "" }
       *[other] +{ $points } 积分
    }
solved-self = ✅ 自己解决了，{ $name } 真棒！
questions-unanswered = 有 { $n } 个问题还没人回答：
questions-unanswered-line = · { $name }，{ $hours } 小时：{ $link }
questions-unanswered-more = ……还有 { $more } 个。
questions-unanswered-how = 写上多久，例如 <code>/questions 2小时</code>
questions-all-answered = 所有问题都有人回了。🎉
answers-how = 找什么？<code>/answers 拉伸</code>
answers-none = 还没有关于「{ $said }」的回答，用 /ask 问问？
answers-question = ❓ <b>{ $words }</b>
answers-answer = 💡 { $words }
answers-link = { $link }
points-rule-solved = 帮人解决了问题
audit-questions-begun = 开始了 { $session } 号答疑
audit-questions-closed = 结束了 { $session } 号答疑
