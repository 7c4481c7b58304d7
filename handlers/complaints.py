"""Reports to the staff: by reply in the group, or in private by DM."""

from datetime import timedelta
from typing import Final

from telegram import Update

from bot.features.cases.evidence import evidence_of
from bot.features.cases.fleeting import fleeting
from bot.features.cases.removing import take_away
from bot.features.complaints.intake import (
    asked_of,
    attach,
    begin_private,
    complain,
    drop_asked,
)
from bot.features.complaints.kept import Complaint, Part, Proof, part_of
from bot.features.complaints.posts import show_media
from bot.features.complaints.queries import cards_of, own, reports_since
from bot.features.complaints.rules import reason_in
from bot.features.complaints.service import (
    Again,
    Enough,
    Filed,
    Report,
    Taken,
    report,
    show_soon,
)
from bot.features.messages import ANONYMOUS_ADMIN, Replied
from bot.features.places import Place, known_of
from bot.kit.effects import Button, React, Reply, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.case_affairs import complaint_line
from handlers.complaint_cards import MOST_WORDS
from handlers.complaint_desk import Cards
from handlers.context import Context, start_link
from handlers.targets import replied_to, said_after_command

SEEN: Final = "👀"
# How long an answer stands in the group that is one member's business alone.
NOTE_LASTS: Final = timedelta(seconds=20)


async def say_report(_: Update, context: Context) -> None:
    """Report the message that is replied to, by command."""
    await _report(context, said_after_command(context.message))


async def call_staff(_: Update, context: Context) -> None:
    """Report the message that is replied to, by calling @admin or by saying 举报."""
    reason = reason_in(context.message.words)
    if reason is not None and context.speaker is not None:
        await _report(context, reason)


async def say_complain(_: Update, context: Context) -> None:
    """Take a complaint that is nobody else's business: by DM, at once or with the next words."""
    if not context.message.chat.is_private:
        link = start_link(context.bot, "complain")
        context.say(Text("complain-by-dm"), ((Button(Text("open-dm"), url=link),),))
        return
    words = said_after_command(context.message)
    await (_file(context, Part(words)) if words else ask_complaint(context))


async def ask_complaint(context: Context) -> None:
    """Ask for the words of a complaint, and tell what became of earlier ones."""
    place, person_id = await context.home(), context.person.id
    await _spare(context, place)
    earlier = await own(context.uow, person_id)
    await begin_private(
        context.uow,
        person_id,
        context.message.message_id,
        place.community_id,
        place.policy.complaints,
    )
    lines: list[Text | str] = [Text("complain-ask", community=place.community_name)]
    if earlier:
        lines += ["", *map(complaint_line, earlier)]
    never_mind = buttons.pack(buttons.NeverMind("complain"))
    context.say(Lines(*lines), ((Button(Text("never-mind"), data=never_mind),),))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as their complaint, or a forward as its proof; if it is."""
    person_id, part = context.person.id, part_of(evidence_of(context.message))
    if await asked_of(context.uow, person_id) is not None:
        await _file(context, part)
        return True
    if context.message.forward_origin is None:
        return False
    complaint = await attach(context.uow, person_id, part)
    if complaint is None:
        return False
    await _pass_on(context, complaint, part)
    context.say(Text("complain-attached", number=complaint.id))
    return True


async def never_mind(context: Context) -> bool:
    """Drop a complaint whose words never came; whether there was one."""
    return await drop_asked(context.uow, context.person.id)


async def _report(context: Context, reason: str) -> None:
    place, message, person = context.place, context.message, context.person
    if place is None or not message.chat.is_group:
        raise Refusal(Text("report-in-group"))
    replied = replied_to(message)
    odd = _odd(context, replied)
    if place.is_back_room or replied is None or odd is not None:
        _answer(context, place, odd or Text("report-how"))
        return
    outcome = await report(
        context.uow,
        Report(
            community_id=place.community_id,
            chat_id=place.chat_id,
            message_id=replied.message_id,
            reporter_id=person.id,
            person_id=_author(replied),
            proof=_proof(replied, place),
            reason=reason,
            is_for_heads=_is_of_staff(replied, place),
        ),
        place.policy.complaints,
    )
    told = await _told(context, outcome)
    _answer(context, place, told, is_taken=isinstance(outcome, Filed | Again))


def _odd(context: Context, replied: Replied | None) -> Text | None:
    """Return why a message cannot be reported."""
    if replied is None:
        return Text("report-how")
    author = _author(replied)
    if author == context.bot.id:
        return Text("report-not-me")
    return Text("report-not-own") if author == context.person.id else None


async def _told(context: Context, outcome: Taken) -> Text:
    match outcome:
        case Enough(per_hour, is_doubted):
            return Text(f"report-{'doubted' if is_doubted else 'enough'}", count=per_hour)
        case Again(complaint) | Filed(complaint) if complaint.state == "closed":
            return Text("report-seen", number=complaint.id)
        case Again(complaint):
            return Text("report-again", number=complaint.id)
        case Filed(complaint):
            cards = Cards(context.step.places)
            if not await cards.show(context.uow, complaint.id):
                show_soon(context.uow, complaint.id)
                return Text("report-kept", number=complaint.id)
            heads = "-heads" if complaint.is_for_heads else ""
            return Text(f"report-taken{heads}", number=complaint.id)


def _answer(context: Context, place: Place, told: Text, *, is_taken: bool = False) -> None:
    """Answer whoever reports so that nobody else need see it, and take the command away."""
    message, uow, person = context.message, context.uow, context.person
    removes = message.is_command and bool(place.standing.rights.get("can_delete_messages"))
    if removes:
        take_away(uow, place.chat_id, message.message_id, person.id)
    elif is_taken:
        uow.speak(React(place.chat_id, message.message_id, SEEN))
        return
    known = known_of(uow, person.id)
    if known is not None and known.can_dm:
        uow.speak(Reply(person.id, told, context.own_language))
        return
    thread_id = message.message_thread_id if message.is_topic_message else None
    key = f"report-note:{place.chat_id}:{message.message_id}"
    uow.owe(fleeting(key, place.chat_id, told, NOTE_LASTS, thread_id=thread_id))


def _author(replied: Replied) -> int:
    author = replied.sender_chat or replied.sender
    return author.id if author is not None else 0


def _is_of_staff(replied: Replied, place: Place) -> bool:
    """Whether a message is by one of the staff, or speaks for the group itself."""
    author = _author(replied)
    own_voices = {place.chat_id, place.linked_chat_id, ANONYMOUS_ADMIN}
    if replied.is_automatic_forward or author in own_voices:
        return True
    return place.role_of(author) is not None


def _proof(replied: Replied, place: Place) -> Proof:
    chat = replied.sender_chat
    title = chat.title if chat is not None else replied.sender.name if replied.sender else None
    return Proof(part_of(evidence_of(replied, place.chat_id)), title=title)


async def _file(context: Context, part: Part) -> None:
    place, person_id = await context.home(), context.person.id
    await _spare(context, place)
    complaint = await complain(
        context.uow,
        person_id,
        context.message.message_id,
        community_id=place.community_id,
        part=part,
        terms=place.policy.complaints,
    )
    context.say(Text("complain-taken", number=complaint.id))


async def _spare(context: Context, place: Place) -> None:
    """Refuse more complaints than staff could read."""
    most = place.policy.complaints.per_hour
    since = context.uow.now - timedelta(hours=1)
    if await reports_since(context.uow, context.person.id, since) > most:
        raise Refusal(Text("report-enough", count=most))


async def _pass_on(context: Context, complaint: Complaint, part: Part) -> None:
    count = len(complaint.proof.forwarded) if complaint.proof else 0
    for card in await cards_of(context.uow, complaint.id):
        key = f"complaint:{complaint.id}:proof:{count}:{card.chat_id}"
        words = part.words[:MOST_WORDS] or "…"
        told = Lines(
            Text("complaint-proof", number=complaint.id), Text("complaint-card-words", words=words)
        )
        context.uow.owe(post(key, card.chat_id, told, reply_to=card.message_id))
        show_media(context.uow, f"{key}:media", card.chat_id, part, person_id=None)
