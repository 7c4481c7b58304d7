"""Polls and quizzes under many votes and presses at once."""

import asyncio

import pytest

from handlers import buttons
from handlers.poll_buttons import BeginPoll
from models.points import ledger
from models.polls import ballots, polls, votes
from models.quizzes import rounds
from models.updates import failed_updates
from tests.checkins.test_races import replicas
from tests.conversation import Town
from tests.polls.playing import answer
from tests.polls.test_conversation import SAID, begun, ended, told
from tests.quizzes.test_conversation import begun as quiz_begun
from tests.quizzes.test_conversation import goes_on, placed

pytestmark = pytest.mark.feature("A1")


async def test_begun_twice_at_once_it_is_asked_once(town_on_both: Town) -> None:
    """A double press on two replicas sends one poll."""
    town = town_on_both
    ada = await town.with_admin()
    await ada.says(SAID)
    (row,) = await town.rows(polls)
    data = buttons.pack(BeginPoll(row["id"], is_sure=True))

    async with replicas(town, 4) as bots:
        await asyncio.gather(*(bot.takes(town.press(ada, data)) for bot in bots))

    assert await town.count(ballots) == 1
    assert await town.rows(failed_updates) == []


async def test_sixty_four_change_their_minds_at_once(town_on_both: Town) -> None:
    """Whatever replica takes which vote first, the newest one of each stands."""
    town = town_on_both
    _ada, telegram, poll = await begun(town)
    crowd = [town.person(f"P{n}") for n in range(64)]
    cast = []
    for each in crowd:
        first = answer(each, poll, [0])
        second = answer(each, poll, [1])
        cast += [first, second, first]

    async with replicas(town, 4) as bots:
        await asyncio.gather(*(bots[at % 4].takes(each) for at, each in enumerate(cast)))
    calls = await ended(town, telegram)

    assert [row["options"] for row in await town.rows(votes)] == [[1]] * 64
    assert told(calls)["Saturday"] == (64, 100)
    assert await town.rows(failed_updates) == []


async def test_many_players_are_scored_and_paid_once(town_on_both: Town) -> None:
    """Every right answer counts once, however many come together."""
    town = town_on_both
    telegram = await quiz_begun(town, "/quiz Night rounds=1 lobby=30")
    crowd = [town.person(f"P{n}") for n in range(64)]
    async with replicas(town, 4) as bots:
        await asyncio.gather(
            *(
                bots[at % 4].takes(answer(each, telegram.named[0], [at % 2]))
                for at, each in enumerate(crowd)
            )
        )
    calls = await goes_on(town, telegram)

    assert {score for _, score, _ in placed(calls)} == {15}
    assert await town.count(ledger) == 32
    assert await town.count(rounds) == 1
    assert await town.rows(failed_updates) == []
