"""Messages as Telegram sends them, drawn as the witness draws them, ready for a check."""

import itertools
import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.features.members.rules import Tenure, voice_of
from bot.features.messages import ChatMessage
from bot.features.moderation.said import Recent, Said
from bot.runtime.letters import read

GROUP = {"id": -1001000000001, "type": "supergroup", "title": "Reading club"}
MEI = {"id": 1001, "is_bot": False, "first_name": "Mei"}
BO = {"id": 1002, "is_bot": False, "first_name": "Bo", "username": "bo"}
HELPER = {"id": 77, "is_bot": True, "first_name": "Helper", "username": "helper_bot"}
CHANNEL = {"id": -1001000000777, "type": "channel", "title": "News", "username": "News"}
FILE = {"file_id": "f", "file_unique_id": "u"}
AT = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # twelve o'clock in Shanghai
ZONE = ZoneInfo("Asia/Shanghai")
OLD = Tenure(AT.replace(year=2024), AT.replace(year=2024), 500)

_numbers = itertools.count(1)


def message(text: str | None = None, **fields: Any) -> ChatMessage:
    """A new message with some fields; a text unless something else is in it."""
    told: dict[str, Any] = {
        "message_id": next(_numbers),
        "date": int(AT.timestamp()),
        "chat": GROUP,
        "from": MEI,
    }
    if text is not None:
        told["text"] = text
    letter = read(json.dumps({"update_id": 1, "message": told | fields}).encode())
    assert letter.message is not None, letter.fault
    return letter.message


def said(given: ChatMessage | str, **more: Any) -> Said:
    """A message as a check sees it: by somebody who has been here for long."""
    heard = message(given) if isinstance(given, str) else given
    seen = Said(
        message=heard,
        voice=voice_of(heard, None),
        at=heard.at,
        zone=ZONE,
        tenure=OLD,
        recent=Recent((heard.at,)),
    )
    return replace(seen, **more)


def marked(text: str, *marks: tuple[str, str], **fields: Any) -> ChatMessage:
    """A text of which some parts are marked: each with its type and the part itself."""
    entities = [
        {
            "type": kind,
            "offset": len(text[: text.index(part)].encode("utf-16-le")) // 2,
            "length": len(part.encode("utf-16-le")) // 2,
        }
        for kind, part in marks
    ]
    return message(text, entities=entities, **fields)
