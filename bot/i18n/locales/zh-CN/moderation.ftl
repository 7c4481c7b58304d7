# 用命令维护检查的名单。
list-words-words = 违禁词句
list-patterns-patterns = 违禁规则
list-links-allowed = 放行的网站
list-links-denied = 禁止的网站
list-invites-allowed = 放行的群、频道和机器人
list-invites-denied = 禁止的群、频道和机器人
list-added = ✅ { $list }：新增 { $count } 条
    { $shown }
list-taken = ✅ { $list }：移除 { $count } 条
    { $shown }
list-entry = • <code>{ $entry }</code>
list-known = <code>{ $entry }</code> 已经在名单里了。
list-full = <code>{ $entry }</code> 放不下了：最多 { $most } 条。
list-too-long = <code>{ $entry }</code> 太长了：最多 { $most } 个字。
list-too-little = <code>{ $entry }</code> 太短了，到处都会碰上。
list-flaw = <code>{ $entry }</code> 不是能用的规则：{ $why }。这里不支持环视和反向引用。
list-no-domain = <code>{ $entry }</code> 不是域名。请写成 <code>example.com</code>；<code>.xyz</code> 表示这个后缀下的全部。
list-no-chat = <code>{ $entry }</code> 不是群或频道的名字。请写成 <code>@name</code> 或 <code>t.me/name</code>。
list-unknown = 名单里没有 <code>{ $entry }</code>。
list-unknown-near = 名单里没有 <code>{ $entry }</code>。是不是 <code>{ $near }</code>？
list-idle =
    { $mode ->
        [shadow] ⚠️「{ $check }」目前在这里只做记录，用 /settings 可以正式启用。
       *[off] ⚠️「{ $check }」目前在这里关着，用 /settings 可以打开。
    }
list-head = <b>{ $list }</b>（{ $count }）
list-line = { $number } <code>{ $entry }</code>
list-page = 第 { $page } 页，共 { $last } 页。在命令后面加页码可以翻页。
list-no-page = 没有第 { $page } 页。
list-empty = 名单还是空的。
block-how = 🚫 把不许说的词写在命令后面：<code>/block 刷单 "free crypto"</code>。也可以回复一条消息来发。
block-how-more =
    <code>crypt*</code>、<code>*coin*</code> 的星号代表任意字母，<code>?</code> 代表一个字，<code>=你好</code> 表示整条消息只有这句，<code>/规则/</code> 是一条规则。写成多行时，每行一条。
unblock-how = 把可以重新说的词，或 /blocked 里的编号，写在命令后面：<code>/unblock #3</code>。回复一条消息时，就是命中那条消息的词。
allow-how = 把网站或群写在命令后面：<code>/allow example.com @friends</code>。也可以回复一条带链接的消息。
forbid-how = 把网站或群写在命令后面：<code>/forbid example.com @rivals</code>，<code>.xyz</code> 表示这个后缀下的全部。也可以回复一条带链接的消息。
unallow-how = 写上要从放行名单里去掉的：<code>/unallow example.com</code>。用 /allowed 可以查看。
unforbid-how = 写上要从禁止名单里去掉的：<code>/unforbid example.com</code>。用 /allowed 可以查看。
command-block = 禁止词句和规则
command-unblock = 重新允许
command-blocked = 查看不许说的词句
command-allow = 放行某个网站或群的链接
command-unallow = 从放行名单里去掉
command-forbid = 禁止某个网站或群的链接
command-unforbid = 从禁止名单里去掉
command-allowed = 查看放行和禁止的网站、群
