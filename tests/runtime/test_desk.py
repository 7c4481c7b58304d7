"""Where updates go: the witness first, the feature only if it is concerned."""

from typing import Any

import pytest

from bot.kit.effects import Answer, Probe, Reply
from models.activity import activity
from models.communities import chats, communities
from models.members import members, people
from models.moderation import findings
from models.updates import failed_updates
from tests.conversation import GROUP, Person, Town, ids
from tests.runtime.samples import AT, UPDATES, sample


@pytest.mark.parametrize("name", UPDATES)
async def test_every_kind_is_taken_without_a_failure(town_on_both: Town, name: str) -> None:
    """One update of each kind, as Telegram sends it: nothing falls over."""
    await town_on_both.takes(sample(name, 1))

    assert await town_on_both.rows(failed_updates) == []


@pytest.mark.feature("T3")
async def test_a_reaction_is_activity_and_its_taking_back_is_none(town: Town) -> None:
    """One fact for the reaction, none for its end; told twice, once."""
    mei = town.person()
    thumb = {"type": "emoji", "emoji": "👍"}

    def reacted(number: int, old: list[Any], new: list[Any]) -> dict[str, Any]:
        return {
            "update_id": number,
            "message_reaction": {
                "chat": town.chat(GROUP),
                "message_id": 3,
                "date": AT,
                "user": mei.account,
                "old_reaction": old,
                "new_reaction": new,
            },
        }

    added, taken = reacted(1, [], [thumb]), reacted(2, [thumb], [])
    anonymous = reacted(3, [], [thumb])
    del anonymous["message_reaction"]["user"]
    anonymous["message_reaction"]["actor_chat"] = {"id": -9, "type": "channel", "title": "C"}
    await town.takes(added, added, taken, anonymous)

    assert [(row["kind"], row["person_id"]) for row in await town.rows(activity)] == [
        ("reaction", mei.id)
    ]


async def test_a_chat_is_registered_once_by_whatever_comes_first(town_on_both: Town) -> None:
    """A message, a press or a change: one community, and one look at it."""
    town = town_on_both
    mei = town.person()
    await town.takes(town.press(mei, "in"), town.message(mei, "hello"), town.own_change(mei))
    await town.takes(town.message(mei, "hello again"))

    assert await town.count(communities) == 1
    assert await town.count(chats) == 1
    assert Probe(GROUP) in town.said


async def test_two_groups_in_a_batch_are_two_communities(town: Town) -> None:
    """One person is a member of both, and one person."""
    mei = town.person()
    await town.takes(
        town.message(mei, "hello here"), town.message(mei, "hello there", chat_id=-100777)
    )

    assert await town.count(communities) == 2
    assert await town.count(members) == 2
    assert await town.count(people) == 1


async def test_a_private_chat_is_no_community(town: Town) -> None:
    """A DM makes a person and nothing else."""
    await town.person().whispers("hello")

    assert await town.count(communities) == 0
    assert await town.count(members) == 0
    assert await town.count(people) == 1


async def test_commands_of_others_are_not_ours(town: Town) -> None:
    """Addressed to another bot, quoted in a sentence, or in an edit: silence."""
    mei = town.person()
    edit = town.message(mei, "/me")["message"]

    assert await mei.says("/me@other_bot") == []
    assert await mei.says("try /me some day") == []
    assert await town.takes({"update_id": 77, "edited_message": edit | {"edit_date": AT}}) == []
    assert ids(await mei.says("/me@HEARTH_bot"))[0] == "me-head"


async def test_a_refusal_reads_in_the_readers_language(town: Town) -> None:
    """A toast in one's own, a reply in a group in the group's, in its topic."""
    mei = town.person(language_code="en")
    (toast,) = await mei.presses(f"set|{GROUP}|")
    (reply,) = await mei.says("/settings", message_thread_id=4, is_topic_message=True)

    assert isinstance(toast, Answer)
    assert (toast.language, toast.alert) == ("en", True)
    assert isinstance(reply, Reply)
    assert (reply.language, reply.thread_id) == ("zh-CN", 4)


async def test_a_status_that_the_library_does_not_know_is_followed(town: Town) -> None:
    """An older or newer server says fewer or other rights: the change counts all the same."""
    ada, tom = town.person("Ada"), town.person("Tom")
    await town.takes(town.own_change(ada, "member"))
    await town.takes(
        town.change(tom, {"status": "administrator", "can_fly": True, "can_change_info": True})
    )

    assert ids(await tom.says("/settings"))[0] == "settings-head"
    assert await town.rows(failed_updates) == []


@pytest.mark.parametrize(
    "words", ["🎉" * 4096, "\u202e" * 500, "a\u0301" * 2000, "\x00", "/" * 4096]
)
async def test_any_words_are_heard(town_on_both: Town, words: str) -> None:
    """Emoji to the limit, direction marks, combining marks, NUL and slashes."""
    await town_on_both.person().says(words)

    assert await town_on_both.rows(failed_updates) == []
    assert [row["messages"] for row in await town_on_both.rows(members)] == [1]


async def test_a_message_of_long_ago_is_counted_on_its_day_and_not_answered_as_new(
    town: Town,
) -> None:
    """After an outage rules hold, and nobody is greeted hours late."""
    mei = Person(town, 9, "Mei")
    await town.takes(town.message(mei, "hello everybody", date=AT - 86_400))

    (row,) = await town.rows(members)
    assert row["first_seen_at"].timestamp() == AT - 86_400
    assert await town.count(findings) == 0
