"""A year's schedule in three zones, and when it falls due by plain loops and another library."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from dateutil.rrule import FR, MONTHLY, WEEKLY, YEARLY, rrule

# A year with a leap day, and both changes of the clock in Berlin and New York.
YEAR = 2028
BEGIN = datetime(2027, 12, 31, 12, 0, tzinfo=UTC)
END = datetime(2029, 1, 1, 12, 0, tzinfo=UTC)
ZONES = {"sh": "Asia/Shanghai", "be": "Europe/Berlin", "ny": "America/New_York"}
DAYS = [date(YEAR, 1, 1) + timedelta(days=n) for n in range(366)]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """An entry as it stands in its file, and its slots of the year as somebody else finds them."""

    key: str
    lines: tuple[str, ...]
    slots: tuple[datetime, ...]
    to: str = "main"

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its file: the first letters of its word."""
        return ZoneInfo(ZONES[self.key[:2]])

    def written(self) -> str:
        """The entry as it stands in the file."""
        head = ("[[post]]", f'id = "{self.key}"', f'to = ["{self.to}"]', f'text = "{self.key}"')
        return "\n".join((*head, *self.lines)) + "\n"

    def moments(self) -> list[tuple[datetime, datetime]]:
        """Return each slot with its moment: a gap ends for it, a fold is its first time."""
        return [(slot, moment(slot, self.zone)) for slot in sorted(self.slots)]


def moment(slot: datetime, zone: ZoneInfo) -> datetime:
    """Return when a wall time comes to be, by walking on minute by minute where it does not."""
    while True:
        found = slot.replace(tzinfo=zone).astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) == slot:
            return found
        slot += timedelta(minutes=1)


def at(days: Iterable[date], *times: str) -> tuple[datetime, ...]:
    """Return each day at each time."""
    return tuple(datetime.combine(day, time.fromisoformat(each)) for day in days for each in times)


def weekly(*weekdays: int) -> list[date]:
    """Return the days of the year that are one of these, Monday being none."""
    return [day for day in DAYS if day.weekday() in weekdays]


def month_ends() -> list[date]:
    """Return the last day of each month."""
    return [day for day in DAYS if (day + DAY).day == 1]


def last(weekday: int) -> list[date]:
    """Return the last of a weekday in each month."""
    return [day for day in DAYS if day.weekday() == weekday and (day + 7 * DAY).month != day.month]


def second(weekday: int) -> list[date]:
    """Return the second of a weekday in each month."""
    return [day for day in DAYS if day.weekday() == weekday and 8 <= day.day <= 14]


def free_in_germany() -> list[date]:
    """Return the public holidays of the whole of Germany, of which half go by Easter."""
    fixed = [date(YEAR, *each) for each in ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))]
    return sorted([*fixed, *(easter(YEAR) + n * DAY for n in (-2, 1, 39, 50))])


def _ruled(begins: date, often: int, **rule: object) -> list[date]:
    found = rrule(often, dtstart=datetime.combine(begins, time()), **rule)  # type: ignore[arg-type]
    return [
        each.date()
        for each in found.between(datetime(YEAR, 1, 1), datetime(YEAR, 12, 31), inc=True)
    ]


MOVED, DROPPED, LEFT = date(YEAR, 5, 3), date(YEAR, 8, 9), date(YEAR, 11, 1)
EARLY = [day for day in weekly(6) if day.day <= 14]
_WEDNESDAYS = [day for day in weekly(2) if day not in {MOVED, DROPPED, LEFT}]

FIRST = (
    Kept("sh-words", ('every = "mon"', "at = 08:30:00"), at(weekly(0), "08:30")),
    Kept("sh-last", ('every = "month:last"', "at = 23:59:00"), at(month_ends(), "23:59")),
    Kept(
        "sh-31",
        ('every = "month:31"', "at = 00:00:00"),
        at([d for d in DAYS if d.day == 31], "00:00"),
    ),
    Kept(
        "sh-leap",
        ('rrule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"', "at = 10:00:00"),
        at(_ruled(date(2024, 1, 1), YEARLY, bymonth=2, bymonthday=29), "10:00"),
    ),
    Kept(
        "sh-eve", ('festival = "new-years-eve"', "at = 20:00:00"), at([date(YEAR, 1, 25)], "20:00")
    ),
    Kept(
        "sh-feast",
        ('festival = "spring-festival"', "at = [00:00:00, 09:00:00]"),
        at([date(YEAR, 1, 26)], "00:00", "09:00"),
    ),
    Kept(
        "sh-moon",
        ('lunar = "8-15"', "shift = -3", "at = 12:00:00"),
        at([date(YEAR, 9, 30)], "12:00"),
    ),
    Kept(
        "sh-turns",
        ('rrule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"', "from = 2028-01-04", "at = 19:15:00"),
        at(_ruled(date(YEAR, 1, 4), WEEKLY, interval=2), "19:15"),
    ),
    Kept("sh-gold", ('every = "month:2-sat"', 'at = "golden:evening"'), at(second(5), "20:00")),
    # In the night in which the clocks change there is no half past two, or there are two.
    Kept(
        "be-night",
        ('every = "month:last-sun"', "at = 02:30:00"),
        at(last(6), "02:30"),
        "region:east",
    ),
    # Two in the same gap come to the same moment: of the two one is posted.
    Kept(
        "be-gap",
        ('cron = "15,45 2 * 3 0"',),
        at([day for day in weekly(6) if day.month == 3], "02:15", "02:45"),
    ),
    Kept(
        "be-nth", ('every = "month:2-mon"', "at = 12:00:00"), at(second(0), "12:00"), "region:east"
    ),
    Kept(
        "be-change",
        (
            'every = "wed"',
            "at = 18:00:00",
            f"skip = [{LEFT}]",
            f"[[post.change]]\non = {MOVED}\nto = {MOVED + DAY}T07:00:00",
            f"[[post.change]]\non = {DROPPED}\nskip = true",
        ),
        (*at(_WEDNESDAYS, "18:00"), *at([MOVED + DAY], "07:00")),
    ),
    Kept("be-free", ('holiday = "DE"', "at = 10:30:00"), at(free_in_germany(), "10:30")),
    Kept(
        "ny-night",
        ('every = "month:1-sun,2-sun"', "at = [01:30:00, 02:30:00]"),
        at(EARLY, "01:30", "02:30"),
    ),
    Kept(
        "ny-quarter",
        ('cron = "0 9 1 */3 *"',),
        at([d for d in DAYS if d.day == 1 and d.month % 3 == 1], "09:00"),
    ),
    Kept(
        "ny-friday",
        ('rrule = "FREQ=MONTHLY;BYDAY=-1FR"', "at = 17:00:00", 'pin = "2h"'),
        at(_ruled(date(2024, 1, 1), MONTHLY, byweekday=FR(-1)), "17:00"),
        "region:east",
    ),
    Kept(
        "ny-span",
        ('every = "day"', "from = 2028-06-01", "until = 2028-06-14", "at = 12:00:00"),
        at([day for day in DAYS if day.month == 6 and day.day <= 14], "12:00"),
    ),
    Kept(
        "ny-asked",
        ('every = "month:15"', "at = 11:00:00", "approve = true"),
        at([day for day in DAYS if day.day == 15], "11:00"),
    ),
)
# Every day in every zone besides: for the long run.
DAILY = tuple(
    Kept(
        f"{zone}-daily", ('every = "day"', f"at = [{early}:00, {late}:00]"), at(DAYS, early, late)
    )
    for zone, early, late in (
        ("sh", "07:00", "22:00"),
        ("be", "02:00", "13:00"),
        ("ny", "01:59", "12:01"),
    )
)


def edited() -> Iterator[tuple[datetime, Mapping[str, Kept | None]]]:
    """Yield the edits of the year: when, and what stands there from then on; None for gone."""
    yield (
        datetime(YEAR, 2, 14, 3, 7, tzinfo=UTC),
        {
            "sh-words": Kept(
                "sh-words", ('every = "mon"', "at = 09:15:00"), at(weekly(0), "09:15")
            ),
            "sh-new": Kept(
                "sh-new",
                ('every = "工作日"', "at = 06:45:00", "until = 2028-03-31"),
                at([d for d in weekly(0, 1, 2, 3, 4) if d <= date(YEAR, 3, 31)], "06:45"),
            ),
        },
    )
    # In the very minute in which something is due.
    yield datetime(YEAR, 4, 30, 0, 30, tzinfo=UTC), {"be-night": None}
    yield (
        datetime(YEAR, 7, 4, 15, 59, tzinfo=UTC),
        {
            "be-night": FIRST[9],
            "ny-night": Kept(
                "ny-night", ('every = "month:1-sun,2-sun"', "at = 01:30:00"), at(EARLY, "01:30")
            ),
        },
    )
    # Only the words: nothing is posted again, nothing is left out.
    yield (
        datetime(YEAR, 9, 11, 2, 0, tzinfo=UTC),
        {
            "sh-words": Kept(
                "sh-words",
                ('every = "mon"', "at = 09:15:00", 'standard = "Friendly"'),
                at(weekly(0), "09:15"),
            ),
            "sh-gold": None,
        },
    )
    # After an outage: what was due by the old plan meanwhile is not forgotten.
    yield (
        datetime(YEAR, 11, 6, 12, 0, tzinfo=UTC),
        {
            "ny-night": FIRST[14],
            "be-change": Kept(
                "be-change", ('every = "tue"', "at = 18:00:00"), at(weekly(1), "18:00")
            ),
        },
    )
