# The settings menu.
settings-which = Which group's settings?
settings-no-groups = I know of no group that you administer. Add me to one, make me an administrator there, and send /setup in it.
settings-group = { $chat }
settings-head = <b>Settings of { $name }</b>
settings-language = Language in the group: { $language }
settings-zone = Days by: { $zone }
settings-checkins =
    { $state ->
        [on] Daily sign-in: on, { $points } points
       *[off] Daily sign-in: off
    }
settings-card = Sign-in card: { $at }
settings-moderation = Word checks: { $mode }
settings-mode-off = off
settings-mode-shadow = only watching
settings-mode-on = on
settings-card-never = none
settings-button-language = 🌐 Language
settings-button-zone = 🕐 Time zone
settings-button-checkins-on = ✅ Turn the sign-in on
settings-button-checkins-off = ⏸ Turn the sign-in off
settings-button-card = 🌅 Daily card
settings-button-moderation = 🛡 Word checks
settings-option = { $value }
settings-chosen = ● { $value }
settings-back = ‹ Back
settings-kept = Kept.
settings-about-language = Which language do I speak in this group?
settings-about-zone = By whose clock do the days of this community begin and end?
settings-about-checkins-card-at = When shall I post the daily card with the sign-in button?
settings-about-moderation-mode = The operator's lists of words and patterns: off, only watching (I write down what I would have removed), or on.
