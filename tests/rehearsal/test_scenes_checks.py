"""What each check takes away, and what it lets stand: scenes in three kinds of group."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.config.checks import checks_with
from bot.config.settings import Community, Moderation, ModerationMode, Settings
from bot.kit.texts import Text
from bot.rehearsal.state import Person
from tests.rehearsal.casting import Scene, elsewhere, joined, opened, read
from tests.rehearsal.stage import staged

pytestmark = pytest.mark.feature("R2")

KINDS = ("supergroup", "forum", "linked")
CHECKS = checks_with(
    words={"words": ("加微信", "free crypto"), "action": "warn"},
    patterns={"patterns": (r"日赚\d+",)},
    links={"denied": ("casino.example", ".xyz"), "allowed": ("pages.example",)},
    invites={"mode": "on", "action": "mute"},
    scripts={"mode": "on", "unwanted": ("arabic",)},
    kinds={"locked": ("sticker", "poll", "contact", "location", "emojigame", "voice", "cashtag")},
    forwards={"refused": ("channel", "user")},
    mentions={"most": 2, "action": "kick"},
    newcomers={"mode": "on", "refused": ("links", "media")},
    channels={"mode": "on", "action": "ban"},
)


@dataclass(frozen=True, slots=True)
class Line:
    """What must go by a check, its innocent sister, what the log says of it, what is done."""

    check: str
    bad: str
    fine: str
    told: Text
    action: str = "remove"
    entities: tuple[Mapping[str, Any], ...] = ()

    @property
    def marks(self) -> dict[str, Any]:
        """The marks on the bad one, as `send` and `edit` take them."""
        return {"entities": [dict(each) for each in self.entities]} if self.entities else {}


def hidden(words: str, url: str) -> dict[str, Any]:
    """Words that lead somewhere: from the beginning of a text."""
    return {"type": "text_link", "offset": 0, "length": len(words), "url": url}


TEXTS = (
    Line(
        "words",
        "想赚钱就加 微 信",
        "我的微信读书满一年了",
        Text("finding-words", number=1, kind="plain"),
        "warn",
    ),
    Line(
        "words",
        "frее сrурtо for everybody",
        "crypto is not free",
        Text("finding-words", number=2, kind="plain"),
        "warn",
    ),
    Line("patterns", "跟着我日赚500", "日赚是什么意思", Text("finding-patterns", number=1)),
    Line(
        "links",
        "play at www.casino.example/x",
        "see https://pages.example/list",
        Text("finding-links-denied", domain="www.casino.example", number=1),
    ),
    Line(
        "links",
        "look at invoice.xyz now",
        "the invoice is in the box",
        Text("finding-links-denied", domain="invoice.xyz", number=2),
    ),
    Line(
        "links",
        "go to paypaI.com at once",
        "I paid by paypal.com",
        Text("finding-links-lookalike", domain="paypai.com", like="paypal.com"),
    ),
    Line(
        "links",
        "try http://93.184.216.34/win",
        "my number is 93",
        Text("finding-links-number", domain="93.184.216.34"),
    ),
    Line(
        "links",
        "pages.example is our list",
        "pages.example is a list",
        Text("finding-links-hidden", domain="evil.example", shown="pages.example"),
        entities=(hidden("pages.example", "https://evil.example/x"),),
    ),
    Line(
        "invites",
        "join t.me/+AbCdEfGhIjK1",
        "join us at the lake",
        Text("finding-invites-join"),
        "mute",
    ),
    Line(
        "invites",
        "go t . me / + AbCdEfGhIjK1",
        "tell me more at 5",
        Text("finding-invites-hidden"),
        "mute",
    ),
    Line(
        "scripts",
        "مرحبا بكم في مجموعتنا",
        "he said مرحبا to all of us today",
        Text("finding-scripts-share", script=Text("script-arabic"), share=100),
    ),
    Line(
        "mentions",
        "@anna1 @berta @clara come",
        "@anna1 @berta come",
        Text("finding-mentions", count=3, most=2),
        "kick",
    ),
    Line(
        "kinds",
        "buy $DOGE while you can",
        "a doge costs nothing",
        Text("finding-kinds", kind=Text("kind-cashtag")),
    ),
)
# Not by its words: what is sent, and what of much the same make may be.
LOCKED: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
    ("sticker", {"sticker": "sample"}, {"photo": "sample"}),
    ("poll", {"poll": {"question": "Tea?", "options": ["yes", "no"]}}, {"text": "Tea?"}),
    ("contact", {"contact": True}, {"text": "my name is Bo"}),
    ("location", {"location": True}, {"text": "at the lake"}),
    ("emojigame", {"dice": "🎲"}, {"text": "🎲 I rolled a five"}),
    ("voice", {"voice": "sample"}, {"audio": "sample"}),
)


def settings(mode: ModerationMode = "on") -> Settings:
    """A community in English with nearly every check in force."""
    moderation = Moderation(mode=mode)
    return Settings(community=Community(language="en"), moderation=moderation, checks=CHECKS)


@pytest.mark.parametrize("kind", KINDS)
async def test_words_of_every_kind_are_found(kind: str, tmp_path: Path) -> None:
    """What a text must not say goes, also when edited in or under an album; its sister stays."""
    async with staged(settings(), tmp_path, kind=kind) as stage:
        scene = await opened(stage)
        for number, line in enumerate(TEXTS):
            who = await joined(stage, f"Writer {number}")
            first = await scene.sends(who, text=line.fine)
            await scene.stays(first)
            await scene.stays(await scene.sends(scene.admin, text=line.bad, **line.marks))
            spoken = await scene.sends(who, text=line.bad, **line.marks)
            await scene.falls(who, line.check, spoken, line.action)
            await stage.plays(who, "edit", message_id=first[0], text=line.bad, **line.marks)
            await scene.falls(who, line.check, first, line.action)
            album = {"photo": "sample", "caption": line.bad, "album": 3} | line.marks
            await scene.falls(who, line.check, await scene.sends(who, **album), line.action)
        await stage.passes(minutes=3)
        told = "\n".join(stage.heard(scene.log.id))

        assert [line.check for line in TEXTS if read(line.told) not in told] == []


@pytest.mark.parametrize("kind", KINDS)
async def test_kinds_and_origins_are_told_apart(kind: str, tmp_path: Path) -> None:
    """Locked kinds and refused origins go; what is at home and what staff sends stays."""
    async with staged(settings(), tmp_path, kind=kind) as stage:
        scene = await opened(stage)
        who = await joined(stage, "Writer")
        passed = await joined(stage, "Passer")
        abroad = await elsewhere(stage, "Abroad", "read this", who, scene.admin)
        for _, bad, fine in LOCKED:
            await scene.stays(await scene.sends(who, **fine))
            await scene.stays(await scene.sends(scene.admin, **bad))
            await scene.falls(who, "kinds", await scene.sends(who, **bad))
        await scene.stays(await scene.sends(scene.admin, forward_of=abroad))
        await scene.falls(who, "forwards", await scene.sends(who, forward_of=abroad))
        own = await scene.sends(who, text="the list for Sunday")
        said = {"chat_id": stage.chat.id, "message_id": own[0]}
        await scene.falls(passed, "forwards", await scene.sends(passed, forward_of=said))
        await hides_elsewhere(scene, who)
        if stage.chat.linked_chat_id:
            await comes_from_the_channel(scene, who)
        await stage.passes(minutes=3)
        heard = "\n".join(stage.heard(scene.log.id))
        told = [Text("finding-kinds", kind=Text(f"kind-{name}")) for name, *_ in LOCKED]
        told += [Text("finding-forwards", origin=each) for each in ("channel", "user")]

        assert [each for each in map(read, told) if each not in heard] == []


async def hides_elsewhere(scene: Scene, who: Person) -> None:
    """What must not be said is no better in a poll, or in a caption that is edited in."""
    poll = {"question": "free crypto?", "options": ["yes", "no"]}
    await scene.falls(who, "words", await scene.sends(who, poll=poll), "warn")
    picture = await scene.sends(who, photo="sample", caption="my new bicycle")
    await scene.stays(picture)
    await scene.stage.plays(who, "edit", message_id=picture[0], text="free crypto here")
    await scene.falls(who, "words", picture, "warn")


async def comes_from_the_channel(scene: Scene, who: Person) -> None:
    """The channel may say and be forwarded whatever it likes; a comment below it is a member's."""
    stage = scene.stage
    home = stage.world.find_chat(stage.chat.linked_chat_id or 0)
    done = await stage.plays(stage.owner, "send", chat=home, text="news")
    post = next(m for m in stage.world.messages(stage.chat.id) if m.get("is_automatic_forward"))
    news = {"chat_id": home.id, "message_id": done["message"]["message_id"]}
    await stage.plays(who, "join", chat=home)
    await scene.stays([post["message_id"]])
    await scene.stays(await scene.sends(stage.owner, text="free crypto!", sender_chat=home.id))
    below = {"reply_to": post["message_id"]}
    await scene.stays(await scene.sends(who, text="I thought so", **below))
    await scene.falls(who, "words", await scene.sends(who, text="free crypto!", **below), "warn")
    await scene.stays(await scene.sends(who, forward_of=news))


async def test_a_shadow_touches_nothing(tmp_path: Path) -> None:
    """Only taking note, all is found, all stands, nobody hears a word; `/shadow` counts it."""
    async with staged(settings("shadow"), tmp_path) as stage:
        scene = await opened(stage)
        who = await joined(stage, "Writer", dm=True)
        heard, whispered = stage.heard(), stage.heard(who.id)
        for line in TEXTS:
            await scene.stays(await scene.sends(who, text=line.bad, **line.marks))
        for _, bad, _ in LOCKED:
            await scene.stays(await scene.sends(who, **bad))
        rows = await stage.rows("findings")

        assert await stage.rows("cases") == []
        assert (stage.heard(), stage.heard(who.id)) == (heard, whispered)
        assert {line.check for line in TEXTS} <= {row["check"] for row in rows}
        await stage.plays(stage.owner, "start")
        await stage.whispers(stage.owner, "/shadow")
        told = stage.heard(stage.owner.id)[-1]
        for name in ("words", "patterns", "links", "invites", "kinds"):
            assert f"🟡 {read(Text(f'check-name-{name}'))}" in told
