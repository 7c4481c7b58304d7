# Sources: named ways into the community, and how far they brought whom.
source-how = Write what the way in is called: <code>/link new store12</code>, with a title for the link and <code>request</code> at the end if newcomers shall ask first. Then <code>/link store12</code> shows it again, and <code>/link close store12</code> closes it. A name has small letters, digits, - and _.
source-known = There is a source called { $key } already: <code>/link { $key }</code> shows its link.
source-unknown = There is no source called { $key }. /links lists those there are.
source-no-right = I can't make links here: please give me the right to invite people.
source-making = One moment, the link for <b>{ $key }</b> is being made.
source-name = <b>{ $key }</b>
source-name-titled = <b>{ $title }</b> (<code>{ $key }</code>)
source-made = 🔗 { $source }
source-link = Link into the group, also in the picture: { $link }
source-deep-link = Link by way of me, so that I greet them first: { $link }
source-failed = There is no link for { $key }: Telegram says “{ $why }”.
source-closed = The way in { $key } is closed; its link leads nowhere any more. What it brought still counts in /sources.
source-is-closed = { $key } is closed. <code>/link new { $key }</code> opens it again.
source-welcome = Hello { $name }! You're invited to <b>{ $community }</b>. Come in 👇
source-welcome-no-link = Hello { $name }! You're invited to <b>{ $community }</b>.
source-join = 👉 Join
sources-head = 🔗 <b>Ways into { $name }</b>
sources-line = • { $source } – { $link }
sources-line-closed = • { $source } – closed
sources-none = There are no sources yet. <code>/link new store12</code> makes one.
# The funnel.
funnel-head = 📊 <b>Where the members of { $name } came from</b>
funnel-unknown = <b>not known</b>
funnel-line = { $source }: joined { $joined } · started { $started } · asked { $requested } → admitted { $admitted } → shown round { $onboarded } → wrote { $spoke }
funnel-kept = active on day 7 or later: { $d7 } · on day 30 or later: { $d30 } · contributed: { $contributed }
funnel-share = { $percent } % ({ $part } of { $whole })
funnel-unripe = —
funnel-foot = <i>Days count from joining, for those only who joined long enough ago; whoever left still counts. A dash: nobody has been here that long. Contributed: signed in, or was thanked.</i>
# Commands.
command-link = make a way in, with a link and a picture
command-links = list the ways in
command-sources = see how far members came, by source
