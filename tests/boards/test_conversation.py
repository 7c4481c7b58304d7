"""Boards as people see them: places, neighbours, spans, hiding, leaving, and a picture."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete, update

from bot.config.seasons import Seasons
from bot.config.settings import Settings
from bot.features.boards.counting import Books, count_up
from bot.features.points.service import Grant, award
from bot.features.seasons.rules import Season
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.days import local_day, zone_named
from bot.kit.effects import Edit, Effect, Reply
from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, earnings, score_counts, scores
from models.dues import dues
from models.points import ledger
from tests.books import asked, books_by
from tests.conversation import Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("N4")
ZONE = zone_named("Asia/Shanghai")


async def earns(town: Town, person: Person, experience: int, *, rule: str = "checkin") -> None:
    """Let somebody earn so much, by a row of the ledger."""
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=CountedChance(),
            dialect=town.database.dialect,
        )
        grant = Grant(
            community_id=1,
            person_id=person.id,
            experience=experience,
            points=experience,
            rule=rule,
            source_type="test",
            source_id="",
            local_day=local_day(town.clock.now(), ZONE),
            key=f"test:{next(town._numbers)}",
        )
        assert await award(uow, grant)
        await uow.flush()


async def met(town: Town, *names: str) -> list[Person]:
    """Some who have written in the group, which pays nothing: one character says little."""
    people = [town.person(name) for name in names]
    for person in people:
        await person.says("?")
    return people


def shown(effects: Sequence[Effect]) -> list[tuple[int, str, int]]:
    """The lines of a board: place, name and experience."""
    return [
        (int(values["place"]), str(values["name"]), int(values["experience"]))
        for text in texts(effects)
        if text.id in {"board-line", "board-line-own"}
        for values in [dict(text.values)]
    ]


async def top(_: Town, person: Person, words: str = "", **more: Any) -> list[tuple[int, str, int]]:
    """What a board shows to somebody in the group."""
    return shown(await person.says(f"/top {words}".strip(), **more))


class TestPlaces:
    async def test_of_two_who_have_the_same_the_earlier_is_above(self, town_on_both: Town) -> None:
        """Whoever came to a figure first stands above whoever came to it later."""
        town = town_on_both
        mei, bo, cy = await met(town, "Mei", "Bo", "Cy")
        await earns(town, bo, 10)
        town.passes(seconds=1)
        await earns(town, mei, 10)
        town.passes(seconds=1)
        await earns(town, cy, 4)
        town.passes(seconds=1)
        await earns(town, cy, 6)

        assert await top(town, mei) == [(1, "Bo", 10), (2, "Mei", 10), (3, "Cy", 10)]

    async def test_below_the_first_ten_one_sees_oneself_and_ones_neighbours(
        self, town: Town
    ) -> None:
        """Whoever stands fifteenth reads the first ten, and places fourteen to sixteen."""
        people = await met(town, *(f"P{number}" for number in range(1, 19)))
        for number, person in enumerate(people, 1):
            await earns(town, person, 100 - number)

        said = await people[14].says("/top")

        places = [place for place, _, _ in shown(said)]
        assert [*range(1, 11), 14, 15, 16] == places
        assert value(said, "board-line-own", "place") == 15
        assert value(said, "board-listed", "listed") == 18

    async def test_whoever_has_nothing_is_told_how_to_begin(self, town: Town) -> None:
        """Somebody without a place reads the others', and what would bring one."""
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, bo, 10)

        said = await mei.says("/top")

        assert ids(said) == ["board-head", "board-line", "board-own-none"]

    async def test_spending_costs_no_place(self, town: Town) -> None:
        """Points that go leave the board as it was; experience taken back does not."""
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 20)
        await earns(town, bo, 10)
        async with town.database.writing() as connection:
            await connection.execute(
                ledger.insert().values(
                    community_id=1,
                    person_id=mei.id,
                    experience=0,
                    points=-20,
                    rule="makeup",
                    source_type="test",
                    source_id="",
                    key="spent",
                    at=town.clock.now(),
                    local_day=local_day(town.clock.now(), ZONE),
                )
            )

        assert await top(town, mei) == [(1, "Mei", 20), (2, "Bo", 10)]

        await earns(town, mei, -15, rule="rejected")

        assert await top(town, mei) == [(1, "Bo", 10), (2, "Mei", 5)]


class TestSpans:
    async def test_a_week_ends_on_sunday_midnight_by_the_communitys_clock(
        self, town_on_both: Town
    ) -> None:
        """What was earned at 23:59 on Sunday in Shanghai counts for the week that ends there."""
        town = town_on_both
        mei, bo = await met(town, "Mei", "Bo")
        # From Tuesday noon to Sunday, one minute before midnight in Shanghai.
        town.passes(days=5, hours=11, minutes=59)
        await earns(town, mei, 10)

        assert await top(town, mei, "week") == [(1, "Mei", 10)]

        town.passes(minutes=2)
        await earns(town, bo, 5)

        assert await top(town, mei, "week") == [(1, "Bo", 5)]
        assert await top(town, mei, "today") == [(1, "Bo", 5)]
        assert await top(town, mei, "本月") == [(1, "Mei", 10), (2, "Bo", 5)]

    async def test_a_month_and_all_time(self, town: Town) -> None:
        """In April March is over; all time goes on."""
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 10)
        town.passes(days=25)
        await earns(town, bo, 5)

        assert await top(town, mei, "month") == [(1, "Bo", 5)]
        assert await top(town, mei, "总榜") == [(1, "Mei", 10), (2, "Bo", 5)]

    async def test_each_activity_has_a_board(self, town: Town) -> None:
        """Sign-ins, thanks and chatting are told apart, and are one on the whole board."""
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 10)
        await earns(town, bo, 25, rule="thanks")

        assert await top(town, mei, "签到") == [(1, "Mei", 10)]
        assert await top(town, mei, "week thanks") == [(1, "Bo", 25)]
        assert await top(town, mei, "challenges") == []
        assert await top(town, mei) == [(1, "Bo", 25), (2, "Mei", 10)]

    async def test_what_is_said_in_a_group_stands_on_its_own_board(self, town: Town) -> None:
        """A message earns on this group's board; what was earned elsewhere does not."""
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, bo, 25)
        await mei.says("what a lovely book that was")

        here = await top(town, mei, "here")

        assert [name for _, name, _ in here] == ["Mei"]

    async def test_without_a_season_one_is_told_so(self, town: Town) -> None:
        """A season's board is asked for while none is on."""
        (mei,) = await met(town, "Mei")

        assert ids(await mei.says("/top season")) == ["board-no-season"]

    async def test_a_season_that_is_on_has_a_board_from_its_first_day(
        self, both_databases: Database
    ) -> None:
        """A season named after it began counts what was earned in it before; nothing else does."""
        town = await Town(both_databases, Settings()).open()
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 10)
        assert await top(town, mei) == [(1, "Mei", 10)]
        spring = Season("spring", {"en": "Spring"}, date(2026, 3, 10), date(2026, 3, 12))
        town.settings = replace(town.settings, seasons=Seasons(spans=(spring,)))
        await town.restart()
        await earns(town, bo, 5)

        said = await mei.says("/top season")

        assert shown(said) == [(1, "Mei", 10), (2, "Bo", 5)]
        assert "Spring" in town.catalog.plain(texts(said)[0], "en")
        town.passes(days=2)
        await earns(town, bo, 20)
        assert await top(town, mei, "赛季") == [(1, "Bo", 25), (2, "Mei", 10)]
        town.passes(days=1)
        assert ids(await mei.says("/top season")) == ["board-no-season"]
        await town.close()


class TestWhoIsListed:
    async def test_whoever_hides_is_absent_for_everybody(self, town_on_both: Town) -> None:
        """Hidden, one has no place and takes none; back again, one has all that one earned."""
        town = town_on_both
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 20)
        await earns(town, bo, 10)
        await top(town, mei)

        assert ids(await mei.whispers("/top hide")) == ["board-hidden"]
        await earns(town, mei, 5)

        assert await top(town, bo) == [(1, "Bo", 10)]
        assert await top(town, mei) == [(1, "Bo", 10)]
        assert "board-off" in ids(await mei.whispers("/top"))
        assert "board-off" not in ids(await mei.says("/top"))

        assert ids(await mei.whispers("/top 显示")) == ["board-shown"]
        assert ids(await mei.whispers("/top show")) == ["board-shown-already"]

        assert await top(town, bo) == [(1, "Mei", 25), (2, "Bo", 10)]

    async def test_whoever_leaves_is_gone_and_comes_back_with_everything(
        self, town_on_both: Town
    ) -> None:
        """A leaver leaves every board; coming back brings the place back."""
        town = town_on_both
        await town.with_admin()
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 20)
        await earns(town, bo, 10)
        await top(town, mei)

        await town.takes(town.change(mei, {"status": "left"}))

        assert await top(town, bo, "all") == [(1, "Bo", 10)]

        town.passes(minutes=1)
        await town.takes(town.change(mei, {"status": "member"}, old="left"))

        assert await top(town, bo, "all") == [(1, "Mei", 20), (2, "Bo", 10)]

    async def test_a_deleted_account_is_found_at_night(self, town: Town) -> None:
        """An account without a name any more loses its place at night, and leaves no gap."""
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 20)
        await earns(town, bo, 10)
        await top(town, bo)
        mei.first_name = ""
        await mei.presses("in")
        town.passes(minutes=20)
        await town.settles()
        town.passes(days=1)
        await town.settles()

        assert await top(town, bo, "all") == [(1, "Bo", 10)]

    async def test_whoever_is_forgotten_is_on_no_board(self, town_on_both: Town) -> None:
        """After /forget nothing of a score is left, counted or not."""
        town = town_on_both
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 20)
        await earns(town, bo, 10)
        await top(town, bo)
        await earns(town, mei, 5)

        await mei.whispers("/forget")
        await mei.presses(f"forget|{mei.id}|1", chat_id=mei.id)

        assert await top(town, bo) == [(1, "Bo", 10)]
        of_mei = [row for row in await town.rows(scores) if row["person_id"] == mei.id]
        assert of_mei + [r for r in await town.rows(earnings) if r["person_id"] == mei.id] == []


class TestButtons:
    async def test_a_button_turns_the_board_in_place(self, town: Town) -> None:
        """The span that is pressed takes the place of the one that was shown."""
        (mei,) = await met(town, "Mei")
        await earns(town, mei, 10)

        pressed = await mei.presses(f"top|{mei.id}|month|checkins|0")

        assert shown(pressed) == [(1, "Mei", 10)]
        assert value(pressed, "board-head", "kind") == "checkins"
        assert any(isinstance(each, Edit) for each in pressed)

    @pytest.mark.parametrize(
        ("span", "kind", "is_here", "told"),
        [
            ("century", "", 0, "button-stale"),
            ("week", "gossip", 0, "button-stale"),
            ("season", "", 0, "board-no-season"),
        ],
    )
    async def test_what_no_button_says_shows_no_board(
        self, town: Town, span: str, kind: str, is_here: int, told: str
    ) -> None:
        """Forged data is answered kindly, and nothing is rewritten."""
        (mei,) = await met(town, "Mei")

        said = await mei.presses(f"top|{mei.id}|{span}|{kind}|{is_here}")

        assert ids(said) == [told]

    async def test_anothers_buttons_are_not_ones_own(self, town: Town) -> None:
        """Whoever presses below another's board is told so; nobody hides another."""
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 10)

        for data in (f"top|{mei.id}|all||0", f"topdraw|{mei.id}|all||0"):
            assert ids(await bo.presses(data)) == ["button-not-yours"]
        said = await bo.presses(f"tophide|{mei.id}|1", chat_id=bo.id)
        assert ids(said) == ["button-not-yours"]
        assert await top(town, bo) == [(1, "Mei", 10)]

    async def test_hiding_by_button_twice_is_done_once(self, town: Town) -> None:
        """A double press of the switch in the DM hides, and then says that it is so."""
        (mei,) = await met(town, "Mei")
        await earns(town, mei, 10)
        await mei.whispers("/top")

        first = await mei.presses(f"tophide|{mei.id}|1", chat_id=mei.id)
        second = await mei.presses(f"tophide|{mei.id}|1", chat_id=mei.id)

        assert ids(first)[0] == "board-hidden"
        assert ids(second)[0] == "board-hidden-already"
        assert await top(town, mei) == []

    async def test_a_picture_comes_in_reply(self, town: Town) -> None:
        """The button below the board sends it as a picture, which names everybody on it."""
        mei, bo = await met(town, "梅", "Bo")
        await earns(town, mei, 20)
        await earns(town, bo, 10)

        said = await bo.presses(f"topdraw|{bo.id}|week||0")

        (reply,) = [each for each in said if isinstance(each, Reply)]
        assert reply.picture is not None
        assert callable(reply.picture.content)
        assert Image.open(BytesIO(reply.picture.content())).width == 1000


class TestCounting:
    async def test_a_replay_and_a_restart_count_nothing_twice(self, town_on_both: Town) -> None:
        """The same message twice, with a restart between, is one score."""
        town = town_on_both
        (mei,) = await met(town, "Mei")
        message = town.message(mei, "what a lovely book that was")
        await town.takes(message)
        first = await top(town, mei)

        await town.restart()
        await town.takes(message)

        assert first == await top(town, mei)
        (row,) = [each for each in await town.rows(ledger) if each["rule"] == "chat"]
        assert first == [(1, "Mei", row["experience"])]

    async def test_whoever_counts_at_the_same_time_counts_once(self, town_on_both: Town) -> None:
        """Eight count while others earn: each row of the ledger is on the board once."""
        town = town_on_both
        people = await met(town, *(f"P{number}" for number in range(8)))
        for person in people:
            await earns(town, person, 7)

        async def count() -> None:
            async with town.database.writing() as connection:
                uow = UnitOfWork(
                    connection,
                    now=town.clock.now(),
                    chance=CountedChance(),
                    dialect=town.database.dialect,
                )
                await count_up(uow, Books(1))
                await uow.flush()

        await count()
        works = [each for person in people for each in (count(), earns(town, person, 3))]
        await asyncio.gather(*works)

        board = await top(town, people[0], "all")
        assert [experience for _, _, experience in board] == [10] * 8
        assert [*range(1, 9)] == [place for place, _, _ in board]

    async def test_what_is_earned_is_counted_within_the_quarter_of_an_hour(
        self, town: Town
    ) -> None:
        """Nobody has to look: what was earned is counted when it is due, and old boards go."""
        (mei,) = await met(town, "Mei")
        await mei.says("what a lovely book that was")
        assert await town.count(earnings) == 1

        town.passes(minutes=16)
        await town.settles()

        assert await town.count(earnings) == 0
        assert [
            row["is_listed"]
            for row in await town.rows(scores)
            if row["board_id"] == min(each["id"] for each in await town.rows(boards))
        ] == [True]

        town.passes(days=30)
        await town.settles()

        spans = {row["span"] for row in await town.rows(boards)}
        assert spans == {"week", "month", "all"}
        waiting = [row for row in await town.rows(dues) if row["state"] == "waiting"]
        assert len([row for row in waiting if row["kind"] == "boards-night"]) == 1

    async def test_rebuilding_the_books_rebuilds_the_boards(self, town_on_both: Town) -> None:
        """`points rebuild --apply` makes the boards what the ledger says, whatever they said."""
        town = town_on_both
        mei, bo = await met(town, "Mei", "Bo")
        await earns(town, mei, 20)
        await earns(town, bo, 10)
        before = await top(town, mei, "all")
        async with town.database.writing() as connection:
            await connection.execute(update(scores).values(experience=7))
            await connection.execute(delete(score_counts))
        assert before != await top(town, mei, "all")

        await asked(books_by(town), "rebuild", "--apply")

        assert before == await top(town, mei, "all")

    async def test_a_group_that_moves_keeps_its_boards(self, town_on_both: Town) -> None:
        """After a group became a supergroup its boards are counted anew, under its new number."""
        town = town_on_both
        old, new = -4001, -1004001
        (mei,) = await met(town, "Mei")
        await mei.says("what a lovely book that was", chat_id=old)
        before = await top(town, mei, "here", chat_id=old)

        moved = town.message(mei, "", chat_id=old, migrate_to_chat_id=new)
        await town.takes(moved)

        assert [name for _, name, _ in before] == ["Mei"]
        assert before == await top(town, mei, "here", chat_id=new)
