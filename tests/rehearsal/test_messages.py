"""Sending, editing, deleting, polls, albums, files and topics by the bot."""

import json
from typing import Any

import aiohttp
import pytest

from bot.rehearsal.errors import ActError
from bot.rehearsal.files import sample_picture
from bot.rehearsal.state import Chat, Person
from tests.rehearsal.conftest import EPOCH, Hand, Wall


async def test_upload_is_sent_again_by_its_id_and_downloaded(hand: Hand, group: Chat) -> None:
    """An uploaded photo has an id for other chats and a path to download from."""
    form = aiohttp.FormData({"chat_id": str(group.id), "caption": "<b>hi</b>"})
    form.add_field("parse_mode", "HTML")
    form.add_field("photo", sample_picture(), filename="a.png", content_type="image/png")
    url = f"{hand.rehearsal.api_url}{hand.rehearsal.token}/sendPhoto"
    async with hand.session.post(url, data=form) as response:
        sent = (await response.json())["result"]
    file_id = sent["photo"][-1]["file_id"]
    again = await hand.ok("sendPhoto", chat_id=group.id, photo=file_id)
    as_document = await hand.error("sendDocument", chat_id=group.id, document=file_id)
    path = (await hand.ok("getFile", file_id=file_id))["file_path"]
    async with hand.session.get(
        f"{hand.rehearsal.file_url}{hand.rehearsal.token}/{path}"
    ) as response:
        content = await response.read()

    assert (sent["photo"][-1]["width"], sent["caption"]) == (320, "hi")
    assert again["photo"] == sent["photo"]
    assert as_document == "400 Bad Request: can't use file of type Photo as Document"
    assert content == sample_picture()


async def test_album_is_uploaded_by_attachment(hand: Hand, group: Chat) -> None:
    """Album items name their uploads."""
    media = [
        {"type": "photo", "media": "attach://one", "caption": "two"},
        {"type": "photo", "media": "attach://two"},
    ]
    form = aiohttp.FormData({"chat_id": str(group.id), "media": json.dumps(media)})
    form.add_field("one", sample_picture(), filename="1.png")
    form.add_field("two", sample_picture(), filename="2.png")
    url = f"{hand.rehearsal.api_url}{hand.rehearsal.token}/sendMediaGroup"
    async with hand.session.post(url, data=form) as response:
        sent = (await response.json())["result"]

    assert [m.get("caption") for m in sent] == ["two", None]
    assert len({m["media_group_id"] for m in sent}) == 1


async def test_what_is_no_picture_is_no_photo(hand: Hand, group: Chat) -> None:
    """Telegram looks into a photo."""
    form = aiohttp.FormData({"chat_id": str(group.id)})
    form.add_field("photo", b"words", filename="a.png")
    url = f"{hand.rehearsal.api_url}{hand.rehearsal.token}/sendPhoto"
    async with hand.session.post(url, data=form) as response:
        answer = await response.json()

    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_edit_changes_or_says_that_it_does_not(hand: Hand, group: Chat, ann: Person) -> None:
    """An edit shows; the same again is refused; other people's words are not the bot's."""
    sent = await hand.ok("sendMessage", chat_id=group.id, text="one")
    said = (await hand.world.act(ann.id, "send", chat_id=group.id, text="mine"))["message"]
    where = {"chat_id": group.id, "message_id": sent["message_id"]}

    edited = await hand.ok("editMessageText", **where, text="two")
    same = await hand.error("editMessageText", **where, text="two")
    keys = {"inline_keyboard": [[{"text": "k", "callback_data": "k"}]]}
    keyed = await hand.ok("editMessageReplyMarkup", **where, reply_markup=keys)
    others = await hand.error(
        "editMessageText", chat_id=group.id, message_id=said["message_id"], text="x"
    )

    assert (edited["text"], edited["edit_date"]) == ("two", int(EPOCH))
    assert same.startswith("400 Bad Request: message is not modified: specified new message")
    assert keyed["reply_markup"] == keys
    assert others == "400 Bad Request: message can't be edited"


async def test_deletions_have_48_hours(hand: Hand, group: Chat, ann: Person, wall: Wall) -> None:
    """Within 48 hours any message goes; later none; many at once skips silently."""
    ids = []
    for text in "abc":
        done = await hand.world.act(ann.id, "send", chat_id=group.id, text=text)
        ids.append(done["message"]["message_id"])
    await hand.ok("deleteMessage", chat_id=group.id, message_id=ids[0])
    twice = await hand.error("deleteMessage", chat_id=group.id, message_id=ids[0])
    await hand.ok("deleteMessages", chat_id=group.id, message_ids=[ids[0], ids[1], 9999])
    wall.at += 48 * 3600
    late = await hand.error("deleteMessage", chat_id=group.id, message_id=ids[2])
    skipped = await hand.ok("deleteMessages", chat_id=group.id, message_ids=[ids[2]])

    deleted = [m["deleted"] for m in hand.world.messages(group.id) if m["message_id"] in ids]
    assert twice == "400 Bad Request: message to delete not found"
    assert late == "400 Bad Request: message can't be deleted"
    assert skipped is True
    assert deleted == [True, True, False]


async def test_named_poll_tells_who_answered(hand: Hand, group: Chat, ann: Person) -> None:
    """A vote comes as poll and poll_answer; taking it back is an empty answer."""
    sent = await hand.ok(
        "sendPoll", chat_id=group.id, question="Q?", options=["a", "b"], is_anonymous=False
    )
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    await hand.world.act(ann.id, "vote", **where, options=[1])
    await hand.world.act(ann.id, "vote", **where, options=[])
    answers = [u["poll_answer"] for u in await hand.updates("poll_answer")]
    await hand.world.act(ann.id, "vote", **where, options=[0])
    stopped = await hand.ok("stopPoll", **where)
    again = await hand.error("stopPoll", **where)

    assert [(a["user"]["id"], a["option_ids"]) for a in answers] == [(ann.id, [1]), (ann.id, [])]
    assert (stopped["is_closed"], stopped["options"][0]["voter_count"]) == (True, 1)
    assert again == "400 Bad Request: poll has already been closed"


async def test_poll_closes_in_time_without_a_word(
    hand: Hand, group: Chat, ann: Person, wall: Wall
) -> None:
    """A poll with a period ends silently; votes are refused, stopPoll says so."""
    sent = await hand.ok(
        "sendPoll", chat_id=group.id, question="Q?", options=["a"], open_period=60
    )
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    wall.at += 60

    with pytest.raises(ActError):
        await hand.world.act(ann.id, "vote", **where, options=[0])

    assert await hand.error("stopPoll", **where) == "400 Bad Request: poll has already been closed"
    assert await hand.updates() == []


async def test_quiz_takes_one_answer(hand: Hand, group: Chat, ann: Person) -> None:
    """A quiz knows its right answers and lets nobody answer twice."""
    sent = await hand.ok(
        "sendPoll",
        chat_id=group.id,
        question="Q?",
        options=[{"text": "a"}, {"text": "b"}],
        type="quiz",
        correct_option_ids=[1],
        explanation="<i>b</i>",
        explanation_parse_mode="HTML",
    )
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    await hand.world.act(ann.id, "vote", **where, options=[1])

    with pytest.raises(ActError):
        await hand.world.act(ann.id, "vote", **where, options=[0])

    assert sent["poll"]["correct_option_ids"] == [1]
    assert sent["poll"]["explanation"] == "b"


async def test_topics_are_opened_closed_and_deleted(hand: Hand, owner: Person) -> None:
    """A closed topic refuses a bot without the right; a deleted one is unknown."""
    chat = hand.world.supergroup("F", owner.id, is_forum=True)
    topic = await hand.ok("createForumTopic", chat_id=chat.id, name="Books")
    thread = {"chat_id": chat.id, "message_thread_id": topic["message_thread_id"]}
    await hand.ok("editForumTopic", **thread, name="Novels")
    await hand.ok("closeForumTopic", **thread)
    may = await hand.call("sendMessage", **thread, text="admins may")
    hand.world.bot_standing(chat).rights["can_manage_topics"] = False
    closed = await hand.error("sendMessage", **thread, text="x")
    await hand.ok("deleteForumTopic", **thread)
    deleted = await hand.error("sendMessage", **thread, text="x")

    assert may["ok"]
    assert closed == "400 Bad Request: TOPIC_CLOSED"
    assert deleted == "400 Bad Request: message thread not found"


async def test_copies_and_forwards(hand: Hand, group: Chat, ann: Person) -> None:
    """A forward names its origin; a copy does not."""
    said = (await hand.world.act(ann.id, "send", chat_id=group.id, text="words"))["message"]
    what = {
        "chat_id": group.id,
        "from_chat_id": group.id,
        "message_id": said["message_id"],
    }

    forward = await hand.ok("forwardMessage", **what)
    copy = await hand.ok("copyMessage", **what)
    several = await hand.ok(
        "copyMessages",
        chat_id=group.id,
        from_chat_id=group.id,
        message_ids=[said["message_id"], 9999],
    )

    by_bot = hand.world.messages(group.id, by_bot=True)
    assert forward["forward_origin"]["sender_user"]["id"] == ann.id
    assert [m["text"] for m in by_bot] == ["words"] * 3
    assert "forward_origin" not in by_bot[1]
    assert (copy["message_id"], len(several)) == (by_bot[1]["message_id"], 1)


PLAIN: list[tuple[str, dict[str, Any], str]] = [
    ("sendLocation", {"latitude": 1.5, "longitude": 2}, "location"),
    ("sendVenue", {"latitude": 1, "longitude": 2, "title": "a", "address": "b"}, "venue"),
    ("sendContact", {"phone_number": "+1", "first_name": "a"}, "contact"),
    ("sendDice", {"emoji": "🎰"}, "dice"),
    ("sendDocument", {"document": "https://example.org/a"}, "document"),
    ("sendVideo", {"video": "https://example.org/a"}, "video"),
    ("sendAudio", {"audio": "https://example.org/a"}, "audio"),
    ("sendVoice", {"voice": "https://example.org/a"}, "voice"),
    ("sendAnimation", {"animation": "https://example.org/a"}, "animation"),
    ("sendSticker", {"sticker": "https://example.org/a"}, "sticker"),
    ("sendVideoNote", {"video_note": "https://example.org/a"}, "video_note"),
]


@pytest.mark.parametrize(("method", "params", "expected"), PLAIN)
async def test_kinds_of_messages(
    hand: Hand, group: Chat, method: str, params: dict[str, Any], expected: str
) -> None:
    """Each kind of message comes back as itself, in the channel of its chat."""
    sent = await hand.ok(method, chat_id=group.id, **params)

    assert expected in sent
    assert sent["from"]["id"] == hand.world.bot.id


async def test_pins_are_told_and_taken_away(hand: Hand, group: Chat) -> None:
    """A pin shows in the chat; the bot hears nothing of its own service message."""
    sent = await hand.ok("sendMessage", chat_id=group.id, text="pin me")
    await hand.ok("pinChatMessage", chat_id=group.id, message_id=sent["message_id"])
    pinned = (await hand.ok("getChat", chat_id=group.id))["pinned_message"]
    await hand.ok("unpinChatMessage", chat_id=group.id)
    chat = await hand.ok("getChat", chat_id=group.id)

    assert pinned["text"] == "pin me"
    assert "pinned_message" not in chat
    assert await hand.updates() == []


async def test_commands_are_kept_by_scope_and_language(hand: Hand, group: Chat) -> None:
    """Each scope and language has a list of its own."""
    commands = [{"command": "start", "description": "Begin"}]
    scope = {"type": "chat_administrators", "chat_id": group.id}

    await hand.ok("setMyCommands", commands=commands, scope=scope, language_code="en")
    there = await hand.ok("getMyCommands", scope=scope, language_code="en")
    elsewhere = await hand.ok("getMyCommands")
    state = await hand.control("GET", "state")
    await hand.ok("deleteMyCommands", scope=scope, language_code="en")

    assert (there, elsewhere) == (commands, [])
    assert state["bot"]["commands"] == [
        {"scope": scope, "language_code": "en", "commands": commands}
    ]
    assert await hand.ok("getMyCommands", scope=scope, language_code="en") == []


async def test_links_limit_and_expire(hand: Hand, group: Chat, bob: Person, wall: Wall) -> None:
    """A link with an end lets nobody in after it; a revoked one nobody at all."""
    link = await hand.ok(
        "createChatInviteLink", chat_id=group.id, expire_date=int(EPOCH) + 60, name="short"
    )
    wall.at += 61

    with pytest.raises(ActError):
        await hand.world.act(bob.id, "join", chat_id=group.id, link=link["invite_link"])
    other = await hand.ok("createChatInviteLink", chat_id=group.id, member_limit=1)
    await hand.world.act(bob.id, "join", chat_id=group.id, link=other["invite_link"])
    [joined] = await hand.updates("chat_member")
    revoked = await hand.ok(
        "revokeChatInviteLink", chat_id=group.id, invite_link=other["invite_link"]
    )

    assert joined["chat_member"]["invite_link"] == other
    assert revoked["is_revoked"] is True
