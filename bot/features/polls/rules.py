"""Polls as pure values: what Telegram takes, who counts, and how shares are worked out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.features.campaigns.rules import Objective
from bot.kit.texts import Text

# Telegram's limits, in UTF-16 units as it counts them.
LONGEST_QUESTION: Final = 300
LONGEST_OPTION: Final = 100
FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 12
# Telegram's numbers of updates may begin anew after a quiet week.
ANEW_AFTER: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll of a community's, as it was set up and how far it is."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    question: str
    options: tuple[str, ...]
    is_anonymous: bool
    takes_several: bool
    closes_at: datetime | None
    lasts: timedelta | None
    objective: Objective | None
    state: str
    made_by: int | None

    def ends_at(self, begins: datetime) -> datetime | None:
        """Return when it closes if it begins at a moment; None is by hand."""
        return self.closes_at if self.lasts is None else begins + self.lasts


@dataclass(frozen=True, slots=True)
class Cast:
    """A vote as it is kept: which options, and whether whoever cast it is a member."""

    person_id: int
    options: frozenset[int]
    # None while nobody was asked.
    is_member: bool | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a ballot: how often each option was chosen, by how many voters."""

    counts: tuple[int, ...]
    voters: int
    # Voters of forwarded copies, who are no members and do not count.
    outsiders: int = 0
    # Whether anybody knows: what closed without telling, only Telegram's own poll shows.
    is_known: bool = True


def units(words: str) -> int:
    """Return how long a text is for Telegram."""
    return len(words.encode("utf-16-le")) // 2


def fault_in(question: str, options: Sequence[str]) -> Text | None:
    """Say why Telegram would not take a poll; None where it would."""
    if not question:
        return Text("poll-fault-question")
    if units(question) > LONGEST_QUESTION:
        return Text("poll-fault-question-long", length=units(question), most=LONGEST_QUESTION)
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        return Text(
            "poll-fault-options", count=len(options), least=FEWEST_OPTIONS, most=MOST_OPTIONS
        )
    for number, option in enumerate(options, 1):
        if units(option) > LONGEST_OPTION:
            return Text(
                "poll-fault-option-long", n=number, length=units(option), most=LONGEST_OPTION
            )
    seen: dict[str, int] = {}
    for number, option in enumerate(options, 1):
        first = seen.setdefault(option.casefold(), number)
        if first != number:
            return Text("poll-fault-twins", first=first, second=number)
    return None


def counted(casts: Sequence[Cast], options: int) -> Result:
    """Count the votes of members; whoever took theirs back has none."""
    standing = [each for each in casts if each.options]
    mine = [each for each in standing if each.is_member is not False]
    counts = [sum(1 for each in mine if n in each.options) for n in range(options)]
    return Result(tuple(counts), len(mine), len(standing) - len(mine))


def shares(result: Result, *, takes_several: bool) -> tuple[int, ...]:
    """Return what part of the voters chose each option, in per cent.

    Where everybody has one answer the shares come to a hundred: what is lost by rounding goes to
    the options that lost most.
    """
    if not result.voters:
        return tuple(0 for _ in result.counts)
    if takes_several:
        return tuple((200 * n + result.voters) // (2 * result.voters) for n in result.counts)
    whole = [100 * n // result.voters for n in result.counts]
    lost = [100 * n % result.voters for n in result.counts]
    missing = min(100 - sum(whole), len(whole))
    for at in sorted(range(len(whole)), key=lambda at: (-lost[at], at))[: max(0, missing)]:
        whole[at] += 1
    return tuple(whole)


def best_of(result: Result) -> tuple[int, ...]:
    """Return the options that most chose; several where they are level, none without votes."""
    most = max(result.counts, default=0)
    return tuple(at for at, n in enumerate(result.counts) if n == most) if most else ()


def changed(before: Cast | None, now: Cast) -> Mapping[int, bool]:
    """Return the options whose choice is news: chosen now, or not any more."""
    was = before.options if before is not None else frozenset()
    return {at: at in now.options for at in sorted(was ^ now.options)}
