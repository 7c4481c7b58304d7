"""The books as a whole: what was issued, spent, fined and is held, and reckoning them anew."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity
from models.members import members
from models.points import ledger

# Gifts move points and make none; what is taken for a deed, or expires, is told by itself.
GIFTS: Final = ("gift",)
FINES: Final = ("penalty", "fine")
EXPIRIES: Final = ("expiry",)
_APART: Final = (*GIFTS, *FINES, *EXPIRIES)


@dataclass(frozen=True, slots=True)
class Economy:
    """What became of a community's points."""

    issued: int
    spent: int
    fined: int
    expired: int
    given: int
    # What members hold: the sum of their balances.
    held: int

    @property
    def is_balanced(self) -> bool:
        """Whether what is held is what was issued and not spent, fined or expired."""
        return self.issued - self.spent - self.fined - self.expired == self.held


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have minted: in all, and those who would have gained most."""

    minted: int
    members: int
    top: tuple[tuple[int, int], ...]


async def economy_of(uow: UnitOfWork, community_id: int, since: date | None = None) -> Economy:
    """Return what became of points, in all or since a day; `held` is of now."""
    plain = ledger.c.rule.not_in(_APART)

    def total(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(ledger.c.points).filter(and_(*conditions)), 0)

    query = select(
        total(plain, ledger.c.points > 0),
        -total(plain, ledger.c.points < 0),
        -total(ledger.c.rule.in_(FINES)),
        -total(ledger.c.rule.in_(EXPIRIES)),
        total(ledger.c.rule.in_(GIFTS), ledger.c.points > 0),
    ).where(ledger.c.community_id == community_id)
    if since is not None:
        query = query.where(ledger.c.local_day >= since)
    issued, spent, fined, expired, given = map(int, (await uow.execute(query)).one())
    held = await uow.execute(
        select(func.coalesce(func.sum(members.c.points), 0)).where(
            members.c.community_id == community_id
        )
    )
    return Economy(issued, spent, fined, expired, given, int(held.scalar_one()))


async def off_balance(uow: UnitOfWork, community_id: int) -> int:
    """Return of how many members the balance is not the sum of their ledger."""
    experience, points = _sums()
    found = await uow.execute(
        select(func.count()).where(
            members.c.community_id == community_id,
            or_(members.c.experience != experience, members.c.points != points),
        )
    )
    return int(found.scalar_one())


async def rebuild(uow: UnitOfWork, community_id: int) -> int:
    """Make every balance the sum of its ledger again; returns how many were not."""
    wrong = await off_balance(uow, community_id)
    experience, points = _sums()
    await uow.execute(
        update(members)
        .where(
            members.c.community_id == community_id,
            or_(members.c.experience != experience, members.c.points != points),
        )
        .values(experience=experience, points=points)
    )
    return wrong


async def tried(
    uow: UnitOfWork, community_id: int, kind: str, points: int, *, cap: int | None, since: date
) -> Trial:
    """Tell what so many points for each deed of a kind, up to a cap a day, would have minted."""
    worth: Any = daily_activity.c.times * points
    if cap is not None:
        worth = case((worth > cap, cap), else_=worth)
    total = func.sum(worth).label("total")
    found = await uow.execute(
        select(daily_activity.c.person_id, total)
        .where(
            daily_activity.c.community_id == community_id,
            daily_activity.c.kind == kind,
            daily_activity.c.local_day >= since,
        )
        .group_by(daily_activity.c.person_id)
        .order_by(total.desc(), daily_activity.c.person_id)
    )
    gained = [(int(row.person_id), int(row.total)) for row in found]
    return Trial(sum(each for _, each in gained), len(gained), tuple(gained[:5]))


def _sums() -> tuple[Any, Any]:
    own = (
        ledger.c.community_id == members.c.community_id,
        ledger.c.person_id == members.c.person_id,
    )
    return tuple(  # type: ignore[return-value]
        select(func.coalesce(func.sum(column), 0)).where(*own).correlate(members).scalar_subquery()
        for column in (ledger.c.experience, ledger.c.points)
    )
