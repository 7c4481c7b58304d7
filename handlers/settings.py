"""The settings of a community: a menu of buttons, in the group and by DM."""

from datetime import time
from typing import Final

from telegram import Update

from bot.features.checkins.calendar import plan_card
from bot.features.checkins.rules import daily, next_day
from bot.features.places import Place
from bot.features.settings.service import choose
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons, checks, tidying
from handlers.checkins import spot_of
from handlers.checks import RIGHT, keep, keep_own, opens
from handlers.context import Context
from handlers.gate_buttons import SetGate
from handlers.guards import fronts_of, place_with_right

CARD_TIMES: Final = ("07:00", "08:00", "09:00", "12:00", "20:00", "21:00")
ZONES: Final = (
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Sydney",
    "UTC",
)
# More choices than these stand two abreast.
LONGEST_COLUMN: Final = 5
MODES: Final = ("off", "shadow", "on")
SWITCH: Final = ("off", "on")
TOLD: Final = ("off", "answer", "line")


async def show_settings(_: Update, context: Context) -> None:
    """Show the menu here, or in a DM the groups whose settings one may change."""
    await _show(context, "")


async def show_shadow(_: Update, context: Context) -> None:
    """Show what the checks did or would have done this week."""
    await _show(context, "shadow")


async def _show(context: Context, page: str) -> None:
    place = context.place
    if place is not None:
        person = context.speaker
        may = context.is_anonymous_admin if person is None else place.may(person.id, RIGHT)
        if not may:
            raise Refusal(Text("refused-not-admin"))
        context.say(*await _page(context, place, page))
        return
    places = await fronts_of(context)
    if not places:
        raise Refusal(Text("settings-no-groups"))
    if len(places) == 1:
        only = await place_with_right(context, places[0].chat_id, RIGHT)
        context.say(*await _page(context, only, page))
        return
    keyboard = tuple(
        (opens(Text("settings-group", chat=each.title), each, page),) for each in places
    )
    context.say(Text("settings-which"), keyboard)


async def tap_settings(_: Update, context: Context, button: buttons.OpenSettings) -> None:
    """Turn to a page of the menu."""
    place = await place_with_right(context, button.chat_id, RIGHT)
    context.toast()
    context.rewrite(*await _page(context, place, button.page))


async def tap_choice(_: Update, context: Context, button: buttons.Choose) -> None:
    """Keep a choice; it counts from the next update on."""
    place = await place_with_right(context, button.chat_id, RIGHT)
    changed = await _choose(context, place, button.key, button.value)
    if changed is None:
        context.toast(Text("button-stale"), alert=True)
        return
    if button.key in {"checkins.card_at", "checkins.on", "zone"}:
        plan_card(context.uow, spot_of(changed))
    context.toast(Text("settings-kept"))
    context.rewrite(*await _page(context, changed, _page_of(button.key)))


async def _choose(  # noqa: PLR0911 — one line a choice
    context: Context, place: Place, key: str, value: str
) -> Place | None:
    """Keep a choice with its audit; None for what nobody can choose."""
    policy = place.policy
    match key:
        case "language" if value in context.catalog.languages:
            return await keep_own(context, place, key, value, before=place.language)
        case "zone" if value in ZONES:
            await _finish_day(context, place)
            return await keep_own(context, place, key, value, before=place.zone.key)
        case "checkins.on" if value in {"0", "1"}:
            before: bool | str = policy.checkins.is_on
            return await keep(context, place, key, value == "1", before=before)
        case "checkins.card_at" if value in {"", *CARD_TIMES}:
            at = policy.checkins.card_at
            return await keep(context, place, key, value, before=f"{at:%H:%M}" if at else "")
        case "moderation.mode" if value in MODES:
            return await keep(context, place, key, value, before=policy.moderation.mode)
        case "raids.mode" if value in SWITCH:
            return await keep(context, place, key, value, before=_switched(place))
        case "levels.told" if value in TOLD:
            return await keep(context, place, key, value, before=policy.telling.announcing)
        case "tidy" | "disabled":
            return await tidying.choose_for_tidying(context, place, key, value)
        case _:
            return await checks.choose_for_check(context, place, key, value)


async def _finish_day(context: Context, place: Place) -> None:
    """Let the day at hand end by the zone in which it began: a new zone breaks no streak."""
    now, terms = context.uow.now, place.policy.checkins
    zone = daily(place.zone, terms).zone_at(now)
    value = [zone.key, next_day(now, zone, terms.cutoff).isoformat()]
    by = context.person.id
    await choose(context.uow, place.community_id, "checkins.zone_before", value, changed_by=by)


def _page_of(key: str) -> str:
    """Return the page that is shown once something was chosen."""
    match key.split("."):
        case ["checks", name, _]:
            return f"check:{name}"
        case ["tidy"]:
            return "tidy"
        case ["disabled"]:
            return "commands"
        case _:
            return ""


def zone_name(zone: str) -> Text | str:
    """Return what people call a time zone."""
    return (
        Text(f"zone-{zone.replace('/', '-').replace('_', '-').lower()}") if zone in ZONES else zone
    )


async def _page(  # noqa: PLR0911 — one line a page
    context: Context, place: Place, page: str
) -> tuple[Lines, Keyboard]:
    choice = _choice_of(place).get(page)
    if choice is not None:
        return _choices(place, *choice)
    match page.split(":"):
        case ["tidy"]:
            return tidying.page_of_tidying(place)
        case ["commands"]:
            return tidying.page_of_commands(place)
        case ["shadow"]:
            return await checks.page_of_shadow(context, place)
        case ["checks", *number] if all(each.isdecimal() and len(each) < 4 for each in number):
            return checks.page_of_all(place, int(number[0]) if number else 0)
        case ["check", name]:
            return checks.page_of_one(place, name)
        case _:
            return _menu(place)


def _choice_of(place: Place) -> dict[str, tuple[str, tuple[str, ...], str]]:
    """Return what is chosen on each page that asks for one thing: key, values, the present one."""
    policy = place.policy
    at = policy.checkins.card_at
    return {
        "language": ("language", ("zh-CN", "en"), place.language),
        "zone": ("zone", ZONES, place.zone.key),
        "card": ("checkins.card_at", ("", *CARD_TIMES), f"{at:%H:%M}" if at else ""),
        "moderation": ("moderation.mode", MODES, policy.moderation.mode),
        "raids": ("raids.mode", SWITCH, _switched(place)),
        "levels": ("levels.told", TOLD, policy.telling.announcing),
    }


def _menu(place: Place) -> tuple[Lines, Keyboard]:
    terms = place.policy.checkins
    lines = Lines(
        Text("settings-head", name=place.title),
        Text("settings-language", language=_shown("language", place.language)),
        Text("settings-zone", zone=zone_name(place.zone.key)),
        Text("settings-checkins", state="on" if terms.is_on else "off", points=terms.points),
        Text("settings-card", at=_card_shown(terms.card_at)),
        Text("settings-moderation", mode=_shown("moderation.mode", place.policy.moderation.mode)),
        Text("settings-raids", mode=_shown("raids.mode", _switched(place))),
        Text("settings-levels", told=_shown("levels.told", place.policy.telling.announcing)),
    )
    return lines, _doors(place)


def _doors(place: Place) -> Keyboard:
    """Return the buttons that lead from the menu to its pages."""
    is_on = place.policy.checkins.is_on
    switch = buttons.pack(buttons.Choose(place.chat_id, "checkins.on", str(int(not is_on))))
    gate = buttons.pack(SetGate(place.chat_id, "show", ""))
    label = "settings-button-checkins-off" if is_on else "settings-button-checkins-on"
    return (
        (
            opens(Text("settings-button-language"), place, "language"),
            opens(Text("settings-button-zone"), place, "zone"),
        ),
        (Button(Text(label), data=switch),),
        (
            opens(Text("settings-button-card"), place, "card"),
            opens(Text("settings-button-levels"), place, "levels"),
        ),
        (
            opens(Text("settings-button-checks"), place, "checks"),
            opens(Text("settings-button-raids"), place, "raids"),
        ),
        (Button(Text("settings-button-gate"), data=gate),),
        (
            opens(Text("settings-button-tidy"), place, "tidy"),
            opens(Text("settings-button-commands"), place, "commands"),
        ),
    )


def _choices(
    place: Place, key: str, values: tuple[str, ...], chosen: str
) -> tuple[Lines, Keyboard]:
    options = [
        Button(
            Text(
                "settings-chosen" if value == chosen else "settings-option",
                value=_shown(key, value),
            ),
            data=buttons.pack(buttons.Choose(place.chat_id, key, value)),
        )
        for value in values
    ]
    abreast = 2 if len(options) > LONGEST_COLUMN else 1
    rows = tuple(tuple(options[at : at + abreast]) for at in range(0, len(options), abreast))
    about = Text(f"settings-about-{key.replace('.', '-').replace('_', '-')}")
    return Lines(about), (*rows, (opens(Text("settings-back"), place),))


def _shown(key: str, value: str) -> Text | str:
    match key:
        case "language":
            return Text(f"language-name-{value.lower()}")
        case "zone":
            return zone_name(value)
        case "moderation.mode" | "raids.mode":
            return Text(f"settings-mode-{value}")
        case "levels.told":
            return Text(f"settings-told-{value}")
        case "checkins.card_at" if not value:
            return Text("settings-card-never")
        case _:
            return value


def _switched(place: Place) -> str:
    return "on" if place.policy.raids.is_on else "off"


def _card_shown(at: time | None) -> Text | str:
    return f"{at:%H:%M}" if at else Text("settings-card-never")
