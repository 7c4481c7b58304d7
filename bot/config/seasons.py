"""The section of seasons: named spans of days, for every community by its own clock."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.config import kinds
from bot.config.keys import key
from bot.config.kinds import Kind, Unfit
from bot.features.seasons.rules import LONGEST_KEY, MOST_WINNERS, Season, Terms, overlapping

LANGUAGES: Final = ("zh-CN", "en")
MOST_SEASONS: Final = 100
_DEFAULT: Final = Terms()
_KEY: Final = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_KEY - 1}}}")
_KNOWN: Final = dict.fromkeys(("key", "title", "from", "to"))
_TITLE: Final = kinds.words(64, least=1)


def _spans(value: object) -> tuple[Season, ...]:
    if not isinstance(value, list) or len(value) > MOST_SEASONS:
        raise Unfit
    drawn: list[Season] = []
    for at, table in enumerate(value):
        season = _season(at, table)
        if any(season.key == other.key for other in drawn):
            raise Unfit("Name each season once.", at=f"[{at}].key", found=season.key)
        drawn.append(season)
    seasons = tuple(sorted(drawn, key=lambda each: each.starts_on))
    if (clash := overlapping(seasons)) is not None:
        remedy = f"{clash[0].key} lasts until {clash[0].ends_on}: let the next begin after that."
        at = drawn.index(clash[1])
        raise Unfit(remedy, at=f"[{at}].from", found=str(clash[1].starts_on))
    return seasons


def _season(at: int, table: object) -> Season:
    if not isinstance(table, dict):
        raise Unfit(at=f"[{at}]", found=table)
    for name in table:
        if name not in _KNOWN:
            raise Unfit(kinds.nearest(name, _KNOWN), at=f"[{at}].{name}", found=table[name])
    name = table.get("key")
    if not isinstance(name, str) or not _KEY.fullmatch(name):
        remedy = 'Write it as "spring-2026": small letters, digits, - and _, at most 32.'
        raise Unfit(remedy, at=f"[{at}].key", found=name)
    first, last = _day(at, "from", table.get("from")), _day(at, "to", table.get("to"))
    if last < first:
        remedy = "A season ends on the day on which it begins, or later."
        raise Unfit(remedy, at=f"[{at}].to", found=str(last))
    return Season(name, _titles(at, table.get("title", name)), first, last)


def _day(at: int, name: str, value: object) -> date:
    day = value
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
    if not isinstance(day, date) or isinstance(day, datetime):
        raise Unfit("Write a day as 2026-03-01.", at=f"[{at}].{name}", found=value)
    return day


def _titles(at: int, value: object) -> dict[str, str]:
    said = value if isinstance(value, dict) else dict.fromkeys(LANGUAGES, value)
    try:
        return {language: _TITLE.draw(said.get(language)) for language in LANGUAGES}
    except Unfit:
        remedy = 'Write title = "…", or { zh-CN = "…", en = "…" }, at most 64 characters.'
        raise Unfit(remedy, at=f"[{at}].title", found=value) from None


_SPANS: Final[Kind[tuple[Season, ...]]] = Kind(
    'a list of seasons such as { key = "spring-2026", from = 2026-03-01, to = 2026-05-31 }',
    "Write [[seasons.spans]] for each.",
    _spans,
)


@dataclass(frozen=True, slots=True)
class Seasons:
    """Named spans of days, each with winners of its own."""

    spans: tuple[Season, ...] = key(_SPANS, ())
    winners: int = key(kinds.whole(1, MOST_WINNERS), _DEFAULT.winners)
    told: bool = key(kinds.flag(), default=_DEFAULT.is_told)

    @property
    def terms(self) -> Terms:
        """What a community plays by."""
        return Terms(self.spans, self.winners, self.told)
