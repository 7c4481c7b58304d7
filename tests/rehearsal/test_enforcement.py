"""What Telegram refuses, and in which words."""

from typing import Any

import pytest

from bot.rehearsal.calling import METHODS
from bot.rehearsal.membership import promote
from bot.rehearsal.state import Person
from bot.rehearsal.table import TABLE
from tests.rehearsal.conftest import EPOCH, Hand

GROUP = -1002000000555
BASIC = -4000000777
CHANNEL = -1002000000666
FORUM = -1002000000999


def keys(**button: Any) -> dict[str, Any]:
    """A keyboard of one button."""
    return {"inline_keyboard": [[{"text": "x"} | button]]}


def poll(**fields: Any) -> dict[str, Any]:
    """A poll in the group."""
    return {"chat_id": GROUP, "question": "Q?", "options": ["a", "b"]} | fields


LONG = "x" * 200
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": GROUP}, "message text is empty"),
    ("sendMessage", {"chat_id": GROUP, "text": " \n "}, "message text is empty"),
    ("sendMessage", {"chat_id": -1, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nowhere", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": GROUP, "text": {"a": 1}}, 'field "text" must be of type String'),
    ("sendMessage", {"chat_id": GROUP, "text": "x", "parse_mode": "BB"}, "unsupported parse_mode"),
    ("sendMessage", {"chat_id": GROUP, "text": "x", "message_thread_id": 77},
     "message thread not found"),
    ("sendMessage", {"chat_id": GROUP, "text": "x", "reply_parameters": {"message_id": 999}},
     "message to be replied not found"),
    ("sendMessage", {"chat_id": GROUP, "text": "x", "reply_markup": "{"},
     "can't parse reply keyboard markup JSON object"),
    ("sendMessage", {"chat_id": GROUP, "text": "x", "reply_markup": keys(callback_data="é" * 33)},
     "BUTTON_DATA_INVALID"),
    ("sendMessage", {"chat_id": GROUP, "text": "x", "reply_markup": keys()},
     "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", {"chat_id": GROUP, "text": "x", "reply_markup": keys(url="no link")},
     "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL"),
    ("sendPhoto", {"chat_id": GROUP}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": GROUP, "photo": "nonsense"},
     "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": GROUP, "photo": "https://example.org/a.png", "caption": "x" * 1025},
     "message caption is too long"),
    ("sendMediaGroup", {"chat_id": GROUP, "media": [{"type": "photo", "media": "x"}]},
     "wrong number of items in media group: 2-10 are allowed"),
    ("sendPoll", poll(options=["a"] * 13), "poll can't have more than 12 options"),
    ("sendPoll", poll(options=["a", " "]), "poll options must be non-empty"),
    ("sendPoll", poll(options=["a" * 101]), "poll options length must not exceed 100"),
    ("sendPoll", poll(question="q" * 301), "poll question length must not exceed 300"),
    ("sendPoll", poll(type="quiz"), "poll must have at least one correct option identifier"),
    ("sendPoll", poll(type="quiz", correct_option_ids=[2]), "wrong correct option ID specified"),
    ("sendPoll", poll(type="quiz", correct_option_ids=[0], explanation="a\nb\nc\nd"),
     "poll explanation is too long"),
    ("sendPoll", poll(open_period=4), "poll open period must be between 5 and 2628000"),
    ("sendPoll", poll(open_period=60, close_date=int(EPOCH) + 60),
     "close_date and open_period can't be specified together"),
    ("sendPoll", poll(chat_id=CHANNEL, is_anonymous=False),
     "non-anonymous polls can't be sent to channel chats"),
    ("sendDice", {"chat_id": GROUP, "emoji": "🎈"}, "unsupported dice emoji"),
    ("sendLocation", {"chat_id": GROUP, "latitude": 91, "longitude": 0},
     "wrong latitude or longitude specified"),
    ("sendChatAction", {"chat_id": GROUP, "action": "sleep"}, "wrong parameter action in request"),
    ("editMessageText", {"chat_id": GROUP, "message_id": 999, "text": "x"},
     "message to edit not found"),
    ("editMessageText", {"chat_id": GROUP, "text": "x"}, "message identifier is not specified"),
    ("deleteMessage", {"chat_id": GROUP, "message_id": 999}, "message to delete not found"),
    ("deleteMessage", {"chat_id": GROUP, "message_id": "x"},
     "message identifier is not specified"),
    ("deleteMessages", {"chat_id": GROUP, "message_ids": []},
     "message identifiers are not specified"),
    ("pinChatMessage", {"chat_id": GROUP, "message_id": 999}, "message to pin not found"),
    ("copyMessage", {"chat_id": GROUP, "from_chat_id": GROUP, "message_id": 999},
     "message to copy not found"),
    ("forwardMessage", {"chat_id": GROUP, "from_chat_id": GROUP, "message_id": 999},
     "message to forward not found"),
    ("stopPoll", {"chat_id": GROUP, "message_id": 999}, "message with poll to stop not found"),
    ("setMessageReaction", {"chat_id": GROUP, "message_id": 1, "reaction": [
        {"type": "emoji", "emoji": "🥦"}]}, "REACTION_INVALID"),
    ("answerCallbackQuery", {"callback_query_id": "1"},
     "query is too old and response timeout expired or query ID is invalid"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": LONG + "!"}, "MESSAGE_TOO_LONG"),
    ("banChatMember", {"chat_id": GROUP, "user_id": 101}, "can't remove chat owner"),
    ("banChatMember", {"chat_id": GROUP, "user_id": 104}, "user is an administrator of the chat"),
    ("banChatMember", {"chat_id": GROUP, "user_id": 987654}, "user not found"),
    ("banChatMember", {"chat_id": GROUP, "user_id": "ann"}, "invalid user_id specified"),
    ("banChatMember", {"chat_id": GROUP, "user_id": 7000001}, "can't restrict self"),
    ("restrictChatMember", {"chat_id": GROUP, "user_id": 104, "permissions": {}},
     "user is an administrator of the chat"),
    ("restrictChatMember", {"chat_id": BASIC, "user_id": 102, "permissions": {}},
     "method is available only for supergroups"),
    ("restrictChatMember", {"chat_id": GROUP, "user_id": 102, "permissions": "["},
     "can't parse permissions JSON object"),
    ("promoteChatMember", {"chat_id": GROUP, "user_id": 102, "can_promote_members": True},
     "not enough rights to promote/demote chat member"),
    ("setChatAdministratorCustomTitle", {"chat_id": GROUP, "user_id": 102, "custom_title": "x"},
     "not enough rights to change custom title of the user"),
    ("setChatMemberTag", {"chat_id": GROUP, "user_id": 102, "tag": "🎉"},
     "RANK_EMOJI_NOT_ALLOWED"),
    ("setChatMemberTag", {"chat_id": GROUP, "user_id": 102, "tag": "x" * 17}, "RANK_INVALID"),
    ("createChatInviteLink", {"chat_id": GROUP, "member_limit": 1, "creates_join_request": True},
     "member limit can't be specified for links requiring administrator approval"),
    ("approveChatJoinRequest", {"chat_id": GROUP, "user_id": 103}, "HIDE_REQUESTER_MISSING"),
    ("approveChatJoinRequest", {"chat_id": GROUP, "user_id": 102}, "USER_ALREADY_PARTICIPANT"),
    ("getChat", {"chat_id": -99}, "chat not found"),
    ("getChatMember", {"chat_id": GROUP, "user_id": 987654}, "user not found"),
    ("setChatTitle", {"chat_id": GROUP, "title": "Hearth"}, "chat title is not modified"),
    ("setChatTitle", {"chat_id": GROUP, "title": "x" * 129}, "new chat title is too long"),
    ("createForumTopic", {"chat_id": GROUP, "name": "x"}, "the chat is not a forum"),
    ("closeForumTopic", {"chat_id": FORUM, "message_thread_id": 777}, "TOPIC_ID_INVALID"),
    ("reopenGeneralForumTopic", {"chat_id": FORUM}, "TOPIC_NOT_MODIFIED"),
    ("setMyCommands", {"commands": [{"command": "Bad!", "description": "x"}]},
     "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [], "scope": {"type": "odd"}},
     "can't parse BotCommandScope: Unsupported type specified"),
    ("getFile", {"file_id": "x"}, "invalid file_id"),
    ("setWebhook", {"url": "http://example.org/"},
     "bad webhook: An HTTPS URL must be provided for webhook"),
]  # fmt: skip


@pytest.fixture
def town(hand: Hand, owner: Person, ann: Person, bob: Person) -> Hand:
    """A group, a basic group, a channel and a forum, all with the bot as an administrator."""
    del bob
    world = hand.world
    admin = world.person("Adam", id=104)
    members: list[Any] = [ann.id, {"id": admin.id, "status": "administrator"}]
    world.chat("supergroup", "Hearth", owner.id, members=members, bot="admin", id=GROUP)
    world.chat("group", "Small", owner.id, members=[ann.id], bot="admin", id=BASIC)
    world.chat("channel", "News", owner.id, bot="admin", id=CHANNEL)
    world.supergroup("Forum", owner.id, id=FORUM, is_forum=True, topics=["Books"])
    world.queue.drop_all()
    return hand


@pytest.mark.parametrize(("method", "params", "expected"), REFUSED)
async def test_call_is_refused(
    town: Hand, method: str, params: dict[str, Any], expected: str
) -> None:
    """A call that breaks a rule gets 400 and the usual words, and changes nothing."""
    before = {chat: len(town.world.messages(chat)) for chat in (GROUP, BASIC, CHANNEL, FORUM)}

    refused = await town.error(method, **params)

    after = {chat: len(town.world.messages(chat)) for chat in before}
    assert refused == f"400 Bad Request: {expected}"
    assert after == before


RIGHTS = [
    ("banChatMember", {"user_id": 102}, "restrict/unrestrict chat member"),
    ("restrictChatMember", {"user_id": 102, "permissions": {}}, "restrict/unrestrict chat member"),
    ("promoteChatMember", {"user_id": 102, "can_pin_messages": True},
     "promote/demote chat member"),
    ("setChatTitle", {"title": "New"}, "change chat title"),
    ("createChatInviteLink", {}, "manage chat invite link"),
    ("pinChatMessage", {"message_id": 1}, "manage pinned messages in the chat"),
    ("setChatPermissions", {"permissions": {}}, "change chat permissions"),
    ("setChatMemberTag", {"user_id": 102, "tag": "x"}, "manage member tags"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "params", "expected"), RIGHTS)
async def test_right_is_needed(
    town: Hand, owner: Person, method: str, params: dict[str, Any], expected: str
) -> None:
    """A bot that is a mere member may do none of this."""
    chat = town.world.find_chat(GROUP)
    promote(town.world, chat, town.world.bot.id, {}, by=owner.id)

    refused = await town.error(method, chat_id=GROUP, **params)

    assert refused == f"400 Bad Request: not enough rights to {expected}"


@pytest.mark.parametrize("name", [*sorted(set(TABLE) - set(METHODS)), "sendNothing"])
async def test_unknown_method_is_not_found(hand: Hand, name: str) -> None:
    """What is not built is a 404, never a silent true."""
    if name in {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}:
        return

    assert await hand.call(name) == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_wrong_token_is_unauthorized(hand: Hand) -> None:
    """Another token is a 401."""
    url = f"{hand.rehearsal.url}/bot1:WRONG/getMe"
    async with hand.session.get(url) as response:
        answer = await response.json()

    assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}


FORBIDDEN = [
    ({}, "bot can't initiate conversation with a user"),
    ({"started": True, "blocked": True}, "bot was blocked by the user"),
    ({"started": True, "deactivated": True}, "user is deactivated"),
    ({"is_bot": True}, "bot can't send messages to bots"),
]


@pytest.mark.parametrize(("traits", "expected"), FORBIDDEN)
async def test_direct_message_may_be_forbidden(
    hand: Hand, bob: Person, traits: dict[str, bool], expected: str
) -> None:
    """A DM needs a Start, no block and a living account."""
    for name, value in traits.items():
        setattr(bob, name, value)

    refused = await hand.error("sendMessage", chat_id=bob.id, text="hello")

    assert refused == f"403 Forbidden: {expected}"


async def test_removed_bot_is_forbidden(town: Hand, owner: Person) -> None:
    """A bot that was banned or has left is told which."""
    await town.world.act(owner.id, "ban", chat_id=GROUP, person=town.world.bot.id)
    await town.ok("leaveChat", chat_id=FORUM)

    banned = await town.error("sendMessage", chat_id=GROUP, text="x")
    left = await town.error("sendMessage", chat_id=FORUM, text="x")

    assert banned == "403 Forbidden: bot was kicked from the supergroup chat"
    assert left == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_moved_group_names_its_new_id(town: Hand, owner: Person) -> None:
    """A group that became a supergroup answers with the new id; both chats say so."""
    done = await town.world.act(owner.id, "migrate", chat_id=BASIC)

    answer = await town.call("sendMessage", chat_id=BASIC, text="x")
    messages = [u["message"] for u in await town.updates("message")]

    assert answer["parameters"] == {"migrate_to_chat_id": done["chat_id"]}
    assert [m.get("migrate_to_chat_id", m.get("migrate_from_chat_id")) for m in messages] == [
        done["chat_id"],
        BASIC,
    ]
    assert (await town.ok("sendMessage", chat_id=done["chat_id"], text="x"))["text"] == "x"


async def test_parameters_come_in_any_form(town: Hand) -> None:
    """Query, form, JSON and multipart all say the same."""
    base = f"{town.rehearsal.api_url}{town.rehearsal.token}"
    params = {"chat_id": str(GROUP), "text": "hello", "unknown": "ignored"}

    async with town.session.get(f"{base}/SENDmessage", params=params) as response:
        by_query = await response.json()
    async with town.session.post(f"{base}/sendMessage", data=params) as response:
        by_form = await response.json()

    assert (by_query["result"]["text"], by_form["result"]["text"]) == ("hello", "hello")
