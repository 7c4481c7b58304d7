"""/gate sets a gate up by words and buttons, for those who may, with an audit."""

import pytest

from bot.kit.effects import Edit
from handlers.buttons import pack
from handlers.gate_buttons import SetGate
from models.audits import audits
from models.gates import gates
from tests.conversation import GROUP, Town, ids
from tests.gates.scenes import SET_UP, asks, comes, gated, states

pytestmark = pytest.mark.feature("O2")


@pytest.mark.parametrize(("kind", "said"), SET_UP.items())
async def test_each_kind_is_set_by_words(town: Town, kind: str, said: str) -> None:
    """Each kind is kept as it was said, shown, and audited without what opens it."""
    owner = await town.with_admin()
    shown = await owner.says(said)
    (row,) = await town.rows(gates)
    (audit,) = await town.rows(audits)

    assert kind == row["kind"]
    assert f"gate-kind-{kind}" in str(shown)
    assert ("off", kind) == (audit["before"]["gate"], audit["after"]["gate"])
    assert "spring" not in str(audit)
    assert "books" not in str(audit)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("/gate question", "gate-how-question"),
        ("/gate question books", "gate-how-question"),
        ("/gate question = books", "gate-how-question"),
        ("/gate question Which? = ", "gate-how-question"),
        ("/gate questionnaire " + " | ".join("abcdef"), "gate-how-questionnaire"),
        ("/gate code |||", "gate-how-code"),
        ("/gate tries 0", "gate-how-tries"),
        ("/gate tries ²", "gate-how-tries"),
        ("/gate tries 11", "gate-how-tries"),
        ("/gate time 1m", "gate-how-time"),
        ("/gate time soon", "gate-how-time"),
        ("/gate failure explode", "gate-how"),
        ("/gate " + "🎉" * 2000, "gate-how"),
    ],
)
async def test_bad_words_are_answered_and_change_nothing(town: Town, said: str, why: str) -> None:
    """What does not fit is refused with an example, and the gate stays what it was."""
    owner = await town.with_admin()
    answer = await owner.says(said)

    assert [why] == ids(answer)
    assert await town.count(gates) == 0


async def test_buttons_choose_and_a_second_press_is_harmless(town_on_both: Town) -> None:
    """The page's buttons keep what they say; pressed twice, it is audited once."""
    town = town_on_both
    owner = await town.with_admin()
    for _ in range(2):
        await owner.presses(pack(SetGate(GROUP, "kind", "emoji")))
    await owner.presses(pack(SetGate(GROUP, "failure", "keep")))
    (row,) = await town.rows(gates)

    assert (row["kind"], row["terms"]) == ("emoji", {"failure": "keep"})
    assert await town.count(audits) == 2


async def test_a_kind_that_needs_words_says_so(town: Town) -> None:
    """The button of a question without a question tells how to write one."""
    owner = await town.with_admin()
    said = await owner.presses(pack(SetGate(GROUP, "kind", "question")))

    assert ids(said) == ["gate-how-question"]
    assert await town.count(gates) == 0


@pytest.mark.parametrize(
    "forged", [("kind", "portcullis"), ("tries", "99"), ("what", "ever"), ("time", "9999d")]
)
async def test_forged_choices_change_nothing(town: Town, forged: tuple[str, str]) -> None:
    """Data that no button of ours holds is refused."""
    owner = await town.with_admin()
    await owner.presses(pack(SetGate(GROUP, *forged)))

    assert await town.count(gates) == 0


async def test_members_set_nothing(town: Town) -> None:
    """A member's command and a member's forged press are refused."""
    await town.with_admin()
    member = town.person("Max")
    said = await member.says("/gate open")
    pressed = await member.presses(pack(SetGate(GROUP, "kind", "open")))

    assert ids(said + pressed) == ["refused-not-admin", "refused-not-admin"]
    assert await town.count(gates) == 0


async def test_a_gate_changed_meanwhile_asks_as_it_asked(town: Town) -> None:
    """Who was asked a question answers that one, though the gate asks another by now."""
    owner = await gated(town, "question")
    newcomer = town.person("Nia")
    await asks(town, newcomer)
    await town.settles()
    await owner.says("/gate question Which colour? = blue")
    await newcomer.whispers("books")

    assert await states(town) == ["passed"]


async def test_a_withdrawn_code_opens_nothing(town: Town) -> None:
    """A code that was taken off opens the gate no more, for whoever waits already too."""
    owner = await gated(town, "code")
    newcomer = await comes(town)
    await owner.says("/gate code other")
    said = await newcomer.whispers("spring-2026")

    assert ids(said) == ["gate-wrong"]


async def test_the_settings_lead_to_the_gate_and_back(town: Town) -> None:
    """The menu of the settings has a button to the page, and the page has one back."""
    owner = await town.with_admin()
    await owner.says("/settings")
    shown = await owner.presses(pack(SetGate(GROUP, "show", "")))
    (page,) = (each for each in shown if isinstance(each, Edit))
    back = await owner.presses(page.keyboard[-1][0].data or "")
    member = await town.person("Max").presses(pack(SetGate(GROUP, "show", "")))

    assert "gate-page-head" in ids(shown)
    assert "settings-head" in ids(back)
    assert ids(member) == ["refused-not-admin"]
