expiry-notice =
    ⏳ { $points ->
        [one] One of your points
       *[other] { $points } of your points
    } in { $community } will expire on { DATETIME($day, month: "long", day: "numeric") }, since they have not been used for long. Whatever you use until then stays yours; your level does not change.
expiry-soon = ⏳ { $points ->
        [one] One of them expires
       *[other] { $points } of them expire
    } on { DATETIME($day, month: "long", day: "numeric") } unless used.
