"""Who is under a sanction earns nothing for as long as it lasts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from bot.runtime.outcomes import Rejected
from models.members import members
from models.points import ledger
from tests.conversation import Person, Town, ids

pytestmark = pytest.mark.feature("N10")


async def points_of(town: Town, person: Person) -> int:
    """What somebody holds."""
    return next(row["points"] for row in await town.rows(members) if row["person_id"] == person.id)


async def test_a_mute_pauses_what_is_earned(town_on_both: Town) -> None:
    """A sign-in counts for the streak and pays nothing; afterwards all is as before."""
    town = town_on_both
    admin = await town.with_admin()
    mei = town.person()
    await mei.says("hello there")
    await admin.says(f"/mute {mei.id} 2h rude")
    await town.settles()
    before = await points_of(town, mei)
    await mei.says("a whole new thought")
    signed = ids(await mei.says("签到"))
    await town.restart()
    during = await points_of(town, mei)
    town.passes(hours=3)
    await mei.says("another thought entirely")
    after = await points_of(town, mei)

    assert "checkin-done" in signed
    assert during == before
    assert after > during
    assert after == sum(row["points"] for row in await town.rows(ledger))


async def test_taken_back_it_pauses_nothing(town_on_both: Town) -> None:
    """From that moment on, within the same batch too."""
    town = town_on_both
    admin = await town.with_admin()
    mei = town.person()
    await mei.says("hello there")
    before = await points_of(town, mei)
    town.passes(minutes=5)
    await town.takes(
        town.message(admin, f"/mute {mei.id} 2h rude"), town.message(mei, "a whole new thought")
    )
    paused = await points_of(town, mei)
    await town.settles()
    await admin.says(f"/unmute {mei.id}")
    await town.settles()
    await mei.says("another thought entirely")

    assert paused == before
    assert await points_of(town, mei) > before


@pytest.mark.parametrize("pause", [timedelta(0), timedelta(days=1)])
async def test_a_warning_pauses_for_as_long_as_was_chosen(
    both_databases: Database, pause: timedelta
) -> None:
    """Not at all, if nobody chose."""
    sanctions = replace(Settings().sanctions, pause=pause)
    town = await Town(both_databases, replace(Settings(), sanctions=sanctions)).open()
    admin = await town.with_admin()
    mei = town.person()
    await mei.says("hello there")
    before = await points_of(town, mei)
    await admin.says(f"/warn {mei.id} rude")
    town.passes(minutes=5)
    await mei.says("a whole new thought")
    after = await points_of(town, mei)
    town.passes(days=2)
    await mei.says("another thought entirely")
    later = await points_of(town, mei)
    await town.close()

    assert (after > before) == (not pause)
    assert later > after


async def test_what_telegram_refused_pauses_nothing(town: Town) -> None:
    """A mute that never came about costs nothing."""
    admin = await town.with_admin()
    mei = town.person()
    await mei.says("hello there")
    before = await points_of(town, mei)
    await admin.says(f"/mute {mei.id} 2h rude")
    town.passes(minutes=5)
    await town.settles(Rejected("not enough rights"))
    await mei.says("a whole new thought")

    assert await points_of(town, mei) > before
