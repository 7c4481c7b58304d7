"""Whose voice a message is, and what a status means."""

from typing import Any

import msgspec
import pytest

from bot.features.members.rules import is_present, voice_of
from bot.features.messages import ANONYMOUS_ADMIN, AUTO_FORWARD, CHANNEL_SENDER, ChatMessage

GROUP = {"id": -1001, "type": "supergroup", "title": "G"}
LINKED = {"id": -1002, "type": "channel", "title": "L"}
OTHER = {"id": -1003, "type": "channel", "title": "O"}
MEI = {"id": 7, "is_bot": False, "first_name": "Mei"}


def _message(**fields: Any) -> ChatMessage:
    told = {"message_id": 1, "date": 1, "chat": GROUP, "text": "hi"} | fields
    return msgspec.convert(told, ChatMessage)


def _fake(number: int, *, is_bot: bool = True) -> dict[str, Any]:
    return {"id": number, "is_bot": is_bot, "first_name": "Fake"}


@pytest.mark.parametrize(
    ("fields", "voice", "is_person"),
    [
        ({"from": MEI}, "person", True),
        ({"from": _fake(ANONYMOUS_ADMIN), "sender_chat": GROUP}, "anonymous_admin", False),
        # Should the chat itself be left out, the fake sender still tells.
        ({"from": _fake(ANONYMOUS_ADMIN)}, "anonymous_admin", False),
        (
            {
                "from": _fake(AUTO_FORWARD, is_bot=False),
                "sender_chat": LINKED,
                "is_automatic_forward": True,
            },
            "linked_channel",
            False,
        ),
        ({"from": _fake(CHANNEL_SENDER), "sender_chat": LINKED}, "linked_channel", False),
        ({"from": _fake(CHANNEL_SENDER), "sender_chat": OTHER}, "channel", False),
        ({"from": _fake(99)}, "bot", False),
        ({}, "none", False),
    ],
)
def test_a_fake_sender_is_seen_through(
    fields: dict[str, Any], voice: str, is_person: bool
) -> None:
    """What is said on behalf of a chat has a sender that is nobody."""
    message = _message(**fields)

    assert voice == voice_of(message, LINKED["id"])  # type: ignore[arg-type]
    assert is_person == (message.person is not None)


@pytest.mark.parametrize(
    ("status", "is_member", "expected"),
    [
        ("creator", False, True),
        ("administrator", False, True),
        ("member", False, True),
        ("restricted", True, True),
        ("restricted", False, False),
        ("left", False, False),
        ("kicked", False, False),
        ("something new", True, False),
    ],
)
def test_presence_follows_the_status(status: str, is_member: bool, expected: bool) -> None:
    """A restricted person may be in the chat or not; Telegram says which."""
    assert expected == is_present(status, is_member=is_member)
