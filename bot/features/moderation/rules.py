"""Which words and patterns a community does not want, and whom the checks leave alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

import re2

from bot.features.members.rules import Voice
from bot.features.moderation.folding import fold

Mode: TypeAlias = Literal["off", "shadow", "on"]
EXEMPT_VOICES: Final = frozenset({"anonymous_admin", "linked_channel", "none"})


@dataclass(frozen=True, slots=True)
class Terms:
    """The lists of a community: words are matched folded, patterns as written (RE2)."""

    mode: Mode = "off"
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: the check, and which entry of its list."""

    check: str
    detail: str


def examine(words: str, terms: Terms) -> Finding | None:
    """Return the first entry of the lists that a message matches, if any.

    Everything is one linear-time automaton a list, so a thousand words cost what one costs.
    """
    if terms.mode == "off" or not words:
        return None
    if terms.words:
        hit = _words(terms.words).search(fold(words))
        if hit is not None and hit.group():
            return Finding("words", f"words {_index_of(hit.group(), terms.words)}")
    if terms.patterns and _any_of(terms.patterns).search(words) is not None:
        number = next(
            at for at, one in enumerate(terms.patterns, 1) if _any_of((one,)).search(words)
        )
        return Finding("patterns", f"patterns {number}")
    return None


def is_exempt(voice: Voice, *, is_administrator: bool) -> bool:
    """Whether the checks leave a speaker alone."""
    return voice in EXEMPT_VOICES or is_administrator


def _index_of(found: str, words: Sequence[str]) -> int:
    return next(at for at, word in enumerate(words, 1) if fold(word) == found)


@lru_cache(maxsize=64)
def _words(words: tuple[str, ...]) -> Any:
    # The longest first, so that the entry named is the most telling one.
    # An entry of invisible signs alone folds to nothing, which every message contains.
    folded = sorted({fold(word) for word in words} - {""}, key=len, reverse=True)
    return _compiled("|".join(re2.escape(word) for word in folded))


@lru_cache(maxsize=1024)
def _any_of(patterns: tuple[str, ...]) -> Any:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns))


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = 64 << 20
    options.log_errors = False
    return re2.compile(pattern, options)
