"""What would fail in the coming days is told before it does, once."""

from pathlib import Path

import pytest

from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.keeping import load
from bot.features.calendar.reading import File, read
from bot.kit.unit_of_work import UnitOfWork
from models.outbox import outbox
from tests.calendar.test_conversation import HEAD, act, post, staffed
from tests.calendar.test_reading import faults_of
from tests.conversation import GROUP, Town, ids, value

pytestmark = pytest.mark.feature("C1")


async def loaded(town: Town, *entries: str, folder: Path | None = None) -> None:
    """Put a schedule in force whose files are in a folder."""
    files = [File("s.toml", HEAD + "".join(entries))]
    plan = read(files, Around(folder=folder), zone="UTC", country="CN")
    assert isinstance(plan, Plan), plan

    async def work(uow: UnitOfWork) -> None:
        await load(uow, plan)

    await act(town, work)


async def test_what_would_fail_is_told_once(town_on_both: Town) -> None:
    """A right that lacks, a group that nobody knows, a name that the library has not."""
    town = town_on_both
    ada = await staffed(town)
    await town.takes(town.own_change(ada, can_manage_chat=True, can_pin_messages=False))
    await town.settles()
    await loaded(
        town,
        post('pin = "1h"', key="pinned"),
        post('to = ["main", "@nobody"]', key="astray"),
        post('photo = "library:sunset"', key="picture"),
        post(key="fine"),
    )
    sent = [each for each in await town.settles() if each.chat_id == ada.id]
    told = [ids([each])[1] for each in sent]

    assert sorted(told) == [
        "calendar-preflight-material",
        "calendar-preflight-pin",
        "calendar-preflight-to",
    ]
    assert value(sent, "calendar-preflight-to", "name") == "@nobody"
    assert value(sent, "calendar-preflight-pin", "groups") == "Reading club"
    await town.restart()
    town.passes(hours=24)
    again = [each for each in await town.settles() if each.chat_id == ada.id]
    assert not any(each.startswith("calendar-preflight") for each in ids(again))
    assert {row["state"] for row in await town.rows(outbox)} == {"done"}


async def test_a_file_that_goes_is_missed_the_next_morning(town: Town, tmp_path: Path) -> None:
    """Two days before it is due, and not before it was gone."""
    ada = await staffed(town)
    file = tmp_path / "sunset.jpg"
    file.write_bytes(b"picture")
    await loaded(town, post('photo = "sunset.jpg"', every="fri"), folder=tmp_path)
    assert await town.settles() == []
    file.unlink()
    town.passes(hours=21)
    sent = await town.settles()

    assert [each.chat_id for each in sent] == [ada.id]
    assert value(sent, "calendar-preflight-media", "name") == "sunset.jpg"


async def test_what_is_far_away_is_let_be(town: Town) -> None:
    """Nobody is told today of what is due in a week."""
    await staffed(town)
    await loaded(town, post('to = ["@nobody"]', every="mon"))

    assert await town.settles() == []
    town.passes(days=4)
    assert "calendar-preflight-to" in ids(await town.settles())


def test_a_text_for_one_group_is_measured_too() -> None:
    """In Telegram's units, with the line on which it stands."""
    entry = post(f'override = {{ "{GROUP}" = {{ text = "{"😀" * 2049}" }} }}')
    (fault,) = faults_of(HEAD + entry)

    assert fault.why.id == "schedule-fault-long"
    assert (fault.entry, dict(fault.why.values)["length"]) == ("tip", 4098)
