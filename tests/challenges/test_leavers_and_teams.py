"""Who has left, teams that were not whole after all, titles asked by DM, outages in parts."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.features.challenges.keeping import start
from bot.features.challenges.reading import wish_in
from bot.features.checkins.histories import OUTAGE
from bot.features.places import place_of
from bot.kit.apart import Apart
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.challenge_buttons import (
    BeginChallenge,
    JoinChallenge,
    MakeFrom,
    SignChallenge,
    TeamUp,
    Tweak,
)
from handlers.challenge_outages import Forgiver
from models.challenges import challenges, entrants, forgiven_days
from models.heartbeats import downtimes
from models.members import members
from models.points import ledger
from tests.challenges.test_conversation import balances, begun, joined, photo
from tests.conversation import GROUP, Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("A5")


async def leaves(town: Town, person: Person) -> None:
    """Let somebody leave the group."""
    await town.takes(town.change(person, {"status": "left"}))


async def test_whoever_left_takes_no_place_in_a_list(town_on_both: Town) -> None:
    """Not in the count, the roll or on the board; the file says it; back, all is there."""
    town = town_on_both
    ada = await begun(town, "3 Sprint start:today milestones:none")
    mei, lin = town.person(), town.person("Lin")
    for each in (mei, lin):
        await each.says("good morning everybody")
    number = await joined(town, mei, lin)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    await lin.presses(press)
    await leaves(town, lin)
    board = await mei.says("/challenge board 3")
    town.passes(days=1)
    roll = await town.settles()
    await ada.says("/challenge export 3")
    (file,) = [each for each in await town.settles() if each.method == "sendDocument"]
    await town.takes(town.change(lin, {"status": "member"}, old="left"))
    back = await mei.says("/challenge board 3")

    assert value(board, "challenge-results-count", "entrants") == 1
    assert [dict(each.values)["name"] for each in texts(board)[2:]] == ["Mei"]
    assert (
        value(roll, "challenge-roll-in", "signed"),
        value(roll, "challenge-roll-in", "entrants"),
    ) == (1, 1)
    assert value(roll, "challenge-card-in", "entrants") == 1
    assert f"{lin.id},Lin,,1,1,0,0,0,0,1,2026-03-10" in str(file.arguments)
    assert value(back, "challenge-results-count", "entrants") == 2
    assert await town.count(entrants) == 2


@pytest.mark.feature("I7")
async def test_a_team_that_was_not_whole_gives_its_reward_back(town_on_both: Town) -> None:
    """One photo turned down: everybody's team points go, once; whole again, they come again."""
    town = town_on_both
    ada = await begun(town, "7 Run by:photo start:today team:2/30 milestones:none #run")
    mei, lin = town.person(), town.person("Lin")
    number = await joined(town, mei, lin)
    for each in (mei, lin):
        await each.presses(buttons.pack(TeamUp(number)))
    shown = photo(town, mei, "#run")
    await town.takes(shown)
    await town.takes(photo(town, lin, "#run"))
    whole = [row["points"] for row in await town.rows(members) if row["person_id"] != ada.id]
    turn_down = town.message(
        ada, "/challenge reject that is a stock photo", reply_to_message=shown["message"]
    )
    said = await town.takes(turn_down)
    await town.restart()
    replayed = await town.takes(turn_down)
    less = {row["person_id"]: row["points"] for row in await town.rows(members)}
    better = await town.takes(photo(town, mei, "#run really"))
    again = {row["person_id"]: row["points"] for row in await town.rows(members)}

    assert whole == [40, 40]
    assert ids(said)[1:3] == ["challenge-rejected-points", "challenge-rejected-team"]
    assert (value(said, "challenge-rejected-team", "points"), replayed) == (30, [])
    assert (less[mei.id], less[lin.id]) == (0, 10)
    assert value(better, "challenge-team-complete", "points") == 30
    assert (again[mei.id], again[lin.id]) == (40, 40)
    rows = [row["points"] for row in await town.rows(ledger) if row["key"].startswith("team:")]
    assert sorted(rows) == [-30, -30, 30, 30, 30, 30]
    await balances(town)


async def drafted(town: Town) -> tuple[Person, int]:
    """A draft that an admin made by DM from a template; returns the admin and its number."""
    ada = await town.with_admin()
    await ada.says("good morning everybody")
    await ada.whispers("/challenge new")
    (member, *_) = await town.rows(members)
    await ada.presses(buttons.pack(MakeFrom(member["community_id"], "habit")), chat_id=ada.id)
    (row,) = await town.rows(challenges)
    return ada, int(row["id"])


async def test_a_title_is_asked_for_by_dm(town_on_both: Town) -> None:
    """The next words are the title, over a restart; the preview comes again and it can begin."""
    town = town_on_both
    ada, number = await drafted(town)
    asked = await ada.presses(buttons.pack(Tweak(number, "title")), chat_id=ada.id)
    await town.restart()
    told = town.message(ada, "  Early   birds\n🐦 ", chat_id=ada.id)
    preview = await town.takes(told, told)
    later = await ada.whispers("thank you")
    begin = await ada.presses(buttons.pack(BeginChallenge(number, is_sure=True)), chat_id=ada.id)

    assert "challenge-title-ask" in ids(asked)
    assert ids(preview)[0] == "challenge-preview"
    assert value(preview, "challenge-title", "title") == "Early birds 🐦"
    assert "challenge-preview" not in ids(later)
    assert "challenge-begun" in ids(begin)


async def test_a_title_is_asked_for_from_the_group_too(town: Town) -> None:
    """The button leads to the DM; whoever else helps is told the command instead."""
    ada = await town.with_admin()
    bo = town.person("Bo")
    await town.takes(
        town.change(
            bo, {"status": "administrator", "can_be_edited": False, "can_change_info": True}
        )
    )
    await ada.says("/challenge new 7 Stretch")
    (row,) = await town.rows(challenges)
    tap = buttons.pack(Tweak(row["id"], "title"))
    (link,) = await ada.presses(tap)
    other = await bo.presses(tap)
    asked = await ada.whispers(f"/start challenge-{row['id']}")
    stranger = await bo.whispers(f"/start challenge-{row['id']}")
    await ada.whispers("Stretch together")
    (row,) = await town.rows(challenges)

    assert f"challenge-{row['id']}" in str(link)
    assert ids(other) == ["challenge-title-how"]
    assert ids(asked) == ["challenge-title-ask"]
    assert "challenge-title-ask" not in ids(stranger)
    assert row["title"] == "Stretch together"


async def test_what_is_said_an_hour_later_is_no_title(town: Town) -> None:
    """Nor what is said after it was called off, nor by whoever lost the right meanwhile."""
    ada, number = await drafted(town)
    tap = buttons.pack(Tweak(number, "title"))
    (before,) = await town.rows(challenges)
    await ada.presses(tap, chat_id=ada.id)
    town.passes(hours=1)
    await ada.whispers("good evening")
    await ada.presses(tap, chat_id=ada.id)
    never = buttons.pack(Tweak(number, "keep"))
    off = await ada.presses(never, chat_id=ada.id)
    await ada.whispers("good night")
    await ada.presses(tap, chat_id=ada.id)
    await town.takes(town.change(ada, {"status": "member"}, old="creator"))
    refused = await ada.whispers("Mine for ever")
    (row,) = await town.rows(challenges)

    assert "challenge-preview" in ids(off)
    assert ids(refused) == ["refused-not-admin"]
    assert row["title"] == before["title"]


async def test_an_outage_is_gone_over_in_parts_and_said_once(town_on_both: Town) -> None:
    """Five challenges, two at a time, each part a transaction; anew, nothing is said twice."""
    town = town_on_both
    ada = await town.with_admin()
    mei = town.person()
    await mei.says("签到")
    for at in range(5):
        await ada.says(f"/challenge new 14 Read start:today #r{at}")
        newest = max(row["id"] for row in await town.rows(challenges))
        await ada.presses(buttons.pack(BeginChallenge(newest, is_sure=True)))
        await mei.presses(buttons.pack(JoinChallenge(newest)))
    await town.settles()
    began = datetime(2026, 3, 11, 15, 40, tzinfo=UTC)
    town.clock.push_to(began + timedelta(minutes=40))
    async with town.database.writing() as connection:
        await connection.execute(
            insert(downtimes).values(id=1, began_at=began, ended_at=town.clock.now())
        )
    parts = []

    async def finish(uow: UnitOfWork) -> None:
        parts.append(uow)

    apart = Apart(town.database, town.clock, town.chance, finish=finish, say=lambda _: None)
    due = Due("outage:1", OUTAGE, town.clock.now())
    await Forgiver(town.places, at_once=2).apart(apart, due)
    sent = ids(await town.settles())
    await Forgiver(town.places, at_once=2).apart(apart, due)
    again = ids(await town.settles())

    assert len(parts) == 2 * (4 + 2)
    assert len(await town.rows(forgiven_days)) == 6
    assert (sent.count("challenge-forgiven"), sent.count("checkin-forgiven")) == (5, 1)
    assert {"challenge-forgiven", "checkin-forgiven"}.isdisjoint(again)


async def test_a_schedule_starts_a_challenge_without_a_person(town_on_both: Town) -> None:
    """One call, open at once with its days planned; the same word a second time is refused."""
    town = town_on_both
    await town.with_admin()
    await town.person().says("good morning everybody")
    today = town.clock.now().date()
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection, now=town.clock.now(), chance=town.chance, dialect=town.database.dialect
        )
        await town.places.read(uow, [GROUP])
        place = place_of(uow, GROUP)
        assert place is not None
        wish = wish_in("21 Read every day start:today #read", today)
        begun_one = await start(uow, place, wish, thread_id=None, by=None)
        with pytest.raises(Refusal):
            await start(uow, place, wish, thread_id=None, by=None)
        await uow.flush()
    said = await town.person().says("#read")

    assert (begun_one.state, begun_one.made_by, begun_one.plan.key) == ("open", None, "read")
    assert ids(said) == ["challenge-now-outside"]
