"""A ban reaches every group of a community: in each a case of its own, an echo of the first."""

from collections.abc import Iterable
from datetime import date

from bot.features.cases.rules import ECHO, SHORTEST, Case, is_echo
from bot.features.cases.service import Order, open_case
from bot.features.places import Place
from bot.kit.unit_of_work import UnitOfWork


async def reach_out(
    uow: UnitOfWork, case: Case, places: Iterable[Place], *, local_day: date
) -> list[Place]:
    """Open an echo of a ban in each other group in which it can be; returns in which.

    Whoever banned needs the right in that very group too: nobody's hand becomes longer by this.
    A check's ban is the community's own. Whoever administers a group stays in it.
    """
    if case.action != "ban" or case.person_id <= 0 or is_echo(case):
        return []
    lasts = None if case.until is None else case.until - uow.now
    if lasts is not None and lasts < SHORTEST:
        return []
    reached = []
    for place in places:
        if place.chat_id == case.chat_id or not _is_open_to(case, place):
            continue
        echo = Order(
            community_id=case.community_id,
            chat_id=place.chat_id,
            person_id=case.person_id,
            action="ban",
            key=f"{ECHO}:{case.id}:{place.chat_id}",
            local_day=local_day,
            actor_id=case.actor_id,
            check=case.check,
            clause=case.clause or 0,
            reason=case.reason or "",
            lasts=lasts,
            weight=0,
            is_silent=True,
            asked_in={ECHO: case.number},
            verify=case.actor_id is not None,
        )
        if await open_case(uow, echo, place.policy.sanctions) is not None:
            reached.append(place)
    return reached


def _is_open_to(case: Case, place: Place) -> bool:
    is_group = place.chat_type == "supergroup" and not place.is_back_room
    may_i = place.standing.is_administrator and place.standing.rights.get("can_restrict_members")
    if not is_group or not may_i or place.is_administrator(case.person_id):
        return False
    return case.actor_id is None or place.allows(case.actor_id, "sanction.ban")
