"""What all sends share: may the bot write here, in which topic, replying to what, with keys."""

import re
from typing import Any

from bot.rehearsal import entities
from bot.rehearsal.calling import Call
from bot.rehearsal.errors import bad, forbidden
from bot.rehearsal.posting import post
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Stored

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_NOUNS = {
    "can_send_messages": "text messages",
    "can_send_photos": "photos",
    "can_send_videos": "videos",
    "can_send_documents": "documents",
    "can_send_audios": "music",
    "can_send_voice_notes": "voice notes",
    "can_send_video_notes": "video notes",
    "can_send_polls": "polls",
    "can_send_other_messages": "stickers and GIFs",
}
_LINK = re.compile(r"(?:https?://|tg://|ton://)?[^\s/]+[^\s]*", re.IGNORECASE)
MAX_BUTTONS = 100


def destination(call: Call, permission: str = "can_send_messages") -> Chat:
    """The chat to write to, or the reason why the bot may not."""
    chat = call.chat()
    if chat.type == "private":
        _reach(call, chat)
        return chat
    if chat.type == "channel":
        if not call.world.bot_may(chat, "can_post_messages"):
            raise bad("need administrator rights in the channel chat")
        return chat
    member = call.world.bot_standing(chat)
    if member.status in {"administrator", "creator"}:
        return chat
    allowed = chat.permissions.get(permission, False)
    if member.status == "restricted":
        allowed = allowed and member.rights.get(permission, False)
    if not allowed:
        raise bad(f"not enough rights to send {_NOUNS[permission]} to the chat")
    return chat


def _reach(call: Call, chat: Chat) -> None:
    person = call.world.state.people[chat.id]
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    window = call.world.state.dm_windows.get(person.id, 0.0)
    if not person.started and window < call.world.clock.now():
        raise forbidden("bot can't initiate conversation with a user")


def deliver(call: Call, chat: Chat, content: Json, *, count: int = 1) -> Stored:
    """Send one message with what every send may carry; `count` is 0 when already admitted."""
    markup = reply_markup(call)
    reply, quote = replied(call, chat)
    thread = thread_of(call, chat, reply)
    if count:
        call.admit(chat, messages=count)
    if quote is not None:
        content = {"quote": quote} | content
    if call.get("protect_content"):
        content["has_protected_content"] = True
    if call.get("message_effect_id"):
        content["effect_id"] = call.get("message_effect_id")
    if markup is not None:
        content["reply_markup"] = markup
    return post(call.world, chat, call.world.bot.id, content, thread=thread, reply_to=reply)


def thread_of(call: Call, chat: Chat, reply: Stored | None = None) -> int | None:
    """The topic to write to; General is addressed by leaving it out."""
    thread = call.get("message_thread_id")
    if not thread and reply is not None and chat.is_forum:
        thread = reply.data.get("message_thread_id")
    may_manage = call.world.bot_may(chat, "can_manage_topics")
    if not thread:
        if chat.is_forum and chat.general.closed and not may_manage:
            raise bad("TOPIC_CLOSED")
        return None
    topic = chat.topics.get(thread) if chat.is_forum else None
    if topic is None:
        if not chat.is_forum and thread in chat.messages and chat.type == "supergroup":
            return int(thread)
        raise bad("message thread not found")
    if topic.closed and not may_manage:
        raise bad("TOPIC_CLOSED")
    return topic.id


def replied(call: Call, chat: Chat) -> tuple[Stored | None, Json | None]:
    """The message replied to and the part of it that is quoted."""
    asked = call.get("reply_parameters")
    if not asked:
        return None, None
    if not isinstance(asked, dict) or not isinstance(asked.get("message_id"), int):
        raise bad("can't parse reply parameters JSON object")
    elsewhere = asked.get("chat_id")
    if elsewhere is not None and str(elsewhere) not in {str(chat.id), f"@{chat.username}"}:
        return None, None
    found = chat.messages.get(asked["message_id"])
    if found is None or found.deleted:
        if asked.get("allow_sending_without_reply"):
            return None, None
        raise bad("message to be replied not found")
    quote = asked.get("quote")
    if not quote:
        return found, None
    text = found.data.get("text") or found.data.get("caption") or ""
    at = text.find(str(quote))
    if at < 0:
        raise bad("QUOTE_TEXT_INVALID")
    return found, {"text": quote, "position": entities.length(text[:at]), "is_manual": True}


def reply_markup(call: Call) -> Json | None:
    """The inline keyboard, checked; other keyboards are checked and not part of a message."""
    markup = call.get("reply_markup")
    if not markup:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline keyboard")
        drawn = [[_button(button) for button in row] for row in rows if row]
        if sum(len(row) for row in drawn) > MAX_BUTTONS:
            raise bad("reply markup is too long")
        return {"inline_keyboard": drawn} if drawn else None
    if "keyboard" in markup:
        for row in _rows(markup["keyboard"], "keyboard"):
            for button in row:
                if not (
                    isinstance(button, str) or (isinstance(button, dict) and "text" in button)
                ):
                    raise bad("can't parse keyboard button: Object expected")
    elif not markup.get("remove_keyboard") and not markup.get("force_reply"):
        raise bad("can't parse reply keyboard markup JSON object")
    return None


def _rows(raw: Any, what: str) -> list[list[Any]]:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad(f'field "{what.replace(" ", "_")}" must be an Array of Arrays')
    return raw


def _button(raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise bad("can't parse inline keyboard button: Object expected")
    text = raw.get("text")
    if not isinstance(text, str):
        raise bad("can't parse inline keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad("can't parse inline keyboard button: Text must be non-empty")
    actions = [name for name in _ACTIONS if raw.get(name) is not None]
    if not actions:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    action = actions[0]
    value = raw[action]
    if action == "callback_data" and not (
        isinstance(value, str) and 1 <= len(value.encode()) <= 64
    ):
        raise bad("BUTTON_DATA_INVALID")
    if action == "url" and not (isinstance(value, str) and _is_url(value)):
        raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    kept = {"text": text, action: value}
    if raw.get("style") in {"danger", "success", "primary"}:
        kept["style"] = raw["style"]
    return kept


def _is_url(value: str) -> bool:
    return bool(_LINK.fullmatch(value)) and ("." in value or "://" in value)
