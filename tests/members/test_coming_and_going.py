"""Coming and going, told once, twice, late or not at all."""

from collections.abc import Callable
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from models.members import members, memberships, people
from tests.conversation import Person, Town, ids
from tests.members.scenes import arrival, facts, joined, leaving, left

pytestmark = pytest.mark.feature("T3")

RESTRICTED = {
    "status": "restricted",
    "is_member": True,
    "until_date": 0,
    **dict.fromkeys(
        (
            "can_send_messages",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_manage_topics",
            "can_edit_tag",
            "can_react_to_messages",
        ),
        False,
    ),
}
Teller = Callable[[Town, Person], dict[str, Any]]


@pytest.mark.parametrize("tellers", [[arrival], [joined], [arrival, joined], [joined, arrival]])
@pytest.mark.parametrize("at_once", [True, False])
async def test_an_arrival_is_one_arrival(
    town_on_both: Town, tellers: list[Teller], at_once: bool
) -> None:
    """Told by service message, by status or by both in any order: one fact, one membership."""
    town = town_on_both
    mei = town.person()
    updates = [tell(town, mei) for tell in tellers]
    await (town.takes(*updates) if at_once else _one_by_one(town, updates))

    (row,) = await town.rows(memberships)
    assert await facts(town, "member_joined") == [mei.id]
    assert (row["status"], row["is_present"], row["arrivals"]) == ("member", True, 1)
    assert row["joined_at"] == town.clock.now()


async def _one_by_one(town: Town, updates: list[dict[str, Any]]) -> None:
    for update in updates:
        await town.takes(update)


async def test_one_service_message_may_tell_of_many(town_on_both: Town) -> None:
    """Three people added at once are three arrivals; a bot among them is none."""
    town = town_on_both
    ada, *crowd = (town.person(name) for name in ("Ada", "A", "B", "C"))
    helper = town.person("Bot", extra={"is_bot": True})
    await town.takes(arrival(town, *crowd, helper, by=ada))

    assert await facts(town, "member_joined") == [each.id for each in crowd]
    assert [row["person_id"] for row in await town.rows(memberships)] == [
        each.id for each in crowd
    ]


@pytest.mark.parametrize("tellers", list(permutations([left, leaving])))
async def test_a_departure_is_one_departure(town: Town, tellers: tuple[Teller, ...]) -> None:
    """Told twice, somebody left once."""
    mei = town.person()
    await town.takes(joined(town, mei))
    town.passes(minutes=5)
    await town.takes(*(tell(town, mei) for tell in tellers))

    (row,) = await town.rows(memberships)
    assert await facts(town, "member_left") == [mei.id]
    assert (row["status"], row["is_present"]) == ("left", False)
    assert row["left_at"] == town.clock.now()


async def test_coming_back_is_a_second_arrival(town: Town) -> None:
    """Come, gone, come: two arrivals and one departure, each with its own moment."""
    mei = town.person()
    for tell in (joined, left, joined):
        await town.takes(tell(town, mei))
        town.passes(hours=1)

    (row,) = await town.rows(memberships)
    assert row["arrivals"] == 2
    assert await facts(town, "member_joined") == [mei.id, mei.id]
    assert await facts(town, "member_left") == [mei.id]


@pytest.mark.parametrize("is_known", [True, False])
async def test_an_arrival_told_after_the_departure_changes_nothing(
    town: Town, is_known: bool
) -> None:
    """Updates may come late: who has left by now is not brought back by an older arrival."""
    mei = town.person()
    if is_known:
        await town.takes(joined(town, mei))
        town.passes(hours=1)
    late = joined(town, mei)
    town.passes(minutes=1)
    await town.takes(left(town, mei))

    await town.takes(late)

    (row,) = await town.rows(memberships)
    assert (row["status"], row["is_present"]) == ("left", False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("restricted", {"status": "member"}),
        ("member", RESTRICTED),
        ("member", {"status": "administrator", "can_be_edited": False}),
        ("administrator", {"status": "member"}),
        ("creator", {"status": "administrator", "can_be_edited": False}),
    ],
)
@pytest.mark.parametrize("is_known", [True, False])
async def test_another_status_is_no_arrival(
    town: Town, old: str, new: dict[str, Any], is_known: bool
) -> None:
    """An unmute, a mute, a promotion or a demotion brings nobody in, known before or not."""
    mei = town.person()
    if is_known:
        await mei.says("I have been here for years")
    change = town.change(mei, new, old=old)
    if old == "restricted":
        change["chat_member"]["old_chat_member"] = RESTRICTED | {"user": mei.account}
    await town.takes(change)

    (row,) = await town.rows(memberships)
    assert await facts(town, "member_joined") == []
    assert (row["status"], row["is_present"]) == (new["status"], True)


async def test_coming_in_under_restriction_is_an_arrival(town: Town) -> None:
    """Left before, restricted and a member now: somebody came."""
    mei = town.person()
    await town.takes(town.change(mei, RESTRICTED, old="left"))

    assert await facts(town, "member_joined") == [mei.id]


async def test_being_lifted_from_a_ban_is_neither(town: Town) -> None:
    """From banned to merely gone: nobody came and nobody left."""
    mei = town.person()
    await town.takes(town.change(mei, {"status": "left"}, old="kicked"))

    assert await facts(town, "member_joined") == []
    assert await facts(town, "member_left") == []


async def test_who_is_removed_is_told_from_who_leaves(town: Town) -> None:
    """A departure by somebody else's hand; the member stays a member of the community's books."""
    ada, mei = town.person("Ada"), town.person()
    await mei.says("hello everybody")
    await town.takes(town.change(mei, {"status": "kicked", "until_date": 0}, old="member", by=ada))

    assert await facts(town, "member_left") == [mei.id]
    assert mei.id in {row["person_id"] for row in await town.rows(members)}


async def test_who_speaks_is_there_without_having_come(town: Town) -> None:
    """Somebody who was there before the bot is present, with no arrival to his name."""
    mei = town.person()
    await mei.says("hello everybody")
    await town.takes(joined(town, mei))

    (row,) = await town.rows(memberships)
    assert (row["is_present"], row["joined_at"], row["arrivals"]) == (True, None, 0)


async def test_an_arrival_wipes_nothing_that_is_known(town: Town) -> None:
    """A service message shows less of a person: the chosen and the app's language stay."""
    mei = town.person(language_code="de")
    await mei.whispers("hello")
    await mei.presses("lang|zh-CN|0", chat_id=mei.id)
    bare = {key: item for key, item in mei.account.items() if key != "language_code"}
    update = arrival(town, mei)
    update["message"]["new_chat_members"] = [bare]
    update["message"]["from"] = town.person("Ada").account

    answer = await town.takes(update, town.message(mei, "/privacy", chat_id=mei.id))

    (row,) = [row for row in await town.rows(people) if row["id"] == mei.id]
    assert (row["language_code"], row["language"]) == ("de", "zh-CN")
    assert ids(answer)[0] == "privacy-head"
    assert {effect.language for effect in answer} == {"zh-CN"}  # type: ignore[union-attr]


async def test_a_moment_of_coming_is_telegrams_own(town: Town) -> None:
    """What waited for the bot happened when Telegram says, not when it was read."""
    mei = town.person()
    update = joined(town, mei)
    then = town.clock.now()
    town.passes(hours=3)
    await town.takes(update)

    (row,) = await town.rows(memberships)
    assert row["joined_at"] == then
    assert town.clock.now() - then == timedelta(hours=3)
