# What rungs are called and bring, in the community's own words.
tier-title =
    { "en" ->
        [zh] { $zh }
       *[en] { $en }
    }
tier-perks =
    { "en" ->
        [zh] 🎁 { $zh }
       *[en] 🎁 { $en }
    }
tier-opens = 🔑 a pass into the core group: /pass
tier-and = { $first }, { $second }
tier-nothing = nothing
# What a rung asks for.
tier-count-active-days =
    { $count ->
        [one] { $count } active day
       *[other] { $count } active days
    }
tier-count-messages =
    { $count ->
        [one] { $count } message
       *[other] { $count } messages
    }
tier-count-answered =
    { $count ->
        [one] { $count } person answered
       *[other] { $count } people answered
    }
tier-count-repliers =
    { $count ->
        [one] an answer from { $count } person
       *[other] answers from { $count } people
    }
tier-count-thanked =
    { $count ->
        [one] thanked once
       *[other] thanked { $count } times
    }
tier-count-contributions =
    { $count ->
        [one] { $count } contribution
       *[other] { $count } contributions
    }
tier-count-invitees =
    { $count ->
        [one] { $count } guest who stayed
       *[other] { $count } guests who stayed
    }
tier-count-spend = { $count } spent
tier-count-purchases =
    { $count ->
        [one] { $count } order
       *[other] { $count } orders
    }
# What is missing.
tier-more-active-days =
    { $count ->
        [one] { $count } more active day
       *[other] { $count } more active days
    }
tier-more-messages =
    { $count ->
        [one] { $count } more message
       *[other] { $count } more messages
    }
tier-more-answered =
    { $count ->
        [one] { $count } more person to answer
       *[other] { $count } more people to answer
    }
tier-more-repliers =
    { $count ->
        [one] an answer from { $count } more person
       *[other] answers from { $count } more people
    }
tier-more-thanked =
    { $count ->
        [one] { $count } more thank-you
       *[other] { $count } more thank-yous
    }
tier-more-contributions =
    { $count ->
        [one] { $count } more contribution
       *[other] { $count } more contributions
    }
tier-more-invitees =
    { $count ->
        [one] { $count } more guest who stays
       *[other] { $count } more guests who stay
    }
tier-more-spend = { $count } more spent
tier-more-purchases =
    { $count ->
        [one] { $count } more order
       *[other] { $count } more orders
    }
tier-asks =
    { $days ->
        [one] { $needs } in a day
       *[other] { $needs } in { $days } days
    }
tier-asks-nothing = for everybody
tier-against =
    { $is_met ->
        [yes] ✅ { $need } in { $days } days: { $has }
       *[no] ▫️ { $need } in { $days } days: { $has } so far
    }
# The public table.
tiers-off = There are no tiers here.
tiers-head = 🪜 <b>Tiers in { $community }</b>
tiers-ladder-value = <b>By orders</b>
tiers-line = <b>{ $tier }</b> – { $asks }
tiers-line-confirmed = <b>{ $tier }</b> – { $asks }; the team confirms it
tiers-foot =
    { $days ->
        [0] I go through everybody each night: reach a tier and it's yours, until you no longer do. /me shows your way.
        [one] I go through everybody each night: reach a tier and it's yours. After a quiet spell you keep it for a day. /me shows your way.
       *[other] I go through everybody each night: reach a tier and it's yours. After a quiet spell you keep it for { $days } days. /me shows your way.
    }
# One's own way.
me-tier = 🪜 { $tier }, since { DATETIME($day, month: "long", day: "numeric") }
me-tier-none = 🪜 You get your tier tonight.
me-tier-next = Next, { $tier }: { $needs }
me-tier-tonight = You have all it takes for { $tier }: tonight you move up.
me-tier-staff = You have all it takes for { $tier }. The team decides about it.
me-tier-below =
    { $days ->
        [one] To keep it, within { $days } day: { $needs }
       *[other] To keep it, within { $days } days: { $needs }
    }
why-tier = 🪜 <b>{ $name }</b> is { $tier } since { DATETIME($day, month: "long", day: "numeric") }.
why-tier-none = 🪜 <b>{ $name }</b> gets a tier tonight.
why-tier-below = Below what it asks for since { DATETIME($day, month: "long", day: "numeric") }; it is kept for { $days } days.
why-tier-asks = { $tier } asks for:
# News.
tier-promoted = 🎉 You are <b>{ $tier }</b> in { $community } now. Thank you for being here!
tier-confirmed = 🌟 The team of { $community } would like you to be <b>{ $tier }</b> – you matter to many people there. Thank you!
tier-warned =
    { $days ->
        [one] It has been a little quiet, so tomorrow you would step down from { $tier } in { $community }. No harm done if life is full.
       *[other] It has been a little quiet: in { $days } days you would step down from { $tier } in { $community }. No harm done if life is full.
    }
tier-warned-how = If you would like to keep it: { $needs }.
# The staff.
tier-card = 🌟 <b>{ $name }</b> ({ $id }) could be { $tier }:
tier-button-confirm = ✅ { $name }
tier-button-decline = Not now
tier-decided = Done.
tier-decided-before = Somebody has decided already.
tier-card-proposed = Not decided yet.
tier-card-confirmed = ✅ Confirmed.
tier-card-declined = Left as it is; not proposed again for 90 days.
koc-head = 🌟 <b>Confirmed by the team in { $community }</b>
koc-line = { $tier } · { $name }, since { DATETIME($day, month: "short", day: "numeric") }
koc-none = Nobody yet, and nobody is proposed. Whoever matters to many people is proposed at night.
flow-ladder-activity = 🪜 <b>Who moved this week</b>
flow-ladder-value = <b>By orders</b>
flow-head = { $before } members, { $after } now: { $came } came, { $went } went
flow-line = { $before } → { $after }: { $people }
flow-came = new
flow-went = left
flow-none = Nobody has moved.
audit-tier-confirmed = { $actor } confirmed the tier of { $subject }
audit-tier-declined = { $actor } left the tier of { $subject } as it is
# Passes.
pass-by-dm = A pass is for you alone: please ask me by direct message.
pass-which = Into which group would you like to go?
pass-choice = { $chat }
pass-coming = One moment, I am making your pass into { $chat } …
pass-given = 🔑 Your pass into <b>{ $chat }</b>. It lets in you alone, once, within a day. Ask to join with it and you are in.
pass-open = Open the group
pass-failed = I could not make a pass into { $chat }. Please tell the team: I may need the right to invite.
pass-inside = You are in { $chat } already. 😊
pass-shut = I may not let anybody into { $chat } at the moment. Please tell the team.
pass-not-yet = The way in opens with { $tier }.
pass-needs = What is missing: { $needs }.
pass-no-group = There is no group to open at the moment.
pass-welcome = 🎉 Welcome to <b>{ $chat }</b>!
pass-not-yours = This pass into { $chat } is somebody else's. Send me /pass for one of your own.
pass-used = This pass into { $chat } was used already. Send me /pass if you need another one.
pass-over = This pass into { $chat } is over. Send me /pass for a new one.
pass-lost = { $chat } is not open to you at the moment. Send me /pass and I'll tell you what is missing.
pass-lost-staff = { $name } is in { $chat } by a pass and has stepped down since. I leave it to you; nobody is put out by me.
# Benefits.
benefits-none = There is nothing set aside here at the moment.
benefits-head = 🎁 <b>For members of { $community }</b> – press what you would like.
benefit-opened = 🎁 <b>{ $title }</b> – enjoy!
benefit-locked = This opens with { $tier }. What is missing: { $needs }.
benefit-soon = This opens with { $tier }, and you have all it takes: tonight, or once the team confirms it.
benefit-not-yours = This is for others at the moment ({ $only }).
benefit-broken = I can't tell whom this is for. Please tell the team.
# Commands.
command-tiers = see the tiers, and what each asks for
command-benefits = see what your tier brings
command-pass = get into a group that your tier opens
command-koc = see and decide who is proposed for a tier
command-tierflow = see who moved between tiers this week
