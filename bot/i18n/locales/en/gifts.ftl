# Points that people give, and what became of all of them.
gift-how = Give some of your points: <code>/gift @mei 20</code>, or in reply <code>/gift 20</code>.
gift-given = 🎁 { $giver } gives { $name } { $points } points. { $left } are left.
gift-off = Points are not given away here.
gift-self = Points to yourself? You have them already.
gift-young =
    { $days ->
        [one] You can give points once you have been here for a day.
       *[other] You can give points once you have been here for { $days } days.
    }
gift-often = That was your last gift for today: { $most } a day.
gift-much = One gives { $most } points a day at most.
gift-full = There is no room for more today: one gets { $most } points a day at most.
gift-short =
    { $points ->
        [0] You have no points to give yet.
       *[other] You have { $points } points, and that is more.
    }
grant-how = <code>/points give @mei 20 for the talk</code>, or in reply <code>/points give 20 for the talk</code>; <code>/points take …</code> takes some. A reason belongs to it.
grant-self = Somebody else has to decide about your own points.
grant-much = One of the team decides about { $most } points a day at most.
points-granted = 🪙 { $name }, { $points } points for you: { $reason }
points-fined = { $name } has { $points } points less, { $left } are left: { $reason }
economy-head = 🧾 <b>The points of { $name }</b>
economy-lately = In the last 30 days: { $issued } earned, { $spent } spent, { $fined } taken, { $expired } expired; { $given } were given to others.
economy-ever = Since the beginning: { $issued } earned, { $spent } spent, { $fined } taken, { $expired } expired; { $given } were given to others.
economy-held = Members hold { $held }.
economy-off = ⚠️ That does not add up. <code>python -m bot points rebuild</code> tells where.
command-gift = give another member some of your points
