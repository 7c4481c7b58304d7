"""What ends a wait by itself: the deadline, and a hold or a call that Telegram refuses."""

from datetime import timedelta
from typing import Final

from bot.features.gates.planning import plan_notice
from bot.features.gates.queries import Candidate, gate_of, is_here
from bot.features.gates.rules import OPEN_TO_ALL
from bot.features.gates.service import (
    admit,
    defer,
    hand_to_staff,
    let_go,
    pass_over,
    put_out,
    turn_away,
)
from bot.features.place import Place
from bot.features.restrictions.bans import BANNED
from bot.kit.unit_of_work import UnitOfWork

# A question that is on its way still is waited for so long once more.
_MORE: Final = timedelta(minutes=2)


async def run_out(uow: UnitOfWork, place: Place, candidate: Candidate) -> bool:
    """Do what follows when nobody has answered in time; True if it is to be told.

    Nobody is turned away unheard: whoever the question never reached is shown to people, and so
    is whoever would be turned away from a gate that is none, or no longer ours to keep.
    """
    if not candidate.is_open or candidate.state != "waiting" or candidate.deadline is None:
        return False
    if candidate.deadline > uow.now:
        # They pressed Start since, which gave them more time.
        return False
    is_in_group = candidate.way == "group"
    terms = await gate_of(uow, place)
    if terms.kind in OPEN_TO_ALL and (is_in_group or terms.kind == "open"):
        await admit(uow, place, candidate)
        return False
    if is_in_group and not candidate.was_asked and (candidate.message_id or 0) < 0:
        await defer(uow, candidate, uow.now + min(candidate.terms.lasts, _MORE))
        return False
    is_ours = place.is_guarded if is_in_group else terms.kind != "off"
    if candidate.terms.failure == "keep" or not candidate.was_asked or not is_ours:
        await hand_to_staff(uow, candidate)
        if is_in_group:
            await plan_notice(uow, candidate.chat_id)
        return False
    return await turn_away(uow, candidate, "expired")


async def saw_hold(
    uow: UnitOfWork, place: Place, candidate: Candidate, *, state: str, failure: str
) -> None:
    """Let somebody be whom Telegram would not let us hold: a gate without power holds nobody."""
    if state == "done" or not candidate.is_open or candidate.way != "group":
        return
    if failure == BANNED or not await is_here(uow, candidate.chat_id, candidate.person_id):
        await let_go(uow, candidate)
        return
    await pass_over(uow, place, candidate)


async def is_worth_telling(
    uow: UnitOfWork, candidate: Candidate, what: str, *, state: str, failure: str
) -> bool:
    """Whether staff has to hear that something did not come to pass at Telegram.

    A ban whose time was over before it could be told is told once more.
    """
    if state == "done" or failure == BANNED:
        return False
    if what == "approve":
        return True
    if not await is_here(uow, candidate.chat_id, candidate.person_id):
        return False
    if what == "ban" and state == "expired":
        put_out(uow, candidate)
        return False
    return True
