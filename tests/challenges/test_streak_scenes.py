"""Streaks in a challenge over midnights, changes of the clocks, leap days and what is mended."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from handlers import buttons
from handlers.challenge_buttons import MakeUpDay, SignChallenge
from models.challenges import challenges, makeups
from models.checkins import checkins
from models.points import ledger
from tests.challenges.test_conversation import balances, begun, joined, photo
from tests.conversation import GROUP, Town, ids, value

pytestmark = pytest.mark.feature("A5")


@dataclass(frozen=True)
class Scene:
    """Where somebody checks in, when by the clock on the wall, and the streak from then on.

    0 stands for a check-in of a day that was checked in for already.
    """

    zone: str
    said: str
    moments: Sequence[tuple[str, int]]


SCENES = {
    "midnight": Scene(
        "Asia/Shanghai",
        "",
        [("2026-03-10T23:59", 1), ("2026-03-11T00:01", 2), ("2026-03-11T23:59:59", 0)],
    ),
    "cut-off": Scene(
        "Asia/Shanghai",
        " cutoff:04:00",
        [("2026-03-10T23:59", 1), ("2026-03-11T03:59", 0), ("2026-03-11T04:00", 2)],
    ),
    # 02:30 never came to be on that night.
    "spring": Scene(
        "America/New_York",
        "",
        [
            ("2026-03-07T23:59", 1),
            ("2026-03-08T03:01", 2),
            ("2026-03-08T23:59", 0),
            ("2026-03-09T00:01", 3),
        ],
    ),
    # A cut-off that the clocks jump over: the day turns where the gap ends.
    "spring, cut-off in the gap": Scene(
        "America/New_York",
        " cutoff:02:30",
        [
            ("2026-03-07T12:00", 1),
            ("2026-03-08T01:59", 0),
            ("2026-03-08T03:00", 2),
            ("2026-03-09T02:29", 0),
        ],
    ),
    # Half past one comes twice.
    "autumn": Scene(
        "Europe/London",
        "",
        [
            ("2026-10-24T23:59", 1),
            ("2026-10-25T01:30", 2),
            ("2026-10-25T01:30+00:00", 0),
            ("2026-10-25T23:59", 0),
            ("2026-10-26T00:01", 3),
        ],
    ),
    "month": Scene(
        "Asia/Shanghai",
        "",
        [("2026-04-30T23:59", 1), ("2026-05-01T00:01", 2), ("2026-05-02T12:00", 3)],
    ),
    "leap day": Scene(
        "Asia/Shanghai",
        "",
        [("2028-02-28T20:00", 1), ("2028-02-29T20:00", 2), ("2028-03-01T20:00", 3)],
    ),
    "no leap day": Scene("Asia/Shanghai", "", [("2027-02-28T20:00", 1), ("2027-03-01T20:00", 2)]),
    "a day without": Scene(
        "Asia/Shanghai", "", [("2026-12-30T20:00", 1), ("2027-01-01T20:00", 1)]
    ),
}


@asynccontextmanager
async def town_in(database: Database, zone: str, wall: str) -> AsyncIterator[Town]:
    """A town in a zone, at a moment by its clocks."""
    base = Settings()
    there = ZoneInfo(zone)
    at = datetime.fromisoformat(wall).replace(tzinfo=there)
    settings = replace(base, community=replace(base.community, zone=there))
    living = await Town(database, settings, at=at.astimezone(ZoneInfo("UTC"))).open()
    yield living
    await living.close()


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
async def test_a_streak_is_exact(database: Database, scene: Scene) -> None:
    """Each wall day counts once, however long it is, and `/why` says the same."""
    async with town_in(database, scene.zone, scene.moments[0][0]) as town:
        await begun(town, f"30 Read start:today{scene.said}")
        mei = town.person()
        number = await joined(town, mei)
        told = []
        for wall, _ in scene.moments:
            at = datetime.fromisoformat(wall)
            town.clock.push_to(at if at.tzinfo else at.replace(tzinfo=ZoneInfo(scene.zone)))
            said = await mei.presses(buttons.pack(SignChallenge(number)))
            is_new = "challenge-already" not in ids(said)
            told.append(value(said, "challenge-signed", "streak") if is_new else 0)
        await town.restart()
        why = await mei.says("/why streak 30")
        rows = await town.count(checkins)

    assert told == [streak for _, streak in scene.moments]
    assert value(why, "challenge-why", "streak") == max(told[-2:])
    assert rows == sum(1 for _, streak in scene.moments if streak)


async def test_a_zone_change_moves_no_challenge(town: Town) -> None:
    """People count on its days: it goes on by the zone in which it began."""
    ada = await begun(town, "14 Read start:today")
    mei = town.person()
    number = await joined(town, mei)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    town.passes(hours=11)  # 23:00 in Shanghai
    await ada.presses(buttons.pack(buttons.Choose(GROUP, "zone", "America/New_York")))
    same = await mei.presses(press)
    town.passes(hours=2)
    next_day = await mei.presses(press)

    assert ids(same) == ["challenge-already"]
    assert value(next_day, "challenge-signed", "streak") == 2


async def test_evidence_turned_down_ends_a_streak_until_it_is_made_up_for(
    town_on_both: Town,
) -> None:
    """Three days, the second turned down: one in a row; made up for by its date, three again."""
    town = town_on_both
    ada = await begun(town, "14 Run by:photo start:today makeup:1/3/10 #run")
    mei = town.person()
    number = await joined(town, mei)
    shown = []
    for _ in range(3):
        shown.append(photo(town, mei, "#run"))
        await town.takes(shown[-1])
        town.passes(days=1)
    before = await mei.says("/why streak run")
    reply = {"reply_to_message": shown[1]["message"]}
    said = await ada.says("/challenge reject it is last week's", **reply)
    after = await mei.says("/why streak run")
    mended = await mei.says("/challenge makeup run 2026-03-11")
    whole = await mei.says("/why streak run")

    assert "challenge-rejected-day" in ids(said)
    assert [value(each, "challenge-why", "streak") for each in (before, after, whole)] == [3, 1, 3]
    assert ids(after)[-1] == "why-streak-missed"
    assert value(mended, "challenge-made-up", "streak") == 3
    assert number == (await town.rows(makeups))[0]["challenge_id"]
    await balances(town)


async def test_days_in_a_row_earn_a_card_that_costs_nothing(town_on_both: Town) -> None:
    """Three in a row: told, shown, used before points are, and none begets another."""
    town = town_on_both
    await begun(town, "14 Read start:today makeup:1/5/10 card:3 milestones:none")
    mei = town.person()
    number = await joined(town, mei)
    press = buttons.pack(SignChallenge(number))
    told = []
    for _ in range(3):
        told.append(ids(await mei.presses(press)))
        town.passes(days=1)
    town.passes(days=2)  # the thirteenth and the fourteenth are missed
    page = await mei.whispers(f"/start challenge-{number}")
    free = await mei.presses(buttons.pack(MakeUpDay(number, "2026-03-13")))
    again = await mei.presses(buttons.pack(MakeUpDay(number, "2026-03-13")))
    bought = await mei.presses(buttons.pack(MakeUpDay(number, "2026-03-14")))
    town.passes(days=1)
    none = await mei.presses(buttons.pack(MakeUpDay(number, "2026-03-15")))

    assert ["challenge-toast-more" in each for each in told] == [False, False, True]
    assert value(page, "challenge-own-cards", "cards") == 1
    assert value(free, "challenge-made-up", "streak") == 0  # the fourteenth is still missed
    assert ids(again) == ["challenge-makeup-not-missed"]
    assert value(bought, "challenge-made-up", "streak") == 5
    assert ids(none) == ["challenge-makeup-none-left"]
    assert [row["price"] for row in await town.rows(makeups)] == [0, 10]
    assert sorted(row["points"] for row in await town.rows(ledger)) == [-10, 10, 10, 10]
    (row,) = await town.rows(challenges)
    assert row["makeup_every"] == 3
    await balances(town)
