"""Read a schedule from its files: a plan, or every fault of every file at once."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import blake2b
from typing import Any, Final

import msgspec

from bot.features.calendar.contents import MEDIA, content_in
from bot.features.calendar.drawing import Table
from bot.features.calendar.entries import (
    KINDS,
    LATE,
    LONGEST_CAPTION,
    LONGEST_TEXT,
    MOST_LASTS,
    Entry,
    Plan,
    units_of,
)
from bot.features.calendar.faults import WHOLE, Around, Fault, Sheet, unknown
from bot.features.calendar.timings import TIMES, timing_in
from bot.kit.texts import Text
from bot.kit.toml_lines import syntax_fault

__all__ = ["Around", "Fault", "File", "read"]

_FILE: Final = frozenset({"zone", "country", "defaults", "post", "task"})
# What every entry may take from the file's defaults, and how each is drawn.
_DEFAULTS: Final[Mapping[str, Callable[[Table, str], object]]] = {
    "owner": lambda table, name: table.words(name, 64),
    "standard": lambda table, name: table.words(name, 1000),
    "to": lambda table, name: table.several(name, 200),
    "topic": lambda table, name: table.words(name, 128),
    "kind": lambda table, name: table.one_of(name, KINDS, "interaction"),
    "late": lambda table, name: table.lasting(name),
    "silent": lambda table, name: table.flag(name, None),
    "approve": lambda table, name: table.flag(name, None),
    "pin": lambda table, name: table.lasting(name, is_open=True),
    "expires": lambda table, name: table.lasting(name, most=MOST_LASTS),
    "from": lambda table, name: table.day(name),
    "until": lambda table, name: table.day(name),
}
_OWN: Final = frozenset({"id", "only_if", "override", "buttons", *_DEFAULTS, *TIMES})
_TABLES: Final = ("post", "task")


@dataclass(frozen=True, slots=True)
class File:
    """A schedule's file: its name as it is told, and what stands in it."""

    name: str
    text: str


def read(files: Iterable[File], around: Around, *, zone: str, country: str) -> Plan | list[Fault]:
    """Return the plan of all files, or all their faults, in the order of files and lines."""
    faults: list[Fault] = []
    entries: list[Entry] = []
    digests: dict[str, str] = {}
    seen: dict[str, str] = {}
    whole = blake2b(digest_size=16)
    for file in sorted(files, key=lambda each: each.name):
        sheet = Sheet(file.name, file.text, around)
        for entry, table in _entries(sheet, zone=zone, country=country):
            if entry.id in seen:
                spot = ("task" if entry.sort == "task" else "post", entry.number, "id")
                why = Text("schedule-fault-twice", name=entry.id, file=seen[entry.id])
                sheet.fault(spot, entry.id, why)
            seen[entry.id] = file.name
            entries.append(entry)
            digests[entry.id] = _digest(table)
        faults += sheet.faults
        whole.update(file.name.encode() + b"\0" + file.text.encode() + b"\0")
    if faults:
        return sorted(faults)
    return Plan(tuple(entries), whole.hexdigest(), digests)


def _entries(
    sheet: Sheet, *, zone: str, country: str
) -> Iterable[tuple[Entry, Mapping[str, Any]]]:
    try:
        document = tomllib.loads(sheet.text)
    except tomllib.TOMLDecodeError as error:
        line, why = syntax_fault(str(error), sheet.text)
        sheet.faults.append(Fault(sheet.file, line, WHOLE, why))
        return
    for name in document.keys() - _FILE:
        sheet.fault((name, 0, ""), WHOLE, unknown(name, _FILE))
    head = Table(sheet, ("", 0), WHOLE, document)
    own_zone = head.zone("zone", zone)
    own_country = head.words("country", 8) or country
    plain = _defaults(head, document.get("defaults", {}))
    for kind in _TABLES:
        for number, table in enumerate(_tables(head, document, kind)):
            base = {"zone": own_zone, "country": own_country}
            drawn = _entry(sheet, kind, number, plain | table, base)
            if drawn is not None:
                yield drawn, {**plain, **table, **base}


def _defaults(head: Table, given: Any) -> dict[str, Any]:
    """Return what every entry takes that doesn't say otherwise; what cannot be is told once."""
    if not isinstance(given, dict):
        head.fault("defaults", Text("schedule-fault-table"))
        return {}
    table = Table(head.sheet, ("defaults", 0), WHOLE, given)
    sound: dict[str, Any] = {}
    for name, reader in _DEFAULTS.items():
        before = len(head.sheet.faults)
        reader(table, name)
        if name in given and len(head.sheet.faults) == before:
            sound[name] = given[name]
    table.rest(frozenset(_DEFAULTS))
    return sound


def _tables(head: Table, document: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    tables = document.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        head.fault(kind, Text("schedule-fault-tables", name=kind))
        return []
    return tables


def _entry(
    sheet: Sheet, kind: str, number: int, given: dict[str, Any], base: Mapping[str, str]
) -> Entry | None:
    before = len(sheet.faults)
    name = given.get("id")
    where = name if isinstance(name, str) and name else f"{kind} {number + 1}"
    table = Table(sheet, (kind, number), where, given)
    drawn_id = table.key("id")
    sort, content = content_in(table, is_task=kind == "task")
    timing = timing_in(table, zone=base["zone"], country=base["country"])
    entry = Entry(
        id=drawn_id,
        file=sheet.file,
        number=number,
        sort=sort,
        content=content,
        timing=timing,
        to=table.several("to", 200) or ("main",),
        kind=table.one_of("kind", KINDS, "interaction"),
        owner=table.words("owner", 64),
        standard=table.words("standard", 1000),
        topic=table.words("topic", 128),
        buttons=table.links("buttons"),
        pin=table.lasting("pin", is_open=True),
        lasts=table.lasting("expires", most=MOST_LASTS),
        is_silent=table.flag("silent", None),
        needs_approval=bool(table.flag("approve", default=False)),
        late=table.lasting("late") or LATE,
        only_if=table.expression("only_if"),
        overrides=table.overrides("override"),
    )
    _check_overrides(table, entry)
    table.rest(_OWN)
    return entry if len(sheet.faults) == before else None


def _check_overrides(table: Table, entry: Entry) -> None:
    """Note the texts of single groups that Telegram would not take."""
    most = LONGEST_CAPTION if entry.sort in MEDIA else LONGEST_TEXT
    for group, otherwise in entry.overrides.items():
        said = otherwise.get("text")
        if isinstance(said, str) and units_of(said) > most:
            why = Text("schedule-fault-long", length=units_of(said), most=most)
            table.fault(f"override.{group}.text", why)


def _digest(table: Mapping[str, Any]) -> str:
    """Return what is the same while an entry says the same."""
    packed = msgspec.json.encode(table, order="sorted", enc_hook=_plain)
    return blake2b(packed, digest_size=16).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    raise TypeError(value)
