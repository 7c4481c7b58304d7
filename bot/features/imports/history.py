"""Sums an exported chat up, without a word of it: who was there, who wrote how much, to whom."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.features.imports.rules import Fault, Moved, Said, drawn
from bot.kit.days import local_day
from bot.kit.exports import is_beside

# Days of all zones begin and end on a quarter of an hour.
_QUARTER: Final = 900
# A day and a person in one number: people's ids have at most 52 bits.
_BITS: Final = 52
_PERSON: Final = (1 << _BITS) - 1


@dataclass(slots=True)
class Figure:
    """What the file shows of one person; moments are in seconds of Unix time, 0 for never."""

    person_id: int
    name: str
    # The first and the last sign of them: a message, or their coming.
    first: int
    last: int
    joined: int = 0
    # The last coming or going, and which of the two it was.
    moved: int = 0
    has_left: bool = False
    # Messages so long ago that their days are not kept any more.
    old: int = 0
    messages: int = 0

    @property
    def is_gone(self) -> bool:
        """Whether the last that is known of them is that they left."""
        return self.has_left and self.moved >= self.last


@dataclass(frozen=True, slots=True)
class Day:
    """How many messages somebody wrote on a day."""

    day: date
    person_id: int
    times: int


@dataclass(frozen=True, slots=True)
class Answer:
    """That somebody answered another on a day."""

    day: date
    person_id: int
    answered_id: int


class History:
    """Takes the entries of an exported chat one after another; holds sums, never the entries."""

    def __init__(
        self,
        zone: ZoneInfo,
        now: datetime,
        *,
        oldest: date,
        bots: frozenset[int] = frozenset(),
        left_out: frozenset[int] = frozenset(),
    ) -> None:
        self.people: dict[int, Figure] = {}
        # How many messages were counted of those who turned out to be bots.
        self.bots: dict[int, int] = {}
        self._zone, self._now = zone, now
        self._oldest = oldest.toordinal()
        self._known_bots, self._left_out = bots, left_out
        self._written_by_bots: set[int] = set()
        self._senders = _Senders()
        self._days: dict[int, int] = {}
        self._answers: set[tuple[int, int]] = set()
        self._ordinals: dict[int, int] = {}
        # Comings and goings of people of whom nothing but a name is told.
        self._named: list[tuple[int, str, int, bool]] = []
        self._before: dict[str, Any] | None = None

    def take(self, entry: Any) -> Fault | None:
        """Take an entry; returns why it is not taken, if so."""
        told = drawn(entry, self._zone, self._now)
        match told:
            case Fault():
                return told
            case Said():
                before, self._before = self._before, entry
                return self._hear(told, is_alone=not is_beside(before, entry))
            case Moved():
                return self._follow(told)

    def close(self) -> list[Fault]:
        """Make up the sums once the last entry was taken; returns whoever cannot be told apart."""
        faults = list(self._resolve())
        for person_id in self._written_by_bots & self.people.keys():
            self.bots[person_id] = self.people.pop(person_id).messages
        return faults

    def days(self) -> Iterator[Day]:
        """Yield the days that are kept, the oldest first."""
        for key in sorted(self._days):
            if (person_id := key & _PERSON) in self.people:
                yield Day(date.fromordinal(key >> _BITS), person_id, self._days[key])

    def answers(self) -> Iterator[Answer]:
        """Yield who answered whom, the oldest first."""
        for key, answered_id in sorted(self._answers):
            person_id = key & _PERSON
            if person_id in self.people and answered_id in self.people:
                yield Answer(date.fromordinal(key >> _BITS), person_id, answered_id)

    def _hear(self, said: Said, *, is_alone: bool) -> Fault | None:
        fault = self._refused(said)
        if fault is not None:
            return fault
        if not self._senders.add(said.number, said.person_id):
            return Fault(f"message {said.number}", "twice")
        if said.is_by_bot:
            self._written_by_bots.add(said.person_id)
        figure = self._figure(said)
        # The pictures of an album are one act.
        if not is_alone:
            return None
        figure.messages += 1
        ordinal = self._ordinal(said.at)
        if ordinal < self._oldest:
            figure.old += 1
            return None
        key = ordinal << _BITS | said.person_id
        self._days[key] = self._days.get(key, 0) + 1
        if said.answers is not None:
            answered = self._senders.get(said.answers)
            if answered and answered != said.person_id:
                self._answers.add((key, answered))
        return None

    def _follow(self, moved: Moved) -> Fault | None:
        fault = self._refused(moved)
        for name in moved.others:
            self._named.append((moved.number, name, moved.at, moved.is_coming))
        if fault is not None:
            return fault
        if moved.is_self:
            self._move(moved.person_id, moved.name, moved.at, is_coming=moved.is_coming)
        else:
            self._figure(moved)
        return None

    def _move(self, person_id: int, name: str, at: int, *, is_coming: bool) -> None:
        figure = self.people.get(person_id)
        if figure is None:
            figure = self.people[person_id] = Figure(person_id, name, at, at)
        if is_coming:
            figure.first, figure.last = min(figure.first, at), max(figure.last, at)
            figure.joined = min(figure.joined or at, at)
        if at >= figure.moved:
            figure.moved, figure.has_left = at, not is_coming

    def _refused(self, told: Said | Moved) -> Fault | None:
        where = f"message {told.number}"
        if told.person_id in self._left_out:
            return Fault(where, "left-out")
        return Fault(where, "bot") if told.person_id in self._known_bots else None

    def _figure(self, told: Said | Moved) -> Figure:
        figure = self.people.get(told.person_id)
        if figure is None:
            figure = Figure(told.person_id, told.name, told.at, told.at)
            self.people[told.person_id] = figure
            return figure
        if told.at >= figure.last:
            figure.last, figure.name = told.at, told.name
        figure.first = min(figure.first, told.at)
        return figure

    def _ordinal(self, at: int) -> int:
        quarter = at // _QUARTER
        ordinal = self._ordinals.get(quarter)
        if ordinal is None:
            moment = datetime.fromtimestamp(quarter * _QUARTER, UTC)
            ordinal = self._ordinals[quarter] = local_day(moment, self._zone).toordinal()
        return ordinal

    def _resolve(self) -> Iterator[Fault]:
        """Find out who was meant by nothing but a name: whoever alone is called so in the file."""
        called: dict[str, int] = {}
        for person_id, figure in self.people.items():
            called[figure.name] = 0 if figure.name in called else person_id
        for number, name, at, is_coming in self._named:
            person_id = called.get(name, 0)
            if person_id:
                self._move(person_id, name, at, is_coming=is_coming)
            else:
                yield Fault(f"message {number}", "name", name[:64])
        self._named.clear()


class _Senders:
    """Who wrote which message: sixteen bytes each, as long as their numbers grow."""

    def __init__(self) -> None:
        self._numbers, self._people = array("q"), array("q")
        self._odd: dict[int, int] = {}

    def add(self, number: int, person_id: int) -> bool:
        """Keep a message's sender; False where it was kept before."""
        if not self._numbers or number > self._numbers[-1]:
            self._numbers.append(number)
            self._people.append(person_id)
            return True
        if self.get(number):
            return False
        self._odd[number] = person_id
        return True

    def get(self, number: int) -> int:
        """Return who wrote a message; 0 for whatever is not in the file."""
        place = bisect_left(self._numbers, number)
        if place < len(self._numbers) and self._numbers[place] == number:
            return self._people[place]
        return self._odd.get(number, 0)
