"""How a raid reads: the group's one message, the staff's cards and their buttons."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.features.cases.crowds import Progress
from bot.features.gates.rules import puzzle_of
from bot.features.places import Place
from bot.features.raids.queries import Raid, Suspect
from bot.features.raids.rules import Figures
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.case_texts import person

MOST_SUSPECTS: Final = 25


def notice(raid: Raid, place: Place, figures: Figures) -> Lines:
    """Return what the group reads while the gate is closed."""
    lines: list[Text | str] = [Text("raid-notice", until=clock(raid.ends_at, place))]
    if raid.is_locked:
        lines.append(Text("raid-notice-locked"))
    if place.policy.raids.prove:
        asked = puzzle_of(raid.seed).asked
        lines.append(Text("raid-notice-prove", picture=Text(f"raid-picture-{asked}")))
    if figures.arrivals:
        count = {"arrivals": figures.arrivals, "proven": figures.proven}
        lines.append(Text("raid-notice-count", **count))
    return Lines(*lines)


def pictures(raid: Raid, place: Place) -> Keyboard:
    """Return the pictures of which one is to be pressed."""
    if not place.policy.raids.prove:
        return ()
    shown = puzzle_of(raid.seed).pictures
    return (
        tuple(
            Button(Text(f"raid-emoji-{name}"), data=buttons.pack(buttons.ProveHuman(raid.id, at)))
            for at, name in enumerate(shown)
        ),
    )


def alarm(raid: Raid, place: Place, figures: Figures, suspects: int) -> Lines:
    """Return what the staff read while the gate is closed."""
    lines: list[Text | str] = [
        Text("raid-staff-head", chat=place.title),
        cause(raid, figures),
        Text("raid-staff-until", until=clock(raid.ends_at, place), proven=figures.proven),
    ]
    if suspects:
        lines.append(Text("raid-staff-suspects", suspects=suspects))
    return Lines(*lines)


def cause(raid: Raid, figures: Figures) -> Text:
    """Return why the gate is closed."""
    return Text(f"raid-cause-{raid.cause}", arrivals=figures.arrivals)


def alarm_keyboard(raid: Raid) -> Keyboard:
    """Return what the staff can do while the gate is closed."""
    return (
        (steer(raid, "more"), steer(raid, "end")),
        (steer(raid, "ban"), steer(raid, "list")),
    )


def aftermath(raid: Raid, place: Place, figures: Figures) -> Lines:
    """Return what the staff read when it is over."""
    lasted = (raid.ended_at or raid.ends_at) - raid.began_at
    minutes = max(1, round(lasted / timedelta(minutes=1)))
    return Lines(
        Text("raid-after-head", chat=place.title, minutes=minutes),
        Text(
            "raid-after-came",
            arrivals=figures.arrivals,
            proven=figures.proven,
            spoke=figures.spoke,
        ),
        Text(
            "raid-after-went",
            left=figures.left,
            banned=figures.banned,
            unproven=figures.unproven,
        ),
        Text("raid-after-free"),
    )


def aftermath_keyboard(raid: Raid, figures: Figures) -> Keyboard:
    """Return what the staff can do when it is over, or those were banned who did not prove it."""
    rows: list[tuple[Button, ...]] = []
    if raid.is_on:
        rows.append((steer(raid, "more"), steer(raid, "end")))
    if figures.unproven:
        rows.append((steer(raid, "ban"),))
    if figures.banned:
        rows.append((steer(raid, "undo"),))
    if figures.arrivals:
        rows.append((steer(raid, "list"),))
    return tuple(rows)


def progress(done: Progress, *, is_undoing: bool) -> Lines:
    """Return how far a deed upon many has come."""
    text_id = "raid-progress-undo" if is_undoing else "raid-progress-ban"
    count = done.done + done.failed + done.waiting
    lines: list[Text | str] = [Text(text_id, done=done.done, count=count)]
    if done.failed:
        lines.append(Text("raid-progress-failed", failed=done.failed))
    return Lines(*lines)


def listing(place: Place, suspects: Sequence[Suspect]) -> Lines:
    """Return whom the staff should look at."""
    if not suspects:
        return Lines(Text("raid-suspects-none"))
    lines: list[Text | str] = [Text("raid-suspects-head", chat=place.title)]
    for each in suspects[:MOST_SUSPECTS]:
        who = person(each.person_id, {each.person_id: each.name})
        why, state = Text(f"raid-why-{each.why}"), Text(f"raid-state-{each.state}")
        lines.append(Text("raid-suspect", person=who, why=why, state=state))
    if len(suspects) > MOST_SUSPECTS:
        lines.append(Text("raid-suspects-more", count=len(suspects) - MOST_SUSPECTS))
    return Lines(*lines)


def steer(raid: Raid, deed: str, label: Text | None = None) -> Button:
    """Return a button for the staff."""
    data = buttons.pack(buttons.SteerRaid(raid.id, deed))
    return Button(label or Text(f"raid-button-{deed}"), data=data)


def clock(at: datetime, place: Place) -> str:
    """Return a moment as the community's clock shows it."""
    return f"{at.astimezone(place.zone):%H:%M}"
