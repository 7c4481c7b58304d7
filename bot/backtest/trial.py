"""Lets a community's checks look at messages, and counts what they would have done."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

from msgspec import structs

from bot.backtest.heard import Heard
from bot.backtest.knowing import Scored
from bot.features.lessons.memory import Learned
from bot.features.moderation.bench import Bench
from bot.features.moderation.checks.kinds import Terms as Locks
from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.checks.spam import acting_from, example_in
from bot.features.moderation.kinds import mask_of
from bot.features.moderation.rules import (
    Action,
    Finding,
    Found,
    Mode,
    Stance,
    Terms,
    Trust,
    trust_of,
)
from bot.features.moderation.windows import Windows
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork

MOST_EXAMPLES: Final = 5
TOGETHER: Final = "together"


@dataclass(frozen=True, slots=True)
class Example:
    """A message that was hit: whose, which, when, and what was found in it."""

    where: str
    name: str
    at: str
    words: str
    detail: Text


@dataclass(slots=True)
class Hits:
    """What one check, or all of them together, would have done."""

    mode: Mode = "on"
    action: Action = "remove"
    count: int = 0
    # Of the labelled messages that were hit, those that are spam.
    right: int = 0
    people: set[int] = field(default_factory=set)
    trusted: set[int] = field(default_factory=set)
    newcomers: set[int] = field(default_factory=set)
    # What a person would want to look at: false positives first, where there are labels.
    examples: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Struck:
    """Somebody whose messages would have been hit."""

    name: str
    count: int = 0
    trust: Trust = "newcomer"
    checks: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Outcome:
    """The figures of a back-test."""

    messages: int = 0
    people: set[int] = field(default_factory=set)
    spam: int = 0
    ham: int = 0
    edited: int = 0
    began: str = ""
    ended: str = ""
    checks: dict[str, Hits] = field(default_factory=dict)
    together: Hits = field(default_factory=Hits)
    struck: dict[int, Struck] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    # What the classifier thought of each labelled line, where it was asked.
    scored: Scored | None = None
    # Checks that are not off and have nothing to look for, such as an empty list.
    idle: tuple[str, ...] = ()


def terms_for(terms: Terms, names: Iterable[str]) -> Terms:
    """Return the terms of a back-test: unbounded, and with `names` those checks alone, in force.

    A check that is off stays off unless it is named.
    """
    wanted = list(names)
    if not wanted:
        return replace(terms, mode="on")
    chosen: dict[str, Stance] = {
        name: replace(terms.checks[name], mode="on") for name in dict.fromkeys(wanted)
    }
    return replace(terms, mode="on", checks=chosen)


def tried(
    messages: Iterable[Heard],
    terms: Terms,
    *,
    community_id: int = 0,
    has_windows: bool = True,
    learned: Learned | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Try messages in their order; `tell` hears how many were tried."""
    trial = _Trial(terms, community_id, has_windows=has_windows, learned=learned)
    for number, heard in enumerate(messages, 1):
        trial.hear(heard)
        tell(number)
    return trial.outcome


class _NoTraces:
    """Stands where a unit of work would: a back-test leaves no traces."""

    def collect(self, *_: Any) -> None:
        """Keep nothing."""


class _Trial:
    def __init__(
        self, terms: Terms, community_id: int, *, has_windows: bool, learned: Learned | None
    ) -> None:
        asked = {name: each for name, each in terms.checks.items() if each.mode != "off"}
        idle = tuple(name for name, stance in asked.items() if CHECKS[name][1](stance) is None)
        self.outcome = Outcome(
            checks={
                name: Hits(stance.mode, stance.action)
                for name, stance in asked.items()
                if name not in idle
            },
            idle=idle,
        )
        self._learned = learned if "spam" in self.outcome.checks else None
        if self._learned is not None:
            self.outcome.scored = Scored(acting_from(self._learned, terms.checks["spam"]))
        self._terms = terms
        self._bench = Bench(terms)
        self._community_id = community_id
        # In this process alone: nobody tries texts against its fingerprints.
        self._windows = Windows(b"back-test") if has_windows else None
        self._hit: set[tuple[str, Hashable]] = set()
        locks = terms.checks.get("kinds")
        self._locked = mask_of(locks.locked) if isinstance(locks, Locks) else 0

    def hear(self, heard: Heard) -> None:
        outcome = self.outcome
        outcome.messages += 1
        outcome.people.add(heard.who)
        outcome.edited += heard.is_edited
        at = f"{heard.said.at:%Y-%m-%d %H:%M}"
        # An export may tell of messages that were moved in later.
        outcome.began = min(outcome.began or at, at)
        outcome.ended = max(outcome.ended, at)
        if heard.is_spam is not None:
            outcome.spam += heard.is_spam
            outcome.ham += not heard.is_spam
        if not heard.is_judged:
            outcome.skipped["left alone by every check"] += 1
            return
        said = heard.said
        if self._windows is not None:
            recent = self._windows.hear(
                cast("UnitOfWork", _NoTraces()),
                said.message,
                community_id=self._community_id,
                sender_id=heard.who,
                at=said.at,
            )
            said = structs.replace(said, recent=recent)
        if self._learned is not None and heard.kinds is None:
            said = structs.replace(said, learned=self._learned)
            if heard.is_spam is not None and self.outcome.scored is not None:
                score = self._learned.opinion(example_in(said)).score
                self.outcome.scored.add(score, is_spam=heard.is_spam)
        found = self._bench.look(said) if heard.kinds is None else self._of_numbers(heard)
        if found:
            self._count(heard, found)

    def _of_numbers(self, heard: Heard) -> tuple[Found, ...]:
        """Look with the checks for which numbers are enough."""
        found = [each for each in self._bench.look(heard.said) if each.check in COUNTED]
        locks = self._terms.checks.get("kinds")
        if locks is not None and locks.mode != "off" and (heard.kinds or 0) & self._locked:
            finding = Finding(Text("finding-kinds", kind=""))
            found.append(Found("kinds", finding, locks.mode, locks.action, locks.clause))
        return tuple(found)

    def _count(self, heard: Heard, found: tuple[Found, ...]) -> None:
        said = heard.said
        trust = trust_of(said.known_since, said.tenure.messages, said.at, self._terms.tenures)
        is_first = False
        for each in found:
            # An album is hit once, whichever of its pictures gave the reason.
            if (each.check, heard.act) in self._hit:
                continue
            self._hit.add((each.check, heard.act))
            is_first = True
            _add(self.outcome.checks[each.check], heard, trust, each)
            self._strike(heard, trust, each)
        if is_first and (TOGETHER, heard.act) not in self._hit:
            self._hit.add((TOGETHER, heard.act))
            _add(self.outcome.together, heard, trust, found[0])
            self.outcome.struck[heard.who].count += 1

    def _strike(self, heard: Heard, trust: Trust, found: Found) -> None:
        struck = self.outcome.struck.setdefault(heard.who, Struck(heard.name))
        struck.trust = trust
        struck.checks[found.check] += 1


# The checks that can tell something from numbers alone: see `bot.backtest.counters`.
COUNTED: Final = frozenset({"flood", "duplicates", "mentions"})


def _add(hits: Hits, heard: Heard, trust: Trust, found: Found) -> None:
    hits.count += 1
    hits.right += heard.is_spam is True
    hits.people.add(heard.who)
    if trust == "trusted":
        hits.trusted.add(heard.who)
    elif trust == "newcomer":
        hits.newcomers.add(heard.who)
    if heard.is_spam is not True and len(hits.examples) < MOST_EXAMPLES:
        at = f"{heard.said.at:%Y-%m-%d %H:%M}"
        words = "" if heard.kinds is not None else heard.said.words
        detail = found.finding.detail
        hits.examples.append(Example(heard.where, heard.name, at, words, detail))
