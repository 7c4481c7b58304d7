"""Keep, pass over and clear what somebody says of themselves."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from bot.features.profiles.rules import Field, Fit, Misfit, fitted
from bot.kit.collector import Tally
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.dues import dues
from models.profiles import profiles

PROFILES: Final = Tally(
    "profiles",
    profiles,
    ("community_id", "person_id", "field"),
    {"value": "last", "consented_at": "last", "at": "last"},
)
# Somebody's next words by DM are an answer until this falls due.
ASKED: Final = "profile-asked"
ASKS_FOR: Final = timedelta(minutes=15)


async def tell(  # noqa: PLR0917 — read as it is said: this member, this field, this answer
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    field: str,
    value: str | None,
    consented: bool,  # noqa: FBT001 — whoever tells something says whether they agreed
) -> None:
    """Keep an answer, or that the question was passed over: no value, or no consent.

    What is told is kept as it is: `answer` looks first whether it fits the field.
    """
    kept = None if value is None or not consented else uow.seal.shut(value)
    row = {
        "community_id": community_id,
        "person_id": person_id,
        "field": field,
        "value": kept,
        "consented_at": None if kept is None else uow.now,
        "at": uow.now,
    }
    await uow.execute(PROFILES.statement(uow.dialect), [row])


async def answer(
    uow: UnitOfWork, community_id: int, person_id: int, asked: Field, said: str
) -> Fit | Misfit:
    """Keep what somebody says of themselves, knowing what it is kept for; if it fits."""
    outcome = fitted(asked, said)
    if isinstance(outcome, Fit):
        await tell(uow, community_id, person_id, asked.key, outcome.value, consented=True)
    return outcome


async def clear(uow: UnitOfWork, community_id: int, person_id: int, field: str) -> None:
    """Clear an answer; it is not asked for again by itself."""
    await tell(uow, community_id, person_id, field, None, consented=False)


async def ask(uow: UnitOfWork, community_id: int, person_id: int, field: str) -> None:
    """Take somebody's next words by DM as an answer to this, and to nothing asked before."""
    await asked_of(uow, person_id, is_taken=True)
    uow.schedule(
        Due(
            key=f"{ASKED}:{person_id}:{uow.stamp()}",
            kind=ASKED,
            due_at=uow.now + ASKS_FOR,
            details={"field": field},
            community_id=community_id,
            person_id=person_id,
        )
    )


async def lapse(_: UnitOfWork, __: object) -> None:
    """Ask no more: nobody answered, and what is said from now on is meant otherwise."""


async def asked_of(
    uow: UnitOfWork, person_id: int, *, is_taken: bool = False
) -> tuple[int, str] | None:
    """Return the community and field that somebody was asked for, and perhaps ask no more."""
    held = (
        dues.c.person_id == person_id,
        dues.c.kind == ASKED,
        dues.c.state == "waiting",
    )
    found = await uow.execute(
        select(dues.c.community_id, dues.c.details)
        .where(*held, dues.c.due_at > uow.now)
        .order_by(dues.c.id.desc())
        .limit(1)
    )
    row = found.first()
    if is_taken:
        await uow.execute(update(dues).where(*held).values(state="done", settled_at=uow.now))
    return None if row is None else (row.community_id, row.details["field"])
