"""Forwards and copies."""

from typing import Any

from bot.rehearsal import entities
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.methods.media import MAX_CAPTION, PERMISSION, caption_content
from bot.rehearsal.posting import SERVICE, forwarded
from bot.rehearsal.render import Json
from bot.rehearsal.sending import deliver, destination
from bot.rehearsal.state import Chat, Stored

_MEDIA = tuple(PERMISSION)


def _source(call: Call, number: int, doing: str) -> tuple[Chat, Stored]:
    source = call.chat("from_chat_id")
    stored = source.messages.get(number)
    if stored is None or stored.deleted:
        raise bad(f"message to {doing} not found")
    if SERVICE & stored.data.keys():
        raise bad(f"message can't be {'copied' if doing == 'copy' else 'forwarded'}")
    if stored.data.get("has_protected_content"):
        raise bad(f"message can't be {'copied' if doing == 'copy' else 'forwarded'}")
    return source, stored


def _permission(stored: Stored) -> str:
    kind = next((name for name in _MEDIA if name in stored.data), "")
    return PERMISSION.get(kind, "can_send_messages")


def _copied(call: Call, stored: Stored) -> Json:
    drawn = call.world.message_drawn(stored)
    content = forwarded(drawn)
    content.pop("forward_origin", None)
    if "poll" in content and content["poll"]["type"] == "quiz":
        raise bad("message can't be copied")
    return content


def _poll_shown(call: Call, chat: Chat, sent: Stored) -> None:
    poll = call.world.state.polls.get(sent.data.get("poll", {}).get("id", ""))
    if poll is not None:
        poll.messages.append((chat.id, sent.id))


@method
def forward_message(call: Call) -> Any:
    """Pass a message on with its origin; a poll stays the same poll."""
    _, stored = _source(call, call.params["message_id"], "forward")
    chat = destination(call, _permission(stored))
    sent = deliver(call, chat, forwarded(call.world.message_drawn(stored)))
    _poll_shown(call, chat, sent)
    return call.world.message_drawn(sent)


@method
def copy_message(call: Call) -> Any:
    """Send the content of a message as the bot's own."""
    _, stored = _source(call, call.params["message_id"], "copy")
    chat = destination(call, _permission(stored))
    content = _copied(call, stored)
    if call.get("caption") is not None and any(name in content for name in _MEDIA):
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= caption_content(call)
    if entities.length(content.get("caption", "")) > MAX_CAPTION:
        raise bad("message caption is too long")
    return {"message_id": deliver(call, chat, content).id}


def _numbers(call: Call) -> list[int]:
    numbers = call.params["message_ids"]
    if not isinstance(numbers, list) or not all(isinstance(n, int) for n in numbers):
        raise bad("can't parse message identifiers JSON object")
    if not 1 <= len(numbers) <= 100:
        raise bad("message identifiers are not specified" if not numbers else "too many messages")
    if numbers != sorted(set(numbers)):
        raise bad("message identifiers must be in a strictly increasing order")
    return numbers


def _several(call: Call, doing: str) -> Any:
    source = call.chat("from_chat_id")
    chat = destination(call)
    known = [source.messages.get(n) for n in _numbers(call)]
    kept = [m for m in known if m and not m.deleted and not SERVICE & m.data.keys()]
    if not kept:
        raise bad(f"there are no messages to {doing}")
    call.admit(chat, messages=len(kept))
    answer = []
    for stored in kept:
        drawn = call.world.message_drawn(stored)
        content = forwarded(drawn) if doing == "forward" else _copied(call, stored)
        if call.get("remove_caption"):
            content.pop("caption", None)
            content.pop("caption_entities", None)
        sent = deliver(call, chat, content, count=0)
        _poll_shown(call, chat, sent)
        answer.append({"message_id": sent.id})
    return answer


@method
def forward_messages(call: Call) -> Any:
    """Pass on several messages; unknown ones are passed over."""
    return _several(call, "forward")


@method
def copy_messages(call: Call) -> Any:
    """Copy several messages; unknown ones are passed over."""
    return _several(call, "copy")
