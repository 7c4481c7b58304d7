"""What is said after the commit: effects may be lost in a crash, deliveries may not."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Protocol, TypeAlias

from bot.kit.texts import Lines, Text, Words, pack, unpack


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: either pressed (`data`, at most 64 bytes) or followed (`url`)."""

    label: Text
    data: str | None = None
    url: str | None = None


Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A toast (or an alert) for the person who pressed a button."""

    query_id: str
    text: Text | None
    language: str
    alert: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be sent: its bytes, or what draws them, called in a thread while sending.

    Where it cannot be drawn, the words that go with it are sent without it.
    """

    name: str
    content: bytes | Callable[[], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """A new message in a chat, in answer to something; with a picture, the words stand below."""

    chat_id: int
    text: Words
    language: str
    thread_id: int | None = None
    reply_to: int | None = None
    keyboard: Keyboard = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A new wording of a message that the bot sent before."""

    chat_id: int
    message_id: int
    text: Words
    language: str
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class React:
    """An emoji on a member's message."""

    chat_id: int
    message_id: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Probe:
    """A look at a chat as Telegram knows it (roster, rights); the answer is taken in."""

    chat_id: int


Effect: TypeAlias = Answer | Reply | Edit | React | Probe


class Priority(IntEnum):
    """Who goes first in a chat's queue."""

    SANCTION = 0
    ANSWER = 1
    POST = 2
    CHATTER = 3


@dataclass(frozen=True, slots=True)
class Delivery:
    """A call that is owed to Telegram: a row of the outbox.

    `arguments` are the method's parameters as JSON; under `words` a packed text stands for `text`
    (or `caption`) and under `keyboard` a packed keyboard for `reply_markup`: both are rendered in
    the reader's language at the moment of sending. `document` holds `{"name", "content"}` (text)
    to be uploaded as a file, `photo` holds `{"name", "content_b64"}` of a picture, and `files` are
    `{"field", "path"}` each of what lies on the disk and is read at the moment of sending.

    `then` names work that falls due in the moment in which the delivery is settled, whatever
    became of it: the work's details hold those of `then`, the row's `state` (done, failed or
    expired), the `failure` that an operator can read, the `sent_id` of the message, the `link` of
    an invitation that was made, the `picture` by which one that was sent can be sent
    again, the `poll_id`, `counts` and `voters` of a poll, whether somebody `is_present`, and what
    lay on a `die`.
    """

    key: str
    chat_id: int
    method: str
    arguments: dict[str, Any]
    is_repeatable: bool
    priority: Priority = Priority.POST
    person_id: int | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    then: "Then | None" = None


@dataclass(frozen=True, slots=True)
class Then:
    """What is to be done once a delivery is settled: a kind of due work, and its details."""

    kind: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """Work that falls due at a moment: a row of the schedule.

    `late_after` is this work's own policy: found later than that, it is marked late and not done.
    """

    key: str
    kind: str
    due_at: datetime
    details: dict[str, Any] = field(default_factory=dict)
    community_id: int | None = None
    person_id: int | None = None
    late_after: timedelta | None = None


class Planned(Protocol):
    """Work that has fallen due, as whoever does it looks at it."""

    @property
    def details(self) -> Mapping[str, Any]:
        """What was written when it was planned; of a settled delivery, what became of it too."""
        ...


def pack_keyboard(keyboard: Keyboard) -> list[list[dict[str, Any]]]:
    """Turn a keyboard into JSON."""
    return [
        [{"label": pack(button.label), "data": button.data, "url": button.url} for button in row]
        for row in keyboard
    ]


def unpack_keyboard(packed: list[list[dict[str, Any]]]) -> Keyboard:
    """Turn what `pack_keyboard` made back into the keyboard."""
    return tuple(
        tuple(Button(unpack(item["label"]), item["data"], item["url"]) for item in row)
        for row in packed
    )


def post(
    key: str,
    chat_id: int,
    words: Words,
    *,
    keyboard: Keyboard = (),
    thread_id: int | None = None,
    person_id: int | None = None,
    expires_at: datetime | None = None,
    then: Then | None = None,
    reply_to: int | None = None,
    priority: Priority = Priority.POST,
    picture: Picture | None = None,
) -> Delivery:
    """Owe a chat one message: sent once, or shown to an operator as unconfirmed."""
    arguments: dict[str, Any] = {"words": pack(words)}
    if keyboard:
        arguments["keyboard"] = pack_keyboard(keyboard)
    if thread_id is not None:
        arguments["message_thread_id"] = thread_id
    if reply_to is not None:
        arguments["reply_parameters"] = {
            "message_id": reply_to,
            "allow_sending_without_reply": True,
        }
    if picture is not None:
        content = picture.content if isinstance(picture.content, bytes) else picture.content()
        packed = {"name": picture.name, "content_b64": b64encode(content).decode()}
        arguments["photo"] = packed
    return Delivery(
        key=key,
        chat_id=chat_id,
        method="sendMessage" if picture is None else "sendPhoto",
        arguments=arguments,
        is_repeatable=False,
        priority=priority,
        person_id=person_id,
        expires_at=expires_at,
        then=then,
    )


__all__ = [
    "Answer",
    "Button",
    "Delivery",
    "Due",
    "Edit",
    "Effect",
    "Keyboard",
    "Lines",
    "Picture",
    "Planned",
    "Priority",
    "Probe",
    "React",
    "Reply",
    "Text",
    "Then",
    "Words",
    "pack_keyboard",
    "post",
    "unpack_keyboard",
]
