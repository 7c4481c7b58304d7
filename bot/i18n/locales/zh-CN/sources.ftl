# 来源：进入社群的各个入口，以及它们带来的人走到了哪一步。
source-how = 请写上入口的名字：<code>/link new store12</code>，后面可以加链接标题；如果新人需要先申请，最后加上 <code>request</code>。之后用 <code>/link store12</code> 再次查看，用 <code>/link close store12</code> 关闭。名字由小写字母、数字、- 和 _ 组成。
source-known = 已经有叫 { $key } 的来源了：<code>/link { $key }</code> 可以查看链接。
source-unknown = 没有叫 { $key } 的来源。用 /links 看看都有哪些。
source-no-right = 我在这里还不能创建链接：请给我「邀请用户」的权限。
source-making = 稍等，正在创建 <b>{ $key }</b> 的链接。
source-name = <b>{ $key }</b>
source-name-titled = <b>{ $title }</b> (<code>{ $key }</code>)
source-made = 🔗 { $source }
source-link = 进群链接（图片里的二维码也是它）：{ $link }
source-deep-link = 经过我的链接（我先打个招呼）：{ $link }
source-failed = { $key } 的链接没有建成：Telegram 说「{ $why }」。
source-closed = 入口 { $key } 已关闭，链接不再有效。它带来的人仍会计入 /sources。
source-is-closed = { $key } 已经关闭。用 <code>/link new { $key }</code> 可以重新打开。
source-welcome = 你好，{ $name }！邀请你加入<b>{ $community }</b>，请进 👇
source-welcome-no-link = 你好，{ $name }！邀请你加入<b>{ $community }</b>。
source-join = 👉 加入
sources-head = 🔗 <b>「{ $name }」的入口</b>
sources-line = • { $source } – { $link }
sources-line-closed = • { $source } – 已关闭
sources-none = 还没有来源。用 <code>/link new store12</code> 建一个吧。
# 漏斗
funnel-head = 📊 <b>「{ $name }」的成员从哪里来</b>
funnel-unknown = <b>来源未知</b>
funnel-line = { $source }：加入 { $joined } · 点开始 { $started } · 申请 { $requested } → 通过 { $admitted } → 完成引导 { $onboarded } → 发言 { $spoke }
funnel-kept = 第 7 天及以后仍活跃：{ $d7 } · 第 30 天及以后：{ $d30 } · 有贡献：{ $contributed }
funnel-share = { $percent } %（{ $whole } 人中 { $part } 人）
funnel-unripe = —
funnel-foot = <i>从加入当天算起，只统计加入时间够久的人；退群的人也算在内。「—」表示还没有人加入这么久。有贡献：签到过，或被感谢过。</i>
# 命令
command-link = 新建入口链接和二维码
command-links = 列出所有入口
command-sources = 查看各来源的转化
