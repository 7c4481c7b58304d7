"""Read how somebody wants a draw to be: a title, options behind it, its rules below it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.features.campaigns.rules import NAMES as OBJECTIVE
from bot.features.campaigns.rules import objective_in
from bot.features.draws.rules import (
    MOST_SEATS,
    MOST_WEIGHT,
    MOST_WORTH,
    Bonus,
    Plan,
    Prize,
)
from bot.kit.texts import Text
from bot.kit.wishes import Misread, Said, lasts_of, moment_in, switch, whole

MOST_TITLE: Final = 80
MOST_RULES: Final = 2000
MOST_PRIZES: Final = 20
MOST_NAME: Final = 60
MOST_BONUSES: Final = 5
MOST_PRICE: Final = 100_000
MOST_ENTRANTS: Final = 1_000_000
MOST_CLAIM_HOURS: Final = 24 * 60
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        own: own
        for own in (
            *("prizes", "rules", "winners", "ends", "most", "only", "cost", "bonus", "word"),
            *("dice", "claim", "every", "worth", "title"),
        )
    }
    | {
        "prize": "prizes",
        "rule": "rules",
        "end": "ends",
        "entrants": "most",
        "price": "cost",
        "keyword": "word",
        "奖品": "prizes",
        "规则": "rules",
        "中奖人数": "winners",
        "名额": "winners",
        "截止": "ends",
        "开奖": "ends",
        "人满": "most",
        "满": "most",
        "限": "only",
        "费用": "cost",
        "积分": "cost",
        "加签": "bonus",
        "加权": "bonus",
        "口令": "word",
        "骰子": "dice",
        "领奖": "claim",
        "每": "every",
        "价值": "worth",
        "标题": "title",
    }
    | dict(OBJECTIVE)
)
_NONE: Final = frozenset({"none", "无", "没有", "no", "不限"})
_BETWEEN: Final = re.compile(r"\s*[,，、;；\n]\s*")
_TIMES: Final = re.compile(
    r"(?P<name>.+?)\s*(?:(?:(?<=\s)|(?<=[^A-Za-z]))[x×*✕]\s*(?P<count>[0-9]{1,4}))?", re.IGNORECASE
)
_POINTS: Final = re.compile(r"([0-9]{1,6})\s*(?:points?|积分|分)", re.IGNORECASE)
_EVERY: Final = {
    "day": "day",
    "daily": "day",
    "天": "day",
    "日": "day",
    "week": "week",
    "weekly": "week",
    "周": "week",
    "month": "month",
    "monthly": "month",
    "月": "month",
}


def plan_in(said: Said, now: datetime, zone: ZoneInfo, plan: Plan | None = None) -> Plan:
    """Return a new draw's plan, or a draw's plan as it is to become.

    Raises:
        Misread: for what cannot be read, with how it is written.
    """
    changes: dict[str, Any] = {}
    for name, (field, reader) in _READERS.items():
        found = said.read(name, _or_none(name, reader), Text(f"draw-how-{name}"))
        if found is not None:
            changes[field] = None if found is _NOTHING else found
    ends = said.options.get("ends")
    if ends is not None:
        changes["ends_at"] = _end(ends, now, zone)
    objective = objective_in(said)
    if objective is not None:
        changes["objective"] = objective
    title = said.options.get("title", said.title)[:MOST_TITLE]
    if title:
        changes["title"] = title
    # Lines below that are no option are rules: nobody writes more there.
    if said.lines or "rules" in said.options:
        own = said.options.get("rules")
        changes["rules"] = "\n".join([*([own] if own else []), *said.lines])[:MOST_RULES]
    winners = said.read("winners", whole(1, MOST_SEATS), Text("draw-how-winners"))
    base = plan or Plan(title="")
    if winners is not None and "prizes" not in changes:
        first = base.prizes[0]
        changes["prizes"] = (replace(first, count=winners), *base.prizes[1:])
    changed = replace(base, **changes)
    if changed.winners > MOST_SEATS:
        raise Misread(Text("draw-too-many-prizes", most=MOST_SEATS))
    return changed


def prizes_in(said: str) -> tuple[Prize, ...] | None:
    """Read prizes such as `A novel x3, A mug x10, 50 points x5`; None for anything else."""
    parts = [part for part in _BETWEEN.split(said.strip()) if part]
    if not 1 <= len(parts) <= MOST_PRIZES:
        return None
    found = [_prize(part) for part in parts]
    return None if None in found else tuple(each for each in found if each is not None)


def bonus_in(said: str) -> tuple[Bonus, ...] | None:
    """Read tickets more such as `level >= 5: 2; tag:host: 1`; the number stands last."""
    parts = [part.strip() for part in re.split(r"[;；\n]", said) if part.strip()]
    found = []
    for part in parts:
        condition, colon, tickets = part.replace("：", ":").rpartition(":")
        number = whole(1, MOST_WEIGHT - 1)(tickets.strip().removeprefix("+"))
        if not (colon and condition.strip()) or number is None or len(condition) > MOST_CONDITION:
            return None
        found.append(Bonus(condition.strip(), number))
    return tuple(found) if 1 <= len(found) <= MOST_BONUSES else None


MOST_CONDITION: Final = 300


def word_in(said: str) -> str | None:
    """Read the word that enters."""
    word = " ".join(said.split())
    return word if 1 <= len(word) <= 32 and not word.startswith("/") else None


def _prize(said: str) -> Prize | None:
    found = _TIMES.fullmatch(said)
    if found is None:
        return None
    name, count = found["name"].strip(), int(found["count"] or 1)
    if not 1 <= count <= MOST_SEATS or not name:
        return None
    points = _POINTS.fullmatch(unicodedata.normalize("NFKC", name))
    return Prize(name[:MOST_NAME], count, int(points[1]) if points else 0)


def _end(said: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    if said.casefold() in _NONE:
        return None
    found = moment_in(said, now, zone)
    if found is None or found <= now:
        how = Text("draw-how-ends")
        raise Misread(Text("wish-unread", option="ends", said=said[:64], how=how))
    return found


def _claim(said: str) -> int | None:
    span = lasts_of(said.casefold())
    hours = int(span / timedelta(hours=1)) if span is not None else 0
    return hours if 1 <= hours <= MOST_CLAIM_HOURS else None


def _only(said: str) -> str | None:
    return said.strip()[:1000] or None


class _Nothing:
    """Said of an option: there shall be none."""


_NOTHING: Final = _Nothing()


def _or_none(name: str, reader: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(said: str) -> Any:
        if name in _CLEARED and said.strip().casefold() in _NONE:
            return _CLEARED[name]
        return reader(said)

    return read


_CLEARED: Final[Mapping[str, Any]] = {
    "most": _NOTHING,
    "only": _NOTHING,
    "word": _NOTHING,
    "every": _NOTHING,
    "worth": _NOTHING,
    "bonus": (),
    "cost": 0,
}
# Option -> which part of a plan it is, and who reads it.
_READERS: Final[Mapping[str, tuple[str, Callable[[str], Any]]]] = {
    "prizes": ("prizes", prizes_in),
    "most": ("most", whole(1, MOST_ENTRANTS)),
    "only": ("only", _only),
    "cost": ("price", whole(0, MOST_PRICE)),
    "bonus": ("bonus", bonus_in),
    "word": ("word", word_in),
    "dice": ("has_dice", switch),
    "claim": ("claim_hours", _claim),
    "every": ("every", lambda said: _EVERY.get(said.strip().casefold())),
    "worth": ("worth", whole(0, MOST_WORTH)),
}
