"""Write down where somebody came from, and how far they have come."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select, update

from bot.features.facts import MemberAdmitted, MemberOnboarded
from bot.features.messages import Link
from bot.features.place import Place
from bot.features.sources.rules import MILESTONES, Grade, Milestone, grade_of
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.sources import journeys, sources

JOURNEYS: Final = Tally(
    "journeys",
    journeys,
    ("community_id", "person_id"),
    {f"{milestone}_at": "filled" for milestone in MILESTONES},
)
# Several updates tell of one arrival, and only some of them by which link: for so long a later
# one may still say it.
TOLD_LATE: Final = timedelta(minutes=10)


async def attest(
    uow: UnitOfWork,
    place: Place,
    person_id: int,
    *,
    link: Link | None,
    via_request: bool,
    at: datetime,
    milestone: Milestone = "joined",
) -> None:
    """Write down that somebody came into a community, and by which source where Telegram says it.

    Comes before the arrival itself is followed, so that whoever that wakes knows the source. Of
    several sources the first one stays. A request to join is attested with
    `milestone="requested"`. Chats of the staff are no way into a community.
    """
    if place.is_back_room:
        return
    source_id = None
    if link is not None:
        found = await uow.execute(
            select(sources.c.id).where(
                sources.c.community_id == place.community_id, sources.c.link == link.invite_link
            )
        )
        source_id = found.scalar()
    asked = via_request or milestone == "requested"
    grade = grade_of(is_source_known=source_id is not None, by_request=asked)
    _collect(uow, place.community_id, person_id, milestone, at, source_id=source_id, grade=grade)
    if grade != "unknown":
        await _fill(uow, place.community_id, person_id, source_id=source_id, grade=grade, at=at)


async def attest_start(
    uow: UnitOfWork, community_id: int, person_id: int, source_id: int, at: datetime
) -> None:
    """Write down that somebody who is not here yet followed a source's deep link."""
    grade: Grade = "deep-link"
    _collect(uow, community_id, person_id, "started", at, source_id=source_id, grade=grade)
    await _fill(uow, community_id, person_id, source_id=source_id, grade=grade, at=at)


def reached(
    uow: UnitOfWork, community_id: int, person_id: int, milestone: Milestone, at: datetime
) -> None:
    """Write down, the first time, that somebody came so far; costs no statement of its own."""
    _collect(uow, community_id, person_id, milestone, at)


async def saw_admitted(uow: UnitOfWork, fact: MemberAdmitted) -> None:
    """Write down that somebody may take part."""
    reached(uow, fact.community_id, fact.person_id, "admitted", fact.at)


async def saw_onboarded(uow: UnitOfWork, fact: MemberOnboarded) -> None:
    """Write down that somebody came to the end of the onboarding."""
    reached(uow, fact.community_id, fact.person_id, "onboarded", fact.at)


def _collect(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    milestone: Milestone,
    at: datetime,
    *,
    source_id: int | None = None,
    grade: Grade = "unknown",
) -> None:
    row: dict[str, Any] = {f"{each}_at": at if each == milestone else None for each in MILESTONES}
    row |= {
        "community_id": community_id,
        "person_id": person_id,
        "source_id": source_id,
        "grade": grade,
    }
    uow.collect(JOURNEYS, row)


async def _fill(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    *,
    source_id: int | None,
    grade: Grade,
    at: datetime,
) -> None:
    """Name the source of somebody whose source nobody knew until now, the arrival being fresh."""
    joined = journeys.c.joined_at
    await uow.execute(
        update(journeys)
        .where(
            journeys.c.community_id == community_id,
            journeys.c.person_id == person_id,
            journeys.c.source_id.is_(None),
            or_(joined.is_(None), joined >= at - TOLD_LATE),
        )
        .values(source_id=source_id, grade=grade)
    )
