"""One's own card, one's language, finding one's way; and names of every kind."""

from typing import Any

import pytest

from bot.config.settings import Settings
from bot.kit.effects import Edit, Reply
from bot.kit.texts import Text
from models.members import members, memberships, people
from models.outbox import outbox
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids, texts, value

ODD_NAMES = [
    "<b>bold</b> & <a href='x'>link</a>",
    "\u202e\u2066evil\u2069\u202c",
    "\u200b\u200d\ufeff",
    "🎉" * 64,
    "x" * 4096,
    "王小明",
    "\x00",
    "Mei\x00Lin",
    "e\u0301\u0301\u0301\u0301",
    "{ $name }",
    "%s {0}",
]


async def person_row(town: Town, person: Person) -> dict[str, Any]:
    """The person's row."""
    (row,) = [row for row in await town.rows(people) if row["id"] == person.id]
    return row


class TestNames:
    @pytest.mark.parametrize("name", ODD_NAMES)
    async def test_any_name_is_a_name(self, town_on_both: Town, name: str) -> None:
        """It is stored, said, and renders to something that Telegram takes, in both languages."""
        town = town_on_both
        mei = Person(town, 7001, name, extra={"last_name": name, "username": "u" * 32})

        said = await mei.says("/me")

        (reply,) = said
        assert isinstance(reply, Reply)
        assert await town.rows(failed_updates) == []
        for language in ("zh-CN", "en"):
            shown = town.catalog.html(reply.text, language)
            assert "<a" not in shown
            assert "\u202e" not in shown
            assert "\u2066" not in shown

    async def test_a_new_name_is_followed(self, town_on_both: Town) -> None:
        """Renamed, with another username: the newest stands, and one row."""
        town = town_on_both
        mei = Person(town, 7001, "Mei", extra={"username": "mei"})
        await mei.says("hello everybody")
        mei.first_name, mei.extra = "May", {"last_name": "Lin"}
        await mei.says("it is me")

        row = await person_row(town, mei)
        assert (row["first_name"], row["last_name"], row["username"]) == ("May", "Lin", None)

    async def test_who_is_known_costs_no_write(self, town: Town) -> None:
        """Nothing new about a person is written again within a day."""
        mei = town.person()
        await mei.says("hello everybody")
        before = (await person_row(town, mei))["seen_at"]
        town.passes(hours=3)
        await mei.says("still here, still me")
        assert (await person_row(town, mei))["seen_at"] == before

        town.passes(hours=22)
        await mei.says("and a day later")
        assert (await person_row(town, mei))["seen_at"] == town.clock.now()


class TestCard:
    @pytest.mark.feature("N2")
    async def test_me_shows_level_points_and_streak(self, town: Town) -> None:
        """After a sign-in: ten points, the way to the next level, one day."""
        mei = town.person()
        await mei.presses("in")

        said = await mei.says("/me")

        assert ids(said) == [
            *("me-head", "me-level", "me-next-level", "me-points", "me-streak"),
            "me-tier-none",
        ]
        assert value(said, "me-next-level", "missing") == 90
        assert dict(texts(said)[4].values) == {
            "streak": 1,
            "best": 1,
            "days": 1,
            "signed": "yes",
        }

    async def test_a_stranger_sees_zeroes(self, town: Town) -> None:
        """The first message may be this command."""
        said = await town.person().says("/me")

        assert value(said, "me-points", "points") == 0
        assert value(said, "me-streak", "signed") == "no"

    async def test_nobody_has_no_card(self, town: Town) -> None:
        """An anonymous admin is asked to come with a name."""
        fake = Person(town, 1087968824, "Group", extra={"is_bot": True})
        chat = {"id": GROUP, "type": "supergroup", "title": "G"}

        assert ids(await fake.says("/me", sender_chat=chat)) == ["refused-anonymous"]


@pytest.mark.feature("Mx11")
class TestLanguage:
    async def test_the_chosen_language_is_kept(self, town: Town) -> None:
        """From the next word on, by DM and in toasts; over a restart; the group keeps its own."""
        mei = town.person(language_code="en")
        asked = await mei.whispers("/language")
        assert [button.data for row in asked[0].keyboard for button in row] == [  # type: ignore[union-attr]
            "lang|en|0",
            "lang|zh-CN|0",
        ]

        toast = await mei.presses("lang|zh-CN|0", chat_id=mei.id)
        await town.restart()
        dm = await mei.whispers("/help")
        pressed = await mei.presses("in")

        assert {effect.language for effect in toast} == {"zh-CN"}  # type: ignore[union-attr]
        assert dm[0].language == "zh-CN"  # type: ignore[union-attr]
        assert pressed[0].language == "zh-CN"  # type: ignore[union-attr]

    async def test_the_app_s_language_is_the_first_guess(self, town: Town) -> None:
        """Chosen or not, a DM is answered in the reader's language; the group in its own."""
        for code, expected in (("en-GB", "en"), ("zh-hant", "zh-CN"), ("xx", "zh-CN")):
            person = town.person(language_code=code)
            (said,) = await person.whispers("/help")
            assert said.language == expected  # type: ignore[union-attr]
            (there,) = await person.says("/help")
            assert there.language == Settings().community.language  # type: ignore[union-attr]

    @pytest.mark.parametrize("data", ["lang||0", "lang|xx|0", "lang|../en|0", "lang|EN|0"])
    async def test_a_language_that_is_none_is_stale(self, town: Town, data: str) -> None:
        """A forged button changes nothing."""
        mei = town.person()

        assert ids(await mei.presses(data, chat_id=mei.id)) == ["button-stale"]
        assert (await person_row(town, mei))["language"] is None


class TestWay:
    async def test_start_greets_a_stranger_and_a_member_differently(self, town: Town) -> None:
        """The one is asked to add the bot, the other can sign in at once."""
        mei = town.person()
        (stranger,) = await mei.whispers("/start")
        await mei.says("hello everybody")
        (member,) = await mei.whispers("/start")

        assert ids([stranger]) == ["start-stranger"]
        assert stranger.keyboard[0][0].url == "https://t.me/hearth_bot?startgroup=hearth"  # type: ignore[union-attr]
        assert ids([member]) == ["start-member"]
        assert member.keyboard[0][0].data == "in"  # type: ignore[union-attr]
        assert (await person_row(town, mei))["can_dm"] is True

    @pytest.mark.parametrize(
        ("payload", "expected"),
        [
            ("forget", ["forget-ask"]),
            ("mydata", []),
            ("hearth", ["start-stranger"]),
            ("'; --", ["start-stranger"]),
        ],
    )
    async def test_a_link_does_what_it_is_for(
        self, town: Town, payload: str, expected: list[str]
    ) -> None:
        """A known payload is done, any other is a plain Start."""
        assert ids(await town.person().whispers(f"/start {payload}")) == expected

    async def test_an_unknown_command_is_helped_by_dm_and_ignored_in_a_group(
        self, town: Town
    ) -> None:
        """The group is left in peace; a DM gets the list, other words a hint."""
        mei = town.person()

        assert await mei.says("/frobnicate") == []
        assert ids(await mei.whispers("/frobnicate"))[0] == "unknown-command"
        assert ids(await mei.whispers("what is this?")) == ["puzzled"]

    async def test_an_album_is_puzzled_over_once(self, town: Town) -> None:
        """Its pictures come one by one, and are one question."""
        mei = town.person()
        await mei.whispers("/start")
        before = len(await town.rows(outbox))
        for _ in range(3):
            update = town.message(mei, "", chat_id=mei.id)
            del update["message"]["text"]
            photo = {"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}
            update["message"] |= {"media_group_id": "77", "photo": [photo]}
            await town.takes(update)

        assert len(await town.rows(outbox)) - before == 1

    async def test_a_greeting_is_said_again_in_the_language_that_was_chosen(
        self, town: Town
    ) -> None:
        """With its buttons, of which the chosen one is marked."""
        mei = town.person()
        await mei.says("hello everybody")
        await mei.whispers("/start")

        effects = await mei.presses("lang|en|1", chat_id=mei.id)

        (greeting,) = [each for each in effects if isinstance(each, Edit)]
        assert (ids([greeting]), greeting.language) == (["start-member"], "en")
        labels = [dict(button.label.values) for button in greeting.keyboard[1]]
        assert labels == [{"language": Text(f"language-name-{at}")} for at in ("en", "zh-cn")]
        assert [b.label.id for b in greeting.keyboard[1]] == ["language-chosen", "language-option"]

    async def test_start_in_a_group_opens_the_dm(self, town: Town) -> None:
        """Short, in the group: the button leads to where more is said."""
        (said,) = await town.person().says("/start")

        assert ids([said]) == ["start-here"]
        assert said.keyboard[0][0].url == "https://t.me/hearth_bot?start=hello"  # type: ignore[union-attr]

    async def test_a_notice_in_a_dm_is_no_question(self, town: Town) -> None:
        """What Telegram itself tells there is not puzzled over."""
        mei = town.person()
        update = town.message(mei, "", chat_id=mei.id)
        del update["message"]["text"]
        update["message"]["write_access_allowed"] = {}

        assert await town.takes(update) == []

    async def test_commands_are_answered_where_they_were_given(self, town: Town) -> None:
        """As a reply, in the same topic."""
        (said,) = await town.person().says("/help", message_thread_id=9, is_topic_message=True)

        assert isinstance(said, Reply)
        assert (said.thread_id, said.chat_id) == (9, GROUP)
        assert said.reply_to is not None

    @pytest.mark.parametrize("data", ["", "x" * 64, "in|in", "put|1", "\u0000"])
    async def test_a_forged_button_is_told_so(self, town: Town, data: str) -> None:
        """A toast that says why, and nothing else."""
        assert ids(await town.person().presses(data)) == ["button-stale"]

    async def test_a_press_under_a_message_that_is_gone_still_counts(self, town: Town) -> None:
        """An inaccessible message tells its chat; one of inline mode tells nothing."""
        mei = town.person()
        await mei.says("hello everybody")
        gone = town.press(mei, "in")
        gone["callback_query"]["message"] = {
            "chat": town.chat(GROUP),
            "message_id": 5,
            "date": 0,
        }
        bare = town.press(mei, "in")
        del bare["callback_query"]["message"]
        bare["callback_query"]["inline_message_id"] = "abc"

        assert ids(await town.takes(gone))[0] == "checkin-toast"
        assert ids(await town.takes(bare)) == ["checkin-already"]


@pytest.mark.feature("T3")
async def test_opening_and_closing_the_dm_is_kept(town: Town) -> None:
    """Start makes somebody reachable, blocking the bot unreachable."""
    mei = town.person()
    await mei.whispers("/start")
    blocked = town.own_change(mei, "kicked", old="member", chat_id=mei.id)
    await town.takes(blocked)
    assert (await person_row(town, mei))["can_dm"] is False

    await town.takes(town.own_change(mei, "member", old="kicked", chat_id=mei.id))
    assert (await person_row(town, mei))["can_dm"] is True


@pytest.mark.feature("T3")
async def test_people_who_speak_are_members_and_present(town_on_both: Town) -> None:
    """A message makes a person, a member and a membership, and counts."""
    town = town_on_both
    mei = town.person()
    await town.takes(town.message(mei, "hello everybody"), town.message(mei, "👍"))

    (member,) = await town.rows(members)
    (membership,) = await town.rows(memberships)
    assert (member["person_id"], member["messages"]) == (mei.id, 2)
    assert (membership["chat_id"], membership["is_present"]) == (GROUP, True)


async def test_an_album_counts_once(town: Town) -> None:
    """Three pictures sent together are one message of their sender, in one batch or in two."""
    mei = town.person()
    parts = [
        town.message(mei, "", media_group_id="7", caption="our morning" if at == 0 else None)
        for at in range(3)
    ]
    for part in parts:
        del part["message"]["text"]
    parts[1]["message"].pop("caption")
    parts[2]["message"].pop("caption")

    await town.takes(*parts[:2])
    await town.takes(parts[2])

    assert [row["messages"] for row in await town.rows(members)] == [1]
