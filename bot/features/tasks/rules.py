"""What became of people's tasks, and how many of them were done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

State: TypeAlias = Literal["open", "done", "dropped"]
# As long again as it had, and no longer than a day, until those above are told.
_LONGEST_PATIENCE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody has to do by a time, step by step."""

    id: int
    community_id: int
    chat_id: int
    entry_key: str
    words: str
    steps: tuple[str, ...]
    ticked: int
    # None: the staff.
    assignee_id: int | None
    due_at: datetime
    state: State
    settled_at: datetime | None = None

    def has_done(self, step: int) -> bool:
        """Whether a step is done."""
        return bool(self.ticked & (1 << step))

    @property
    def left(self) -> int:
        """How many steps are left."""
        return sum(not self.has_done(step) for step in range(len(self.steps)))


@dataclass(frozen=True, slots=True)
class Rate:
    """How many tasks fell due, and how many of them were done at all and in time."""

    due: int = 0
    done: int = 0
    in_time: int = 0

    @property
    def percent(self) -> int:
        """The share of those done, in hundredths; what was left out on purpose is not counted."""
        return round(100 * self.done / self.due) if self.due else 0


def rate(tasks: Iterable[Task], since: datetime, until: datetime) -> Rate:
    """Count what fell due in a span; one that was dropped was nobody's fault."""
    counted = [each for each in tasks if since <= each.due_at < until and each.state != "dropped"]
    done = [each for each in counted if each.state == "done"]
    in_time = sum(1 for each in done if each.settled_at and each.settled_at <= each.due_at)
    return Rate(len(counted), len(done), in_time)


def patience(given: timedelta) -> timedelta:
    """Return how long after its end a task is told to those above."""
    return min(max(given, timedelta(hours=1)), _LONGEST_PATIENCE)
