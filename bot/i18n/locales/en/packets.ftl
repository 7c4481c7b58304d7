# Red packets.
command-packet = give a red packet: points for whoever comes first
packet-how = Say how many points for how many: <code>/packet 100 10 Happy weekend</code>. At most { $points } points and { $shares } shares.
packet-how-more = Options: <code>even=yes ends=8h age=7d only="tier=core"</code>. Points have nothing to do with money and cannot be bought.
packet-how-staff = As one of the staff you can let the community pay: <code>from=community</code>.
packet-how-from = me or community
packet-how-even = yes or no
packet-how-age = how long somebody has been here, such as 7d
packet-how-ends = how long it lies there, at most a week, such as 8h or 3d
packet-thin = { $points } points make no { $shares } shares: each holds at least one.
packet-where = A red packet is given in the group: write it there.
packet-not-yours = Only the staff can let the community pay. From your own points: without <code>from=</code>.
packet-untitled = Good luck to all of us!
packet-preview = This is how it would be:
packet-title = 🧧 <b>{ $title }</b>
packet-of = From { $giver }
packet-of-all = From all of us
packet-size =
    💰 { $points ->
        [one] One point
       *[other] { $points } points
    } in { $shares ->
        [one] one share
       *[other] { $shares } shares, split by luck
    }
packet-size-even =
    💰 { $points ->
        [one] One point
       *[other] { $points } points
    } in { $shares ->
        [one] one share
       *[other] { $shares } even shares
    }
packet-pays-own = 👛 { $points } of your own points. What nobody takes comes back to you.
packet-pays-all = 👛 The community pays { $points } points.
packet-lasts = ⏳ It lies there for { $span }
packet-age =
    🔎 For those who have been here for { $days ->
        [one] a day
       *[other] { $days } days
    } or longer
packet-only = 🔎 For: <code>{ $only }</code>
packet-tweak-even = 🎲 Luck or even
packet-tweak-ends = ⏳ How long
packet-tweak-age = 🔎 Since when
packet-tweak-from = 👛 Who pays
packet-begin = ✅ Give it
packet-drop = ✖️ Keep it
packet-dropped = Kept. Nothing was spent.
packet-begun = 🧧 It's in the group. Thank you!
packet-button = 🧧 Open
packet-taken = { $taken } of { $shares } taken
packet-takers =
    { $told }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } before them
    }
packet-got =
    🧧 { $points ->
        [one] One point is
       *[other] { $points } points are
    } yours!
packet-had =
    You have had your share: { $points ->
        [one] one point
       *[other] { $points } points
    }.
packet-gone = It's empty: others were quicker. Next time!
packet-short = That takes { $total } points; you have { $points }.
packet-luckiest = 🍀 Luckiest: { $name } with { $points }
packet-empty = All taken. Thank you!
packet-back =
    Time is over: { $points ->
        [one] one point goes
       *[other] { $points } points go
    } back.
packet-over = Time is over: { $points } points were not taken.
audit-packet-begun = { $actor } gave a red packet from the community
