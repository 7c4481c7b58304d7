"""Write to people unasked: within their hours and the week's budget, and not what they stopped."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select

from bot.features.contacts.queries import choices_among, met_for_turn, sent_since
from bot.features.contacts.rules import (
    MOST_DEFERRED,
    WEEK,
    Category,
    Choices,
    Hours,
    Terms,
    Written,
    hours_of,
    may_go_at,
    stop_data,
)
from bot.kit.collector import Tally
from bot.kit.effects import Button, Due, Keyboard, Then, pack_keyboard, post, unpack_keyboard
from bot.kit.texts import Text, Words, pack, unpack
from bot.kit.unit_of_work import UnitOfWork
from models.contacts import contacts

_log = structlog.get_logger(__name__)

CONTACTS: Final = Tally("contacts", contacts, ("key",), {"state": "last", "at": "last"})
# Due work: something that was put off, and a word from the courier on what was owed.
DEFERRED: Final = "contact"
SETTLED: Final = "contact-settled"
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Something to write to one person, for no question of theirs.

    `key` makes it one of a kind: the same thing is written once. `since` is when it was wanted
    first, `turn` how often it was put off.
    """

    key: str
    community_id: int
    person_id: int
    category: Category
    words: Words
    keyboard: Keyboard = ()
    at: datetime | None = None
    since: datetime | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody to be written to, as far as it is known at this instant."""

    is_reachable: bool
    choices: Choices
    hours: Hours
    sent: list[datetime]


async def write(
    uow: UnitOfWork,
    *,
    key: str,
    community_id: int,
    person_id: int,
    category: Category,
    words: Words,
    keyboard: Keyboard = (),
    at: datetime | None = None,
    zone: ZoneInfo,
    terms: Terms,
) -> Written:
    """Write something to a member by DM, now or later, or not at all; once for each key.

    What a person asked for, a sanction's notice and a prize are no contacts: they are owed as
    ordinary deliveries.

    Args:
        uow: the unit of work.
        key: makes it one of a kind, at most 90 characters.
        community_id: whose member it is.
        person_id: who it is written to.
        category: what it is about.
        words: what is said.
        keyboard: buttons below it; one that stops the category is added.
        at: not before this moment; None is now.
        zone: the community's zone, for whoever chose none.
        terms: the community's terms, `place.policy.contacts`.
    """
    contact = Contact(
        key=key,
        community_id=community_id,
        person_id=person_id,
        category=category,
        words=words,
        keyboard=keyboard,
        at=at,
    )
    return (await write_all(uow, [contact], zone=zone, terms=terms))[key]


async def write_all(
    uow: UnitOfWork, wanted: Iterable[Contact], *, zone: ZoneInfo, terms: Terms
) -> dict[str, Written]:
    """Write to many people at once, with a handful of statements for five hundred of them.

    Their rows are held until the commit: for many thousands, take several transactions.
    """
    became: dict[str, Written] = {}
    ordered = sorted(wanted, key=lambda contact: contact.person_id)
    for at in range(0, len(ordered), _AT_ONCE):
        some = ordered[at : at + _AT_ONCE]
        became |= await _write_some(uow, some, zone=zone, terms=terms)
    return became


async def _write_some(
    uow: UnitOfWork, some: Sequence[Contact], *, zone: ZoneInfo, terms: Terms
) -> dict[str, Written]:
    readers = await _readers(uow, {each.person_id for each in some}, zone=zone, terms=terms)
    became = await _known(uow, [each.key for each in some if not each.turn])
    for contact in some:
        if contact.key in became:
            continue
        reader = readers.get(contact.person_id)
        # Of a stranger nothing is kept.
        became[contact.key] = (
            Written.UNREACHABLE if reader is None else _write_one(uow, contact, reader, terms)
        )
    return became


def _write_one(uow: UnitOfWork, contact: Contact, reader: _Reader, terms: Terms) -> Written:
    wanted = max(contact.at or uow.now, uow.now)
    since = contact.since or wanted
    if not reader.is_reachable:
        return _keep(uow, contact, Written.UNREACHABLE, uow.now)
    if contact.category in reader.choices.stopped:
        return _keep(uow, contact, Written.STOPPED, uow.now)
    at = may_go_at(wanted, reader.sent, reader.hours, terms)
    if at - since > MOST_DEFERRED:
        _tell(contact, Written.DROPPED)
        return _keep(uow, contact, Written.DROPPED, uow.now)
    if at > uow.now:
        uow.schedule(_deferred(contact, at, since))
        _tell(contact, Written.DEFERRED)
        return _keep(uow, contact, Written.DEFERRED, at)
    uow.owe(
        post(
            delivery_key(contact.key, contact.turn),
            contact.person_id,
            contact.words,
            keyboard=(*contact.keyboard, (_stop_button(contact.category),)),
            person_id=contact.person_id,
            # The courier may come to it late: not in the quiet hours.
            expires_at=reader.hours.quiets_at(uow.now),
            then=Then(SETTLED, {"contact": contact.key, "turn": contact.turn}),
        )
    )
    reader.sent.append(uow.now)
    return _keep(uow, contact, Written.SENT, uow.now)


def delivery_key(key: str, turn: int) -> str:
    """Return the key under which a contact is owed."""
    return f"contact:{key}" if not turn else f"contact:{key}:{turn}"


def _stop_button(category: Category) -> Button:
    return Button(Text("contacts-stop-these"), data=stop_data(category))


def _deferred(contact: Contact, at: datetime, since: datetime) -> Due:
    return Due(
        key=f"contact:{contact.key}:{contact.turn}",
        kind=DEFERRED,
        due_at=at,
        details={
            "contact": contact.key,
            "category": str(contact.category),
            "words": pack(contact.words),
            "keyboard": pack_keyboard(contact.keyboard),
            "since": since.isoformat(),
            "turn": contact.turn,
        },
        community_id=contact.community_id,
        person_id=contact.person_id,
    )


def _keep(uow: UnitOfWork, contact: Contact, state: Written, at: datetime) -> Written:
    uow.collect(
        CONTACTS,
        {
            "key": contact.key,
            "community_id": contact.community_id,
            "person_id": contact.person_id,
            "category": str(contact.category),
            "state": str(state),
            "at": at,
        },
    )
    return state


def _tell(contact: Contact, state: Written) -> None:
    _log.info(
        "contact not sent yet" if state is Written.DEFERRED else "contact not sent",
        state=str(state),
        category=str(contact.category),
        community=contact.community_id,
        turn=contact.turn,
    )


async def _readers(
    uow: UnitOfWork, person_ids: set[int], *, zone: ZoneInfo, terms: Terms
) -> Mapping[int, _Reader]:
    # Whoever else writes to them waits here: two at one moment cannot both take the last room.
    met = await met_for_turn(uow, person_ids)
    chosen = await choices_among(uow, person_ids)
    sent = await sent_since(uow, person_ids, uow.now - WEEK)
    readers = {}
    for person_id, is_reachable in met.items():
        choices = chosen.get(person_id, Choices())
        readers[person_id] = _Reader(
            is_reachable,
            choices,
            hours_of(choices, terms, zone),
            sent.get(person_id, []),
        )
    return readers


async def _known(uow: UnitOfWork, keys: list[str]) -> dict[str, Written]:
    """Return what became of those that were written, or tried, before."""
    found = await uow.execute(
        select(contacts.c.key, contacts.c.state).where(contacts.c.key.in_(keys))
    )
    return {row.key: Written(row.state) for row in found}


def drawn(details: Mapping[str, Any], community_id: int, person_id: int) -> Contact:
    """Return the contact that was put off, for its next turn."""
    return Contact(
        key=details["contact"],
        community_id=community_id,
        person_id=person_id,
        category=Category(details["category"]),
        words=unpack(details["words"]),
        keyboard=unpack_keyboard(details["keyboard"]),
        since=datetime.fromisoformat(details["since"]),
        turn=details["turn"] + 1,
    )
