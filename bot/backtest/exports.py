"""Reads a chat that Telegram Desktop exported (`result.json`), a message at a time."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Final, TextIO
from zoneinfo import ZoneInfo

import msgspec

from bot.backtest.heard import BadFile, Heard
from bot.features.members.rules import Tenure, voice_of
from bot.features.messages import ANONYMOUS_ADMIN, CHANNEL_SENDER, ChatMessage
from bot.features.moderation.rules import is_exempt
from bot.features.moderation.said import Said

_CHUNK: Final = 1 << 20
_LIST: Final = re.compile(r'"messages"\s*:\s*\[')
_SEPARATORS: Final = re.compile(r"[\s,]*")
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
        self.size = 0
        self._path = path
        self._zone = zone
        self._id = 0
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
        try:
            with self._path.open(encoding="utf-8") as file:
                self.size = self._path.stat().st_size
                yield from self._listed(file)
        except UnicodeDecodeError:
            raise BadFile(f"{self._path.name} is no text in UTF-8.") from None
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise BadFile(f"{self._path} cannot be read: {why}.") from None

    def _listed(self, file: TextIO) -> Iterator[dict[str, Any]]:
        held = file.read(_CHUNK)
        begins = _LIST.search(held)
        head = held[: begins.start()].rstrip().rstrip(",") + "}" if begins else ""
        try:
            told = json.loads(head)
            self._id = abs(int(told.get("id") or 0))
        except (ValueError, TypeError, AttributeError):
            raise BadFile(
                f"{self._path.name} is no export of one chat: in Telegram Desktop, open the "
                "group, choose Export chat history, and JSON as its format."
            ) from None
        read, at = json.JSONDecoder().raw_decode, begins.end() if begins else 0
        while True:
            at = _SEPARATORS.match(held, at).end()  # type: ignore[union-attr]
            if held.startswith("]", at):
                return
            try:
                entry, at = read(held, at)
            except ValueError:
                more = file.read(_CHUNK)
                if not more:
                    raise BadFile(f"{self._path.name} breaks off before its end.") from None
                held, at = held[at:] + more, 0
                continue
            if isinstance(entry, dict):
                yield entry
            else:
                self.skipped["no message"] += 1

    def _heard(
        self, before: dict[str, Any] | None, entry: dict[str, Any], after: dict[str, Any] | None
    ) -> Heard | None:
        at = _moment(entry)
        kind, number = _sender(entry)
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
        if _is_beside(before, entry) or _is_beside(entry, after):
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
            "chat": {"id": -1_000_000_000_000 - self._id, "type": "supergroup"},
        }
        name = str(entry.get("from") or "Deleted Account")
        if kind == "user":
            drawn["from"] = {"id": number, "first_name": name}
        else:
            own = number == self._id
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
    kind, number = _numbered(entry.get("forwarded_from_id"))
    if kind == "user":
        account = {"id": number, "first_name": name}
        return {"forward_origin": {"type": "user", "sender_user": account}}
    if kind == "channel":
        chat = {"id": -1_000_000_000_000 - number, "type": "channel", "title": name}
        return {"forward_origin": {"type": "channel", "chat": chat}}
    return {"forward_origin": {"type": "hidden_user", "sender_user_name": name}}


def _sender(entry: dict[str, Any]) -> tuple[str, int]:
    """Return who it is from: "user" or "channel" and a number; ("", 0) where nobody is named."""
    return _numbered(entry.get("from_id") or entry.get("actor_id"))


def _numbered(said: Any) -> tuple[str, int]:
    match = re.fullmatch(r"(user|channel|chat)?([0-9]{1,15})", str(said or ""))
    if match is None:
        return "", 0
    return ("user" if match[1] in {None, "user"} else "channel"), int(match[2])


def _moment(entry: dict[str, Any]) -> datetime | None:
    """Return when it was: the exact second where the export has it, else its time as UTC."""
    try:
        if (exact := entry.get("date_unixtime")) is not None:
            return datetime.fromtimestamp(int(exact), UTC)
        moment = datetime.fromisoformat(str(entry.get("date")))
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_beside(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """Whether two neighbours are of one album."""
    if one is None or other is None or not (_is_picture(one) and _is_picture(other)):
        return False
    return _sender(one) == _sender(other) and _moment(one) == _moment(other) is not None


def _is_picture(entry: dict[str, Any]) -> bool:
    return bool(entry.get("photo") or entry.get("media_type") == "video_file" or entry.get("file"))
