"""Of which kinds a message is, and what a lock does with it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.settings import Settings
from bot.features.messages import ChatMessage
from bot.features.moderation.checks.kinds import NAMES, Terms, kinds
from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.kinds import BITS, KINDS, SETS, kinds_of, mask_of, names_of
from bot.kit.database import Database
from bot.kit.texts import Text
from models.moderation import findings
from models.settings import settings
from tests.conversation import Town, ids, value
from tests.moderation.lines import LINES
from tests.moderation.speaking import BO, CHANNEL, FILE, GROUP, HELPER, marked, message, said

pytestmark = pytest.mark.feature("R2")

DOCS = Path(__file__).parents[2] / "docs/order.md"
NOTE = {"message_id": 5, "date": 1, "chat": GROUP}
STORY = {"chat": CHANNEL, "id": 4}
PLAIN = {"text"}


def origin(kind: str, **more: Any) -> dict[str, Any]:
    """Where a message was forwarded from."""
    return {"forward_origin": {"type": kind, "date": 1} | more}


def keys(**key: str) -> dict[str, Any]:
    """A button under a message."""
    return {"reply_markup": {"inline_keyboard": [[{"text": "go"} | key]]}}


MESSAGES: list[tuple[ChatMessage, set[str]]] = [
    (message("hello"), PLAIN),
    (message(photo=[FILE]), {"photo"}),
    (message(photo=[FILE], caption="look"), {"photo"}),
    (message(photo=[FILE], media_group_id="1"), {"photo", "album"}),
    (message(photo=[FILE], has_media_spoiler=True), {"photo", "spoiler"}),
    (message(video=FILE), {"video"}),
    (message(video_note=FILE), {"videonote"}),
    (message(voice=FILE), {"voice"}),
    (message(audio=FILE), {"audio"}),
    (message(animation=FILE, document=FILE), {"gif"}),
    (message(document=FILE), {"document"}),
    (message(paid_media={"star_count": 1}), {"paidmedia"}),
    (message(sticker=FILE), {"sticker"}),
    (message(sticker=FILE | {"is_animated": True}), {"sticker", "stickeranimated"}),
    (message(sticker=FILE | {"is_video": True}), {"sticker", "stickeranimated"}),
    (message(sticker=FILE | {"premium_animation": FILE}), {"sticker", "stickerpremium"}),
    (message(poll={"question": "?", "type": "regular"}), {"poll"}),
    (message(poll={"question": "?", "type": "quiz"}), {"quiz"}),
    (message(checklist={"title": "to do"}), {"checklist"}),
    (message(game={"title": "snake"}), {"game"}),
    (message(dice={"emoji": "🎲", "value": 4}), {"emojigame"}),
    (message(contact={"phone_number": "1", "first_name": "B"}), {"contact"}),
    (message(location={"latitude": 1, "longitude": 1}), {"location"}),
    (message(venue={"title": "cafe"}, location={"latitude": 1, "longitude": 1}), {"venue"}),
    (message(invoice={"title": "tea"}), {"invoice"}),
    (message(giveaway={"winner_count": 1}), {"giveaway"}),
    (message(gift={"gift": {}}), {"gift"}),
    (message(unique_gift={"gift": {}}), {"gift"}),
    (message(story=STORY), {"story", "forwardstory"}),
    (message("x", **origin("user", sender_user=BO)), PLAIN | {"forward", "forwarduser"}),
    (message("x", **origin("user", sender_user=HELPER)), PLAIN | {"forward", "forwardbot"}),
    (
        message("x", **origin("hidden_user", sender_user_name="B")),
        PLAIN | {"forward", "forwardhidden"},
    ),
    (message("x", **origin("chat", sender_chat=GROUP)), PLAIN | {"forward", "forwardgroup"}),
    (message("x", **origin("channel", chat=CHANNEL)), PLAIN | {"forward", "forwardchannel"}),
    (message("x", external_reply={"origin": {}}), PLAIN | {"externalreply"}),
    (message("x", quote={"text": "they said"}), PLAIN | {"quote"}),
    (message("x", via_bot=HELPER), PLAIN | {"inline"}),
    (message("x", **keys(url="https://example.org")), PLAIN | {"button"}),
    (message("x", **{"from": HELPER}), PLAIN | {"bot"}),
    (message("x", sender_chat=CHANNEL), PLAIN | {"anonchannel"}),
    (message("x", sender_chat=GROUP), PLAIN),
    (message("x", sender_chat=CHANNEL, is_automatic_forward=True), PLAIN),
    (message("x", reply_to_message=NOTE | {"is_automatic_forward": True}), PLAIN | {"comment"}),
    (message("x", reply_to_message=NOTE), PLAIN),
    (marked("/me", ("bot_command", "/me")), PLAIN | {"command"}),
    (marked("see example.org", ("url", "example.org")), PLAIN | {"url"}),
    (marked("join t.me/+AbCdEf", ("url", "t.me/+AbCdEf")), PLAIN | {"url", "invitelink"}),
    (marked("t.me/joinchat/AbC", ("url", "t.me/joinchat/AbC")), PLAIN | {"url", "invitelink"}),
    (marked("t.me/some_bot?start=1", ("url", "t.me/some_bot")), PLAIN | {"url", "botlink"}),
    (marked("ask @some_bot", ("mention", "@some_bot")), PLAIN | {"mention", "botlink"}),
    (marked("ask @botanist", ("mention", "@botanist")), PLAIN | {"mention"}),
    (
        message(
            "here",
            entities=[
                {"type": "text_link", "offset": 0, "length": 4, "url": "tg://join?invite=A"}
            ],
        ),
        PLAIN | {"url", "invitelink"},
    ),
    (
        message("Bo", entities=[{"type": "text_mention", "offset": 0, "length": 2, "user": BO}]),
        PLAIN | {"mention"},
    ),
    (marked("a@example.org", ("email", "a@example.org")), PLAIN | {"email"}),
    (marked("+100200300", ("phone_number", "+100200300")), PLAIN | {"phone"}),
    (marked("#tea", ("hashtag", "#tea")), PLAIN | {"hashtag"}),
    (marked("$TEA", ("cashtag", "$TEA")), PLAIN | {"cashtag"}),
    (marked("the end", ("spoiler", "end")), PLAIN | {"spoiler"}),
    (marked("🎉 yes", ("custom_emoji", "🎉")), PLAIN | {"emojicustom", "emoji"}),
    (message("well done 🎉"), PLAIN | {"emoji"}),
    (message("🎉 👍🏽\n👨‍👩‍👧 ❤️"), PLAIN | {"emoji", "emojionly"}),
    (message("1️⃣2️⃣"), PLAIN | {"emoji", "emojionly"}),
    (message("© 2026 – “quoted” … 3 × 4"), PLAIN),
    (message("早上好"), PLAIN | {"cjk"}),
    (message("おはよう"), PLAIN | {"cjk"}),
    (message("안녕"), PLAIN | {"cjk"}),
    (message("доброе утро"), PLAIN | {"cyrillic"}),
    (message("صباح الخير"), PLAIN | {"rtl"}),
    (message("שלום"), PLAIN | {"rtl"}),
    (message("abc\u202egpj.exe"), PLAIN | {"rtl"}),
    (message("h\u0300\u0301\u0302e"), PLAIN | {"zalgo"}),
    (message("Việt Nam, naïve café, e\u0301"), PLAIN),
    (message(photo=[FILE], caption="早上好"), {"photo", "cjk"}),
]


@pytest.mark.parametrize(("sent", "expected"), MESSAGES)
def test_every_kind_is_told(sent: ChatMessage, expected: set[str]) -> None:
    """A message is of each kind that its fields, marks and script make it, and no other."""
    mask = kinds_of(sent)

    assert expected == {name for name, bit in BITS.items() if mask & bit}


def test_every_kind_has_its_message() -> None:
    """No name stands in the table that no message could ever be of."""
    assert set(KINDS) == {name for _, expected in MESSAGES for name in expected}


def test_every_lock_and_every_check_is_told() -> None:
    """Whoever runs a group reads of each check, and of each kind that can be locked."""
    told = set(re.findall(r"`(\w+)`", DOCS.read_text(encoding="utf-8")))

    assert {*NAMES, *CHECKS} - told == set()


def test_the_bits_fit_into_a_row() -> None:
    """Kinds are stored as one signed number of 64 bits; each name stands once."""
    assert len(KINDS) == len(set(KINDS)) <= 63


@pytest.mark.parametrize("name", KINDS)
def test_a_lock_finds_its_kind_and_no_other(name: str) -> None:
    """Each kind can be locked alone, and the finding names it."""
    look = kinds(Terms(locked=(name,)))
    assert look is not None

    for sent, expected in MESSAGES:
        finding = look(said(sent))
        found = None if finding is None else finding.detail
        assert found == (
            Text("finding-kinds", kind=Text(f"kind-{name}")) if name in expected else None
        )


def test_sets_lock_what_is_in_them() -> None:
    """`media` holds what people send instead of words, `all` everything."""
    media, everything = kinds(Terms(locked=("media",))), kinds(Terms(locked=("all",)))
    assert media is not None
    assert everything is not None

    assert media(said("hello")) is None
    assert media(said(message(voice=FILE))) is not None
    assert everything(said("hello")) is not None


def test_nothing_locked_makes_no_check() -> None:
    """Where nothing is locked there is nothing to look for."""
    assert kinds(Terms()) is None
    assert kinds(Terms(locked=("gone",))) is None


def test_ordinary_lines_pass_the_usual_locks() -> None:
    """What communities commonly lock takes no plain line with it."""
    usual = ("forward", "sticker", "media", "game", "contact", "inline", "button", "invitelink")
    look = kinds(Terms(locked=(*usual, "emojionly", "rtl", "zalgo", "anonchannel", "cyrillic")))
    assert look is not None

    assert [line for line in LINES if look(said(line)) is not None] == []


@given(st.sets(st.sampled_from(NAMES)))
def test_names_and_bits_agree(names: set[str]) -> None:
    """Whatever is locked by name is the same after it was bits, whole sets by their own name."""
    shown = names_of(mask_of(names))

    assert mask_of(shown) == mask_of(names)
    assert all(not set(SETS[each]) & set(shown) for each in SETS if each in shown)


@given(st.text())
def test_any_text_has_kinds(text: str) -> None:
    """Whatever is written, kinds are told."""
    assert kinds_of(message(text)) & BITS["text"]


@pytest.fixture
def strict() -> Settings:
    """Settings in which checks act."""
    base = Settings()
    return replace(base, moderation=replace(base.moderation, mode="on"))


async def test_locks_are_put_on_and_taken_off(both_databases: Database, strict: Settings) -> None:
    """What an administrator locks is found from the next message on, a restart included."""
    town = await Town(both_databases, strict).open()
    admin = await town.with_admin()
    mei = town.person()
    assert ids(await admin.says("/lock sticker, poll")) == ["lock-locked"]
    assert ids(await admin.says("/lock sticker")) == ["lock-same"]
    await town.restart()

    sticker = {"sticker": FILE | {"type": "regular", "width": 1, "height": 1}}
    await town.takes(_without_text(town.message(mei, "", **sticker)))
    assert [row["check"] for row in await town.rows(findings)] == ["kinds"]

    assert ids(await admin.says("/unlock sticker")) == ["lock-unlocked"]
    await town.takes(_without_text(town.message(mei, "", **sticker)))
    assert await town.count(findings) == 1
    (row,) = await town.rows(settings)
    assert (row["key"], row["value"]) == ("checks.kinds.locked", ["poll"])
    await town.close()


async def test_a_gift_can_be_locked(database: Database, strict: Settings) -> None:
    """A gift is told by Telegram, and is somebody's all the same; other notices are not judged."""
    town = await Town(database, strict).open()
    admin = await town.with_admin()
    await admin.says("/lock all")
    mei = town.person()
    gift = _without_text(town.message(mei, "", gift={"gift": {}}))
    photo = _without_text(town.message(mei, "", delete_chat_photo=True))
    await town.takes(gift, photo)

    found = [row["message_id"] for row in await town.rows(findings)]
    assert found == [gift["message"]["message_id"]]
    await town.close()


async def test_locks_are_listed(town: Town) -> None:
    """The list names what is locked, whole sets as such, and says that nothing is in force yet."""
    admin = await town.with_admin()
    assert ids(await admin.says("/locks"))[0] == "locks-none"
    await admin.says("/lock media gif url")

    shown = await admin.says("/locks")
    assert ids(shown) == [
        *("locks-head", "locks-item", "locks-item", "locks-idle", "locks-how"),
        *(f"locks-{each}" for each in ("contents", "origins", "leads", "writing", "sets")),
    ]
    assert value(shown, "locks-item", "name") == "media"


async def test_part_of_a_set_is_opened(town: Town) -> None:
    """Of a set that is locked one kind can be opened again."""
    admin = await town.with_admin()
    await admin.says("/lock media")
    await admin.says("/unlock voice")

    (row,) = await town.rows(settings)
    assert set(row["value"]) == set(SETS["media"]) - {"voice"}


async def test_an_unknown_kind_is_told_with_the_nearest(town: Town) -> None:
    """A slip of the pen changes nothing and is answered with what may have been meant."""
    admin = await town.with_admin()

    slipped = await admin.says("/lock stiker")
    assert value(slipped, "lock-unknown-near", "near") == "sticker"
    assert ids(await admin.says("/lock 贴纸")) == ["lock-unknown"]
    assert await town.count(settings) == 0


async def test_locking_takes_the_right(town: Town) -> None:
    """Members, and administrators without the right to change the group, lock nothing."""
    admin = await town.with_admin(can_delete_messages=True)
    mei = town.person()

    assert ids(await admin.says("/lock sticker")) == ["refused-role"]
    assert ids(await mei.says("/lock sticker")) == ["refused-not-admin"]
    assert await town.count(settings) == 0


def _without_text(update: dict[str, Any]) -> dict[str, Any]:
    del update["message"]["text"]
    return update
