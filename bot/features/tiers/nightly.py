"""Go over a community's ladders at night: everybody at once, and only who moves is touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from sqlalchemy import delete, select

from bot.features.communities.locking import lock
from bot.features.contacts.rules import Category
from bot.features.contacts.service import Contact, write_all
from bot.features.places import Place, Places
from bot.features.tiers import wording
from bot.features.tiers.figures import Span
from bot.features.tiers.passes import flag_lost
from bot.features.tiers.queries import ladders_of
from bot.features.tiers.rules import DECLINED_FOR, Ladder, Standing, Step, Turn, step_of
from bot.features.tiers.service import Change, keep_change, plan, propose, stand_on
from bot.features.tiers.survey import Found, Survey
from bot.kit.apart import Apart
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork
from models.members import people
from models.tiers import tiers

# So many are proposed in a night at the most: staff reads each card.
MOST_PROPOSED: Final = 5
# So many are moved in a transaction: a moment for whoever waits to write.
AT_ONCE: Final = 1000


class Planned(Protocol):
    """The part of a due row that a night needs."""

    @property
    def community_id(self) -> int | None:
        """Whose ladders they are."""
        ...


@dataclass(frozen=True, slots=True)
class Night:
    """A community's night on one ladder: by the figures up to a day."""

    place: Place
    ladder: Ladder
    day: date


class TierKeeper:
    """Goes over the ladders of a community, apart from other work."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def apart(self, apart: Apart, due: Planned) -> None:
        """Move whoever is to be moved, propose some, and plan the coming night."""
        async with apart.part() as uow:
            here = await self._places.of_community(uow, due.community_id or 0)
            fronts = [each for each in here if not each.is_back_room and each.standing.is_here]
            if not fronts:
                return
            place = next((each for each in fronts if each.chat_kind == "main"), fronts[0])
            ladders = await ladders_of(uow, place)
            plan(uow, place)
            # What has not ended yet is no day: up to yesterday.
            day = local_day(uow.now, place.zone) - timedelta(days=1)
        staff = frozenset(person for each in here for person in (*each.roster, *each.roles))
        for ladder in ladders:
            await go_over(apart, Night(place, ladder, day), staff)


async def go_over(
    apart: Apart, night: Night, staff: frozenset[int] = frozenset(), *, at_once: int = AT_ONCE
) -> None:
    """Go over one ladder: look at everybody at once, and move some at a time."""
    place, ladder = night.place, night.ladder
    async with apart.look() as connection:
        survey = Survey(connection, Span(place.community_id, night.day), ladder)
        await survey.look()
        async for some in survey.parts(at_once):
            async with apart.part() as uow:
                await move(uow, night, some)
        async with apart.part() as uow:
            nominees = await survey.nominees(
                since=uow.now - DECLINED_FOR, besides=staff, most=MOST_PROPOSED
            )
            await propose(uow, place, ladder, nominees)


async def move(uow: UnitOfWork, night: Night, some: Sequence[Found]) -> None:
    """Move some whom the night concerns; whoever has changed since the look is left for the next.

    Done twice, it changes nothing the second time.
    """
    place, ladder = night.place, night.ladder
    await lock(uow, place.community_id)
    now = await _standings(uow, night, [each.person_id for each in some])
    letters: list[Contact] = []
    lost: list[int] = []
    for each in some:
        if each.person_id not in now or now[each.person_id] != each.standing:
            continue
        if each.target is None:
            lost.append(each.person_id)
            await _let_go(uow, night, each)
            continue
        step = step_of(each.standing, each.target, night.day, ladder.grace_days)
        if step is None:
            continue
        letters += _take(uow, night, each, step)
        if step.turn is Turn.DEMOTED:
            lost.append(each.person_id)
    if letters:
        await write_all(uow, letters, zone=place.zone, terms=place.policy.contacts)
    if lost:
        await flag_lost(uow, place, lost)


def _take(uow: UnitOfWork, night: Night, found: Found, step: Step) -> list[Contact]:
    """Take a step, and return what its maker is told of it: that goes up, or soon down."""
    place, ladder, then = night.place, night.ladder, step.then
    if step.turn is not Turn.WARNED:
        stand_on(uow, place.community_id, ladder.key, found.person_id, then)
    if step.turn in {Turn.PLACED, Turn.PROMOTED, Turn.DEMOTED}:
        before = None if found.standing is None else found.standing.rank
        change = Change(found.person_id, before, then.rank, night.day)
        keep_change(uow, place.community_id, ladder.key, change)
    match step.turn:
        case Turn.PROMOTED:
            words = wording.promoted(place.community_name, ladder, then.rank, found.figures)
            what = f"up:{night.day}"
        case Turn.WARNED if then.below_since is not None:
            left = ladder.grace_days - (night.day - then.below_since).days
            words = wording.warned(place.community_name, ladder, then.rank, found.figures, left)
            what = f"below:{then.below_since}"
        case _:
            return []
    return [
        Contact(
            key=f"tier:{place.community_id}:{ladder.key}:{found.person_id}:{what}",
            community_id=place.community_id,
            person_id=found.person_id,
            category=Category.TIERS,
            words=words,
        )
    ]


async def _let_go(uow: UnitOfWork, night: Night, found: Found) -> None:
    """Take whoever is no member any more off the ladder."""
    community_id, ladder = night.place.community_id, night.ladder.key
    await uow.execute(
        delete(tiers).where(
            tiers.c.community_id == community_id,
            tiers.c.ladder == ladder,
            tiers.c.person_id == found.person_id,
        )
    )
    before = None if found.standing is None else found.standing.rank
    keep_change(uow, community_id, ladder, Change(found.person_id, before, None, night.day))


async def _standings(
    uow: UnitOfWork, night: Night, person_ids: Sequence[int]
) -> Mapping[int, Standing | None]:
    """Return how people stand at this instant; whoever is forgotten is not among them."""
    wanted = sorted(person_ids)
    known = await uow.execute(select(people.c.id).where(people.c.id.in_(wanted)))
    found = await uow.execute(
        select(tiers.c.person_id, tiers.c.rank, tiers.c.since, tiers.c.below_since).where(
            tiers.c.community_id == night.place.community_id,
            tiers.c.ladder == night.ladder.key,
            tiers.c.person_id.in_(wanted),
        )
    )
    standings: dict[int, Standing | None] = dict.fromkeys(known.scalars())
    # Read apart: joined, a planner that has no figures of a young table goes over all of it.
    for row in found:
        standings[row.person_id] = Standing(row.rank, row.since, row.below_since)
    return standings
