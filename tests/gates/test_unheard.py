"""Nobody is turned away unheard: what was never asked, or cannot be done, is for people."""

import pytest

from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Degraded, Outcome, Rejected, Wait
from models.restrictions import restrictions
from tests.conversation import GROUP, Town, ids
from tests.gates.scenes import (
    IN,
    SET_UP,
    admitted,
    answers,
    arrives,
    asks,
    comes,
    decides,
    gated,
    may_write,
    of,
    states,
)

pytestmark = pytest.mark.feature("O2")
ASKING = [kind for kind in SET_UP if kind not in {"approval", "questionnaire"}]


def in_group(call: Owed) -> bool:
    """Whether a call says something in the group."""
    return call.method == "sendMessage" and call.chat_id == GROUP


@pytest.mark.parametrize("kind", ASKING)
async def test_a_request_that_came_during_an_outage_is_for_people(town: Town, kind: str) -> None:
    """Whoever asked while the bot was away is not declined; reached after all, they may answer."""
    owner = await gated(town, kind)
    newcomer = town.person("Nia")
    number = town.message(newcomer, "")["update_id"]
    request = {
        "chat": town.chat(GROUP),
        "from": newcomer.account,
        "user_chat_id": newcomer.id,
        "date": int(town.clock.now().timestamp()),
    }
    town.passes(minutes=20)
    await town.takes({"update_id": number, "chat_join_request": request})
    calls = await town.settles()

    before = await states(town)
    await answers(town, newcomer)

    assert of(calls, "declineChatJoinRequest") == []
    assert owner.id in {call.chat_id for call in of(calls, "sendMessage")}
    assert (before, await states(town)) == (["review"], ["passed"])


@pytest.mark.parametrize("kind", ASKING)
async def test_a_question_held_back_by_telegram_is_for_people(town: Town, kind: str) -> None:
    """Where Telegram lets the question through too late, the staff decide, and nobody else."""
    await gated(town, kind)
    newcomer = town.person("Nia")
    await asks(town, newcomer)

    def slow(call: Owed) -> Outcome | None:
        return Wait(600) if call.chat_id == newcomer.id else None

    await town.settles(slow)
    town.passes(minutes=5)
    calls = await town.settles()

    assert of(calls, "declineChatJoinRequest") == []
    assert await states(town) == ["review"]


@pytest.mark.parametrize("kind", ASKING)
async def test_who_was_shown_nothing_in_the_group_is_not_put_out(town: Town, kind: str) -> None:
    """Where the bot may not write into the group, whoever waits is shown to the staff."""
    owner = await gated(town, kind)
    newcomer = await comes(town)

    def mute(call: Owed) -> Outcome | None:
        return Degraded("not enough rights") if in_group(call) else None

    town.passes(seconds=5)
    await town.settles(mute)
    town.passes(minutes=11)
    calls = await town.settles(mute)
    await decides(town, owner, "approve")

    assert of(calls, "banChatMember") == []
    assert owner.id in {call.chat_id for call in of(calls, "sendMessage")}
    assert [newcomer.id] == await admitted(town)


async def test_a_message_that_comes_late_gives_all_of_the_time(town: Town) -> None:
    """Whoever is shown the question minutes late has ten minutes from then on."""
    await gated(town, "rules")
    await comes(town)

    def slow(call: Owed) -> Outcome | None:
        return Wait(500) if in_group(call) else None

    town.passes(seconds=5)
    await town.settles(slow)
    town.passes(minutes=9)
    await town.settles()
    town.passes(minutes=9)
    early = of(await town.settles(), "banChatMember")
    town.passes(minutes=2)
    late = of(await town.settles(), "banChatMember")

    assert (len(early), len(late)) == (0, 1)


@pytest.mark.parametrize("kind", ["rules", "question", "approval"])
async def test_who_cannot_be_held_is_let_be(town: Town, kind: str) -> None:
    """Where Telegram refuses the hold, the newcomer is in: a gate without power holds nobody."""
    await gated(town, kind)
    newcomer = await comes(town)

    def refused(call: Owed) -> Outcome | None:
        return Degraded("not enough rights") if call.method == "restrictChatMember" else None

    await town.settles(refused)
    town.passes(minutes=11)
    calls = await town.settles()

    assert of(calls, "banChatMember") == []
    assert [newcomer.id] == await admitted(town)
    assert await town.count(restrictions) == 0


@pytest.mark.parametrize(
    ("method", "told"),
    [("restrictChatMember", "gate-stuck-free"), ("banChatMember", "gate-stuck-ban")],
)
async def test_what_telegram_refuses_is_told(town: Town, method: str, told: str) -> None:
    """A freeing or a putting out that fails is told to the staff, and never claimed as done."""
    owner = await gated(town, "sum")
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    for _ in range(2):
        await answers(town, newcomer, right=told == "gate-stuck-free")

    def refused(call: Owed) -> Outcome | None:
        return Rejected("not enough rights") if call.method == method else None

    calls = await town.settles(refused)

    assert [owner.id] == [each.chat_id for each in calls if told in ids([each])]


async def test_a_ban_that_comes_too_late_is_told_anew(town: Town) -> None:
    """A ban held back beyond its end is not lost: whoever failed is put out after all."""
    await gated(town, "sum")
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    for _ in range(2):
        await answers(town, newcomer, right=False)

    def slow(call: Owed) -> Outcome | None:
        return Wait(3600) if call.method == "banChatMember" else None

    await town.settles(slow)
    town.passes(hours=2)
    bans = of(await town.settles(), "banChatMember")

    assert [newcomer.id] == [each.arguments["user_id"] for each in bans]
    assert bans[0].arguments["until_date"] - town.clock.now().timestamp() > 30


@pytest.mark.parametrize("kind", ["rules", "approval"])
async def test_who_leaves_and_comes_back_when_it_is_open_may_write(town: Town, kind: str) -> None:
    """Telegram holds whoever left restricted: they are freed when they go, for a later coming."""
    owner = await gated(town, kind)
    newcomer = await comes(town)
    held = may_write(await town.settles())
    await town.takes(town.change(newcomer, {"status": "left"}))
    freed = may_write(await town.settles())
    await owner.says("/gate off")
    await arrives(town, newcomer)

    assert (held, freed) == ([False], [True])
    assert [newcomer.id] == await admitted(town)


async def test_a_late_answer_by_dm_is_known_for_one(town: Town) -> None:
    """Words that come when all is over are answered kindly, and so is a press; not for ever."""
    await gated(town, "question")
    asker = town.person("Nia")
    await asks(town, asker)
    await town.settles()
    town.passes(minutes=5)
    told = await town.settles()
    late = await asker.whispers("books")
    town.passes(hours=2)
    much_later = await asker.whispers("books")

    assert "gate-expired" in ids(told)
    assert ids(late) == ["gate-late"]
    assert "gate-late" not in ids(much_later)


@pytest.mark.parametrize("by", ["wrong answers", "the staff"])
async def test_who_was_declined_waits_before_asking_again(town: Town, by: str) -> None:
    """A door is not pushed until it gives: a new request waits for ten minutes, and hears so."""
    owner = await gated(town, "sum" if by == "wrong answers" else "approval")
    asker = town.person("Nia")
    await asks(town, asker)
    await town.settles()
    if by == "wrong answers":
        for _ in range(2):
            await answers(town, asker, right=False)
    else:
        await decides(town, owner, "other")
    await town.settles()
    town.passes(minutes=1)
    await asks(town, asker)
    soon = await town.settles()
    town.passes(minutes=10)
    await asks(town, asker)
    then = await town.settles()

    assert len(of(soon, "declineChatJoinRequest")) == 1
    assert "gate-too-soon" in ids(soon)
    assert of(then, "declineChatJoinRequest") == []
    assert len(await states(town)) == 2


@pytest.mark.parametrize("way", ["request", "group"])
async def test_going_and_coming_back_gives_no_new_tries(town: Town, way: str) -> None:
    """Whoever withdraws after a wrong answer and comes back has the tries that were left."""
    await gated(town, "sum")
    newcomer = town.person("Nia")
    for _ in range(2):
        if way == "request":
            await asks(town, newcomer)
        else:
            await town.takes(town.change(newcomer, IN, old="left"))
        town.passes(seconds=5)
        await town.settles()
        await answers(town, newcomer, right=False)
        if way == "group":
            await town.takes(town.change(newcomer, {"status": "left"}))
        town.passes(seconds=5)

    assert (await states(town))[-1] == "failed"
