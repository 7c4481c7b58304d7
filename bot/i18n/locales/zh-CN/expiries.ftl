expiry-notice = ⏳ 你在{ $community }有 { $points } 积分很久没用了，将在{ DATETIME($day, month: "long", day: "numeric") }过期。在那之前用掉的都算数，等级不受影响。
expiry-soon = ⏳ 其中 { $points } 分如果不用，会在{ DATETIME($day, month: "long", day: "numeric") }过期。
