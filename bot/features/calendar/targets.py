"""Which groups an entry goes to: kinds, labels with what hangs below them, names and ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

ALL: Final = "all"
_KINDS: Final = frozenset({"main", "core", "interest", "channel"})
_TALKING: Final = frozenset({"main", "core", "interest"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A chat as an entry can name it."""

    chat_id: int
    kind: str
    parent_id: int | None = None
    labels: tuple[str, ...] = ()
    username: str | None = None


def targets(to: Iterable[str], spots: Sequence[Spot]) -> list[int]:
    """Return the chats that some words mean, each once, in the order of the tree's chats.

    A label means the chats that bear it and everything that hangs below them.
    """
    meant: set[int] = set()
    for word in to:
        named = {each.chat_id for each in spots if _is_named(each, word)}
        meant |= named if word in _KINDS or word == ALL else _with_branches(named, spots)
    return [each.chat_id for each in spots if each.chat_id in meant]


def override_for(
    overrides: Mapping[str, Mapping[str, Any]], spot: Spot, spots: Sequence[Spot]
) -> Mapping[str, Any]:
    """Return what stands otherwise in a chat: its own first, then that of the nearest above it."""
    by_id = {each.chat_id: each for each in spots}
    here: Spot | None = spot
    seen: set[int] = set()
    while here is not None and here.chat_id not in seen:
        seen.add(here.chat_id)
        for word in _words(here):
            if word in overrides:
                return overrides[word]
        here = by_id.get(here.parent_id) if here.parent_id is not None else None
    return {}


def _words(spot: Spot) -> Iterable[str]:
    yield str(spot.chat_id)
    if spot.username:
        yield f"@{spot.username}"
        yield f"@{spot.username.casefold()}"
    yield from spot.labels


def _is_named(spot: Spot, word: str) -> bool:
    if word == ALL:
        return spot.kind in _TALKING
    if word in _KINDS:
        return spot.kind == word
    if word.startswith("@"):
        return (spot.username or "").casefold() == word[1:].casefold()
    return word == str(spot.chat_id) or word in spot.labels


def _with_branches(named: set[int], spots: Sequence[Spot]) -> set[int]:
    found = set(named)
    while True:
        below = {
            each.chat_id
            for each in spots
            if each.parent_id in found and each.chat_id not in found and each.kind in _TALKING
        }
        if not below:
            return found
        found |= below
