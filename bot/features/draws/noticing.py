"""Hear that a winner is gone or banned, and which message is meant for a draw."""

from sqlalchemy import select

from bot.features.draws.awarding import vacate
from bot.features.draws.queries import draw_by_id, seats_held
from bot.features.draws.rules import Entry, entry_in
from bot.features.facts import MemberLeft, MemberSanctioned
from bot.features.messages import ChatMessage
from bot.features.places import place_of
from bot.features.segments.queries import everybody
from bot.kit.unit_of_work import UnitOfWork
from models.draws import draw_seats, draws


async def saw_departure(uow: UnitOfWork, fact: MemberLeft) -> None:
    """Pass on what somebody won and did not claim, once they are in no group any more."""
    won = await _won(uow, fact.community_id, fact.person_id, ("offered",))
    if not won:
        return
    here = everybody(fact.community_id).subquery()
    found = await uow.execute(select(here.c.person_id).where(here.c.person_id == fact.person_id))
    if found.first() is None:
        await _pass_on(uow, won, fact.person_id, "left", ("offered",))


async def saw_sanction(uow: UnitOfWork, fact: MemberSanctioned) -> None:
    """Pass on what somebody won who was banned by a case, before it is delivered."""
    if fact.action != "ban":
        return
    of = ("offered", "claimed")
    won = await _won(uow, fact.community_id, fact.person_id, of)
    await _pass_on(uow, won, fact.person_id, "banned", of)


def heard(uow: UnitOfWork, message: ChatMessage) -> Entry | None:
    """Return which draw of its chat a message enters, without a statement of its own."""
    place = place_of(uow, message.chat.id)
    if place is None or not place.entries or message.person is None:
        return None
    if message.is_command or message.is_notice or message.forward_origin is not None:
        return None
    thread_id = message.message_thread_id if message.is_topic_message else None
    return entry_in(message.text or "", thread_id, place.entries)


def is_entry(uow: UnitOfWork, message: ChatMessage) -> bool:
    """Whether a message enters a draw."""
    return heard(uow, message) is not None


async def _won(
    uow: UnitOfWork, community_id: int, person_id: int, states: tuple[str, ...]
) -> list[int]:
    found = await uow.execute(
        select(draw_seats.c.draw_id)
        .join(draws, draws.c.id == draw_seats.c.draw_id)
        .where(
            draws.c.community_id == community_id,
            draw_seats.c.person_id == person_id,
            draw_seats.c.state.in_(states),
        )
        .order_by(draw_seats.c.draw_id)
    )
    return list(found.scalars())


async def _pass_on(
    uow: UnitOfWork, draw_ids: list[int], person_id: int, why: str, of: tuple[str, ...]
) -> None:
    for draw_id in draw_ids:
        draw = await draw_by_id(uow, draw_id)
        held = await seats_held(uow, draw_id, person_id=person_id)
        if draw is not None and held:
            await vacate(uow, draw, held[0], why, of=of)
