"""Points that people give: /gift among members, /points give and take by the staff."""

from datetime import timedelta
from typing import Final

from telegram import Update

from bot.features.gifts.rules import number_in
from bot.features.gifts.service import Giving, give, grant
from bot.features.places import Place
from bot.features.points.economy import Economy, economy_of
from bot.kit.days import local_day
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import points
from handlers.context import Context
from handlers.guards import require_act
from handlers.menus import answer_privately
from handlers.targets import Target, said_after_command, target_in

VERBS: Final = {
    **dict.fromkeys(("give", "grant", "奖励", "加"), "give"),
    **dict.fromkeys(("take", "fine", "扣除", "扣"), "take"),
    **dict.fromkeys(("report", "报表", "账目"), "report"),
}
_LATELY: Final = timedelta(days=30)


async def say_points(update: Update, context: Context) -> None:
    """Show one's own points; behind a verb, grant, fine or report."""
    said = said_after_command(context.message)
    verb = VERBS.get(said.split(maxsplit=1)[0].casefold()) if said else None
    if verb is None:
        await points.show_points(update, context)
    elif verb == "report":
        await _report(context, await require_act(context, "figures.read"))
    else:
        place = await require_act(context, "points.give")
        await _decide(context, place, said.partition(" ")[2].strip(), is_fine=verb == "take")


async def say_gift(_: Update, context: Context) -> None:
    """Give another member some of one's own points."""
    person, place = context.person, await context.home()
    target = _held_to_people(await target_in(context))
    amount = number_in(target.rest.split(maxsplit=1)[0]) if target.rest else None
    if amount is None:
        raise Refusal(Text("gift-how"))
    given = await give(context.uow, _giving(context, place, target, amount), place.policy.gifts)
    if given is None:
        return
    context.say(
        Text(
            "gift-given", giver=person.name, name=target.name, points=given.points, left=given.left
        )
    )


async def _decide(context: Context, place: Place, rest: str, *, is_fine: bool) -> None:
    """Grant or fine: `@mei 20 for the talk`, or in reply `20 for the talk`."""
    target = _held_to_people(await target_in(context, rest), "grant-how")
    number, _, reason = target.rest.partition(" ")
    amount, reason = number_in(number), " ".join(reason.split())
    if amount is None or not reason:
        raise Refusal(Text("grant-how"))
    if target.id == context.person.id:
        raise Refusal(Text("grant-self"))
    giving, terms = _giving(context, place, target, amount), place.policy.gifts
    given = await grant(context.uow, giving, terms, reason=reason, is_fine=is_fine)
    if given is None:
        return
    word = Text(
        "points-fined" if is_fine else "points-granted",
        name=target.name,
        points=given.points,
        left=given.left,
        reason=reason[:200],
    )
    if is_fine:
        await answer_privately(context, word)
    else:
        context.say(word)


async def _report(context: Context, place: Place) -> None:
    """Tell the staff what became of points, in private."""
    today = local_day(context.uow.now, place.zone)
    lately = await economy_of(context.uow, place.community_id, today - _LATELY)
    ever = await economy_of(context.uow, place.community_id)
    lines: list[Text | str] = [
        Text("economy-head", name=place.community_name),
        _figures("economy-lately", lately),
        _figures("economy-ever", ever),
        Text("economy-held", held=ever.held),
    ]
    if not ever.is_balanced:
        lines.append(Text("economy-off"))
    await answer_privately(context, Lines(*lines))


def _figures(name: str, economy: Economy) -> Text:
    return Text(
        name,
        issued=economy.issued,
        spent=economy.spent,
        fined=economy.fined,
        expired=economy.expired,
        given=economy.given,
    )


def _giving(context: Context, place: Place, target: Target, amount: int) -> Giving:
    message = context.message
    return Giving(
        community_id=place.community_id,
        giver_id=context.person.id,
        person_id=target.id,
        points=amount,
        chat_id=place.chat_id,
        key=f"{message.chat.id}:{message.message_id}",
        local_day=local_day(message.at, place.zone),
    )


def _held_to_people(target: Target | None, how: str = "gift-how") -> Target:
    if target is None:
        raise Refusal(Text("gift-how") if how == "gift-how" else Text("grant-how"))
    if target.is_channel or target.is_bot or not target.is_known:
        raise Refusal(Text("tag-not-a-person"))
    return target
