"""Bans, restrictions and promotions with Telegram's oddities."""

import pytest

from bot.rehearsal.state import Chat, Person
from tests.rehearsal.conftest import EPOCH, Hand, Wall

NOW = int(EPOCH)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(NOW + 29, 0), (NOW + 30, NOW + 30), (NOW + 366 * 86_400 + 1, 0), (NOW - 5, 0)],
)
async def test_odd_times_mean_for_ever(
    hand: Hand, group: Chat, ann: Person, until: int, expected: int
) -> None:
    """Under 30 seconds or over 366 days ahead is for ever."""
    await hand.ok("banChatMember", chat_id=group.id, user_id=ann.id, until_date=until)

    seen = await hand.ok("getChatMember", chat_id=group.id, user_id=ann.id)

    assert (seen["status"], seen["until_date"]) == ("kicked", expected)


async def test_ban_runs_out(hand: Hand, group: Chat, ann: Person, wall: Wall) -> None:
    """After its time a ban is no more, and nobody is told."""
    await hand.ok("banChatMember", chat_id=group.id, user_id=ann.id, until_date=NOW + 60)
    await hand.updates()
    wall.at += 61

    seen = await hand.ok("getChatMember", chat_id=group.id, user_id=ann.id)

    assert seen["status"] == "left"
    assert await hand.updates() == []


@pytest.mark.parametrize(("careful", "expected"), [(False, "left"), (True, "member")])
async def test_unban_without_care_puts_out(
    hand: Hand, group: Chat, ann: Person, expected: str, *, careful: bool
) -> None:
    """Unbanning a present member kicks, unless only_if_banned."""
    await hand.ok("unbanChatMember", chat_id=group.id, user_id=ann.id, only_if_banned=careful)

    assert (await hand.ok("getChatMember", chat_id=group.id, user_id=ann.id))["status"] == expected


async def test_restriction_replaces_the_whole_set(hand: Hand, group: Chat, ann: Person) -> None:
    """What is not named is denied; reactions follow messages."""
    await hand.ok(
        "restrictChatMember",
        chat_id=group.id,
        user_id=ann.id,
        permissions={"can_send_messages": True, "can_send_photos": True},
        use_independent_chat_permissions=True,
    )

    seen = await hand.ok("getChatMember", chat_id=group.id, user_id=ann.id)

    assert seen["status"] == "restricted"
    assert {name for name, value in seen.items() if value is True} == {
        "is_member",
        "can_send_messages",
        "can_send_photos",
        "can_react_to_messages",
    }


async def test_dependent_permissions_bring_others(hand: Hand, group: Chat, ann: Person) -> None:
    """Without independence, sending other messages implies texts and media."""
    await hand.ok(
        "restrictChatMember",
        chat_id=group.id,
        user_id=ann.id,
        permissions={"can_send_other_messages": True},
    )

    seen = await hand.ok("getChatMember", chat_id=group.id, user_id=ann.id)

    assert seen["can_send_messages"]
    assert seen["can_send_photos"]
    assert not seen["can_send_polls"]


async def test_restricted_member_who_left_stays_restricted(
    hand: Hand, group: Chat, ann: Person
) -> None:
    """Leaving and coming back does not lift a restriction."""
    await hand.ok("restrictChatMember", chat_id=group.id, user_id=ann.id, permissions={})
    await hand.world.act(ann.id, "leave", chat_id=group.id)
    gone = await hand.ok("getChatMember", chat_id=group.id, user_id=ann.id)
    await hand.world.act(ann.id, "join", chat_id=group.id)
    back = await hand.ok("getChatMember", chat_id=group.id, user_id=ann.id)

    assert (gone["status"], gone["is_member"]) == ("restricted", False)
    assert (back["status"], back["is_member"]) == ("restricted", True)


async def test_promotion_gives_only_what_the_bot_has(
    hand: Hand, owner: Person, ann: Person
) -> None:
    """A right that the bot lacks cannot be given; all false demotes."""
    rights = {"can_promote_members": True, "can_pin_messages": True}
    chat = hand.world.supergroup("R", owner.id, members=[ann.id], bot=rights)
    who = {"chat_id": chat.id, "user_id": ann.id}

    refused = await hand.error("promoteChatMember", **who, can_delete_messages=True)
    await hand.ok("promoteChatMember", **who, can_pin_messages=True)
    await hand.ok("setChatAdministratorCustomTitle", **who, custom_title="Pinner")
    admin = await hand.ok("getChatMember", **who)
    await hand.ok("promoteChatMember", **who)
    member = await hand.ok("getChatMember", **who)

    assert refused == "400 Bad Request: RIGHT_FORBIDDEN"
    assert (admin["status"], admin["custom_title"], admin["can_be_edited"]) == (
        "administrator",
        "Pinner",
        True,
    )
    assert member["status"] == "member"


async def test_bans_are_told_to_the_bot_itself(hand: Hand, group: Chat, ann: Person) -> None:
    """A bot that bans gets the change of membership, from itself, and no service message."""
    await hand.ok("banChatMember", chat_id=group.id, user_id=ann.id)

    [update] = await hand.updates()

    assert update["chat_member"]["from"]["id"] == hand.world.bot.id
    assert update["chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_banned_channel_cannot_speak(hand: Hand, group: Chat, owner: Person) -> None:
    """A banned channel is refused here until it is unbanned."""
    channel = hand.world.chat("channel", "Loud", owner.id)
    both = {"chat_id": group.id, "sender_chat_id": channel.id}
    speak = {"as": owner.id, "do": "send", "chat_id": group.id, "text": "x"}
    speak |= {"sender_chat": channel.id}
    await hand.ok("banChatSenderChat", **both)
    async with hand.session.post(f"{hand.rehearsal.url}/control/act", json=speak) as response:
        refused = (response.status, await response.json())
    await hand.ok("unbanChatSenderChat", **both)
    allowed = await hand.control("POST", "act", **speak)

    assert refused == (409, {"error": "Loud is banned here."})
    assert allowed["ok"] is True


async def test_tag_shows_on_messages(hand: Hand, group: Chat, ann: Person) -> None:
    """A member tag stands beside the sender's name."""
    await hand.ok("setChatMemberTag", chat_id=group.id, user_id=ann.id, tag="core")
    await hand.world.act(ann.id, "send", chat_id=group.id, text="x")

    [update] = await hand.updates("message")

    assert update["message"]["sender_tag"] == "core"
