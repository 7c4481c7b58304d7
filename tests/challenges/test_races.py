"""Challenges under many presses at once."""

import asyncio

import pytest

from handlers import buttons
from handlers.challenge_buttons import JoinChallenge, MakeUpDay, SignChallenge, TeamUp
from models.challenges import challenges, entrants, makeups, teams
from models.checkins import checkins
from models.members import members
from models.points import ledger
from models.updates import failed_updates
from tests.challenges.test_conversation import begun, joined
from tests.checkins.test_races import replicas
from tests.conversation import Town, ids

pytestmark = pytest.mark.feature("A5")


async def test_one_member_presses_sixty_four_times_at_once(town_on_both: Town) -> None:
    """One row and one award, replayed and after a restart too; the others are told so."""
    town = town_on_both
    await begun(town)
    mei = town.person()
    number = await joined(town, mei)
    presses = [town.press(mei, buttons.pack(SignChallenge(number))) for _ in range(64)]

    async with replicas(town, 4) as bots:
        for each in bots:
            each.said.clear()
        await asyncio.gather(*(bots[at % 4].takes(press) for at, press in enumerate(presses)))
        told = [name for bot in bots for name in ids(bot.said)]
        for each in bots:
            each.said.clear()
        await asyncio.gather(*(bots[at % 3].takes(press) for at, press in enumerate(presses)))
        replayed = [name for bot in bots for name in ids(bot.said)]
    await town.restart()
    after = await town.takes(*presses)

    assert (replayed, after) == ([], [])
    assert await town.count(checkins) == 1
    assert [row["points"] for row in await town.rows(ledger)] == [10]
    assert (told.count("challenge-signed"), told.count("challenge-already")) == (1, 63)
    assert await town.rows(failed_updates) == []


async def test_a_day_is_made_up_for_once_however_often_it_is_pressed(town_on_both: Town) -> None:
    """Sixty-four presses on two missed days with points for one: one row, one debit, no debt."""
    town = town_on_both
    await begun(town, "14 Read start:today makeup:2/3/10 milestones:none")
    mei = town.person()
    number = await joined(town, mei)
    await mei.presses(buttons.pack(SignChallenge(number)))
    town.passes(days=3)
    days = ("2026-03-11", "2026-03-12")
    presses = [town.press(mei, buttons.pack(MakeUpDay(number, days[at % 2]))) for at in range(64)]

    async with replicas(town, 4) as bots:
        await asyncio.gather(*(bots[at % 4].takes(press) for at, press in enumerate(presses)))
    await town.restart()
    await town.takes(*presses)

    assert await town.count(makeups) == 1
    assert sorted(row["points"] for row in await town.rows(ledger)) == [-10, 10]
    assert [row["points"] for row in await town.rows(members) if row["person_id"] == mei.id] == [0]
    assert await town.rows(failed_updates) == []


async def test_sixty_four_join_team_up_and_check_in_at_once(town_on_both: Town) -> None:
    """Everybody has one seat, no team is overfull, and each whole team is paid once."""
    town = town_on_both
    await begun(town, "7 Together start:today team:4/30")
    (row,) = await town.rows(challenges)
    number = row["id"]
    crowd = [town.person() for _ in range(64)]

    async with replicas(town, 4) as bots:
        for button in (JoinChallenge(number), TeamUp(number), SignChallenge(number)):
            data = buttons.pack(button)
            await asyncio.gather(
                *(bots[at % 4].takes(town.press(each, data)) for at, each in enumerate(crowd))
            )

    assert await town.count(entrants) == 64
    assert [row["taken"] for row in await town.rows(teams)] == [4] * 16
    assert {row["points"] for row in await town.rows(members) if row["points"]} == {40}
    assert await town.count(ledger) == 128
    assert await town.rows(failed_updates) == []
