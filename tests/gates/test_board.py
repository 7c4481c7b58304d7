"""The group's one message: it names everybody who waits, whatever is lost on the way."""

import pytest
from sqlalchemy import insert, update

from bot.kit.effects import Edit
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Unknown
from handlers.buttons import pack
from handlers.gate_buttons import AnswerGate
from models.communities import chats
from models.dues import dues
from models.gates import gates
from models.outbox import outbox
from tests.conversation import GROUP, Town, ids, value
from tests.gates.scenes import admitted, answers, asks, comes, gated, of, states

pytestmark = pytest.mark.feature("O2")


def boards(calls: list[Owed]) -> list[Owed]:
    """The group's messages among calls."""
    return [call for call in of(calls, "sendMessage") if call.chat_id == GROUP]


async def test_who_comes_while_it_is_being_made_is_told_of(town_on_both: Town) -> None:
    """A newcomer of whom it is committed late, once the message was looked at, is named still."""
    town = town_on_both
    await gated(town, "rules")
    await comes(town)
    async with town.database.writing() as connection:
        # The look of these five seconds was taken, and missed what somebody else was writing.
        await connection.execute(
            update(dues).where(dues.c.kind == "gate-notice").values(state="done")
        )
    await comes(town)
    town.passes(seconds=10)
    shown = boards(await town.settles())

    assert [value([each], "gate-notice", "count") for each in shown] == [2]


async def test_a_kill_while_it_is_sent_silences_no_gate(town: Town) -> None:
    """Of a message that was being sent when the bot was killed nobody knows: another is made."""
    await gated(town, "rules")
    await comes(town)
    town.passes(seconds=5)

    def killed(call: Owed) -> Outcome | None:
        return Unknown("cut off") if call.chat_id == GROUP and "send" in call.method else None

    lost = boards(await town.settles(killed))
    async with town.database.writing() as connection:
        await connection.execute(
            update(outbox).where(outbox.c.id == lost[0].id).values(state="unconfirmed")
        )
    await town.restart()
    town.passes(minutes=3)
    again = boards(await town.settles())
    town.passes(minutes=3)
    later = boards(await town.settles())

    assert (len(lost), len(again), len(later)) == (1, 1, 0)


async def test_who_is_asked_differently_answers_by_dm(town: Town) -> None:
    """While some wait the old way and some the new, the message leads to the DM alone."""
    owner = await gated(town, "rules")
    first = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    await owner.says("/gate sum")
    second = await comes(town)
    toast = await second.presses(pack(AnswerGate(0, 0)))
    town.said.clear()
    town.passes(seconds=5)
    await town.settles()
    (shown,) = (each for each in town.said if isinstance(each, Edit))

    assert ids(toast) == ["gate-press-dm"]
    assert "gate-notice-dm" in ids([shown])
    assert all(button.data is None for row in shown.keyboard for button in row)
    assert await states(town) == ["waiting", "waiting"]
    assert ids(await answers(town, second)) == ["gate-passed-toast", "gate-passed"]
    assert ids(await first.presses(pack(AnswerGate(0, 0)))) == ["gate-passed-toast"]
    assert [second.id, first.id] == await admitted(town)


async def test_a_forged_press_rewrites_nothing_in_the_group(town: Town) -> None:
    """A press of one's own question, forged onto another message there, leaves that alone."""
    await gated(town, "rules")
    newcomer = await comes(town)
    said = await newcomer.presses(pack(AnswerGate(1, 0)), chat_id=GROUP)

    assert not [each for each in said if isinstance(each, Edit)]
    assert [newcomer.id] == await admitted(town)


async def test_doors_of_the_staff_have_no_gate(town: Town) -> None:
    """A gate that is open lets no stranger into the staff's own chat."""
    owner = await gated(town, "sum")
    staff_chat = -1001000000077
    await town.takes(town.own_change(owner, chat_id=staff_chat))
    async with town.database.writing() as connection:
        staff = update(chats).where(chats.c.id == staff_chat).values(kind="staff")
        await connection.execute(staff)
        row = {"chat_id": staff_chat, "community_id": 1, "kind": "open", "terms": {}}
        await connection.execute(insert(gates).values(row | {"changed_at": town.clock.now()}))
    await asks(town, town.person("Eve"), chat_id=staff_chat)

    assert of(await town.settles(), "approveChatJoinRequest") == []
