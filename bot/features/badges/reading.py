"""Read a badge and its rule from a table, as a file, a command or the database holds it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.features.badges.rules import (
    LONGEST_ABOUT,
    LONGEST_EMOJI,
    Before,
    First,
    Rule,
    Terms,
    lasts_by_itself,
)
from bot.features.tags import reading as tags
from bot.features.tags.rules import LONGEST_TITLE, Chose, Fault, Said, is_key, key_of
from bot.features.tags.wishes import FLAGS_OFF, Wish, read

KEYS: Final = ("key", "title", "emoji", "about", "lasting", "rule")
MOST_FIRST: Final = 1_000_000
_OWN: Final = ("first", "before")
_MAIN: Final = ("activity", "source", "hours", "inactive", "level", *_OWN)
_BESIDE: Final = ("times", "within", "least")


def terms_of(table: Mapping[str, Any]) -> Terms | Fault:
    """Read a badge from a table with the keys of `KEYS`; all but `key` may be left out."""
    odd = sorted(map(str, table.keys() - set(KEYS)))
    if odd:
        return Fault("word", odd[0][:40])
    key = key_of(str(table.get("key", "")))
    title, emoji, about = (table.get(name, "") for name in ("title", "emoji", "about"))
    lasting = table.get("lasting")
    faults = {
        "key": not is_key(key),
        "title": not isinstance(title, str) or len(title) > LONGEST_TITLE,
        "emoji": not isinstance(emoji, str) or len(emoji) > LONGEST_EMOJI,
        "about": not isinstance(about, str) or len(about) > LONGEST_ABOUT,
        "lasting": lasting is not None and not isinstance(lasting, bool),
    }
    fault = next((name for name, is_so in faults.items() if is_so), None)
    if fault is not None:
        return Fault(fault, key)
    rule = rule_of(table.get("rule"))
    if isinstance(rule, Fault):
        return rule
    return Terms(
        key,
        title.strip(),
        emoji.strip(),
        about.strip(),
        rule,
        lasts_by_itself(rule) if lasting is None else lasting,
    )


def table_of(terms: Terms) -> dict[str, Any]:
    """Return the table from which a badge would be read."""
    return {
        "key": terms.key,
        "title": terms.title,
        "emoji": terms.emoji,
        "about": terms.about,
        "lasting": terms.is_lasting,
        "rule": as_json(terms.rule),
    }


def as_json(rule: Rule | None) -> dict[str, Any] | None:
    """Return a rule as it is stored and as it stands in a file."""
    match rule:
        case First(count):
            return {"first": count}
        case Before(day):
            return {"before": day.isoformat()}
        case _:
            return tags.as_json(rule)


def rule_of(table: object) -> Rule | Fault | None:
    """Read a rule from a table, such as {"first": 100}; None for none at all."""
    if isinstance(table, dict) and len(table) == 1:
        if "first" in table:
            return _first(table["first"])
        if "before" in table:
            return _before(table["before"])
    rule = tags.rule_of(table)
    # Words and votes are known only in their moment: nobody could look again.
    return Fault("moment") if isinstance(rule, Said | Chose) else rule


def wish_of(said: str, before: Terms | None = None) -> Terms | Fault:
    """Read a badge such as `early title="Early bird" emoji=🐣 first=100`.

    With a badge as it was before, only what is named changes, and `none` takes a value away.
    """
    wish = read(said)
    table: dict[str, Any] = {} if before is None else table_of(before)
    table["key"] = wish.key
    fault = _take_all(table, wish)
    return fault or terms_of(table)


def _take_all(table: dict[str, Any], wish: Wish) -> Fault | None:
    rule: dict[str, Any] = {} if wish.segment is None else {"segment": wish.segment}
    for name, value in wish.words:
        is_off = value is not None and value.casefold() in FLAGS_OFF
        if name == "lasting":
            table[name] = not is_off
        elif value is None:
            return Fault("word", name[:40])
        elif name in {"title", "emoji", "about"}:
            table[name] = "" if is_off else value
        elif name in {*_MAIN, *_BESIDE}:
            rule[name] = value
        elif name == "rule" and is_off:
            table["rule"] = None
        else:
            return Fault("word", name[:40])
    if rule:
        table["rule"] = rule
        if not any(name == "lasting" for name, _ in wish.words):
            table.pop("lasting", None)
    return None


def _first(value: object) -> Rule | Fault:
    text = str(value)
    is_number = text.isascii() and text.isdecimal() and len(text) <= 7
    count = int(text) if is_number else 0
    return First(count) if 1 <= count <= MOST_FIRST else Fault("number", "first")


def _before(value: object) -> Rule | Fault:
    try:
        return Before(value if isinstance(value, date) else date.fromisoformat(str(value)))
    except ValueError:
        return Fault("before", str(value)[:40])
