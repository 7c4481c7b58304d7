"""Every single fault of one field of an update of each kind: no stall, and nobody else's loss."""

import copy
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.runtime.polling import Polling
from models.activity import activity
from models.members import members
from models.updates import failed_updates, seen_updates
from tests.conversation import Person, Town, letters
from tests.runtime.samples import UPDATES, sample
from tests.runtime.telegram_queue import Queue

MISSING = object()
# The phrase stands for what a member wrote: no failure may repeat it.
FAULTS: dict[str, Any] = {
    "missing": MISSING,
    "null": None,
    "true": True,
    "a word": "dolphin",
    "a number": 7,
    "a fraction": 0.5,
    "a list": ["dolphin"],
    "an object": {"dolphin": "dolphin"},
    "below": -1,
    "nothing": 0,
    "huge": 2**63,
    "huger": 10**30,
    "at the edge": 2**52,
    "long": "dolphin\x00🎉" * 4096,
    "empty": "",
}
BATCH = 100


def paths(told: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each field, at every depth."""
    items = told.items() if isinstance(told, dict) else enumerate(told)
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*at, key))


def spoiled(update: dict[str, Any], path: tuple[str | int, ...], fault: Any) -> dict[str, Any]:
    """Return a copy with one field missing or replaced."""
    changed = copy.deepcopy(update)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    if fault is MISSING:
        del holder[path[-1]]
    else:
        holder[path[-1]] = fault
    return changed


def mutations(name: str) -> Iterator[dict[str, Any]]:
    """Yield every mutation of an update, and one with a field more at each depth."""
    update = sample(name, 0)
    for path in paths(update):
        if path[0] == "update_id":
            continue
        for fault in FAULTS.values():
            yield spoiled(update, path, fault)
        if isinstance(_at(update, path), dict):
            yield spoiled(update, (*path, "a_field_of_next_year"), {"dolphin": [1]})


def _at(told: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        told = told[key]
    return told


async def _poll(town: Town, updates: dict[int, bytes]) -> None:
    queue = Queue(updates)
    poller = Polling(queue.fetch, town.intake, allowed_updates=[], batch=BATCH, wait_s=0)
    for _ in range(len(updates) // BATCH + 5):
        if await poller.once() == 0:
            break
    assert queue.waiting == {}


@pytest.mark.parametrize("name", sorted({name.split()[0] for name in UPDATES}))
async def test_no_fault_stops_the_line(
    town: Town, name: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mixed with good messages: each is taken, the good ones count, failures tell no words."""
    caplog.set_level(logging.INFO)
    faulty = [each for kind in UPDATES if kind.split()[0] == name for each in mutations(kind)]
    mei = Person(town, 5_000_000, "Mei")
    updates: dict[int, bytes] = {}
    good = 0
    for number, update in enumerate(faulty, 1):
        updates[10 * number] = json.dumps(update | {"update_id": 10 * number}).encode()
        if number % 7 == 0:
            told = town.message(mei, f"第{number}页", chat_id=-1001000009999)
            told["update_id"] = 10 * number + 1
            updates[10 * number + 1] = json.dumps(told).encode()
            good += 1

    await _poll(town, updates)

    assert {row["update_id"] for row in await town.rows(seen_updates)} == updates.keys()
    mine = [row for row in await town.rows(members) if row["person_id"] == mei.id]
    assert [row["messages"] for row in mine] == ([good] if good else [])
    failures = await town.rows(failed_updates)
    assert {row["update_id"] for row in failures} <= updates.keys() - {
        n for n in updates if n % 10
    }
    assert {row["kind"] for row in failures} <= {name, "unknown"}
    printed = capsys.readouterr()
    for said in (json.dumps(failures, default=str), caplog.text, printed.out, printed.err):
        assert "dolphin" not in said


async def test_faults_of_the_number_alone(town: Town) -> None:
    """Whatever stands where the number belongs, everything that has a number is taken."""
    good = {number: json.dumps(sample("message text", number)).encode() for number in (1, 50)}
    bad = {
        number: json.dumps(
            spoiled(sample("message photo", number), ("update_id",), fault)
        ).encode()
        for number, fault in enumerate(FAULTS.values(), 10)
    }

    await _poll(town, good | bad)

    assert {1, 50} <= {row["update_id"] for row in await town.rows(seen_updates)}
    unread = [row for row in await town.rows(failed_updates) if row["update_id"] is None]
    assert {row["step"] for row in unread} == {"read"}
    assert {row["kind"] for row in unread} == {"message"}


async def test_the_same_faults_on_postgresql(town_on_both: Town) -> None:
    """What one database lets pass and the other refuses costs nobody else anything."""
    town = town_on_both
    mei = Person(town, 5_000_000, "Mei")
    odd = [
        each
        for kind in ("message text", "message joined", "chat_member", "callback_query")
        for each in list(mutations(kind))[::9]
    ]
    batch = [update | {"update_id": 1000 + number} for number, update in enumerate(odd)] + [
        town.message(mei, f"第{number}页", chat_id=-1001000009999) for number in range(20)
    ]

    for at in range(0, len(batch), BATCH):
        await town.intake.take(letters(batch[at : at + BATCH]))

    assert await town.count(seen_updates) == len(batch)
    (row,) = [row for row in await town.rows(members) if row["person_id"] == mei.id]
    assert row["messages"] == 20
    noted = [row for row in await town.rows(activity) if row["person_id"] == mei.id]
    assert len(noted) == 20
