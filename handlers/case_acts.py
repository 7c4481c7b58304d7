"""What commands and buttons about cases have in common: doing it, and taking it back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, cast

from bot.features.cases.rules import Around, Case, protection_of
from bot.features.cases.service import Order, open_case, same_deed, undo
from bot.features.members.queries import names_of
from bot.features.places import Place
from bot.features.roles.rules import Act
from bot.features.roles.service import spend_action
from bot.kit.days import local_day
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.context import Context
from handlers.guards import ROSTER_HOLDS, look_again, place_with_act

# Two of the staff who see the same thing at once do it once.
_AT_ONCE: Final = timedelta(minutes=1)


def act_for(action: str) -> Act:
    """Return the act that an action needs."""
    if action == "remove":
        return "message.remove"
    return cast("Act", f"sanction.{action.removeprefix('un')}")


async def carry_out(context: Context, place: Place, order: Order) -> None:
    """Open the case that was ordered; it is told once it is done."""
    uow = context.uow
    await refuse_protected(context, place, order)
    already = await same_deed(uow, order, since=uow.now - _AT_ONCE)
    if already is not None:
        by = await _name_of(context, already.actor_id)
        raise Refusal(Text("case-already", number=str(already.number), by=by))
    await spend_action(
        uow,
        place.community_id,
        context.person.id,
        most=place.policy.staff.actions_per_minute,
        chat_id=place.chat_id,
        name=context.person.name,
    )
    read_at = place.roster_read_at
    is_stale = read_at is None or uow.now - read_at > ROSTER_HOLDS
    look_again(context, place)
    opened = await open_case(uow, replace(order, verify=is_stale), place.policy.sanctions)
    if opened is None:
        raise Refusal(Text("case-taken-already"))


async def take_back(context: Context, case: Case, asked_in: dict[str, Any] | None) -> None:
    """Take a case back for the person at hand, if they may do what it did."""
    uow = context.uow
    place = await place_with_act(context, case.chat_id, act_for(case.action))
    if case.state == "undone":
        by = await _name_of(context, case.undone_by)
        raise Refusal(Text("case-undone-already", number=str(case.number), by=by))
    if case.state == "failed":
        raise Refusal(Text("case-never-done", number=str(case.number)))
    day = local_day(uow.now, place.zone)
    by_id = context.person.id
    if not await undo(uow, case, by=by_id, local_day=day, asked_in=asked_in):
        raise Refusal(Text("case-not-undoable", number=str(case.number)))


async def refuse_protected(context: Context, place: Place, order: Order) -> None:
    """Refuse to act against those whom nobody may sanction here."""
    owners = frozenset(each.person_id for each in place.roster.values() if each.is_owner)
    around = Around(
        chat_id=place.chat_id,
        linked_chat_id=place.linked_chat_id,
        bot_id=context.bot.id,
        owners=owners,
        administrators=frozenset(place.roster),
    )
    why = protection_of(order.person_id, around, actor_id=order.actor_id)
    if why is not None and order.action not in {"unmute", "unban"}:
        raise Refusal(Text(f"case-protected-{why}"))


async def _name_of(context: Context, person_id: int | None) -> Text | str:
    """Return what somebody is called, without markup: a refusal may be a toast."""
    names = await names_of(context.uow, {person_id or 0})
    return names.get(person_id or 0) or Text("case-somebody")
