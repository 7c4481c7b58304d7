"""A group becomes a supergroup while it has a gate: what it asks and who has asked go along."""

import pytest

from models.gates import candidates, gates
from tests.communities.test_migration import NEW, OLD, moved_from, moved_to, spoken
from tests.conversation import Town
from tests.gates.scenes import asks, of

pytestmark = pytest.mark.feature("O2")


@pytest.mark.parametrize("is_met_before", [False, True])
async def test_the_gate_and_who_stands_before_it_move(
    town_on_both: Town, is_met_before: bool
) -> None:
    """Nothing of a gate is lost, whether or not the new chat was spoken in before."""
    town = town_on_both
    ada = town.person("Ada")
    high = {"status": "creator", "is_anonymous": False}
    await town.takes(town.own_change(ada, chat_id=OLD), town.change(ada, high, chat_id=OLD))
    await ada.whispers("/start")
    await ada.says("/gate question What? = books", chat_id=OLD)
    asker, twice = town.person("Nia"), town.person("Bo")
    await asks(town, asker, chat_id=OLD)
    await asks(town, twice, chat_id=OLD)
    await town.settles()
    if is_met_before:
        await town.takes(spoken(town, ada), town.own_change(ada, chat_id=NEW))
        await town.takes(town.change(ada, high, chat_id=NEW))
        await ada.says("/gate sum", chat_id=NEW)
        await asks(town, twice, chat_id=NEW)
        await ada.says("/gate off", chat_id=NEW)
    await town.takes(moved_to(town, ada), moved_from(town, ada))
    await asker.whispers("books")
    approved = of(await town.settles(), "approveChatJoinRequest")
    kept = [(row["chat_id"], row["kind"]) for row in await town.rows(gates)]

    assert {NEW} == {row["chat_id"] for row in await town.rows(candidates)}
    assert kept == [(NEW, "off" if is_met_before else "question")]
    assert [call.chat_id for call in approved] == [NEW]
    passed = [row for row in await town.rows(candidates) if row["state"] == "passed"]
    assert [asker.id] == [row["person_id"] for row in passed]
