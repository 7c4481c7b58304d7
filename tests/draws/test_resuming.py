"""Draws that are killed between any two steps, thrown for in the dark, or pressed by many."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.config.settings import Settings
from bot.features.draws import proofs
from bot.runtime.courier import Courier
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome, Rejected, Unknown
from bot.runtime.recording import RecordingGateway
from bot.runtime.scheduler import Scheduler
from handlers import buttons, workers
from handlers.draw_buttons import BeginDraw, ClaimPrize, EndDraw, EnterDraw, NoDie
from models.draws import draw_seats, draw_tickets, draws
from models.members import members
from models.outbox import outbox
from models.points import ledger
from models.updates import failed_updates
from tests.checkins.test_races import replicas
from tests.conversation import BOT, UNHURRIED, Person, Town, ids, value
from tests.draws.scenes import (
    DICE,
    RULES,
    begun,
    crowd,
    document,
    drafted,
    falling,
    row_of,
)
from tests.templates import opened

pytestmark = pytest.mark.feature("A3")


async def step(town: Town, answer: Callable[[Owed], Outcome | None]) -> list[Owed]:
    """Let one round of deliveries go out and one batch of work be done, and no more."""
    numbers = iter(range(9001 + town.chance.drawn * 50, 10**9))

    def replies(call: Any) -> Outcome:
        chosen = answer(call) if isinstance(call, Owed) else None
        return chosen or Done({"message_id": next(numbers)})

    gateway = RecordingGateway(replies)
    courier = Courier(
        town.database,
        gateway,
        town.clock,
        chance=town.chance,
        replica="town",
        language_for=town.catalog.language_for,
        limits=UNHURRIED,
        is_alone=True,
    )
    scheduler = Scheduler(
        town.database,
        town.clock,
        town.chance,
        workers(town.places),
        say=lambda effects, _owes: town.said.extend(effects),
        replica="town",
    )
    await courier.drain()
    await scheduler.knock()
    return gateway.delivered


async def played(town: Town, *, is_killed: bool) -> tuple[list[Any], list[Owed], dict[str, Any]]:
    """Play a whole draw, killed after each step or not; returns seats, calls and the row."""
    ada, number = await begun(town, "Spring draw winners=3 ends=24h cost=5" + RULES)
    people = [town.person(f"P{at}") for at in range(9)]
    for each in people:
        await each.says("good morning everybody")
    async with town.database.writing() as connection:
        await connection.execute(update(members).values(points=5))
    for each in people:
        await each.presses(buttons.pack(EnterDraw(number)))
    press = town.press(ada, buttons.pack(EndDraw(number, ada.id, "now")))
    await town.takes(press)
    calls: list[Owed] = []
    answer = falling(DICE)
    for _ in range(24):
        if is_killed:
            await town.restart()
            await town.takes(press)
        calls += await step(town, answer)
    seats = sorted(
        (row["number"], row["turn"], row["ticket"], row["person_id"], row["state"])
        for row in await town.rows(draw_seats)
    )
    return seats, calls, await row_of(town, number)


async def test_killed_after_each_step_the_winners_are_the_same(
    town_on_both: Town, sqlite_template: Path, tmp_path: Path
) -> None:
    """Announced once, with six dice thrown once each, and the same proof as without a kill."""
    town = town_on_both
    path = shutil.copy(sqlite_template, tmp_path / "undisturbed.sqlite")
    async with opened(f"sqlite+aiosqlite:///{path}") as database:
        undisturbed = await Town(database, Settings()).open()
        expected, _, calm = await played(undisturbed, is_killed=False)
        await undisturbed.close()

    seats, calls, row = await played(town, is_killed=True)

    assert len(seats) == 3
    assert (row["root"], row["final"]) == (calm["root"], calm["final"])
    assert expected == seats
    assert ids(calls).count("draw-drawn") == 1
    assert [call.method for call in calls].count("sendDice") == 6
    assert sum(call.method == "sendDocument" for call in calls) == 2
    assert len({call.chat_id for call in calls if call.chat_id > 0}) == 3
    assert proofs.faults_in(proofs.read(document(calls, ".json").encode())) == []
    fees = [r["points"] for r in await town.rows(ledger) if r["rule"] == "draw"]
    assert fees == [-5] * 9
    assert await town.rows(failed_updates) == []


async def frozen(
    town: Town, answer: Callable[[Owed], Outcome | None]
) -> tuple[Person, int, list[Owed]]:
    """Let a draw be closed, and Telegram answer to its dice in some way."""
    ada, number = await begun(town, "Spring draw winners=1 ends=24h" + RULES)
    await crowd(town, number, 4)
    await ada.presses(buttons.pack(EndDraw(number, ada.id, "now")))
    calls = await town.settles(answer)
    return ada, number, calls


def losing(turn: int, outcome: Outcome) -> Callable[[Owed], Outcome | None]:
    """Return what Telegram answers if one of the throws has another outcome."""
    thrown, rest = iter(range(1, 99)), falling(DICE)

    def answer(call: Owed) -> Outcome | None:
        if call.method == "sendDice" and next(thrown) == turn:
            return outcome
        return rest(call)

    return answer


async def test_a_die_in_the_dark_is_found_by_a_person(town_on_both: Town) -> None:
    """Everybody reads the question and the answer; nothing is thrown in between."""
    town = town_on_both
    ada, number, calls = await frozen(town, losing(3, Unknown("no answer in time")))
    town.passes(minutes=1)
    asked = await town.settles(falling())
    waiting = await row_of(town, number)
    town.passes(minutes=30)
    quiet = await town.settles(falling())
    mei = town.person("Mei")
    die = {
        "message_id": 8500,
        "date": int(town.clock.now().timestamp()),
        "chat": town.chat(-1001000000001),
        "from": BOT,
        "dice": {"emoji": "🎰", "value": 22},
    }
    no_staff = await mei.says("/draw die", reply_to_message=die)
    no_die = await ada.says("/draw die")
    others = await ada.says("/draw die", reply_to_message=die | {"from": mei.account})
    old = await ada.says("/draw die", reply_to_message=die | {"message_id": 7001})
    found = await ada.says("/draw die", reply_to_message=die)
    twice = await ada.says("/draw die", reply_to_message=die)
    more = await town.settles(falling(DICE[3:], 8601))
    row = await row_of(town, number)

    assert [call.method for call in calls].count("sendDice") == 3
    assert value(asked, "draw-die-unknown", "n") == 3
    assert len(waiting["dice"]) == 2
    assert not any(call.method == "sendDice" for call in quiet)
    assert ids(no_staff) == ["refused-not-admin"]
    assert ids(no_die) == ids(others) == ids(old) == ["draw-die-how"]
    assert ids(found) == ["draw-die-found"]
    assert ids(twice) == ["draw-die-none-awaited"]
    assert [call.method for call in more].count("sendDice") == 3
    assert row["state"] == "drawn"
    assert [tuple(each)[1:] for each in row["dice"]] == [
        (die_value, "found" if at == 2 else "thrown") for at, die_value in enumerate(DICE)
    ]
    assert proofs.faults_in(proofs.read(document(more, ".json").encode())) == []


async def test_a_die_that_never_fell_is_thrown_before_everybody(town: Town) -> None:
    """By a press of the staff, once; what was unknown is not sent again behind their back."""
    ada, number, _ = await frozen(town, losing(6, Unknown("no answer in time")))
    town.passes(minutes=1)
    await town.settles(falling())
    row = await row_of(town, number)
    data = buttons.pack(NoDie(number, row["tries"]))
    mei = town.person("Mei")
    forged = await mei.presses(data)
    said = await ada.presses(data)
    twice = await ada.presses(data)
    calls = await town.settles(falling((9,), 8601))
    lost = [r for r in await town.rows(outbox) if r["state"] == "unconfirmed"]

    assert ids(forged) == ["refused-not-admin"]
    assert "draw-die-again" in ids(said)
    assert ids(twice) == ["button-stale"]
    assert [call.method for call in calls].count("sendDice") == 1
    assert (await row_of(town, number))["state"] == "drawn"
    assert lost == []


async def test_a_die_that_telegram_refuses_is_tried_later(town: Town) -> None:
    """Where the bot may not throw for a while: it surely never fell, so it is thrown anew."""
    _, number, _ = await frozen(town, losing(1, Rejected("not enough rights to send dice")))
    none = await town.settles(falling())
    town.passes(minutes=11)
    calls = await town.settles(falling())

    assert not any(call.method == "sendDice" for call in none)
    assert [call.method for call in calls].count("sendDice") == 6
    assert (await row_of(town, number))["state"] == "drawn"


async def test_the_seed_is_revealed_in_time_whatever_happens(town_on_both: Town) -> None:
    """A day later without dice it is called off: fees go back, and the seed is told."""
    town = town_on_both
    _, number, _ = await frozen(town, losing(2, Unknown("no answer in time")))
    row = await row_of(town, number)
    town.passes(hours=24, minutes=1)
    calls = await town.settles(falling())
    await town.restart()
    calls += await town.settles(falling())

    assert (await row_of(town, number))["state"] == "cancelled"
    assert ids(calls).count("draw-called-off") == 1
    seed = bytes.fromhex(str(value(calls, "draw-seed", "seed")))
    assert proofs.commitment_of(seed) == row["commitment"]


async def test_sixty_four_enter_at_once(town_on_both: Town) -> None:
    """A ticket each, numbered without a gap, a fee each; and one who presses many times, once."""
    town = town_on_both
    _, number = await begun(town, "Spring draw ends=24h cost=5" + RULES)
    people = [town.person(f"P{at}") for at in range(64)]
    for each in people:
        await each.says("good morning everybody")
    async with town.database.writing() as connection:
        await connection.execute(update(members).values(points=8))
    data = buttons.pack(EnterDraw(number))

    async with replicas(town, 4) as bots:
        await asyncio.gather(
            *(bots[at % 4].takes(town.press(each, data)) for at, each in enumerate(people)),
            *(bots[at % 4].takes(town.press(people[0], data)) for at in range(16)),
        )

    numbers = sorted(row["number"] for row in await town.rows(draw_tickets))
    fees = [row["points"] for row in await town.rows(ledger) if row["rule"] == "draw"]
    held = {row["points"] for row in await town.rows(members) if row["person_id"] != 1001}
    assert numbers == list(range(1, 65))
    assert fees == [-5] * 64
    assert held == {3}
    assert (await row_of(town, number))["entrants"] == 64
    assert await town.rows(failed_updates) == []


async def test_sixty_four_press_for_ten_places(town_on_both: Town) -> None:
    """Ten are in, the others keep their points, and it closes once."""
    town = town_on_both
    _, number = await begun(town, "Spring draw most=10 cost=5" + RULES)
    people = [town.person(f"P{at}") for at in range(64)]
    for each in people:
        await each.says("good morning everybody")
    async with town.database.writing() as connection:
        await connection.execute(update(members).values(points=5))
    data = buttons.pack(EnterDraw(number))

    async with replicas(town, 4) as bots:
        await asyncio.gather(
            *(bots[at % 4].takes(town.press(each, data)) for at, each in enumerate(people))
        )
        told = [name for bot in bots for name in ids(bot.said)]
    calls = await town.settles(falling())

    assert await town.count(draw_tickets) == 10
    assert (told.count("draw-entered"), told.count("draw-over")) == (10, 54)
    assert sum(row["points"] for row in await town.rows(ledger) if row["rule"] == "draw") == -50
    assert ids(calls).count("draw-list") == 1
    assert (await row_of(town, number))["state"] == "drawn"


async def test_whoever_claims_many_times_at_once_has_one_prize(town_on_both: Town) -> None:
    """And a draw that several staff close at once is closed once."""
    town = town_on_both
    ada, number = await begun(town, "Spring draw winners=1 ends=24h" + RULES)
    people = {each.id: each for each in await crowd(town, number, 3)}
    press = buttons.pack(EndDraw(number, ada.id, "now"))
    async with replicas(town, 4) as bots:
        await asyncio.gather(*(bot.takes(town.press(ada, press)) for bot in bots * 4))
    calls = await town.settles(falling())
    (seat,) = await town.rows(draw_seats)
    winner = people[seat["person_id"]]
    claim = buttons.pack(ClaimPrize(number))
    async with replicas(town, 4) as bots:
        await asyncio.gather(*(bot.takes(town.press(winner, claim)) for bot in bots * 4))

    assert ids(calls).count("draw-list") == 1
    assert [row["state"] for row in await town.rows(draw_seats)] == ["claimed"]
    assert await town.rows(failed_updates) == []


async def test_begun_twice_it_is_one_draw(town: Town) -> None:
    """A double press posts one card."""
    ada, number = await drafted(town, "Spring draw ends=24h" + RULES)
    press = town.press(ada, buttons.pack(BeginDraw(number, is_sure=True)))
    await town.takes(press, press)
    again = await ada.presses(buttons.pack(BeginDraw(number, is_sure=True)))
    calls = await town.settles()

    assert ids(again) == ["button-stale"]
    assert ids(calls).count("draw-commitment") == 1
    assert [row["state"] for row in await town.rows(draws)] == ["open"]
