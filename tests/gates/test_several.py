"""Two gates at once, and other words in between: each answer goes where it belongs."""

import pytest

from bot.features.gates.rules import sum_of
from handlers.buttons import pack
from handlers.gate_buttons import AnswerGate
from models.gates import candidates
from tests.conversation import GROUP, Person, Town, ids
from tests.gates.scenes import asks, comes, gated, of, states

pytestmark = pytest.mark.feature("O2")
OTHER = -1001000000002
RTL = "\u202e<b>&\x00"


async def two_gates(town: Town) -> tuple[Person, Person]:
    """Two groups, each with a question of its own, and somebody who asks to join both."""
    owner = await gated(town, "question")
    await town.takes(town.own_change(owner, chat_id=OTHER))
    high = {"status": "creator", "is_anonymous": False}
    await town.takes(town.change(owner, high, chat_id=OTHER))
    await owner.says("/gate question Which colour? = blue", chat_id=OTHER)
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    town.passes(seconds=1)
    await asks(town, newcomer, chat_id=OTHER)
    return owner, newcomer


async def test_a_right_answer_finds_its_gate(town: Town) -> None:
    """Of two questions, the one that the words answer is answered, and the other asked again."""
    _, newcomer = await two_gates(town)
    await town.settles()
    said = await newcomer.whispers("books")
    first = await states(town)
    await newcomer.whispers("blue")

    assert ids(said) == ["gate-passed", "gate-dm-request", "gate-ask-question", "gate-dm-time"]
    assert first == ["passed", "waiting"]
    assert await states(town) == ["passed", "passed"]


async def test_a_reply_answers_what_it_replies_to(town: Town) -> None:
    """A wrong answer in reply to the older question is a try before that gate alone."""
    _, newcomer = await two_gates(town)
    asked = [call for call in await town.settles() if call.chat_id == newcomer.id]
    numbers = [row["message_id"] for row in await town.rows(candidates)]
    replied = {"message_id": numbers[0], "date": 0, "chat": town.chat(newcomer.id)}
    await newcomer.whispers("cars", reply_to_message=replied)
    await newcomer.whispers("red")

    assert len(asked) == 2
    assert [row["tries"] for row in await town.rows(candidates)] == [1, 1]


async def test_start_makes_a_question_the_last_asked(town: Town) -> None:
    """Whoever opens the older question again by Start is understood to answer that one."""
    _, newcomer = await two_gates(town)
    await town.settles()
    town.passes(seconds=1)
    await newcomer.whispers(f"/start gate-{-GROUP}")
    await newcomer.whispers("cars")

    assert [row["tries"] for row in await town.rows(candidates)] == [1, 0]


@pytest.mark.parametrize("command", ["/help", "/start", "/language", "/privacy"])
async def test_commands_are_no_answers(town: Town, command: str) -> None:
    """While a question is open, commands are answered as ever and cost no try."""
    await gated(town, "question")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    said = await newcomer.whispers(command)

    assert said
    assert not {"gate-wrong", "gate-passed"} & set(ids(said))
    assert [row["tries"] for row in await town.rows(candidates)] == [0]


@pytest.mark.parametrize(
    "payload",
    ["gate-", "gate-0", "gate-x", "gate-1", "gate-" + "9" * 59, "gate-²", f"gate-{-OTHER}"],
)
async def test_forged_links_tell_nothing(town: Town, payload: str) -> None:
    """A link that was made up, or of a group where nobody asks one anything, opens nothing."""
    await two_gates(town)
    stranger = town.person("Eve")
    said = await stranger.whispers(f"/start {payload}")

    assert said
    assert not {"gate-dm-request", "gate-ask-question"} & set(ids(said))


@pytest.mark.parametrize("words", ["🎉" * 4096, "<b>" * 1000, RTL * 100, "x" * 4096])
async def test_odd_answers_to_a_questionnaire_are_shown(town_on_both: Town, words: str) -> None:
    """Whatever somebody answers, the staff's card arrives."""
    town = town_on_both
    owner = await gated(town, "questionnaire")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    await newcomer.whispers(words)
    await newcomer.whispers(words)
    cards = [each for each in await town.settles() if "gate-card-head" in ids([each])]

    assert [owner.id] == [card.chat_id for card in cards]
    assert await states(town) == ["review"]


async def test_an_answer_of_marks_alone_is_one(town: Town) -> None:
    """An emoji may be the answer, though marks are passed over in words."""
    owner = await gated(town, "question")
    await owner.says("/gate question Our sign? = 🎉 | party")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    wrong = await newcomer.whispers("🍋")
    right = await newcomer.whispers(" 🎉")

    assert (ids(wrong), ids(right)[:1]) == (["gate-wrong"], ["gate-passed"])


@pytest.mark.parametrize("said", ["/gate code 2026", "/gate question Which? = blue"])
async def test_what_opens_the_gate_does_not_stay_in_the_group(town: Town, said: str) -> None:
    """A command that names a code or an answer is taken away again where everybody reads it."""
    owner = await gated(town, "rules")
    await owner.says(said)
    at_once = of(await town.settles(), "deleteMessage")
    await owner.says("/gate tries 2")

    assert len(at_once) == 1
    assert of(await town.settles(), "deleteMessage") == []


async def test_the_news_of_a_decision_reaches_who_waits_in_the_group(town: Town) -> None:
    """Whoever can be written to hears by DM that the staff let them in, without having asked."""
    owner = await gated(town, "approval")
    newcomer = town.person("Nia")
    await newcomer.whispers("/start")
    await comes_as(town, newcomer)
    await town.settles()
    row = (await town.rows(candidates))[-1]
    await owner.presses(f"admit|{row['id']}|approve", chat_id=owner.id)
    told = [call for call in await town.settles() if call.chat_id == newcomer.id]

    assert "gate-approved" in ids(told)


async def comes_as(town: Town, newcomer: Person) -> None:
    """Let this person come in."""
    await town.takes(town.change(newcomer, {"status": "member"}, old="left"))


async def test_a_member_who_asks_is_asked_once(town: Town) -> None:
    """Somebody let in before who asks to join is approved again, and never asked."""
    await gated(town, "sum")
    newcomer = await comes(town)
    row = (await town.rows(candidates))[-1]
    right = sum_of(row["challenge"]["seed"]).right
    await newcomer.presses(pack(AnswerGate(0, right)))
    await asks(town, newcomer)
    calls = await town.settles()

    assert [newcomer.id] == [
        call.arguments["user_id"] for call in of(calls, "approveChatJoinRequest")
    ]
    assert await states(town) == ["passed"]
