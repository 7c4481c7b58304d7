# One's own card and language.
me-head = <b>{ $name }</b> in { $community }
me-level = ⭐ Level { $level }
me-level-named = ⭐ Level { $level } · { $name }
me-next-level = 📈 { $experience } experience, { $missing } to the next level
me-points = 🪙 { $points } points
me-streak =
    { $signed ->
        [yes] 🔥 Signed in today · streak { $streak } · best { $best } · { $days ->
            [one] 1 day
           *[other] { $days } days
        } in all
       *[no] { $days ->
            [0] ⏳ Not signed in yet: /checkin begins your streak
            [one] ⏳ Not signed in yet today · streak { $streak } · best { $best } · 1 day in all
           *[other] ⏳ Not signed in yet today · streak { $streak } · best { $best } · { $days } days in all
        }
    }
me-picture = 🖼 As a picture
me-no-picture = I can't draw here: this machine has no fonts for it.
me-profile = 🪪 Profile
me-contacts = 📬 Messages
me-figure-points = points
me-figure-streak = day streak
me-figure-days = days signed in
language-ask = Which language shall I speak with you? (In the group I keep to the group's.)
language-option = { $language }
language-chosen = ● { $language }
language-name-zh-cn = 中文
language-name-en = English
language-kept = From now on we speak English.
