"""Read a tag and its rule from a table, as a file, a command or the database holds it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from bot.features.tags.rules import (
    LONGEST_KEY,
    LONGEST_TITLE,
    PARTS,
    SEEN_BY,
    Came,
    Chose,
    Did,
    Fault,
    Hours,
    Inactive,
    Level,
    Rule,
    Said,
    Segment,
    Terms,
    is_key,
    key_of,
)

LONGEST_WORD: Final = 64
LONGEST_EXPRESSION: Final = 1000
MOST_WORDS: Final = 200
MOST_DAYS: Final = 3660
MOST_LEVEL: Final = 10_000
MOST_TIMES: Final = 1_000_000
KEYS: Final = ("key", "title", "group", "exclusive", "lasts", "seen", "own", "rule")
_SOURCE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")


def terms_of(table: Mapping[str, Any]) -> Terms | Fault:
    """Read a tag from a table with the keys of `KEYS`; all but `key` may be left out."""
    odd = sorted(map(str, table.keys() - set(KEYS)))
    if odd:
        return Fault("word", odd[0][:40])
    key = key_of(str(table.get("key", "")))
    title, group = table.get("title", ""), table.get("group", "")
    lasts, seen = table.get("lasts", ""), table.get("seen", _seen(table))
    days = days_in(lasts) if isinstance(lasts, str) else None
    faults = {
        "key": not is_key(key),
        "title": not isinstance(title, str) or len(title) > LONGEST_TITLE,
        "group": not isinstance(group, str) or len(group) > LONGEST_KEY,
        "days": lasts != "" and days is None,
        "seen": seen not in SEEN_BY,
        "flag": not all(isinstance(table.get(name, False), bool) for name in ("exclusive", "own")),
    }
    fault = next((name for name, is_so in faults.items() if is_so), None)
    if fault is not None:
        return Fault(fault, key if fault == "key" else "lasts" if fault == "days" else "")
    rule = rule_of(table.get("rule"))
    if isinstance(rule, Fault):
        return rule
    return Terms(
        key=key,
        title=title.strip(),
        group=group.strip().casefold(),
        is_exclusive=table.get("exclusive", False),
        lasts_days=days,
        seen_by=seen,
        is_own_choice=table.get("own", False),
        rule=rule,
    )


def _seen(table: Mapping[str, Any]) -> str:
    """Return who sees a tag unless it is said: what one may choose, its bearer sees."""
    return "self" if table.get("own") is True else "staff"


def table_of(terms: Terms) -> dict[str, Any]:
    """Return the table from which a tag would be read."""
    return {
        "key": terms.key,
        "title": terms.title,
        "group": terms.group,
        "exclusive": terms.is_exclusive,
        "lasts": "" if terms.lasts_days is None else f"{terms.lasts_days}d",
        "seen": terms.seen_by,
        "own": terms.is_own_choice,
        "rule": as_json(terms.rule),
    }


def as_json(  # noqa: PLR0911 — one line a kind of rule
    rule: Rule | None,
) -> dict[str, Any] | None:
    """Return a rule as it is stored and as it stands in a file."""
    match rule:
        case None:
            return None
        case Said(words, is_fuzzy):
            return {"said": list(words)} | ({"fuzzy": True} if is_fuzzy else {})
        case Did(kind, times, within):
            said: dict[str, Any] = {"activity": kind, "times": times}
            return said | ({} if within is None else {"within": f"{within}d"})
        case Came(source):
            return {"source": source}
        case Hours(part, least):
            return {"hours": part, "least": least}
        case Inactive(days):
            return {"inactive": f"{days}d"}
        case Level(level):
            return {"level": level}
        case Chose(poll, option):
            return {"poll": poll, "option": option}
        case Segment(expression):
            return {"segment": expression}


def rule_of(table: object) -> Rule | Fault | None:
    """Read a rule from a table, such as {"said": ["跑步"]}; None for none at all."""
    if not table:
        return None
    if not isinstance(table, dict):
        return Fault("rule", str(table)[:40])
    main = next((name for name in _READERS if name in table), None)
    if main is None:
        return Fault("rule", ", ".join(sorted(map(str, table)))[:40])
    reader, keys = _READERS[main]
    odd = sorted(map(str, table.keys() - keys))
    if odd:
        return Fault("rule-key", odd[0][:40])
    return reader(table)


def _said(table: Mapping[str, Any]) -> Rule | Fault:
    words = table["said"]
    words = [words] if isinstance(words, str) else words
    if not isinstance(words, list | tuple) or not 0 < len(words) <= MOST_WORDS:
        return Fault("said")
    read = tuple(dict.fromkeys(each.strip() for each in words if isinstance(each, str)))
    if len(read) == 0 or any(not 0 < len(each) <= LONGEST_WORD for each in read):
        return Fault("said")
    fuzzy = table.get("fuzzy", False)
    return Said(read, fuzzy) if isinstance(fuzzy, bool) else Fault("rule-key", "fuzzy")


def _did(table: Mapping[str, Any]) -> Rule | Fault:
    kind, times = KINDS.get(str(table["activity"]).casefold()), _whole(table.get("times", 1))
    within = _days(table["within"]) if "within" in table else None
    if kind is None:
        return Fault("activity", str(table["activity"])[:40])
    if times is None or not 1 <= times <= MOST_TIMES:
        return Fault("number", "times")
    if "within" in table and within is None:
        return Fault("days", "within")
    return Did(kind, times, within)


def _came(table: Mapping[str, Any]) -> Rule | Fault:
    key = str(table["source"]).casefold()
    return Came(key) if _SOURCE.fullmatch(key) else Fault("source")


def _hours(table: Mapping[str, Any]) -> Rule | Fault:
    part = next((each for each in PARTS if each == table["hours"]), None)
    least = _whole(table.get("least", 20))
    if part is None:
        return Fault("hours", str(table["hours"])[:40])
    return Fault("number", "least") if least is None or least < 1 else Hours(part, least)


def _inactive(table: Mapping[str, Any]) -> Rule | Fault:
    days = _days(table["inactive"])
    return Fault("days", "inactive") if days is None else Inactive(days)


def _level(table: Mapping[str, Any]) -> Rule | Fault:
    level = _whole(table["level"])
    return (
        Fault("number", "level") if level is None or not 1 <= level <= MOST_LEVEL else Level(level)
    )


def _chose(table: Mapping[str, Any]) -> Rule | Fault:
    poll, option = str(table["poll"]).strip(), str(table.get("option", "")).strip()
    if not (0 < len(poll) <= LONGEST_TITLE and 0 < len(option) <= LONGEST_TITLE):
        return Fault("poll")
    return Chose(poll, option)


def _segment(table: Mapping[str, Any]) -> Rule | Fault:
    said = table["segment"]
    if not isinstance(said, str) or not 0 < len(said.strip()) <= LONGEST_EXPRESSION:
        return Fault("segment")
    return Segment(said.strip())


def _whole(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _days(value: object) -> int | None:
    return days_in(value) if isinstance(value, str) else None


def days_in(word: str) -> int | None:
    """Read a length in days, such as 90d; None for anything else."""
    found = re.fullmatch(r"([0-9]{1,4})(?:d|天)", word.strip().casefold())
    days = int(found[1]) if found else 0
    return days if 1 <= days <= MOST_DAYS else None


_Reader: TypeAlias = Callable[[Mapping[str, Any]], Rule | Fault]
# What people call an activity, and under which word it is counted.
KINDS: Final[Mapping[str, str]] = {
    "message": "message",
    "reaction": "reaction",
    "check_in": "member_checked_in",
    "checkin": "member_checked_in",
    "thanked": "member_thanked",
    "voted": "member_voted",
    "joined": "member_joined",
    "challenge": "challenge_signed",
    "finished": "challenge_finished",
    "quiz": "quiz_played",
    "onboarded": "member_onboarded",
    "member_checked_in": "member_checked_in",
    "member_thanked": "member_thanked",
    "member_voted": "member_voted",
    "member_joined": "member_joined",
    "member_onboarded": "member_onboarded",
}
_READERS: Final[Mapping[str, tuple[_Reader, frozenset[str]]]] = {
    "said": (_said, frozenset({"said", "fuzzy"})),
    "activity": (_did, frozenset({"activity", "times", "within"})),
    "source": (_came, frozenset({"source"})),
    "hours": (_hours, frozenset({"hours", "least"})),
    "inactive": (_inactive, frozenset({"inactive"})),
    "level": (_level, frozenset({"level"})),
    "poll": (_chose, frozenset({"poll", "option"})),
    "segment": (_segment, frozenset({"segment"})),
}
