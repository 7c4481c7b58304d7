"""Take in what members had earned with another bot, some lines at a time."""

from collections.abc import Sequence
from typing import Final

from bot.features.communities.locking import lock
from bot.features.imports.cells import Earned
from bot.features.imports.queries import Landing, known_bots
from bot.features.imports.rules import Fault
from bot.features.imports.service import MEMBERS, meet
from bot.features.imports.tables import Taken
from bot.features.points.bringing import Brought, bring
from bot.features.points.rules import Levels, total_for
from bot.features.tags.importing import people_named
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork

LONGEST_LABEL: Final = 32


class EarningsTaker:
    """Takes lines of one file; who stands in it twice counts by the first line alone."""

    def __init__(self, levels: Levels, label: str) -> None:
        self._levels = levels
        self._label = label
        self._seen: set[int] = set()

    async def __call__(self, uow: UnitOfWork, landing: Landing, lines: Sequence[Earned]) -> Taken:
        """Give whoever lines name what they had; once for each file that is called the same."""
        taken, wanted = Taken(), dict[int, Brought]()
        await lock(uow, landing.community_id)
        met = await people_named(uow, {_said(line) for line in lines})
        bots = await known_bots(uow)
        for line in lines:
            person_id = met.get(_said(line)) or (line.person_id if line.name else None)
            fault = self._fault(line, person_id, bots)
            experience = self._experience(line)
            if person_id is None or fault is not None:
                taken.faults.append(fault or Fault(f"line {line.number}", "unmet", _said(line)))
                continue
            if experience is None:
                taken.faults.append(Fault(f"line {line.number}", "level", str(line.level)))
                continue
            self._seen.add(person_id)
            taken.lines += 1
            wanted[person_id] = Brought(experience, line.points or 0)
            _greet(uow, landing, person_id, line.name)
        await uow.flush()
        day = local_day(uow.now, landing.zone)
        taken.news = await bring(uow, landing.community_id, self._label, wanted, day=day)
        return taken

    def _fault(self, line: Earned, person_id: int | None, bots: frozenset[int]) -> Fault | None:
        where = f"line {line.number}"
        if line.person_id in bots:
            return Fault(where, "bot", _said(line))
        if person_id is None:
            return Fault(where, "unmet", _said(line))
        return Fault(where, "person-twice", _said(line)) if person_id in self._seen else None

    def _experience(self, line: Earned) -> int | None:
        """Return the experience of a line: as it is said, or else with which its level begins."""
        if line.experience is not None:
            return line.experience
        return 0 if line.level is None else total_for(line.level, self._levels)


def _greet(uow: UnitOfWork, landing: Landing, person_id: int, name: str) -> None:
    # Whether they are still here nobody knows: an old bot's list holds those who left, too.
    if name:
        meet(uow, person_id, name, uow.now)
    uow.collect(
        MEMBERS,
        {
            "community_id": landing.community_id,
            "person_id": person_id,
            "first_seen_at": uow.now,
            "last_seen_at": uow.now,
            "joined_at": None,
        },
    )


def _said(line: Earned) -> str:
    return f"@{line.username}" if line.person_id is None else str(line.person_id)
