"""The kind of the operator's rules: a list of them, each a text or a table."""

import re
from typing import Final

from bot.config.kinds import Kind, Unfit
from bot.features.clauses.rules import (
    DAYS,
    LONGEST,
    MOST_CLAUSES,
    MOST_DAYS,
    MOST_UNITS,
    MOST_WEIGHT,
    WEIGHT,
    Fault,
    Line,
    line_of,
    whole_of,
)

_KEYS: Final = frozenset({"text", "weight", "expiry"})
_REMEDIES: Final = {
    "empty": "Write what is forbidden or wished for.",
    "long": f"Keep a rule within {LONGEST} characters.",
    "weight": f"A breach weighs 0 to {MOST_WEIGHT}.",
    "days": f"A breach counts for 1 to {MOST_DAYS} days.",
    "many": f"Keep it to {MOST_CLAUSES} rules.",
    "whole": f"All rules together fit into one post: keep them within {MOST_UNITS} characters.",
}


def rulebook() -> Kind[tuple[Line, ...]]:
    """Expect rules; a fault inside the list names its place, counted from 0 as in the file."""

    def draw(value: object) -> tuple[Line, ...]:
        if not isinstance(value, list):
            raise Unfit
        drawn: list[Line] = []
        for at, item in enumerate(value):
            read = line_of(item) if isinstance(item, str) else _of_table(item)
            if isinstance(read, Line):
                drawn.append(read)
                continue
            remedy = _REMEDIES[read.kind] if isinstance(read, Fault) else read
            raise Unfit(remedy, at=f"[{at}]", found=item)
        whole = whole_of(drawn)
        for each in whole:
            if isinstance(each, Fault):
                raise Unfit(_REMEDIES[each.kind])
        return tuple(drawn)

    return Kind(
        'a list of rules such as "No adverts [2] (60d)"',
        'Write each as "No adverts [2] (60d)" or { text = "No adverts", weight = 2, '
        'expiry = "60d" }.',
        draw,
    )


def _of_table(item: object) -> Line | Fault | str:
    """Read a rule from a table; a text says what is wrong with it."""
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        return ""
    odd = sorted(item.keys() - _KEYS)
    if odd:
        return f"A rule has the keys text, weight and expiry, and no {odd[0]}."
    weight, expiry = item.get("weight", WEIGHT), item.get("expiry", f"{DAYS}d")
    if not isinstance(weight, int) or isinstance(weight, bool) or not 0 <= weight <= MOST_WEIGHT:
        return _REMEDIES["weight"]
    if not isinstance(expiry, str) or not re.fullmatch(r"[0-9]{1,5}d", expiry):
        return 'Write expiry in days, such as "60d".'
    read = line_of(item["text"])
    days = int(expiry[:-1])
    if isinstance(read, Fault) or 1 <= days <= MOST_DAYS:
        return read if isinstance(read, Fault) else Line(read.words, weight, days)
    return _REMEDIES["days"]
