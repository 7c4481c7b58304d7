"""Telegram's edge: who answers what, all on this page. The order matters."""

from collections.abc import Callable, Iterable

from telegram import Message, Update
from telegram.ext import (
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ChatJoinRequestHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    PollAnswerHandler,
    PollHandler,
    filters,
)

from bot.features.cases.wording import manner_named
from bot.features.complaints.rules import reason_in
from bot.features.messages import ChatMessage
from bot.features.questions.hearing import is_reply
from bot.features.thanks.rules import WORDS as THANKS
from bot.kit.folding import fold
from handlers import (
    buttons,
    cases,
    chains,
    checkins,
    communities,
    complaints,
    gates,
    guides,
    listening,
    members,
    picks,
    polls,
    questions,
    submissions,
    thanks,
    tidying,
)
from handlers.commands import COMMANDS
from handlers.context import App, Context
from handlers.presses import PRESSES
from handlers.works import bring_in_flow, bring_in_rules, plan_ahead, workers

__all__ = [
    "bring_in_flow",
    "bring_in_rules",
    "is_own_command",
    "plan_ahead",
    "register_all",
    "workers",
]


def register_all(app: App, *, sign_in_words: Iterable[str]) -> Callable[[ChatMessage], bool]:
    """Register every handler; returns which messages any of them is concerned with.

    Handlers see new messages alone: editing an old command must not run it again. What the
    returned question denies is never turned into the library's objects at all.
    """
    words = frozenset(said for word in sign_in_words if (said := _as_said(word)))
    new = filters.UpdateType.MESSAGE
    for name, callback in COMMANDS.items():
        app.add_handler(CommandHandler(name, tidying.unless_disabled(name, callback), filters=new))
    app.add_handler(MessageHandler(new & filters.COMMAND & _Manners(), cases.say_sanction))
    app.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, communities.saw_move))
    app.add_handler(
        MessageHandler(
            new & (filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER),
            members.saw_arrivals,
        )
    )
    app.add_handler(
        MessageHandler(new & filters.StatusUpdate.NEW_CHAT_TITLE, communities.saw_title)
    )
    app.add_handler(MessageHandler(new & _Words(words), checkins.say_check_in))
    thanked = new & filters.REPLY & _Words(THANKS)
    # "+1" below a list of ours is a line, and thanks to nobody.
    app.add_handler(MessageHandler(thanked & listening.AnswersBot(), listening.hear_group))
    app.add_handler(MessageHandler(thanked, thanks.say_thanks))
    called = new & filters.REPLY & filters.ChatType.GROUPS & listening.Calls()
    app.add_handler(MessageHandler(called, complaints.call_staff))
    picked = new & filters.REPLY & filters.ChatType.GROUPS & listening.Picks()
    app.add_handler(MessageHandler(picked, picks.hear))
    replied = new & filters.ChatType.GROUPS & ~filters.COMMAND & questions.Replies()
    app.add_handler(MessageHandler(replied, questions.say_reply))
    shown = new & filters.ChatType.GROUPS & ~filters.COMMAND & ~filters.StatusUpdate.ALL
    app.add_handler(MessageHandler(shown, listening.hear_group))
    spoken = filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
    app.add_handler(MessageHandler(new & spoken, listening.hear_private))
    app.add_handler(CallbackQueryHandler(press))
    app.add_handler(
        ChatMemberHandler(communities.saw_own_change, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    app.add_handler(ChatMemberHandler(members.saw_change, ChatMemberHandler.CHAT_MEMBER))
    app.add_handler(ChatJoinRequestHandler(gates.saw_request))
    app.add_handler(PollAnswerHandler(polls.saw_vote))
    app.add_handler(PollHandler(polls.saw_end))
    app.add_error_handler(_fail)

    def concerns(message: ChatMessage) -> bool:
        if message.is_service:
            return True
        return not message.is_to_all and (
            message.chat.is_private
            or message.is_command
            or is_reply(message)
            or (message.text is not None and _as_said(message.text) in words)
            or (thanks.helper_of(message) is not None and _as_said(message.words) in THANKS)
            or submissions.is_for(message)
            or picks.is_for(message)
            or (message.reply_to_message is not None and reason_in(message.words) is not None)
            or chains.may_be_line(message)
        )

    return concerns


def is_own_command(message: ChatMessage, username: str) -> bool:
    """Whether a message is a command that this bot answers, and is not meant for another."""
    word = message.words.split(maxsplit=1)[0] if message.is_command else ""
    name, at, whose = word.removeprefix("/").lower().partition("@")
    is_known = name in COMMANDS or manner_named(name) is not None
    return is_known and (not at or whose == username.lower())


async def press(update: Update, context: Context) -> None:
    """Hand a press to the feature whose button it is; forged and older ones are told so."""
    query = update.callback_query
    pressed = buttons.unpack(query.data if query else None)
    if pressed is None:
        await guides.tap_unknown(update, context)
    else:
        await PRESSES[type(pressed)](update, context, pressed)


class _Manners(filters.MessageFilter):
    """Lets through a sanction in one of its manners, such as /tmute or /dban, said to this bot."""

    def __init__(self) -> None:
        super().__init__("manners")

    def filter(self, message: Message) -> bool:
        """Whether the command is one of those that `manner_named` reads."""
        word = (message.text or "").split(maxsplit=1)[0]
        name, at, whose = word.removeprefix("/").partition("@")
        is_ours = not at or whose.lower() == message.get_bot().username.lower()
        return is_ours and manner_named(name) is not None


class _Words(filters.MessageFilter):
    """Lets through a message that is, as a whole, one of some words."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__("words")
        self._words = words

    def filter(self, message: object) -> bool:
        """Whether the text is one of the words."""
        text = getattr(message, "text", None)
        return isinstance(text, str) and _as_said(text) in self._words


def _as_said(text: str) -> str:
    # Nobody signs in with an essay: what is longer is not even folded.
    return fold(text).strip(" \t\n!！。.~～") if len(text) <= 32 else ""


async def _fail(_: object, context: Context) -> None:
    # The library goes on after a handler's exception; the step must be undone instead.
    context.bot_data.failure = context.error
    raise ApplicationHandlerStop
