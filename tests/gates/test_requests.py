"""Whoever asks to join is asked by DM while they can be, and is approved by the right answer."""

from datetime import timedelta

import pytest

from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Outcome, Rejected, Unreachable
from models.gates import candidates
from tests.conversation import GROUP, Town, ids
from tests.gates.scenes import (
    SET_UP,
    admitted,
    answers,
    arrives,
    asks,
    decides,
    gated,
    of,
    states,
    the_candidate,
)

pytestmark = pytest.mark.feature("O2")
ASKING = [kind for kind in SET_UP if kind not in {"approval", "questionnaire"}]
JUDGED = [kind for kind in ASKING if kind != "rules"]
EVERY = list(SET_UP)


@pytest.mark.parametrize("kind", EVERY)
async def test_a_right_answer_is_approved(town: Town, kind: str) -> None:
    """Somebody asks, is asked by DM, answers, and is approved once; they are in when they come."""
    owner = await gated(town, kind)
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    asked = [call for call in await town.settles() if call.chat_id == newcomer.id]
    if kind != "approval":
        await answers(town, newcomer)
    if kind in {"approval", "questionnaire"}:
        await town.settles()
        await decides(town, owner, "approve")
    approved = of(await town.settles(), "approveChatJoinRequest")
    before = await admitted(town)
    await arrives(town, newcomer, by=owner)

    assert (len(asked), len(approved)) == (1, 1)
    assert ([], [newcomer.id]) == (before, await admitted(town))
    assert await states(town) == ["passed"]


@pytest.mark.parametrize("kind", JUDGED)
async def test_wrong_answers_are_declined_with_a_reason(town: Town, kind: str) -> None:
    """Whoever has used up the tries is declined, and hears when to try again."""
    await gated(town, kind)
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    said = [effect for _ in range(3) for effect in await answers(town, newcomer, right=False)]
    declined = of(await town.settles(), "declineChatJoinRequest")

    assert len(declined) == 1
    assert "gate-out" in ids(said)
    assert await states(town) == ["failed"]


@pytest.mark.parametrize("kind", ASKING)
async def test_the_window_of_a_stranger_is_short(town: Town, kind: str) -> None:
    """Without Start there are four and a half minutes; with Start, the whole time of the gate."""
    await gated(town, kind)
    brisk, slow = town.person("Bo"), town.person("Sy")
    for each in (brisk, slow):
        await asks(town, each)
    await town.settles()
    town.passes(minutes=1)
    await slow.whispers(f"/start gate-{-GROUP}")
    town.passes(minutes=3, seconds=31)
    declined = of(await town.settles(), "declineChatJoinRequest")
    town.passes(minutes=7)
    late = of(await town.settles(), "declineChatJoinRequest")

    assert [brisk.id] == [call.arguments["user_id"] for call in declined]
    assert [slow.id] == [call.arguments["user_id"] for call in late]


@pytest.mark.parametrize("kind", ASKING)
async def test_a_restart_forgets_no_request(town: Town, kind: str) -> None:
    """A request survives a restart, its deadline too."""
    await gated(town, kind)
    answered, silent = town.person("Nia"), town.person("Sy")
    await asks(town, silent)
    await asks(town, answered)
    await town.restart()
    await town.settles()
    await answers(town, answered)
    await town.restart()
    town.passes(minutes=5)
    calls = await town.settles()

    assert [answered.id] == [c.arguments["user_id"] for c in of(calls, "approveChatJoinRequest")]
    assert [silent.id] == [c.arguments["user_id"] for c in of(calls, "declineChatJoinRequest")]


@pytest.mark.parametrize("kind", ASKING)
async def test_who_cannot_be_asked_is_shown_to_the_staff(town: Town, kind: str) -> None:
    """Where the DM is impossible nobody is turned away unheard: the staff decide."""
    owner = await gated(town, kind)
    newcomer = town.person("Nia")
    await asks(town, newcomer)

    def shut(call: Owed) -> Outcome | None:
        return Unreachable("blocked") if call.chat_id == newcomer.id else None

    calls = await town.settles(shut)
    toasts = await decides(town, owner, "approve")

    assert owner.id in {call.chat_id for call in of(calls, "sendMessage")}
    assert "gate-decided-toast" in ids(toasts)
    assert await states(town) == ["passed"]


@pytest.mark.parametrize("kind", EVERY)
async def test_asking_twice_is_asked_once_more(town: Town, kind: str) -> None:
    """A second request takes the place of the first, unless the staff have it already."""
    await gated(town, kind)
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    town.passes(seconds=30)
    await asks(town, newcomer)
    await town.settles()

    expected = ["review"] if kind == "approval" else ["withdrawn", "waiting"]
    assert expected == await states(town)


async def test_a_replayed_request_is_one(town_on_both: Town) -> None:
    """The same update again puts nobody before the gate again."""
    town = town_on_both
    await gated(town, "sum")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    row = await the_candidate(town)
    assert await town.count(candidates) == 1
    assert row["deadline"] == town.clock.now() + timedelta(minutes=4, seconds=30)


async def test_an_approval_by_hand_counts(town: Town) -> None:
    """Whom an administrator lets in at Telegram itself is in, and is asked nothing more."""
    owner = await gated(town, "question")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    await arrives(town, newcomer, by=owner)
    town.passes(minutes=5)
    calls = await town.settles()

    assert [newcomer.id] == await admitted(town)
    assert await states(town) == ["passed"]
    assert of(calls, "declineChatJoinRequest") == []


async def test_a_refused_approval_is_told(town: Town) -> None:
    """Where Telegram lets the bot approve nobody, the staff hear why."""
    owner = await gated(town, "rules")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    await answers(town, newcomer)

    def shut(call: Owed) -> Outcome | None:
        return Rejected("no right") if call.method == "approveChatJoinRequest" else None

    calls = await town.settles(shut)

    told = [c.chat_id for c in of(calls, "sendMessage") if "gate-stuck-approve" in ids([c])]
    assert [owner.id] == told


async def test_two_of_the_staff_decide_once(town: Town) -> None:
    """The second moderator is told that it is decided, and changes nothing."""
    owner = await gated(town, "approval")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    asked = await decides(town, owner, "ask")
    await decides(town, owner, "spam")
    second = await decides(town, owner, "approve")
    calls = await town.settles()

    assert "gate-card-head" in ids(asked)
    assert "gate-decided-before" in ids(second)
    assert tuple(
        len(of(calls, method)) for method in ("declineChatJoinRequest", "approveChatJoinRequest")
    ) == (1, 0)
    told = [call for call in of(calls, "sendMessage") if call.chat_id == newcomer.id]
    assert ids(told) == ["gate-declined", "gate-declined-spam"]


async def test_members_decide_nothing(town: Town) -> None:
    """A forged press of the staff's buttons by a member is refused."""
    await gated(town, "approval")
    newcomer, member = town.person("Nia"), town.person("Max")
    await asks(town, newcomer)
    said = await decides(town, member, "approve")

    assert ids(said) == ["refused-not-admin"]
    assert await states(town) == ["review"]


async def test_an_open_gate_approves_and_none_is_silent(town: Town) -> None:
    """An open gate approves at once; where there is none, requests are the administrators'."""
    owner = await town.with_admin()
    first, second = town.person("Nia"), town.person("Bo")
    await asks(town, first)
    silent = await town.settles()
    await owner.says("/gate open")
    await asks(town, second)
    approved = of(await town.settles(), "approveChatJoinRequest")

    assert of(silent, "approveChatJoinRequest") == []
    assert [second.id] == [call.arguments["user_id"] for call in approved]
