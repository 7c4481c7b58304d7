"""Campaigns as they stand, and the report cards of those that are over."""

from typing import Any

from sqlalchemy import Row, Select, func, select

from bot.features.campaigns.rules import (
    Campaign,
    Depth,
    Objective,
    Report,
    Satisfaction,
    Turnout,
)
from bot.kit.unit_of_work import UnitOfWork
from models.campaigns import campaigns, ratings


async def campaign_by_id(uow: UnitOfWork, campaign_id: int) -> Campaign | None:
    """Return a campaign by its number."""
    row = (await uow.execute(_ALL.where(campaigns.c.id == campaign_id))).first()
    return None if row is None else _drawn(row)


async def campaign_of(uow: UnitOfWork, kind: str, item_id: int) -> Campaign | None:
    """Return the campaign that some activity is."""
    query = _ALL.where(campaigns.c.kind == kind, campaigns.c.item_id == item_id)
    row = (await uow.execute(query)).first()
    return None if row is None else _drawn(row)


async def campaigns_of(
    uow: UnitOfWork, community_id: int, *, page: int, a_page: int
) -> tuple[list[Campaign], int]:
    """Return a page of a community's campaigns, and how many there are: what runs goes first."""
    mine = campaigns.c.community_id == community_id
    found = await uow.execute(
        _ALL.where(mine)
        .order_by(campaigns.c.closed_at.is_not(None), campaigns.c.opened_at.desc(), _NEWEST)
        .offset(page * a_page)
        .limit(a_page)
    )
    counted = await uow.execute(select(func.count()).select_from(campaigns).where(mine))
    return [_drawn(row) for row in found], int(counted.scalar_one())


async def report_of(uow: UnitOfWork, campaign_id: int) -> Report | None:
    """Return the report card of a campaign; None while it runs."""
    row = (await uow.execute(_ALL.where(campaigns.c.id == campaign_id))).first()
    if row is None or row.figures is None:
        return None
    figures = row.figures
    if "stars" in figures:
        liked = Satisfaction(figures["ratings"], figures["stars"])
    else:
        liked = await satisfaction_of(uow, campaign_id)
    depth = figures.get("depth")
    turnout = Turnout(
        participants=figures["participants"],
        actions=figures["actions"],
        points=figures["points"],
        depth=None if depth is None else Depth(*depth),
    )
    return Report(_drawn(row), turnout, liked)


async def satisfaction_of(uow: UnitOfWork, campaign_id: int) -> Satisfaction:
    """Return how a campaign is liked, by the ratings that have come in."""
    found = await uow.execute(
        select(
            func.count().label("ratings"),
            func.coalesce(func.sum(ratings.c.stars), 0).label("stars"),
        ).where(ratings.c.campaign_id == campaign_id)
    )
    row = found.one()
    return Satisfaction(int(row.ratings), int(row.stars))


_ALL: Select[Any] = select(campaigns)
_NEWEST = campaigns.c.id.desc()


def _drawn(row: Row[Any]) -> Campaign:
    objective = None
    if row.metric is not None:
        objective = Objective(row.objective or "", row.metric, row.target)
    return Campaign(
        id=row.id,
        community_id=row.community_id,
        kind=row.kind,
        item_id=row.item_id,
        chat_id=row.chat_id,
        title=row.title,
        objective=objective,
        reach=row.reach,
        made_by=row.made_by,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )
