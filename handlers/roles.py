"""Roles: giving and taking them, who has which, and how the moderators fare."""

from telegram import Update

from bot.features.members.queries import names_of, person_by_id
from bot.features.places import Place
from bot.features.roles.queries import Figures, figures_of
from bot.features.roles.rules import NOBODY, ROLES, Role, may_give, role_called
from bot.features.roles.service import Giving, give_role, given_role, role_shown
from bot.kit.effects import Button
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, place_with_act, require_act
from handlers.menus import answer_privately, offer_commands
from handlers.targets import Target, target_of

MOST_SHOWN = 40


async def say_role(_: Update, context: Context) -> None:
    """Give somebody a role or take it; an owner is made only after a second look."""
    place = await require_act(context, "roles.change")
    target = await target_of(context)
    word = target.rest.strip()
    if not word:
        context.say(_shown(place, target))
        return
    role = role_called(word)
    if role is None and word.casefold() not in NOBODY:
        raise Refusal(Text("role-which"))
    await _check(context, place, target.id, role, is_bot=target.is_bot)
    if role == "owner":
        data = buttons.pack(buttons.MakeOwner(place.chat_id, target.id, context.person.id))
        keyboard = ((Button(Text("role-owner-yes"), data=data),),)
        context.say(Text("role-owner-ask", name=target.name), keyboard)
        return
    context.say(await _give(context, place, target.id, role))


async def tap_owner(_: Update, context: Context, button: buttons.MakeOwner) -> None:
    """Make somebody an owner; only whoever asked for it can, and only if they still may."""
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    place = await place_with_act(context, button.chat_id, "roles.change")
    await _check(context, place, button.person_id, "owner", is_bot=False)
    said = await _give(context, place, button.person_id, "owner")
    context.toast(Text("role-toast"))
    context.rewrite(said)


async def show_roles(_: Update, context: Context) -> None:
    """List who has which role here, and whose role has no power at the moment."""
    place = await context.home()
    if place.is_back_room:
        place = await community_with_act(context, place.community_id, "complaint.triage")
    elif place.role_of(context.person.id) is None:
        raise Refusal(Text("refused-not-admin"))
    people = {*place.roster, *place.roles}
    names = await names_of(context.uow, people)
    lines: list[Text | str] = [Text("roles-head", name=place.community_name)]
    for role in ROLES:
        holders = sorted(each for each in people if place.role_of(each) == role)
        lines += [_holder(place, each, role, names) for each in holders[:MOST_SHOWN]]
    context.say(Lines(*lines, "", Text("roles-foot")))


async def show_moderators(_: Update, context: Context) -> None:
    """Show how the moderators fare; for owners and managers, never in front of the group."""
    place = await require_act(context, "figures.read")
    figures = await figures_of(context.uow, place.community_id)
    names = await names_of(context.uow, {each.person_id for each in figures})
    lines: list[Text | str] = [Text("moderators-head", name=place.community_name)]
    if not figures:
        lines.append(Text("moderators-none"))
    for each in figures[:MOST_SHOWN]:
        lines += _moderator(each, names.get(each.person_id))
    await answer_privately(context, Lines(*lines))


async def _check(
    context: Context, place: Place, person_id: int, role: Role | None, *, is_bot: bool
) -> None:
    """Refuse what nobody may give, and what this person may not."""
    if person_id < 0 or is_bot:
        raise Refusal(Text("role-people-alone"))
    administrator = place.roster.get(person_id)
    if administrator is not None and administrator.is_owner:
        raise Refusal(Text("role-creator"))
    before = await given_role(context.uow, place.community_id, person_id)
    if not may_give(place.role_of(context.person.id), before, role):
        raise Refusal(Text("role-owners-alone"))


async def _give(context: Context, place: Place, person_id: int, role: Role | None) -> Text:
    named = await person_by_id(context.uow, person_id)
    if named is None:
        raise Refusal(Text("role-unknown"))
    giving = Giving(
        community_id=place.community_id,
        community_name=place.community_name,
        person_id=person_id,
        name=named.name,
        can_dm=named.can_dm is True,
        role=role,
        by=context.person.id,
        by_name=context.person.name,
    )
    if not await give_role(context.uow, giving):
        return Text("role-already", name=named.name, role=role_shown(role))
    await offer_commands(context, place, person_id)
    return Text("role-changed", name=named.name, role=role_shown(role))


def _shown(place: Place, target: Target) -> Lines:
    role = place.role_of(target.id)
    return Lines(Text("role-is", name=target.name, role=role_shown(role)), Text("role-which"))


def _holder(place: Place, person_id: int, role: Role, names: dict[int, str]) -> Text:
    name = names.get(person_id, str(person_id))
    is_powerless = role != "volunteer" and not place.is_administrator(person_id)
    if is_powerless:
        return Text("roles-line-powerless", name=name, role=role_shown(role))
    return Text("roles-line", name=name, role=role_shown(role))


def _moderator(figures: Figures, name: str | None) -> list[Text]:
    lines = [Text("moderators-line", name=name or str(figures.person_id), total=figures.total)]
    lines += [
        Text("moderators-action", action=Text(f"moderators-{action}"), times=times)
        for action, times in figures.actions
    ]
    if figures.total:
        lines.append(
            Text(
                "moderators-reversed",
                times=figures.reversed_by_others,
                percent=figures.reversal_percent,
            )
        )
    if figures.median_response_s is not None:
        minutes = round(figures.median_response_s / 60)
        lines.append(Text("moderators-response", complaints=figures.complaints, minutes=minutes))
    return lines
