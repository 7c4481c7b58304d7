"""Updates as they come, read without ever failing."""

import json
from typing import Any

import msgspec
import pytest
from telegram import Message

from bot.features.messages import ChatMessage
from bot.runtime.letters import KINDS, read, read_batch
from tests.runtime.samples import MESSAGES, UPDATES, sample


@pytest.mark.parametrize("name", MESSAGES)
def test_both_drawings_of_a_message_agree(name: str) -> None:
    """Drawn straight from the JSON or from the library's object, a message is the same value."""
    told = MESSAGES[name]
    library = Message.de_json(json.loads(json.dumps(told)), None)

    assert msgspec.json.decode(json.dumps(told), type=ChatMessage) == msgspec.convert(
        library.to_dict(), ChatMessage
    )


@pytest.mark.parametrize("name", UPDATES)
def test_each_kind_is_known_by_its_name(name: str) -> None:
    """Whatever is in it, an update is of one kind, and what nobody knows is unknown."""
    letter = read(json.dumps(sample(name, 12)).encode())

    assert (letter.update_id, letter.kind, letter.fault) == (12, name.split(maxsplit=1)[0], None)
    assert letter.opened() == sample(name, 12)


def test_a_batch_is_read_update_by_update() -> None:
    """One that cannot be read keeps its number and kind, and costs the others nothing."""
    good, bad = sample("message text", 1), sample("message text", 2)
    bad["message"]["date"] = "the words of a member"
    first, second, third = read_batch(
        json.dumps({"ok": True, "result": [good, bad, sample("poll", 3)]}).encode()
    )

    assert (first.kind, third.kind) == ("message", "poll")
    assert (second.update_id, second.kind, second.envelope) == (2, "message", None)
    assert second.fault == "ValidationError: Expected `int`, got `str` - at `$.message.date`"


@pytest.mark.parametrize(
    ("raw", "number", "kind"),
    [
        (b"", None, "unreadable"),
        (b"null", None, "unreadable"),
        (b"[1]", None, "unreadable"),
        (b"{}", None, "unknown"),
        (b'{"update_id": 5}', 5, "unknown"),
        (b'{"update_id": "5", "message": {}}', 5, "message"),
        (b'{"update_id": 5.5, "poll": {}}', None, "poll"),
        (b'{"update_id": 2147483648}', None, "unknown"),
        (b'{"update_id": 5, "message": null}', 5, "unknown"),
        (b'{"update_id": 5, "message": "\xff"}', 5, "unreadable"),
        (b'{"update_id": 5, "message": "\\ud800"}', None, "unreadable"),
        (b'{"update_id": 5, "x":' + b"[" * 9000 + b"]" * 9000 + b"}", None, "unreadable"),
    ],
)
def test_reading_never_fails(raw: bytes, number: int | None, kind: str) -> None:
    """Whatever bytes come, there is a letter, with its number where that can be read."""
    letter = read(raw)

    assert (number, kind) == (letter.update_id, letter.kind)


@pytest.mark.parametrize("number", [2**52 + 1, -(2**52) - 1, 2**63, 10**30])
def test_an_id_that_no_column_holds_is_a_fault(number: int) -> None:
    """Telegram's ids have 52 bits; beyond them the update is set aside."""
    update = sample("message text", 1)
    update["message"]["from"]["id"] = number

    assert read(json.dumps(update).encode()).envelope is None


def test_faults_name_no_values() -> None:
    """The path and the types alone: never a word that somebody wrote."""
    for path in ("text", "caption", "media_group_id", "from", "chat", "entities"):
        update: dict[str, Any] = sample("message text", 1)
        update["message"][path] = ["dolphin"]
        letter = read(json.dumps(update).encode())
        assert "dolphin" not in (letter.fault or "dolphin")


def test_the_kinds_are_telegrams() -> None:
    """Every kind that has a sample and is known has its place in the envelope."""
    assert {name.split()[0] for name in UPDATES} - {"unknown"} <= set(KINDS)
