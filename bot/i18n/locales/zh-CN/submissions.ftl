# 成员投稿。
command-submit = 投稿：把你的文字或照片发到群里
command-mysubmissions = 我的投稿：进展如何，也可以撤回
command-submissions = 成员的投稿，哪些还等着审
points-rule-submission = 投稿被采用
submission-ask =
    ✍️ 想在「{ $community }」分享什么？把文字发给我，或者一张照片配几句话。发出前你会先看一遍。
    每天最多 { $count } 篇，请用自己的文字和照片哦。
submission-by-dm = ✍️ 投稿我们私下聊更方便。也可以直接在群里的消息上加 #投稿。
submission-open-dm = ✍️ 太好了！打开和我的私聊，再看一眼，确认就能投稿。
submission-preview = 在「{ $chat }」发出来会是这样：
submission-photo = 🖼 <i>你的照片</i>
submission-words = { $words }
submission-by = —— { $name }
submission-by-a-member = —— 一位群友
submission-consent =
    管理团队会先看一遍，也会知道是你写的。{ $library ->
        [yes] 采用后还会收进素材库，以后可以再次展示。
       *[no] 文字只保存到审完为止。
    }随时可以用 /mysubmissions 撤回。
submission-name =
    { $named ->
        [yes] ✍️ 署我的名字
       *[no] 🎭 不署名
    }
submission-library =
    { $library ->
        [yes] 📚 也收进素材库
       *[no] 📄 只用这一次
    }
submission-hand-in = ✅ 确认投稿
submission-leave = ✖️ 算了
submission-left = 好的，先不投了。下次再来！
submission-taken =
    🙌 谢谢你！{ $seen ->
        [yes] 已经交给管理团队了。
       *[no] 现在联系不上管理团队，他们用 /submissions 能看到。
    }有结果我会告诉你；想撤回用 /mysubmissions。
submission-off = 现在不收投稿。
submission-enough = 今天已经投了 { $count } 篇，明天再来吧！
submission-empty = 除了标记里面是空的。写几句话，或者发张照片吧。
submission-long = 一条消息放不下：最多 { $most } 个字符，能精简一点吗？
submission-only-photos = 我能收文字，或者一张照片。
submission-not-yours = 只能投自己的作品。可以请作者本人用 #投稿 回复那条消息。
submission-album = 一次一张就好：把你最喜欢的那张发给我。
# What the staff reads.
submission-card =
    ✍️ <b>投稿 { $number }</b>，来自 { $name }，投给「{ $chat }」{ $named ->
        [yes] { "" }
       *[no] （发布时不署名）
    }
submission-card-library = 📚 作者同意收进素材库。
submission-card-failed = ⚠️ Telegram 没有接受：「{ $reason }」。再点「发布」可以重试。
submission-card-state =
    { $state ->
        [owed] 📤 { $name } 已同意，正在发出
        [published] ✅ { $name } 已发布
        [declined] ✖️ { $name } 没有采用
        [withdrawn] ↩️ 作者已撤回
       *[lapsed] ⌛ 三十天没有人处理
    }
submission-button-publish = ✅ 发布
submission-button-decline = ✖️ 不采用
submission-button-topic = 和群里的主题不太相关
submission-button-polish = 还需要再打磨
submission-button-known = 近期有过类似的
submission-button-none = 不说明原因
submission-button-back = ◀️ 返回
submission-why = 为什么？点一个，或者<b>回复这条消息</b>写下你的话，作者会看到。
submission-decided = 这篇已经处理过了。
submission-above = 就在上面，往前翻一翻。
submission-goes-out = 正在发出
submission-told-author = 没有采用，已经告诉作者。
submission-open = 👀 去看看
# What its author reads.
submission-published =
    🎉 你的投稿已经发到「{ $chat }」{ $points ->
        [0] 。
       *[other] ，获得 { $points } 积分。
    }谢谢你的分享！
submission-declined =
    谢谢你的投稿。这次没有采用。{ $reason }

    欢迎再来：/submit
submission-reason = 管理团队说：「{ $reason }」
submission-reason-topic = 内容不错，只是和群里的主题不太相关。
submission-reason-polish = 底子很好，再打磨一下会更棒。
submission-reason-known = 不久前有过很相近的内容。
submission-reason-none = { "" }
submissions-none = 你还没有在这里投过稿。用 /submit 试试吧。
submissions-mine = ✍️ <b>我的投稿</b>
submission-mine =
    { $at }. { $state ->
        [waiting] ⏳ 等待审阅
        [owed] 📤 正在发出
        [published] ✅ 已发布
        [declined] ✖️ 这次没有采用
        [withdrawn] ↩️ 已撤回
       *[lapsed] ⌛ 一直没来得及审
    }，{ DATETIME($day, month: "short", day: "numeric") }
submissions-mine-how = 每天最多用 /submit 投 { $count } 篇。点按钮撤回，已发布的会删除。
submission-withdraw = ↩️ { $at }
submission-withdraw-ask =
    确定撤回吗？{ $out ->
        [yes] 群里的消息会删除
       *[no] 不会再发布
    }，素材库里也不再保留。撤回后不能恢复，积分仍归你。
submission-withdraw-yes = ↩️ 确定撤回
submission-withdraw-no = 先留着
submission-stays = 好的，保持不变。
submission-withdrawn = ↩️ 已撤回。谢谢你曾经的分享。
submission-back-already = 这篇已经撤回或处理过了。
submission-was-withdrawn = <i>作者已撤回。</i>
submissions-desk =
    ✍️ <b>{ $community }</b>：{ $count ->
        [0] 没有等待审阅的投稿。
       *[other] 有 { $count } 篇投稿等待审阅。
    }
submissions-figures = 近 30 天：收到 { $handed } 篇，发布 { $published } 篇（{ $authors } 位作者），未采用 { $declined } 篇。
submissions-featured = 🏆 { $published } 篇里有 { $featured } 篇精华，占 { $share }%
submission-show = { $number }
audit-submission-published = { $actor } 发布了 { $subject } 的投稿
audit-submission-declined = { $actor } 没有采用 { $subject } 的投稿
kept-why-submissions = 你的投稿、是否署名和结果；或者你审过哪篇
kept-why-submission-cards = 你作为管理团队成员看过哪篇投稿
kept-term-submissions = 文字保存到审完后一周，或在素材库期间；其余直到你发送 /forget
