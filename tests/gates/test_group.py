"""Whoever comes into a group with a gate waits before it, and is let in by the right answer."""

from datetime import timedelta

import pytest

from bot.features.restrictions.service import Restriction, restrict
from bot.kit.effects import Answer
from bot.kit.unit_of_work import UnitOfWork
from handlers.buttons import pack
from handlers.gate_buttons import AnswerGate
from models.gates import candidates
from models.restrictions import restrictions
from tests.conversation import GROUP, Person, Town, ids
from tests.gates.scenes import (
    OUT,
    PRESSED,
    SET_UP,
    admitted,
    answers,
    arrives,
    comes,
    decides,
    gated,
    may_write,
    of,
    states,
    the_candidate,
)

pytestmark = pytest.mark.feature("O2")
ASKING = [kind for kind in SET_UP if kind not in {"approval", "questionnaire"}]
JUDGED = [kind for kind in ASKING if kind != "rules"]
EVERY = list(SET_UP)


async def passes(town: Town, kind: str, newcomer: Person, owner: Person) -> None:
    """Do whatever opens a gate of this kind."""
    if kind != "approval":
        await answers(town, newcomer)
    if kind in {"approval", "questionnaire"}:
        await town.settles()
        await decides(town, owner, "approve")


@pytest.mark.parametrize("kind", EVERY)
async def test_a_newcomer_waits_and_passes(town: Town, kind: str) -> None:
    """Somebody who comes may not write until the gate is passed, and is in exactly then."""
    owner = await gated(town, kind)
    newcomer = await comes(town)
    before = await admitted(town)
    town.passes(seconds=5)
    held = may_write(await town.settles())
    await passes(town, kind, newcomer, owner)
    town.passes(seconds=5)
    freed = may_write(await town.settles())

    assert (before, held, freed) == ([], [False], [True])
    assert [newcomer.id] == await admitted(town)
    assert await states(town) == ["passed"]
    assert await town.count(restrictions) == 0


@pytest.mark.parametrize("told_by", ["both", "change", "message"])
@pytest.mark.parametrize("kind", EVERY)
async def test_an_arrival_is_one_however_it_is_told(town: Town, kind: str, told_by: str) -> None:
    """A service message, a `chat_member`, or both: one newcomer stands before the gate once."""
    await gated(town, kind)
    await comes(town, told_by=told_by)

    assert await town.count(candidates) == 1
    assert await town.count(restrictions) == 1


@pytest.mark.parametrize("kind", JUDGED)
async def test_wrong_answers_end_the_wait(town: Town, kind: str) -> None:
    """Whoever has used up the tries is let go for ten minutes, and may come back then."""
    await gated(town, kind)
    newcomer = await comes(town)
    await town.settles()
    for _ in range(3):
        await answers(town, newcomer, right=False)
    (ban,) = of(await town.settles(), "banChatMember")
    at = town.clock.now()

    assert newcomer.id == ban.arguments["user_id"]
    assert int((at + timedelta(minutes=10)).timestamp()) == ban.arguments["until_date"]
    assert await states(town) == ["failed"]
    assert await admitted(town) == []
    assert await town.count(restrictions) == 0


@pytest.mark.parametrize("kind", ASKING)
async def test_silence_ends_the_wait(town: Town, kind: str) -> None:
    """Nobody waits for ever: ten minutes without an answer, and the newcomer is let go."""
    await gated(town, kind)
    await comes(town)
    town.passes(seconds=5)
    await town.settles()
    town.passes(minutes=9, seconds=54)
    early = of(await town.settles(), "banChatMember")
    town.passes(seconds=2)
    late = of(await town.settles(), "banChatMember")

    assert (len(early), len(late)) == (0, 1)
    assert await states(town) == ["expired"]


@pytest.mark.parametrize("kind", ASKING)
async def test_a_late_answer_is_treated_kindly(town: Town, kind: str) -> None:
    """Whoever answers after the time hears how to try again, and nothing else happens."""
    await gated(town, kind)
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    town.passes(minutes=11)
    said = await answers(town, newcomer)
    await town.settles()
    later = await answers(town, newcomer)

    assert "gate-late-minutes" in ids(said)
    assert "gate-late-minutes" in ids(later)
    assert await admitted(town) == []


@pytest.mark.parametrize("kind", EVERY)
async def test_who_leaves_is_waited_for_no_more(town: Town, kind: str) -> None:
    """Somebody who leaves meanwhile is put out by nobody, and the group's message goes."""
    await gated(town, kind)
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    await town.takes(town.change(newcomer, OUT))
    town.passes(minutes=11)
    calls = await town.settles()

    assert await states(town) == ["left"]
    assert of(calls, "banChatMember") == []
    assert len(of(calls, "deleteMessage")) == 1
    assert await town.count(restrictions) == 0


@pytest.mark.parametrize("kind", EVERY)
async def test_who_joins_twice_stands_before_it_twice(town: Town, kind: str) -> None:
    """Somebody who leaves and comes back is asked anew."""
    await gated(town, kind)
    newcomer = await comes(town)
    await town.takes(town.change(newcomer, OUT))
    town.passes(seconds=30)
    await arrives(town, newcomer)

    assert ["left", "waiting" if kind != "approval" else "review"] == await states(town)


@pytest.mark.parametrize("kind", ASKING)
async def test_a_restart_forgets_nobody(town: Town, kind: str) -> None:
    """Who waits goes on waiting after a restart; the answer counts, and so does the deadline."""
    await gated(town, kind)
    first, second = await comes(town), await comes(town)
    town.passes(seconds=5)
    await town.settles()
    await town.restart()
    await answers(town, second)
    await town.restart()
    town.passes(minutes=11)
    await town.settles()

    assert await states(town) == ["expired", "passed"]
    assert [second.id] == await admitted(town)
    assert first.id != second.id


@pytest.mark.parametrize("kind", PRESSED)
async def test_a_double_press_lets_in_once(town: Town, kind: str) -> None:
    """Pressing again, in one batch and after it, changes nothing."""
    await gated(town, kind)
    newcomer = await comes(town)
    await town.settles()
    row = await the_candidate(town)
    choice = 0 if kind == "rules" else None
    await answers(town, newcomer, in_group=True)
    again = await newcomer.presses(pack(AnswerGate(row["id"], choice or 0)), chat_id=newcomer.id)

    assert [newcomer.id] == await admitted(town)
    assert "gate-over" in ids(again)


@pytest.mark.parametrize("kind", PRESSED)
async def test_a_strangers_press_changes_nothing(town: Town, kind: str) -> None:
    """Neither a member's press in the group nor a forged one by DM lets anybody in."""
    owner = await gated(town, kind)
    await comes(town)
    await town.settles()
    stranger = town.person("Ron")
    toasts = await answers(town, owner, in_group=True) + await answers(town, stranger)

    shown = [each for each in toasts if isinstance(each, Answer)]
    assert ids(shown) == ["gate-not-yours"] * 2
    assert await states(town) == ["waiting"]


async def test_an_older_mute_stands(town_on_both: Town) -> None:
    """The gate lifts its own hold alone: who was muted before is muted afterwards."""
    town = town_on_both
    await gated(town, "rules")
    newcomer = town.person("Nia")
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection, now=town.clock.now(), chance=town.chance, dialect=town.database.dialect
        )
        await restrict(
            uow,
            Restriction(community_id=1, chat_id=GROUP, person_id=newcomer.id, reason="case:9"),
        )
        await uow.finish()
    await arrives(town, newcomer)
    said = await answers(town, newcomer, in_group=True)

    assert ids(said) == ["gate-passed-held"]
    assert may_write(await town.settles())[-1:] == [False]
    assert [row["reason"] for row in await town.rows(restrictions)] == ["case:9"]


async def test_all_who_wait_share_one_message(town: Town) -> None:
    """Many newcomers cost the group one message, made anew, and taken away in the end."""
    await gated(town, "rules")
    people = [await comes(town) for _ in range(3)]
    town.passes(seconds=5)
    first = of(await town.settles(), "sendMessage")
    people += [await comes(town) for _ in range(5)]
    town.passes(seconds=5)
    second = of(await town.settles(), "sendMessage")
    for each in people:
        await each.presses(pack(AnswerGate(0, 0)))
    town.passes(seconds=5)
    gone = of(await town.settles(), "deleteMessage")

    assert (len(first), len(second), len(gone)) == (1, 0, 1)
    assert sorted(each.id for each in people) == sorted(await admitted(town))


async def test_who_is_brought_by_an_administrator_is_asked_nothing(town: Town) -> None:
    """Whom an administrator brings is in at once, and so is everybody where there is no gate."""
    owner = await gated(town, "sum")
    guest = await comes(town, by=owner)
    await owner.says("/gate off")
    other = await comes(town)

    assert [guest.id, other.id] == await admitted(town)
    assert await town.count(candidates) == 0


async def test_who_was_let_in_before_comes_back(town: Town) -> None:
    """Who passed once and comes back is in, unless the gate asks again."""
    owner = await gated(town, "rules")
    newcomer = await comes(town)
    await answers(town, newcomer, in_group=True)
    for again in (False, True):
        if again:
            await owner.says("/gate returning again")
        town.passes(minutes=1)
        await town.takes(town.change(newcomer, OUT))
        town.passes(minutes=1)
        await arrives(town, newcomer)

    assert [newcomer.id] * 2 == await admitted(town)
    assert await states(town) == ["passed", "waiting"]


async def test_nobody_is_tested_hours_late(town: Town) -> None:
    """Who came while the bot was away for hours is in, and is asked nothing."""
    await gated(town, "sum")
    newcomer = town.person("Nia")
    arrival = town.change(newcomer, {"status": "member"}, old="left")
    town.passes(hours=3)
    await town.takes(arrival)

    assert [newcomer.id] == await admitted(town)
    assert await town.count(candidates) == 0


async def test_keeping_lets_the_staff_decide(town: Town) -> None:
    """Where nobody is put out, the staff decide after a while, and a late answer counts."""
    owner = await gated(town, "question")
    await owner.says("/gate failure keep")
    silent, slow = await comes(town), await comes(town)
    town.passes(seconds=5)
    await town.settles()
    town.passes(minutes=11)
    calls = await town.settles()
    await answers(town, slow)

    assert of(calls, "banChatMember") == []
    assert await states(town) == ["review", "passed"]
    assert [slow.id] == await admitted(town)
    assert silent.id != slow.id
