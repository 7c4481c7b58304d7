"""Words that answer something of ours: what somebody was asked to write, and replies to cards."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from telegram import Update
from telegram.ext import filters

from bot.features.complaints.rules import reason_in
from bot.features.messages import ChatMessage
from bot.features.picks.rules import said_in
from bot.kit.texts import Text
from handlers import (
    appeals,
    buttons,
    chains,
    challenge_titles,
    challenges,
    complaints,
    contacts,
    draw_asking,
    draws,
    event_making,
    gates,
    giveaway_making,
    guides,
    materials,
    onboarding,
    poll_making,
    profiles,
    quiz_files,
    quizzes,
    submissions,
    surveys,
    tag_files,
)
from handlers.context import Context

Taker: TypeAlias = Callable[[Context], Awaitable[bool]]

# Each looks whether somebody's words by DM are for it; the first one that takes them has them.
# "stop" is heard whatever was asked.
TAKERS: Final[tuple[Taker, ...]] = (
    contacts.take_words,
    gates.take_words,
    giveaway_making.take_file,
    tag_files.take_file,
    materials.take_file,
    quiz_files.take_file,
    draw_asking.take_words,
    challenge_titles.take_words,
    appeals.take_words,
    complaints.take_words,
    submissions.take_words,
    surveys.take_words,
    profiles.take_words,
    poll_making.take_words,
    event_making.take_words,
    onboarding.take_words,
    gates.take_late_words,
)
# What one can call off that one was asked to write.
NEVER_MINDS: Final[dict[str, Taker]] = {
    "appeal": appeals.never_mind,
    "complain": complaints.never_mind,
    "submit": submissions.never_mind,
}


async def hear_private(update: Update, context: Context) -> None:
    """Hand what is said by DM to whoever asked for it; nobody having asked, be puzzled."""
    if not context.message.is_command and context.speaker is not None:
        for take in TAKERS:
            if await take(context):
                return
    await guides.puzzle(update, context)


async def hear_group(update: Update, context: Context) -> None:
    """Hand what is said in a group to whoever waits for it there."""
    if submissions.is_for(context.message):
        await submissions.hear(update, context)
    elif not (await quizzes.take_answer(context) or await chains.take_line(context)):
        await challenges.say_evidence(update, context)
        await draws.say_word(context)


async def tap_never_mind(_: Update, context: Context, button: buttons.NeverMind) -> None:
    """Call off what one was asked to write."""
    drop = NEVER_MINDS.get(button.what)
    if drop is None or not await drop(context):
        context.toast(Text("button-stale"), alert=True)
        return
    context.toast()
    context.rewrite(Text("never-mind-done"))


def is_reply_to_bot(message: ChatMessage) -> bool:
    """Whether a message answers one of a bot's."""
    replied = message.reply_to_message
    return replied is not None and replied.sender is not None and replied.sender.is_bot


class Picks(filters.MessageFilter):
    """Lets through a reply that chooses what it answers, or takes that back."""

    def __init__(self) -> None:
        super().__init__("picks")

    def filter(self, message: object) -> bool:
        """Whether the text is one of those words, perhaps with a title."""
        return said_in(getattr(message, "text", None) or "") is not None


class Calls(filters.MessageFilter):
    """Lets through a message that calls the staff."""

    def __init__(self) -> None:
        super().__init__("calls")

    def filter(self, message: object) -> bool:
        """Whether the text or the caption calls the staff."""
        words = getattr(message, "text", None) or getattr(message, "caption", None)
        return isinstance(words, str) and reason_in(words) is not None


class AnswersBot(filters.MessageFilter):
    """Lets through a message that answers one of a bot's."""

    def __init__(self) -> None:
        super().__init__("answers a bot")

    def filter(self, message: object) -> bool:
        """Whether whoever is answered is a bot."""
        sender = getattr(getattr(message, "reply_to_message", None), "from_user", None)
        return sender is not None and bool(sender.is_bot)
