"""Holds each call against the table of methods: what is required, what type, how long."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from bot.rehearsal.entities import length
from bot.rehearsal.errors import ApiError, bad

_LINE = re.compile(r"([a-z])(!?)(?:(\d+)-(\d+)(B?))?")
_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "question": "poll question must be non-empty",
    "options": "poll must have at least 1 answer option",
    "media": "there is no media in the request",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "video": "there is no video in the request",
    "audio": "there is no audio in the request",
    "voice": "there is no voice in the request",
    "animation": "there is no animation in the request",
    "sticker": "there is no sticker in the request",
    "video_note": "there is no video note in the request",
    "file_id": "file_id not specified",
    "permissions": "can't parse permissions JSON object",
    "commands": "can't parse commands JSON object",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}
_TOO_LONG = {
    "answerCallbackQuery.text": "MESSAGE_TOO_LONG",
    "setChatTitle.title": "new chat title is too long",
    "setChatDescription.description": "new chat description is too long",
    "setChatAdministratorCustomTitle.custom_title": "ADMIN_RANK_INVALID",
    "setChatMemberTag.tag": "RANK_INVALID",
    "setMyName.name": "BOT_TITLE_INVALID",
    "sendPoll.question": "poll question length must not exceed 300",
    "sendPoll.open_period": "poll open period must be between 5 and 2628000",
}
_TRUE = frozenset({"true", "yes", "1"})


class Spec:
    """One parameter of a method."""

    __slots__ = ("high", "in_bytes", "kind", "low", "name", "required")

    def __init__(self, name: str, line: str) -> None:
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        self.name = name
        self.kind = match.group(1)
        self.required = bool(match.group(2))
        self.low = int(match.group(3)) if match.group(3) else None
        self.high = int(match.group(4)) if match.group(4) else None
        self.in_bytes = bool(match.group(5))


def _load() -> dict[str, dict[str, Spec]]:
    raw = json.loads(Path(__file__).with_name("methods.json").read_text())
    return {
        method: {name: Spec(name, line) for name, line in fields.items()}
        for method, fields in raw.items()
    }


TABLE = _load()
NAMES = {name.lower(): name for name in TABLE}
_REQUIRED = {
    method: tuple(spec.name for spec in fields.values() if spec.required)
    for method, fields in TABLE.items()
}


def checked(method: str, given: dict[str, Any], uploads: dict[str, Any]) -> dict[str, Any]:
    """The parameters in their types; unknown ones are passed over as Telegram does."""
    fields = TABLE[method]
    drawn: dict[str, Any] = {}
    for name, value in given.items():
        spec = fields.get(name)
        if spec is None or value is None:
            continue
        value = _READERS[spec.kind](spec, value)  # noqa: PLW2901 - the same thing in its type
        if spec.high is not None:
            _hold(method, spec, value)
        drawn[name] = value
    for name in _REQUIRED[method]:
        value = drawn.get(name)
        absent = value is None or (value == "" and name not in {"url", "permissions"})
        if absent and name not in uploads:
            raise _absent(name)
    return drawn


def _absent(name: str) -> ApiError:
    return bad(_MISSING.get(name) or f'parameter "{name}" is required')


def _hold(method: str, spec: Spec, value: Any) -> None:
    low, high = spec.low or 0, spec.high or 0
    if isinstance(value, str):
        size = len(value.encode()) if spec.in_bytes else length(value)
    elif spec.name in {"limit", "max_connections"}:
        return
    else:
        size = value
    if size > high:
        known = _TOO_LONG.get(f"{method}.{spec.name}")
        raise bad(known or f"{spec.name} must be at most {high}")
    if size < low and not isinstance(value, str):
        raise bad(_TOO_LONG.get(f"{method}.{spec.name}") or f"{spec.name} must be at least {low}")


def _wrong(spec: Spec) -> ApiError:
    if spec.name == "user_id":
        return bad("invalid user_id specified")
    if spec.name in {"message_id", "chat_id"}:
        return bad(_MISSING[spec.name])
    kinds = {"i": "Number", "f": "Number", "b": "Boolean"}
    return bad(f'field "{spec.name}" must be of type {kinds.get(spec.kind, "String")}')


def _integer(spec: Spec, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str | float):
        raise _wrong(spec)
    try:
        number = int(value)
    except ValueError:
        raise _wrong(spec) from None
    if isinstance(value, float) and number != value:
        raise _wrong(spec)
    return number


def _floating(spec: Spec, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | str | float):
        raise _wrong(spec)
    try:
        return float(value)
    except ValueError:
        raise _wrong(spec) from None


def _chat(spec: Spec, value: Any) -> int | str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _wrong(spec)
    if isinstance(value, int):
        return value
    text = value.strip()
    if not text:
        raise bad("chat_id is empty")
    try:
        return int(text)
    except ValueError:
        return text


def _string(spec: Spec, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(spec)
    return str(value)


def _boolean(spec: Spec, value: Any) -> bool:
    if isinstance(value, str):
        return value.lower() in _TRUE
    if not isinstance(value, int):
        raise _wrong(spec)
    return bool(value)


def _json(spec: Spec, value: Any) -> Any:
    if isinstance(value, dict | list):
        return value
    unreadable = bad(
        "can't parse reply keyboard markup JSON object"
        if spec.name == "reply_markup"
        else f"can't parse {spec.name.replace('_', ' ')} JSON object"
    )
    if not isinstance(value, str):
        raise unreadable
    if not value:
        return None
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        raise unreadable from None


_READERS: dict[str, Callable[[Spec, Any], Any]] = {
    "i": _integer,
    "f": _floating,
    "c": _chat,
    "s": _string,
    "b": _boolean,
    "j": _json,
    "u": _string,
}
