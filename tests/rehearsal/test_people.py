"""What people do, and which updates a bot gets of it."""

import asyncio
from typing import Any

import pytest

from bot.rehearsal.errors import ActError
from bot.rehearsal.state import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, TELEGRAM, Chat, Person
from tests.rehearsal.conftest import EPOCH, Hand, Wall, kinds_of


def status(update: dict[str, Any]) -> tuple[str, str]:
    """From which standing to which."""
    changed = update.get("chat_member") or update["my_chat_member"]
    return changed["old_chat_member"]["status"], changed["new_chat_member"]["status"]


async def test_joining_tells_twice(hand: Hand, group: Chat, bob: Person) -> None:
    """A join gives a service message and, to an administrator, a change of membership."""
    await hand.world.act(bob.id, "join", chat_id=group.id)

    updates = await hand.updates()

    assert [kinds_of(u) for u in updates] == ["chat_member", "message"]
    assert status(updates[0]) == ("left", "member")
    assert updates[0]["chat_member"]["invite_link"]["invite_link"].endswith("...")
    assert [u["id"] for u in updates[1]["message"]["new_chat_members"]] == [bob.id]


async def test_quiet_chat_has_no_service_messages(hand: Hand, owner: Person, bob: Person) -> None:
    """A large group tells of joins by the change of membership alone."""
    chat = hand.world.supergroup("Large", owner.id, quiet_joins=True, username="large")
    hand.world.queue.drop_all()
    await hand.world.act(bob.id, "join", chat_id=chat.id)

    updates = await hand.updates()

    assert [kinds_of(u) for u in updates] == ["chat_member"]
    assert "invite_link" not in updates[0]["chat_member"]


async def test_mere_member_hears_no_membership_changes(
    hand: Hand, owner: Person, bob: Person
) -> None:
    """A bot that is no administrator gets service messages alone."""
    chat = hand.world.supergroup("Plain", owner.id, bot="member")
    hand.world.queue.drop_all()
    await hand.world.act(bob.id, "join", chat_id=chat.id)

    assert [kinds_of(u) for u in await hand.updates()] == ["message"]


async def test_bot_follows_its_own_standing(hand: Hand, owner: Person) -> None:
    """Added, promoted, demoted, banned: each is told as my_chat_member."""
    world, me = hand.world, hand.world.bot.id
    chat = world.chat("supergroup", "New", owner.id)
    for do in ("add", "promote", "demote", "ban"):
        await world.act(owner.id, do, chat_id=chat.id, person=me)

    updates = await hand.updates("my_chat_member")

    assert [status(u) for u in updates] == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
    ]


PRIVACY = [
    ("hello", False),
    ("/checkin", True),
    ("/checkin@hearth_rehearsal_bot", True),
    ("/checkin@other_bot", False),
]


@pytest.mark.parametrize(("text", "expected"), PRIVACY)
async def test_privacy_mode_hides_talk(
    hand: Hand, owner: Person, text: str, *, expected: bool
) -> None:
    """With privacy mode on, a member bot sees commands and answers to itself alone."""
    chat = hand.world.supergroup("Plain", owner.id, bot="member")
    sent = await hand.ok("sendMessage", chat_id=chat.id, text="hi")
    hand.world.queue.drop_all()
    await hand.world.act(owner.id, "send", chat_id=chat.id, text=text)
    seen = bool(await hand.updates())
    await hand.world.act(
        owner.id, "send", chat_id=chat.id, text="yes", reply_to=sent["message_id"]
    )
    answered = bool(await hand.updates())
    hand.world.bot.can_read_all_group_messages = True
    await hand.world.act(owner.id, "send", chat_id=chat.id, text="hello")

    assert seen == expected
    assert answered
    assert len(await hand.updates()) == 1


async def test_chats_speak_with_fake_senders(hand: Hand, group: Chat, owner: Person) -> None:
    """Anonymous administrators, channels and forwards from the linked channel."""
    world = hand.world
    own = world.chat("channel", "Own", owner.id)
    news = world.chat("channel", "News", owner.id, linked_chat_id=group.id, bot="admin")
    world.queue.drop_all()
    await world.act(owner.id, "send", chat_id=group.id, text="a", anonymous=True)
    await world.act(owner.id, "send", chat_id=group.id, text="b", sender_chat=own.id)
    await world.act(owner.id, "send", chat_id=news.id, text="c")

    updates = await hand.updates()
    anonymous, channel, forward = (u["message"] for u in updates if "message" in u)
    post = next(u["channel_post"] for u in updates if "channel_post" in u)

    assert (anonymous["from"]["id"], anonymous["sender_chat"]["id"]) == (
        GROUP_ANONYMOUS_BOT,
        group.id,
    )
    assert (channel["from"]["id"], channel["sender_chat"]["id"]) == (CHANNEL_BOT, own.id)
    assert (forward["from"]["id"], forward["is_automatic_forward"]) == (TELEGRAM, True)
    assert forward["forward_origin"]["message_id"] == post["message_id"]
    assert "from" not in post


async def test_album_is_one_act_of_many_messages(hand: Hand, group: Chat, ann: Person) -> None:
    """An album's messages share an id, and the first bears the caption."""
    await hand.world.act(
        ann.id, "send", chat_id=group.id, photo="sample", caption="three", album=3
    )

    messages = [u["message"] for u in await hand.updates()]

    assert len({m["media_group_id"] for m in messages}) == 1
    assert [m.get("caption") for m in messages] == ["three", None, None]


async def test_reaction_is_told_and_looks_like_an_edit(
    hand: Hand, group: Chat, ann: Person, owner: Person
) -> None:
    """A reaction comes as itself and as an edit that changes nothing."""
    said = (await hand.world.act(ann.id, "send", chat_id=group.id, text="hi"))["message"]
    await hand.world.act(
        owner.id, "react", chat_id=group.id, message_id=said["message_id"], emoji="👍"
    )
    await hand.world.act(owner.id, "react", chat_id=group.id, message_id=-1)

    updates = await hand.updates("message_reaction", "edited_message")

    assert [kinds_of(u) for u in updates] == ["message_reaction", "edited_message"] * 2
    assert [u["message_reaction"]["new_reaction"] for u in updates[::2]] == [
        [{"type": "emoji", "emoji": "👍"}],
        [],
    ]
    assert updates[1]["edited_message"]["text"] == "hi"


async def test_press_waits_for_its_answer(hand: Hand, group: Chat, ann: Person) -> None:
    """A press reaches the bot with its message, and its answer reaches who pressed."""
    sent = await hand.ok(
        "sendMessage",
        chat_id=group.id,
        text="press",
        reply_markup={"inline_keyboard": [[{"text": "go", "callback_data": "go"}]]},
    )
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    pressing = asyncio.create_task(hand.world.act(ann.id, "press", **where, row=0, column=0))
    [update] = await hand.ok("getUpdates", timeout=5)
    query = update["callback_query"]
    await hand.ok("answerCallbackQuery", callback_query_id=query["id"], text="done")
    done = await pressing

    assert (query["data"], query["from"]["id"]) == ("go", ann.id)
    assert query["message"]["message_id"] == sent["message_id"]
    assert done["answer"] == {"text": "done", "show_alert": False, "url": None}


async def test_unanswered_and_forged_presses(
    hand: Hand, group: Chat, ann: Person, wall: Wall
) -> None:
    """A forged press bears any data; unanswered it ends in nothing; late answers are refused."""
    await hand.ok("sendMessage", chat_id=group.id, text="no keys")
    done = await hand.world.act(
        ann.id, "press", chat_id=group.id, message_id=-1, data="forged", wait_s=0
    )
    [update] = await hand.updates()
    wall.at += 901
    late = await hand.error(
        "answerCallbackQuery", callback_query_id=update["callback_query"]["id"]
    )

    assert done["answer"] is None
    assert update["callback_query"]["data"] == "forged"
    assert late.startswith("400 Bad Request: query is too old")


async def test_start_opens_the_dm(hand: Hand, bob: Person) -> None:
    """After Start the bot may write; after a block it may not, and is told of both."""
    await hand.world.act(bob.id, "start", payload="abc")
    sent = await hand.ok("sendMessage", chat_id=bob.id, text="welcome")
    await hand.world.act(bob.id, "block")
    refused = await hand.error("sendMessage", chat_id=bob.id, text="again")
    await hand.world.act(bob.id, "unblock")

    updates = await hand.updates()

    assert updates[0]["message"]["text"] == "/start abc"
    assert sent["chat"] == {"id": bob.id, "type": "private", "first_name": "Bob"}
    assert refused == "403 Forbidden: bot was blocked by the user"
    assert [status(u) for u in updates[1:]] == [("member", "kicked"), ("kicked", "member")]


async def test_request_opens_a_window_for_a_dm(
    hand: Hand, group: Chat, bob: Person, wall: Wall
) -> None:
    """Five minutes after a request the bot may no longer write first."""
    link = await hand.ok("createChatInviteLink", chat_id=group.id, creates_join_request=True)
    await hand.world.act(bob.id, "join", chat_id=group.id, link=link["invite_link"], bio="hi")
    [update] = await hand.updates()
    request = update["chat_join_request"]
    early = await hand.call("sendMessage", chat_id=request["user_chat_id"], text="hello")
    wall.at += 301
    late = await hand.error("sendMessage", chat_id=request["user_chat_id"], text="hello")
    await hand.ok("approveChatJoinRequest", chat_id=group.id, user_id=bob.id)
    approved = await hand.updates("chat_member")
    again = await hand.error("approveChatJoinRequest", chat_id=group.id, user_id=bob.id)

    assert request["bio"] == "hi"
    assert request["invite_link"]["invite_link"] == link["invite_link"]
    assert early["ok"]
    assert late == "403 Forbidden: bot can't initiate conversation with a user"
    assert status(approved[0]) == ("left", "member")
    assert approved[0]["chat_member"]["via_join_request"] is True
    assert again == "400 Bad Request: USER_ALREADY_PARTICIPANT"


async def test_topic_messages_answer_their_topic(hand: Hand, owner: Person) -> None:
    """A message in a topic bears its thread and answers the message that opened it."""
    chat = hand.world.supergroup("Forum", owner.id, is_forum=True, topics=["Books"])
    [thread] = chat.topics
    hand.world.queue.drop_all()
    await hand.world.act(owner.id, "send", chat_id=chat.id, text="in", thread=thread)
    await hand.world.act(owner.id, "send", chat_id=chat.id, text="general")

    inside, general = (u["message"] for u in await hand.updates())

    assert (inside["message_thread_id"], inside["is_topic_message"]) == (thread, True)
    assert inside["reply_to_message"]["forum_topic_created"]["name"] == "Books"
    assert "message_thread_id" not in general


async def test_edits_and_replies_carry_what_people_wrote(
    hand: Hand, group: Chat, ann: Person, owner: Person
) -> None:
    """Edits, quotes, forwards and dates arrive as Telegram draws them."""
    world = hand.world
    await world.act(ann.id, "send", chat_id=group.id, text="one two", date="2026-09-01T08:00:00Z")
    await world.act(ann.id, "edit", chat_id=group.id, message_id=-1, text="one two three")
    await world.act(owner.id, "send", chat_id=group.id, text="why", reply_to=-1, quote="two")
    await world.act(
        owner.id,
        "send",
        chat_id=group.id,
        forward_of={"chat_id": group.id, "message_id": -2},
    )

    updates = await hand.updates()
    edit, reply, forward = updates[1]["edited_message"], *(u["message"] for u in updates[2:])

    assert updates[0]["message"]["date"] == 1788249600
    assert (edit["text"], edit["edit_date"]) == ("one two three", int(EPOCH))
    assert reply["quote"] == {"text": "two", "position": 4, "is_manual": True}
    assert reply["reply_to_message"]["text"] == "one two three"
    assert forward["forward_origin"]["sender_user"]["id"] == ann.id


NOT_ALLOWED = [
    ("send", {"text": "x"}, "Bob is not in Hearth."),
    ("leave", {}, "Bob is not in Hearth."),
    ("fly", {}, "Nobody can 'fly'"),
    ("join", {"link": "https://t.me/+none"}, "There is no such invite link."),
]


@pytest.mark.parametrize(("do", "fields", "expected"), NOT_ALLOWED)
async def test_world_refuses_people_too(
    hand: Hand, group: Chat, bob: Person, do: str, fields: dict[str, Any], expected: str
) -> None:
    """An act that the world does not allow is refused in a sentence."""
    with pytest.raises(ActError) as refusal:
        await hand.world.act(bob.id, do, chat_id=group.id, **fields)

    assert refusal.value.sentence.startswith(expected)


async def test_muted_people_cannot_write(hand: Hand, group: Chat, ann: Person) -> None:
    """A restricted member is refused until the restriction is lifted."""
    await hand.ok("restrictChatMember", chat_id=group.id, user_id=ann.id, permissions={})

    with pytest.raises(ActError):
        await hand.world.act(ann.id, "send", chat_id=group.id, text="x")
    await hand.ok(
        "restrictChatMember",
        chat_id=group.id,
        user_id=ann.id,
        permissions=dict.fromkeys(hand.world.find_chat(group.id).permissions, True),
    )
    sent = await hand.world.act(ann.id, "send", chat_id=group.id, text="x")

    assert sent["message"]["text"] == "x"
