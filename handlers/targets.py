"""Whom a command is about: an explicit argument beats the message that it replies to."""

import re
from dataclasses import dataclass
from typing import Final

from bot.features.contents import Account, Chat, Entity
from bot.features.members.queries import Named, person_by_id, person_named
from bot.features.members.service import meet
from bot.features.messages import ChatMessage, Replied
from bot.features.places import known_of
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.context import Context

_COMMAND: Final = re.compile(r"\S+\s*")
_NAME: Final = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}(?=\s|$)")
_ID: Final = re.compile(r"-?[0-9]{1,16}(?=\s|$)")
_SMALL: Final = 10_000


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a command is about, and what follows that in the command.

    `id` is a person's, or a channel's where somebody speaks as one. `is_known` tells whether we
    ever met them. `rest` is the command's text without the command and without the target.
    `replied` is the message that the target was taken from, where it was taken from one.
    """

    id: int
    name: str
    rest: str = ""
    username: str | None = None
    is_channel: bool = False
    is_bot: bool = False
    is_known: bool = True
    replied: Replied | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: about whom, and the word for it in small letters."""

    person_id: int
    name: str
    is_self: bool
    word: str


async def target_of(context: Context) -> Target:
    """Return whom the command at hand is about; refuses in words where that cannot be told."""
    target = await target_in(context)
    if target is None:
        raise Refusal(Text("target-who"))
    return target


async def target_in(context: Context, said: str | None = None) -> Target | None:
    """Return whom the command at hand is about, or None where it names nobody.

    `said` is what is looked at, where that is less than all that stands behind the command.
    """
    message = context.message
    rest = said_after_command(message) if said is None else said
    told = await _told(context, message, rest)
    if told is not None:
        return told
    replied = replied_to(message)
    return None if replied is None else _of_reply(context, replied, rest)


def said_after_command(message: ChatMessage) -> str:
    """Return what stands behind the command in a message."""
    text = message.text or ""
    return text[_begins(text) :].strip()


def replied_to(message: ChatMessage) -> Replied | None:
    """Return the message that somebody replied to.

    In a topic Telegram lets everything reply to the topic's beginning, which is nobody's meaning.
    """
    replied = message.reply_to_message
    if replied is None or (
        message.is_topic_message and replied.message_id == message.message_thread_id
    ):
        return None
    return replied


async def _told(context: Context, message: ChatMessage, rest: str) -> Target | None:
    """Return the target that the command's first word names."""
    mentioned = _text_mention(message)
    if mentioned is not None:
        account, more = mentioned
        return _of_account(context, account, more)
    if (name := _NAME.match(rest)) is not None:
        found = await person_named(context.uow, name.group()[1:])
        if found is None:
            raise Refusal(Text("target-unknown-name", name=name.group()))
        return _of_named(found, rest[name.end() :].strip())
    number = _ID.match(rest)
    return None if number is None else await _numbered(context, message, number, rest)


async def _numbered(
    context: Context, message: ChatMessage, number: re.Match[str], rest: str
) -> Target | None:
    """Return whom an id means; in a reply a small number that is nobody's is part of a reason."""
    target_id, more = int(number.group()), rest[number.end() :].strip()
    found = await person_by_id(context.uow, target_id) if target_id > 0 else None
    if found is not None:
        return _of_named(found, more)
    if replied_to(message) is not None and abs(target_id) < _SMALL:
        return None
    return Target(target_id, str(target_id), more, is_channel=target_id < 0, is_known=False)


def _text_mention(message: ChatMessage) -> tuple[Account, str] | None:
    """Return whom a mention without a username right behind the command means."""
    text = message.text or ""
    begins = _begins(text)
    at = _units(text[:begins])
    for entity in message.entities:
        if entity.type == "text_mention" and entity.offset == at and entity.user is not None:
            return entity.user, _beyond(text[begins:], entity)
    return None


def _of_reply(context: Context, replied: Replied, rest: str) -> Target:
    chat = context.message.chat
    place = context.place
    if chat.is_private or (place is not None and place.is_back_room):
        return _of_origin(context, replied, rest)
    if replied.sender_chat is not None:
        return _of_chat(context, replied, replied.sender_chat, rest)
    if replied.sender is None:
        raise Refusal(Text("target-who"))
    return _of_account(context, replied.sender, rest, replied)


def _of_origin(context: Context, replied: Replied, rest: str) -> Target:
    """Return who first wrote what was forwarded to the staff, or to the bot by DM."""
    origin = replied.forward_origin
    if origin is None:
        if replied.sender is None or replied.sender.is_bot:
            raise Refusal(Text("target-who"))
        return _of_account(context, replied.sender, rest, replied)
    if origin.sender_user is not None:
        return _of_account(context, origin.sender_user, rest, replied)
    chat = origin.sender_chat or origin.chat
    if chat is None:
        raise Refusal(Text("target-hidden"))
    return Target(chat.id, chat.title or str(chat.id), rest, is_channel=True, replied=replied)


def _of_chat(context: Context, replied: Replied, spoke: Chat, rest: str) -> Target:
    """Return the channel in whose name somebody spoke; the group itself is an administrator."""
    if spoke.id == context.message.chat.id:
        raise Refusal(Text("target-anonymous"))
    place = context.place
    if replied.is_automatic_forward or (place is not None and place.linked_chat_id == spoke.id):
        raise Refusal(Text("target-own-channel"))
    return Target(
        spoke.id, spoke.title or str(spoke.id), rest, spoke.username, True, replied=replied
    )


def _of_account(
    context: Context, account: Account, rest: str, replied: Replied | None = None
) -> Target:
    # Whoever is pointed at is known from now on, even if they never spoke while the bot was here.
    meet(context.uow, account, known_of(context.uow, account.id))
    return Target(
        account.id,
        account.name,
        rest,
        account.username,
        is_bot=account.is_bot,
        replied=replied,
    )


def _of_named(named: Named, rest: str) -> Target:
    return Target(named.id, named.name, rest, named.username, is_bot=named.is_bot)


def _begins(text: str) -> int:
    """Return where what follows the command begins."""
    command = _COMMAND.match(text)
    return command.end() if command else 0


def _units(text: str) -> int:
    # Telegram counts in UTF-16: what lies beyond the first plane counts twice.
    return len(text.encode("utf-16-le")) // 2


def _beyond(rest: str, entity: Entity) -> str:
    units = rest.encode("utf-16-le")
    return units[entity.length * 2 :].decode("utf-16-le", "ignore").strip()
