"""What a member must not learn of tags and notes, wherever they look."""

import json
from typing import Any

import pytest

from bot.kit.effects import Reply
from bot.kit.texts import Text
from models.tags import notes, tags
from tests.conversation import Person, Town, ids, texts, value
from tests.tags.scenes import borne, with_tags


async def own_file(town: Town, person: Person) -> dict[str, Any]:
    """What /mydata hands somebody."""
    await person.whispers("/mydata")
    calls = await town.settles()
    (sent,) = (call for call in calls if call.method == "sendDocument")
    handed: dict[str, Any] = json.loads(sent.arguments["document"]["content"])
    return handed


@pytest.mark.feature("T1")
class TestTagsOfTheStaff:
    @pytest.mark.parametrize("about", ["", "@bo_bo "])
    async def test_whether_there_is_one_is_not_to_be_found_out(
        self, town: Town, about: str
    ) -> None:
        """Asked for a tag of the staff's, the bot answers as for any word."""
        ada = await with_tags(town, "lazy", "runner seen=members")
        mei, bo = town.person(), town.person("Bo", extra={"username": "bo_bo"})
        for each in (mei, bo):
            await each.says("hello")
            await ada.says(f"/tag {each.id} lazy")

        await mei.whispers("/start")
        await town.settles()

        for says in (mei.says, mei.whispers):
            answers = []
            for word in ("lazy", "blah"):
                said = await says(f"/why {about}{word}")
                answers.append(ids(said) + ids(await town.settles()))
            assert answers[0] == answers[1]
            assert answers[0][-1] == "why-what"

    async def test_staff_asking_in_the_group_are_led_to_the_dm(self, town: Town) -> None:
        """What is between the staff is not said in front of all, about themselves either."""
        ada = await with_tags(town, "lazy")
        await ada.says(f"/tag {ada.id} lazy")

        assert ids(await ada.says("/why lazy")) == ["why-tag-private"]
        assert ids(await ada.whispers("/why lazy"))[0] == "why-tag"

    async def test_a_typing_error_in_the_group_gives_no_name_away(self, town: Town) -> None:
        """The nearest name is offered in the group only where members may see it."""
        ada = await with_tags(town, "freeloader", "runner seen=members")
        mei = town.person()
        await mei.says("hello")

        said = [await ada.says(f"/tag {mei.id} {key}") for key in ("freeloder", "runer")]

        assert [ids(each) for each in said] == [["tag-unknown"], ["tag-unknown-near"]]
        assert ids(await ada.whispers(f"/tag {mei.id} freeloder")) == ["tag-unknown-near"]

    async def test_what_the_staff_look_at_each_night_is_theirs(self, town: Town) -> None:
        """A condition may name tags of the staff's: its bearer is told that there is a rule."""
        ada = await with_tags(town, "lazy", "keen seen=members segment=not tag:lazy")
        mei = town.person()
        await mei.says("hello")
        await town.settles()

        for word in ("keen", "lazy"):
            for said in (await mei.says(f"/why {word}"), await mei.whispers(f"/why {word}")):
                assert "tag:lazy" not in str(texts(said))
        assert value(await mei.whispers("/why keen"), "why-tag-rule", "rule") == Text(
            "tag-rule-of-the-staff"
        )
        assert "tag:lazy" in str(texts(await ada.whispers(f"/why {mei.id} keen")))

    async def test_own_choice_shows_no_more_than_what_one_chose(self, town: Town) -> None:
        """A switch tells whether one chose the tag; unless said, its bearer sees it."""
        ada = await with_tags(town, "reader own", "hidden own seen=staff")
        mei = town.person()
        await mei.says("hello")
        await ada.says(f"/tag {mei.id} hidden")
        await ada.says(f"/tag {mei.id} reader")

        said = await mei.whispers("/tags")

        (shown,) = said
        assert isinstance(shown, Reply)
        assert [row[0].label.id for row in shown.keyboard] == ["tag-switch-off", "tag-switch-on"]
        assert "tags-own-line" in ids(said)

    async def test_own_data_name_what_is_meant_for_one(self, town: Town) -> None:
        """Of a tag of the staff's they say that there is one and when, not which nor by whom."""
        ada = await with_tags(town, "lazy", "runner seen=members")
        mei = town.person()
        await mei.says("hello")
        await ada.says(f"/tag {mei.id} lazy")
        await ada.says(f"/tag {mei.id} runner")
        await town.settles()

        handed = await own_file(town, mei)

        assert sorted(str(row["tag"]) for row in handed["taggings"]) == ["None", "runner"]
        assert "lazy" not in json.dumps(handed)
        assert str(ada.id) not in json.dumps(handed["taggings"])


@pytest.mark.feature("T1")
async def test_one_s_own_choice_takes_nothing_away_that_is_not_one_s_own(town: Town) -> None:
    """In an exclusive group a member changes between those to choose, and ends no other."""
    ada = await with_tags(
        town, *(f"{key} group=team exclusive own" for key in ("red", "blue")), "out group=team"
    )
    mei = town.person()
    await mei.says("hello")
    red, blue, _ = (row["id"] for row in await town.rows(tags))

    await mei.presses(f"tagme|{red}|1", chat_id=mei.id)
    await mei.presses(f"tagme|{blue}|1", chat_id=mei.id)
    changed = await borne(town, mei)
    await ada.says(f"/tag {mei.id} out")
    refused = await mei.presses(f"tagme|{red}|1", chat_id=mei.id)

    assert changed == ["blue"]
    assert ids(refused) == ["tag-choice-closed"]
    assert await borne(town, mei) == ["out"]


@pytest.mark.feature("T15")
class TestNotesInFrontOfAll:
    async def test_the_group_does_not_read_about_whom(self, town: Town) -> None:
        """The command goes; that something was noted is all that is said."""
        ada = await with_tags(town)
        mei = town.person("Meili")
        await mei.says("hello")

        said = await ada.says(f"/note {mei.id} asked for a refund")
        calls = await town.settles()

        assert ids(said) == ["note-noted"]
        assert ids(await ada.whispers(f"/note {mei.id} paid it back")) == ["note-kept"]
        assert "deleteMessage" in [call.method for call in calls]

    async def test_where_it_cannot_be_taken_away_nothing_is_kept(self, town: Town) -> None:
        """Everybody would read it there: its writer is asked to do it by DM."""
        ada = await with_tags(town)
        await town.takes(town.own_change(ada, can_manage_chat=True, old="administrator"))
        mei = town.person()
        await mei.says("hello")

        said = await ada.says(f"/note {mei.id} asked for a refund")

        assert ids(said) == ["note-by-dm"]
        assert await town.rows(notes) == []
