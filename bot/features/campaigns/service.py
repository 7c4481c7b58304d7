"""Open campaigns, close them with what came of them, and take in how they were liked."""

from typing import Any, Final

from sqlalchemy import delete, func, select, update

from bot.features.campaigns.queries import campaign_of, report_of, satisfaction_of
from bot.features.campaigns.rules import RATINGS_LAST, Campaign, Objective, Report, Turnout
from bot.features.places import Place
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.campaigns import campaigns, ratings
from models.members import memberships, people

OPENED: Final = Tally("campaigns", campaigns, ("kind", "item_id"), {})
RATED: Final = Tally(
    "ratings", ratings, ("campaign_id", "person_id"), {"stars": "last", "at": "last"}
)
# Due work: the report card, and the moment from which no rating is taken any more.
REPORT: Final = "campaigns.report"
SUM_UP: Final = "campaigns.sum-up"


async def open_(
    uow: UnitOfWork,
    place: Place,
    *,
    kind: str,
    item_id: int,
    title: str,
    objective: Objective | None,
    made_by: int | None,
) -> None:
    """Open a campaign where an activity begins, and count whom it reaches; once."""
    uow.collect(
        OPENED,
        {
            "community_id": place.community_id,
            "kind": kind,
            "item_id": item_id,
            "chat_id": place.chat_id,
            "title": title[:120],
            "objective": objective.words if objective is not None else None,
            "metric": objective.metric if objective is not None else None,
            "target": objective.target if objective is not None else None,
            "reach": await _present_in(uow, place.chat_id),
            "made_by": made_by,
            "opened_at": uow.now,
            "closed_at": None,
            "figures": None,
        },
    )


async def close(uow: UnitOfWork, *, kind: str, item_id: int, turnout: Turnout) -> Report | None:
    """Close a campaign with what came of it; None if it is none, or was closed before.

    Whoever made it hears the report card by work that is planned here.
    """
    depth = turnout.depth
    figures: dict[str, Any] = {
        "participants": turnout.participants,
        "actions": turnout.actions,
        "points": turnout.points,
        "depth": None
        if depth is None
        else [depth.conversations, depth.multi_turn, depth.median_letters],
    }
    closed = await uow.execute(
        update(campaigns)
        .where(
            campaigns.c.kind == kind,
            campaigns.c.item_id == item_id,
            campaigns.c.closed_at.is_(None),
        )
        .values(closed_at=uow.now, figures=figures)
    )
    campaign = await campaign_of(uow, kind, item_id) if closed.rowcount else None
    if campaign is None:
        return None
    _plan(uow, campaign)
    return await report_of(uow, campaign.id)


async def drop(uow: UnitOfWork, *, kind: str, item_id: int) -> None:
    """Forget a campaign that came to nothing, such as one that was called off."""
    await uow.execute(
        delete(campaigns).where(
            campaigns.c.kind == kind,
            campaigns.c.item_id == item_id,
            campaigns.c.closed_at.is_(None),
        )
    )


def rate(uow: UnitOfWork, campaign: Campaign, person_id: int, stars: int) -> None:
    """Take in how somebody liked a campaign; whatever they say last counts."""
    uow.collect(
        RATED,
        {"campaign_id": campaign.id, "person_id": person_id, "stars": stars, "at": uow.now},
    )


async def sum_up(uow: UnitOfWork, campaign_id: int) -> list[tuple[int, int]]:
    """Keep what the ratings come to instead of who gave which.

    Returns:
        The messages with the report card, by chat and number.
    """
    kept = await _figures(uow, campaign_id)
    if kept is None or "stars" in kept:
        return []
    liked = await satisfaction_of(uow, campaign_id)
    summed = {"ratings": liked.ratings, "stars": liked.stars}
    await _keep(uow, campaign_id, kept | summed)
    await uow.execute(delete(ratings).where(ratings.c.campaign_id == campaign_id))
    return [(chat_id, message_id) for chat_id, message_id in kept.get("cards", ())]


async def keep_card(uow: UnitOfWork, campaign_id: int, chat_id: int, message_id: int) -> None:
    """Keep which message shows a report card."""
    kept = await _figures(uow, campaign_id)
    if kept is not None:
        cards = [*kept.get("cards", ()), [chat_id, message_id]]
        await _keep(uow, campaign_id, kept | {"cards": cards})


async def _present_in(uow: UnitOfWork, chat_id: int) -> int:
    found = await uow.execute(
        select(func.count())
        .select_from(memberships)
        .join(people, people.c.id == memberships.c.person_id)
        .where(
            memberships.c.chat_id == chat_id,
            memberships.c.is_present.is_(True),
            people.c.is_bot.is_(False),
        )
    )
    return int(found.scalar_one())


async def _figures(uow: UnitOfWork, campaign_id: int) -> dict[str, Any] | None:
    found = await uow.execute(
        select(campaigns.c.figures).where(campaigns.c.id == campaign_id).with_for_update()
    )
    kept: dict[str, Any] | None = found.scalar_one_or_none()
    return kept


async def _keep(uow: UnitOfWork, campaign_id: int, figures: dict[str, Any]) -> None:
    mine = campaigns.c.id == campaign_id
    await uow.execute(update(campaigns).where(mine).values(figures=figures))


def _plan(uow: UnitOfWork, campaign: Campaign) -> None:
    for kind, at in ((REPORT, uow.now), (SUM_UP, uow.now + RATINGS_LAST)):
        uow.schedule(
            Due(
                key=f"{kind}:{campaign.id}",
                kind=kind,
                due_at=at,
                community_id=campaign.community_id,
                details={"campaign_id": campaign.id},
            )
        )
