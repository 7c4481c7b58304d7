# 结伴：带新人的成员。
buddy-offer = 🤝 想找个老成员带你逛一周吗？我会去问愿意带新人的成员；对方答应之后才会告诉他你是谁。
buddy-sought = 我去问问，有消息告诉你。
buddy-nobody-now = 现在没有人有空。有问题尽管在群里问！
buddy-nobody = 抱歉，目前没有人有空带你。有什么想问的，在<b>{ $group }</b>里说就好，大家都乐意帮忙。
buddy-found = 🤝 { $who } 很乐意带你逛<b>{ $community }</b>，想聊就去找 TA 吧！
buddy-ask = 🤝 <b>{ $community }</b>有位新朋友想找人带一周，你愿意吗？
buddy-ask-shared = 你们都喜欢：{ $tags }
buddy-yes = 🤝 乐意
buddy-no = 这次算了
buddy-accepted = 🤝 谢谢！新朋友是 { $who }，对方也知道你了。先打个招呼就很好。
buddy-declined = 没关系，我去问别人。
buddy-over = 这件事已经定了。
buddy-thanked =
    { $points ->
        [0] 🌻 { $name } 来了 { $days } 天，已经适应了，多亏有你！
       *[other] 🌻 { $name } 来了 { $days } 天，已经适应了，多亏有你！送你 { $points } 积分。
    }
buddy-how = 🤝 愿意带<b>{ $community }</b>的新人熟悉一周吗？<code>/buddy on</code> 报名，<code>/buddy on 3</code> 表示同时带三位，<code>/buddy off</code> 退出。
buddy-how-many = 同时带几位？1 到 { $most } 之间，比如 <code>/buddy on 2</code>。
buddy-own = 🤝 你最多同时带 { $capacity } 位新人，目前 { $has } 位。<code>/buddy off</code> 退出。
buddy-on = 🤝 谢谢！有新人想找伴时我会私聊问你，最多同时 { $count } 位。
buddy-off =
    { $count ->
        [0] 不会再问你了，谢谢你一直都在！
       *[other] 不会再问你了，你带的新人我会另找人接手。谢谢你一直都在！
    }
buddies-head = 🤝 <b>{ $community }的带新人名单</b>
buddies-none = <b>{ $community }</b>还没有人报名带新人。成员发 <code>/buddy on</code> 即可报名。
buddies-line =
    { $state ->
        [off] · { $name }：暂停；带成 { $kept } 位
       *[on] · { $name }：{ $has } / { $capacity }；带成 { $kept } 位
    }
command-buddy = 带新人熟悉群
command-buddies = 谁在带新人
