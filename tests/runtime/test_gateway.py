"""What leaves the bot, and how answers come back: against a Telegram on the loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.i18n.catalog import Catalog
from bot.kit.effects import Answer, Button, Delivery, Edit, Picture, Probe, React, Reply, post
from bot.kit.texts import Lines, Text
from bot.rehearsal.files import sample_picture
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.state import Chat
from bot.rehearsal.world import World
from bot.runtime.gateway import Gateway, Owed, Probed
from bot.runtime.outcomes import Degraded, Done, Migrated, Rejected, Unknown, Unreachable, Wait
from bot.runtime.requests import AiohttpRequest, BotApi

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HELLO = Text("hello", name="<Ann & co>")


@pytest.fixture
def world() -> World:
    """A world with little patience for a hanging fault."""
    return World(seed=7, flood_limits=False, hang_s=0.4)


@pytest.fixture
def group(world: World) -> Chat:
    """A supergroup with Ann in it, where the bot is an administrator."""
    owner = world.person("Olivia", id=101, started=True)
    ann = world.person("Ann", id=102)
    return world.supergroup("Runners", owner.id, members=[ann.id])


@pytest.fixture
async def rehearsal(world: World) -> AsyncIterator[Rehearsal]:
    """The served world."""
    async with serving(world=world) as served:
        yield served


@pytest.fixture
async def gateway(rehearsal: Rehearsal, tmp_path: Path) -> AsyncIterator[Gateway]:
    """A gateway to it, with a catalogue of two entries."""
    for language, greeting in (("en", "Hello"), ("zh-CN", "你好")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.ftl").write_text(
            f"hello = {greeting} <b>{{ $name }}</b>\npress = {greeting}!\n", encoding="utf-8"
        )
    catalog = Catalog.load(tmp_path, strict=True)
    async with AiohttpRequest(read_timeout=0.2) as request:
        yield Gateway(BotApi(request, token=rehearsal.token, api_url=rehearsal.url), catalog)


def owed(method: str, chat_id: int, arguments: dict[str, Any], *, language: str = "en") -> Owed:
    """Make a claimed row."""
    return Owed(
        id=1,
        chat_id=chat_id,
        method=method,
        arguments=arguments,
        is_repeatable=True,
        priority=2,
        person_id=None,
        attempts=0,
        created_at=NOON,
        expires_at=None,
        language=language,
    )


async def test_a_reply_is_said_in_the_reader_s_language(gateway: Gateway, group: Chat) -> None:
    """The name is escaped, the tag is not; a vanished message does not hold the reply up."""
    reply = Reply(
        group.id,
        HELLO,
        "zh-CN",
        reply_to=999,
        keyboard=((Button(Text("press"), data="p"), Button(Text("press"), url="https://t.me/x")),),
    )

    outcome = await gateway.say(reply)

    assert isinstance(outcome, Done)
    message = outcome.result
    assert message["text"] == "你好 <Ann & co>"
    assert [entity["type"] for entity in message["entities"]] == ["bold"]
    (row,) = message["reply_markup"]["inline_keyboard"]
    assert row == [
        {"text": "你好!", "callback_data": "p"},
        {"text": "你好!", "url": "https://t.me/x"},
    ]


async def test_an_edit_that_changes_nothing_is_done(gateway: Gateway, group: Chat) -> None:
    """Editing twice to the same words succeeds twice."""
    sent = await gateway.say(Reply(group.id, HELLO, "en"))
    assert isinstance(sent, Done)
    edit = Edit(group.id, sent.result["message_id"], Lines(HELLO, HELLO), "en")

    assert isinstance(await gateway.say(edit), Done)
    assert await gateway.say(edit) == Done()


async def test_a_deletion_is_done_when_the_message_is_gone(gateway: Gateway, group: Chat) -> None:
    """Deleting twice is as good as once."""
    sent = await gateway.say(Reply(group.id, HELLO, "en"))
    assert isinstance(sent, Done)
    deletion = owed("deleteMessage", group.id, {"message_id": sent.result["message_id"]})

    assert await gateway.deliver(deletion) == Done(result=True)
    assert await gateway.deliver(deletion) == Done()


async def test_an_old_press_is_answered_all_the_same(gateway: Gateway) -> None:
    """A query that Telegram has forgotten is no error."""
    assert await gateway.say(Answer("12345", Text("press"), "en")) == Done()


async def test_a_reaction_is_set(gateway: Gateway, group: Chat) -> None:
    """The bot reacts with an emoji."""
    sent = await gateway.say(Reply(group.id, HELLO, "en"))
    assert isinstance(sent, Done)

    assert await gateway.say(React(group.id, sent.result["message_id"], "👍")) == Done(True)


async def test_a_probe_sees_the_chat(gateway: Gateway, group: Chat) -> None:
    """Chat, own standing and roster come as Telegram tells them."""
    outcome = await gateway.say(Probe(group.id))

    assert isinstance(outcome, Done)
    found = outcome.result
    assert isinstance(found, Probed)
    assert found.chat["title"] == "Runners"
    assert found.me["status"] == "administrator"
    assert {each["status"] for each in found.administrators} == {"creator", "administrator"}


async def test_a_delivery_is_worded_when_it_is_sent(gateway: Gateway, group: Chat) -> None:
    """Packed words and buttons become the reader's sentence."""
    made = post("k", group.id, HELLO, keyboard=((Button(Text("press"), data="p"),),))

    outcome = await gateway.deliver(
        owed(made.method, made.chat_id, made.arguments, language="zh-CN")
    )

    assert isinstance(outcome, Done)
    assert outcome.result["text"] == "你好 <Ann & co>"
    assert outcome.result["reply_markup"]["inline_keyboard"][0][0]["text"] == "你好!"


async def test_a_document_is_uploaded(gateway: Gateway, world: World) -> None:
    """A person's own data goes as a file with a caption."""
    person = world.person("Bea", id=104, started=True)
    made = Delivery(
        "k",
        person.id,
        "sendDocument",
        {
            "document": {"name": "me.json", "content": '{"a": "数据"}'},
            **post("x", person.id, HELLO).arguments,
        },
        is_repeatable=False,
    )

    outcome = await gateway.deliver(owed(made.method, made.chat_id, made.arguments))

    assert isinstance(outcome, Done)
    assert outcome.result["document"]["file_name"] == "me.json"
    assert outcome.result["document"]["file_size"] == len('{"a": "数据"}'.encode())
    assert outcome.result["caption"] == "Hello <Ann & co>"


@pytest.mark.parametrize("picture", [sample_picture(90, 60), lambda: sample_picture(90, 60)])
async def test_a_picture_goes_with_words_below_it(
    gateway: Gateway, world: World, group: Chat, picture: Any
) -> None:
    """Ready or drawn at sending; in answer to something or owed, it is uploaded with a caption."""
    person = world.person("Bea", id=104, started=True)
    card = Picture("card.png", picture)
    made = post("k", person.id, HELLO, picture=card)

    outcomes = [
        await gateway.deliver(owed(made.method, made.chat_id, made.arguments)),
        await gateway.say(Reply(group.id, HELLO, "zh-CN", picture=card)),
    ]

    assert [type(each) for each in outcomes] == [Done, Done]
    results = [each.result for each in outcomes if isinstance(each, Done)]
    assert [each["photo"][-1]["width"] for each in results] == [90, 90]
    assert [each["caption"] for each in results] == ["Hello <Ann & co>", "你好 <Ann & co>"]


async def test_a_picture_that_cannot_be_drawn_leaves_the_words(
    gateway: Gateway, group: Chat
) -> None:
    """The words are said without it."""

    def fail() -> bytes:
        raise OSError("no font")

    outcome = await gateway.say(Reply(group.id, HELLO, "en", picture=Picture("card.png", fail)))

    assert isinstance(outcome, Done)
    assert outcome.result["text"] == "Hello <Ann & co>"


async def test_who_never_pressed_start_is_unreachable(gateway: Gateway, world: World) -> None:
    """Telegram lets a bot write only to those who wrote first."""
    shy = world.person("Bob", id=103)

    assert isinstance(await gateway.say(Reply(shy.id, HELLO, "en")), Unreachable)


async def test_without_a_right_the_chat_is_degraded(gateway: Gateway, world: World) -> None:
    """A bot that is no administrator can restrict nobody, and says so."""
    owner = world.person("Olivia", id=101)
    ann = world.person("Ann", id=102)
    plain = world.supergroup("Plain", owner.id, members=[ann.id], bot="member")

    outcome = await gateway.deliver(owed("banChatMember", plain.id, {"user_id": ann.id}))

    assert isinstance(outcome, Degraded)


async def test_an_unknown_group_is_degraded(gateway: Gateway) -> None:
    """A group that the bot is not in cannot be written to."""
    assert isinstance(await gateway.say(Reply(-100999, HELLO, "en")), Degraded)


async def test_an_unknown_method_is_refused_for_good(gateway: Gateway, group: Chat) -> None:
    """What the server does not know, it will not know later."""
    assert isinstance(await gateway.deliver(owed("sendNonsense", group.id, {})), Rejected)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("429", Wait(9)),
        ("5xx", Unknown),
        ("timeout_before", Unknown),
        ("timeout_after", Unknown),
        ("broken_before", Unknown),
        ("broken", Unknown),
    ],
)
async def test_a_failing_network_is_told_as_it_is(
    gateway: Gateway, world: World, group: Chat, kind: str, expected: Any
) -> None:
    """What was sent and not answered is unknown; being told to wait is not."""
    world.add_fault(kind=kind, method="sendMessage", times=1, retry_after=9)

    outcome = await gateway.say(Reply(group.id, HELLO, "en"))

    assert outcome == expected or isinstance(outcome, expected)


async def test_a_migrated_group_tells_its_new_id(gateway: Gateway, world: World) -> None:
    """A call to the old group comes back with where it went."""
    owner = world.person("Olivia", id=101)
    basic = world.chat("group", "Small", owner.id)
    moved = await world.act(owner.id, "migrate", chat_id=basic.id)

    assert await gateway.say(Reply(basic.id, HELLO, "en")) == Migrated(moved["chat_id"])


async def test_words_that_fail_are_not_sent(gateway: Gateway, group: Chat) -> None:
    """An entry that is not there is refused here, and nothing reaches the group."""
    outcome = await gateway.say(Reply(group.id, Text("nowhere"), "en"))

    assert outcome == Rejected("could not be put into words (MissingEntryError)")


async def test_a_long_text_is_cut_to_fit(gateway: Gateway, group: Chat) -> None:
    """Telegram's limit is kept by us, with the tags closed."""
    outcome = await gateway.say(Reply(group.id, Text("hello", name="长" * 5000), "en"))

    assert isinstance(outcome, Done)
    assert len(outcome.result["text"]) == 4096


async def test_a_text_file_is_fetched_whole(gateway: Gateway, group: Chat) -> None:
    """By its id, as what it says; one that is not there is refused for good."""
    document = {"name": "list.csv", "content": "@mei,跑者\n"}
    sent = await gateway.deliver(owed("sendDocument", group.id, {"document": document}))
    assert isinstance(sent, Done)
    file_id = sent.result["document"]["file_id"]

    fetched = await gateway.deliver(owed("getFile", group.id, {"file_id": file_id}))
    missing = await gateway.deliver(owed("getFile", group.id, {"file_id": "nowhere"}))

    assert fetched == Done({"content": "@mei,跑者\n"})
    assert isinstance(missing, Rejected)
