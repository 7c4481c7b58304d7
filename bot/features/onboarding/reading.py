"""Read a flow from its file, or name every fault with step, line and remedy."""

import re
import tomllib
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final

from bot.features.onboarding.parts import (
    WHOLE,
    Around,
    Fault,
    Reading,
    copy_in,
    expression_in,
    field_of,
    flag_in,
    hour_in,
    links_in,
    photo_in,
    tags_in,
    unknown,
)
from bot.features.onboarding.rules import (
    BACK,
    GOALS,
    KINDS,
    LONGEST,
    LONGEST_CAPTION,
    MOST_DAY,
    MOST_DRIPS,
    MOST_STEPS,
    Drip,
    Flow,
    Step,
    goals_of,
)
from bot.kit.texts import Text
from bot.kit.toml_lines import lines_of, syntax_fault

__all__ = ["Around", "Fault", "read"]

_ANY: Final = frozenset({"id", "kind", "text", "skip", "only_if", "buttons"})
_OWN: Final[Mapping[str, frozenset[str]]] = {
    "media": frozenset({"photo"}),
    "question": frozenset({"field", "consent"}),
    "interests": frozenset({"tags"}),
}
_DRIP: Final = frozenset({"id", "day", "at", "text", "unless", "survey"})
_TABLES: Final = ("step", "drip")
_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,23}")
# Part of what the library says -> what that means. It speaks English alone.
_NEEDS_TEXT: Final = frozenset({"text", "media", "buttons"})


def read(text: str, around: Around) -> Flow | tuple[Fault, ...]:
    """Return the flow, or all its faults at once, in the order of their lines."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, why = syntax_fault(str(error), text)
        return (Fault(line, WHOLE, why),)
    reading = Reading(lines_of(text), around)
    for name in document.keys() - set(_TABLES):
        reading.fault((name, 0, ""), name, unknown(name, _TABLES))
    steps = [
        drawn
        for at, table in enumerate(_tables(reading, document, "step", MOST_STEPS))
        if (drawn := _step(reading, at, table)) is not None
    ]
    drips = [
        drip
        for at, table in enumerate(_tables(reading, document, "drip", MOST_DRIPS))
        if (drip := _drip(reading, at, table)) is not None
    ]
    _whole(reading, document, steps)
    if reading.faults:
        return tuple(sorted(reading.faults, key=lambda each: each.line))
    return Flow(blake2b(text.encode(), digest_size=16).hexdigest(), tuple(steps), tuple(drips))


def _whole(reading: Reading, document: Mapping[str, Any], steps: list[Step]) -> None:
    if not document.get("step"):
        reading.fault(("step", 0, ""), WHOLE, Text("onboarding-fault-empty"))
    for kind, of in (("step", document.get("step")), ("drip", document.get("drip"))):
        seen: set[str] = set()
        for at, table in enumerate(of if isinstance(of, list) else ()):
            name = table.get("id") if isinstance(table, dict) else None
            if isinstance(name, str) and name in seen:
                reading.fault((kind, at, "id"), name, Text("onboarding-fault-twice", name=name))
            seen.add(str(name))
    ends = [at for at, each in enumerate(steps) if each.kind == "done"]
    if ends and ends != [len(steps) - 1]:
        where = steps[ends[0]].id
        reading.fault(("step", ends[0], "kind"), where, Text("onboarding-fault-last"))


def _tables(
    reading: Reading, document: Mapping[str, Any], name: str, most: int
) -> list[dict[str, Any]]:
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        reading.fault((name, 0, ""), name, Text("onboarding-fault-table", name=name))
        return []
    if len(tables) > most:
        reading.fault((name, most, ""), name, Text("onboarding-fault-many", most=most))
    return tables


def _step(reading: Reading, at: int, table: dict[str, Any]) -> Step | None:
    before = len(reading.faults)
    where = _id(reading, ("step", at), table, str(at + 1))
    kind = table.get("kind")
    if kind not in KINDS:
        reading.fault(("step", at, "kind"), where, unknown(str(kind or ""), KINDS))
        return None
    _keys(reading, ("step", at), where, table, _ANY | _OWN.get(kind, frozenset()))
    longest = LONGEST_CAPTION if kind == "media" else LONGEST
    drawn = Step(
        id=where,
        kind=kind,
        copy=copy_in(reading, ("step", at, "text"), where, table.get("text"), longest),
        is_skippable=flag_in(reading, ("step", at, "skip"), where, table, kind != "rules"),
        only_if=expression_in(reading, ("step", at, "only_if"), where, table.get("only_if", "")),
        photo=photo_in(reading, at, where, table) if kind == "media" else "",
        links=links_in(reading, at, where, table.get("buttons", [])),
        field=field_of(reading, at, where, table) if kind == "question" else "",
        consent=copy_in(reading, ("step", at, "consent"), where, table.get("consent"), 300),
        tags=tags_in(reading, at, where, table.get("tags", [])),
    )
    if kind in _NEEDS_TEXT and drawn.copy is None and "text" not in table:
        reading.fault(("step", at, ""), where, Text("onboarding-fault-no-text", kind=kind))
    if kind == "buttons" and not drawn.links and "buttons" not in table:
        reading.fault(("step", at, ""), where, Text("onboarding-fault-no-buttons"))
    return drawn if len(reading.faults) == before else None


def _drip(reading: Reading, at: int, table: dict[str, Any]) -> Drip | None:
    before = len(reading.faults)
    day = table.get("day")
    where = _id(reading, ("drip", at), table, f"day{day}-{at + 1}")
    _keys(reading, ("drip", at), where, table, _DRIP)
    if not isinstance(day, int) or isinstance(day, bool) or not 0 <= day <= MOST_DAY:
        reading.fault(("drip", at, "day"), where, Text("onboarding-fault-day", most=MOST_DAY))
    is_survey = flag_in(reading, ("drip", at, "survey"), where, table, False)
    copy = copy_in(reading, ("drip", at, "text"), where, table.get("text"), LONGEST)
    if copy is None and "text" not in table and not is_survey:
        reading.fault(("drip", at, ""), where, Text("onboarding-fault-no-text", kind="drip"))
    unless = table.get("unless", "")
    if isinstance(unless, str):
        goals, rest = goals_of(unless)
        if rest or not goals:
            expression_in(reading, ("drip", at, "unless"), where, rest, also=GOALS)
    else:
        reading.fault(("drip", at, "unless"), where, Text("onboarding-fault-expression"))
    hour = hour_in(reading, at, where, table)
    if len(reading.faults) > before:
        return None
    return Drip(where, int(day or 0), hour, copy, unless, is_survey)


def _id(reading: Reading, table_at: tuple[str, int], table: dict[str, Any], usual: str) -> str:
    name = table.get("id", usual if table_at[0] == "drip" else None)
    if isinstance(name, str) and name != BACK and _ID.fullmatch(name):
        return name
    shown = name if isinstance(name, str) else usual
    reading.fault((*table_at, "id"), shown, Text("onboarding-fault-id"))
    return usual


def _keys(
    reading: Reading,
    table_at: tuple[str, int],
    where: str,
    table: dict[str, Any],
    known: frozenset[str],
) -> None:
    for key in table:
        if key not in known:
            reading.fault((*table_at, key), where, unknown(key, sorted(known)))
