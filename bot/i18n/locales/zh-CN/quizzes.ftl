# 答题。
command-quiz = 和大家玩答题、导入题库、每日一题
quiz-new = 🧠 用哪个题库？
quiz-new-how =
    也可以写成一行：<code>/quiz 周五之夜 题库=general 题数=10 秒数=20</code>，还有 <code>题型=选择</code> 或 <code>抢答</code>、<code>分类=</code>、<code>等候=60</code>、<code>奖励=5</code>。
    <code>/quiz 每日 题库=general 时间=12:00</code> 每天一题；私聊发 <code>/quiz 导入</code> 添加题库。
quiz-bank-line = 📚 <b>{ $key }</b> – { $title }（{ $n } 题）
quiz-with = ▶️ { $title }
quiz-banks-none = 还没有题目。私聊给我发 <code>/quiz 导入</code>，再把题库文件发过来。
quiz-which-bank = 用哪个题库？写上 <code>题库=…</code>，可选 { $banks }。
quiz-nothing-to-ask = 这个题库里没有合适的题，换个分类或题型吧。
quiz-running = 这里正在答题，<code>/quiz 结束</code> 可以结束它。
quiz-none-on = 现在没有进行中的答题。
quiz-how-number = 写 { $least } 到 { $most } 之间的数。
quiz-how-kind = 写「全部」「选择」或「抢答」。
quiz-how-lobby = 写等候多久，比如 60 或 2分钟；0 就马上开始。
quiz-how-at = 写一个时间，比如 12:00。
quiz-preview = 大概是这个样子。点「开始」之前没人看得到。
quiz-title = 🧠 <b>{ $title }</b>
quiz-bank = 📚 { $bank }
quiz-rounds = ❓ 共 { $rounds } 题，每题 { $seconds } 秒
quiz-kind-any = 🎛 选择题和抢答题都有
quiz-kind-choice = 🎛 选择题
quiz-kind-text = 🎛 抢答题
quiz-reward =
    { $points ->
        [0] 🎁 纯娱乐，没有积分
       *[other] 🎁 每答对一题 { $points } 积分，结束时一起发
    }
quiz-waits =
    { $seconds ->
        [0] 🚪 不等候，马上开始
       *[other] 🚪 等候报名 { $seconds } 秒
    }
quiz-category = 🗂 { $category }
quiz-tweak-rounds = ❓ 题数
quiz-tweak-seconds = ⏱ 秒数
quiz-tweak-kind = 🎛 题型
quiz-tweak-category = 🗂 分类
quiz-tweak-reward = 🎁 积分
quiz-tweak-lobby = 🚪 等候
quiz-begin = ✅ 开始报名
quiz-drop = ✖️ 不要了
quiz-dropped = 好，不办了，没人看到过。
quiz-begun = 「{ $title }」开始报名了。
quiz-lobby = 🧠 <b>{ $title }</b>
quiz-lobby-how = 共 { $rounds } 题，每题 { $seconds } 秒。答对得 10 分，答得快最多再加 5 分。
quiz-lobby-begins =
    { $seconds ->
        [0] 马上开始。
       *[other] { $seconds } 秒内开始，来报名吧，不报名也能直接答。
    }
quiz-join = 🙋 我来
quiz-joined = 报名成功，祝你好运！
quiz-joined-before = 你已经报过名了。
quiz-over = 「{ $title }」已经结束了。
quiz-names = 🙋 { $names }
quiz-names-more = 🙋 { $names }，还有 { $more } 人
quiz-under-way = 🧠 <b>{ $title }</b> – 第 { $round } / { $rounds } 题
quiz-asked = ❓ <b>[{ $number }/{ $rounds }] { $question }</b>
quiz-asked-how = ✍️ 回复这条消息抢答，限时 { $seconds } 秒。
quiz-answer = ✅ <b>{ $answer }</b>
quiz-answer-first = 🎉 { $names }
quiz-answer-none = 这题没有人答对。
quiz-explanation = 💡 { $explanation }
quiz-board = 🏆 <b>{ $title }</b> – 共 { $rounds } 题
quiz-place = { $medal } { $name } – <b>{ $score }</b> 分（答对 { $right } 题）
quiz-board-none = 这次没有人答对，下次加油！
quiz-board-more = ……还有 { $n } 人
quiz-board-points = 🎁 每答对一题得 { $points } 积分，已发放。
quiz-board-outsiders = 另有 { $n } 次作答来自群外，没有计入。
quiz-stop-ask = 答完这一题就结束「{ $title }」吗？成绩按现在的算。
quiz-stop-yes = 🏁 结束
quiz-stop-no = 接着玩
quiz-goes-on = 「{ $title }」继续。
quiz-stopping = 「{ $title }」答完这一题就结束。
quiz-daily-on = 📆 以后每天 { $at } 出一题，题库：{ $bank }。<code>/quiz 每日 停</code> 可以停掉。
quiz-daily-off = 不再每日一题了。
quiz-daily-none = 本来就没有每日一题。
quiz-day-over = 📆 今天的答案：<b>{ $answer }</b>
quiz-day-right =
    { $n ->
        [0] 今天没有人作答。
       *[other] { $n } 人作答，{ $right } 人答对。
    }
quiz-file-by-dm = 题库文件请私聊发：在那里给我发 <code>/quiz 导入</code>。
quiz-file-ask = 把{ $name }的题库文件发给我吧。
quiz-file-forms =
    支持 CSV（题目、A、B、C、D、答案、解析、分类）、YAML、trivia 列表和 #Q 文本，编码用 UTF-8，或在文件里声明（<code># encoding: gb18030</code>）。<code>/quiz 导入 地理</code> 指定题库名，不写就用文件名。
quiz-file-large = 文件太大了，最多 { $most } MB。
quiz-file-long = 一次的题目太多了，最多 { $most } 题，分几次发吧。
quiz-file-reads = 正在读取 { $name }……
quiz-file-failed = 文件没能取到：{ $why }
quiz-file-not-yours = 你现在不能在这里导入题目了。
quiz-file-goes = 已导入 { $done } / { $count } 题……
quiz-file-done = 📚 { $name }：题库 <b>{ $bank }</b> 新增 { $n } 题。
quiz-file-bad = 有 { $n } 题没有收：
quiz-file-fault = 第 { $line } 行：{ $why }
quiz-file-more = ……还有 { $n } 处。
quiz-file-play = 开始玩：<code>/quiz 题库={ $bank }</code>
bank-fault-twin = 和第 { $first } 行是同一题
bank-fault-known = 题库 { $bank } 里已经有这题
bank-fault-head = 第一行没有「题目」和「答案」两列
bank-fault-broken = 引号没有闭合
bank-fault-encoding = 有不属于该编码的字符
bank-fault-odd = 第 { $at } 行读不懂
bank-fault-question = 没有题目
bank-fault-question-long = 题目有 { $length } 个字符，最多 { $most } 个
bank-fault-options = 有 { $count } 个选项，需要 2 到 { $most } 个
bank-fault-option-long =
    { $length ->
        [0] 第 { $n } 个选项是空的
       *[other] 第 { $n } 个选项有 { $length } 个字符，最多 { $most } 个
    }
bank-fault-option-twin = 有两个选项一样
bank-fault-no-answer = 没有答案
bank-fault-answer = 答案「{ $answer }」不在选项里
bank-fault-explanation = 解析太长（{ $length }；最多 200 个字符、3 行）
audit-quiz-begun = { $actor } 发起了一场答题
audit-bank-imported = { $actor } 导入了题库
