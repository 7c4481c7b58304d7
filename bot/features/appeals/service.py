"""Take an appeal, hear both sides, and have it decided once, by somebody else."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import delete, insert, update

from bot.features.appeals.queries import Appeal, appeal_by_id, appeal_of_case, asked_of
from bot.features.appeals.rules import ASKS_FOR, MOST_WORDS, WAITS_FOR
from bot.features.audits.service import note
from bot.features.cases.rules import Case
from bot.features.cases.service import undo
from bot.features.facts import SanctionUndone
from bot.kit.effects import Due
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.appeals import appeals

# Due work: an appeal that nobody wrote, one to be shown, and one that nobody decides.
LAPSES: Final = "appeal-lapses"
SHOWS: Final = "appeal-shows"
WAITS: Final = "appeal-waits"
AGAIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Decided:
    """Somebody else was faster."""

    by: int | None
    state: str


Outcome: TypeAlias = Appeal | Decided


async def begin(uow: UnitOfWork, case: Case) -> Appeal:
    """Take the next words of whom a case is about as their appeal; once a case.

    Returns the appeal that there is already, whatever became of it.
    """
    held = await appeal_of_case(uow, case.id)
    if held is not None:
        return held
    # Somebody writes about one case at a time.
    await drop_asked(uow, case.person_id)
    created = await uow.execute(
        insert(appeals)
        .values(
            case_id=case.id,
            community_id=case.community_id,
            person_id=case.person_id,
            forget_at=case.forget_at or uow.now,
            state="asked",
            at=uow.now,
        )
        .returning(appeals.c.id)
    )
    appeal_id = int(created.scalar_one())
    details = {"appeal_id": appeal_id}
    uow.schedule(Due(f"{LAPSES}:{appeal_id}", LAPSES, uow.now + ASKS_FOR, details))
    return await _existing(uow, appeal_id)


async def submit(uow: UnitOfWork, person_id: int, words: str) -> Appeal | None:
    """Take somebody's words as the appeal that they were asked for; None where none was."""
    asked = await asked_of(uow, person_id)
    if asked is None:
        return None
    said = storable(words, MOST_WORDS)
    changed = await _change(
        uow, asked.id, appeals.c.state == "asked", state="open", words=said, at=uow.now
    )
    if changed is None:
        return None
    details = {"appeal_id": asked.id}
    uow.schedule(Due(f"{WAITS}:{asked.id}", WAITS, uow.now + WAITS_FOR, details))
    _note(uow, changed, "audit-appeal-made", person_id)
    return changed


def show_again(uow: UnitOfWork, appeal_id: int, *, tries: int) -> None:
    """Look in an hour whether there is somebody by then who can be shown an appeal."""
    details = {"appeal_id": appeal_id, "tries": tries + 1}
    uow.schedule(Due(f"{SHOWS}:{appeal_id}:again:{tries}", SHOWS, uow.now + AGAIN, details))


def other_side_key(appeal_id: int) -> str:
    """Return the key of the message in which whoever acted is asked for a line."""
    return f"appeal:{appeal_id}:side"


async def drop_asked(uow: UnitOfWork, person_id: int) -> bool:
    """Drop an appeal for which no words came, so that it can be begun anew; whether there was."""
    dropped = await uow.execute(
        delete(appeals).where(appeals.c.person_id == person_id, appeals.c.state == "asked")
    )
    return bool(dropped.rowcount)


async def lapse(uow: UnitOfWork, appeal_id: int) -> Appeal | None:
    """Let an appeal go for which no words came in time; it can be begun anew."""
    held = await appeal_by_id(uow, appeal_id)
    gone = await uow.execute(
        delete(appeals).where(appeals.c.id == appeal_id, appeals.c.state == "asked")
    )
    return held if gone.rowcount else None


async def hear_actor(uow: UnitOfWork, appeal_id: int, words: str) -> Appeal | None:
    """Keep what whoever acted says to it; None where it is decided already."""
    said = storable(words, MOST_WORDS)
    return await _change(uow, appeal_id, appeals.c.state == "open", actor_words=said)


async def decide(
    uow: UnitOfWork,
    appeal: Appeal,
    case: Case,
    *,
    by: int,
    is_granted: bool,
    local_day: date,
    answer: str = "",
) -> Outcome:
    """Decide an appeal: of two who press at once, one does. A granted one takes the case back."""
    changed = await _change(
        uow,
        appeal.id,
        appeals.c.state == "open",
        state="granted" if is_granted else "refused",
        decided_by=by,
        decided_at=uow.now,
        answer=storable(answer, 500) or None,
    )
    if changed is None:
        held = await _existing(uow, appeal.id)
        return Decided(held.decided_by, held.state)
    _note(uow, changed, f"audit-appeal-{changed.state}", by)
    if is_granted:
        await undo(uow, case, by=by, local_day=local_day, is_appeal=True)
    return changed


async def close_undone(uow: UnitOfWork, fact: SanctionUndone) -> None:
    """Leave no appeal open against a case that was taken back without one."""
    if fact.is_appeal:
        return
    held = await appeal_of_case(uow, fact.case_id)
    if held is None or held.state not in {"asked", "open"}:
        return
    await _change(
        uow,
        held.id,
        appeals.c.state.in_(("asked", "open")),
        state="granted",
        decided_at=uow.now,
    )
    details = {"appeal_id": held.id}
    uow.schedule(Due(f"{SHOWS}:{held.id}:undone", SHOWS, uow.now, details))


async def _existing(uow: UnitOfWork, appeal_id: int) -> Appeal:
    held = await appeal_by_id(uow, appeal_id)
    if held is None:
        raise LookupError(appeal_id)
    return held


async def _change(uow: UnitOfWork, appeal_id: int, condition: Any, **values: Any) -> Appeal | None:
    changed = await uow.execute(
        update(appeals).where(appeals.c.id == appeal_id, condition).values(values)
    )
    return await appeal_by_id(uow, appeal_id) if changed.rowcount else None


def _note(uow: UnitOfWork, appeal: Appeal, what: str, by: int) -> None:
    note(
        uow,
        community_id=appeal.community_id,
        category="appeals",
        what=what,
        actor_id=by,
        subject_id=appeal.person_id,
        case_id=appeal.case_id,
        after={"appeal": appeal.id},
    )
