"""A member thanks another: once a day, by word or command, in reply."""

from typing import Any

import pytest

from bot.kit.effects import React
from models.points import ledger
from tests.conversation import Person, Town, ids

pytestmark = pytest.mark.feature("R7")


def reply_to(town: Town, helper: Person, text: str = "like this") -> dict[str, Any]:
    """What is replied to, as Telegram sends it within the reply."""
    message: dict[str, Any] = town.message(helper, text)["message"]
    return {"reply_to_message": message}


async def thanks(town: Town) -> list[dict[str, Any]]:
    """Every row of thanks in the ledger."""
    return [row for row in await town.rows(ledger) if row["rule"] == "thanks"]


@pytest.mark.parametrize("words", ["谢谢", "/thanks", "+1", "Thank you!"])
async def test_a_word_in_reply_thanks(town_on_both: Town, words: str) -> None:
    """The helper earns, the giver sees a heart, nobody is answered with a message."""
    town = town_on_both
    mei, bo = town.person("Mei"), town.person("Bo")
    said = await mei.says(words, **reply_to(town, bo))

    (row,) = await thanks(town)
    assert (row["person_id"], row["actor_id"], row["points"]) == (bo.id, mei.id, 5)
    assert [type(effect) for effect in said] == [React]


async def test_told_again_it_counts_once(town: Town) -> None:
    """A replay, a second word the same day and a restart between earn nothing more."""
    mei, bo = town.person("Mei"), town.person("Bo")
    update = town.message(mei, "谢谢", **reply_to(town, bo))
    await town.takes(update, update)
    await town.restart()
    await town.takes(update)
    again = await mei.says("/thanks", **reply_to(town, bo))
    silent = await mei.says("谢谢", **reply_to(town, bo))
    town.passes(days=1)
    await mei.says("谢谢", **reply_to(town, bo))

    assert [row["points"] for row in await thanks(town)] == [5, 2]
    assert ids(again) == ["thanks-twice"]
    assert silent == []


async def test_in_one_batch_a_pair_counts_once(town_on_both: Town) -> None:
    """Two words in one batch are one thank-you."""
    town = town_on_both
    mei, bo = town.person("Mei"), town.person("Bo")
    await town.takes(*(town.message(mei, "谢谢", **reply_to(town, bo)) for _ in range(3)))

    assert len(await thanks(town)) == 1


async def test_nobody_thanks_themselves(town: Town) -> None:
    """A command is told so, a word stays a word; bots and channels are not thanked."""
    mei = town.person("Mei")
    bot = Person(town, 77, "Helper", extra={"is_bot": True})

    assert ids(await mei.says("/thanks", **reply_to(town, mei))) == ["thanks-self"]
    assert await mei.says("谢谢", **reply_to(town, mei)) == []
    assert ids(await mei.says("/thanks", **reply_to(town, bot))) == ["thanks-how"]
    assert ids(await mei.says("/thanks")) == ["thanks-how"]
    assert await mei.says("谢谢") == []
    assert await thanks(town) == []


async def test_generosity_has_a_measure(town: Town) -> None:
    """After five in a day the sixth waits for tomorrow."""
    mei = town.person("Mei")
    for number in range(5):
        await mei.says("谢谢", **reply_to(town, town.person(f"P{number}")))

    said = await mei.says("/thanks", **reply_to(town, town.person("Late")))

    assert ids(said) == ["thanks-enough"]
    assert len(await thanks(town)) == 5
