# 针对文字、链接和名字的检查发现了什么，给管理员看。
finding-words =
    { $kind ->
        [wild] 和这里不说的词很像（第 { $number } 条）
        [exact] 有一个词和这里不说的一字不差（第 { $number } 条）
        [whole] 整条就是这里不说的一句话（第 { $number } 条）
       *[plain] 有这里不说的词（第 { $number } 条）
    }
finding-topics = 聊到了这里不谈的话题：{ $topic }
finding-patterns = 像是这里不欢迎的内容（规则 { $number }）
finding-links-denied = 链接到 { $domain }，这里不欢迎（第 { $number } 条）
finding-links-any = 链接到 { $domain }，不在放行的网站里
finding-links-number = 链接到一串数字地址，不是网站名：{ $domain }
finding-links-hidden = 看着是 { $shown }，其实通往 { $domain }
finding-links-lookalike = 链接到 { $domain }，长得像 { $like }
finding-links-scripts = 链接到 { $domain }，混用了两种文字的字母
finding-invites-join = 别的群的邀请链接
finding-invites-chat = 别的群或频道的地址：{ $name }
finding-invites-bot = 机器人的链接：{ $name }
finding-invites-hidden = 变了形的邀请链接
finding-invites-denied = 通往这里不欢迎的群或频道（第 { $number } 条）
finding-scripts-share = { $share }% 是用{ $script }写的
finding-scripts-turned = 含有让文字倒过来的符号
finding-scripts-overgrown = 字母上堆满了附加符号
finding-names-administrator = 名字像这里的管理员，但不是
finding-names-community = 名字和社群自己一样
finding-names-link = 名字里有网址
finding-names-turned = 名字里有让文字倒过来的符号
script-latin = 拉丁字母
script-cyrillic = 西里尔字母
script-greek = 希腊字母
script-armenian = 亚美尼亚字母
script-georgian = 格鲁吉亚字母
script-hebrew = 希伯来字母
script-arabic = 阿拉伯字母
script-devanagari = 天城文
script-thai = 泰文
script-han = 汉字
script-kana = 日文假名
script-hangul = 韩文
script-cjk = 中日韩文字
script-rtl = 从右往左的文字
