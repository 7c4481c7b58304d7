"""Patterns that a community's administrators wrote, over the text itself."""

from dataclasses import dataclass, field
from typing import Final

import re2

from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

# Room for what hundreds of patterns need; what a wild one would want beyond is worked out anew.
MEMORY: Final = 64 << 20
# The engine's steps: an ordinary pattern takes ten to a hundred, `\pL{50}` sixty thousand.
MOST_STEPS: Final = 5_000
MOST_TOGETHER: Final = 100_000


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """The patterns, in RE2's syntax: in time that grows with the message and no faster."""

    patterns: tuple[str, ...] = field(default=(), metadata={"most": 1000, "longest": 1000})


def patterns(terms: Terms) -> Check | None:
    """Return the check, or None where there is nothing to look for."""
    usable = [
        (number, pattern)
        for number, pattern in enumerate(terms.patterns, 1)
        if flaw_of(pattern) is None
    ]
    if not usable:
        return None
    together = _sets_of(usable)

    def look(said: Said) -> Finding | None:
        text = said.words
        if not text:
            return None
        for numbers, patterns in together:
            hits = patterns.Match(text)
            if hits:
                return Finding(Text("finding-patterns", number=numbers[min(hits)]))
        return None

    return look


def flaw_of(pattern: str) -> str | None:
    """Return what the engine holds against a pattern, in its own words; None for a good one."""
    try:
        compiled = re2.compile(pattern, _options())
    except re2.error as error:
        why = error.args[0] if error.args else ""
        return why.decode(errors="replace") if isinstance(why, bytes) else str(why)
    if compiled.programsize > MOST_STEPS:
        return f"it takes {compiled.programsize} steps, and {MOST_STEPS} are the most"
    return "it matches everything" if compiled.search("") else None


def _sets_of(listed: list[tuple[int, str]]) -> "list[tuple[list[int], re2.Set]]":
    """Compile patterns into as few automata as hold them: mostly one."""
    together, steps = re2.Set.SearchSet(_options()), 0
    for at, (_, pattern) in enumerate(listed):
        together.Add(pattern)
        steps += re2.compile(pattern, _options()).programsize
        if steps > MOST_TOGETHER:
            return _sets_of(listed[:at]) + _sets_of(listed[at:])
    try:
        together.Compile()
    except re2.error:
        half = len(listed) // 2
        return _sets_of(listed[:half]) + _sets_of(listed[half:]) if half else []
    return [([number for number, _ in listed], together)]


def _options() -> "re2.Options":
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    return options
