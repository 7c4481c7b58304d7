"""Signing in, as members do it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from handlers import buttons
from models.challenges import forgiven_days
from models.checkins import checkins
from models.members import members
from models.points import ledger
from tests.conversation import GROUP, Town, ids, texts, value

PRESS = buttons.pack(buttons.CheckIn())


@pytest.mark.feature("A6")
@pytest.mark.parametrize("said", ["签到", "打卡", "Sign in!", "/checkin", "/checkin@hearth_bot"])
async def test_a_member_signs_in_by_word_or_command(town_on_both: Town, said: str) -> None:
    """Each way of saying it signs in, pays ten points and tells the streak."""
    mei = town_on_both.person()

    answer = await mei.says(said)

    assert ids(answer) == ["checkin-done", "checkin-next-bonus"]
    assert value(answer, "checkin-done", "streak") == 1
    assert value(answer, "checkin-done", "earned") == 10


@pytest.mark.feature("A6")
async def test_a_second_sign_in_of_a_day_pays_nothing(town: Town) -> None:
    """The second time is told so, and the ledger has one row."""
    mei = town.person()
    await mei.says("签到")

    again = await mei.says("签到")

    assert ids(again) == ["checkin-already"]
    assert [row["points"] for row in await town.rows(ledger) if row["rule"] == "checkin"] == [10]


@pytest.mark.feature("A6")
async def test_three_days_in_a_row_pay_the_bonus(town: Town) -> None:
    """By word, command and button on three days, over a restart: a streak of three."""
    mei = town.person()
    await mei.says("签到")
    town.passes(days=1)
    await mei.says("/checkin")
    town.passes(days=1)
    await town.restart()

    toast = await mei.presses(PRESS)

    assert ids(toast)[0] == "checkin-toast-bonus"
    assert value(toast, "checkin-toast-bonus", "streak") == 3
    assert value(toast, "checkin-toast-bonus", "earned") == 15
    assert value(toast, "checkin-card-count", "signed") == 1


@pytest.mark.feature("A6")
async def test_the_day_turns_at_midnight_of_the_community(town: Town) -> None:
    """23:59 and 00:01 in Shanghai are two days, whatever UTC says."""
    town.clock.push_to(datetime(2026, 3, 10, 15, 59, tzinfo=UTC))
    mei = town.person()
    await mei.says("签到")
    town.passes(minutes=2)

    after = await mei.says("签到")

    assert value(after, "checkin-done", "streak") == 2


@pytest.mark.feature("A6")
async def test_a_replayed_update_signs_in_once(town_on_both: Town) -> None:
    """The same update, in the same batch, in the next, and after a restart: one row, one award."""
    town = town_on_both
    mei = town.person()
    update = town.message(mei, "签到")
    await town.takes(update, update)
    await town.takes(update)
    await town.restart()

    again = await town.takes(update)

    assert again == []
    assert await town.count(checkins) == 1
    balance = sum(row["points"] for row in await town.rows(ledger))
    assert [row["points"] for row in await town.rows(members)] == [balance]


async def test_signing_in_by_word_is_not_paid_as_chat_too(town: Town) -> None:
    """The word is said to a feature: its ledger row is the sign-in's alone."""
    mei = town.person()

    await mei.says("sign in")

    assert [row["rule"] for row in await town.rows(ledger)] == ["checkin"]


async def test_a_sign_in_that_waited_is_counted_on_its_own_day_in_silence(town: Town) -> None:
    """A message sent yesterday, found today, counts for yesterday and is not answered."""
    mei = town.person()
    yesterday = int((town.clock.now() - timedelta(days=1)).timestamp())
    late = await town.takes(town.message(mei, "签到", date=yesterday))

    today = await mei.says("签到")

    assert late == []
    assert value(today, "checkin-done", "streak") == 2


async def test_signing_in_by_dm_counts_for_the_community_last_active_in(town: Town) -> None:
    """A DM has no community of its own: it is the one that the member speaks in."""
    mei = town.person()
    await mei.says("good morning everybody")

    answer = await mei.whispers("/checkin")

    assert ids(answer)[0] == "checkin-done"


async def test_a_stranger_who_signs_in_by_dm_is_told_why_not(town: Town) -> None:
    """Without a group in common there is nothing to sign in to."""
    answer = await town.person().whispers("签到")

    assert ids(answer) == ["refused-no-community"]
    assert await town.count(checkins) == 0


@pytest.mark.feature("N1")
async def test_why_streak_replays_the_days(town: Town) -> None:
    """The explanation names each day back to the one that was missed."""
    mei = town.person()
    await mei.says("签到")
    town.passes(days=2)
    await mei.says("签到")
    town.passes(days=1)

    why = await mei.says("/why streak")

    assert ids(why) == [
        "why-streak-head",
        "why-streak-open",
        "why-streak-signed",
        "why-streak-missed",
    ]
    assert dict(texts(why)[0].values)["streak"] == 1


@pytest.mark.feature("A6")
@pytest.mark.parametrize("zone", ["America/New_York", "Australia/Sydney", "UTC"])
async def test_a_zone_change_breaks_no_streak(town: Town, zone: str) -> None:
    """The day at hand ends by the zone in which it began, the next one goes by the new zone."""
    ada = await town.with_admin()
    mei = town.person()
    await mei.says("签到")
    town.passes(hours=11)  # 23:00 in Shanghai
    await ada.presses(buttons.pack(buttons.Choose(GROUP, "zone", zone)))
    same_day = await mei.says("签到")
    streaks = []
    for hours in (13, 24, 24):
        town.passes(hours=hours)
        streaks.append(value(await mei.says("签到"), "checkin-done", "streak"))

    assert ids(same_day) == ["checkin-already"]
    assert streaks == [2, 3, 4]


@pytest.mark.feature("A6")
async def test_an_outage_forgives_the_day_in_segments_too(town: Town) -> None:
    """Who signed in before and after a spoiled day has a streak of two, by word and by segment."""
    ada = await town.with_admin()
    mei = town.person()
    await mei.says("签到")
    async with town.database.writing() as connection:
        await connection.execute(
            insert(forgiven_days).values(
                community_id=(await town.rows(checkins))[0]["community_id"],
                challenge_id=0,
                local_day=date(2026, 3, 11),
                at=town.clock.now(),
            )
        )
    town.passes(days=2)
    today = await mei.says("签到")
    counts = [
        value(await ada.whispers(f"/segment streak>={days}"), "segment-count", "members")
        for days in (1, 2, 3)
    ]
    why = await mei.says("/why streak")

    assert value(today, "checkin-done", "streak") == 2
    assert counts == [1, 1, 0]
    assert "why-streak-forgiven" in ids(why)
