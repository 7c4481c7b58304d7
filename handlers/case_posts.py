"""What is said of a case, and where: the group, the member by DM, the staff, the log."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update

from bot.features.audits.service import note, post_log
from bot.features.cases.fleeting import fleeting
from bot.features.cases.queries import came_many_lately, was_told_lately
from bot.features.cases.rules import Case, cause_of, is_soft
from bot.features.members.queries import person_by_id
from bot.features.places import Place
from bot.kit.effects import Delivery, Keyboard, Priority, Then, pack_keyboard, post
from bot.kit.texts import Lines, Text, Words, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers.case_texts import (
    Story,
    appeal_button,
    deed,
    deed_lines,
    deed_to_you,
    evidence_button,
    person,
    undo_button,
    weight_lines,
    why_lines,
)
from models.cases import cases
from models.outbox import outbox

NOTED: Final = "case-noted"
WHISPERED: Final = "case-whispered"
# Somebody whom the same befalls again within so long has been told.
_LATELY: Final = timedelta(minutes=1)
# So many cases within a minute are a flood.
_FLOOD: Final = 15
_MOST_LINES: Final = 8
_MOST_BUTTONS: Final = 3


def why_not(failure: str | None, *, is_deletion: bool = False) -> Text:
    """Return in words why Telegram refused; its own words where nobody foresaw them."""
    cause = cause_of(failure)
    if is_deletion and cause == "no-right":
        return Text("cause-too-old")
    if cause == "other":
        return Text("cause-other", reason=failure or "?")
    return Text(f"cause-{cause}")


def notice(story: Story) -> Delivery:
    """Owe the group the one notice of what a moderator did."""
    case = story.case
    asked_in = case.asked_in or {}
    is_here = asked_in.get("chat_id") == case.chat_id
    is_lifting = case.action in {"unmute", "unban"}
    keyboard: Keyboard = () if is_lifting else ((undo_button(case), appeal_button(case)),)
    return post(
        f"case:{case.id}:notice",
        case.chat_id,
        Lines(*deed_lines(story)),
        keyboard=keyboard,
        thread_id=asked_in.get("thread_id") if is_here else None,
        reply_to=asked_in.get("message_id") if is_here else None,
        person_id=case.person_id if case.person_id > 0 else None,
        then=Then(NOTED, {"case_id": case.id}),
        priority=Priority.ANSWER,
    )


def notice_of_checks(stories: Sequence[Story], place: Place) -> Delivery:
    """Owe the group one message about all that checks did; one without weight goes by itself."""
    first = stories[0]
    key = f"case:{first.case.id}:notice"
    words = Lines(*(deed_lines(first) if len(stories) == 1 else _told_together(stories)))
    weighty = [each.case for each in stories if each.case.action != "remove"]
    keyboard = tuple(
        (undo_button(case, is_numbered=True), appeal_button(case, is_numbered=True))
        for case in weighty[:_MOST_BUTTONS]
    )
    if all(is_soft(each.case, each.weighs, each.terms) for each in stories):
        lasts = place.policy.sanctions.notice_lasts
        owed = fleeting(key, place.chat_id, words, lasts, keyboard=keyboard)
        if len(stories) > 1 or owed.then is None:
            return owed
        # Kept with its case while it hangs: it can be answered, and is struck when taken back.
        return replace(owed, then=Then(NOTED, {**owed.then.details, "case_id": first.case.id}))
    then = Then(NOTED, {"case_id": weighty[0].id}) if len(stories) == 1 else None
    return post(key, place.chat_id, words, keyboard=keyboard, then=then, priority=Priority.ANSWER)


def _told_together(stories: Sequence[Story]) -> list[Text | str]:
    """Return a line for each who had messages removed, and one for each weightier deed."""
    removed: dict[int, list[Story]] = {}
    lines: list[Text | str] = []
    for each in stories:
        if each.case.action == "remove":
            removed.setdefault(each.case.person_id, []).append(each)
        else:
            lines.append(Text("case-line", deed=deed(each), number=str(each.case.number)))
    lines += [
        Text("case-removed", person=several[0].subject, count=len(several))
        for several in removed.values()
    ]
    if len(lines) > _MOST_LINES:
        more = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], Text("case-more", count=more)]
    return lines


def rewrite_notice(uow: UnitOfWork, story: Story) -> None:
    """Owe the notice of a case another wording: it was taken back."""
    case = story.case
    by = person(case.undone_by or 0, story.names)
    words = Lines(
        Text("case-struck", deed=deed(story)),
        Text("case-taken-back", by=by, number=str(case.number)),
    )
    uow.owe(
        Delivery(
            key=f"case:{case.id}:notice:undone",
            chat_id=case.chat_id,
            method="editMessageText",
            arguments={
                "message_id": case.notice_id,
                "words": pack(words),
                "keyboard": pack_keyboard(()),
            },
            is_repeatable=True,
            priority=Priority.ANSWER,
            person_id=case.person_id if case.person_id > 0 else None,
        )
    )


async def was_whispered(uow: UnitOfWork, case: Case) -> bool:
    """Whether a member was told by DM before, and the group is to hear of it after all."""
    found = await uow.execute(select(outbox.c.id).where(outbox.c.key == f"case:{case.id}:dm"))
    return found.first() is not None


async def whisper(uow: UnitOfWork, story: Story) -> bool:
    """Tell a member by DM what was done and how to object; whether they can be told there."""
    case = story.case
    if not await _is_reachable(uow, case.person_id):
        return False
    if case.actor_id is None and await was_told_lately(uow, case, uow.now - _LATELY):
        return True
    is_lifting = case.action in {"unmute", "unban"}
    is_alone = is_soft(case, story.weighs, story.terms)
    head = [Text("case-softly")] if is_alone else []
    foot = [] if is_lifting else [Text("case-you-may-appeal", number=str(case.number))]
    words = Lines(*head, deed_to_you(story), *why_lines(story), *weight_lines(story), *foot)
    uow.owe(
        post(
            f"case:{case.id}:dm",
            case.person_id,
            words,
            keyboard=() if is_lifting else ((appeal_button(case),),),
            person_id=case.person_id,
            then=Then(WHISPERED, {"case_id": case.id, "is_alone": is_alone}),
            priority=Priority.ANSWER,
        )
    )
    return True


async def tell_person(uow: UnitOfWork, person_id: int | None, key: str, words: Words) -> bool:
    """Tell somebody by DM, if the bot may write to them; whether it may."""
    if person_id is None or not await _is_reachable(uow, person_id):
        return False
    uow.owe(post(key, person_id, words, person_id=person_id, priority=Priority.ANSWER))
    return True


async def log_deed(uow: UnitOfWork, story: Story) -> None:
    """Tell the log chats what was done; of a flood that checks hold back, only how large it is.

    They take twenty messages a minute: what is beyond stands in the audit.
    """
    case = story.case
    since = uow.now - _LATELY
    if case.actor_id is not None or not await came_many_lately(
        uow, case, many=_FLOOD, since=since
    ):
        await log(uow, story, "applied", Text("case-log-done", chat=story.place.title))
    elif case.number % _FLOOD == 0:
        words = Text("case-log-many", count=_FLOOD, chat=story.place.title)
        key = f"case:{case.id}:many"
        await post_log(uow, case.community_id, words, category="sanctions", key=key)


async def log(
    uow: UnitOfWork, story: Story, event: str, head: Text, *, can_undo: bool = True
) -> None:
    """Owe the log chats a line about a case, with what it takes to look into it and undo it."""
    case = story.case
    deeds: list[Text | str] = deed_lines(story) if can_undo else why_lines(story)
    keyboard: Keyboard = (
        ((undo_button(case), evidence_button(case)),) if can_undo else ((evidence_button(case),),)
    )
    await post_log(
        uow,
        case.community_id,
        Lines(head, *deeds),
        category="sanctions",
        key=f"case:{case.id}:{event}",
        keyboard=keyboard,
        person_id=case.person_id if case.person_id > 0 else None,
    )


def audit(
    uow: UnitOfWork,
    case: Case,
    what: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write down what became of a case."""
    note(
        uow,
        community_id=case.community_id,
        category="sanctions",
        what=what,
        actor_id=case.undone_by or case.actor_id,
        subject_id=case.person_id or None,
        chat_id=case.chat_id,
        case_id=case.id,
        before=before,
        after=after,
    )


def answer(case: Case, event: str, words: Words, asked_in: Mapping[str, Any]) -> Delivery:
    """Owe an answer to the command that asked for something."""
    return post(
        f"case:{case.id}:{event}",
        int(asked_in["chat_id"]),
        words,
        thread_id=asked_in.get("thread_id"),
        reply_to=asked_in.get("message_id"),
        person_id=case.person_id if case.person_id > 0 else None,
        priority=Priority.ANSWER,
    )


async def mark_told(uow: UnitOfWork, told: Sequence[Case], at: datetime | None) -> None:
    """Note when the group was told of cases, or (None) that it is yet to be told."""
    ids = [each.id for each in told]
    await uow.execute(update(cases).where(cases.c.id.in_(ids)).values(told_at=at))


async def _is_reachable(uow: UnitOfWork, person_id: int) -> bool:
    named = await person_by_id(uow, person_id) if person_id > 0 else None
    return named is not None and named.can_dm is True
