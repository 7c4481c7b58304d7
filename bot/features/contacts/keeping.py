"""What becomes of something that was put off, and of what the courier could not bring in time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from sqlalchemy import select, update

from bot.features.contacts.rules import Category, Written
from bot.features.contacts.service import Contact, delivery_key, drawn, write_all
from bot.features.places import Place, Places
from bot.kit.effects import unpack_keyboard
from bot.kit.texts import unpack
from bot.kit.unit_of_work import UnitOfWork
from models.contacts import contacts
from models.outbox import outbox

# Where the bot is no more; where it never heard how it stands, it may well be.
_GONE: Final = frozenset({"left", "kicked"})


class Planned(Protocol):
    """The part of a due row that is looked at."""

    @property
    def details(self) -> Mapping[str, Any]:
        """What was written when it was planned."""
        ...

    @property
    def community_id(self) -> int | None:
        """Whose member it is about."""
        ...

    @property
    def person_id(self) -> int | None:
        """Whom it is for."""
        ...


class DeferredWriter:
    """Writes what was put off, if it may be written by now; else it is put off again."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def __call__(self, uow: UnitOfWork, due: Planned) -> None:
        """Give a contact its next turn."""
        if due.community_id is None or due.person_id is None:
            return
        contact = drawn(due.details, due.community_id, due.person_id)
        if await _state_of(uow, contact.key) == Written.DEFERRED:
            await _write_again(uow, self._places, contact)


class SettledReader:
    """Hears what became of a contact: not brought in time, it has another turn."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def __call__(self, uow: UnitOfWork, due: Planned) -> None:
        """Mark who could not be reached, and write again what came into the quiet hours."""
        key, turn = due.details["contact"], due.details["turn"]
        if due.details["state"] == "done" or await _state_of(uow, key) != Written.SENT:
            return
        missed = None if due.details["state"] == "failed" else await _missed(uow, key, turn)
        state = Written.UNREACHABLE if missed is None else Written.DEFERRED
        await uow.execute(
            update(contacts).where(contacts.c.key == key).values(state=str(state), at=uow.now)
        )
        if missed is not None:
            await _write_again(uow, self._places, missed)


async def _write_again(uow: UnitOfWork, places: Places, contact: Contact) -> None:
    place = await _front_of(uow, places, contact.community_id)
    if place is None:
        # The bot has left the community: nobody there has anything to say.
        await uow.execute(
            update(contacts)
            .where(contacts.c.key == contact.key)
            .values(state=str(Written.DROPPED), at=uow.now)
        )
        return
    await write_all(uow, [contact], zone=place.zone, terms=place.policy.contacts)


async def _front_of(uow: UnitOfWork, places: Places, community_id: int) -> Place | None:
    whole = await places.of_community(uow, community_id)
    return next((place for place in whole if place.standing.status not in _GONE), None)


async def _state_of(uow: UnitOfWork, key: str) -> str | None:
    found = await uow.execute(select(contacts.c.state).where(contacts.c.key == key))
    state: str | None = found.scalar()
    return state


async def _missed(uow: UnitOfWork, key: str, turn: int) -> Contact | None:
    found = await uow.execute(
        select(
            outbox.c.arguments,
            outbox.c.created_at,
            contacts.c.category,
            contacts.c.community_id,
            contacts.c.person_id,
        )
        .join(contacts, contacts.c.key == key)
        .where(outbox.c.key == delivery_key(key, turn))
    )
    row = found.first()
    if row is None or not row.arguments:
        return None
    since: datetime = row.created_at
    return Contact(
        key=key,
        community_id=row.community_id,
        person_id=row.person_id,
        category=Category(row.category),
        words=unpack(row.arguments["words"]),
        # The last row is the one that stops the category: it is added anew.
        keyboard=unpack_keyboard(row.arguments["keyboard"])[:-1],
        since=since,
        turn=turn + 1,
    )
