"""The audit: who did what, with before and after, a page at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any, Final

from telegram import Update

from bot.features.audits.queries import Entry, entries_of
from bot.features.audits.rules import Change, category_called
from bot.features.members.queries import names_of
from bot.features.moderation.checks.registry import CHECKS
from bot.features.places import Place
from bot.features.roles.rules import known_role
from bot.features.roles.service import role_shown
from bot.kit.days import wall
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately
from handlers.targets import said_after_command, target_in

A_PAGE: Final = 10
LONGEST_VALUE: Final = 60
# What has a word of its own; settings are named as in the configuration.
KEYS: Final = frozenset(
    {
        *("role", "version", "rules", "chat", "action", "state", "outcome", "raid", "cause"),
        *("count", "complaint", "appeal", "language", "zone", "check", "clause", "until"),
        *("source", "tag", "badge", "points", "person", "gate", "tries", "people", "messages"),
    }
)
VALUES: Final = frozenset(
    {
        *("warn", "mute", "kick", "ban", "remove", "unmute", "unban"),
        *("open", "applied", "failed", "undone", "expired"),
        *("staff", "log", "off", "shadow", "on"),
        *("removed", "warned", "muted", "banned", "dismissed"),
    }
)


async def show_audit(_: Update, context: Context) -> None:
    """Show the newest acts: all of them, a category's, or what somebody did or met."""
    place = await require_act(context, "audit.read")
    target = await target_in(context)
    word = target.rest if target else said_after_command(context.message)
    category = category_called(word) if word.strip() else None
    if word.strip() and category is None:
        raise Refusal(Text("audit-how"))
    button = buttons.TurnAudit(
        place.community_id, category or "", target.id if target else 0, before=0
    )
    await answer_privately(context, *await _page(context, place, button))


async def tap_audit(_: Update, context: Context, button: buttons.TurnAudit) -> None:
    """Turn to another page, if whoever presses may read it now."""
    place = await community_with_act(context, button.community_id, "audit.read")
    context.toast()
    context.rewrite(*await _page(context, place, button))


async def _page(
    context: Context, place: Place, button: buttons.TurnAudit
) -> tuple[Lines, Keyboard]:
    entries = await entries_of(
        context.uow,
        place.community_id,
        category=button.category or None,
        person_id=button.person_id or None,
        before=button.before or None,
        limit=A_PAGE + 1,
    )
    shown = entries[:A_PAGE]
    people = {each for entry in shown for each in (entry.actor_id, entry.subject_id) if each}
    names = await names_of(context.uow, people)
    lines: list[Text | str] = [Text("audit-head", name=place.community_name)]
    for entry in shown:
        lines += _entry(entry, names, place)
    if not shown:
        lines.append(Text("audit-none"))
    return Lines(*lines), _turns(button, shown, has_more=len(entries) > A_PAGE)


def _turns(button: buttons.TurnAudit, shown: Sequence[Entry], *, has_more: bool) -> Keyboard:
    row = []
    if button.before:
        row.append(_turn(button, "audit-newest", 0))
    if has_more:
        row.append(_turn(button, "audit-older", shown[-1].id))
    return (tuple(row),) if row else ()


def _turn(button: buttons.TurnAudit, label: str, before: int) -> Button:
    turned = buttons.TurnAudit(
        button.community_id, button.category, button.person_id, before=before
    )
    return Button(Text(label), data=buttons.pack(turned))


def _entry(entry: Entry, names: Mapping[int, str], place: Place) -> list[Text]:
    at = _by_clock_of(place, entry.at)
    what = Text(
        entry.what,
        actor=_called(entry.actor_id, names),
        subject=_called(entry.subject_id, names),
        case=entry.case_number or 0,
    )
    if entry.case_number:
        line = Text("audit-line-case", at=at, what=what, number=entry.case_number)
    else:
        line = Text("audit-line", at=at, what=what)
    # The case's number stands in the line already.
    told = [each for each in entry.changes if not (each.key == "case" and entry.case_number)]
    noted = [each for each in told if each.before is None and each.key != "role"]
    changed = [_change(each, place) for each in told if each not in noted]
    return [line, *_facts(noted, place), *changed]


def _facts(noted: Sequence[Change], place: Place) -> list[Text]:
    """Return what is only noted, nothing having been before, in one line."""
    pairs = [
        Text("audit-fact", key=_key(each.key), after=_value(each.key, each.after, place))
        for each in noted
    ]
    if not pairs:
        return []
    facts = reduce(lambda first, rest: Text("audit-and", first=first, rest=rest), pairs)
    return [Text("audit-noted", facts=facts)]


def _by_clock_of(place: Place, at: datetime) -> datetime:
    """Return a moment by the community's own clock: the catalogue writes it as it comes."""
    return wall(at, place.zone)


def _called(person_id: int | None, names: Mapping[int, str]) -> Text | str:
    if person_id is None:
        return Text("audit-bot")
    # Whoever was forgotten left a tombstone, which has no name.
    return names.get(person_id) or Text("audit-somebody", id=str(person_id))


def _change(change: Change, place: Place) -> Text:
    key, after = _key(change.key), _value(change.key, change.after, place)
    before = _value(change.key, change.before, place)
    return Text("audit-changed", key=key, before=before, after=after)


def _key(key: str) -> Text | str:
    return Text(f"audit-key-{key}") if key in KEYS else key


def _value(key: str, value: Any, place: Place) -> Text | str:
    match value:
        case None:
            return role_shown(None) if key == "role" else "–"
        case bool():
            return Text("audit-yes") if value else Text("audit-no")
        case str() if (word := _word(key, value, place)) is not None:
            return word
        case list():
            return ", ".join(map(str, value))[:LONGEST_VALUE] or "–"
        case _:
            return str(value)[:LONGEST_VALUE] or "–"


def _word(key: str, value: str, place: Place) -> Text | None:
    """Return how something written down is called, where it has a word of its own."""
    if key == "role" and (role := known_role(value)) is not None:
        return role_shown(role)
    if key == "check" and value in CHECKS:
        return Text(f"check-name-{value}")
    if key == "gate":
        return Text(f"gate-kind-{value}")
    if key == "until":
        return Text("audit-line-until", at=_by_clock_of(place, datetime.fromisoformat(value)))
    return Text(f"audit-value-{value}") if value in VALUES else None
