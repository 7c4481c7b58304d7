"""The pages of the checks in the settings: modes, actions, exemptions, the shadow report."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from telegram import Update

from bot.features.audits import service as audits
from bot.features.communities.service import change_community
from bot.features.moderation.queries import Toll, tolls_since
from bot.features.moderation.rules import ACTIONS, MODES, TRUST, Stance, bounded, switching_on
from bot.features.places import Place, place_of
from bot.features.roles.rules import ROLES
from bot.features.settings.service import choose
from bot.features.settings.terms import described, span_shown, stored
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context
from handlers.guards import place_with_right

RIGHT: Final = "can_change_info"
PER_PAGE: Final = 8
BUTTONED: Final = frozenset({"mode", "action", "exempt"})
ABREAST: Final = 3
SHADOW_DAYS: Final = 7
# The other roles administer the group, which exempts them from every check.
EXEMPTIBLE: Final = (*TRUST, *(role for role in ROLES if role not in {"owner", "manager"}))


@buttons.says("shadow")
@dataclass(frozen=True, slots=True)
class SwitchOn:
    """Put one check of a chat's community in force."""

    chat_id: int
    check: str


def opens(label: Text, place: Place, page: str = "") -> Button:
    """Return a button that turns to a page of the settings."""
    return Button(label, data=buttons.pack(buttons.OpenSettings(place.chat_id, page)))


def puts(label: Text, place: Place, key: str, value: str) -> Button:
    """Return a button that chooses a value."""
    return Button(label, data=buttons.pack(buttons.Choose(place.chat_id, key, value)))


def marked(label: Text, *, is_chosen: bool) -> Text:
    """Return a label that shows whether it is the one chosen."""
    return Text("settings-chosen" if is_chosen else "settings-option", value=label)


async def keep(context: Context, place: Place, key: str, value: Any, *, before: Any) -> Place:
    """Keep a choice with its audit, unless it was chosen already; returns the place as it is."""
    if value == before:
        return place
    uow, person_id = context.uow, context.person.id
    await choose(uow, place.community_id, key, value, changed_by=person_id)
    return await _audited(context, place, key, value, before=before)


async def keep_own(context: Context, place: Place, key: str, value: str, *, before: str) -> Place:
    """Keep a choice that the community's own row holds: its language or its zone."""
    if value == before:
        return place
    await change_community(context.uow, place.community_id, {key: value})
    return await _audited(context, place, key, value, before=before)


async def _audited(context: Context, place: Place, key: str, value: Any, *, before: Any) -> Place:
    uow = context.uow
    audits.note(
        uow,
        community_id=place.community_id,
        category="settings",
        what="audit-setting",
        actor_id=context.person.id,
        chat_id=place.chat_id,
        before={key: before},
        after={key: value},
    )
    await context.step.places.read(uow, [place.chat_id])
    return place_of(uow, place.chat_id) or place


def page_of_all(place: Place, number: int = 0) -> tuple[Lines, Keyboard]:
    """Return the list of the checks, a few on each page."""
    terms = place.policy.moderation
    names = list(terms.checks)
    last = max(0, (len(names) - 1) // PER_PAGE)
    number = min(max(number, 0), last)
    rows = []
    for name in names[number * PER_PAGE : (number + 1) * PER_PAGE]:
        label = Text("check-item", mode=terms.checks[name].mode, name=_name(name))
        rows.append((opens(label, place, f"check:{name}"),))
    turns = []
    if number > 0:
        turns.append(opens(Text("checks-before"), place, f"checks:{number - 1}"))
    if number < last:
        turns.append(opens(Text("checks-after"), place, f"checks:{number + 1}"))
    bound = opens(Text("settings-button-moderation"), place, "moderation")
    report = opens(Text("checks-button-shadow"), place, "shadow")
    back = opens(Text("settings-back"), place)
    head = Text("checks-head", name=place.community_name)
    lines = Lines(head, Text("checks-about"), Text("checks-bound", mode=terms.mode))
    return lines, (*rows, *((tuple(turns),) if turns else ()), (bound, report), (back,))


def page_of_one(place: Place, name: str) -> tuple[Lines, Keyboard]:
    """Return a check's own page; the list for a check that is none."""
    terms = place.policy.moderation
    stance = terms.checks.get(name)
    if stance is None:
        return page_of_all(place)
    lines: list[Text | str] = [
        Text("check-head", mode=stance.mode, name=_name(name)),
        Text(f"check-about-{name}"),
        "",
        Text("check-does", mode=stance.mode, action=Text(f"check-action-{stance.action}")),
    ]
    if bounded(stance.mode, terms.mode) != stance.mode:
        lines.append(Text("check-bounded", mode=terms.mode))
    shown = limits_of(stance)
    lines += [Text("check-limit", key=key, value=value) for key, value in shown.items()]
    lines += [Text("check-limits", name=name, key=next(iter(shown))), "", Text("check-exempt")]
    back = opens(Text("settings-back"), place, f"checks:{_page_with(place, name)}")
    return Lines(*lines), (
        tuple(_mode(place, name, stance, mode) for mode in MODES),
        *_abreast([_action(place, name, stance, action) for action in ACTIONS]),
        *_abreast([_exemption(place, name, stance, who) for who in EXEMPTIBLE]),
        (back,),
    )


async def choose_for_check(context: Context, place: Place, key: str, value: str) -> Place | None:
    """Keep what was chosen on a check's page; None for what is no choice there."""
    _, name, choice = (*key.split(".", 2), "", "")[:3]
    stance = place.policy.moderation.checks.get(name)
    if stance is None:
        return None
    match choice:
        case "mode" if value in MODES:
            return await keep(context, place, key, value, before=stance.mode)
        case "action" if value in ACTIONS:
            return await keep(context, place, key, value, before=stance.action)
        case "exempt" if value[:1] in {"+", "-"} and value[1:] in EXEMPTIBLE:
            # Which way it goes is said, so that a press told twice changes nothing twice.
            kept = [who for who in stance.exempt if who != value[1:]]
            if value[0] == "+":
                kept = list(dict.fromkeys((*stance.exempt, value[1:])))
            return await keep(context, place, key, kept, before=list(stance.exempt))
        case _:
            return None


async def page_of_shadow(context: Context, place: Place) -> tuple[Lines, Keyboard]:
    """Return what each check did, or would have done, in the last week; no names in it."""
    terms = place.policy.moderation
    since = context.uow.now - timedelta(days=SHADOW_DAYS)
    tolls = await tolls_since(context.uow, place.community_id, since, terms.tenures)
    lines: list[Text | str] = [Text("shadow-head", name=place.community_name, days=SHADOW_DAYS)]
    lines += [_line(toll) for toll in tolls if toll.check in terms.checks]
    if not tolls:
        lines.append(Text("shadow-nothing", mode=terms.mode))
    rows = []
    # What found nothing gives no reason to let it act: its own page can, from here nobody should.
    for name in dict.fromkeys(toll.check for toll in tolls):
        stance = terms.checks.get(name)
        if stance is not None and bounded(stance.mode, terms.mode) == "shadow":
            data = buttons.pack(SwitchOn(place.chat_id, name))
            rows.append(Button(Text("shadow-button-on", name=_name(name)), data=data))
    back = opens(Text("settings-back"), place, "checks")
    return Lines(*lines), (*_abreast(rows, 2), (back,))


async def tap_switch_on(_: Update, context: Context, button: SwitchOn) -> None:
    """Put a check in force from the shadow report, and leave the others as they were."""
    place = await place_with_right(context, button.chat_id, RIGHT)
    terms = place.policy.moderation
    if button.check not in terms.checks:
        context.toast(Text("button-stale"), alert=True)
        return
    for name, mode in switching_on(terms, button.check).items():
        if name:
            before = terms.checks[name].mode
            place = await keep(context, place, f"checks.{name}.mode", mode, before=before)
        else:
            place = await keep(context, place, "moderation.mode", mode, before=terms.mode)
    context.toast(Text("settings-kept"))
    context.rewrite(*await page_of_shadow(context, place))


def limits_of(stance: Stance) -> dict[str, str]:
    """Return the limits of a check that `/check` changes, each as it is written.

    Lists of words and the like have commands of their own, and modes and actions have buttons.
    """
    known = described(type(stance))
    names = [name for name, of in known.items() if not of.is_list or of.options is not None]
    # What is the check's own comes first.
    own = [name for name in names if name not in BUTTONED and name != "clause"]
    return {name: _written(getattr(stance, name)) for name in own} | {
        "clause": _written(stance.clause or None)
    }


def _written(value: Any) -> str:
    match value:
        case None | () | "":
            return "–"
        case bool():
            return "on" if value else "off"
        case timedelta():
            return span_shown(value)
        case tuple() | frozenset():
            return ", ".join(stored(value))
        case _:
            return str(stored(value))


def _line(toll: Toll) -> Text:
    return Text(
        "shadow-line",
        mode=toll.mode,
        name=_name(toll.check),
        hits=toll.hits,
        senders=toll.senders,
        trusted=toll.trusted,
        undone=toll.undone,
    )


def _name(check: str) -> Text:
    return Text(f"check-name-{check}")


def _page_with(place: Place, name: str) -> int:
    return list(place.policy.moderation.checks).index(name) // PER_PAGE


def _mode(place: Place, name: str, stance: Stance, mode: str) -> Button:
    label = marked(Text(f"check-mode-{mode}"), is_chosen=stance.mode == mode)
    return puts(label, place, f"checks.{name}.mode", mode)


def _action(place: Place, name: str, stance: Stance, action: str) -> Button:
    label = marked(Text(f"check-action-{action}"), is_chosen=stance.action == action)
    return puts(label, place, f"checks.{name}.action", action)


def _exemption(place: Place, name: str, stance: Stance, who: str) -> Button:
    is_exempt = who in stance.exempt
    said = Text(f"trust-{who}") if who in TRUST else Text(f"role-name-{who}")
    sign = "-" if is_exempt else "+"
    return puts(marked(said, is_chosen=is_exempt), place, f"checks.{name}.exempt", f"{sign}{who}")


def _abreast(row: list[Button], most: int = ABREAST) -> Keyboard:
    return tuple(tuple(row[at : at + most]) for at in range(0, len(row), most))
