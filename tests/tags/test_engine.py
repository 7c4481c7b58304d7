"""What rules give by themselves, in its moment and at night."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from bot.config.settings import Settings
from bot.config.tags import Tags
from bot.features.tags.reacting import chose
from bot.features.tags.reading import terms_of
from bot.features.tags.rules import Terms
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.dues import dues
from models.tags import taggings, tags
from models.updates import seen_updates
from tests.conversation import Person, Town, ids, texts, value
from tests.members.scenes import arrival, joined
from tests.sources.test_conversation import by_link, made
from tests.tags.scenes import borne, rows_of, with_tags


async def night(town: Town) -> None:
    """Let the next night pass."""
    town.passes(days=1)
    await town.settles()


@pytest.mark.feature("T2")
class TestWords:
    async def test_a_word_gives_its_tag(self, town_on_both: Town) -> None:
        """Once, with the number of the word and none of the text; a replay gives nothing."""
        town = town_on_both
        await with_tags(town, 'runner said="跑步, run" seen=self', 'swimmer said="swim"')
        mei = town.person()

        said = town.message(mei, "I love to RUN")
        await town.takes(said)
        await town.restart()
        await town.takes(said, town.message(mei, "run run run"), town.message(mei, "running"))
        why = await mei.whispers("/why runner")

        (row,) = await rows_of(town, mei)
        assert (row["key"], row["source"], row["evidence"]) == ("runner", "rule", {"entry": 2})
        assert value(why, "why-tag", "source") == "rule"
        assert value(why, "why-tag-word", "word") == "run"

    async def test_commands_edits_and_the_staff_room_say_nothing(self, town: Town) -> None:
        """Whoever makes the tag does not bear it for that."""
        ada = await with_tags(town, 'runner said="run"')
        await ada.says('/tag edit runner said="run, jog"')
        edited = town.message(ada, "I run", edit_date=int(town.clock.now().timestamp()))
        edited["edited_message"] = edited.pop("message")
        await town.takes(edited)

        assert await town.rows(taggings) == []

    async def test_a_word_said_again_renews_what_ends(self, town: Town) -> None:
        """Somebody who goes on saying it goes on bearing it."""
        await with_tags(town, 'runner said="run" lasts=2d')
        mei = town.person()
        await mei.says("run")
        town.passes(days=1)
        await mei.says("run")
        town.passes(days=1, minutes=1)
        await town.settles()
        still = await borne(town, mei)
        town.passes(days=1)
        await town.settles()

        assert still == ["runner"]
        assert await borne(town, mei) == []

    async def test_many_words_of_a_known_bearer_cost_no_statement(self, town: Town) -> None:
        """Once the database has said so, it is not asked again for a while."""
        await with_tags(town, 'runner said="run"')
        mei = town.person()
        await mei.says("run")
        town.passes(seconds=5)
        await mei.says("run")
        listener = town.intake._desk._senses.tags  # type: ignore[attr-defined]
        town.passes(seconds=5)
        (tag,) = await town.rows(tags)

        known = listener._is_known(_Blank(town.clock.now()), tag["id"], mei.id)

        assert known is True

    async def test_a_removed_word_is_heard_from_the_next_message_on(self, town: Town) -> None:
        """The catalogue counts as it is; what was given for it stays until it ends."""
        ada = await with_tags(town, 'runner said="run"')
        mei, bo = town.person(), town.person("Bo")
        await mei.says("run")
        await ada.says("/tag edit runner said=jog")
        await bo.says("run")
        await bo.says("jog")

        assert await borne(town, mei) == ["runner"]
        (row,) = await rows_of(town, bo)
        assert row["evidence"] == {"entry": 1}

    async def test_a_rule_taken_away_takes_its_tags(self, town: Town) -> None:
        """What staff gave by hand stays."""
        ada = await with_tags(town, 'runner said="run" seen=members')
        mei, bo = town.person(), town.person("Bo")
        await mei.says("run")
        await bo.says("run")
        await ada.says(f"/tag {bo.id} runner")

        await ada.says("/tag edit runner rule=none")

        assert await borne(town, mei) == []
        assert [row["source"] for row in await rows_of(town, bo)] == ["staff"]


class _Blank:
    """A unit of work that remembers nothing."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def recall(self, _: object) -> None:
        """Return nothing."""

    def remember(self, _: object, *, value: bool) -> None:
        """Keep nothing."""


@pytest.mark.feature("T2")
class TestDeeds:
    async def test_sources_signing_in_and_levels_give_at_once(self, town_on_both: Town) -> None:
        """Each in the moment in which it becomes true."""
        town = town_on_both
        ada = await with_tags(
            town,
            "shop source=store12",
            "daily activity=check_in times=2 within=7d",
            "second level=1",
        )
        await ada.says("/link new store12")
        await town.settles(made)
        mei, bo = town.person(), town.person("Bo")

        await town.takes(by_link(town, mei))
        await town.takes(arrival(town, bo))
        came = await borne(town, mei), await borne(town, bo)
        await mei.says("签到")
        once = await borne(town, mei)
        town.passes(days=1)
        await mei.says("签到")
        twice = await borne(town, mei)
        for _ in range(8):
            town.passes(minutes=2)
            await bo.says(f"{town.clock.now():%M}分")
        why = await ada.whispers(f"/why {mei.id} shop")

        assert came == (["shop"], [])
        assert once == ["shop"]
        assert twice == ["daily", "shop"]
        assert "second" in await borne(town, bo)
        assert value(why, "why-tag-grade", "grade") == "link"

    async def test_a_new_rule_is_looked_at_for_everybody_at_once(self, town: Town) -> None:
        """Those who have come before the tag was made have it too."""
        ada = await with_tags(town)
        mei = town.person()
        await mei.says("签到")
        await town.settles()

        await ada.says("/tag new daily activity=check_in")
        await town.settles()

        assert await borne(town, mei) == ["daily"]

    async def test_of_an_exclusive_group_what_happens_last_counts(self, town: Town) -> None:
        """Also over what staff gave; at night nothing is taken from what a person gave."""
        ada = await with_tags(
            town,
            'red group=team exclusive said="red"',
            "blue group=team exclusive seen=members",
            "old group=team exclusive activity=message",
        )
        mei = town.person()
        await mei.says("hello")
        await ada.says(f"/tag {mei.id} blue")
        await night(town)
        by_hand = await borne(town, mei)
        await mei.says("red")

        assert by_hand == ["blue"]
        assert await borne(town, mei) == ["red"]


@pytest.mark.feature("T2")
class TestNights:
    async def test_inactivity_comes_and_goes(self, town_on_both: Town) -> None:
        """Withdrawn when it is no longer true; what staff gave is not."""
        town = town_on_both
        ada = await with_tags(town, "sleeper inactive=3d seen=members")
        mei, bo = town.person(), town.person("Bo")
        await mei.says("hello")
        await bo.says("hello")
        await ada.says(f"/tag {bo.id} sleeper")
        town.passes(days=3)
        await night(town)
        asleep = await borne(town, mei)
        await mei.says("back again")
        await bo.says("back again")
        await town.restart()
        await night(town)

        assert asleep == ["sleeper"]
        assert await borne(town, mei) == []
        assert [row["source"] for row in await rows_of(town, bo)] == ["staff"]

    async def test_a_segment_gives_its_tag(self, town: Town) -> None:
        """By the same language as everywhere, with each clause explained to the staff."""
        ada = await with_tags(town, "warm segment=level>=0 and not inactive>2d")
        mei = town.person()
        await town.takes(joined(town, mei))
        await mei.says("hello")

        await night(town)
        why = await ada.whispers(f"/why {mei.id} warm")

        assert await borne(town, mei) == ["warm"]
        assert [text.id for text in texts(why)].count("why-tag-clause") == 2

    async def test_nights_go_on_for_as_long_as_there_is_a_rule(self, town: Town) -> None:
        """One piece of work a night and community, over restarts."""
        ada = await with_tags(town, "sleeper inactive=3d")
        await night(town)
        await town.restart()
        await night(town)
        waiting = [
            row
            for row in await town.rows(dues)
            if row["kind"] == "tags-reconcile" and row["state"] == "waiting"
        ]
        await ada.says("/tag edit sleeper rule=none")
        await night(town)
        over = [
            row
            for row in await town.rows(dues)
            if row["kind"] == "tags-reconcile" and row["state"] == "waiting"
        ]

        assert [row["due_at"].hour for row in waiting] == [19]  # ten to four in Shanghai
        assert over == []


@pytest.mark.feature("T14")
class TestHours:
    @pytest.mark.parametrize(
        ("morning", "evening", "expected"),
        [(20, 0, ["early"]), (19, 0, []), (20, 21, ["late"]), (21, 21, ["early"]), (0, 19, [])],
    )
    async def test_the_busiest_part_of_the_day_by_the_clock_of_the_community(
        self, town_on_both: Town, morning: int, evening: int, expected: list[str]
    ) -> None:
        """With fewer messages than asked for there is none."""
        town = town_on_both
        await with_tags(town, "early hours=morning least=20", "late hours=evening least=20")
        mei = town.person()
        # Eight in the morning and eight in the evening in Shanghai.
        for hour, times in ((0, morning), (12, evening)):
            town.clock.advance(datetime(2026, 3, 11, hour, tzinfo=UTC) - town.clock.now())
            await town.takes(*(town.message(mei, f"line {n} of {hour}") for n in range(times)))

        await night(town)

        assert await borne(town, mei) == expected

    async def test_a_month_later_it_is_over(self, town: Town) -> None:
        """Thirty days count."""
        await with_tags(town, "early hours=morning least=2")
        mei = town.person()
        town.clock.advance(datetime(2026, 3, 11, 0, tzinfo=UTC) - town.clock.now())
        await mei.says("good morning")
        await mei.says("nice day")
        await night(town)
        before = await borne(town, mei)
        for _ in range(30):
            await night(town)

        assert before == ["early"]
        assert await borne(town, mei) == []


@pytest.mark.feature("T2")
class TestPolls:
    async def test_an_option_gives_and_a_vote_taken_back_withdraws(
        self, town_on_both: Town
    ) -> None:
        """For whoever holds polls: what staff gave is not withdrawn."""
        town = town_on_both
        ada = await with_tags(town, "runner poll=sports option=B seen=members")
        mei, bo = town.person(), town.person("Bo")
        await mei.says("hello")
        await bo.says("hello")
        await ada.says(f"/tag {bo.id} runner")

        async def votes(person: Person, *, is_chosen: bool) -> list[str]:
            async with town.database.writing() as connection:
                uow = UnitOfWork(
                    connection,
                    now=town.clock.now(),
                    chance=town.chance,
                    dialect=town.database.dialect,
                )
                changed = await chose(
                    uow, 1, person.id, poll="Sports", option="b", is_chosen=is_chosen
                )
                await uow.flush()
                return changed

        given = await votes(mei, is_chosen=True)
        twice = await votes(mei, is_chosen=True)
        await night(town)
        stays = await borne(town, mei)
        taken = await votes(mei, is_chosen=False)
        staffs = await votes(bo, is_chosen=False)

        assert (given, twice, stays, taken, staffs) == (
            ["runner"],
            [],
            ["runner"],
            ["runner"],
            [],
        )
        assert await borne(town, mei) == []
        assert await borne(town, bo) == ["runner"]


@pytest.mark.feature("T1")
class TestTheFile:
    async def town_with(self, database: Database, *wanted: Terms) -> Town:
        """A town whose operator has written tags."""
        town = Town(database, replace(Settings(), tags=Tags(wanted)))
        # What the town before has taken is not taken again.
        town._numbers = count(1 + await town.count(seen_updates) * 10)
        return await town.open()

    async def test_every_community_has_the_tags_of_the_file(
        self, both_databases: Database
    ) -> None:
        """Their rules work, the file wins, and commands leave them alone."""
        terms = terms_of({"key": "runner", "seen": "members", "rule": {"said": ["run"]}})
        assert isinstance(terms, Terms)
        town = await self.town_with(both_databases, terms)
        ada = await with_tags(town)
        mei = town.person()
        await mei.says("run")
        refused = await ada.says("/tag edit runner lasts=1d")
        await town.close()

        changed = replace(terms, title="Runner", lasts_days=30)
        town = await self.town_with(both_databases, changed)
        await town.person("Kim").says("hello")
        (row,) = await town.rows(tags)
        held = await borne(town, mei)
        await town.close()

        assert ids(refused) == ["tag-of-the-file"]
        assert (row["title"], row["lasts_days"], row["owner_id"]) == ("Runner", 30, None)
        assert held == ["runner"]


@pytest.mark.feature("T2")
async def test_a_step_that_fails_leaves_no_rule_behind(town: Town) -> None:
    """A refused command changes neither the catalogue nor what is heard."""
    ada = await with_tags(town)
    await ada.says("/tag new runner said=run segment=nonsense:x")
    mei = town.person()
    await mei.says("run")

    assert await town.rows(tags) == []
    assert await town.rows(taggings) == []
