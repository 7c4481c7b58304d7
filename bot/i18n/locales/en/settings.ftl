# The settings menu.
settings-which = Which group's settings?
settings-no-groups = I know of no group that you administer. Add me to one, make me an administrator there, and send /setup in it.
settings-group = { $chat }
settings-head = <b>Settings of { $name }</b>
settings-language = 🌐 Language in the group: { $language }
settings-zone = 🕐 Time zone: { $zone }
settings-checkins =
    { $state ->
        [on] ✅ Daily sign-in: on, { $points } points
       *[off] ⏸ Daily sign-in: off
    }
settings-card = 🌅 Daily card: { $at }
settings-moderation = 🛡 Checks: { $mode }
settings-raids = 🚨 Raids: { $mode }
settings-levels = ⭐ New levels: { $told }
settings-button-levels = ⭐ New levels
settings-about-levels-told = ⭐ How shall I tell that somebody has come to a new level?
settings-told-off = not at all
settings-told-answer = in the answer to a sign-in
settings-told-line = also in a line of its own
settings-button-gate = 🚪 Newcomers
settings-button-raids = 🚨 Raids
settings-about-raids-mode = 🚨 When many newcomers come at once, shall I hold them at a gate until they have shown that they are people?
settings-mode-off = off
settings-mode-shadow = only take note
settings-mode-on = on
settings-card-never = none
settings-button-language = 🌐 Language
settings-button-zone = 🕐 Time zone
settings-button-checkins-on = ✅ Turn the sign-in on
settings-button-checkins-off = ⏸ Turn the sign-in off
settings-button-card = 🌅 Daily card
settings-button-moderation = 🚦 On, off
settings-option = { $value }
settings-chosen = ● { $value }
settings-back = ‹ Back
settings-kept = Saved
settings-about-language = 🌐 Which language do I speak in this group?
settings-about-zone = 🕐 By whose clock do the days of this community begin and end?
settings-about-checkins-card-at = 🌅 When shall I post the daily card with the sign-in button?
settings-about-moderation-mode = 🛡 May the checks act here, only take note, or neither? No check does more than this.
# Time zones.
zone-asia-shanghai = Shanghai
zone-asia-singapore = Singapore
zone-asia-tokyo = Tokyo
zone-europe-london = London
zone-europe-berlin = Berlin
zone-america-new-york = New York
zone-america-los-angeles = Los Angeles
zone-australia-sydney = Sydney
zone-utc = UTC
