"""The newest acts of each voice: numbered as they were first told, counted once."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

# How far back acts matter, and how many are kept of one voice and in all.
LONGEST: Final = timedelta(minutes=10)
MOST_OF_A_VOICE: Final = 100
MOST: Final = 20_000


class Act(NamedTuple):
    """Something that was done: what it was about, and its place among all that was told."""

    key: Any
    number: int
    at: datetime


class _Told:
    """The acts of one voice, side by side as they were told: oldest first."""

    __slots__ = ("keys", "moments", "numbers")

    def __init__(self) -> None:
        self.keys: dict[Hashable, int] = {}
        self.numbers: list[int] = []
        self.moments: list[datetime] = []

    def drop_oldest(self) -> None:
        del self.keys[next(iter(self.keys))], self.numbers[0], self.moments[0]


class Acts:
    """Acts by chat and voice, bounded; the voices that were silent longest are dropped first."""

    def __init__(self) -> None:
        self._voices: OrderedDict[tuple[int, int], _Told] = OrderedDict()
        self._kept = 0
        self._numbers = 0

    def __len__(self) -> int:
        return self._kept

    def add(self, chat_id: int, sender_id: int, key: Hashable, at: datetime) -> int:
        """Add an act and return its number; what was told before has the number of then."""
        voice = (chat_id, sender_id)
        told = self._voices.get(voice)
        if told is None:
            told = self._voices[voice] = _Told()
        else:
            self._voices.move_to_end(voice)
            held = told.keys.get(key)
            if held is not None:
                return held
        self._numbers += 1
        told.keys[key] = self._numbers
        told.numbers.append(self._numbers)
        told.moments.append(at)
        self._kept += 1
        self._make_room(told, at - LONGEST)
        return self._numbers

    def until(self, chat_id: int, sender_id: int, number: int) -> tuple[Act, ...]:
        """Return a voice's acts up to a number, oldest first."""
        told = self._voices.get((chat_id, sender_id), _Told())
        every = zip(told.keys, told.numbers, told.moments, strict=True)
        return tuple([act for act in map(Act._make, every) if act.number <= number])

    def moments(self, chat_id: int, sender_id: int, number: int) -> tuple[datetime, ...]:
        """Return when a voice's acts up to a number were, oldest first."""
        told = self._voices.get((chat_id, sender_id), _Told())
        return tuple(told.moments[: bisect_right(told.numbers, number)])

    def _make_room(self, told: _Told, since: datetime) -> None:
        moments = told.moments
        while len(moments) > 1 and (len(moments) > MOST_OF_A_VOICE or moments[0] < since):
            told.drop_oldest()
            self._kept -= 1
        while self._kept > MOST and len(self._voices) > 1:
            _, gone = self._voices.popitem(last=False)
            self._kept -= len(gone.keys)
