"""Write down what an exported chat shows; taken in again it changes nothing.

What the bot saw itself wins: a name, a presence, a day on which more was counted.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, exists, func, or_, select, update

from bot.features.audits.service import note
from bot.features.imports.history import Answer, Day, Figure
from bot.features.imports.queries import Landing
from bot.kit.collector import Tally
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity, daily_answers
from models.communities import administrators
from models.members import members, memberships, people
from models.types import Instant

PEOPLE: Final = Tally("imported_people", people, ("id",), {})
MEMBERS: Final = Tally(
    "imported_members",
    members,
    ("community_id", "person_id"),
    {"first_seen_at": "min", "last_seen_at": "max", "joined_at": "earliest"},
)
MEMBERSHIPS: Final = Tally(
    "imported_memberships", memberships, ("chat_id", "person_id"), {"joined_at": "filled"}
)
# A day that the bot itself saw in part is counted once: by whoever counted more.
DAYS: Final = Tally(
    "imported_days",
    daily_activity,
    ("community_id", "local_day", "person_id", "kind"),
    {"times": "max"},
)
ANSWERS: Final = Tally(
    "imported_answers",
    daily_answers,
    ("community_id", "local_day", "person_id", "answered_id"),
    {},
)


async def take_people(uow: UnitOfWork, landing: Landing, figures: Iterable[Figure]) -> None:
    """Make people members as of when the file first shows them, here or gone."""
    moves: list[Figure] = []
    for figure in figures:
        meet(uow, figure.person_id, figure.name, _moment(figure.last))
        joined = _moment(figure.joined) if figure.joined else None
        join(
            uow,
            landing,
            figure.person_id,
            first=_moment(figure.first),
            last=_moment(figure.last),
            joined=joined,
            left=_moment(figure.moved) if figure.is_gone else None,
        )
        moves.append(figure)
    await _follow(uow, landing, moves)


async def take_days(uow: UnitOfWork, landing: Landing, days: Iterable[Day]) -> None:
    """Count messages on their days."""
    for day in days:
        uow.collect(
            DAYS,
            {
                "community_id": landing.community_id,
                "local_day": day.day,
                "person_id": day.person_id,
                "kind": "message",
                "times": day.times,
            },
        )
    await uow.flush()


async def take_answers(uow: UnitOfWork, landing: Landing, answers: Iterable[Answer]) -> None:
    """Keep who answered whom."""
    for answer in answers:
        uow.collect(
            ANSWERS,
            {
                "community_id": landing.community_id,
                "local_day": answer.day,
                "person_id": answer.person_id,
                "answered_id": answer.answered_id,
            },
        )
    await uow.flush()


async def raise_messages(uow: UnitOfWork, landing: Landing, figures: Iterable[Figure]) -> None:
    """Raise how many messages members wrote to what their days, and those before, add up to.

    Comes after the days: from the same days the same sum is made, however often.
    """
    rows = [{"who": figure.person_id, "old": figure.old} for figure in figures if figure.messages]
    if not rows:
        return
    counted = (
        select(func.coalesce(func.sum(daily_activity.c.times), 0))
        .where(
            daily_activity.c.community_id == landing.community_id,
            daily_activity.c.person_id == bindparam("who"),
            daily_activity.c.kind == "message",
        )
        .scalar_subquery()
    )
    greatest = func.max if uow.dialect == "sqlite" else func.greatest
    await uow.execute(
        update(members)
        .where(
            members.c.community_id == landing.community_id,
            members.c.person_id == bindparam("who"),
        )
        .values(messages=greatest(members.c.messages, counted + bindparam("old"))),
        rows,
    )


def note_taken(uow: UnitOfWork, landing: Landing, what: str, counts: dict[str, int]) -> None:
    """Write down that a file was taken in by the operator."""
    note(
        uow,
        community_id=landing.community_id,
        category="settings",
        what=what,
        chat_id=landing.chat_id,
        after=counts,
    )


def meet(uow: UnitOfWork, person_id: int, name: str, at: datetime) -> None:
    """Write down who somebody is whom the bot never met."""
    row: dict[str, Any] = {
        "id": person_id,
        "first_name": storable(name.encode("utf-8", "replace").decode()),
        "is_bot": False,
        "seen_at": at,
    }
    uow.collect(PEOPLE, row)


def join(
    uow: UnitOfWork,
    landing: Landing,
    person_id: int,
    *,
    first: datetime,
    last: datetime,
    joined: datetime | None,
    left: datetime | None = None,
) -> None:
    """Make somebody a member since the earliest moment known; their presence where none is."""
    uow.collect(
        MEMBERS,
        {
            "community_id": landing.community_id,
            "person_id": person_id,
            "first_seen_at": first,
            "last_seen_at": last,
            "joined_at": joined,
        },
    )
    uow.collect(
        MEMBERSHIPS,
        {
            "chat_id": landing.chat_id,
            "person_id": person_id,
            "status": "member" if left is None else "left",
            "is_present": left is None,
            "joined_at": joined,
            "left_at": left,
        },
    )


async def _follow(uow: UnitOfWork, landing: Landing, figures: Sequence[Figure]) -> None:
    """Let people go, or come back, of whom nothing newer is known than what the file shows."""
    gone = [
        {"who": each.person_id, "moved": _moment(each.moved)} for each in figures if each.is_gone
    ]
    here = [
        {"who": each.person_id, "moved": _moment(each.last)}
        for each in figures
        if not each.is_gone
    ]
    moved: Any = bindparam("moved", type_=Instant())
    whose = and_(
        memberships.c.chat_id == landing.chat_id, memberships.c.person_id == bindparam("who")
    )
    seen_since = exists().where(
        members.c.community_id == landing.community_id,
        members.c.person_id == memberships.c.person_id,
        members.c.last_seen_at > moved,
    )
    runs_it = exists().where(
        administrators.c.chat_id == memberships.c.chat_id,
        administrators.c.person_id == memberships.c.person_id,
    )
    if gone:
        came_before = or_(memberships.c.joined_at.is_(None), memberships.c.joined_at < moved)
        await uow.execute(
            update(memberships)
            .where(whose, memberships.c.is_present.is_(True), came_before, ~seen_since, ~runs_it)
            .values(status="left", is_present=False, left_at=moved),
            gone,
        )
    if here:
        went_before = and_(memberships.c.status == "left", memberships.c.left_at < moved)
        await uow.execute(
            update(memberships)
            .where(whose, memberships.c.is_present.is_(False), went_before)
            .values(status="member", is_present=True),
            here,
        )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
