"""Turns one entry of a Telegram Desktop export into the fields of a message."""

import re
from datetime import UTC, datetime
from typing import Any

from bot.rehearsal.entities import Entity, length
from bot.rehearsal.render import Json

_MARKS = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strikethrough",
    "spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_MEDIA = {
    "sticker": "sticker",
    "voice_message": "voice",
    "video_file": "video",
    "video_message": "video_note",
    "audio_file": "audio",
    "animation": "animation",
}
LONGEST = 4096
LONGEST_CAPTION = 1024


def seconds(entry: Json) -> float | None:
    """When it was: the exact second where the export has it, else local time taken as UTC."""
    exact = entry.get("date_unixtime")
    try:
        if exact is not None:
            return float(exact)
        moment = datetime.fromisoformat(str(entry.get("date")))
    except (TypeError, ValueError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


def sender(entry: Json) -> tuple[str, int]:
    """Who it is from: "user" or "channel" and a number; ("", 0) when that is not said."""
    said = str(entry.get("from_id") or entry.get("actor_id") or "")
    match = re.fullmatch(r"(user|channel)?(\d+)", said)
    return (match.group(1) or "user", int(match.group(2))) if match else ("", 0)


def text_of(raw: Any) -> tuple[str, list[Entity]]:
    """A text that is a string or a list of parts, with the marks of the parts."""
    parts = raw if isinstance(raw, list) else [raw]
    text, at = "", 0
    marked: list[Entity] = []
    for part in parts:
        said = part.get("text") if isinstance(part, dict) else part
        if not isinstance(said, str) or not said:
            continue
        size = length(said)
        mark = _mark(part) if isinstance(part, dict) else None
        if mark is not None:
            marked.append({**mark, "offset": at, "length": size})
        text += said
        at += size
    return text, marked


def _mark(part: Json) -> Entity | None:
    kind = str(part.get("type"))
    if kind in _MARKS:
        return {"type": _MARKS[kind]}
    if kind == "text_link" and part.get("href"):
        return {"type": "text_link", "url": str(part["href"])}
    return None


def content(entry: Json) -> Json | None:
    """The fields of a message; None when nothing of it can be sent."""
    text, marked = text_of(entry.get("text"))
    special = _special(entry)
    if special is not None:
        return special
    media = _media(entry)
    limit = LONGEST_CAPTION if media else LONGEST
    if length(text) > limit:
        text, marked = text[: limit // 2], []
    if media is not None:
        marks = {"entities": marked} if text and marked else {}
        return {media: "sample"} | ({"caption": text} if text.strip() else {}) | marks
    if not text.strip():
        return None
    return {"text": text} | ({"entities": marked} if marked else {})


def _media(entry: Json) -> str | None:
    if entry.get("photo"):
        return "photo"
    if entry.get("media_type") in _MEDIA:
        return _MEDIA[str(entry["media_type"])]
    return "document" if entry.get("file") else None


def _special(entry: Json) -> Json | None:
    place = entry.get("location_information")
    if isinstance(place, dict) and {"latitude", "longitude"} <= place.keys():
        return {"location": {n: float(place[n]) for n in ("latitude", "longitude")}}
    contact = entry.get("contact_information")
    if isinstance(contact, dict):
        name = str(contact.get("first_name") or "Somebody")
        number = str(contact.get("phone_number") or "+10000000000")
        return {"contact": {"first_name": name, "phone_number": number}}
    poll = entry.get("poll")
    if isinstance(poll, dict) and isinstance(poll.get("answers"), list):
        options = [str(a.get("text")) for a in poll["answers"] if isinstance(a, dict)]
        if poll.get("question") and options:
            return {"poll": {"question": str(poll["question"]), "options": options}}
    return None
