"""Looking cases up: one of them with its evidence, or somebody's, page by page."""

from datetime import UTC, tzinfo
from typing import Final

from telegram import Update

from bot.features.cases.queries import (
    Kept,
    case_by_id,
    cases_of,
    count_of,
    evidence_for,
    own_cases,
    weight_on,
)
from bot.features.cases.rules import Case, next_rung
from bot.features.complaints.kept import Part
from bot.features.complaints.posts import show_media
from bot.features.members.queries import names_of
from bot.features.places import Place, place_of
from bot.kit.effects import Button, Keyboard, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.case_affairs import affairs_of
from handlers.case_texts import (
    Story,
    deed_lines,
    evidence_button,
    person,
    rung_text,
    story_of,
    undo_button,
)
from handlers.cases import case_meant
from handlers.context import Context
from handlers.guards import place_with_act
from handlers.menus import answer_privately
from handlers.targets import target_in

A_PAGE: Final = 8
_SHOWN_WORDS: Final = 700
_IN_A_TOAST: Final = 150
# Kinds that are called otherwise where they are locked.
_CALLED: Final = {
    "video_note": "videonote",
    "animation": "gif",
    "dice": "emojigame",
    "paid_media": "paidmedia",
}


async def say_case(_: Update, context: Context) -> None:
    """Show a case: to the staff with its evidence, in the group without."""
    case = await case_meant(context)
    place = await _seen_by(context, case)
    story = await story_of(context.uow, case, place)
    here = context.place
    if here is not None and not here.is_back_room:
        undoes = () if case.state == "undone" else (undo_button(case),)
        keyboard = ((*undoes, evidence_button(case)),)
        context.say(Lines(*deed_lines(story), _state(story)), keyboard)
        return
    kept = await evidence_for(context.uow, case.id)
    is_staff = case.person_id != context.person.id
    words = Lines(*deed_lines(story), _state(story), *_evidence_lines(story, kept))
    context.say(words, ((undo_button(case),),) if is_staff and case.state != "undone" else ())
    _show_media(context, case, kept, context.message.chat.id)


async def tap_evidence(_: Update, context: Context, button: buttons.ShowEvidence) -> None:
    """Show the staff what a case rests on: an excerpt at once, and all of it by DM."""
    case = await case_by_id(context.uow, button.case_id)
    if case is None:
        raise Refusal(Text("button-stale"))
    place = await place_with_act(context, case.chat_id, "complaint.triage")
    kept = await evidence_for(context.uow, case.id)
    if not kept:
        raise Refusal(Text("case-no-evidence", number=str(case.number)))
    story = await story_of(context.uow, case, place)
    words = " / ".join(each.words for each in kept if each.words)
    excerpt = words[:_IN_A_TOAST] or Text("case-media-alone")
    context.toast(Text("case-excerpt", words=excerpt), alert=True)
    presser = context.person
    said = Lines(*deed_lines(story), *_evidence_lines(story, kept))
    context.uow.speak(Reply(presser.id, said, context.own_language))
    _show_media(context, case, kept, presser.id)


async def say_cases(_: Update, context: Context) -> None:
    """Show the staff somebody's cases, or a member their own."""
    target = await target_in(context)
    asker = context.person
    if target is None or target.id == asker.id:
        if context.place is None:
            context.say(await _own(context))
            return
        words, keyboard = await _page(context, context.place, asker.id, 0)
    else:
        home = await context.home()
        place = await place_with_act(context, home.chat_id, "complaint.triage")
        words, keyboard = await _page(context, place, target.id, 0)
    await answer_privately(context, words, keyboard)


async def tap_cases(_: Update, context: Context, button: buttons.TurnCases) -> None:
    """Turn to another page of somebody's cases."""
    uow = context.uow
    await context.step.places.read(uow, [button.chat_id])
    place = place_of(uow, button.chat_id)
    if place is None or button.person_id != context.person.id:
        place = await place_with_act(context, button.chat_id, "complaint.triage")
    context.toast()
    context.rewrite(*await _page(context, place, button.person_id, max(0, button.page)))


async def _seen_by(context: Context, case: Case) -> Place:
    """Return the place of a case that the person at hand may see; else it is as if it were not."""
    await context.step.places.read(context.uow, [case.chat_id])
    place = place_of(context.uow, case.chat_id)
    if place is not None and case.person_id == context.person.id:
        return place
    if place is None or place.role_of(context.person.id) is None:
        raise Refusal(Text("case-unknown", number=str(case.number)))
    return place


async def _own(context: Context) -> Lines:
    """Return somebody's own cases in every community, with their appeals and complaints."""
    found = await own_cases(context.uow, context.person.id, limit=2 * A_PAGE)
    affairs = await affairs_of(context.uow, context.person.id)
    if not found:
        return Lines(Text("cases-none-of-yours"), *affairs)
    await context.step.places.read(context.uow, {case.chat_id for case in found})
    lines: list[Text | str] = [Text("cases-yours")]
    for case in found:
        place = place_of(context.uow, case.chat_id)
        zone, title = (place.zone, place.title) if place else (UTC, "…")
        lines.append(Text("cases-line-in", line=_line(case, zone), chat=title))
    return Lines(*lines, *affairs, "", Text("cases-yours-foot"))


async def _page(
    context: Context, place: Place, person_id: int, page: int
) -> tuple[Lines, Keyboard]:
    uow, community_id = context.uow, place.community_id
    total = await count_of(uow, community_id, person_id)
    found = await cases_of(uow, community_id, person_id, limit=A_PAGE, offset=page * A_PAGE)
    names = await names_of(uow, {person_id})
    title = next((case.title for case in found if case.title), None)
    who = person(person_id, names, title)
    weighs = await weight_on(uow, community_id, person_id)
    lines: list[Text | str] = [Text("cases-head", person=who, count=total)]
    ahead = next_rung(weighs, place.policy.sanctions.ladder)
    if weighs and ahead is not None:
        what = rung_text(ahead.action, ahead.lasts)
        lines.append(Text("case-warnings", weighs=weighs, most=ahead.weight, what=what))
    lines += [_line(case, place.zone) for case in found]
    turns = [
        Button(
            Text(label),
            data=buttons.pack(buttons.TurnCases(place.chat_id, person_id, to)),
        )
        for label, to, is_there in (
            ("cases-newer", page - 1, page > 0),
            ("cases-older", page + 1, (page + 1) * A_PAGE < total),
        )
        if is_there
    ]
    return Lines(*lines), (tuple(turns),) if turns else ()


def _line(case: Case, zone: tzinfo) -> Text:
    return Text(
        "cases-line",
        number=str(case.number),
        what=Text(f"case-kind-{case.action}"),
        state=_state_of(case),
        day=case.opened_at.astimezone(zone).date(),
    )


def _state(story: Story) -> Text:
    case = story.case
    if case.state == "undone":
        return Text("case-taken-back", by=_undoer(story), number=str(case.number))
    at = case.opened_at.astimezone(story.place.zone)
    return Text("case-standing", at=at, state=_state_of(case))


def _state_of(case: Case) -> Text:
    """Return how a case stands; what is over in a moment is done and stays in force no longer."""
    is_momentary = case.action in {"remove", "kick", "unmute", "unban"}
    state = "done" if is_momentary and case.state == "applied" else case.state
    return Text(f"case-state-{state}")


def _undoer(story: Story) -> Text:
    return person(story.case.undone_by or 0, story.names)


def _evidence_lines(story: Story, kept: list[Kept]) -> list[Text | str]:
    if not kept:
        return ["", Text("case-no-evidence", number=str(story.case.number))]
    until = min(each.forget_at for each in kept).astimezone(story.place.zone)
    lines: list[Text | str] = ["", Text("case-evidence", until=until.date())]
    for each in kept:
        if each.words:
            lines.append(Text("case-quote", words=each.words[:_SHOWN_WORDS]))
        if each.kind is not None:
            kind = _CALLED.get(each.kind, each.kind)
            lines.append(Text("case-media", kind=Text(f"kind-{kind}")))
    return lines


def _show_media(context: Context, case: Case, kept: list[Kept], chat_id: int) -> None:
    subject = case.person_id if case.person_id > 0 else None
    for each in kept:
        key = f"proof:{case.id}:{each.message_id}:{context.uow.stamp()}"
        part = Part("", each.kind, each.file_id)
        show_media(context.uow, key, chat_id, part, person_id=subject)
