"""Two processes, presses at once, a kill at each step: each newcomer has one end."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.features.gates.rules import sum_of
from bot.runtime.gateway import Owed
from handlers.buttons import pack
from handlers.gate_buttons import AnswerGate, DecideCandidate
from models.gates import candidates
from models.restrictions import restrictions
from tests.conversation import GROUP, Person, Town, ids
from tests.gates.scenes import (
    IN,
    PRESSED,
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
    the_candidate,
)

pytestmark = pytest.mark.feature("O2")


@pytest.fixture
async def twin(town_on_both: Town) -> AsyncIterator[Town]:
    """Another process on the same database."""
    opened = await Town(town_on_both.database, town_on_both.settings).open()
    opened.clock = town_on_both.clock
    # Telegram numbers the updates for both of them.
    silent = opened.person()
    for _ in range(10_000):
        opened.message(silent, "")
    yield opened
    await opened.close()


def same(twin: Town, person: Person) -> Person:
    """The same person, as the other process meets them."""
    known = twin.person(person.first_name)
    known.id = person.id
    return known


@pytest.mark.parametrize("kind", PRESSED)
async def test_in_the_group_and_by_dm_at_once(town_on_both: Town, twin: Town, kind: str) -> None:
    """Two right presses at the same moment let in once, and both are answered."""
    town = town_on_both
    await gated(town, kind)
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    said = await asyncio.gather(
        answers(town, newcomer, in_group=True), answers(twin, same(twin, newcomer))
    )
    town.passes(seconds=5)
    freed = may_write(await town.settles())

    assert ({"gate-passed-toast", "gate-over"}, [True]) == (
        {each for one in said for each in ids(one)} - {"gate-passed"},
        freed,
    )
    assert [newcomer.id] == await admitted(town)


async def test_two_wrong_presses_at_once_are_two_tries(town_on_both: Town, twin: Town) -> None:
    """A guesser who presses twice at the same moment has used up both tries."""
    town = town_on_both
    await gated(town, "sum")
    newcomer = await comes(town)
    town.passes(seconds=5)
    await town.settles()
    await asyncio.gather(
        answers(town, newcomer, right=False, in_group=True),
        answers(twin, same(twin, newcomer), right=False),
    )

    assert await states(town) == ["failed"]
    assert len(of(await town.settles(), "banChatMember")) == 1


async def test_an_arrival_told_to_two_processes_is_one(town_on_both: Town, twin: Town) -> None:
    """The service message goes to the one, `chat_member` to the other: one newcomer waits."""
    town = town_on_both
    await gated(town, "sum")
    newcomer = town.person("Nia")
    await asyncio.gather(
        arrives(town, newcomer, told_by="message"),
        arrives(twin, same(twin, newcomer), told_by="change"),
    )

    assert await town.count(candidates) == 1
    assert await town.count(restrictions) == 1


@pytest.mark.parametrize("verdict", ["approve", "spam"])
@pytest.mark.parametrize("way", ["request", "group"])
async def test_two_of_the_staff_and_an_answer_at_once(
    town_on_both: Town, twin: Town, verdict: str, way: str
) -> None:
    """Whoever comes first decides; the newcomer is let in or turned away, and never both."""
    town = town_on_both
    owner = await gated(town, "question")
    newcomer = town.person("Nia")
    if way == "request":
        await asks(town, newcomer)
    else:
        await town.takes(town.change(newcomer, IN, old="left"))
    town.passes(seconds=5)
    await town.settles()
    row = await the_candidate(town)
    decided = pack(DecideCandidate(row["id"], verdict))
    await asyncio.gather(
        owner.presses(decided, chat_id=owner.id),
        same(twin, newcomer).whispers("books"),
    )
    calls = await town.settles()
    turned = len(of(calls, "declineChatJoinRequest")) + len(of(calls, "banChatMember"))
    (state,) = await states(town)

    assert turned == (state == "failed")
    if way == "request":
        assert len(of(calls, "approveChatJoinRequest")) == (state == "passed")
    else:
        assert await admitted(town) == ([newcomer.id] if state == "passed" else [])


@pytest.mark.parametrize("kind", ["question", "questionnaire"])
async def test_the_last_answer_and_the_deadline_at_once(
    town_on_both: Town, twin: Town, kind: str
) -> None:
    """An answer in the last moment counts, or is late; it is not both, whoever is faster."""
    town = town_on_both
    await gated(town, kind)
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    if kind == "questionnaire":
        await newcomer.whispers("I am Nia")
    town.passes(minutes=4, seconds=30)
    said, calls = await asyncio.gather(same(twin, newcomer).whispers("books"), town.settles())
    calls += await town.settles()
    (state,) = await states(town)
    good = {"question": "passed", "questionnaire": "review"}[kind]

    assert state in {good, "expired"}
    assert (state == "expired") == ("gate-late" in ids(said))
    assert len(of(calls, "declineChatJoinRequest")) == (state == "expired")


async def test_two_answers_to_a_questionnaire_at_once_are_two(
    town_on_both: Town, twin: Town
) -> None:
    """Both answers are kept, in some order, and the staff are asked once."""
    town = town_on_both
    owner = await gated(town, "questionnaire")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    await asyncio.gather(newcomer.whispers("one"), same(twin, newcomer).whispers("two"))
    row = await the_candidate(town)
    cards = [each for each in await town.settles() if each.chat_id == owner.id]

    assert sorted(row["answers"]) == ["one", "two"]
    assert (row["state"], len(cards)) == ("review", 1)


async def test_two_administrators_open_the_gate_at_once(town_on_both: Town, twin: Town) -> None:
    """Everybody who waits is let in once."""
    town = town_on_both
    owner = await gated(town, "sum")
    people = [await comes(town) for _ in range(4)]
    await town.settles()
    await asyncio.gather(owner.says("/gate off"), same(twin, owner).says("/gate open"))
    await town.settles()

    assert sorted(each.id for each in people) == sorted(await admitted(town))
    assert await town.count(restrictions) == 0


async def test_every_step_survives_a_kill(town: Town) -> None:
    """Restarted after each step, a newcomer has one end all the same."""
    owner = await gated(town, "questionnaire")
    newcomer = town.person("Nia")
    await town.restart()
    await asks(town, newcomer)
    await town.restart()
    await town.settles()
    for words in ("one", "two"):
        await newcomer.whispers(words)
        await town.restart()
    await town.settles()
    await decides(town, owner, "approve")
    await town.restart()
    approved: list[Owed] = of(await town.settles(), "approveChatJoinRequest")
    await town.restart()
    again = of(await town.settles(), "approveChatJoinRequest")

    assert (len(approved), len(again)) == (1, 0)


async def test_a_replayed_press_and_arrival_change_nothing(town_on_both: Town) -> None:
    """The very same updates again: nobody waits twice, is let in twice, or loses a try."""
    town = town_on_both
    await gated(town, "sum")
    newcomer = town.person("Nia")
    arrival = town.change(newcomer, IN, old="left")
    await town.takes(arrival)
    row = await the_candidate(town)
    wrong = (sum_of(row["challenge"]["seed"]).right + 1) % 4
    press = town.press(newcomer, pack(AnswerGate(0, wrong)), chat_id=GROUP)
    for _ in range(3):
        await town.takes(arrival)
        await town.takes(press)

    assert await town.count(candidates) == 1
    assert [(await the_candidate(town))["tries"]] == [1]
