# 精华。
command-pick = 回复消息：加精
command-unpick = 回复消息：取消加精
command-best = 本周、本月或全部精华
command-digest = 每周私信收精华
points-rule-pick = 消息被加精
pick-how = 用 /pick（或「加精」）回复值得收藏的消息，也可以加标题和标签：<code>/pick 第一次跑马拉松 #跑步</code>
pick-no-tag = 这里没有「{ $tag }」这个标签，/tags 可以看有哪些。
pick-again = 这条已经是精华了。
pick-none = 这条不是精华。
pick-done =
    🏆 { $name } 的消息加精啦{ $points ->
        [0] ！
       *[other] ，奖励 { $points } 积分！
    }/best
pick-undone = 已从 { $community } 的精华中移出，积分不变。
best-how = <code>/best</code> 看本周，<code>/best 月</code> 看本月，<code>/best 全部</code> 看所有。
best-head =
    🏆 <b>{ $community } { $span ->
        [week] 本周精华
        [month] 本月精华
       *[all] 全部精华
    }</b>{ $count ->
        [0] ：还没有。管理团队用 /pick 加精。
       *[other] （{ $count } 条）
    }
best-line = { $at }. <a href="{ $link }">{ $title }</a> · { $name }
best-line-bare = { $at }. { $title } · { $name }
best-untitled = 一条消息
best-nobody = 社区
best-span =
    { $span ->
        [week] 本周
        [month] 本月
       *[all] 全部
    }
best-newer = ◀️ 更新的
best-older = 更早的 ▶️
digest-own =
    📬 每周一早上私信发你 { $community } 的精华；选过兴趣（/tags）的话，只发你感兴趣的。{ $on ->
        [yes] 现在：已订阅。
       *[no] 现在：未订阅。
    }
digest-on = 📬 订阅
digest-off = 🔕 不再订阅
digest-is =
    { $on ->
        [yes] 周一见！
       *[no] 好的，不再发送。
    }
digest-group-how = <code>/digest 群 开</code> 每周一把精华发到群里，<code>/digest 群 关</code> 则不发。
digest-group =
    { $on ->
        [yes] 📬 每周一早上，有精华就发到群里。
       *[no] 🔕 不再把精华发到群里。
    }
digest-head = 🏆 <b>{ $community } 本周精华</b>
digest-more = ……还有 { $count } 条：/best
audit-pick = { $actor } 把 { $subject } 的消息加精
audit-unpick = { $actor } 取消了一条消息的加精
kept-why-picks = 你的哪条消息是精华（不含文字），或者你把哪条加了精
kept-why-digest-readers = 你订阅了每周精华
