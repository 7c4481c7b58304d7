"""When an entry falls due, as it stands in the file."""

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, Final

from bot.features.calendar.drawing import Table, day_of, time_of
from bot.features.calendar.faults import unknown
from bot.features.calendar.festivals import FESTIVALS, Unreadable
from bot.features.calendar.timing import (
    GOLDEN,
    Change,
    Sort,
    Timing,
    check,
)
from bot.kit.texts import Text

_RULES: Final = ("on", "every", "cron", "rrule", "festival", "lunar", "holiday")
TIMES: Final = frozenset(
    {*_RULES, "at", "from", "until", "skip", "skip_holidays", "shift", "change", "zone", "country"}
)
_GOLDEN: Final[Mapping[str, str]] = MappingProxyType(
    {**{name: name for name in GOLDEN}, "早": "morning", "午": "noon", "晚": "evening"}
)
_MOST_CHANGES: Final = 400
_SORTS: Final[Mapping[str, Sort]] = MappingProxyType(
    {
        "on": "words",
        "every": "words",
        "cron": "cron",
        "rrule": "rrule",
        "festival": "festival",
        "lunar": "lunar",
        "holiday": "holidays",
    }
)


def timing_in(table: Table, *, zone: str, country: str) -> Timing:
    """Draw when an entry falls due; what cannot be is noted, and something is returned anyway."""
    chosen = [name for name in _RULES if name in table.given]
    if len(chosen) != 1:
        names = ", ".join(chosen or _RULES)
        table.fault(
            chosen[1] if chosen else "",
            Text("schedule-fault-two-rules" if chosen else "schedule-fault-no-rule", names=names),
        )
        for name in TIMES:
            table.value(name)
        return Timing("dates", zone=zone)
    drawn = _ruled(table, chosen[0])
    times, golden = _times(table, drawn[0], drawn[3])
    timing = Timing(
        sort=drawn[0],
        rule=drawn[1],
        days=drawn[2],
        times=times,
        golden=golden,
        zone=table.zone("zone", zone),
        begins=table.day("from"),
        until=table.day("until"),
        skips=tuple(sorted(set(table.days("skip")))),
        country=drawn[1] if drawn[0] == "holidays" else table.words("country", 8) or country,
        skips_holidays=bool(table.flag("skip_holidays", default=False)),
        shift=_shift(table),
        changes=_changes(table),
    )
    _check(table, chosen[0], timing)
    return timing


def _ruled(table: Table, name: str) -> tuple[Sort, str, tuple[date, ...], tuple[time, ...]]:
    """Return the sort, its rule, its days, and times that come with them."""
    value = table.value(name)
    dated = _dated(value) if name == "on" else None
    if dated is not None:
        return dated
    if not isinstance(value, str) or not value.strip():
        table.misfit(name, f"schedule-how-{name}")
        return "dates", "", (), ()
    said = value.strip()
    # As people write it: every = 'cron "30 8 * * 1-5"', every = 'rrule "…"'.
    word, _, quoted = said.partition(" ")
    if name in {"on", "every"} and word in {"cron", "rrule"}:
        return _SORTS[word], quoted.strip(" \"'"), (), ()
    return _SORTS[name], said.casefold() if name == "festival" else said, (), ()


def _dated(value: Any) -> tuple[Sort, str, tuple[date, ...], tuple[time, ...]] | None:
    """Return the days that stand there one by one, or moments of one time of day."""
    listed = value if isinstance(value, list) else [value]
    moments = [each for each in listed if isinstance(each, datetime) and each.tzinfo is None]
    if moments and len(moments) == len(listed) and len({each.time() for each in moments}) == 1:
        days = tuple(sorted({each.date() for each in moments}))
        return "dates", "", days, (moments[0].time(),)
    plain = [day_of(each) for each in listed]
    if not listed or None in plain:
        return None
    return "dates", "", tuple(each for each in plain if each is not None), ()


def _times(
    table: Table, sort: Sort, given: tuple[time, ...]
) -> tuple[tuple[time, ...], tuple[str, ...]]:
    """Return the times of day, and the names of golden hours."""
    value = table.value("at")
    if value is None:
        has_own = sort == "cron" or (sort == "rrule" and "BYHOUR" in _rule(table).upper())
        if not given and not has_own:
            table.fault("", Text("schedule-fault-no-time"))
        return given, ()
    if sort == "cron":
        table.fault("at", Text("schedule-fault-cron-time"))
    times: list[time] = []
    golden: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        at, word = time_of(each), str(each).removeprefix("golden:")
        if at is not None:
            times.append(at)
        elif word in _GOLDEN and word != str(each):
            golden.append(_GOLDEN[word])
        else:
            table.misfit("at", "schedule-how-at")
            return (), ()
    if not times and not golden:
        table.misfit("at", "schedule-how-at")
    return tuple(sorted(set(times))), tuple(golden)


def _rule(table: Table) -> str:
    return str(table.given.get("rrule") or table.given.get("every") or "")


def _shift(table: Table) -> int:
    value = table.value("shift")
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or not -60 <= value <= 60:
        table.misfit("shift", "schedule-how-shift")
        return 0
    return value


def _changes(table: Table) -> tuple[Change, ...]:
    value = table.value("change")
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > _MOST_CHANGES:
        table.misfit("change", "schedule-how-change")
        return ()
    return tuple(change for each in value if (change := _change(table, each)) is not None)


def _change(table: Table, each: Any) -> Change | None:
    day = day_of(each.get("on")) if isinstance(each, dict) else None
    if day is None or not {"on", "to", "skip"}.issuperset(each):
        table.misfit("change", "schedule-how-change")
        return None
    to = each.get("to")
    if each.get("skip") is True and to is None:
        return Change(day, None)
    if isinstance(to, datetime) and to.tzinfo is None:
        return Change(day, to)
    at = time_of(to)
    if at is None:
        table.misfit("change", "schedule-how-change")
        return None
    return Change(day, datetime.combine(day, at))


def _check(table: Table, name: str, timing: Timing) -> None:
    try:
        check(timing)
    except Unreadable as unreadable:
        if timing.sort == "festival":
            table.fault(name, unknown(unreadable.part, FESTIVALS))
        elif unreadable.part == timing.country and timing.sort != "lunar":
            told = "country" if "country" in table.given else name
            table.fault(told, Text("schedule-fault-country", said=timing.country))
        else:
            how = Text(f"schedule-how-{name}")
            why = Text("schedule-fault-rule", part=unreadable.part[:64], how=how)
            table.fault(name, why)
        return
    if timing.begins and timing.until and timing.until < timing.begins:
        table.fault("until", Text("schedule-fault-never"))
