"""Segments as the staff ask for, keep and explain them."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import delete, insert

from bot.features.segments.keeping import KIND
from bot.kit.effects import Edit, Effect, Reply
from models.audits import audits
from models.communities import communities
from models.dues import dues
from models.segments import segment_members, segment_sizes, segments
from models.tags import taggings, tags
from tests.conversation import Person, Town, ids, texts, value

pytestmark = pytest.mark.feature("T7")


async def tagged(town: Town, key: str, *bearers: Person) -> None:
    """A tag, and who bears it."""
    (community,) = [row["id"] for row in await town.rows(communities)][:1]
    async with town.database.writing() as connection:
        made = await connection.execute(
            insert(tags)
            .values(community_id=community, key=key, created_at=town.clock.now())
            .returning(tags.c.id)
        )
        tag_id = made.scalar_one()
        for each in bearers:
            await connection.execute(
                insert(taggings).values(
                    tag_id=tag_id,
                    person_id=each.id,
                    community_id=community,
                    source="staff",
                    evidence={},
                    at=town.clock.now(),
                )
            )


async def dropped(town: Town, key: str) -> None:
    """A tag goes."""
    async with town.database.writing() as connection:
        await connection.execute(delete(tags).where(tags.c.key == key))


async def runners(town: Town) -> tuple[Person, Person, Person]:
    """The owner, who opened the bot's chat, and two who are here, the first of whom runs."""
    ada = await town.with_admin()
    mei, tom = town.person("Mei", extra={"username": "mei_runs"}), town.person("Tom")
    for each in (ada, mei, tom):
        await each.says("hello everybody")
    await ada.whispers("/start")
    await tagged(town, "runner", mei)
    return ada, mei, tom


def pressing(said: list[Effect], label: str) -> str:
    """The data of the first button of that label."""
    for each in said:
        if isinstance(each, Reply | Edit):
            for button in (button for row in each.keyboard for button in row):
                if button.label.id == label and button.data is not None:
                    return button.data
    raise LookupError(label)


async def kept(town: Town) -> list[tuple[str, str, bool]]:
    """The named segments."""
    return [(row["key"], row["expression"], row["is_frozen"]) for row in await town.rows(segments)]


async def listed(town: Town) -> set[int]:
    """Who stands in a frozen list."""
    return {row["person_id"] for row in await town.rows(segment_members)}


class TestAsking:
    @pytest.mark.feature("G4")
    async def test_a_count_with_whom_the_bot_reaches(self, town_on_both: Town) -> None:
        """By DM at once; from the group the answer comes by DM, and nobody there reads it."""
        town = town_on_both
        ada, mei, _ = await runners(town)
        await mei.whispers("/start")

        said = await ada.whispers("/segment tag:runner or role:owner")
        in_group = await ada.says("/segment tag:runner")
        owed = [each for each in await town.settles() if each.chat_id == ada.id]

        assert ids(said) == ["segment-asked", "segment-count", "segment-reach"]
        assert value(said, "segment-count", "members") == 2
        assert value(said, "segment-reach", "reachable") == 2
        assert ids(in_group) == ["answered-by-dm"]
        assert ids(owed) == ["segment-asked", "segment-count", "segment-reach"]
        assert value(owed, "segment-count", "members") == 1

    async def test_only_those_who_are_here_are_asked(self, town: Town) -> None:
        """Who left is in no segment, but in one that asks for it."""
        ada, mei, _ = await runners(town)
        await town.takes(town.change(mei, {"status": "left"}))

        here = await ada.whispers("/segment tag:runner")
        left = await ada.whispers("/segment tag:runner and left")

        assert value(here, "segment-count", "members") == 0
        assert value(left, "segment-count", "members") == 1

    async def test_a_fault_is_shown_with_a_caret(self, town: Town) -> None:
        """Column, the place under the text, the reason and the nearest name; by DM as well."""
        ada, *_ = await runners(town)

        said = await ada.whispers("/segment  points≥1 and tag:runer")
        in_group = await ada.says("/segment tag:runer")

        assert ids(said) == ["segment-fault", "segment-fault-at", "segment-fault-near"]
        assert value(said, "segment-fault", "column") == 18
        assert value(said, "segment-fault-at", "line") == "points≥1 and tag:runer"
        assert value(said, "segment-fault-at", "caret") == "-" * 17 + "^"
        assert value(said, "segment-fault-near", "near") == "runner"
        assert ids(in_group) == ["answered-by-dm"]

    @pytest.mark.parametrize(
        "hostile",
        [
            "🎉" * 4000,
            "(" * 4000,
            "not " * 900,
            "\u202etag:x",
            "tag:" + "\u0300" * 500,
            "'; drop table segments; --",
            "tag:%_%",
            'in:"\u0627\u0644\u0639\u0631\u0628"',
            "points>=99999999999999999999",
            "joined>99999d",
            "\x00",
            "segment:" + "a" * 900,
        ],
    )
    async def test_whatever_is_typed_is_answered(self, town_on_both: Town, hostile: str) -> None:
        """Endless, nested, turned around or quoted: an answer, and nothing is harmed."""
        town = town_on_both
        ada, *_ = await runners(town)

        said = await ada.whispers(f"/segment {hostile}")
        saved = await ada.whispers(f"/segment save x {hostile}")

        assert ids(said)[0] in {"segment-fault", "segment-asked", "segment-how"}
        assert ids(saved)[0] in {"segment-fault", "segment-saved", "segment-save-how"}
        for each in (*said, *saved):
            assert isinstance(each, Reply)
            for language in town.catalog.languages:
                assert town.catalog.html(each.text, language)

    async def test_it_is_for_those_who_plan(self, town: Town) -> None:
        """Members and moderators learn nothing of anybody's tags."""
        _, mei, _ = await runners(town)
        mod = town.person("Mod")
        await town.takes(
            town.change(mod, {"status": "administrator", "can_delete_messages": True})
        )

        assert ids(await mei.says("/segment tag:runner")) == ["refused-not-admin"]
        assert ids(await mei.says("/segments")) == ["refused-not-admin"]
        assert ids(await mod.says("/segment tag:runner")) == ["refused-role"]

    async def test_without_anything_it_says_how(self, town: Town) -> None:
        """The words, with examples."""
        ada, *_ = await runners(town)

        assert ids(await ada.whispers("/segment")) == ["segment-how", "segment-words"]
        assert ids(await ada.whispers("/segment save")) == ["segment-save-how"]
        assert ids(await ada.whispers("/segment save fit")) == ["segment-save-how"]
        assert ids(await ada.whispers("/segment 冻结")) == ["segment-freeze-how"]
        assert ids(await ada.whispers("/segment drop nothing")) == ["segment-unknown"]
        assert ids(await ada.whispers("/segments")) == ["segments-none", "segment-how"]


class TestWhy:
    async def test_each_clause_is_told(self, town: Town) -> None:
        """Of somebody by name, of a kept segment by its name, and by reply in the group."""
        ada, _, tom = await runners(town)
        await ada.whispers("/segment save fit tag:runner and points>=9999")

        named = await ada.whispers("/segment fit @mei_runs")
        plain = await ada.whispers("/segment not tag:runner @mei_runs")
        told = town.message(tom, "hi")["message"]
        await ada.says("/segment tag:runner", reply_to_message=told)
        by_reply = [each for each in await town.settles() if each.chat_id == ada.id]

        assert ids(named) == ["segment-is-out", "segment-clause", "segment-clause-detail"]
        assert value(named, "segment-is-out", "name") == "fit"
        assert [dict(each.values)["mark"] for each in texts(named)[1:]] == ["✅", "✖️"]
        assert ids(plain) == ["segment-is-out", "segment-clause"]
        assert ids(by_reply) == ["segment-is-out", "segment-clause"]
        assert value(by_reply, "segment-is-out", "who") == "Tom"

    async def test_by_a_mention_without_a_username(self, town: Town) -> None:
        """Whoever has no username is mentioned; signs beyond the first plane are counted right."""
        ada, _, tom = await runners(town)
        text = "/segment tag:🏃 or messages>=1 Tom"
        entity = {"type": "text_mention", "offset": 31, "length": 3, "user": tom.account}
        command = {"type": "bot_command", "offset": 0, "length": 8}
        await tagged(town, "🏃", tom)

        said = await ada.whispers(text, entities=[command, entity])

        assert ids(said) == ["segment-is-in", "segment-clause", "segment-clause-detail"]
        assert value(said, "segment-is-in", "name") == "tag:🏃 or messages>=1"

    async def test_strangers(self, town: Town) -> None:
        """Nobody of the name, and somebody who is no member."""
        ada, *_ = await runners(town)
        eve = town.person("Eve", extra={"username": "eve_elsewhere"})
        await eve.whispers("/start")

        assert ids(await ada.whispers("/segment reachable @nobody_here")) == [
            "target-unknown-name"
        ]
        assert ids(await ada.whispers("/segment reachable @eve_elsewhere")) == [
            "segment-is-out",
            "segment-no-member",
        ]


class TestKeeping:
    async def test_a_segment_is_saved_changed_and_audited(self, town_on_both: Town) -> None:
        """Once, however often the command comes, across a restart; a new form takes its place."""
        town = town_on_both
        ada, *_ = await runners(town)
        command = town.message(ada, "/segment save Fit tag:runner", chat_id=ada.id)

        said = await town.takes(command)
        await town.restart()
        await town.takes(command)
        changed = await ada.whispers("/segment 保存 fit\nnot tag:runner")

        assert ids(said) == ["segment-saved", "segment-count", "segment-reach"]
        assert ids(changed)[0] == "segment-changed"
        assert value(changed, "segment-count", "members") == 2
        assert await kept(town) == [("fit", "not tag:runner", False)]
        rows = [each for each in await town.rows(audits) if "segment" in each["what"]]
        assert [(each["before"], each["after"]) for each in rows] == [
            (None, {"fit": "tag:runner"}),
            ({"fit": "tag:runner"}, {"fit": "not tag:runner"}),
        ]

    async def test_named_segments_are_words_of_others(self, town: Town) -> None:
        """Used by name, counted live; a circle is refused and nothing changes."""
        ada, *_ = await runners(town)
        await ada.whispers("/segment save fit tag:runner")
        await ada.whispers("/segment save lazy not segment:fit")

        by_name = await ada.whispers("/segment lazy")
        circle = await ada.whispers("/segment save fit not segment:lazy")

        assert ids(by_name)[0] == "segment-named"
        assert value(by_name, "segment-count", "members") == 2
        assert ids(circle) == ["segment-fault", "segment-fault-at", "segment-fault-circle"]
        assert ("fit", "tag:runner", False) in await kept(town)

    @pytest.mark.parametrize(
        ("name", "refusal"),
        [
            ("tag", "segment-name-taken"),
            ("NOT", "segment-name-taken"),
            ("drop", "segment-name-taken"),
            ("x" * 33, "segment-name-odd"),
            ("a:b", "segment-name-odd"),
            ("@mei_runs", "segment-name-odd"),
            ("\u202efit", "segment-saved"),
            ("晨跑", "segment-saved"),
        ],
    )
    async def test_names(self, town: Town, name: str, refusal: str) -> None:
        """A name that an expression would misread is refused; signs nobody sees are left out."""
        ada, *_ = await runners(town)

        assert ids(await ada.whispers(f"/segment save {name} tag:runner"))[0] == refusal

    async def test_a_frozen_one_is_the_list_of_then(self, town_on_both: Town) -> None:
        """Whoever comes to fit later is not in it; whoever left is not either; saved, it lives."""
        town = town_on_both
        ada, mei, tom = await runners(town)
        await ada.whispers("/segment save fit tag:runner or messages>=1")

        frozen = await ada.whispers("/segment freeze fit")
        again = await ada.whispers("/segment freeze fit")
        ivy = town.person("Ivy")
        await ivy.says("hello everybody")
        await town.takes(town.change(tom, {"status": "left"}))
        counted = await ada.whispers("/segment fit")

        assert (ids(frozen), ids(again)) == (["segment-frozen"], ["segment-already"])
        assert await listed(town) == {ada.id, mei.id, tom.id}
        assert ids(counted)[0] == "segment-named-frozen"
        assert value(counted, "segment-count", "members") == 2

        await ada.whispers("/segment save fit tag:runner or messages>=1")

        assert await listed(town) == set()
        assert value(await ada.whispers("/segment fit"), "segment-count", "members") == 3

    async def test_two_who_save_at_once_leave_one(self, town_on_both: Town) -> None:
        """The name is kept once, in one of the two forms."""
        town = town_on_both
        ada, *_ = await runners(town)
        one = town.message(ada, "/segment save fit tag:runner", chat_id=ada.id)
        other = town.message(ada, "/segment save fit reachable", chat_id=ada.id)

        await asyncio.gather(town.takes(one), town.takes(other))

        ((key, _, _),) = await kept(town)
        assert key == "fit"


class TestDropping:
    async def test_it_is_asked_twice_and_done_once(self, town_on_both: Town) -> None:
        """Only the asker's press counts, and the second one finds nothing left."""
        town = town_on_both
        ada, mei, _ = await runners(town)
        await ada.whispers("/segment save fit tag:runner")
        asked = await ada.says("/segment drop fit")
        yes, no = pressing(asked, "segment-drop-yes"), pressing(asked, "segment-drop-no")

        stolen = await mei.presses(yes)
        stays = await ada.presses(no)
        await town.restart()
        press = town.press(ada, yes)
        gone = await town.takes(press)
        replayed = await town.takes(press)
        twice = await ada.presses(yes)

        assert ids(stolen) == ["button-not-yours"]
        assert ids(stays) == ["segment-kept"]
        assert ids(gone) == ["settings-kept", "segment-dropped"]
        assert ids(replayed) == []
        assert ids(twice) == ["button-stale"]
        assert await town.count(segments) == 0

    async def test_one_that_another_is_made_of_stays(self, town: Town) -> None:
        """Refused with the other's name; frozen, the other needs it no more."""
        ada, *_ = await runners(town)
        await ada.whispers("/segment save fit tag:runner")
        await ada.whispers("/segment save lazy not segment:fit")
        asked = await ada.whispers("/segment drop fit")
        yes = pressing(asked, "segment-drop-yes")

        assert ids(await ada.presses(yes)) == ["segment-needed"]

        await ada.whispers("/segment freeze lazy")

        assert ids(await ada.presses(yes)) == ["settings-kept", "segment-dropped"]

    async def test_forged_and_demoted(self, town: Town) -> None:
        """A press for another community's segment, or after a demotion, does nothing."""
        ada, mei, _ = await runners(town)
        await ada.whispers("/segment save fit tag:runner")
        (row,) = await town.rows(segments)
        forged = f"sgdrop|{row['community_id']}|{row['id']}|{mei.id}|1"
        elsewhere = f"sgdrop|{row['community_id'] + 1}|{row['id']}|{ada.id}|1"

        assert ids(await mei.presses(forged)) == ["refused-not-admin"]
        assert ids(await ada.presses(elsewhere)) == ["refused-not-admin"]
        assert await town.count(segments) == 1


async def waiting(town: Town) -> list[dict[str, Any]]:
    """What is due of segments: tiers have nights of their own."""
    rows = await town.rows(dues)
    return [row for row in rows if row["state"] == "waiting" and "segment" in row["kind"]]


class TestSizes:
    async def test_they_are_counted_each_night(self, town_on_both: Town) -> None:
        """At 3:40 by the community's clock, once a day; the list says how each has grown."""
        town = town_on_both
        ada, *_ = await runners(town)
        await ada.whispers("/segment save fit messages>=1")
        await town.person("Ivy").says("hello everybody")
        town.passes(days=1)
        await town.settles()
        await town.settles()

        said = await ada.whispers("/segments")

        days = [(row["members"], row["reachable"]) for row in await town.rows(segment_sizes)]
        assert days == [(3, 1), (4, 1)]
        assert ids(said) == ["segments-head", "segments-line", "segments-size-trend"]
        assert value(said, "segments-size-trend", "trend") == "+1"
        (due,) = await waiting(town)
        assert due["kind"] == KIND
        assert due["due_at"] > town.clock.now()
        assert due["due_at"].strftime("%H:%M") == "19:40"

    async def test_one_that_cannot_be_read_any_more_is_told(self, town: Town) -> None:
        """Its tag is gone: the others are counted, and the list says so of this one."""
        ada, *_ = await runners(town)
        await ada.whispers("/segment save all messages>=1")
        await ada.whispers("/segment save fit tag:runner")
        await dropped(town, "runner")
        town.passes(days=9)
        await town.settles()

        said = await ada.whispers("/segments")

        assert ids(said) == [
            "segments-head",
            "segments-line",
            "segments-size",
            "segments-line",
            "segments-unread",
        ]

    async def test_without_segments_nothing_is_counted(self, town: Town) -> None:
        """The last one dropped, the nightly count ends."""
        ada, *_ = await runners(town)
        await ada.whispers("/segment save fit tag:runner")
        await ada.presses(pressing(await ada.whispers("/segment drop fit"), "segment-drop-yes"))
        town.passes(days=1)
        await town.settles()

        assert await waiting(town) == []


async def test_the_answer_is_in_both_languages(town: Town) -> None:
    """Every line of an answer reads in Chinese and in English, with the expression unharmed."""
    ada, *_ = await runners(town)
    said = await ada.whispers('/segment save 晨跑 tag:runner and points<"500"')

    for each in said:
        assert isinstance(each, Reply)
        assert "共 <b>1 人</b>" in town.catalog.html(each.text, "zh-CN")
        assert "One member" in town.catalog.html(each.text, "en")
