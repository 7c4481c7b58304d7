"""Tags as staff give them and members see them."""

from datetime import timedelta
from typing import Any

import pytest

from bot.features.tags.queries import tags_of
from bot.kit.effects import Edit, Effect, Reply
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.audits import audits
from models.tags import notes, taggings, tags
from tests.conversation import Person, Town, ids, texts, value
from tests.tags.scenes import borne, rows_of, with_tags


def replying(
    town: Town, person: Person, text: str, to: Person, said: str = "hi"
) -> dict[str, Any]:
    """A command in reply to what somebody said."""
    replied = town.message(to, said)["message"]
    return town.message(person, text, reply_to_message=replied)


def data_of(said: list[Effect], row: int = 0) -> str:
    """What a button of an answer says."""
    (shown,) = (each for each in said if isinstance(each, Reply | Edit) and each.keyboard)
    data = shown.keyboard[row][0].data
    assert data is not None
    return data


@pytest.mark.feature("T1")
class TestCatalogue:
    async def test_a_tag_is_made_changed_and_taken_out(self, town_on_both: Town) -> None:
        """Once, however often the update comes; by the press of whoever asked alone."""
        town = town_on_both
        ada = await with_tags(town)
        mei = town.person()
        await mei.says("hello")
        make = town.message(ada, "/tag new runner title=Runner group=sport lasts=90d seen=members")
        made = await town.takes(make)
        await town.takes(make)
        changed = await ada.says("/tag edit runner lasts=30d")
        await ada.says(f"/tag {mei.id} runner")
        asked = await ada.says("/tag remove runner")
        data = data_of(asked)
        await town.restart()

        others = await mei.presses(data)
        press = town.press(ada, data)
        gone = await town.takes(press)
        again = await town.takes(press, town.press(ada, data))

        assert ids(made) == ["tag-made", "tag-made-next"]
        assert ids(changed)[0] == "tag-changed"
        assert value(asked, "tag-drop-ask", "count") == 1
        assert ids(others) == ["button-not-yours"]
        assert ids(gone) == ["tag-gone"]
        assert ids(again) == ["button-stale"]
        assert await town.rows(tags) == await town.rows(taggings) == []
        told = [row["what"] for row in await town.rows(audits) if row["category"] == "settings"]
        assert told == ["audit-tag-made", "audit-tag-changed", "audit-tag-removed"]

    async def test_kept_after_all(self, town: Town) -> None:
        """The other button changes nothing."""
        ada = await with_tags(town, "runner")
        asked = await ada.says("/tag remove runner")

        kept = await ada.presses(data_of(asked, 1))

        assert ids(kept) == ["tag-stays"]
        assert await town.count(tags) == 1

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("/tag new", "tag-how-catalogue"),
            ("/tag new runner", "tag-known"),
            ("/tag edit nobody own", "tag-unknown"),
            ("/tag edit runer own", "tag-unknown-near"),
            ("/tag new x exclusiv", "tag-fault-word-near"),
            ("/tag new x lasts=soon", "tag-fault-days"),
            ("/tag new x segment=tagg:runner", "segment-fault"),
            ("/tag", "tag-how"),
            ("/untag", "untag-how"),
        ],
    )
    async def test_faults_are_told(self, town: Town, said: str, expected: str) -> None:
        """With what is wrong and how it goes; nothing changes."""
        ada = await with_tags(town, "runner seen=members")

        assert ids(await ada.says(said))[0] == expected
        assert await town.count(tags) == 1

    async def test_members_and_mere_moderators_change_no_catalogue(self, town: Town) -> None:
        """Moderators give tags; the catalogue is for whoever manages the group."""
        mod = await town.with_admin(can_restrict_members=True)
        mei = town.person()

        assert ids(await mei.says("/tag new runner")) == ["refused-not-admin"]
        assert ids(await mod.says("/tag new runner")) == ["refused-role"]
        assert await town.rows(tags) == []


@pytest.mark.feature("T15")
class TestGiving:
    async def test_staff_give_and_take_by_reply_name_and_id(self, town_on_both: Town) -> None:
        """Each row says that staff gave it, and who."""
        town = town_on_both
        ada = await with_tags(town, "runner seen=members", "vip")
        mei = town.person(extra={"username": "mei_mei"})
        await mei.says("hello")

        given = await town.takes(replying(town, ada, "/tag runner", mei))
        await ada.says("/tag @mei_mei VIP")
        twice = await ada.says(f"/tag {mei.id} runner")
        (first, _) = rows = sorted(await rows_of(town, mei), key=lambda row: row["key"])
        taken = await town.takes(replying(town, ada, "/untag runner", mei))
        not_borne = await ada.says("/untag @mei_mei runner")

        assert ids(given) == ["tag-given"]
        assert [(row["key"], row["source"], row["actor_id"]) for row in rows] == [
            ("runner", "staff", ada.id),
            ("vip", "staff", ada.id),
        ]
        assert first["at"] == town.clock.now()
        assert ids(twice) == ["tag-already"]
        assert ids(taken) == ["tag-taken"]
        assert ids(not_borne) == ["tag-not-borne"]
        assert await borne(town, mei) == ["vip"]

    async def test_what_members_may_not_see_is_not_said_in_the_group(self, town: Town) -> None:
        """The answer comes by direct message."""
        ada = await with_tags(town, "vip")
        mei = town.person()
        await mei.says("hello")

        said = await ada.says(f"/tag {mei.id} vip")
        calls = await town.settles()

        assert ids(said) == ["answered-by-dm"]
        assert [(call.chat_id, ids([call])) for call in calls] == [(ada.id, ["tag-given"])]

    async def test_members_give_none(self, town: Town) -> None:
        """Not to others, and not to themselves."""
        await with_tags(town, "runner own seen=members")
        mei = town.person()

        assert ids(await mei.says(f"/tag {mei.id} runner")) == ["refused-not-admin"]
        assert ids(await mei.says("/untag runner")) == ["refused-not-admin"]
        assert await town.rows(taggings) == []

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("/tag 1001 runer", "tag-unknown-near"),
            ("/tag 1001 zzz", "tag-unknown"),
            ("/tag @nobody_here runner", "target-unknown-name"),
            ("/tag 77777777 runner", "tag-not-a-person"),
            ("/tag -1001234 runner", "tag-not-a-person"),
        ],
    )
    async def test_unknown_tags_and_people_are_told(
        self, town: Town, said: str, expected: str
    ) -> None:
        """With the nearest tag, where there is one."""
        ada = await with_tags(town, "runner seen=members")
        assert ada.id == 1001

        assert ids(await ada.says(said)) == [expected]
        assert await town.rows(taggings) == []

    async def test_many_at_once_by_names_and_by_a_list(self, town: Town) -> None:
        """Whoever is not known is named, the others have it."""
        ada = await with_tags(town, "runner seen=members")
        crowd = [town.person(f"P{n}", extra={"username": f"person_{n}"}) for n in range(4)]
        for each in crowd:
            await each.says("hello")

        named = await ada.says("/tag @person_0, @person_1 @ghost_town runner")
        own = await town.takes(
            replying(town, ada, "/tag runner", ada, "1. @person_1\n2. @person_2")
        )
        other = await town.takes(
            replying(town, ada, "/tag list runner", crowd[0], "@person_3 and I")
        )
        taken = await ada.says("/untag @person_0 @person_1 runner")

        assert ids(named) == ["tag-unknown-people", "tag-given"]
        assert value(named, "tag-unknown-people", "names") == "@ghost_town"
        assert value(named, "tag-given", "count") == 2
        assert ids(own) == ["tag-given", "tag-already"]
        assert value(other, "tag-given", "names") == "P3"
        assert value(taken, "tag-taken", "count") == 2
        assert {row["person_id"] for row in await town.rows(taggings)} == {
            crowd[2].id,
            crowd[3].id,
        }

    async def test_of_an_exclusive_group_the_new_one_replaces_the_old(
        self, town_on_both: Town
    ) -> None:
        """And says so."""
        town = town_on_both
        ada = await with_tags(
            town,
            *(f"{key} group=team exclusive seen=members" for key in ("red", "blue")),
            "runner seen=members",
        )
        mei = town.person()
        await mei.says("hello")
        await ada.says(f"/tag {mei.id} red")
        await ada.says(f"/tag {mei.id} runner")

        update = town.message(ada, f"/tag {mei.id} blue")
        said = await town.takes(update)
        await town.restart()
        await town.takes(update)

        assert value(said, "tag-replaced", "tags") == "red"
        assert await borne(town, mei) == ["blue", "runner"]

    async def test_it_falls_off_at_its_time(self, town_on_both: Town) -> None:
        """From that minute on nobody sees it, whether the row is gone by then or not."""
        town = town_on_both
        ada = await with_tags(town, "guest lasts=2d seen=members")
        mei = town.person()
        await mei.says("hello")
        said = await ada.says(f"/tag {mei.id} guest")
        town.passes(days=2)
        town.clock.advance(-timedelta(seconds=1))
        await town.settles()
        before = await borne(town, mei)
        await town.restart()
        town.passes(seconds=1)
        seen = await mei.whispers("/tags")

        await town.settles()

        assert "tag-until" in ids(said)
        assert before == ["guest"]
        assert "tags-own-none" in ids(seen)
        assert await borne(town, mei) == []


@pytest.mark.feature("T1")
class TestSeeing:
    async def test_one_sees_what_is_meant_for_one(self, town: Town) -> None:
        """By DM one's own, in the group what members may see, and staff all of it."""
        ada = await with_tags(town, "open seen=members", "mine seen=self", "secret")
        mei = town.person()
        await mei.says("hello")
        for key in ("open", "mine", "secret"):
            await ada.says(f"/tag {mei.id} {key}")

        own = await mei.whispers("/tags")
        group = await mei.says("/tags")
        staff = await ada.whispers("/tags")

        assert [dict(t.values)["tag"] for t in texts(own) if t.id == "tags-own-line"] == [
            "mine",
            "open",
        ]
        assert [dict(t.values)["tag"] for t in texts(group) if t.id == "tags-line"] == ["open"]
        assert [dict(t.values)["key"] for t in texts(staff) if t.id == "tags-line-staff"] == [
            "mine",
            "open",
            "secret",
        ]
        assert value(staff, "tags-line-staff", "count") == 1

    async def test_members_choose_their_own(self, town_on_both: Town) -> None:
        """By a switch that a second press does not turn back, and for tags of that kind alone."""
        town = town_on_both
        await with_tags(
            town,
            "red own group=team exclusive seen=members",
            "blue own group=team exclusive seen=members",
            "vip",
        )
        mei = town.person()
        await mei.says("hello")
        page = await mei.whispers("/tags")
        blue, red = data_of(page, 0), data_of(page, 1)

        press = town.press(mei, red, chat_id=mei.id)
        on = await town.takes(press)
        await town.takes(press, town.press(mei, red, chat_id=mei.id))
        first = await rows_of(town, mei)
        await town.restart()
        await mei.presses(blue, chat_id=mei.id)
        second = await borne(town, mei)
        page = await mei.whispers("/tags")
        off = await mei.presses(data_of(page, 0), chat_id=mei.id)

        assert "tag-toast-on" in ids(on)
        assert [(row["key"], row["source"]) for row in first] == [("red", "self")]
        assert second == ["blue"]
        assert "tag-toast-off" in ids(off)
        assert await borne(town, mei) == []

    async def test_forged_switches_do_nothing(self, town: Town) -> None:
        """Of tags that are not theirs to choose, that are not there, of groups they are not in."""
        await with_tags(town, "vip", "runner own")
        mei, stranger = town.person(), town.person("Bo")
        await mei.says("hello")
        numbers = {row["key"]: row["id"] for row in await town.rows(tags)}

        vip = await mei.presses(f"tagme|{numbers['vip']}|1", chat_id=mei.id)
        none = await mei.presses("tagme|999|1", chat_id=mei.id)
        here = await mei.presses(f"tagme|{numbers['runner']}|1")
        outside = await stranger.presses(f"tagme|{numbers['runner']}|1", chat_id=stranger.id)

        assert ids(vip) == ids(none) == ids(here) == ["button-stale"]
        assert ids(outside) == ["tag-members-alone"]
        assert await town.rows(taggings) == []


@pytest.mark.feature("T2")
class TestWhy:
    async def test_staff_are_told_who_gave_it_and_when(self, town: Town) -> None:
        """By direct message, of anybody; members of themselves alone, where they may see it."""
        ada = await with_tags(town, "runner seen=self", "secret")
        mei = town.person(extra={"username": "mei_mei"})
        await mei.says("hello")
        await ada.says(f"/tag {mei.id} runner")
        await ada.says(f"/tag {mei.id} secret")
        await town.settles()

        await ada.says("/why @mei_mei runner")
        told = await town.settles()
        own = await mei.whispers("/why runner")
        hidden = await mei.whispers("/why secret")
        in_group = await mei.says("/why runner")
        about_ada = await mei.whispers(f"/why {ada.id} runner")
        not_borne = await ada.whispers("/why runner")

        assert value(told, "why-tag", "by") == "Ada"
        assert value(told, "why-tag", "source") == "staff"
        assert value(own, "why-tag", "by") == Text("why-tag-by-staff")
        assert ids(hidden) == ["why-what"]
        assert ids(in_group) == ["why-tag-private"]
        assert ids(about_ada) == ["refused-not-admin"]
        assert ids(not_borne) == ["why-tag-not"]

    async def test_streak_and_points_are_explained_as_before(self, town: Town) -> None:
        """Each feature explains its own."""
        await with_tags(town)
        mei = town.person()
        await mei.says("签到")

        assert ids(await mei.says("/why streak"))[0] == "why-streak-head"
        assert ids(await mei.says("/why 积分"))[0] == "points-head"
        assert ids(await mei.says("/why")) == ["why-what"]


@pytest.mark.feature("T15")
class TestNotes:
    async def test_notes_are_for_the_staff(self, town_on_both: Town) -> None:
        """Written by reply, taken away from the group, read by direct message."""
        town = town_on_both
        ada = await with_tags(town)
        mei = town.person()
        await mei.says("hello")
        note = replying(town, ada, "/note asked for a <b>refund</b>", mei)
        kept = await town.takes(note)
        await town.takes(note)
        calls = await town.settles()
        shown = await ada.whispers(f"/notes {mei.id}")
        denied = await mei.says(f"/notes {mei.id}")
        (row,) = await town.rows(notes)
        dropped = await ada.whispers(f"/note drop {row['id']}")
        again = await ada.whispers(f"/note drop {row['id']}")

        assert ids(kept) == ["note-noted"]
        assert [call.method for call in calls] == ["deleteMessage"]
        assert value(shown, "notes-line", "words") == "asked for a <b>refund</b>"
        assert ids(denied) == ["refused-not-admin"]
        assert ids(dropped) == ["note-dropped"]
        assert ids(again) == ["note-none-such"]
        assert await town.rows(notes) == []

    async def test_empty_long_and_misdirected_notes_are_refused(self, town: Town) -> None:
        """Nothing is kept."""
        ada = await with_tags(town)

        assert ids(await ada.whispers("/note")) == ["note-how"]
        assert ids(await ada.whispers(f"/note {ada.id}")) == ["note-how"]
        assert ids(await ada.whispers(f"/note {ada.id} {'x' * 501}")) == ["note-long"]
        assert ids(await ada.whispers("/note 77777777 hm")) == ["tag-not-a-person"]
        assert await town.rows(notes) == []


@pytest.mark.feature("T1")
async def test_queries_say_what_is_in_force(town: Town) -> None:
    """The list of somebody's tags leaves out what has come to its end."""
    ada = await with_tags(town, "guest lasts=1d", "runner")
    await ada.says(f"/tag {ada.id} guest")
    await ada.says(f"/tag {ada.id} runner")
    town.passes(days=2)

    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection, now=town.clock.now(), chance=town.chance, dialect=town.database.dialect
        )
        held = await tags_of(uow, 1, ada.id)

    assert [each.tag.key for each in held] == ["runner"]
