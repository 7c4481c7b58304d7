"""What people do at Telegram itself to whoever waits, and what turning a gate off does."""

from typing import Any

import pytest

from handlers.buttons import ForgetMe, pack
from handlers.gate_buttons import SetGate
from models.gates import candidates
from models.restrictions import restrictions
from tests.conversation import GROUP, Town, ids, value
from tests.gates.scenes import (
    IN,
    OUT,
    SET_UP,
    admitted,
    answers,
    arrives,
    asks,
    comes,
    gated,
    may_write,
    of,
    states,
)

pytestmark = pytest.mark.feature("O2")
MUTED = {"status": "restricted", "is_member": True, "can_send_messages": False, "until_date": 0}


@pytest.mark.parametrize("kind", ["off", "open"])
@pytest.mark.parametrize("by", ["words", "button"])
async def test_an_opened_gate_lets_in_whoever_waits(
    town_on_both: Town, kind: str, by: str
) -> None:
    """Turned off or open, a gate leaves nobody muted behind it, and says how many that were."""
    town = town_on_both
    owner = await gated(town, "question")
    people = [await comes(town) for _ in range(3)]
    town.passes(seconds=5)
    await town.settles()
    said = (
        await owner.says(f"/gate {kind}")
        if by == "words"
        else await owner.presses(pack(SetGate(GROUP, "kind", kind)))
    )
    town.passes(seconds=5)
    calls = await town.settles()

    assert value(said, "gate-let-in", "count") == 3
    assert may_write(calls) == [True] * 3
    assert sorted(each.id for each in people) == sorted(await admitted(town))
    assert await states(town) == ["passed"] * 3
    assert len(of(calls, "deleteMessage")) == 1
    assert await town.count(restrictions) == 0


@pytest.mark.parametrize(("kind", "approved"), [("open", 1), ("off", 0)])
async def test_requests_before_an_opened_gate(town: Town, kind: str, approved: int) -> None:
    """An open gate approves who has asked; one that is off leaves them to people, undeclined."""
    owner = await gated(town, "question")
    await asks(town, town.person("Nia"))
    await town.settles()
    await owner.says(f"/gate {kind}")
    town.passes(minutes=11)
    calls = await town.settles()

    assert len(of(calls, "approveChatJoinRequest")) == approved
    assert of(calls, "declineChatJoinRequest") == []
    assert await states(town) == ["passed" if approved else "review"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("restricted", {"status": "member"}),
        ("restricted", {"status": "administrator", "can_be_edited": True}),
    ],
)
async def test_who_is_let_in_by_hand_is_in(town: Town, old: str, new: dict[str, Any]) -> None:
    """An administrator who frees or promotes whoever waits has decided."""
    owner = await gated(town, "sum")
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    await town.takes(town.change(newcomer, new, old=old, by=owner))
    town.passes(minutes=11)
    calls = await town.settles()

    assert of(calls, "banChatMember") == []
    assert [newcomer.id] == await admitted(town)
    assert await states(town) == ["passed"]
    assert await town.count(restrictions) == 0


async def test_our_own_freeing_is_nobodys_hand(town: Town) -> None:
    """What the bot itself does, and Telegram tells, decides nothing about anybody."""
    await gated(town, "sum")
    newcomer = await comes(town)
    us = town.person("Hearth")
    us.id = 424242
    await town.takes(town.change(newcomer, MUTED, old="member", by=us))
    await town.takes(town.change(newcomer, {"status": "member"}, old="restricted", by=us))

    assert await states(town) == ["waiting"]


async def test_a_mute_by_hand_outlasts_the_gate(town: Town) -> None:
    """Whom an administrator mutes while they wait is muted when the gate lets go, till freed."""
    owner = await gated(town, "rules")
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    await town.takes(town.change(newcomer, MUTED, old="restricted", by=owner))
    said = await answers(town, newcomer, in_group=True)
    calls = await town.settles()
    await town.takes(town.change(newcomer, {"status": "member"}, old="restricted", by=owner))

    assert ids(said) == ["gate-passed-held"]
    assert may_write(calls)[-1:] == [False]
    assert await town.count(restrictions) == 0


async def test_another_way_in_is_no_way_around(town: Town) -> None:
    """Whoever asks to join and then comes by a plain link stands before the gate like anybody."""
    await gated(town, "sum")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    coming = town.change(newcomer, IN, old="left")
    coming["chat_member"]["invite_link"] = {
        "invite_link": "https://t.me/+plain",
        "creator": newcomer.account,
        "creates_join_request": False,
        "is_primary": True,
        "is_revoked": False,
    }
    await town.takes(coming)

    assert await states(town) == ["withdrawn", "waiting"]
    assert await admitted(town) == []


async def test_an_approval_is_for_one_coming(town: Town) -> None:
    """Where who comes back is asked again, an approval of this morning is no pass for the day."""
    owner = await gated(town, "sum")
    await owner.says("/gate returning again")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    await answers(town, newcomer)
    town.passes(seconds=5)
    await arrives(town, newcomer)
    town.passes(minutes=1)
    await town.takes(town.change(newcomer, OUT))
    town.passes(minutes=1)
    await arrives(town, newcomer)

    assert await states(town) == ["passed", "waiting"]
    assert [newcomer.id] == await admitted(town)


async def test_who_asks_has_gone(town: Town) -> None:
    """A request of somebody who waits in the group tells that they went, and they are asked."""
    await gated(town, "sum")
    newcomer = await comes(town)
    await asks(town, newcomer)

    assert await states(town) == ["left", "waiting"]
    assert await town.count(restrictions) == 0


@pytest.mark.parametrize("kind", SET_UP)
async def test_whoever_is_forgotten_while_waiting_is_not_muted_for_ever(
    town: Town, kind: str
) -> None:
    """Forgotten, somebody who waits is put out for a while, and is asked like anybody then."""
    await gated(town, kind)
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    await newcomer.whispers("/start")
    await newcomer.whispers("/forget")
    await newcomer.presses(pack(ForgetMe(newcomer.id, is_sure=True)), chat_id=newcomer.id)
    calls = await town.settles()

    assert await town.count(candidates) == 0
    assert await town.count(restrictions) == 0
    (ban,) = of(calls, "banChatMember")
    assert ban.arguments["user_id"] == newcomer.id
