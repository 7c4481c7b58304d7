"""Events as pure values: who gets a seat, when somebody is there, what is news of a change."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.features.campaigns.rules import Objective

Answer: TypeAlias = Literal["going", "maybe", "not"]
# What somebody is to an event: an answer, or waiting for a seat, or there without a word before.
Standing: TypeAlias = Literal["going", "waiting", "maybe", "not", "came"]

# The code counts from so long before the beginning; so long after the end everything is closed.
EARLY: Final = timedelta(minutes=15)
LINGERS: Final = timedelta(minutes=15)
# What those who go are reminded of, so long before.
REMINDERS: Final = (timedelta(hours=24), timedelta(hours=1))
# Without signs that are taken for each other when somebody says them aloud or writes them.
LETTERS: Final = "ACDEFHJKLMNPRTUVWXY34679"
CODE_LENGTH: Final = 5
LONGEST_CODE: Final = 16


@dataclass(frozen=True, slots=True)
class Plan:
    """What an event is to be."""

    title: str
    starts_at: datetime
    lasts: timedelta
    about: str | None = None
    place: str | None = None
    link: str | None = None
    capacity: int | None = None
    only: str | None = None
    code: str = ""
    points: int = 0
    objective: Objective | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a community's, and how far it is."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    plan: Plan
    state: str
    version: int
    card_id: int | None
    made_by: int | None

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.plan.starts_at + self.plan.lasts

    @property
    def is_on(self) -> bool:
        """Whether it is still to come, or takes place."""
        return self.state in {"open", "running"}

    def takes_code(self, now: datetime) -> bool:
        """Whether whoever says the code now is there."""
        starts_at = self.plan.starts_at - EARLY
        return self.is_on and starts_at <= now < self.ends_at + LINGERS


@dataclass(frozen=True, slots=True)
class Guest:
    """What somebody is to an event."""

    person_id: int
    standing: Standing
    attended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Turnup:
    """Who came of those who said they would, and who came besides."""

    came: tuple[int, ...]
    besides: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def attended(self) -> int:
        """How many were there."""
        return len(self.came) + len(self.besides)


def standing_for(answer: Answer, before: Standing | None, *, left: int | None) -> Standing:
    """Return what an answer makes of somebody; `left` are the free seats, None is no end of them.

    Whoever has a seat keeps it, and whoever waits keeps waiting; nobody waits for "maybe".
    """
    if answer != "going":
        return answer
    if before in {"going", "waiting"}:
        return before
    return "going" if left is None or left > 0 else "waiting"


def moving_up(waiting: Sequence[int], *, left: int | None) -> tuple[int, ...]:
    """Return who moves up of those who wait, the first first."""
    return tuple(waiting if left is None else waiting[: max(0, left)])


def turnup_of(guests: Sequence[Guest]) -> Turnup:
    """Hold who was there against who said they would be."""
    going = [each for each in guests if each.standing == "going"]
    there = [each.person_id for each in guests if each.attended_at and each.standing != "going"]
    return Turnup(
        tuple(each.person_id for each in going if each.attended_at),
        tuple(there),
        tuple(each.person_id for each in going if not each.attended_at),
    )


def is_news(before: Plan, after: Plan) -> bool:
    """Whether a change concerns those who want to go: when or where it is."""
    return (before.starts_at, before.lasts, before.place, before.link) != (
        after.starts_at,
        after.lasts,
        after.place,
        after.link,
    )


def code_from(seed: bytes) -> str:
    """Make a code of a seed, one that can be said aloud."""
    number = int.from_bytes(seed[:8])
    letters = []
    for _ in range(CODE_LENGTH):
        number, at = divmod(number, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)


def same_code(said: str) -> str:
    """Return a code as it is compared: however somebody writes it."""
    return "".join(unicodedata.normalize("NFKC", said).casefold().split())


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment as a wall shows it, for a text."""
    return at.astimezone(zone).replace(tzinfo=UTC)
