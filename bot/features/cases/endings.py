"""How sanctions end: by themselves, by a newer word, or because they are taken back."""

from sqlalchemy import select, update

from bot.features.cases.calls import let_end
from bot.features.cases.forgetting import FORGOTTEN
from bot.features.cases.queries import case_by_id
from bot.features.cases.rules import Case
from bot.features.restrictions.service import lift
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases, evidence
from models.moderation import findings


async def expire(uow: UnitOfWork, case_id: int) -> None:
    """Note that a timed sanction has come to its end by itself."""
    ended = await uow.execute(
        update(cases)
        .where(cases.c.id == case_id, cases.c.state == "applied")
        .values(state="expired")
    )
    case = await case_by_id(uow, case_id) if ended.rowcount else None
    if case is None:
        return
    let_end(uow, case)
    await let_go(uow, case_id)


async def let_go(uow: UnitOfWork, case_id: int) -> None:
    """Let go of somebody who was forgotten, and was kept for the sanction's sake alone."""
    await uow.execute(
        update(cases)
        .where(cases.c.id == case_id, cases.c.title == FORGOTTEN)
        .values(person_id=0, title=None)
    )


async def end_older(uow: UnitOfWork, case: Case) -> None:
    """Let a person's word stand for those before it: the newest says how long it lasts."""
    older = await uow.execute(
        update(cases)
        .where(
            cases.c.chat_id == case.chat_id,
            cases.c.person_id == case.person_id,
            cases.c.action == case.action,
            cases.c.state == "applied",
            cases.c.id < case.id,
        )
        .values(state="expired")
        .returning(cases.c.id)
    )
    if case.action == "mute" and case.person_id > 0:
        for case_id in sorted(older.scalars()):
            await lift(uow, case.chat_id, case.person_id, f"case:{case_id}")


async def end_lifted(uow: UnitOfWork, case: Case) -> list[Case]:
    """Let the mutes or bans of somebody end that a moderator lifts; they keep their weight."""
    ended = await uow.execute(
        update(cases)
        .where(
            cases.c.chat_id == case.chat_id,
            cases.c.person_id == case.person_id,
            cases.c.action == case.action.removeprefix("un"),
            cases.c.state.in_(("open", "applied")),
            cases.c.id < case.id,
        )
        .values(state="expired")
        .returning(cases.c.id)
    )
    found = [await case_by_id(uow, int(case_id)) for case_id in ended.scalars().all()]
    return [each for each in found if each is not None]


async def absolve(uow: UnitOfWork, case: Case) -> None:
    """Mark what checks found in the case's messages as taken back: it counts as their error."""
    about = select(evidence.c.message_id).where(
        evidence.c.case_id == case.id, evidence.c.chat_id == case.chat_id
    )
    await uow.execute(
        update(findings)
        .where(findings.c.chat_id == case.chat_id, findings.c.message_id.in_(about))
        .values(undone_at=uow.now)
    )
