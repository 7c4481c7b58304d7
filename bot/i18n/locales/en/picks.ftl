# The best of what was said.
command-pick = in reply: put a message among the best
command-unpick = in reply: take a message from among the best
command-best = the best of the week, the month or of all time
command-digest = read the week's best by direct message
points-rule-pick = a message of yours is among the best
pick-how = Reply with /pick (or 加精) to a message that deserves it, with a title and tags if you like: <code>/pick A first marathon #running</code>
pick-no-tag = There is no tag “{ $tag }” here; /tags shows those there are.
pick-again = It is among the best already.
pick-none = It isn't among the best.
pick-done =
    🏆 Among the best: what { $name } wrote{ $points ->
        [0] .
        [one] , with one point on top.
       *[other] , with { $points } points on top.
    } /best
pick-undone = Taken from the best of { $community }. Points stay.
best-how = <code>/best</code> is the week's, <code>/best month</code> the month's, <code>/best all</code> everything.
best-head =
    🏆 <b>The best of { $community }, { $span ->
        [week] this week
        [month] this month
       *[all] of all time
    }</b>{ $count ->
        [0] : nothing so far. The team puts a message here with /pick.
        [one] { "" }
       *[other] { " " }({ $count })
    }
best-line = { $at }. <a href="{ $link }">{ $title }</a> · { $name }
best-line-bare = { $at }. { $title } · { $name }
best-untitled = a message
best-nobody = the community
best-span =
    { $span ->
        [week] This week
        [month] This month
       *[all] All time
    }
best-newer = ◀️ Newer
best-older = Older ▶️
digest-own =
    📬 The best of { $community }, every Monday morning by direct message, by your interests (/tags) where you chose some. { $on ->
        [yes] It is on for you.
       *[no] It is off for you.
    }
digest-on = 📬 Yes, please
digest-off = 🔕 Not any more
digest-is =
    { $on ->
        [yes] See you on Monday!
       *[no] All right, no digest.
    }
digest-group-how = <code>/digest group on</code> posts the week's best in the group on Mondays, <code>/digest group off</code> doesn't.
digest-group =
    { $on ->
        [yes] 📬 The week's best is posted here on Monday mornings, when there is any.
       *[no] 🔕 The week's best is not posted in the group.
    }
digest-head = 🏆 <b>The week's best in { $community }</b>
digest-more =
    { $count ->
        [one] …and one more: /best
       *[other] …and { $count } more: /best
    }
audit-pick = { $actor } put a message of { $subject } among the best
audit-unpick = { $actor } took a message from among the best
kept-why-picks = that a message of yours is among the best (never its words), or that you chose one
kept-why-digest-readers = that you want to read the week's best
