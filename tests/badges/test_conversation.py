"""Badges as people see them: earned once, shown, explained, taken back."""

import asyncio
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import delete

from bot.config.badges import Badges
from bot.config.settings import Settings
from bot.features.badges.queries import badge_named
from bot.features.badges.rules import Terms
from bot.features.badges.service import honour
from bot.features.tags.rules import Did
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.effects import Reply
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity
from models.badges import badges, honours
from tests.conversation import Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("N3")


async def with_badges(town: Town, *wishes: str, is_open: bool = True) -> Person:
    """Somebody who runs the group, with badges whose rules are at work."""
    admin = await town.with_admin()
    await admin.whispers("/start")
    for number, wish in enumerate(wishes, 1):
        await admin.says(f"/badge new {wish}")
        if is_open:
            await admin.presses(f"badge|{number}|{admin.id}|open")
    await town.settles()
    return admin


async def worn(town: Town, person: Person) -> list[str]:
    """The keys of the badges that somebody wears."""
    keys = {row["id"]: row["key"] for row in await town.rows(badges)}
    return sorted(
        keys[row["badge_id"]]
        for row in await town.rows(honours)
        if row["person_id"] == person.id and row["revoked_at"] is None
    )


async def signs_in(town: Town, person: Person, days: int) -> None:
    """Sign in day after day."""
    for _ in range(days):
        await person.says("签到")
        await town.settles()
        town.passes(days=1)


class TestEarning:
    async def test_a_badge_is_earned_in_its_moment_and_once(self, town_on_both: Town) -> None:
        """At the third sign-in, not before; a replay, a restart and the night change nothing."""
        town = town_on_both
        await with_badges(town, "three activity=check_in times=3")
        mei = town.person()
        await signs_in(town, mei, 2)
        before = await worn(town, mei)
        update = town.message(mei, "签到")
        await town.takes(update)
        await town.settles()
        earned = await town.rows(honours)
        await town.takes(update)
        await town.restart()
        await town.takes(update)
        town.passes(days=1)
        await town.settles()

        assert before == []
        assert [row["evidence"] for row in earned] == [
            {"activity": "member_checked_in", "times": 3}
        ]
        assert await town.rows(honours) == earned

    @pytest.mark.parametrize(
        "wish",
        [
            "x segment=streak>=2",
            "x level=1",
            "x first=1",
            "x segment=points>=10",
            "x before=2027-01-01",
        ],
    )
    async def test_figures_earn_too(self, town_on_both: Town, wish: str) -> None:
        """Streaks, levels, points, and who came first."""
        town = town_on_both
        mei = town.person()
        await mei.says("hello everybody")
        await with_badges(town, wish)
        for page in range(5):
            town.passes(minutes=2)
            await mei.says(f"第{page}页")
        await signs_in(town, mei, 2)
        await town.settles()

        assert await worn(town, mei) == ["x"]

    async def test_a_streak_that_ends_keeps_its_badge(self, town: Town) -> None:
        """What may end in honest ways was earned all the same."""
        await with_badges(town, "two segment=streak>=2")
        mei = town.person()
        await mei.says("hello")
        await signs_in(town, mei, 2)
        town.passes(days=5)
        await town.settles()

        assert await worn(town, mei) == ["two"]

    async def test_what_is_wrong_is_revoked_and_comes_back(self, town_on_both: Town) -> None:
        """The row stays with the day on which it went; whoever earns it anew wears it again."""
        town = town_on_both
        await with_badges(town, "two activity=check_in times=2")
        mei = town.person()
        await signs_in(town, mei, 2)
        assert await worn(town, mei) == ["two"]
        async with town.database.writing() as connection:
            await connection.execute(delete(daily_activity))
        town.passes(days=1)
        await town.settles()
        after = await town.rows(honours)
        why = ids(await mei.says("/why two"))
        await signs_in(town, mei, 2)

        assert [row["revoked_at"] is None for row in after] == [False]
        assert why[0] == "why-badge-revoked"
        assert await worn(town, mei) == ["two"]
        assert await town.count(honours) == 1

    async def test_what_was_worn_for_a_year_stays(self, town: Town) -> None:
        """Counts are not kept for ever, and a badge outlives them."""
        await with_badges(town, "one activity=check_in")
        mei = town.person()
        await signs_in(town, mei, 1)
        town.passes(days=400)
        async with town.database.writing() as connection:
            await connection.execute(delete(daily_activity))
        await town.settles()

        assert await worn(town, mei) == ["one"]

    async def test_races_honour_once(self, town_on_both: Town) -> None:
        """Sixteen at once, each in a transaction of its own: one row."""
        town = town_on_both
        await with_badges(town, "kind", is_open=False)
        mei = town.person()
        await mei.says("hello")

        async def gives() -> bool:
            async with town.database.writing() as connection:
                uow = UnitOfWork(
                    connection,
                    now=town.clock.now(),
                    chance=CountedChance(),
                    dialect=town.database.dialect,
                )
                badge = await badge_named(uow, 1, "kind")
                assert badge is not None
                is_news = await honour(uow, badge, mei.id, by=1)
                await uow.flush()
                return is_news

        outcomes = await asyncio.gather(*(gives() for _ in range(16)))

        assert sum(outcomes) == 1
        assert await town.count(honours) == 1


class TestStaff:
    async def test_a_rule_is_shown_before_it_works(self, town_on_both: Town) -> None:
        """How many it would honour and who first; until it is let, nobody is, even at night."""
        town = town_on_both
        for name in ("Mei", "Bo", "Cy"):
            await town.person(name).says("hello")
            town.passes(minutes=1)
        admin = await town.with_admin()
        seen = await admin.says("/badge new early first=2 emoji=🐣")
        town.passes(days=2)
        await town.settles()
        before = await town.count(honours)
        stranger = town.person("Eve")
        forged = ids(await stranger.presses(f"badge|1|{admin.id}|open"))
        own = ids(await stranger.presses(f"badge|1|{stranger.id}|open"))
        await admin.presses(f"badge|1|{admin.id}|open")
        await admin.presses(f"badge|1|{admin.id}|open")
        await town.settles()

        assert value(seen, "badge-preview", "count") == 2
        assert value(seen, "badge-preview-first", "names") == "Mei, Bo"
        assert before == 0
        assert forged == ["button-not-yours"]
        assert own == ["refused-not-admin"]
        assert await town.count(honours) == 2

    async def test_another_rule_is_shown_anew(self, town: Town) -> None:
        """With how many would lose the badge by it; a new title alone asks nothing."""
        for name in ("Mei", "Bo"):
            await town.person(name).says("hello")
            town.passes(minutes=1)
        admin = await with_badges(town, "early first=2")
        titled = ids(await admin.says('/badge edit early title="Early bird"'))
        ruled = await admin.says("/badge edit early first=1")

        assert titled == ["badge-changed"]
        assert value(ruled, "badge-preview-lost", "count") == 1
        assert [row["is_open"] for row in await town.rows(badges)] == [False]

    async def test_what_staff_took_no_rule_gives_back(self, town_on_both: Town) -> None:
        """Given by hand it is worn again."""
        town = town_on_both
        admin = await with_badges(town, "one activity=check_in")
        mei = town.person()
        await signs_in(town, mei, 1)
        await admin.says(f"/badge take {mei.id} one")
        await signs_in(town, mei, 2)
        taken = await worn(town, mei)
        said = ids(await admin.says(f"/badge give {mei.id} one"))
        again = ids(await admin.says(f"/badge give {mei.id} one"))

        assert taken == []
        assert said == ["badge-given"]
        assert "badge-given" not in again
        assert await worn(town, mei) == ["one"]

    @pytest.mark.parametrize(
        "said",
        [
            "/badge new x",
            "/badge give 1 x",
            "/badge take 1 x",
            "/badge edit x title=y",
            "/badge remove x",
            "/badge",
        ],
    )
    async def test_members_change_nothing(self, town: Town, said: str) -> None:
        """Whatever they write."""
        await town.with_admin()

        assert ids(await town.person().says(said)) == ["refused-not-admin"]
        assert await town.count(badges) == 0

    async def test_taking_a_badge_out_takes_it_from_all(self, town: Town) -> None:
        """After a question, with how many wore it."""
        admin = await with_badges(town, "one activity=check_in")
        await signs_in(town, town.person(), 1)
        asked = await admin.says("/badge remove one")
        gone = await admin.presses(f"badge|1|{admin.id}|drop")
        stale = ids(await admin.presses(f"badge|1|{admin.id}|drop"))

        assert value(asked, "badge-drop-ask", "count") == 1
        assert value(gone, "badge-gone", "count") == 1
        assert stale == ["button-stale"]
        assert (await town.count(badges), await town.count(honours)) == (0, 0)


class TestWall:
    async def test_the_wall_shows_what_is_worn_and_what_is_to_come(self, town: Town) -> None:
        """With progress where a rule counts, in /me, and why."""
        admin = await with_badges(town, "one activity=check_in", "ten activity=check_in times=10")
        await admin.says("/badge new kind about=kindness")
        mei = town.person()
        await signs_in(town, mei, 3)
        wall = await mei.says("/badges")
        card = ids(await mei.says("/me"))
        why = await mei.says("/why badge ten")

        assert ids(wall) == [
            "badges-head", "badges-worn", "badges-on-the-way", "badges-by-hand-for"
        ]  # fmt: skip
        assert value(wall, "badges-on-the-way", "have") == 3
        assert "me-badges" in card
        assert ids(why)[:1] == ["why-badge-not"]
        assert value(why, "why-badge-progress", "need") == 10

    async def test_about_others_only_staff_ask(self, town: Town) -> None:
        """Members ask about themselves."""
        admin = await with_badges(town, "one activity=check_in")
        mei, bo = town.person(), town.person("Bo")
        await bo.says("hello")
        await signs_in(town, mei, 1)

        assert ids(await bo.says(f"/why {mei.id} one")) == ["refused-not-admin"]
        assert "why-badge" in ids(await admin.whispers(f"/why {mei.id} one"))

    async def test_the_wall_can_be_had_as_a_picture(self, town: Town) -> None:
        """As wide as a card, however names and titles are written."""
        await with_badges(
            town, 'one title="三十天打卡" emoji=🏃 activity=check_in', "far level=90"
        )
        mei = town.person("מאי 🌸")
        await signs_in(town, mei, 1)
        (sent,) = [each for each in await mei.says("/badges 图片") if isinstance(each, Reply)]
        assert sent.picture is not None
        assert callable(sent.picture.content)
        picture = Image.open(BytesIO(sent.picture.content()))

        assert picture.width == 1000
        assert texts([sent])[0].id == "badges-head"


async def test_the_file_s_badges_are_everywhere(both_databases: Database) -> None:
    """Whoever has earned one already is honoured at once, and staff cannot change it."""
    terms = Terms("one", "Once", "🌱", "", Did("member_checked_in"), is_lasting=False)
    town = await a_town(both_databases, terms)
    mei = town.person()
    await mei.says("签到")
    await mei.says("/badges")
    await town.settles()
    admin = await town.with_admin()
    refused = ids(await admin.says("/badge edit one title=Twice"))
    await town.close()

    assert await worn(town, mei) == ["one"]
    assert refused == ["badge-of-the-file"]


async def a_town(database: Database, *catalogue: Any) -> Town:
    """A town whose operator has badges in the file."""
    return await Town(database, replace(Settings(), badges=Badges(tuple(catalogue)))).open()
