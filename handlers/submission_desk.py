"""Where the staff sees what was handed in, decides about it, and its author is told."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import insert, update
from telegram import Update

from bot.features.cases.removing import take_away
from bot.features.complaints.posts import keep_edited
from bot.features.members.queries import person_by_id
from bot.features.messages import ChatMessage
from bot.features.places import Place, Places, place_of
from bot.features.readers import readers_of
from bot.features.submissions import service
from bot.features.submissions.forgetting import SHOWS
from bot.features.submissions.queries import cards_of, submission_by_id
from bot.features.submissions.rules import REASONS, Submission
from bot.kit.effects import Delivery, Keyboard, Planned, Priority, Then, post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text, Words, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons, submission_texts
from handlers.context import Context
from handlers.guards import community_with_act
from handlers.submission_buttons import DecideSubmission, ShowSubmission
from models.submissions import submission_cards

ACT: Final = "calendar.edit"
# A card, or the copy above it, has been sent.
CARDED: Final = "submission.carded"
MOST_REASON: Final = 500


async def tap_decide(_: Update, context: Context, button: DecideSubmission) -> None:
    """Publish something, decline it for a reason, or turn to the reasons and back."""
    submission, place = await _at_hand(context, button.submission_id)
    by, deed = context.person.id, button.deed
    if submission.state != "waiting":
        context.toast(Text("submission-decided"))
    elif deed in {"decline", "back"}:
        context.toast()
        asks_why = deed == "decline"
        words = await submission_texts.card(context.uow, submission, place, asks_why=asks_why)
        context.rewrite(*words)
        return
    elif deed == "publish":
        words_out = await submission_texts.shown(context.uow, submission)
        await service.publish(context.uow, submission, words_out, by=by)
        context.toast(Text("submission-goes-out"))
    elif deed in REASONS:
        reason = Text(f"submission-reason-{deed}")
        await decline(context.uow, submission, reason, by=by)
        context.toast(Text("submission-told-author"))
    await _shows_anew(context, submission, place)


async def tap_show(_: Update, context: Context, button: ShowSubmission) -> None:
    """Show something that waits to whoever asks, below the list."""
    submission, place = await _at_hand(context, button.submission_id)
    pressed = context.press.message
    if pressed is None or submission.state != "waiting":
        context.toast(Text("submission-decided"))
        return
    shown = {chat_id for chat_id, _, _ in await cards_of(context.uow, submission.id)}
    if pressed.chat.id in shown:
        context.toast(Text("submission-above"), alert=True)
        return
    await _post(context.uow, submission, place, pressed.chat.id)
    context.toast()


def is_reason(message: ChatMessage) -> bool:
    """Whether a message answers a card that asks why something is declined."""
    return _asked_why(message) is not None


async def take_reason(context: Context) -> bool:
    """Decline something for the reason that one of the staff writes in reply to its card."""
    submission_id = _asked_why(context.message)
    if submission_id is None or context.speaker is None:
        return False
    submission, _ = await _at_hand(context, submission_id)
    reason = context.message.words.strip()[:MOST_REASON]
    if submission.state != "waiting" or not reason:
        raise Refusal(Text("submission-decided"))
    said = Text("submission-reason", reason=reason)
    await decline(context.uow, submission, said, by=context.person.id)
    await Cards(context.step.places).show(context.uow, submission.id)
    context.say(Text("submission-told-author"))
    return True


async def decline(uow: UnitOfWork, submission: Submission, reason: Text, *, by: int) -> None:
    """Decline something, and tell its author why, kindly; once."""
    if await service.decline(uow, submission, by=by):
        key = f"submission-told:{submission.id}:declined"
        await _tell(uow, submission, key, Text("submission-declined", reason=reason))


class Cards:
    """Shows submissions to those who decide about them, and keeps the cards up to date."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Any]:
        """Return who does which kind of due work around submissions."""
        return {
            CARDED: self.on_carded,
            SHOWS: self.on_shows,
            service.POSTED: self.on_posted,
            service.TAKEN: self.on_taken,
        }

    async def bring(self, uow: UnitOfWork, submission: Submission, place: Place) -> bool:
        """Show the staff something that was handed in; False where nobody can be reached."""
        mine = {submission.person_id} if submission.person_id else set()
        # Whoever is alone decides about their own.
        readers = await readers_of(uow, place, ACT, besides=mine) or await readers_of(
            uow, place, ACT
        )
        for chat_id in readers:
            await _post(uow, submission, place, chat_id)
        return bool(readers)

    async def show(self, uow: UnitOfWork, submission_id: int) -> None:
        """Bring the cards of a submission up to date."""
        submission = await submission_by_id(uow, submission_id)
        place = None if submission is None else await self._place(uow, submission.chat_id)
        if submission is None or place is None:
            return
        words, keyboard = await submission_texts.card(uow, submission, place)
        for chat_id, kind, message_id in await cards_of(uow, submission_id):
            if kind == "card" and message_id is not None:
                await keep_edited(uow, chat_id, message_id, words, keyboard)

    async def on_shows(self, uow: UnitOfWork, due: Planned) -> None:
        """Bring cards up to date of what nobody decided."""
        await self.show(uow, int(due.details["submission_id"]))

    async def on_carded(self, uow: UnitOfWork, due: Planned) -> None:
        """Remember where a card or a copy hangs; what was taken back meanwhile hangs no more."""
        told = due.details
        submission = await submission_by_id(uow, int(told["submission_id"]))
        if submission is None or told["sent_id"] is None:
            return
        of = submission_cards.c
        chat_id, kind, sent_id = int(told["chat_id"]), str(told["kind"]), int(told["sent_id"])
        kept = await uow.execute(
            update(submission_cards)
            .where(of.submission_id == submission.id, of.chat_id == chat_id, of.kind == kind)
            .values(message_id=sent_id)
        )
        is_gone = submission.state == "withdrawn" and kind == "copy"
        if is_gone or not kept.rowcount:
            take_away(uow, chat_id, sent_id, None)
        elif submission.state != "waiting" and kind == "card":
            await self.show(uow, submission.id)

    async def on_posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Take down what became of publishing: points and a word for the author, once."""
        told = due.details
        settled = await service.settle(
            uow,
            int(told["submission_id"]),
            is_sent=told["state"] == "done",
            sent_id=told["sent_id"],
            failure=str(told["failure"] or "?"),
        )
        place = None if settled is None else await self._place(uow, settled.chat_id)
        if settled is None or place is None:
            return
        if settled.state == "published":
            points = await service.reward(uow, settled, place)
            words = Text("submission-published", chat=place.title, points=points)
            key = f"submission-told:{settled.id}:published"
            await _tell(uow, settled, key, words, submission_texts.opens(settled, place))
        await self.show(uow, settled.id)

    async def on_taken(self, uow: UnitOfWork, due: Planned) -> None:
        """Say in its place that something was taken back, where it is too old to be deleted."""
        submission = await submission_by_id(uow, int(due.details["submission_id"]))
        if submission is None or due.details["state"] == "done" or not submission.message_id:
            return
        uow.owe(
            Delivery(
                key=f"submission-gone:{submission.id}",
                chat_id=submission.chat_id,
                method="editMessageCaption" if submission.is_photo else "editMessageText",
                arguments={
                    "message_id": submission.message_id,
                    "words": pack(Text("submission-was-withdrawn")),
                },
                is_repeatable=True,
            )
        )

    async def _place(self, uow: UnitOfWork, chat_id: int) -> Place | None:
        await self._places.read(uow, [chat_id])
        return place_of(uow, chat_id)


async def _post(uow: UnitOfWork, submission: Submission, place: Place, chat_id: int) -> None:
    """Owe a reader what was handed in, exactly as it would stand, and the card below it."""
    for kind in ("copy", "card"):
        row = {"submission_id": submission.id, "chat_id": chat_id, "kind": kind}
        await uow.execute(insert(submission_cards).values(**row, message_id=None))
    then = {
        kind: Then(CARDED, {"submission_id": submission.id, "chat_id": chat_id, "kind": kind})
        for kind in ("copy", "card")
    }
    words = await submission_texts.shown(uow, submission)
    key = f"submission:{submission.id}:copy:{chat_id}"
    uow.owe(service.delivery(submission, key, chat_id, words, then=then["copy"]))
    card, keyboard = await submission_texts.card(uow, submission, place)
    uow.owe(
        post(
            f"submission:{submission.id}:card:{chat_id}",
            chat_id,
            card,
            keyboard=keyboard,
            person_id=submission.person_id,
            then=then["card"],
        )
    )


async def _tell(
    uow: UnitOfWork, submission: Submission, key: str, words: Words, keyboard: Keyboard = ()
) -> None:
    """Tell its author what became of it, if the bot may write to them."""
    person_id = submission.person_id
    named = await person_by_id(uow, person_id) if person_id else None
    if person_id and named is not None and named.can_dm:
        uow.owe(
            post(
                key,
                person_id,
                words,
                keyboard=keyboard,
                person_id=person_id,
                priority=Priority.ANSWER,
            )
        )


async def _at_hand(context: Context, submission_id: int) -> tuple[Submission, Place]:
    submission = await submission_by_id(context.uow, submission_id)
    if submission is None or submission.local_day is None:
        raise Refusal(Text("button-stale"))
    fallback = await community_with_act(context, submission.community_id, ACT)
    await context.step.places.read(context.uow, [submission.chat_id])
    return submission, place_of(context.uow, submission.chat_id) or fallback


async def _shows_anew(context: Context, submission: Submission, place: Place) -> None:
    """Rewrite the pressed card at once, and the others in their turn."""
    newest = await submission_by_id(context.uow, submission.id) or submission
    context.rewrite(*await submission_texts.card(context.uow, newest, place))
    await Cards(context.step.places).show(context.uow, newest.id)


def _asked_why(message: ChatMessage) -> int | None:
    replied = message.reply_to_message
    if replied is None or replied.sender is None or not replied.sender.is_bot:
        return None
    for data in replied.pressed:
        button = buttons.unpack(data)
        if isinstance(button, DecideSubmission) and button.deed in REASONS:
            return button.submission_id
    return None
