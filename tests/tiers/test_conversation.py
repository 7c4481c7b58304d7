"""Tiers as they are met in the chat: the table, one's own way, and what the staff decide."""

from datetime import date

import pytest

from bot.assembly import policy_of
from bot.config.settings import Settings
from bot.config.tiers import Tiers
from bot.features.tiers.rules import DEFAULT_ACTIVITY, Benefit
from bot.kit.database import Database
from handlers.tiers import table_of
from models.activity import daily_answers
from models.audits import audits
from models.contacts import contacts
from models.tiers import nominations, tier_changes, tiers
from tests.conversation import Person, Town, catalog, ids, texts, value
from tests.tiers.scenes import lived, night, put, stands

CORE, KOC = 3, 4


async def placed(town: Town, person: Person, rank: int, **more: date) -> None:
    """Have somebody stand on a rung."""
    row = {"community_id": 1, "ladder": "activity", "person_id": person.id, "rank": rank}
    await put(town, tiers, [row | {"since": date(2026, 2, 1)} | more])


@pytest.mark.feature("N8")
class TestTable:
    @pytest.mark.parametrize("language", ["en", "zh-CN"])
    def test_every_number_of_the_rules_stands_in_the_table(self, language: str) -> None:
        """The table is made from what the night goes by: it cannot say anything else."""
        ladder = policy_of(Settings()).tiers.activity
        lines = [catalog().plain(each, language) for each in table_of(ladder)]

        for rung in ladder.rungs:
            line = next(each for each in lines if f"<b>{rung.titles[language]}</b>" in each)
            for need in rung.needs:
                assert str(need.least) in line
                assert str(need.measure.days) in line

    async def test_anybody_sees_it(self, town: Town) -> None:
        """In the group and by direct message, with the grace."""
        await town.with_admin()
        mei = town.person()

        said = await mei.says("/tiers")

        assert ids(said).count("tiers-line") == len(DEFAULT_ACTIVITY.rungs) - 1
        assert ids(said).count("tiers-line-confirmed") == 1
        assert value(said, "tiers-foot", "days") == 14
        assert ids(await mei.whispers("/tiers")) == ids(said)

    async def test_switched_off_there_are_none(self, database: Database) -> None:
        """And the card says nothing of them."""
        town = await Town(database, Settings(tiers=Tiers(enabled=False))).open()
        await town.with_admin()
        mei = town.person()

        assert ids(await mei.says("/tiers")) == ["tiers-off"]
        assert not [each for each in ids(await mei.says("/me")) if each.startswith("me-tier")]
        await night(town)
        assert await stands(town) == {}
        await town.close()


@pytest.mark.feature("N7")
class TestOwnWay:
    async def test_me_says_what_is_missing(self, town: Town) -> None:
        """In words, for the next rung."""
        await town.with_admin()
        mei = town.person()
        await mei.says("hello")
        await lived(town, mei, days=4, answered=1)
        await night(town)

        said = await mei.says("/me")

        shown = [town.catalog.plain(each, "en") for each in texts(said)]
        # Today counts already.
        assert "Next, Active: 3 more active days, 2 more people to answer" in shown
        chinese = [town.catalog.plain(each, "zh-CN") for each in texts(said)]
        assert any("还差 3 个活跃日" in each for each in chinese)

    async def test_below_one_reads_how_to_keep_it_by_direct_message_alone(
        self, town: Town
    ) -> None:
        """In the group nobody is shown up."""
        await town.with_admin()
        mei = town.person()
        await mei.says("hello")
        await placed(town, mei, CORE, below_since=date(2026, 3, 5))

        assert "me-tier-below" not in ids(await mei.says("/me"))
        assert value(await mei.whispers("/me"), "me-tier-below", "days") == 9

    async def test_what_one_has_is_told_before_the_night(self, town: Town) -> None:
        """A rung that figures reach comes tonight; one that staff confirm is theirs to give."""
        await town.with_admin()
        mei, ken = town.person(), town.person("Ken")
        for each in (mei, ken):
            await each.says("hello")
        await placed(town, mei, 0)
        await lived(town, mei, days=3)
        await placed(town, ken, CORE)
        await lived(town, ken, days=40, answered=20, repliers=30, thanked=9)

        assert "me-tier-tonight" in ids(await mei.says("/me"))
        assert "me-tier-staff" in ids(await ken.says("/me"))


@pytest.mark.feature("T4")
class TestWhy:
    async def test_each_figure_is_held_against_what_is_asked(self, town: Town) -> None:
        """Staff ask about anybody, members about themselves."""
        ada = await town.with_admin()
        await ada.whispers("/start")
        mei = town.person(extra={"username": "mei_reads"})
        await mei.says("hello")
        await lived(town, mei, days=9, answered=4)
        await night(town)

        about = await ada.whispers("/why @mei_reads tier")
        own = await mei.whispers("/why tier")

        assert ids(about) == ids(own)
        told = [
            (dict(each.values)["has"], dict(each.values)["is_met"])
            for each in texts(own)
            if each.id == "tier-against"
        ]
        # Active: days and people answered; then Core, which is next.
        assert told == [(10, "yes"), (4, "yes"), (10, "no"), (4, "no"), (0, "no")]

    async def test_members_do_not_ask_about_others(self, town: Town) -> None:
        """They are told so."""
        await town.with_admin()
        mei, ken = town.person(extra={"username": "mei_reads"}), town.person("Ken")
        await mei.says("hello")
        await ken.says("hello")

        assert ids(await ken.whispers("/why @mei_reads tier")) == ["refused-not-admin"]


@pytest.mark.feature("T3")
class TestAnswers:
    async def test_who_answers_whom_is_counted_once_a_day(self, town_on_both: Town) -> None:
        """Nobody answers themselves, a bot, a channel, or a topic by writing in it."""
        town = town_on_both
        await town.with_admin()
        mei, ken = town.person(), town.person("Ken")
        hers = town.message(mei, "Where do we meet?")
        await town.takes(hers)
        question = hers["message"]
        for _ in range(2):
            await ken.says("At the library.", reply_to_message=question)
        await mei.says("Oh, I see.", reply_to_message=question)
        bot = {"id": 424242, "is_bot": True, "first_name": "Hearth"}
        await ken.says("Thanks, bot", reply_to_message=question | {"from": bot})
        channel = {"id": -1009, "type": "channel", "title": "News"}
        await ken.says("Well", reply_to_message=question | {"sender_chat": channel})
        topic = {"message_thread_id": question["message_id"], "is_topic_message": True}
        await ken.says("In the topic", reply_to_message=question, **topic)

        rows = await town.rows(daily_answers)

        assert [(row["person_id"], row["answered_id"]) for row in rows] == [(ken.id, mei.id)]


@pytest.mark.feature("T9")
class TestKoc:
    async def test_whom_many_need_is_proposed_and_a_flood_is_not(self, town_on_both: Town) -> None:
        """By whom they matter to: five hundred messages that nobody answers are nothing."""
        town = town_on_both
        ada = await town.with_admin()
        await ada.whispers("/start")
        mei, spammer = town.person(), town.person("Spammer")
        for each in (mei, spammer):
            await each.says("hello")
        await lived(town, mei, days=31, answered=20, repliers=25, thanked=6)
        await lived(town, spammer, days=40, messages=500)

        await night(town)

        proposed = [row["person_id"] for row in await town.rows(nominations)]
        assert proposed == [mei.id]
        said = await ada.whispers("/koc")
        assert ids(said).count("tier-card") == 1
        assert "tier-against" in ids(said)

    async def test_staff_are_not_proposed(self, town: Town) -> None:
        """They are what they are by office."""
        ada = await town.with_admin()
        await ada.says("hello")
        await lived(town, ada, days=31, answered=20, repliers=25, thanked=6)

        await night(town)

        assert await town.count(nominations) == 0

    async def test_confirmed_once_and_told_warmly(self, town_on_both: Town) -> None:
        """A double press decides once; the rung is theirs, and nights keep it."""
        town = town_on_both
        ada = await town.with_admin()
        await ada.whispers("/start")
        mei = town.person()
        await mei.whispers("/start")
        await mei.says("hello")
        await lived(town, mei, days=31, answered=20, repliers=25, thanked=6)
        await night(town)

        first = await ada.presses("koc|1|1", chat_id=ada.id)
        await town.restart()
        second = await ada.presses("koc|1|0", chat_id=ada.id)
        await night(town)

        assert "tier-decided" in ids(first)
        assert "tier-decided-before" in ids(second)
        assert (await stands(town))[mei.id] == KOC
        assert [row["state"] for row in await town.rows(nominations)] == ["confirmed"]
        # That night the figures had placed them, without a word.
        assert [row["key"] for row in await town.rows(contacts)] == ["tier:1:nomination:1"]
        noted = [row["what"] for row in await town.rows(audits)]
        assert noted.count("audit-tier-confirmed") == 1
        changes = [
            (row["from_rank"], row["to_rank"])
            for row in await town.rows(tier_changes)
            if row["person_id"] == mei.id
        ]
        assert changes[-1][1] == KOC

    async def test_nobody_else_decides(self, town: Town) -> None:
        """A forged press of a member's changes nothing."""
        ada = await town.with_admin()
        mei = town.person()
        await mei.says("hello")
        await lived(town, mei, days=31, answered=20, repliers=25, thanked=6)
        await night(town)

        said = await mei.presses("koc|1|1", chat_id=mei.id)

        assert ids(said) == ["refused-not-admin"]
        assert ids(await ada.presses("koc|77|1", chat_id=ada.id)) == ["button-stale"]
        assert [row["state"] for row in await town.rows(nominations)] == ["proposed"]

    async def test_declined_they_are_left_in_peace_for_ninety_days(self, town: Town) -> None:
        """And proposed again after that, if it is still so."""
        ada = await town.with_admin()
        await ada.whispers("/start")
        mei = town.person()
        await mei.says("hello")
        await lived(town, mei, days=31, answered=20, repliers=25, thanked=6)
        await night(town)
        await ada.presses("koc|1|0", chat_id=ada.id)

        town.passes(days=30)
        await lived(town, mei, days=25, answered=20, repliers=25, thanked=6)
        await night(town)
        soon = await town.count(nominations)
        town.passes(days=61)
        await lived(town, mei, days=31, answered=20, repliers=25, thanked=6)
        await night(town)

        assert (soon, await town.count(nominations)) == (1, 2)


@pytest.mark.feature("T11")
async def test_the_weeks_moves_add_up_to_the_growth(town_on_both: Town) -> None:
    """Who came, who went and who moved, as sums that end in how many there are."""
    town = town_on_both
    ada = await town.with_admin()
    await ada.whispers("/start")
    people = [town.person(f"P{number}") for number in range(5)]
    for person in people:
        await person.says("hello")
    await night(town)
    town.passes(days=10)
    await town.takes(town.change(people[0], {"status": "left"}))
    newcomer = town.person("New")
    await newcomer.says("hello")
    await lived(town, people[1], days=4)
    await night(town)

    said = await ada.whispers("/tierflow")

    now = len(await stands(town))
    assert value(said, "flow-head", "after") == now
    before, came, went = (value(said, "flow-head", name) for name in ("before", "came", "went"))
    assert before + came - went == now
    assert (came, went) == (1, 1)
    moved = {
        (town.catalog.plain(values["before"], "en"), town.catalog.plain(values["after"], "en"))
        for each in texts(said)
        if each.id == "flow-line"
        for values in [dict(each.values)]
    }
    assert moved == {("new", "Lurker"), ("Lurker", "left"), ("Lurker", "Regular")}


@pytest.mark.feature("N9")
class TestBenefits:
    async def test_below_the_rung_one_is_told_what_is_missing(self, database: Database) -> None:
        """On it, the way opens; asked anew at each press."""
        benefit = Benefit(
            {"zh-CN": "抢先看", "en": "Early access"}, "https://early.example", "tier>=core"
        )
        town = await Town(database, Settings(tiers=Tiers(benefits=(benefit,)))).open()
        await town.with_admin()
        mei = town.person()
        await mei.says("hello")
        await placed(town, mei, 1)
        shown = await mei.whispers("/benefits")

        refused = await mei.presses("benefit|1|0", chat_id=mei.id)
        async with town.database.writing() as connection:
            await connection.execute(tiers.update().values(rank=CORE))
        opened = await mei.presses("benefit|1|0", chat_id=mei.id)

        assert ids(shown) == ["benefits-head"]
        assert ids(refused) == ["benefit-locked"]
        assert "active days" in town.catalog.plain(texts(refused)[0], "en")
        assert "benefit-opened" in ids(opened)
        assert ids(await mei.presses("benefit|1|9", chat_id=mei.id)) == ["button-stale"]
        await town.close()

    async def test_without_any_there_is_nothing_to_show(self, town: Town) -> None:
        """In a kind word."""
        await town.with_admin()

        assert ids(await town.person().whispers("/benefits")) in (
            ["benefits-none"],
            ["refused-no-community"],
        )
