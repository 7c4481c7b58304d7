"""How somebody behaves, is called, or sounds: scenes of the other checks."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config.checks import checks_with
from bot.config.settings import Community, Moderation, Settings
from bot.rehearsal.state import Chat, Person
from tests.rehearsal.casting import Scene, backroom, elsewhere, joined, opened
from tests.rehearsal.stage import staged

pytestmark = pytest.mark.feature("R2")

KINDS = ("supergroup", "forum", "linked")
LETTER = "would somebody like to buy my old red bicycle, number {}?"
ADVERT = "Earn $500 a day from home, no experience, write to @easy_money now"


def settings() -> Settings:
    """A community in English that looks at how people behave."""
    return Settings(
        community=Community(language="en"),
        moderation=Moderation(mode="on"),
        checks=checks_with(
            topics={"topics": ("politics: election, 选举",)},
            newcomers={"mode": "on", "refused": ("links", "media", "forwards")},
            channels={"mode": "on", "action": "ban"},
            night={"begins": time(23), "ends": time(3)},
            flood={"most": 3, "within": timedelta(seconds=2), "action": "mute"},
            reactions={"most": 8, "messages": 4},
            spam={"mode": "on"},
        ),
    )


async def at_once(scene: Scene, who: Person, *several: dict[str, Any]) -> list[int]:
    """Let somebody send several things within a second; returns the ids of the last."""
    for fields in several[:-1]:
        where = {"chat_id": scene.stage.chat.id} | scene.stage.where
        await scene.stage.world.act(who.id, "send", **(where | fields))
    return await scene.sends(who, **several[-1])


async def doubted(scene: Scene, staff: Chat, told: str, message_ids: list[int]) -> None:
    """Expect that the staff is asked about messages, and nothing is done to them."""
    asked = scene.stage.heard(staff.id)

    assert told in asked[-1]
    assert scene.stands(message_ids) == {True}


async def floods(scene: Scene, _: Chat) -> None:
    """The fourth at once is too many; four in their time are fine, and so is an album of ten."""
    loud, calm = await joined(scene.stage, "Loud"), await joined(scene.stage, "Calm")
    for text in ("one", "two", "three", "four"):
        await scene.stays(await scene.sends(calm, text=text))
    await scene.stays(await scene.sends(calm, photo="sample", album=10))
    said = [{"text": f"look here {at}"} for at in range(4)]
    await scene.stays(await at_once(scene, scene.admin, *said))
    await scene.falls(loud, "flood", await at_once(scene, loud, *said), "mute")


async def repeats(scene: Scene, _: Chat) -> None:
    """Three times much the same is patience enough, whatever the number in it."""
    who = await joined(scene.stage, "Seller")
    for at in range(3):
        await scene.stays(await scene.sends(who, text=LETTER.format(at)))
    await scene.falls(who, "duplicates", await scene.sends(who, text=LETTER.format(4)))
    for at in range(4):
        await scene.stays(await scene.sends(scene.admin, text=f"rule {at}: be kind to each other"))
    await scene.stays(await scene.sends(who, text="has anybody seen the new library?"))


async def arrives(scene: Scene, _: Chat) -> None:
    """A first message is no picture, link or forward; words are, and later all are."""
    stage = scene.stage
    new, old = stage.world.person("New"), await joined(stage, "Old")
    abroad = await elsewhere(stage, "Abroad", "read this", new, old)
    await stage.plays(new, "join")
    pictures: dict[str, Any] = {"photo": "sample", "album": 3}
    await scene.falls(new, "newcomers", await scene.sends(new, **pictures))
    for fields in (pictures, {"text": "see https://example.org"}, {"forward_of": abroad}):
        await scene.stays(await scene.sends(old, **fields))
    other = stage.world.person("Other")
    await stage.plays(other, "join")
    hello = await scene.sends(other, text="hello everybody")
    await scene.stays(hello)
    await stage.plays(other, "edit", message_id=hello[0], text="hello https://example.org")
    await scene.falls(other, "newcomers", hello)


async def speaks_as_a_channel(scene: Scene, _: Chat) -> None:
    """A channel is banned as a channel and let back; its owner is none the worse."""
    stage = scene.stage
    who = await joined(stage, "Owner of a shop")
    shop = stage.world.chat("channel", "Shop", who.id)
    await scene.stays(await scene.sends(who, text="I have a shop"))
    said = await scene.sends(who, text="hello", sender_chat=shop.id)
    (case,) = [row for row in await stage.rows("cases") if row["person_id"] == shop.id]

    assert (scene.stands(said), shop.id in stage.chat.banned_channels) == ({False}, True)
    assert stage.may_write(who)
    await stage.says(scene.admin, f"/undo {case['number']}")
    assert shop.id not in stage.chat.banned_channels


async def is_called_like_an_admin(scene: Scene, staff: Chat) -> None:
    """A name like an administrator's is shown to the staff, and the message stays."""
    copy, other = await joined(scene.stage, "0livia"), await joined(scene.stage, "Oscar")
    said = await scene.sends(copy, text="write to me in private")
    await doubted(scene, staff, "is called like an administrator here", said)
    await scene.stays(await scene.sends(other, text="write to me in private"))


async def touches_a_topic(scene: Scene, staff: Chat) -> None:
    """What does not belong here is shown to the staff, also when it is edited in."""
    who, other = await joined(scene.stage, "Voter"), await joined(scene.stage, "Racer")
    await scene.stays(await scene.sends(scene.admin, text="who won the election?"))
    await doubted(scene, staff, "politics", await scene.sends(who, text="who won the election?"))
    fine = await scene.sends(other, text="who won the race?")
    await scene.stays(fine)
    await scene.stage.plays(other, "edit", message_id=fine[0], text="选举谁赢了？")
    await doubted(scene, staff, "选举谁赢了", fine)


async def reacts_to_everything(scene: Scene, staff: Chat) -> None:
    """A machine's pace on everything is shown to the staff, once; a person's is not."""
    stage = scene.stage
    machine, reader = await joined(stage, "Machine"), await joined(stage, "Reader")
    said = [await stage.says(reader, f"page {at}") for at in range(7)]
    before = len(stage.heard(staff.id))
    for each in said[:4]:
        await stage.plays(reader, "react", message_id=each, emoji="👍")
    for who in (scene.admin, machine):
        assert len(stage.heard(staff.id)) == before
        for each in said:
            there = {"chat_id": stage.chat.id, "message_id": each}
            await stage.world.act(who.id, "react", emoji="🔥", **there)
        await stage.passes(seconds=3)

    assert len(stage.heard(staff.id)) == before + 1
    assert "reactions on" in stage.heard(staff.id)[-1]
    assert scene.stands(said) == {True}


async def sounds_like_spam(scene: Scene, staff: Chat) -> None:
    """What only sounds like an advertisement stays until one of the staff says that it is one."""
    who = await joined(scene.stage, "Advertiser")
    await scene.stays(await scene.sends(scene.admin, text=ADVERT))
    said = await scene.sends(who, text=ADVERT)
    await doubted(scene, staff, "looks like spam", said)
    await scene.stays(await scene.sends(who, text="I earn my bread as a baker, from six to two"))
    await scene.stage.presses(scene.admin, "🚫 Spam", chat=staff)
    await scene.stage.passes(seconds=5)

    assert scene.stands(said) == {False}
    # What was taken back before taught the contrary.
    assert [row["is_spam"] for row in await scene.stage.rows("lessons")][-1]


async def writes_at_night(scene: Scene, _: Chat) -> None:
    """From eleven to three the group rests; administrators may speak, and edits are none."""
    stage = scene.stage
    who = await joined(stage, "Owl")
    evening = await scene.sends(who, text="good evening")
    clock = stage.world.clock.moment()
    late = clock.replace(hour=23, minute=30)
    await stage.passes(seconds=(late - clock).total_seconds())
    await stage.plays(who, "edit", message_id=evening[0], text="good evening to you")
    await scene.stays(evening)
    await scene.stays(await scene.sends(scene.admin, text="who is awake?"))
    await scene.falls(who, "night", await scene.sends(who, text="I am awake"))
    await stage.passes(hours=4)
    await scene.stays(await scene.sends(who, text="good morning to you"))


SCENES = (
    floods,
    repeats,
    arrives,
    speaks_as_a_channel,
    is_called_like_an_admin,
    touches_a_topic,
    reacts_to_everything,
    sounds_like_spam,
    writes_at_night,
)


@pytest.mark.parametrize("kind", KINDS)
async def test_behaviour_is_looked_at(kind: str, tmp_path: Path) -> None:
    """Each check finds what it is there for and tells so; who did no such thing is let be."""
    async with staged(settings(), tmp_path, kind=kind) as stage:
        scene = await opened(stage)
        staff = await backroom(stage, "staff", scene.admin)
        for play in SCENES:
            await play(scene, staff)
