# Buddies: members who help newcomers.
buddy-offer = 🤝 Would you like somebody to show you around for a week? I'd ask one of the members who like to; your name is told only once they say yes.
buddy-sought = I'm asking. You'll hear from me.
buddy-nobody-now = Nobody is free right now. Ask anything in the group!
buddy-nobody = Nobody is free at the moment to show you around, I'm sorry. Ask anything in <b>{ $group }</b>: people are glad to help.
buddy-found = 🤝 { $who } is glad to show you around in <b>{ $community }</b>. Write to them whenever you like!
buddy-ask = 🤝 Somebody who is new in <b>{ $community }</b> would like to be shown around for a week. Would you?
buddy-ask-shared = You share: { $tags }
buddy-yes = 🤝 Gladly
buddy-no = Not this time
buddy-accepted = 🤝 Thank you! It's { $who }. They have your name now, too: a short hello from you would be a fine start.
buddy-declined = No problem. I'll ask somebody else.
buddy-over = That is settled already.
buddy-thanked =
    { $points ->
        [0] 🌻 { $name } has been here for { $days } days and settled in, thanks to you!
       *[other] 🌻 { $name } has been here for { $days } days and settled in, thanks to you! { $points } points for it.
    }
buddy-how = 🤝 Would you show newcomers of <b>{ $community }</b> around for their first week? <code>/buddy on</code> offers it, <code>/buddy on 3</code> for three at a time, <code>/buddy off</code> ends it.
buddy-how-many = How many at a time? From 1 to { $most }, such as <code>/buddy on 2</code>.
buddy-own =
    { $capacity ->
        [one] 🤝 You help one newcomer at a time; at the moment { $has }. <code>/buddy off</code> ends it.
       *[other] 🤝 You help up to { $capacity } newcomers at a time; at the moment { $has }. <code>/buddy off</code> ends it.
    }
buddy-on =
    { $count ->
        [one] 🤝 Thank you! I'll ask you by direct message when a newcomer would like company.
       *[other] 🤝 Thank you! I'll ask you by direct message when newcomers would like company, { $count } at a time.
    }
buddy-off =
    { $count ->
        [0] You're not asked any more. Thank you for having been there!
       *[other] You're not asked any more, and I'm finding others for those you helped. Thank you for having been there!
    }
buddies-head = 🤝 <b>Who shows newcomers around in { $community }</b>
buddies-none = Nobody in <b>{ $community }</b> has offered to show newcomers around yet. Members do with <code>/buddy on</code>.
buddies-line =
    { $state ->
        [off] · { $name }: not at the moment; { $kept } settled in
       *[on] · { $name }: { $has } of { $capacity }; { $kept } settled in
    }
command-buddy = show newcomers around
command-buddies = who shows newcomers around
