"""Keep what somebody decides for themselves: what is not written about, and when it is quiet."""

from collections.abc import Iterable

from sqlalchemy import select

from bot.features.contacts.queries import choices_of
from bot.features.contacts.rules import Category, Choices, Span
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.contacts import contact_choices
from models.members import people

CHOICES = Tally(
    "contact_choices",
    contact_choices,
    ("person_id",),
    {
        "quiet_from": "last",
        "quiet_until": "last",
        "zone": "last",
        "stopped": "last",
        "changed_at": "last",
    },
)


async def stop(
    uow: UnitOfWork, person_id: int, categories: Iterable[Category], *, is_stopped: bool
) -> Choices:
    """Stop what is written to somebody about some things, or take it up again."""
    held = await _held(uow, person_id)
    named = frozenset(str(each) for each in categories)
    stopped = held.stopped | named if is_stopped else held.stopped - named
    return await _keep(uow, person_id, Choices(held.quiet, held.zone, stopped))


async def be_quiet(
    uow: UnitOfWork, person_id: int, span: Span | None, *, zone: str | None = None
) -> Choices:
    """Keep the hours in which somebody is left in peace; None for the community's own.

    Without a zone, the one that was chosen before stays.
    """
    held = await _held(uow, person_id)
    kept = zone or (held.zone if span is not None else None)
    return await _keep(uow, person_id, Choices(span, kept, held.stopped))


async def _held(uow: UnitOfWork, person_id: int) -> Choices:
    # Two presses at one moment: the second sees what the first chose.
    await uow.execute(
        select(people.c.id).where(people.c.id == person_id).with_for_update(key_share=True)
    )
    return await choices_of(uow, person_id)


async def _keep(uow: UnitOfWork, person_id: int, choices: Choices) -> Choices:
    span = choices.quiet
    row = {
        "person_id": person_id,
        "quiet_from": None if span is None else span.begins,
        "quiet_until": None if span is None else span.ends,
        "zone": choices.zone,
        "stopped": sorted(choices.stopped),
        "changed_at": uow.now,
    }
    await uow.execute(CHOICES.statement(uow.dialect), [row])
    return choices
