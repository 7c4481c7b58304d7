"""Which words and patterns a community does not want, and whom the checks leave alone."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
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
    # Found once here: to look them up by a thousand words costs more than to search with them.
    lists: "_Lists" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lists", _lists(self.words, self.patterns))


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
        hit = terms.lists.word.search(fold(words).encode())
        if hit is not None and hit.group():
            return Finding("words", f"words {terms.lists.numbers[hit.group().decode()]}")
    if terms.patterns and terms.lists.pattern.search(written := words.encode()) is not None:
        number = next(
            at for at, one in enumerate(terms.patterns, 1) if _any_of((one,)).search(written)
        )
        return Finding("patterns", f"patterns {number}")
    return None


def is_exempt(voice: Voice, *, is_administrator: bool) -> bool:
    """Whether the checks leave a speaker alone."""
    return voice in EXEMPT_VOICES or is_administrator


class _Lists:
    """What words and patterns are searched with, made when it is first needed."""

    def __init__(self, words: tuple[str, ...], patterns: tuple[str, ...]) -> None:
        self._words = words
        self._patterns = patterns

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word in its list, by the word as it is matched."""
        return {fold(word): at for at, word in reversed(list(enumerate(self._words, 1)))}

    @cached_property
    def word(self) -> Any:
        """Finds any of the words."""
        # The longest first, so that the entry named is the most telling one.
        # An entry of invisible signs alone folds to nothing, which every message contains.
        folded = sorted(self.numbers.keys() - {""}, key=len, reverse=True)
        return _compiled("|".join(re2.escape(word) for word in folded))

    @cached_property
    def pattern(self) -> Any:
        """Finds any of the patterns."""
        return _any_of(self._patterns)


@lru_cache(maxsize=64)
def _lists(words: tuple[str, ...], patterns: tuple[str, ...]) -> _Lists:
    # Communities that play by the same lists share them.
    return _Lists(words, patterns)


@lru_cache(maxsize=1024)
def _any_of(patterns: tuple[str, ...]) -> Any:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns))


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = 64 << 20
    options.log_errors = False
    options.never_capture = True
    # As bytes: the library would count the characters of every text before it searches it.
    return re2.compile(pattern.encode(), options)
