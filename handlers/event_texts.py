"""How an event reads: its card, its preview, a line of the list, the recap."""

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.events.rules import Event, Guest, Plan, Turnup, wall
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons, campaigns
from handlers.event_buttons import AnswerEvent, BeginEvent, SaveEvent, ShowEvent, TweakEvent
from handlers.poll_texts import span
from handlers.settings import zone_name

MOST_NAMES: Final = 20
MOST_RECAPPED: Final = 60
ANSWERS: Final = ("going", "maybe", "not")
TWEAKS: Final = ("lasts", "capacity", "points", "words")


def card(
    event: Event, guests: Sequence[Guest], names: Mapping[int, str], zone: ZoneInfo
) -> tuple[Lines, Keyboard]:
    """Return the live card: what it is, who comes, and the buttons to say so."""
    lines: list[Text | str] = [Text("event-title", title=event.plan.title)]
    if event.state != "open":
        lines.append(Text(f"event-is-{event.state}"))
    lines += [*details(event.plan, zone), "", *_who(event, guests, names)]
    if event.state == "open":
        lines.append(Text("event-foot", n=event.id))
    return Lines(*lines), card_keyboard(event)


def card_keyboard(event: Event) -> Keyboard:
    """Return the buttons below a card; none once it is over."""
    if not event.is_on:
        return ()
    answers = tuple(
        Button(Text(f"event-button-{answer}"), data=buttons.pack(AnswerEvent(event.id, answer)))
        for answer in ANSWERS
    )
    save = Button(Text("event-button-save"), data=buttons.pack(SaveEvent(event.id)))
    return (answers, (save,))


def details(plan: Plan, zone: ZoneInfo) -> list[Text]:
    """Say when and where it is, and what it is about."""
    lines = [when(plan, zone)]
    if plan.place:
        lines.append(Text("event-place", place=plan.place))
    if plan.link:
        lines.append(Text("event-link-hidden"))
    if plan.only:
        lines.append(Text("event-only", only=plan.only))
    lines += [Text("event-about", line=line) for line in (plan.about or "").splitlines()]
    if plan.points:
        lines.append(Text("event-points", points=plan.points))
    return lines


def when(plan: Plan, zone: ZoneInfo) -> Text:
    """Say when it begins, by whose clock, and how long it lasts."""
    at, clock = wall(plan.starts_at, zone), zone_name(zone.key)
    return Text("event-when", at=at, zone=clock, lasts=span(plan.lasts))


def where(plan: Plan) -> list[Text]:
    """Say to those who go where to go: the place, and the link that they alone see."""
    lines = []
    if plan.place:
        lines.append(Text("event-place", place=plan.place))
    if plan.link:
        lines.append(Text("event-link", link=plan.link))
    return lines


def preview(event: Event, zone: ZoneInfo) -> tuple[Lines, Keyboard]:
    """Return a draft as it would be posted, with what can be changed about it."""
    plan = event.plan
    seats = "event-seats-all" if plan.capacity is None else "event-seats"
    lines: list[Text | str] = [
        Text("event-preview"),
        "",
        Text("event-title", title=plan.title),
        *details(plan, zone),
        Text(seats, n=plan.capacity or 0),
        "",
        campaigns.aim_line(plan.objective),
    ]
    tweaks = tuple(
        Button(Text(f"event-tweak-{what}"), data=buttons.pack(TweakEvent(event.id, what)))
        for what in TWEAKS
    )
    begin = Button(Text("event-begin"), data=buttons.pack(BeginEvent(event.id, is_sure=True)))
    drop = Button(Text("event-drop"), data=buttons.pack(BeginEvent(event.id, is_sure=False)))
    return Lines(*lines), (tweaks[:2], tweaks[2:], (begin, drop))


def listed(
    events: Sequence[Event], going: Mapping[int, int], community: str, zone: ZoneInfo
) -> tuple[Lines, Keyboard]:
    """Return what is coming, with a button each."""
    lines = [
        Text(
            "events-line",
            n=event.id,
            title=event.plan.title,
            at=wall(event.plan.starts_at, zone),
            going=going.get(event.id, 0),
            seats=event.plan.capacity or 0,
        )
        for event in events
    ]
    keyboard = tuple(
        (
            Button(
                Text("events-button", n=event.id, title=event.plan.title[:40]),
                data=buttons.pack(ShowEvent(event.id)),
            ),
        )
        for event in events
    )
    return Lines(Text("events-head", community=community), *lines), keyboard


def recap(event: Event, turnup: Turnup, names: Mapping[int, str], points: int) -> Lines:
    """Tell the staff who came of those who said so."""
    said, came = len(turnup.came) + len(turnup.missing), len(turnup.came)
    lines = [
        Text("event-recap", title=event.plan.title),
        Text("event-recap-came", came=came, said=said, besides=len(turnup.besides)),
    ]
    for name, people in (("there", (*turnup.came, *turnup.besides)), ("missing", turnup.missing)):
        if people:
            told = _named(people, names, MOST_RECAPPED)
            lines.append(Text(f"event-recap-{name}", names=told))
    if points:
        lines.append(Text("event-recap-points", points=points))
    return Lines(*lines)


def _who(event: Event, guests: Sequence[Guest], names: Mapping[int, str]) -> list[Text | str]:
    by: dict[str, list[int]] = {"going": [], "waiting": [], "maybe": []}
    for each in guests:
        by.setdefault(each.standing, []).append(each.person_id)
    going, seats = len(by["going"]), event.plan.capacity or 0
    lines: list[Text | str] = [Text("event-going", n=going, seats=seats)]
    for standing in ("going", "waiting", "maybe"):
        people = by[standing]
        if people and standing != "going":
            lines.append(Text(f"event-{standing}", n=len(people)))
        if people and standing != "maybe":
            lines.append(Text("event-names", names=_named(people, names, MOST_NAMES)))
    there = sum(1 for each in guests if each.attended_at)
    if there:
        lines.append(Text("event-there", n=there))
    return lines


def _named(people: Sequence[int], names: Mapping[int, str], most: int) -> Text | str:
    shown = ", ".join(names.get(each, "…") for each in people[:most])
    more = len(people) - most
    return Text("event-names-more", names=shown, more=more) if more > 0 else shown
