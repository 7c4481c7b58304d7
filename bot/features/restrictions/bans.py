"""What a ban has to do with restrictions: told after it, they would let the banned in again."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ColumnElement, exists, func, or_, select, union, update

from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.communities import chats
from models.members import memberships
from models.outbox import outbox
from models.restrictions import restrictions

# The failure of a call that a ban took the place of, as an operator can read it.
BANNED: Final = "a ban took its place"
# A call that has not come back yet.
UNDER_WAY: Final = ("owed", "sending")
_CHUNK: Final = 500
# What a ban makes void: each of them would end it.
_OPENING: Final = ("restrictChatMember", "unbanChatMember")


async def take_turn(uow: UnitOfWork, chat_id: int) -> None:
    """Wait until nobody else writes about whoever is in the chat's community.

    Without it two processes may each miss what the other is about to commit, and a lifting follow
    a ban. A batch of updates has its turn already; SQLite has one writer anyway.
    """
    if uow.dialect == "postgresql":
        turn = select(func.pg_advisory_xact_lock(chats.c.community_id))
        await uow.execute(turn.where(chats.c.id == chat_id))


async def banned_among(
    uow: UnitOfWork, chat_id: int, person_ids: Collection[int]
) -> frozenset[int]:
    """Return which of these are banned in a chat: by a case that stands, or by hand."""
    banned: set[int] = set()
    for chunk in _chunks(sorted(person_ids)):
        by_hand = select(memberships.c.person_id).where(
            memberships.c.chat_id == chat_id,
            memberships.c.person_id.in_(chunk),
            memberships.c.status == "kicked",
        )
        by_case = select(cases.c.person_id).where(
            cases.c.person_id.in_(chunk), *_bans(uow, chat_id)
        )
        banned.update((await uow.execute(union(by_hand, by_case))).scalars())
    return frozenset(banned)


async def about_to_be_banned(uow: UnitOfWork, community_id: int, chat_id: int) -> frozenset[int]:
    """Return of whom a ban in a chat is ordered that Telegram has not answered yet."""
    found = await uow.execute(
        select(cases.c.person_id).where(
            cases.c.community_id == community_id, cases.c.state == "open", *_bans(uow, chat_id)
        )
    )
    return frozenset(found.scalars())


async def give_way(
    uow: UnitOfWork, chat_id: int, person_ids: Collection[int], *, by_hand: bool = False
) -> None:
    """Call off whatever waits to be told of these and would undo the ban that comes.

    Whoever waited for it hears why. What stands in the book stands. Telegram may tell of a ban
    `by_hand` after we have ordered that it be lifted: such a lifting stands as well.
    """
    await take_turn(uow, chat_id)
    for chunk in _chunks(sorted(person_ids)):
        gone = await uow.execute(
            update(outbox)
            .where(
                outbox.c.chat_id == chat_id,
                outbox.c.person_id.in_(chunk),
                outbox.c.method.in_(_OPENING[:1] if by_hand else _OPENING),
                # One that is under way right now must not be repeated after the ban.
                outbox.c.state.in_(UNDER_WAY),
            )
            .values(state="expired", reason=BANNED, settled_at=uow.now)
            .returning(outbox.c.id, outbox.c.then)
        )
        for row in gone:
            if row.then is not None:
                heard = {**row.then["details"], "state": "failed", "failure": BANNED}
                # The key under which the outbox itself would tell what became of it.
                key = f"settled:{row.id}"
                kind = row.then["kind"]
                uow.schedule(Due(key, kind, uow.now, heard | {"sent_id": None}))


async def call_off_bans(uow: UnitOfWork, chat_id: int, person_id: int) -> None:
    """Call off a ban that waits: told after its lifting, it would shut out whoever was let in."""
    await uow.execute(
        update(outbox)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.person_id == person_id,
            outbox.c.method == "banChatMember",
            outbox.c.state.in_(UNDER_WAY),
        )
        .values(state="expired", reason="it was lifted", settled_at=uow.now)
    )


async def held_and_here(
    uow: UnitOfWork, chat_id: int, person_ids: Collection[int]
) -> frozenset[int]:
    """Return which of these are in a chat, and restricted there by our own book."""
    found: set[int] = set()
    for chunk in _chunks(sorted(person_ids)):
        rows = await uow.execute(
            select(memberships.c.person_id).where(
                memberships.c.chat_id == chat_id,
                memberships.c.person_id.in_(chunk),
                memberships.c.is_present,
                exists().where(
                    restrictions.c.chat_id == chat_id,
                    restrictions.c.person_id == memberships.c.person_id,
                    or_(restrictions.c.until.is_(None), restrictions.c.until > uow.now),
                ),
            )
        )
        found.update(rows.scalars())
    return frozenset(found)


def _bans(uow: UnitOfWork, chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        cases.c.chat_id == chat_id,
        cases.c.action == "ban",
        cases.c.state.in_(("open", "applied")),
        or_(cases.c.until.is_(None), cases.c.until > uow.now),
    )


def _chunks(person_ids: Sequence[int]) -> list[Sequence[int]]:
    return [person_ids[at : at + _CHUNK] for at in range(0, len(person_ids), _CHUNK)]
