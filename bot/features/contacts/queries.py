"""Whom the bot may write to, what they chose, and what they got."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from bot.features.contacts.rules import Choices, Span, Written
from bot.kit.unit_of_work import UnitOfWork
from models.contacts import contact_choices, contacts
from models.members import people


async def met_for_turn(uow: UnitOfWork, person_ids: Collection[int]) -> dict[int, bool]:
    """Return whether the bot may write to each of some people; until the commit nobody else may.

    Whom it has never met is left out. On SQLite there is one writer anyway.
    """
    found = await uow.execute(
        select(people.c.id, people.c.can_dm)
        .where(people.c.id.in_(sorted(person_ids)))
        .order_by(people.c.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row.can_dm is True for row in found}


async def choices_of(uow: UnitOfWork, person_id: int) -> Choices:
    """Return what somebody chose for themselves."""
    return (await choices_among(uow, [person_id])).get(person_id, Choices())


async def choices_among(uow: UnitOfWork, person_ids: Collection[int]) -> dict[int, Choices]:
    """Return what people chose for themselves; whoever chose nothing is left out."""
    found = await uow.execute(
        select(contact_choices).where(contact_choices.c.person_id.in_(sorted(person_ids)))
    )
    return {
        row.person_id: Choices(
            None if row.quiet_from is None else Span(row.quiet_from, row.quiet_until),
            row.zone,
            frozenset(row.stopped),
        )
        for row in found
    }


async def sent_since(
    uow: UnitOfWork, person_ids: Collection[int], since: datetime
) -> dict[int, list[datetime]]:
    """Return when something was sent to each of some people, after a moment."""
    found = await uow.execute(
        select(contacts.c.person_id, contacts.c.at).where(
            contacts.c.person_id.in_(sorted(person_ids)),
            contacts.c.at > since,
            contacts.c.state == Written.SENT,
        )
    )
    sent: dict[int, list[datetime]] = defaultdict(list)
    for row in found:
        sent[row.person_id].append(row.at)
    return sent
