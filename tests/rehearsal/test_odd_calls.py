"""No call, however odd, makes the server stumble."""

from typing import Any

import pytest

from bot.rehearsal.botapi import BotApi
from bot.rehearsal.calling import METHODS
from bot.rehearsal.errors import ApiError
from bot.rehearsal.state import Chat, Person
from bot.rehearsal.table import TABLE
from bot.rehearsal.world import World

ODD: tuple[Any, ...] = (
    None,
    "",
    "x",
    -1,
    0,
    2**70,
    1.5,
    True,
    [],
    {},
    [[]],
    [{}],
    [None],
    {"a": [1]},
)
ODD += (
    "[",
    [1, "x"],
    {"type": "chat"},
    {"message_id": 1},
    {"inline_keyboard": [[{}]]},
    "é" * 5000,
)
USUAL: dict[str, Any] = {
    "text": "x",
    "message_id": 1,
    "user_id": 102,
    "permissions": {"can_send_messages": True},
    "question": "Q?",
    "options": ["a", "b"],
    "latitude": 1,
    "longitude": 2,
    "title": "t",
    "address": "a",
    "phone_number": "+1",
    "first_name": "F",
    "action": "typing",
    "message_ids": [1],
    "name": "n",
    "media": [{"type": "photo", "media": "https://example.org/a"}] * 2,
    "commands": [{"command": "a", "description": "b"}],
    "callback_query_id": "1",
    "file_id": "1",
    "invite_link": "https://t.me/+x",
    "sender_chat_id": -5,
    "message_thread_id": 2,
    "custom_title": "t",
}


@pytest.mark.parametrize("name", sorted(METHODS))
async def test_odd_values_are_answered(world: World, group: Chat, ann: Person, name: str) -> None:
    """Any value for any parameter is taken or refused, and nothing else breaks."""
    api = BotApi(world)
    fields = TABLE[name]
    usual = {n: USUAL.get(n, "https://example.org/a") for n, s in fields.items() if s.required}
    usual |= {n: group.id for n in ("chat_id", "from_chat_id") if n in fields}
    assert ann.id == 102

    for field in [*fields, "unknown"]:
        for value in ODD:
            try:
                await api.run(name, usual | {field: value})
            except ApiError as refusal:
                assert 400 <= refusal.code < 500  # noqa: PT017 - a refusal is one way to be right
            if name == "leaveChat":
                return
