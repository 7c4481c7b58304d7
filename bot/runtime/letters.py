"""Read an update's envelope from the JSON: what it is, and what the witness has to know."""

from typing import Annotated, Any, TypeAlias

import msgspec
from msgspec import Meta, Raw, Struct

from bot.features.contents import Poll
from bot.features.messages import (
    Change,
    ChatMessage,
    Press,
    Reaction,
    Request,
    Vote,
)

# Telegram counts updates in 32 bits. A number beyond would be asked for as an offset, and confirm
# whatever comes for years.
Number: TypeAlias = Annotated[int, Meta(ge=0, lt=2**31)]


class Envelope(Struct, frozen=True):
    """An update: every kind that Telegram sends, with the witness's own drawn at once."""

    update_id: Number
    message: ChatMessage | None = None
    edited_message: ChatMessage | None = None
    channel_post: ChatMessage | None = None
    edited_channel_post: ChatMessage | None = None
    callback_query: Press | None = None
    message_reaction: Reaction | None = None
    poll_answer: Vote | None = None
    my_chat_member: Change | None = None
    chat_member: Change | None = None
    chat_join_request: Request | None = None
    poll: Poll | None = None
    # Nothing here looks into these yet. (`Raw | None` would take null alone.)
    message_reaction_count: Any = None
    inline_query: Any = None
    chosen_inline_result: Any = None
    chat_boost: Any = None
    removed_chat_boost: Any = None


class _Numbered(Struct):
    update_id: Number


class _Batch(Struct):
    ok: bool
    result: list[Raw]


KINDS = tuple(name for name in Envelope.__struct_fields__ if name != "update_id")
_BATCH = msgspec.json.Decoder(_Batch)
_ENVELOPE = msgspec.json.Decoder(Envelope)
# A number in quotes is still a number by which the update can be passed.
_NUMBERED = msgspec.json.Decoder(_Numbered, strict=False)
_LOOSE = msgspec.json.Decoder()


class Letter(Struct, frozen=True):
    """An update as it came: its number, kind and envelope, or what was wrong with it."""

    raw: bytes | Raw
    update_id: int | None
    kind: str
    envelope: Envelope | None = None
    fault: str | None = None

    @property
    def message(self) -> ChatMessage | None:
        """The new message it brings, if it does."""
        return self.envelope.message if self.envelope else None

    def opened(self) -> Any:
        """Decode the whole of it: for the few updates that a handler is concerned with."""
        return _LOOSE.decode(self.raw)


def read_batch(body: bytes) -> list[Letter]:
    """Read an answer to `getUpdates`; raises `msgspec.DecodeError` if it is no such thing."""
    return [read(raw) for raw in _BATCH.decode(body).result]


def read(raw: bytes | Raw) -> Letter:
    """Read one update; never raises, since one that cannot be read must not stop the line."""
    try:
        envelope = _ENVELOPE.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Letter(raw, _number(raw), _kind_named(raw), fault=_without_values(error))
    return Letter(raw, envelope.update_id, _kind_of(envelope), envelope)


def _kind_of(envelope: Envelope) -> str:
    if envelope.message is not None:
        return "message"
    return next((name for name in KINDS if getattr(envelope, name) is not None), "unknown")


def _number(raw: bytes | Raw) -> int | None:
    try:
        return _NUMBERED.decode(raw).update_id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _kind_named(raw: bytes | Raw) -> str:
    try:
        loose = _LOOSE.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "unreadable"
    if not isinstance(loose, dict):
        return "unreadable"
    return next((name for name in KINDS if name in loose), "unknown")


def _without_values(error: Exception) -> str:
    # The library names the path and the types, never the value; the rest could quote the text.
    if isinstance(error, msgspec.ValidationError):
        return f"ValidationError: {error}"[:128]
    return type(error).__name__
