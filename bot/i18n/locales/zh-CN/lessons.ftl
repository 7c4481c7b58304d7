# 分类器发现了什么，给管理员看。
finding-spam = 像是垃圾信息（{ $percent }%）：{ $why }
spam-and = { $first }、{ $rest }
spam-nothing-told = 整体的样子
spam-piece = 「{ $piece }」
spam-trait =
    { $trait ->
        [link] 带有网址
        [invite] 带有其他群的链接
        [mention] 提到了别的账号
        [number] 含有一长串数字
        [money] 谈到了钱
        [emoji] 主要是表情
       *[other] 长度
    }

# 教它。
spam-reply-only = 请回复那条消息再发 /{ $command }，这样我就知道是哪一条了。
spam-nothing-said = 那条消息没有文字，我学不到什么。
spam-unlearned = 🎓 记住了：这样的消息没有问题。
spam-known = 这条我已经记过了，谢谢！

kept-why-lessons = 管理员把你的某条消息标为垃圾信息或没问题时，我从中学到的（只有数字，没有文字），以及你教过我的
kept-term-lessons = 社群用得着的时候；/forget 之后不再带你的名字

command-spam = 删掉这条，并记住它是垃圾信息
command-notspam = 记住这条不是垃圾信息
