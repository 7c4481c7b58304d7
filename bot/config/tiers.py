"""The ladders of tiers: what each rung asks for and opens, and when they are gone over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, Final

from bot.config import kinds
from bot.config.keys import key
from bot.config.kinds import Kind, Unfit
from bot.features.segments.rules import Unread, parse
from bot.features.tiers.rules import (
    ACTIVITY,
    MOST_DAYS,
    MOST_RUNGS,
    VALUE,
    Benefit,
    Dimension,
    Ladder,
    Measure,
    Need,
    Rung,
    Switch,
    Terms,
)

LANGUAGES: Final = ("zh-CN", "en")
MOST_BENEFITS: Final = 20
_DEFAULT: Final = Terms()
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,23}")
_OWN_KEYS: Final = ("key", "title", "window", "confirm", "opens", "perks")
_KNOWN: Final = dict.fromkeys((*_OWN_KEYS, *Dimension))
_LEAST: Final = kinds.whole(1, 1_000_000_000)
_OPENS: Final = kinds.several(kinds.words(32, least=1), 8)
# Whoever is made to have an opinion for the sake of a rung has none worth reading.
_FEEDBACK: Final = ("feedback", "survey", "review", "rating", "nps", "suggestion", "bug", "report")


def _rungs(value: object) -> tuple[Rung, ...]:
    if not isinstance(value, list) or not 2 <= len(value) <= MOST_RUNGS:
        raise Unfit
    drawn: list[Rung] = []
    for at, table in enumerate(value):
        rung = _rung(at, table)
        if any(rung.key == other.key for other in drawn):
            raise Unfit("Name each rung once.", at=f"[{at}].key", found=rung.key)
        _hold_above(at, rung, drawn)
        drawn.append(rung)
    return tuple(drawn)


def _rung(at: int, table: object) -> Rung:
    if not isinstance(table, dict):
        raise Unfit(at=f"[{at}]", found=table)
    for name in table:
        _known(at, name, table[name])
    name = table.get("key")
    if not isinstance(name, str) or not _KEY.fullmatch(name):
        remedy = 'Write it as "core": small letters, digits and _, at most 24.'
        raise Unfit(remedy, at=f"[{at}].key", found=name)
    window = kinds.duration("1d", f"{MOST_DAYS}d")
    days: timedelta = _drawn(at, "window", window, table.get("window", "30d"))
    if days % timedelta(days=1):
        raise Unfit('Write whole days, as "30d".', at=f"[{at}].window", found=table["window"])
    needs = tuple(
        Need(Measure(each, days.days), _drawn(at, each.value, _LEAST, table[each.value]))
        for each in Dimension
        if each.value in table
    )
    if at == 0 and needs:
        remedy = "Everybody stands on the lowest rung: let it ask for nothing."
        raise Unfit(remedy, at=f"[0].{needs[0].measure.dimension}", found=needs[0].least)
    if at > 0 and not needs:
        remedy = f"Let it ask for something: {', '.join(Dimension)}."
        raise Unfit(remedy, at=f"[{at}]", found=name)
    is_confirmed: bool = _drawn(at, "confirm", kinds.flag(), table.get("confirm", False))
    if at == 0 and is_confirmed:
        raise Unfit("Nobody confirms the lowest rung.", at="[0].confirm", found=True)
    opens: tuple[str, ...] = _drawn(at, "opens", _OPENS, table.get("opens", []))
    perks = _worded(at, "perks", table["perks"], 200) if "perks" in table else {}
    return Rung(
        name, _worded(at, "title", table.get("title"), 24), needs, is_confirmed, opens, perks
    )


def _known(at: int, name: str, value: object) -> None:
    if any(word in name.casefold() for word in _FEEDBACK):
        remedy = "Never make feedback a duty: who must have an opinion gives none. Remove it."
        raise Unfit(remedy, at=f"[{at}].{name}", found=value)
    if name not in _KNOWN:
        raise Unfit(kinds.nearest(name, _KNOWN), at=f"[{at}].{name}", found=value)


def _hold_above(at: int, rung: Rung, below: list[Rung]) -> None:
    """Refuse a rung that asks for less than one below it, over the same days."""
    asked = {need.measure: need.least for each in below for need in each.needs}
    for need in rung.needs:
        if need.least < asked.get(need.measure, 0):
            remedy = f"A rung below asks for {asked[need.measure]}: ask for as much at least."
            raise Unfit(remedy, at=f"[{at}].{need.measure.dimension}", found=need.least)


def _drawn(at: int, name: str, kind: Kind[Any], value: object) -> Any:
    try:
        return kind.draw(value)
    except Unfit as unfit:
        found = unfit.found if unfit.at else value
        remedy = unfit.remedy or f"It takes {kind.expected}."
        raise Unfit(remedy, at=f"[{at}].{name}{unfit.at}", found=found) from None


def _worded(at: int, name: str, value: object, most: int) -> Mapping[str, str]:
    """Read words: one text for everybody, or a table with a text for each language."""
    said = value if isinstance(value, dict) else dict.fromkeys(LANGUAGES, value)
    words = kinds.words(most, least=1)
    drawn: dict[str, str] = {}
    for language in LANGUAGES:
        try:
            drawn[language] = words.draw(said.get(language))
        except Unfit:
            remedy = (
                f'Write {name} = "…", or {name}.zh-CN and {name}.en, at most {most} characters.'
            )
            raise Unfit(remedy, at=f"[{at}].{name}", found=value) from None
    return drawn


def _benefits(value: object) -> tuple[Benefit, ...]:
    if not isinstance(value, list) or len(value) > MOST_BENEFITS:
        raise Unfit
    return tuple(_benefit(at, table) for at, table in enumerate(value))


def _benefit(at: int, table: object) -> Benefit:
    if not isinstance(table, dict):
        raise Unfit(at=f"[{at}]", found=table)
    known = dict.fromkeys(("title", "url", "only"))
    for name in table:
        if name not in known:
            raise Unfit(kinds.nearest(name, known), at=f"[{at}].{name}", found=table[name])
    url = table.get("url")
    if not isinstance(url, str) or not re.fullmatch(r"https://[^\s\"<>]{3,500}", url):
        raise Unfit('Write it as "https://…".', at=f"[{at}].url", found=url)
    only = table.get("only")
    try:
        parse(only if isinstance(only, str) else "")
    except Unread as unread:
        remedy = f'Write an expression such as "tier>=core" (sign {unread.column}).'
        raise Unfit(remedy, at=f"[{at}].only", found=only) from None
    return Benefit(_worded(at, "title", table.get("title"), 60), url, str(only))


_RUNGS: Final[Kind[tuple[Rung, ...]]] = Kind(
    f"from 2 to {MOST_RUNGS} rungs, the lowest first",
    "Write a table such as [[tiers.activity]] for each.",
    _rungs,
)
_BENEFITS: Final[Kind[tuple[Benefit, ...]]] = Kind(
    f"at most {MOST_BENEFITS} tables with title, url and only",
    "Write [[tiers.benefits]] for each.",
    _benefits,
)


@dataclass(frozen=True, slots=True)
class Tiers:
    """The ladders of tiers."""

    enabled: bool = key(kinds.flag(), default=_DEFAULT.is_on)
    at: time = key(kinds.time_of_day(), _DEFAULT.at)
    grace: timedelta = key(kinds.duration("0s", "90d"), timedelta(days=14))
    value_ladder: Switch = key(kinds.choice("auto", "on", "off"), _DEFAULT.value_switch)
    activity: tuple[Rung, ...] = key(_RUNGS, _DEFAULT.activity.rungs)
    value: tuple[Rung, ...] = key(_RUNGS, _DEFAULT.value.rungs)
    benefits: tuple[Benefit, ...] = key(_BENEFITS, ())

    @property
    def terms(self) -> Terms:
        """The section as the feature reads it."""
        return Terms(
            is_on=self.enabled,
            at=self.at,
            activity=Ladder(ACTIVITY, self.activity, self.grace.days),
            value=Ladder(VALUE, self.value, self.grace.days),
            value_switch=self.value_ladder,
            benefits=self.benefits,
        )
