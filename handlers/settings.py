"""The settings of a community: a menu of buttons, in the group and by DM."""

from datetime import time
from typing import Final

from telegram import Update

from bot.features.checkins.calendar import plan_card
from bot.features.communities.service import change_community
from bot.features.places import Place, place_of
from bot.features.settings.service import choose
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.checkins import spot_of
from handlers.context import Context
from handlers.guards import place_with_right

RIGHT: Final = "can_change_info"
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


async def show_settings(_: Update, context: Context) -> None:
    """Show the menu here, or in a DM the groups whose settings one may change."""
    place = context.place
    if place is not None:
        person = context.speaker
        may = context.is_anonymous_admin if person is None else place.may(person.id, RIGHT)
        if not may:
            raise Refusal(Text("refused-not-admin"))
        context.say(*_page(place, ""))
        return
    places = await context.administered()
    if not places:
        raise Refusal(Text("settings-no-groups"))
    keyboard = tuple(
        (_open(Text("settings-group", chat=each.title), each.chat_id),) for each in places
    )
    context.say(Text("settings-which"), keyboard)


async def tap_settings(_: Update, context: Context, button: buttons.OpenSettings) -> None:
    """Turn to a page of the menu."""
    place = await place_with_right(context, button.chat_id, RIGHT)
    context.toast()
    context.rewrite(*_page(place, button.page))


async def tap_choice(_: Update, context: Context, button: buttons.Choose) -> None:
    """Keep a choice; it counts from the next update on."""
    place = await place_with_right(context, button.chat_id, RIGHT)
    key, value = button.key, button.value
    community_id = place.community_id
    person_id = context.person.id
    match key:
        case "language" if value in context.catalog.languages:
            await change_community(context.uow, community_id, {"language": value})
        case "zone" if value in ZONES:
            await change_community(context.uow, community_id, {"zone": value})
        case "checkins.on" if value in {"0", "1"}:
            await choose(context.uow, community_id, key, value == "1", changed_by=person_id)
        case "checkins.card_at" if value in {"", *CARD_TIMES}:
            await choose(context.uow, community_id, key, value, changed_by=person_id)
        case "moderation.mode" if value in MODES:
            await choose(context.uow, community_id, key, value, changed_by=person_id)
        case _:
            context.toast(Text("button-stale"), alert=True)
            return
    await context.step.places.read(context.uow, [place.chat_id])
    changed = place_of(context.uow, place.chat_id) or place
    if key in {"checkins.card_at", "checkins.on", "zone"}:
        plan_card(context.uow, spot_of(changed))
    context.toast(Text("settings-kept"))
    context.rewrite(*_page(changed, ""))


def zone_name(zone: str) -> Text | str:
    """Return what people call a time zone."""
    return (
        Text(f"zone-{zone.replace('/', '-').replace('_', '-').lower()}") if zone in ZONES else zone
    )


def _page(place: Place, page: str) -> tuple[Lines, Keyboard]:
    match page:
        case "language":
            return _choices(place, "language", ("zh-CN", "en"), place.language)
        case "zone":
            return _choices(place, "zone", ZONES, place.zone.key)
        case "card":
            at = place.policy.checkins.card_at
            chosen = f"{at:%H:%M}" if at else ""
            return _choices(place, "checkins.card_at", ("", *CARD_TIMES), chosen)
        case "moderation":
            return _choices(place, "moderation.mode", MODES, place.policy.moderation.mode)
        case _:
            return _menu(place)


def _menu(place: Place) -> tuple[Lines, Keyboard]:
    terms = place.policy.checkins
    lines = Lines(
        Text("settings-head", name=place.title),
        Text("settings-language", language=_shown("language", place.language)),
        Text("settings-zone", zone=zone_name(place.zone.key)),
        Text("settings-checkins", state="on" if terms.is_on else "off", points=terms.points),
        Text("settings-card", at=_card_shown(terms.card_at)),
        Text("settings-moderation", mode=_shown("moderation.mode", place.policy.moderation.mode)),
    )
    switch = buttons.pack(buttons.Choose(place.chat_id, "checkins.on", str(int(not terms.is_on))))
    label = "settings-button-checkins-off" if terms.is_on else "settings-button-checkins-on"
    keyboard = (
        (
            _open(Text("settings-button-language"), place.chat_id, "language"),
            _open(Text("settings-button-zone"), place.chat_id, "zone"),
        ),
        (Button(Text(label), data=switch),),
        (_open(Text("settings-button-card"), place.chat_id, "card"),),
        (_open(Text("settings-button-moderation"), place.chat_id, "moderation"),),
    )
    return lines, keyboard


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
    return Lines(about), (*rows, (_open(Text("settings-back"), place.chat_id),))


def _shown(key: str, value: str) -> Text | str:
    match key:
        case "language":
            return Text(f"language-name-{value.lower()}")
        case "zone":
            return zone_name(value)
        case "moderation.mode":
            return Text(f"settings-mode-{value}")
        case "checkins.card_at" if not value:
            return Text("settings-card-never")
        case _:
            return value


def _card_shown(at: time | None) -> Text | str:
    return f"{at:%H:%M}" if at else Text("settings-card-never")


def _open(label: Text, chat_id: int, page: str = "") -> Button:
    return Button(label, data=buttons.pack(buttons.OpenSettings(chat_id, page)))
