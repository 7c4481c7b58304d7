"""Sanctions as people give them: scenes in a supergroup, a forum and a group with a channel."""

from pathlib import Path
from typing import Any

import pytest

from bot.config.settings import Community, Settings
from bot.rehearsal.faults import Fault
from bot.rehearsal.state import Person
from tests.rehearsal.stage import Stage, staged

pytestmark = [pytest.mark.feature("R3"), pytest.mark.feature("R10")]

KINDS = ("supergroup", "forum", "linked")
DAY_S = 24 * 3600


async def joined(stage: Stage, name: str, **more: Any) -> Person:
    """Somebody who is in the group, and has said something."""
    person = stage.world.person(name, **more)
    await stage.plays(person, "join")
    await stage.says(person, "good morning")
    return person


async def promoted(stage: Stage, name: str, **rights: bool) -> Person:
    """An administrator with some rights."""
    person = await joined(stage, name, started=True)
    await stage.plays(stage.owner, "promote", person=person.id, rights=rights)
    return person


async def case_of(stage: Stage, person: Person) -> dict[str, Any]:
    """The newest case about somebody."""
    return [row for row in await stage.rows("cases") if row["person_id"] == person.id][-1]


async def warned_until_muted(stage: Stage) -> None:
    """Three warnings within the window make a mute that ends by itself."""
    mei = await joined(stage, "Mei", username="mei_reads")
    for _ in range(3):
        await stage.says(stage.owner, "/warn @mei_reads shouting")
    assert not stage.may_write(mei)
    assert (await case_of(stage, mei))["action"] == "mute"
    await stage.passes(hours=1, minutes=1)

    assert stage.may_write(mei)
    assert (await case_of(stage, mei))["state"] == "expired"


async def muted_and_freed(stage: Stage) -> None:
    """A timed mute by reply, undone by its number: one may write again, and the case says so."""
    bo = await joined(stage, "Bo")
    said = await stage.says(bo, "BUY NOW")
    await stage.says(stage.owner, "/tmute 2h loud", reply_to=said)
    assert not stage.may_write(bo)
    number = (await case_of(stage, bo))["number"]
    await stage.says(stage.owner, f"/undo {number}")

    assert stage.may_write(bo)
    assert (await case_of(stage, bo))["state"] == "undone"


async def ends_that_mean_for_ever(stage: Stage) -> None:
    """Twenty seconds become a minute; four hundred days are for good, and both are said."""
    lin = await joined(stage, "Lin", username="lin_runs")
    await stage.says(stage.owner, "/tmute @lin_runs 20s")
    assert 0 < stage.standing(lin).until - stage.world.clock.now() <= 60
    await stage.passes(minutes=2)
    assert stage.may_write(lin)
    await stage.says(stage.owner, "/tmute @lin_runs 400d")

    assert stage.standing(lin).until == 0
    assert not stage.may_write(lin)
    assert (await case_of(stage, lin))["until"] is None


async def unban_of_a_present_member(stage: Stage) -> None:
    """Opening the door to somebody who is inside throws nobody out."""
    ann = await joined(stage, "Ann", username="ann_lee")
    await stage.says(stage.owner, "/unban @ann_lee")

    assert stage.standing(ann).status == "member"


async def banned_and_let_back(stage: Stage) -> None:
    """A ban puts out, an unban opens the way back and no more."""
    eva = await joined(stage, "Eva", username="eva_b")
    await stage.says(stage.owner, "/ban @eva_b spam")
    assert stage.standing(eva).status == "kicked"
    await stage.says(stage.owner, "/unban @eva_b")

    assert stage.standing(eva).status == "left"


async def muted_banned_and_back(stage: Stage) -> None:
    """What Telegram would not do at once is not done after a ban; who is back is held again."""
    ivy = await joined(stage, "Ivy", username="ivy_i")
    await stage.says(stage.owner, "/mute @ivy_i 3h")
    held = await joined(stage, "Hal", username="hal_h")
    stage.world.faults.active.append(Fault("timeout_before", "restrictChatMember", times=4))
    await stage.says(stage.owner, "/mute @hal_h 2h")
    for name in ("ivy_i", "hal_h"):
        await stage.says(stage.owner, f"/ban @{name} spam")
    await stage.passes(minutes=5)
    assert {stage.standing(each).status for each in (ivy, held)} == {"kicked"}
    for name, person in (("ivy_i", ivy), ("hal_h", held)):
        await stage.says(stage.owner, f"/unban @{name}")
        await stage.plays(person, "join")

    assert (stage.may_write(ivy), stage.may_write(held)) == (False, True)
    await stage.says(stage.owner, "/unmute @ivy_i")
    assert stage.may_write(ivy)


async def kicked_with_the_way_back_open(stage: Stage) -> None:
    """A kick is a ban and its lifting."""
    tom = await joined(stage, "Tom", username="tom_k")
    await stage.says(stage.owner, "/kick @tom_k")

    assert stage.standing(tom).status == "left"


async def without_the_right(stage: Stage) -> None:
    """An administrator who may not restrict is told so, and nothing happens."""
    mod = await promoted(stage, "Max", can_delete_messages=True)
    kim = await joined(stage, "Kim", username="kim_s")
    await stage.says(mod, "/ban @kim_s")

    assert stage.standing(kim).status == "member"
    assert [row for row in await stage.rows("cases") if row["person_id"] == kim.id] == []


async def demoted_a_second_ago(stage: Stage) -> None:
    """Who administered a second ago bans nobody now."""
    ada = await promoted(stage, "Ada", can_restrict_members=True)
    sam = await joined(stage, "Sam", username="sam_w")
    await stage.plays(stage.owner, "demote", person=ada.id)
    await stage.says(ada, "/ban @sam_w")

    assert stage.standing(sam).status == "member"


async def edited_command(stage: Stage) -> None:
    """A command that was edited in is no command."""
    joe = await joined(stage, "Joe", username="joe_d")
    said = await stage.says(stage.owner, "good evening")
    await stage.plays(stage.owner, "edit", message_id=said, text="/ban @joe_d")

    assert stage.standing(joe).status == "member"


async def explicit_beats_reply(stage: Stage) -> None:
    """The name that was written counts, not the message that was replied to."""
    one, two = await joined(stage, "One"), await joined(stage, "Two", username="two_twos")
    said = await stage.says(one, "hello")
    await stage.says(stage.owner, "/mute @two_twos", reply_to=said)

    assert stage.may_write(one)
    assert not stage.may_write(two)


async def a_name_that_changed_hands(stage: Stage) -> None:
    """A username means whoever bears it now, as far as the bot has seen."""
    old = await joined(stage, "Old", username="the_name")
    new = await joined(stage, "New")
    await stage.plays(old, "rename", username="other_name")
    await stage.plays(new, "rename", username="the_name")
    await stage.says(old, "I gave it away")
    await stage.says(new, "and I have it now")
    await stage.says(stage.owner, "/ban @the_name")

    assert stage.standing(old).status == "member"
    assert stage.standing(new).status == "kicked"


async def nobody_of_the_house(stage: Stage) -> None:
    """Neither administrators, nor the group's own voice, nor oneself can be sanctioned."""
    mod = await promoted(stage, "Moe", can_restrict_members=True)
    before = len(await stage.rows("cases"))
    anonymous = await stage.says(stage.owner, "as the group", anonymous=True)
    await stage.says(mod, "/ban", reply_to=anonymous)
    await stage.says(mod, "/ban @olivia")
    await stage.says(stage.owner, f"/ban {mod.id}")

    assert len(await stage.rows("cases")) == before
    assert stage.standing(mod).status == "administrator"


async def an_anonymous_order(stage: Stage) -> None:
    """What the group's own voice orders is done once an administrator of flesh stands for it."""
    pat = await joined(stage, "Pat", username="pat_p")
    await stage.says(stage.owner, "/ban @pat_p", anonymous=True)
    assert stage.standing(pat).status == "member"
    await stage.presses(pat, "vouch")
    assert stage.standing(pat).status == "member"
    await stage.presses(stage.owner, "vouch")

    assert stage.standing(pat).status == "kicked"


async def a_channel_that_speaks(stage: Stage) -> None:
    """A channel is banned as a channel, and its owner stays."""
    ron = await joined(stage, "Ron")
    shop = stage.world.chat("channel", "Shop", ron.id)
    said = await stage.says(ron, "buy here", sender_chat=shop.id)
    await stage.says(stage.owner, "/ban", reply_to=said)

    assert shop.id in stage.chat.banned_channels
    assert stage.standing(ron).status == "member"


async def silently_and_with_the_message(stage: Stage) -> None:
    """`d` takes the message away, `s` says nothing in the group."""
    zoe = await joined(stage, "Zoe")
    said = await stage.says(zoe, "rude words")
    await stage.says(stage.owner, "/dwarn rude", reply_to=said)
    assert not stage.stands(said)
    heard = stage.heard()
    other = await stage.says(zoe, "more of it")
    order = await stage.says(stage.owner, "/smute", reply_to=other)

    assert not stage.may_write(zoe)
    assert stage.heard() == heard
    assert not stage.stands(order)


FIRST = (
    warned_until_muted,
    muted_and_freed,
    ends_that_mean_for_ever,
    unban_of_a_present_member,
    banned_and_let_back,
    muted_banned_and_back,
    kicked_with_the_way_back_open,
    a_channel_that_speaks,
    silently_and_with_the_message,
)
SECOND = (
    without_the_right,
    demoted_a_second_ago,
    edited_command,
    explicit_beats_reply,
    a_name_that_changed_hands,
    nobody_of_the_house,
    an_anonymous_order,
)


@pytest.mark.parametrize("kind", KINDS)
async def test_sanctions_do_what_they_say(kind: str, tmp_path: Path) -> None:
    """Each sanction is done at Telegram, ends when it should and can be taken back."""
    async with staged(english(), tmp_path, kind=kind) as stage:
        for scene in FIRST:
            await scene(stage)


@pytest.mark.parametrize("kind", KINDS)
async def test_whoever_may_not_does_not(kind: str, tmp_path: Path) -> None:
    """Rights are those of the moment, and a command means whom it names."""
    async with staged(english(), tmp_path, kind=kind) as stage:
        for scene in SECOND:
            await scene(stage)


def english() -> Settings:
    """A community in English."""
    return Settings(community=Community(language="en"))
