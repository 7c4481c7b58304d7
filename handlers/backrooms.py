"""Staff chats and logs: letting a group serve a community, and letting it go again."""

from typing import Final

from telegram import Update

from bot.features.audits.rules import CATEGORIES
from bot.features.audits.service import switch, switched_off
from bot.features.checkins.calendar import plan_card
from bot.features.clauses.pinning import unpin
from bot.features.communities.serving import Service, serve, withdraw
from bot.features.communities.tree import MEMBER_KINDS
from bot.features.places import Place, place_of
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.checkins import spot_of
from handlers.context import Context
from handlers.guards import community_with_act, place_with_act

RIGHT: Final = "can_change_info"
MOST_OFFERED: Final = 10


async def ask_staff(_: Update, context: Context) -> None:
    """Show whom this group serves, or offer the communities that it could serve."""
    place = context.place
    if place is None or place.chat_type == "channel":
        raise Refusal(Text("staff-where"))
    _require_right(place, context.person.id)
    if place.is_back_room:
        context.say(*await _state(context, place))
        return
    offered = await _offered(context, place)
    if not offered:
        raise Refusal(Text("staff-none"))
    rows = tuple(row for each in offered for row in _choices(context, each, place))
    context.say(Text("staff-ask"), rows)


async def tap_serve(_: Update, context: Context, button: buttons.Serve) -> None:
    """Let the group at hand serve a community, after a second look, or be its own again."""
    place = context.place
    if place is None:
        context.toast(Text("button-stale"), alert=True)
        return
    if button.asker_id != context.person.id:
        context.toast(Text("button-not-yours"), alert=True)
        return
    _require_right(place, context.person.id)
    match button.kind:
        case "own":
            await _withdraw(context, place)
        case "staff" | "log" | "main" | "core" | "interest":
            await _serve(context, place, button, button.kind)
        case "group":
            context.toast()
            context.rewrite(*_as_what(context, place, button))
        case _:
            context.toast()
            context.rewrite(Text("staff-kept"))


async def tap_log(_: Update, context: Context, button: buttons.SwitchLog) -> None:
    """Have the log at hand told of a category, or not any more."""
    place = context.place
    if place is None or place.chat_kind != "log" or button.category not in CATEGORIES:
        context.toast(Text("button-stale"), alert=True)
        return
    ruled = await community_with_act(context, place.community_id, "settings.change")
    await switch(
        context.uow,
        ruled.community_id,
        button.category,
        is_on=button.is_on,
        changed_by=context.person.id,
    )
    context.toast(Text("settings-kept"))
    context.rewrite(*await _state(context, place))


async def _serve(context: Context, place: Place, button: buttons.Serve, kind: Service) -> None:
    served = await place_with_act(context, button.chat_id, "settings.change")
    if served.community_id == place.community_id and not place.is_back_room:
        raise Refusal(Text("staff-same"))
    if not button.is_sure:
        sure = _button(context, served.chat_id, kind, "staff-yes", is_sure=True)
        no = _button(context, served.chat_id, "no", "staff-no")
        context.toast()
        context.rewrite(_asked(kind, served, place), ((sure,), (no,)))
        return
    await unpin(context.uow, place.chat_id)
    await serve(context.uow, place.chat_id, served.community_id, kind, by=context.person.id)
    changed = await _anew(context, place)
    if kind == "main":
        plan_card(context.uow, spot_of(changed))
    context.toast(Text("settings-kept"))
    context.rewrite(*await _state(context, changed))


async def _withdraw(context: Context, place: Place) -> None:
    if not await withdraw(context.uow, place.chat_id, by=context.person.id):
        context.toast(Text("button-stale"), alert=True)
        return
    changed = await _anew(context, place)
    plan_card(context.uow, spot_of(changed))
    context.toast(Text("settings-kept"))
    context.rewrite(Text("staff-own-again", chat=changed.title))


async def _anew(context: Context, place: Place) -> Place:
    await context.step.places.read(context.uow, [place.chat_id])
    return place_of(context.uow, place.chat_id) or place


async def _offered(context: Context, place: Place) -> list[Place]:
    """Return a group of each community that the person may set up, this one aside."""
    person_id = context.person.id
    found: dict[int, Place] = {}
    for each in await context.administered():
        is_other = each.community_id != place.community_id and not each.is_back_room
        if is_other and each.chat_kind == "main" and each.allows(person_id, "settings.change"):
            found.setdefault(each.community_id, each)
    return list(found.values())[:MOST_OFFERED]


async def _state(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    """Return whom a group serves, with the buttons that change it."""
    served = await context.step.places.of_community(context.uow, place.community_id)
    front = next((each for each in served if not each.is_back_room), place)
    lines: list[Text | str] = [Text(f"staff-is-{place.chat_kind}", name=place.community_name)]
    rows: list[tuple[Button, ...]] = []
    if place.chat_kind == "log":
        off = await switched_off(context.uow, place.community_id)
        lines.append(Text("staff-log-categories"))
        rows += [(_switch(each, is_on=each not in off),) for each in CATEGORIES]
        rows.append((_button(context, front.chat_id, "staff", "staff-become-staff"),))
    elif place.chat_kind == "staff":
        rows.append((_button(context, front.chat_id, "log", "staff-become-log"),))
    rows.append((_button(context, front.chat_id, "own", "staff-become-own", is_sure=True),))
    return Lines(*lines), tuple(rows)


def _switch(category: str, *, is_on: bool) -> Button:
    data = buttons.pack(buttons.SwitchLog(category, is_on=not is_on))
    label = "staff-category-on" if is_on else "staff-category-off"
    return Button(Text(label, category=Text(f"audit-category-{category}")), data=data)


def _choices(context: Context, served: Place, place: Place) -> Keyboard:
    rows = [
        (_button(context, served.chat_id, "staff", "staff-choose-staff", name=served.title),),
        (_button(context, served.chat_id, "log", "staff-choose-log", name=served.title),),
    ]
    if place.chat_kind != "channel":
        joins = _button(context, served.chat_id, "group", "staff-choose-group", name=served.title)
        rows.append((joins,))
    return tuple(rows)


def _as_what(context: Context, place: Place, button: buttons.Serve) -> tuple[Text, Keyboard]:
    """Ask as what a group joins the groups of a community."""
    kinds = tuple(
        _button(context, button.chat_id, kind, f"group-kind-{kind}", is_sure=True)
        for kind in MEMBER_KINDS
    )
    no = _button(context, button.chat_id, "no", "staff-no")
    return Text("staff-as-what", chat=place.title), (kinds, (no,))


def _button(
    context: Context, chat_id: int, kind: str, label: str, *, is_sure: bool = False, **named: str
) -> Button:
    asked = buttons.Serve(chat_id, kind, context.person.id, is_sure)
    return Button(Text(label, **named), data=buttons.pack(asked))


def _asked(kind: Service, served: Place, place: Place) -> Text:
    return Text(f"staff-sure-{kind}", name=served.community_name, chat=place.title)


def _require_right(place: Place, person_id: int) -> None:
    """Refuse whoever may not decide about the group itself, by its own roster."""
    if not place.is_administrator(person_id):
        raise Refusal(Text("refused-not-admin"))
    if not place.may(person_id, RIGHT):
        raise Refusal(Text("refused-right", right=Text("right-can-change-info")))
