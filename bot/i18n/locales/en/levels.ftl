# Levels that members reached, told in the group.
levels-line = ⭐ { $name } is at level { $level } now!
levels-line-named = ⭐ { $name } is at level { $level } now: { $title }!
levels-more =
    { $count ->
        [one] … and one more.
       *[other] … and { $count } more.
    }
