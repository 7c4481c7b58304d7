"""A tidy group: what goes again once it was seen to, and which commands members cannot use."""

from typing import Any

import pytest

from bot.features.messages import ChatMessage
from bot.features.moderation.tidying import is_to_go, notice_kind
from bot.features.settings.policy import TIDY
from handlers.tidying import KINDS
from models.audits import audits
from models.members import memberships
from models.outbox import outbox
from models.settings import settings
from tests.conversation import GROUP, Person, Town, ids, value

pytestmark = pytest.mark.feature("R2")

ANONYMOUS = {"id": GROUP, "type": "supergroup", "title": "Reading club"}
PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}


async def deletions(town: Town) -> list[int]:
    """Which messages are owed a deletion."""
    return [
        row["arguments"]["message_id"]
        for row in await town.rows(outbox)
        if row["method"] == "deleteMessage"
    ]


def notice(town: Town, person: Person, **fields: Any) -> dict[str, Any]:
    """A service message as Telegram sends it."""
    update = town.message(person, "", **fields)
    del update["message"]["text"]
    return update


def fields_of(kind: str, person: Person) -> dict[str, Any]:
    """What makes a service message of some kind."""
    pinned = {"message_id": 1, "date": 1, "chat": ANONYMOUS, "text": "rules"}
    return {
        "join": {"new_chat_members": [person.account]},
        "leave": {"left_chat_member": person.account},
        "pin": {"pinned_message": pinned},
        "title": {"new_chat_title": "Readers"},
        "photo": {"new_chat_photo": [PHOTO]},
        "video": {"video_chat_started": {}},
        "other": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 5}},
    }[kind]


def test_every_kind_has_its_button() -> None:
    """The page offers what the policy knows, all of it."""
    assert set(KINDS) == TIDY


@pytest.mark.parametrize("kind", ["join", "leave", "pin", "title", "photo", "video", "other"])
async def test_a_notice_goes_with_its_kind_alone(town: Town, kind: str) -> None:
    """Chosen, it is owed one deletion, told twice too; another kind stays."""
    ada, mei = await town.with_admin(), town.person()
    stays = "pin" if kind != "pin" else "title"
    await ada.presses(f"put|{GROUP}|tidy|+{kind}")
    goes, other = (notice(town, mei, **fields_of(each, mei)) for each in (kind, stays))

    await town.takes(goes, other, goes)
    await town.restart()
    await town.takes(goes)

    assert await deletions(town) == [goes["message"]["message_id"]]


async def test_what_goes_is_seen_all_the_same(town: Town) -> None:
    """Whoever is announced by a message that goes is known to be there."""
    ada, mei = await town.with_admin(), town.person()
    await ada.presses(f"put|{GROUP}|tidy|+join")
    await town.takes(notice(town, mei, **fields_of("join", mei)))

    assert mei.id in {row["person_id"] for row in await town.rows(memberships)}


@pytest.mark.parametrize(
    ("tidy", "said", "goes"),
    [
        ("commands", "/points", True),
        ("commands", "/points@hearth_bot", True),
        ("commands", "/points@other_bot", False),
        ("commands", "/unheard_of", False),
        ("commands", "points", False),
        ("all_commands", "/unheard_of", True),
        ("all_commands", "/points@other_bot", True),
        ("all_commands", "good morning", False),
    ],
)
async def test_commands_go_once_they_are_answered(
    town: Town, tidy: str, said: str, *, goes: bool
) -> None:
    """Ours, or all; what is no command stays."""
    ada, mei = await town.with_admin(), town.person()
    await ada.presses(f"put|{GROUP}|tidy|+{tidy}")
    update = town.message(mei, said)
    await town.takes(update)

    assert await deletions(town) == [update["message"]["message_id"]] * goes


async def test_nothing_goes_in_a_direct_chat(town: Town) -> None:
    """What one says to the bot alone disturbs nobody."""
    ada = await town.with_admin()
    await ada.presses(f"put|{GROUP}|tidy|+all_commands")

    assert ids(await ada.whispers("/help"))
    assert await deletions(town) == []


async def test_a_choice_taken_back_ends_it(town_on_both: Town) -> None:
    """In the same batch: one goes, the next stays; both choices are audited, a repetition not."""
    town = town_on_both
    ada, mei = await town.with_admin(), town.person()
    on = town.press(ada, f"put|{GROUP}|tidy|+pin")
    first = notice(town, mei, **fields_of("pin", mei))
    off = town.press(ada, f"put|{GROUP}|tidy|-pin")
    second = notice(town, mei, **fields_of("pin", mei))
    again = town.press(ada, f"put|{GROUP}|tidy|-pin")

    await town.takes(on, first, off, second, again)

    assert await deletions(town) == [first["message"]["message_id"]]
    assert [row["after"] for row in await town.rows(audits)] == [{"tidy": ["pin"]}, {"tidy": []}]


@pytest.mark.parametrize(
    "fields",
    [
        {"migrate_to_chat_id": -1001},
        {"supergroup_chat_created": True},
        {"forum_topic_created": {}},
        {"text": "good morning"},
        {"text": "pinned", "pinned_message": {}},
    ],
)
def test_what_others_need_stays(fields: dict[str, Any]) -> None:
    """Moves, beginnings and what people write are no notices to clean up."""
    import msgspec

    raw = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}} | fields
    message = msgspec.convert(raw, ChatMessage)

    assert notice_kind(message) is None
    assert not is_to_go(message, TIDY, is_own_command=False)


class TestDisabled:
    async def test_members_cannot_and_administrators_can(self, town_on_both: Town) -> None:
        """Ignored in the group; by DM, by an administrator, and enabled again, answered."""
        town = town_on_both
        ada, mei = await town.with_admin(), town.person()
        group = Person(town, 1087968824, "Group", extra={"is_bot": True})
        assert ids(await ada.says("/disable points /me")) == ["commands-are-off"]
        await town.restart()

        assert await mei.says("/points") == []
        assert await mei.says("/ME@hearth_bot") == []
        assert ids(await mei.whispers("/points"))
        assert ids(await ada.says("/points"))
        assert ids(await group.says("/about", sender_chat=ANONYMOUS))

        assert ids(await ada.says("/enable points")) == ["commands-are-on"]
        assert ids(await mei.says("/points"))
        assert await mei.says("/me") == []
        assert [row["value"] for row in await town.rows(settings)] == [["me"]]

    async def test_it_counts_from_the_next_message_on(self, town: Town) -> None:
        """Two members ask in one batch, before and after; the second gets no answer."""
        ada, mei = await town.with_admin(), town.person()
        said = await town.takes(
            town.message(mei, "/about"),
            town.message(ada, "/disable about"),
            town.message(mei, "/about"),
        )

        assert ids(said).count("commands-are-off") == 1
        assert len(said) == 2

    async def test_they_are_listed_and_switched_on_by_a_button(self, town: Town) -> None:
        """The command alone shows the page of the settings."""
        ada = await town.with_admin()
        assert ids(await ada.says("/disable")) == ["commands-about", "commands-none"]
        await ada.says("/disable points")
        (page,) = await ada.says("/disable")
        assert ids([page]) == ["commands-about", "commands-disabled"]

        await ada.presses(page.keyboard[0][0].data)  # type: ignore[union-attr]

        assert [row["value"] for row in await town.rows(settings)] == [[]]
        assert ids(await town.person().says("/points"))

    async def test_a_command_that_is_none_is_told(self, town: Town) -> None:
        """With the nearest one; nothing is switched, not even what was right."""
        ada = await town.with_admin()

        said = await ada.says("/disable points abuot")

        assert ids(said) == ["commands-unknown-near"]
        assert value(said, "commands-unknown-near", "near") == "about"
        assert ids(await ada.says("/disable xxxxxxxx")) == ["commands-unknown"]
        assert ids(await ada.says("/disable settings")) == ["commands-unknown"]
        assert await town.count(settings) == 0

    async def test_only_administrators_switch(self, town: Town) -> None:
        """Not members, and not by DM, where nobody knows which group is meant."""
        ada, mei = await town.with_admin(), town.person()

        assert ids(await mei.says("/disable points")) == ["refused-not-admin"]
        assert ids(await mei.says("/enable points")) == ["refused-not-admin"]
        assert ids(await ada.whispers("/disable points")) == ["commands-in-group"]

    async def test_a_disabled_command_goes_where_commands_go(self, town: Town) -> None:
        """Ignored, and taken away with the others."""
        ada, mei = await town.with_admin(), town.person()
        await ada.presses(f"put|{GROUP}|tidy|+commands")
        await ada.says("/disable points")
        update = town.message(mei, "/points")

        assert await town.takes(update) == []
        assert update["message"]["message_id"] in await deletions(town)
