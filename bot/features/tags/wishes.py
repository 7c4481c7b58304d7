"""What staff write behind /tag: a tag for the catalogue, and people to give one to."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from bot.features.tags.reading import table_of, terms_of
from bot.features.tags.rules import Fault, Terms

# A word, or a name with its value; a value with spaces stands in quotes.
_TOKEN: Final = re.compile(r"""([^\s=＝]+)\s*[=＝]\s*("[^"]*"|“[^”]*”|「[^」]*」|\S*)|(\S+)""")
_SEGMENT: Final = re.compile(r"(?:^|\s)segment\s*[=＝](?P<said>.*)$", re.DOTALL)
_SEPARATORS: Final = re.compile(r"[,，、;；|]")
_FLAGS: Final = frozenset({"exclusive", "own", "fuzzy"})
_NAMES: Final = frozenset({"title", "group", "lasts", "seen"})
_MAIN: Final = ("said", "activity", "source", "hours", "inactive", "level", "poll")
_BESIDE: Final = frozenset({"times", "within", "least", "option"})
_ALL: Final = (*_FLAGS, *_NAMES, *_MAIN, *_BESIDE, "segment", "rule")
_NONE: Final = frozenset({"none", "no", "never", "off", "无", ""})
# What takes a value away.
FLAGS_OFF: Final = _NONE


@dataclass(frozen=True, slots=True)
class Wish:
    """What staff wrote of something for a catalogue, word by word."""

    key: str
    # Each with its value; None for one that stands alone.
    words: tuple[tuple[str, str | None], ...]
    # An expression at the end, if there is one.
    segment: str | None


def read(said: str) -> Wish:
    """Read a key, words with their values, and an expression at the end."""
    key, rest = (*said.split(maxsplit=1), "", "")[:2]
    segment = _SEGMENT.search(rest)
    if segment is not None:
        rest = rest[: segment.start()]
    words = tuple(
        ((found[1] or found[3]).casefold(), None if found[2] is None else _bare(found[2]))
        for found in _TOKEN.finditer(rest)
    )
    return Wish(key, words, None if segment is None else _bare(segment["said"].strip()))


def wish_of(said: str, before: Terms | None = None) -> Terms | Fault:
    """Read a tag such as `runner group=sport exclusive lasts=90d own said="跑步, 跑者"`.

    With a tag as it was before, only what is named changes, and `none` takes a value away.
    """
    wish = read(said)
    table: dict[str, Any] = {} if before is None else table_of(before)
    table["key"] = wish.key
    rule: dict[str, Any] = {} if wish.segment is None else {"segment": wish.segment}
    for name, value in wish.words:
        fault = _take(table, rule, name, value)
        if fault is not None:
            return fault
    if rule:
        table["rule"] = rule
    return terms_of(table)


def _take(
    table: dict[str, Any], rule: dict[str, Any], name: str, value: str | None
) -> Fault | None:
    """Put one word of a wish where it belongs."""
    if name in _FLAGS and (value is None or value.casefold() in {"yes", "on", "是", *_NONE}):
        is_on = value is None or value.casefold() not in _NONE
        (rule if name == "fuzzy" else table)[name] = is_on
    elif value is None or name not in _ALL:
        near = get_close_matches(name, _ALL, n=1)
        return Fault("word-near" if near else "word", f"{name[:30]}|{near[0]}" if near else name)
    elif name in _NAMES:
        table[name] = "" if value.casefold() in _NONE else value
    elif name == "rule":
        if value.casefold() not in _NONE:
            return Fault("rule", value[:40])
        table["rule"] = None
    elif name == "said":
        rule["said"] = [word for each in _SEPARATORS.split(value) if (word := each.strip())]
    else:
        rule[name] = value
    return None


def names_in(said: str) -> tuple[list[str], str]:
    """Return the @names at the beginning of what somebody wrote, and what follows them."""
    names: list[str] = []
    rest = said
    while (found := _NAME.match(rest)) is not None:
        names.append(found[1])
        rest = rest[found.end() :]
    return list(dict.fromkeys(names)), rest.strip()


def listed_names(said: str) -> list[str]:
    """Return every @name in a message, each once."""
    return list(dict.fromkeys(found[1] for found in _LISTED.finditer(said)))


_NAME: Final = re.compile(r"\s*@([A-Za-z][A-Za-z0-9_]{3,31})(?=[\s,，、;；]|$)[\s,，、;；]*")
_LISTED: Final = re.compile(r"(?<![\w@/.])@([A-Za-z][A-Za-z0-9_]{3,31})\b")


def _bare(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] in '"“「' else value
