"""When two names are taken for each other, and when a name is distinctive enough to be taken."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.kit.folding import UNSPACED, skeleton

_SAME: Final = str.maketrans("i10|5", "llol" + "s")
_IDEOGRAPH: Final = re.compile(f"[{UNSPACED}]")
_NO_LETTER: Final = re.compile(r"[\W_]+")
LEAST_WEIGHT: Final = 6


def likeness(name: str) -> str:
    """Return a name as a hurried eye reads it: the same for all that look the same."""
    return (
        _NO_LETTER.sub("", skeleton(name)).replace("rn", "m").replace("vv", "w").translate(_SAME)
    )


def likenesses(names: Iterable[str]) -> tuple[str, ...]:
    """Return how names look, each once, without those that many bear.

    A first name alone is nobody's own: two people called Mei are no impostors.
    """
    return tuple(dict.fromkeys(look for name in names if is_own(look := likeness(name))))


def is_own(look: str) -> bool:
    """Whether a name is so much somebody's own that a second one is no coincidence."""
    return len(look) + len(_IDEOGRAPH.findall(look)) >= LEAST_WEIGHT


def by_likeness(names: Mapping[int, tuple[str, ...]]) -> dict[str, frozenset[int]]:
    """Turn the likenesses of some people around: who looks like this."""
    found: dict[str, set[int]] = {}
    for person_id, looks in names.items():
        for look in looks:
            found.setdefault(look, set()).add(person_id)
    return {look: frozenset(people) for look, people in found.items()}


def is_near(look: str, other: str) -> bool:
    """Whether two long names differ in one letter alone: put in, left out, changed or swapped."""
    if abs(len(look) - len(other)) > 1 or min(len(look), len(other)) < LEAST_WEIGHT:
        return False
    begin = 0
    for one, two in zip(look, other, strict=False):
        if one != two:
            break
        begin += 1
    rest, tail = look[begin:], other[begin:]
    if rest[1:] == tail[1:] or rest[1:] == tail or rest == tail[1:]:
        return True
    return rest[:2] == tail[1::-1] and rest[2:] == tail[2:]
