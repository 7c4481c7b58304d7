"""Reads over appeals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from bot.kit.unit_of_work import UnitOfWork
from models.appeals import appeal_cards, appeals
from models.outbox import outbox


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal as it stands; words are None once they were forgotten."""

    id: int
    case_id: int
    community_id: int
    person_id: int
    words: str | None
    actor_words: str | None
    state: str
    decided_by: int | None
    decided_at: datetime | None
    answer: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """Where an appeal is shown; without a message while it is on its way."""

    chat_id: int
    message_id: int | None


async def appeal_by_id(uow: UnitOfWork, appeal_id: int) -> Appeal | None:
    """Return an appeal by its number."""
    return _drawn((await uow.execute(_SELECT.where(appeals.c.id == appeal_id))).first())


async def appeal_of_case(uow: UnitOfWork, case_id: int) -> Appeal | None:
    """Return the appeal against a case; there is one at the most."""
    return _drawn((await uow.execute(_SELECT.where(appeals.c.case_id == case_id))).first())


async def asked_of(uow: UnitOfWork, person_id: int) -> Appeal | None:
    """Return the appeal for which somebody is yet to write."""
    found = await uow.execute(
        _SELECT.where(appeals.c.person_id == person_id, appeals.c.state == "asked")
        .order_by(appeals.c.id.desc())
        .limit(1)
    )
    return _drawn(found.first())


async def own(uow: UnitOfWork, person_id: int, *, most: int = 10) -> list[Appeal]:
    """Return somebody's appeals, newest first."""
    found = await uow.execute(
        _SELECT.where(appeals.c.person_id == person_id).order_by(appeals.c.id.desc()).limit(most)
    )
    return [appeal for row in found if (appeal := _drawn(row)) is not None]


async def cards_of(uow: UnitOfWork, appeal_id: int) -> list[Card]:
    """Return where an appeal is shown, as far as Telegram has told."""
    found = await uow.execute(
        select(appeal_cards.c.chat_id, appeal_cards.c.message_id)
        .where(appeal_cards.c.appeal_id == appeal_id)
        .order_by(appeal_cards.c.chat_id)
    )
    return [Card(row.chat_id, row.message_id) for row in found]


async def shown_in(uow: UnitOfWork, chat_id: int, message_id: int) -> int | None:
    """Return the appeal whose card a message is."""
    found = await uow.execute(
        select(appeal_cards.c.appeal_id).where(
            appeal_cards.c.chat_id == chat_id, appeal_cards.c.message_id == message_id
        )
    )
    row = found.first()
    return None if row is None else int(row.appeal_id)


async def other_side_asked_in(uow: UnitOfWork, chat_id: int, message_id: int) -> int | None:
    """Return the appeal to which a message of ours asked whoever acted for a line."""
    found = await uow.execute(
        select(outbox.c.key).where(
            outbox.c.chat_id == chat_id,
            outbox.c.message_id == message_id,
            outbox.c.key.startswith("appeal:"),
            outbox.c.key.endswith(":side"),
        )
    )
    key = found.scalar()
    return None if key is None else int(str(key).split(":")[1])


_SELECT: Final = select(*(appeals.c[name] for name in Appeal.__dataclass_fields__))


def _drawn(row: Any) -> Appeal | None:
    return None if row is None else Appeal(*row)
