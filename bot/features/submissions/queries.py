"""Reads over submissions: one as it stands, somebody's own, those that wait, and how many."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import String, and_, func, select

from bot.features.submissions.rules import ASKED_FOR, Figures, State, Submission
from bot.kit.unit_of_work import UnitOfWork
from models.picks import picks
from models.submissions import submission_cards, submissions

COLUMNS: Final = tuple(submissions.c[name] for name in Submission.__dataclass_fields__)
MOST_SHOWN: Final = 20


def drawn(row: Any) -> Submission | None:
    """Draw a row."""
    return None if row is None else Submission(*row)


def drawn_all(found: Iterable[Any]) -> list[Submission]:
    """Draw rows."""
    return [Submission(*row) for row in found]


async def submission_by_id(uow: UnitOfWork, submission_id: int) -> Submission | None:
    """Return a submission as it stands."""
    found = await uow.execute(select(*COLUMNS).where(submissions.c.id == submission_id))
    return drawn(found.first())


async def asked_of(uow: UnitOfWork, person_id: int) -> Submission | None:
    """Return what somebody was asked for within the last hour."""
    found = await uow.execute(
        select(*COLUMNS)
        .where(
            submissions.c.person_id == person_id,
            submissions.c.state == "asked",
            submissions.c.made_at > uow.now - ASKED_FOR,
        )
        .order_by(submissions.c.id.desc())
        .limit(1)
    )
    return drawn(found.first())


async def draft_of(uow: UnitOfWork, person_id: int) -> Submission | None:
    """Return somebody's newest draft."""
    found = await uow.execute(
        select(*COLUMNS)
        .where(submissions.c.person_id == person_id, submissions.c.state == "draft")
        .order_by(submissions.c.id.desc())
        .limit(1)
    )
    return drawn(found.first())


async def own(uow: UnitOfWork, person_id: int, states: Collection[State]) -> list[Submission]:
    """Return what somebody handed in, the newest first."""
    found = await uow.execute(
        select(*COLUMNS)
        .where(submissions.c.person_id == person_id, submissions.c.state.in_(sorted(states)))
        .order_by(submissions.c.id.desc())
        .limit(MOST_SHOWN)
    )
    return drawn_all(found)


async def waiting_in(uow: UnitOfWork, community_id: int) -> list[Submission]:
    """Return what waits for the staff of a community, the oldest first."""
    found = await uow.execute(
        select(*COLUMNS)
        .where(submissions.c.community_id == community_id, submissions.c.state == "waiting")
        .order_by(submissions.c.id)
        .limit(MOST_SHOWN)
    )
    return drawn_all(found)


async def handed_in_on(uow: UnitOfWork, community_id: int, person_id: int, day: date) -> int:
    """Return how many somebody handed in on a day, whatever became of them."""
    found = await uow.execute(
        select(func.count()).where(
            submissions.c.person_id == person_id,
            submissions.c.community_id == community_id,
            submissions.c.local_day == day,
        )
    )
    return int(found.scalar_one())


async def figures_of(uow: UnitOfWork, community_id: int, since: datetime) -> Figures:
    """Return what the members of a community made since a moment."""
    of = submissions.c
    is_out = of.state == "published"
    found = await uow.execute(
        select(
            func.count(),
            func.count().filter(is_out),
            func.count().filter(of.state == "declined"),
            func.count(of.person_id.distinct()).filter(is_out),
        ).where(of.community_id == community_id, of.local_day.is_not(None), of.made_at >= since)
    )
    row: Any = found.one()
    handed_in, published, declined, authors = row
    best = picks.c.key == of.chat_id.cast(String) + ":" + of.message_id.cast(String)
    featured = await uow.execute(
        select(func.count())
        .join(picks, and_(picks.c.community_id == of.community_id, best))
        .where(of.community_id == community_id, is_out, of.made_at >= since)
    )
    return Figures(handed_in, published, declined, authors, featured.scalar_one())


async def cards_of(uow: UnitOfWork, submission_id: int) -> list[tuple[int, str, int | None]]:
    """Return where a submission is shown to the staff: chat, kind and message."""
    of = submission_cards.c
    found = await uow.execute(
        select(of.chat_id, of.kind, of.message_id)
        .where(of.submission_id == submission_id)
        .order_by(of.chat_id, of.kind)
    )
    return [(row.chat_id, row.kind, row.message_id) for row in found]


async def published_at(uow: UnitOfWork, chat_id: int, message_id: int) -> Submission | None:
    """Return what was handed in of which a message is the post."""
    found = await uow.execute(
        select(*COLUMNS).where(
            submissions.c.chat_id == chat_id,
            submissions.c.message_id == message_id,
            submissions.c.state == "published",
        )
    )
    return drawn(found.first())
