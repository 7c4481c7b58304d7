"""The newest acts of each voice: numbered as they were first told, counted once."""

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


class Acts:
    """Acts by chat and voice, bounded; the voices that were silent longest are dropped first."""

    def __init__(self) -> None:
        self._voices: OrderedDict[tuple[int, int], dict[Hashable, Act]] = OrderedDict()
        self._kept = 0
        self._numbers = 0

    def __len__(self) -> int:
        return self._kept

    def add(self, chat_id: int, sender_id: int, key: Hashable, at: datetime) -> Act:
        """Add an act; what was told before is returned as it was then."""
        voice = (chat_id, sender_id)
        acts = self._voices.get(voice)
        if acts is None:
            acts = self._voices[voice] = {}
        else:
            self._voices.move_to_end(voice)
            held = acts.get(key)
            if held is not None:
                return held
        self._numbers += 1
        act = acts[key] = Act(key, self._numbers, at)
        self._kept += 1
        self._make_room(acts, at - LONGEST)
        return act

    def until(self, chat_id: int, sender_id: int, number: int) -> tuple[Act, ...]:
        """Return a voice's acts up to a number, oldest first."""
        acts = self._voices.get((chat_id, sender_id), {})
        return tuple([act for act in acts.values() if act.number <= number])

    def moments(self, chat_id: int, sender_id: int, number: int) -> tuple[datetime, ...]:
        """Return when a voice's acts up to a number were, oldest first."""
        acts = self._voices.get((chat_id, sender_id), {})
        return tuple([act.at for act in acts.values() if act.number <= number])

    def _make_room(self, acts: dict[Hashable, Act], since: datetime) -> None:
        while len(acts) > 1:
            oldest = next(iter(acts.values()))
            if len(acts) <= MOST_OF_A_VOICE and oldest.at >= since:
                break
            del acts[oldest.key]
            self._kept -= 1
        while self._kept > MOST and len(self._voices) > 1:
            _, gone = self._voices.popitem(last=False)
            self._kept -= len(gone)
