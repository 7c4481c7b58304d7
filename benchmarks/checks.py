"""What long lists cost a message: as much as short ones, or nearly."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import traffic
from benchmarks.report import Row, at_most, beside

ROUNDS = 7
MESSAGES = 3_000
WORDS = 10_000
PATTERNS = 200
BAR = 1.5
# A pattern that takes a backtracking engine years, and the message that is made for it.
NASTY = r"(a+)+$"
TRAP = "a" * 4_000 + "!"


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold ten thousand words and two hundred patterns against ten words, in one run."""
    del folder
    tell("long lists against short ones")
    texts = [each.text for each in traffic.spoken(MESSAGES, commands=0, forbidden=0)]
    few = bench_of(words=traffic.words(10))
    many = bench_of(words=traffic.words(WORDS), patterns=_patterns())
    _cost(few, texts), _cost(many, texts)  # the automata are built as they are walked
    short, long = [], []
    for _ in range(ROUNDS):
        short.append(_cost(few, texts))
        long.append(_cost(many, texts))
    name = f"judge by {WORDS:,} words and {PATTERNS} patterns (10 words)"
    return [at_most(name, "µs", long, short, BAR), _trap(), _folding(texts)]


def _trap() -> Row:
    """A message that is built to explode, beside one of its length that is not."""
    check = bench_of(words=("casino",), patterns=(NASTY,))
    plain = "the quick brown fox " * 200
    trapped = [_cost(check, [TRAP] * 50) for _ in range(ROUNDS)]
    ordinary = [_cost(check, [plain] * 50) for _ in range(ROUNDS)]
    return at_most(f"judge 4,000 signs by {NASTY} (plain words)", "µs", trapped, ordinary, BAR)


def _folding(texts: list[str]) -> Row:
    from bot.kit.folding import fold, skeleton

    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_each(texts, skeleton))
        theirs.append(_each(texts, fold))
    length = round(median(map(len, texts)))
    return beside(f"read {length} signs as an eye does (width and case)", "µs", ours, theirs)


def bench_of(*, words: tuple[str, ...], patterns: tuple[str, ...] = ()) -> Any:
    """Return the checks on words and patterns, made for some lists."""
    from bot.features.moderation.bench import Bench
    from bot.features.moderation.checks.patterns import Terms as PatternTerms
    from bot.features.moderation.checks.words import Terms as WordTerms
    from bot.features.moderation.rules import Terms

    listed = {"words": WordTerms(words=words), "patterns": PatternTerms(patterns=patterns)}
    return Bench(Terms(mode="on", checks=listed))


def _patterns() -> tuple[str, ...]:
    """Return patterns as administrators write them, over as many listed words; one is nasty."""
    kinds = (r"{}\d{{3,}}", r"(?i)\b{}[a-z]+\b", r"{}.{{0,9}}(群|vx|\+\w+)", r"^{}\s*[:：]")
    listed = traffic.words(PATTERNS - 1)
    return (*(kinds[at % 4].format(word) for at, word in enumerate(listed)), NASTY)


def _cost(bench: Any, texts: list[str]) -> float:
    # Everything around a message is worked out once for each, as it is on the way in.
    return _each([said_as(text) for text in texts], bench.look)


def said_as(text: str) -> Any:
    """Return a text as checks see it."""
    from bot.features.contents import Account, Chat
    from bot.features.messages import ChatMessage
    from bot.features.moderation.said import Said

    chat, sender = Chat(-100, "supergroup"), Account(7, "Mei")
    message = ChatMessage(message_id=1, date=0, chat=chat, sender=sender, text=text)
    return Said(message, "person", datetime(2026, 3, 1, tzinfo=UTC), ZoneInfo("UTC"))


def _each(values: list[Any], work: Callable[[Any], object]) -> float:
    """Return how many microseconds the work takes for one value."""
    began = time.perf_counter()
    for value in values:
        work(value)
    return (time.perf_counter() - began) / len(values) * 1e6
