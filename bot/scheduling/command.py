"""Check a schedule, look ahead, look at an entry: what is told line by line."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.app import StartFailed
from bot.config import Settings
from bot.features.calendar.entries import Entry, Plan
from bot.features.calendar.looking import ahead
from bot.features.calendar.timing import resolve
from bot.features.vocabulary import vocabulary
from bot.i18n.catalog import Catalog
from bot.kit.clock import WallClock
from bot.kit.days import local_day, zone_named
from handlers.calendar_loading import read_all

_MOST_DAYS = 800
_MOST_LINES = 2000


async def look(
    settings: Settings, asked: argparse.Namespace, *, tell: Callable[[str], None]
) -> None:
    """Do what was asked for.

    Raises:
        StartFailed: there is no schedule, it has faults, or there is no such entry.
    """
    plan = plan_of(settings)
    if asked.does == "check":
        tell(f"The schedule is well: {len(plan.entries)} entries.")
        return
    if asked.does == "preview":
        for line in _preview(_named(plan, asked.entry)):
            tell(line)
        return
    today = local_day(WallClock().now(), settings.community.zone)
    entries = plan.entries if asked.entry is None else (_named(plan, asked.entry),)
    shown = 0
    for line in _lines(entries, today, min(max(asked.days, 1), _MOST_DAYS)):
        shown += 1
        if shown > _MOST_LINES:
            tell(f"… and more: ask for fewer days than {asked.days}, or for one --entry.")
            return
        tell(line)
    if not shown:
        tell("Nothing falls due.")


def plan_of(settings: Settings) -> Plan:
    """Return the schedule as it stands in its files.

    Raises:
        StartFailed: there is none, or it has faults; all of them are told.
    """
    terms = replace(settings.schedule.terms, zone=settings.community.zone.key)
    if terms.path is None:
        raise StartFailed(
            "There is no schedule: copy schedule.example.toml, and name it below [schedule] in "
            'the configuration, with file = "schedule.toml".'
        )
    read = read_all(terms, tuple(vocabulary().words), WallClock().now())
    if isinstance(read, Plan):
        return read
    catalog = Catalog.load()
    lines = [
        f"  {each.file}:{each.line}: {each.entry}: "
        f"{catalog.plain(each.why, settings.community.language)}"
        for each in read
    ]
    raise StartFailed("\n".join(["The schedule cannot be used:", *lines]))


def _named(plan: Plan, entry_id: str) -> Entry:
    found = next((each for each in plan.entries if each.id == entry_id), None)
    if found is None:
        raise StartFailed(f"There is no entry “{entry_id}” in the schedule.")
    return found


def _lines(entries: tuple[Entry, ...], today: date, days: int) -> Iterator[str]:
    last: date | None = None
    for slot, entry in ahead(entries, today, today + timedelta(days=days - 1)):
        if slot.date() != last:
            last = slot.date()
            yield f"{slot:%Y-%m-%d %a}"
        yield f"  {_moment(slot, entry)}  {entry.id}  {entry.sort}  → {', '.join(entry.to)}"


def _moment(slot: datetime, entry: Entry) -> str:
    zone = zone_named(entry.timing.zone)
    moment = resolve(slot, zone).astimezone(zone)
    # Where the clock is put forward, it is posted at another time than stands there.
    told = "" if moment.time() == slot.time() else f" (at {moment:%H:%M}: the clock goes forward)"
    return f"{slot:%H:%M} {entry.timing.zone}{told}"


def _preview(entry: Entry) -> Iterator[str]:
    yield f"{entry.id} ({entry.file}): {entry.sort}, {entry.kind} → {', '.join(entry.to)}"
    for name, value in entry.content.items():
        for each in value if isinstance(value, list) else [value]:
            yield f"--- {name}"
            yield str(each)
    for row in entry.buttons:
        yield " ".join(f"[ {link.label} → {link.url} ]" for link in row)
