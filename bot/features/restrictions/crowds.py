"""Restrict and free many at once: a handful of statements, however many they are."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update

from bot.features.restrictions.bans import UNDER_WAY, banned_among, take_turn
from bot.features.restrictions.rules import NOTHING, Held, Told, told
from bot.features.restrictions.service import HELD, Restriction, lift
from bot.kit.effects import Delivery, Priority
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from models.restrictions import restrictions

_CHUNK: Final = 500
_METHOD: Final = "restrictChatMember"


def restrict_fresh(uow: UnitOfWork, restriction: Restriction) -> None:
    """Restrict somebody whom nothing else holds in the chat; costs no statement of its own.

    Its end, where it has one, is Telegram's to keep: nobody is reminded of it.
    """
    held = Held(restriction.reason, restriction.permissions or NOTHING, restriction.until)
    uow.collect(
        HELD,
        {
            "chat_id": restriction.chat_id,
            "person_id": restriction.person_id,
            "reason": restriction.reason,
            "community_id": restriction.community_id,
            "permissions": dict(held.permissions),
            "until": restriction.until,
            "at": uow.now,
        },
    )
    where = f"{restriction.chat_id}:{restriction.person_id}"
    key = f"{_fresh(restriction.reason)}{where}"
    state = told([held], uow.now)
    uow.owe(_call(key, restriction.chat_id, restriction.person_id, state))


async def held_otherwise(uow: UnitOfWork, chat_id: int, reason: str) -> frozenset[int]:
    """Return who is restricted in a chat for any other reason."""
    found = await uow.execute(
        select(restrictions.c.person_id)
        .where(
            restrictions.c.chat_id == chat_id,
            restrictions.c.reason != reason,
            or_(restrictions.c.until.is_(None), restrictions.c.until > uow.now),
        )
        .distinct()
    )
    return frozenset(found.scalars())


async def drop(uow: UnitOfWork, chat_id: int, reason: str, person_ids: Collection[int]) -> None:
    """Take a reason away without a word to Telegram, and call off what would still be told.

    For those who are banned: whatever is told of them but a lifting would let them in again.
    """
    for chunk in _chunks(sorted(person_ids)):
        await uow.execute(
            delete(restrictions).where(
                restrictions.c.chat_id == chat_id,
                restrictions.c.reason == reason,
                restrictions.c.person_id.in_(chunk),
            )
        )
        await _call_off(uow, chat_id, chunk, reason)


async def free_all(uow: UnitOfWork, chat_id: int, reason: str) -> list[int]:
    """Take a reason away from everybody; what other reasons forbid stays forbidden.

    Returns who is freed by it. Who was never told to Telegram is not told of either.
    """
    await take_turn(uow, chat_id)
    mine = and_(restrictions.c.chat_id == chat_id, restrictions.c.reason == reason)
    gone = await uow.execute(
        delete(restrictions)
        .where(mine, ~_is_entangled(uow, reason))
        .returning(restrictions.c.person_id)
    )
    freed = sorted(gone.scalars())
    banned = await banned_among(uow, chat_id, freed)
    for chunk in _chunks(freed):
        untold = await _call_off(uow, chat_id, chunk, reason)
        for person_id in chunk:
            if person_id not in untold and person_id not in banned:
                key = f"free:{reason}:{chat_id}:{person_id}:{uow.stamp()}"
                uow.owe(_call(key, chat_id, person_id, told((), uow.now)))
    rest = await uow.execute(select(restrictions.c.person_id).where(mine))
    for person_id in sorted(rest.scalars()):
        await lift(uow, chat_id, person_id, reason)
        freed.append(person_id)
    return freed


def _is_entangled(uow: UnitOfWork, reason: str) -> ColumnElement[bool]:
    """Whether somebody is held for another reason too, or another's call about them waits."""
    other = restrictions.alias()
    held_too = exists().where(
        other.c.chat_id == restrictions.c.chat_id,
        other.c.person_id == restrictions.c.person_id,
        other.c.reason != reason,
        or_(other.c.until.is_(None), other.c.until > uow.now),
    )
    awaited = exists().where(
        outbox.c.chat_id == restrictions.c.chat_id,
        outbox.c.person_id == restrictions.c.person_id,
        outbox.c.method == _METHOD,
        outbox.c.state.in_(UNDER_WAY),
        ~outbox.c.key.startswith(_fresh(reason), autoescape=True),
    )
    return or_(held_too, awaited)


async def _call_off(
    uow: UnitOfWork, chat_id: int, person_ids: Sequence[int], reason: str
) -> frozenset[int]:
    """Call off what waits to be told of these; returns of whom nothing was told yet."""
    gone = await uow.execute(
        update(outbox)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.method == _METHOD,
            # One that is under way right now must not be repeated after the newer one.
            outbox.c.state.in_(UNDER_WAY),
            outbox.c.person_id.in_(person_ids),
            outbox.c.key.startswith(_fresh(reason), autoescape=True),
        )
        .values(state="expired", reason="a newer one took its place", settled_at=uow.now)
        .returning(outbox.c.person_id, outbox.c.attempts)
    )
    # A row counts an attempt from the moment it is claimed: none means that no call was made.
    return frozenset(row.person_id for row in gone if row.attempts == 0)


def _call(key: str, chat_id: int, person_id: int, state: Told) -> Delivery:
    arguments: dict[str, Any] = {
        "user_id": person_id,
        "permissions": dict(state.permissions),
        "use_independent_chat_permissions": True,
    }
    if state.until is not None:
        arguments["until_date"] = int(state.until.timestamp())
    return Delivery(
        key=key,
        chat_id=chat_id,
        method=_METHOD,
        arguments=arguments,
        is_repeatable=True,
        priority=Priority.SANCTION,
        person_id=person_id,
    )


def _fresh(reason: str) -> str:
    return f"restrict:{reason}:"


def _chunks(person_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(person_ids), _CHUNK):
        yield person_ids[at : at + _CHUNK]
