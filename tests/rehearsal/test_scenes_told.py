"""Who hears of what a check did, how it is taken back, and who never hears a word: scenes."""

from pathlib import Path
from typing import Any

import pytest

from bot.config.checks import checks_with
from bot.config.onboarding import Onboarding
from bot.config.settings import Community, Moderation, Settings
from bot.kit.texts import Text
from bot.rehearsal.state import Chat, Person
from tests.moderation.lines import FAIR, LINES
from tests.rehearsal.casting import Scene, backroom, elsewhere, joined, opened, read
from tests.rehearsal.stage import Stage, staged

KINDS = ("supergroup", "forum", "linked")
NAMES = ("阿杰", "栗子", "木子", "Mia", "Tom", "Priya", "Jonas")
# What has nothing to do with what somebody says.
POLLING = frozenset({"getUpdates", "getMe"})


def settings() -> Settings:
    """A community in English, with lists of many kinds, that warns for words."""
    return Settings(
        community=Community(language="en"),
        moderation=Moderation(mode="on"),
        # What newcomers are told is another scene's.
        onboarding=Onboarding(enabled=False),
        checks=checks_with(
            words={"words": ("加微信", "casino", "兼职刷单", "稳定带单"), "action": "warn"},
            patterns={"patterns": (r"日赚\d+", r"(?i)\bairdrop\b", r"\$\d+ a day")},
            invites={"mode": "on", "action": "mute"},
            links={"denied": (".xyz",)},
            scripts={"mode": "on", "unwanted": ("arabic", "thai")},
            newcomers={"mode": "on"},
            channels={"mode": "on"},
            spam={"mode": "on"},
        ),
    )


def newest(stage: Stage, chat_id: int | None = None) -> str:
    """What the bot said last, of what is still to be seen."""
    return stage.heard(chat_id)[-1]


async def told_alone(scene: Scene) -> None:
    """A first minor breach is between the member and the bot, if they have ever spoken."""
    stage = scene.stage
    who = await joined(stage, "Mei", dm=True)
    heard = stage.heard()
    await scene.sends(who, text="see prizes.xyz now")
    await stage.passes(minutes=2)
    told = newest(stage, who.id)

    assert stage.heard() == heard
    assert told.startswith(read(Text("case-softly")))
    assert read(Text("finding-links-denied", domain="prizes.xyz", number=1)) in told
    assert "/appeal" in told


async def told_in_the_group(scene: Scene) -> None:
    """Whom the bot may not write to is told in the group, and the notice goes by itself."""
    stage = scene.stage
    who = await joined(stage, "Bo")
    heard = stage.heard()
    await scene.sends(who, text="see prizes.xyz now")
    await stage.passes(seconds=25)

    assert read(Text("case-did-remove", person="Bo")) in newest(stage)
    await stage.passes(minutes=10)
    assert stage.heard() == heard


async def taken_back_in_the_group(scene: Scene) -> None:
    """What weighs hangs in the group, with a button for the staff alone; undone, it is struck."""
    stage = scene.stage
    who = await joined(stage, "Lin")
    await scene.sends(who, text="join t.me/+AbCdEfGhIjK1")
    await stage.passes(seconds=25)

    assert "Lin" in newest(stage)
    assert not stage.may_write(who)
    await stage.presses(who, "undo|")
    assert [each["state"] for each in await scene.cases_of(who)] == ["applied"]
    await stage.presses(scene.admin, "undo|")
    await stage.passes(seconds=25)
    assert "Ada" in newest(stage)
    assert [each["state"] for each in await scene.cases_of(who)] == ["undone"]
    assert stage.may_write(who)


async def taken_back_softly(scene: Scene) -> None:
    """A friendly notice can be answered with /undo while it hangs; struck, it still goes."""
    stage = scene.stage
    heard = stage.heard()
    early, late = await joined(stage, "Ann"), await joined(stage, "Kay")
    for who in (early, late):
        await scene.sends(who, text="come to my casino")
        await stage.passes(seconds=25)
        if who is early:
            notice = max(m["message_id"] for m in own(stage) if not m["deleted"])
            await stage.says(scene.admin, "/undo", reply_to=notice)
            await stage.passes(seconds=10)
            shown = next(m["text"] for m in own(stage) if m["message_id"] == notice)
            assert "Ada" in shown
        await stage.passes(minutes=5)
    number = (await scene.cases_of(late))[-1]["number"]
    edits = stage.called("editMessageText")
    await stage.says(scene.admin, f"/undo {number}")
    await stage.passes(minutes=5)

    for who in (early, late):
        assert [each["state"] for each in await scene.cases_of(who)] == ["undone"]
    assert stage.called("editMessageText") == edits
    # Nothing is left in the group but the two answers to whoever took them back.
    assert len(stage.heard()) - len(heard) == 2


def own(stage: Stage) -> list[dict[str, Any]]:
    """The bot's own messages in the group."""
    return stage.world.messages(stage.chat.id, by_bot=True)


async def taken_back_from_the_log(scene: Scene) -> None:
    """The log tells who, what and why; its button gives back what Telegram had taken."""
    stage = scene.stage
    who = await joined(stage, "Tom", dm=True)
    await scene.sends(who, text="join t.me/+AbCdEfGhIjK1")
    await stage.passes(minutes=1)
    told = newest(stage, scene.log.id)

    assert told.startswith(read(Text("case-log-done", chat="Readers")))
    assert read(Text("finding-invites-join")) in told
    assert not stage.may_write(who)
    await stage.presses(scene.admin, "undo|", chat=scene.log)
    await stage.passes(minutes=1)
    assert stage.may_write(who)
    number = str((await scene.cases_of(who))[-1]["number"])
    undone = Text("case-undone", number=number, person="Tom", by="Ada")
    assert read(undone) in newest(stage, scene.log.id)
    assert read(Text("case-you-undone", number=number, chat="Readers")) == newest(stage, who.id)


async def quoted_by_another(scene: Scene) -> None:
    """Whoever quotes what an administrator may say has not said it."""
    who = await joined(scene.stage, "Quoter")
    said = await scene.sends(scene.admin, text="Nobody plays casino here, please")
    quoted = await scene.sends(who, text="of course", reply_to=said[0], quote="plays casino")
    await scene.stays(quoted)


async def quoted_from_elsewhere(scene: Scene) -> None:
    """What a reply shows of another chat is shown to the staff, and nobody is punished for it."""
    stage = scene.stage
    who = await joined(stage, "Shower")
    room = await backroom(stage, "staff", scene.admin)
    abroad = await elsewhere(stage, "Abroad", "come to our casino tonight", who, scene.admin)
    shown = {"reply_from": abroad, "quote": "our casino tonight"}
    await scene.stays(await scene.sends(scene.admin, text="such people exist", **shown))
    cases, asked = await stage.rows("cases"), len(stage.heard(room.id))
    said = await scene.sends(who, text="have a look", **shown)
    await stage.passes(seconds=10)

    assert (scene.stands(said), await scene.found(said)) == ({True}, {"words"})
    assert await stage.rows("cases") == cases
    assert len(stage.heard(room.id)) == asked + 1
    assert "have a look" in stage.heard(room.id)[-1]
    assert "our casino tonight" in stage.heard(room.id)[-1]


SCENES = (
    told_alone,
    told_in_the_group,
    taken_back_in_the_group,
    taken_back_softly,
    taken_back_from_the_log,
    quoted_by_another,
    quoted_from_elsewhere,
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.feature("R3")
async def test_everybody_hears_what_concerns_them(kind: str, tmp_path: Path) -> None:
    """The member, the group and the log are told, each their own, and an undo gives all back."""
    async with staged(settings(), tmp_path, kind=kind) as stage:
        scene = await opened(stage)
        for play in SCENES:
            await play(scene)


@pytest.mark.feature("Q4")
async def test_ordinary_and_critical_lines_are_nobodys_business(tmp_path: Path) -> None:
    """Two hundred ordinary lines and fifty critical ones: no finding in force, and no call."""
    async with staged(settings(), tmp_path) as stage:
        crowd: list[Person] = [await joined(stage, NAMES[at]) for at in range(len(NAMES))]
        await stage.passes(minutes=30)
        before = calls(stage)
        chat: Chat = stage.chat
        for at, line in enumerate((*LINES, *FAIR)):
            who = crowd[at % len(crowd)]
            await stage.world.act(who.id, "send", chat_id=chat.id, text=line, **stage.where)
            if at % 5 == 4:
                await stage.passes(seconds=90)
        await stage.passes(minutes=10)

        assert [row for row in await stage.rows("findings") if row["mode"] == "on"] == []
        assert await stage.rows("cases") == []
        assert calls(stage) == before


def calls(stage: Stage) -> dict[str, int]:
    """What the bot has called, without asking for updates."""
    counts = stage.world.calls.counts
    return {name: count for name, count in counts.items() if name not in POLLING}
