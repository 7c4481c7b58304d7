"""Passes into the groups that a rung opens: a link for one person, once, and for a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import insert, select, update

from bot.features.gates.waiving import wave_through
from bot.features.messages import Request
from bot.features.place import Place
from bot.features.tiers.opened import Group, groups_opened, is_inside
from bot.kit.effects import Delivery, Due, Priority, Then, post
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.tiers import passes

# Due work: Telegram made the link or did not; its day is over; staff is told who lost the tier.
MADE: Final = "pass-made"
OVER: Final = "pass-over"
LOST: Final = "pass-lost"
LASTS: Final = timedelta(hours=24)
# Whoever asks to join may be written to for so long.
_MAY_WRITE: Final = timedelta(minutes=4, seconds=30)

Asked: TypeAlias = Literal["inside", "shut", "owed", "offered"]
Verdict: TypeAlias = Literal["welcome", "not-yours", "used", "over", "lost"]


@dataclass(frozen=True, slots=True)
class Pass:
    """Somebody's pass into a group."""

    id: int
    community_id: int
    chat_id: int
    person_id: int
    link: str | None
    state: str
    at: datetime
    is_open: bool

    def is_over(self, now: datetime) -> bool:
        """Whether its day is over."""
        return now >= self.at + LASTS


async def ask(uow: UnitOfWork, place: Place, person_id: int, group: Group) -> tuple[Asked, Pass]:
    """Owe somebody a pass into a group that is opened to them; one that is open is shown again.

    Of two who ask at once one makes it, and the other finds it.
    """
    known = await _open_pass(uow, group.chat_id, person_id)
    if known is not None and known.is_over(uow.now):
        await _revoke(uow, known, "revoked")
        known = None
    if known is not None:
        return ("owed" if known.link is None else "offered"), known
    nothing = Pass(
        0, place.community_id, group.chat_id, person_id, None, "", uow.now, is_open=False
    )
    if await is_inside(uow, group.chat_id, person_id):
        return "inside", nothing
    if not group.is_in_hand:
        return "shut", nothing
    created = await uow.execute(
        insert(passes)
        .values(
            community_id=place.community_id,
            chat_id=group.chat_id,
            person_id=person_id,
            state="owed",
            at=uow.now,
        )
        .returning(passes.c.id)
    )
    number = int(created.scalar_one())
    _owe_link(uow, group.chat_id, number)
    uow.schedule(Due(f"{OVER}:{number}", OVER, uow.now + LASTS, {"pass_id": number}))
    made = await pass_by_id(uow, number)
    return "owed", made or nothing


async def keep_link(uow: UnitOfWork, pass_id: int, link: str | None) -> Pass | None:
    """Keep the link that Telegram made, or drop the pass where it made none; once."""
    found = await pass_by_id(uow, pass_id)
    if found is None or found.state != "owed":
        return None
    if link is None:
        await _settle(uow, pass_id, "revoked")
    else:
        values = {"link": link, "state": "offered"}
        await uow.execute(update(passes).where(passes.c.id == pass_id).values(values))
    return await pass_by_id(uow, pass_id)


async def end(uow: UnitOfWork, pass_id: int) -> None:
    """Take back a pass that nobody used in its day."""
    found = await pass_by_id(uow, pass_id)
    if found is not None and found.is_open:
        await _revoke(uow, found, "revoked")


async def answers_request(uow: UnitOfWork, place: Place, request: Request) -> bool:
    """Answer a request to join that came by a pass; False where it came by another way.

    Its one person is let in once, if their rung still opens the group; all others are declined
    with a kind word.
    """
    link = request.invite_link.invite_link if request.invite_link is not None else None
    held = None if link is None else await _pass_of_link(uow, place.chat_id, link)
    if held is None:
        return False
    verdict = await _judged(uow, place, held, request.sender.id)
    if verdict == "welcome":
        await _settle(uow, held.id, "used")
        await wave_through(uow, place, held.person_id)
        _answer(uow, held, request, "approveChatJoinRequest")
        _owe_revoking(uow, held)
    else:
        if held.is_open and verdict in {"over", "lost"}:
            await _revoke(uow, held, "revoked")
        _answer(uow, held, request, "declineChatJoinRequest")
    _tell(uow, place, held, request, verdict)
    return True


async def flag_lost(uow: UnitOfWork, place: Place, person_ids: Sequence[int]) -> None:
    """Have staff told, once each, who is in a group by a pass and lost the rung; all stay in.

    A pass that was not used yet is taken back.
    """
    found = await uow.execute(
        select(passes).where(
            passes.c.community_id == place.community_id,
            passes.c.person_id.in_(list(person_ids)),
            passes.c.state.in_(("owed", "offered", "used")),
        )
    )
    for held in [_drawn(row) for row in found]:
        opened = await groups_opened(uow, place, held.person_id)
        if any(group.chat_id == held.chat_id for group in opened):
            continue
        if held.is_open:
            await _revoke(uow, held, "revoked")
            continue
        flagged = await uow.execute(
            update(passes)
            .where(passes.c.id == held.id, passes.c.state == "used")
            .values(state="flagged")
        )
        if flagged.rowcount and await is_inside(uow, held.chat_id, held.person_id):
            uow.schedule(Due(f"{LOST}:{held.id}", LOST, uow.now, {"pass_id": held.id}))


async def pass_by_id(uow: UnitOfWork, pass_id: int) -> Pass | None:
    """Return a pass, whatever became of it."""
    row = (await uow.execute(select(passes).where(passes.c.id == pass_id))).first()
    return None if row is None else _drawn(row)


async def _judged(uow: UnitOfWork, place: Place, held: Pass, person_id: int) -> Verdict:
    if held.person_id != person_id:
        return "not-yours"
    if not held.is_open:
        return "used" if held.state in {"used", "flagged"} else "over"
    if held.is_over(uow.now):
        return "over"
    opened = await groups_opened(uow, place, person_id)
    return "welcome" if any(each.chat_id == held.chat_id for each in opened) else "lost"


async def _open_pass(uow: UnitOfWork, chat_id: int, person_id: int) -> Pass | None:
    found = await uow.execute(
        select(passes).where(
            passes.c.chat_id == chat_id,
            passes.c.person_id == person_id,
            passes.c.settled_at.is_(None),
        )
    )
    row = found.first()
    return None if row is None else _drawn(row)


async def _pass_of_link(uow: UnitOfWork, chat_id: int, link: str) -> Pass | None:
    found = await uow.execute(
        select(passes).where(passes.c.link == link, passes.c.chat_id == chat_id)
    )
    row = found.first()
    return None if row is None else _drawn(row)


async def _settle(uow: UnitOfWork, pass_id: int, state: str) -> None:
    await uow.execute(
        update(passes)
        .where(passes.c.id == pass_id, passes.c.settled_at.is_(None))
        .values(state=state, settled_at=uow.now)
    )


async def _revoke(uow: UnitOfWork, held: Pass, state: str) -> None:
    await _settle(uow, held.id, state)
    _owe_revoking(uow, held)


def _owe_revoking(uow: UnitOfWork, held: Pass) -> None:
    if held.link is not None:
        uow.owe(
            Delivery(
                key=f"pass:{held.id}:revoke",
                chat_id=held.chat_id,
                method="revokeChatInviteLink",
                arguments={"invite_link": held.link},
                is_repeatable=True,
            )
        )


def _owe_link(uow: UnitOfWork, chat_id: int, pass_id: int) -> None:
    until = int((uow.now + LASTS).timestamp())
    uow.owe(
        Delivery(
            key=f"pass:{pass_id}:link",
            chat_id=chat_id,
            method="createChatInviteLink",
            # Whoever finds it must ask, and one person alone is let in.
            arguments={"name": "Pass", "creates_join_request": True, "expire_date": until},
            is_repeatable=False,
            priority=Priority.ANSWER,
            then=Then(MADE, {"pass_id": pass_id}),
        )
    )


def _answer(uow: UnitOfWork, held: Pass, request: Request, method: str) -> None:
    uow.owe(
        Delivery(
            key=f"pass:{held.id}:{method}:{request.sender.id}:{request.date}",
            chat_id=held.chat_id,
            method=method,
            arguments={"user_id": request.sender.id},
            is_repeatable=True,
            priority=Priority.SANCTION,
            person_id=request.sender.id,
        )
    )


def _tell(uow: UnitOfWork, place: Place, held: Pass, request: Request, verdict: Verdict) -> None:
    uow.owe(
        post(
            f"pass:{held.id}:told:{request.sender.id}:{request.date}",
            request.user_chat_id,
            Text(f"pass-{verdict}", chat=place.title),
            person_id=request.sender.id,
            expires_at=request.at + _MAY_WRITE,
            priority=Priority.ANSWER,
        )
    )


def _drawn(row: Any) -> Pass:
    return Pass(
        row.id,
        row.community_id,
        row.chat_id,
        row.person_id,
        row.link,
        row.state,
        row.at,
        is_open=row.settled_at is None,
    )
