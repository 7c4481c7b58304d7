"""Changes to what the bot has sent, and deletions with their 48 hours."""

from typing import Any

from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.methods.media import caption_content, media_content
from bot.rehearsal.methods.texts import text_content
from bot.rehearsal.polls import close_when_due, tell
from bot.rehearsal.posting import say
from bot.rehearsal.render import Json
from bot.rehearsal.sending import reply_markup
from bot.rehearsal.state import Chat, Stored

DELETABLE_S = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_LASTING = ("supergroup_chat_created", "channel_chat_created", "forum_topic_created")


def _own(call: Call) -> tuple[Chat, Stored]:
    """A message of the bot's own, to be edited."""
    if call.get("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    for name in ("chat_id", "message_id"):
        if name not in call.params:
            missing = {"chat_id": "chat_id is empty"}
            raise bad(missing.get(name, "message identifier is not specified"))
    chat = call.chat()
    stored = call.message(chat, "edit")
    in_channel = chat.type == "channel" and call.world.bot_may(chat, "can_edit_messages")
    if stored.sender != call.world.bot.id and not in_channel:
        raise bad("message can't be edited")
    return chat, stored


def _change(call: Call, chat: Chat, stored: Stored, content: Json, gone: tuple[str, ...]) -> Any:
    """Put new content and keys in place of the old, unless nothing changes."""
    markup = reply_markup(call)
    fresh = {name: value for name, value in stored.data.items() if name not in gone} | content
    fresh.pop("reply_markup", None)
    if markup is not None:
        fresh["reply_markup"] = markup
    if fresh == stored.data:
        raise bad(NOT_MODIFIED)
    call.admit(chat)
    fresh["edit_date"] = call.world.clock.date()
    stored.data = fresh
    call.world.tell_message(chat, stored)
    if chat.type == "channel" and stored.sender != call.world.bot.id:
        say(call.world, chat, stored, edited=True)
    return call.world.message_drawn(stored)


@method
def edit_message_text(call: Call) -> Any:
    """Change a text."""
    chat, stored = _own(call)
    if "text" not in stored.data:
        raise bad("there is no text in the message to edit")
    content = text_content(call)
    return _change(call, chat, stored, content, ("text", "entities", "link_preview_options"))


@method
def edit_message_caption(call: Call) -> Any:
    """Change the caption of a picture or file."""
    chat, stored = _own(call)
    if not {"photo", "document", "video", "audio", "voice", "animation"} & stored.data.keys():
        raise bad("there is no caption in the message to edit")
    return _change(call, chat, stored, caption_content(call), ("caption", "caption_entities"))


@method
def edit_message_media(call: Call) -> Any:
    """Put another picture or file in place."""
    chat, stored = _own(call)
    content = media_content(call, call.params["media"])
    gone = ("photo", "document", "video", "audio", "animation", "text", "entities")
    return _change(call, chat, stored, content, (*gone, "caption", "caption_entities"))


@method
def edit_message_reply_markup(call: Call) -> Any:
    """Change the keys alone."""
    chat, stored = _own(call)
    return _change(call, chat, stored, {}, ())


@method
def stop_poll(call: Call) -> Any:
    """Close a poll of the bot's own."""
    chat = call.chat()
    stored = chat.messages.get(call.params["message_id"])
    if stored is None or stored.deleted:
        raise bad("message with poll to stop not found")
    poll = call.world.state.polls.get(stored.data.get("poll", {}).get("id", ""))
    if poll is None:
        raise bad("message with poll to stop not found")
    if stored.sender != call.world.bot.id or "forward_origin" in stored.data:
        raise bad("poll can't be stopped")
    close_when_due(call.world, poll)
    if poll.data["is_closed"]:
        raise bad("poll has already been closed")
    poll.data["is_closed"] = True
    markup = reply_markup(call)
    if markup is not None:
        stored.data["reply_markup"] = markup
    else:
        stored.data.pop("reply_markup", None)
    # A poll that is stopped by hand is told of, unlike one whose time runs out.
    call.world.deliver("poll", poll.data)
    tell(call.world, poll)
    return poll.data


def _deletable(call: Call, chat: Chat, stored: Stored) -> bool:
    age = call.world.clock.now() - stored.data["date"]
    if any(name in stored.data for name in _LASTING):
        return False
    if chat.type == "private" and "dice" in stored.data and age < 24 * 3600:
        return False
    if age >= DELETABLE_S:
        return False
    own = stored.sender == call.world.bot.id
    if chat.type == "private":
        return True
    if chat.type == "channel":
        return (own and call.world.bot_may(chat, "can_post_messages")) or call.world.bot_may(
            chat, "can_delete_messages"
        )
    return own or call.world.bot_may(chat, "can_delete_messages")


def _delete(call: Call, chat: Chat, stored: Stored) -> None:
    stored.deleted = True
    if stored.id in chat.pinned:
        chat.pinned.remove(stored.id)
    call.world.tell_message(chat, stored)


@method
def delete_message(call: Call) -> Any:
    """Delete one message."""
    chat = call.chat()
    stored = call.message(chat, "delete")
    if not _deletable(call, chat, stored):
        raise bad("message can't be deleted")
    _delete(call, chat, stored)
    return True


@method
def delete_messages(call: Call) -> Any:
    """Delete up to a hundred messages; what cannot be found or deleted is passed over."""
    chat = call.chat()
    numbers = call.params["message_ids"]
    if not isinstance(numbers, list) or not all(isinstance(n, int) for n in numbers):
        raise bad("can't parse message identifiers JSON object")
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many messages to delete")
    for number in numbers:
        stored = chat.messages.get(number)
        if stored is not None and not stored.deleted and _deletable(call, chat, stored):
            _delete(call, chat, stored)
    return True
