"""Text messages: sending and editing, dice, places, contacts and the sign of typing."""

from typing import Any

from bot.rehearsal import entities
from bot.rehearsal.calling import Call, method
from bot.rehearsal.dice import SIDES, throw
from bot.rehearsal.errors import bad
from bot.rehearsal.render import Json
from bot.rehearsal.sending import deliver, destination

MAX_TEXT = 4096
_DOINGS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def text_content(call: Call) -> Json:
    """The text of a message, checked as Telegram checks it."""
    text, marked = call.formatted("text")
    if not text:
        raise bad("message text is empty")
    if entities.length(text) > MAX_TEXT:
        raise bad("message is too long" if call.method == "sendMessage" else "MESSAGE_TOO_LONG")
    content: Json = {"text": text}
    if marked:
        content["entities"] = marked
    if call.get("link_preview_options"):
        content["link_preview_options"] = call.get("link_preview_options")
    return content


@method
def send_message(call: Call) -> Any:
    """Send a text."""
    chat = destination(call)
    content = text_content(call)
    return call.world.message_drawn(deliver(call, chat, content))


@method
def send_dice(call: Call) -> Any:
    """Throw one of Telegram's dice."""
    chat = destination(call, "can_send_other_messages")
    emoji = (call.get("emoji") or "🎲").replace("\ufe0f", "")
    if emoji not in SIDES:
        raise bad("unsupported dice emoji")
    content = {"dice": throw(call.world.chance, emoji)}
    return call.world.message_drawn(deliver(call, chat, content))


@method
def send_location(call: Call) -> Any:
    """Send a point on the map."""
    chat = destination(call)
    return call.world.message_drawn(deliver(call, chat, {"location": _place(call)}))


@method
def send_venue(call: Call) -> Any:
    """Send a named place."""
    chat = destination(call)
    place = _place(call)
    venue = {"location": place, "title": call.params["title"], "address": call.params["address"]}
    content = {"venue": venue, "location": place}
    return call.world.message_drawn(deliver(call, chat, content))


@method
def send_contact(call: Call) -> Any:
    """Send a telephone contact."""
    chat = destination(call)
    contact = {
        name: call.get(name)
        for name in ("phone_number", "first_name", "last_name", "vcard")
        if call.get(name)
    }
    return call.world.message_drawn(deliver(call, chat, {"contact": contact}))


@method
def send_chat_action(call: Call) -> Any:
    """Show that the bot is at it."""
    destination(call)
    if call.params["action"] not in _DOINGS:
        raise bad("wrong parameter action in request")
    return True


def _place(call: Call) -> Json:
    latitude, longitude = call.params["latitude"], call.params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("wrong latitude or longitude specified")
    return {"latitude": latitude, "longitude": longitude}
