# 素材库。
command-material = 把文件或文字收进素材库，或看一个素材：用回复、配文，或换行写
command-materials = 素材库里有什么，可按标签看
material-words = { $words }
material-how =
    📚 发文件时配上 <code>/material 名字 #标签</code>，或用它回复一条消息。文字写在下一行：

    <code>/material 早安 #周一
    { "{group}" } 的各位，早上好！</code>

    文字里的 { $variables } 会自动填上，<code>{ "{members|许多}" }</code> 可以写备用词。<code>到期=30天</code> 设有效期。在计划表里写 <code>photo = "library:名字"</code>。
material-by-dm = 📚 素材库请私聊我，或在管理群里用。
material-empty = 没有可以收的内容：回复一条有文件或文字的消息，或者写在下一行。
material-kind = 这种收不了。可以收文字、照片、视频、文件、动图和音频。
material-long = 太长，发不出去：最多 { $most } 个字符。
material-until-how = 例如 30天，或 2026-12-24 18:00
material-odd-variable =
    没有 { "{" }{ $name }{ "}" } 这个变量{ $near ->
        [NONE] 。
       *[other] ，是想写 { "{" }{ $near }{ "}" } 吗？
    }可以用 { $variables }。这次没有保存。
material-kept =
    📚 { $kind ->
        [text] 文字
        [photo] 照片
        [video] 视频
        [document] 文件
        [animation] 动图
       *[audio] 音频
    }已存为 <code>library:{ $name }</code>{ $again ->
        [yes] ，替换了原来的。
       *[no] 。
    }
material-unknown = 素材库里没有「{ $name }」。/materials 可以看有哪些。
material-shown =
    📚 <code>library:{ $name }</code> { $uses ->
        [0] 还没有发过。
       *[other] 发过 { $uses } 次。
    }
material-drop = 🗑 移出
material-drop-ask = 移出素材库吗？计划表里用到这个名字的会发不出去，到时会告诉你。
material-drop-yes = 🗑 确定移出
material-drop-no = 先留着
material-dropped = 🗑 已移出素材库。
material-stays = 好的，保留。
material-gone = 素材库里已经没有它了。
materials-none =
    { $tag ->
        [NONE] 📚 素材库还是空的。用 /material 看怎么添加。
       *[other] 📚 没有带 #{ $tag } 的素材。
    }
materials-head = 📚 <b>{ $community } 素材库</b>（{ $count }）
material-line =
    { $kind ->
        [text] 📝
        [photo] 🖼
        [video] 🎬
        [document] 📄
        [animation] 🎞
       *[audio] 🎵
    } <code>{ $name }</code>{ $tags ->
        [NONE] { "" }
       *[other] { " " }{ $tags }
    }{ $uses ->
        [0] { "" }
       *[other] { " " }· { $uses } 次
    }{ $over ->
        [yes] { " " }· 已过期
       *[no] { "" }
    }
materials-more = ……还有 { $count } 个。用 <code>/materials 标签</code> 缩小范围。
audit-material-kept = { $actor } 往素材库里添加了素材
audit-material-dropped = { $actor } 从素材库移出了素材
kept-why-materials = 你往社区的素材库里放过东西
