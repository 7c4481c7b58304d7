"""Reads a chat that Telegram Desktop exported (`result.json`), a message at a time."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from bot.backtest.heard import Heard
from bot.features.members.rules import Tenure, voice_of
from bot.features.messages import ANONYMOUS_ADMIN, CHANNEL_SENDER, ChatMessage
from bot.features.moderation.rules import is_exempt
from bot.features.moderation.said import Said
from bot.kit.exports import ChatFile, is_beside, moment_of, numbered, sender_of

_JOINS: Final = frozenset({"join_group_by_link", "join_group_by_request"})
# Telegram Desktop's name of a mark -> the Bot API's.
_MARKS: Final = {
    "link": "url",
    "text_link": "text_link",
    "mention": "mention",
    "mention_name": "text_mention",
    "hashtag": "hashtag",
    "cashtag": "cashtag",
    "bot_command": "bot_command",
    "email": "email",
    "phone": "phone_number",
    "spoiler": "spoiler",
    "custom_emoji": "custom_emoji",
}
_MEDIA: Final = {
    "sticker": "sticker",
    "voice_message": "voice",
    "video_file": "video",
    "video_message": "video_note",
    "audio_file": "audio",
    "animation": "animation",
}


class Export:
    """One exported chat; `skipped` counts by reason what could not be judged."""

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        self.skipped: Counter[str] = Counter()
        self._file = ChatFile(path)
        self._zone = zone
        self._joined: dict[int, datetime] = {}
        self._first: dict[int, datetime] = {}
        self._count: Counter[int] = Counter()

    def __iter__(self) -> Iterator[Heard]:
        """Yield each message in the order of the file.

        Raises:
            BadFile: for what is no export of one chat.
        """
        before: dict[str, Any] | None = None
        # An entry is told with its neighbours: the pictures of an album stand side by side.
        for entry, after in pairwise(chain(self._entries(), [None])):
            if entry is not None:
                heard = self._heard(before, entry, after)
                before = entry
                if heard is not None:
                    yield heard

    def _entries(self) -> Iterator[dict[str, Any]]:
        for entry in self._file:
            if isinstance(entry, dict):
                yield entry
            else:
                self.skipped["no message"] += 1

    def _heard(
        self, before: dict[str, Any] | None, entry: dict[str, Any], after: dict[str, Any] | None
    ) -> Heard | None:
        at = moment_of(entry)
        kind, number = sender_of(entry)
        if at is None:
            self.skipped["no date"] += 1
            return None
        if entry.get("type") != "message":
            self.skipped["service message"] += 1
            if entry.get("action") in _JOINS and kind == "user":
                self._joined[number] = at
            return None
        if not kind:
            self.skipped["no sender"] += 1
            return None
        # Telegram sends the pictures of an album in one second; the export does not bind them.
        album = None
        if is_beside(before, entry) or is_beside(entry, after):
            album = f"{kind}{number}:{int(at.timestamp())}"
        try:
            message = msgspec.convert(self._drawn(entry, at, kind, number, album), ChatMessage)
        except msgspec.ValidationError:
            self.skipped["not understood"] += 1
            return None
        return self._told(entry, message, at, album)

    def _told(
        self, entry: dict[str, Any], message: ChatMessage, at: datetime, album: str | None
    ) -> Heard:
        voice = voice_of(message, None)
        chat, sender = message.sender_chat, message.sender
        who = chat.id if chat is not None else sender.id if sender is not None else 0
        first = self._first.setdefault(who, at)
        tenure = Tenure(first, self._joined.get(who), self._count[who])
        self._count[who] += 1
        said = Said(message, voice, at, self._zone, tenure=tenure, home=frozenset())
        return Heard(
            said,
            who,
            str(entry.get("from") or "Deleted Account"),
            f"message {message.message_id}",
            album or message.message_id,
            is_edited=bool(entry.get("edited")),
            is_judged=not is_exempt(voice, is_administrator=False),
        )

    def _drawn(
        self, entry: dict[str, Any], at: datetime, kind: str, number: int, album: str | None
    ) -> dict[str, Any]:
        drawn: dict[str, Any] = {
            "message_id": int(entry.get("id") or 0),
            "date": int(at.timestamp()),
            "chat": {"id": -1_000_000_000_000 - self._file.id, "type": "supergroup"},
        }
        name = str(entry.get("from") or "Deleted Account")
        if kind == "user":
            drawn["from"] = {"id": number, "first_name": name}
        else:
            own = number == self._file.id
            fake = ANONYMOUS_ADMIN if own else CHANNEL_SENDER
            drawn["from"] = {"id": fake, "first_name": name, "is_bot": True}
            chat_type = "supergroup" if own else "channel"
            drawn["sender_chat"] = {
                "id": -1_000_000_000_000 - number,
                "type": chat_type,
                "title": name,
            }
        if album is not None:
            drawn["media_group_id"] = album
        if entry.get("via_bot"):
            via = str(entry["via_bot"]).lstrip("@")
            drawn["via_bot"] = {"id": 1, "first_name": via, "username": via, "is_bot": True}
        return drawn | _forwarded(entry) | _content(entry)


def _content(entry: dict[str, Any]) -> dict[str, Any]:
    text, marks = _text_of(entry.get("text_entities") or entry.get("text"))
    media = _media(entry)
    if media is None:
        return {"text": text, "entities": marks} if text else {}
    words = {"caption": text, "caption_entities": marks} if text else {}
    return media | words


def _media(entry: dict[str, Any]) -> dict[str, Any] | None:  # noqa: PLR0911 — a line a kind
    poll, contact = entry.get("poll"), entry.get("contact_information")
    if isinstance(poll, dict):
        answers = poll.get("answers") or []
        options = [{"text": str(each.get("text"))} for each in answers if isinstance(each, dict)]
        return {"poll": {"question": str(poll.get("question") or ""), "options": options}}
    if isinstance(contact, dict):
        named = {name: str(contact.get(name) or "") for name in ("phone_number", "first_name")}
        return {"contact": named}
    if isinstance(entry.get("location_information"), dict):
        return {"location": {}}
    if entry.get("photo"):
        return {"photo": [{}]}
    kind = entry.get("media_type")
    if kind in _MEDIA:
        return {_MEDIA[str(kind)]: {}}
    if entry.get("file"):
        return {"document": {"mime_type": str(entry.get("mime_type") or "")}}
    return {"game": {}} if entry.get("game_title") else None


def _text_of(raw: Any) -> tuple[str, list[dict[str, Any]]]:
    """Return a text that is a string or a list of parts, with the marks of the parts."""
    text, at = "", 0
    marks: list[dict[str, Any]] = []
    for part in raw if isinstance(raw, list) else [raw]:
        said = part.get("text") if isinstance(part, dict) else part
        if not isinstance(said, str) or not said:
            continue
        size = len(said.encode("utf-16-le", "surrogatepass")) // 2
        kind = _MARKS.get(str(part.get("type"))) if isinstance(part, dict) else None
        if kind is not None:
            mark: dict[str, Any] = {"type": kind, "offset": at, "length": size}
            if kind == "text_link":
                mark["url"] = str(part.get("href") or "")
            if kind == "text_mention" and isinstance(part.get("user_id"), int):
                mark["user"] = {"id": part["user_id"], "first_name": said}
            marks.append(mark)
        text += said
        at += size
    return text, marks


def _forwarded(entry: dict[str, Any]) -> dict[str, Any]:
    if "forwarded_from" not in entry and "saved_from" not in entry:
        return {}
    name = str(entry.get("forwarded_from") or "Deleted Account")
    kind, number = numbered(entry.get("forwarded_from_id"))
    if kind == "user":
        account = {"id": number, "first_name": name}
        return {"forward_origin": {"type": "user", "sender_user": account}}
    if kind == "channel":
        chat = {"id": -1_000_000_000_000 - number, "type": "channel", "title": name}
        return {"forward_origin": {"type": "channel", "chat": chat}}
    return {"forward_origin": {"type": "hidden_user", "sender_user_name": name}}
