"""Points: earned by talk, explained to whoever asks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config.settings import Settings
from bot.kit.database import Database
from models.members import members
from models.points import ledger
from tests.conversation import Town, ids, texts, value

pytestmark = pytest.mark.feature("N1")


async def earned(town: Town) -> list[int]:
    """What chatting was paid, in order."""
    return [row["points"] for row in await town.rows(ledger) if row["rule"] == "chat"]


async def test_a_message_a_minute_earns(town_on_both: Town) -> None:
    """The first pays, the second is too soon, the third, a minute later, pays again."""
    town = town_on_both
    mei = town.person()
    for pause in (0, 30, 30):
        town.passes(seconds=pause)
        await mei.says(f"{town.clock.now():%M%S}秒")

    assert len(await earned(town)) == 2
    assert all(15 <= points <= 25 for points in await earned(town))


async def test_the_cool_down_holds_inside_a_batch_and_over_a_restart(town: Town) -> None:
    """Ten messages at once are one award, and a restart forgets nothing of it."""
    mei = town.person()
    await town.takes(*(town.message(mei, f"第{page}页") for page in range(10)))
    await town.restart()
    await mei.says("another thought entirely")

    assert len(await earned(town)) == 1
    assert [row["messages"] for row in await town.rows(members)] == [11]


async def test_the_day_s_cap_is_three_hundred(town: Town) -> None:
    """However long somebody talks; the next day begins anew."""
    mei = town.person()
    for page in range(40):
        town.passes(minutes=2)
        await mei.says(f"第{page}页")
    assert sum(await earned(town)) == 300

    town.passes(days=1)
    await mei.says("a new day, a new page")
    assert sum(await earned(town)) > 300


async def test_a_replayed_message_earns_once(town_on_both: Town) -> None:
    """Told again, in a batch or after a restart: one row, one count."""
    town = town_on_both
    update = town.message(town.person(), "good morning everybody")
    await town.takes(update, update)
    await town.restart()
    await town.takes(update)

    (row,) = await town.rows(members)
    assert await earned(town) == [row["points"]]
    assert row["messages"] == 1


@pytest.mark.parametrize("said", ["/help", "👍", "哈哈哈哈", "x", "🎉" * 4096])
async def test_what_says_nothing_earns_nothing(town: Town, said: str) -> None:
    """It is counted as a message, and paid nothing."""
    await town.person().says(said)

    assert await earned(town) == []
    assert [row["messages"] for row in await town.rows(members)] == [1]


async def test_an_edit_earns_nothing(town: Town) -> None:
    """Rewriting an old message pays nothing and counts for nothing."""
    mei = town.person()
    message = town.message(mei, "x")["message"]
    await town.takes({"update_id": 1, "message": message})
    town.passes(minutes=5)
    edited = message | {"text": "now it is a whole sentence", "edit_date": message["date"] + 300}
    await town.takes({"update_id": 2, "edited_message": edited})

    assert await earned(town) == []
    assert [row["messages"] for row in await town.rows(members)] == [1]


async def test_an_album_earns_by_its_caption_once(town: Town) -> None:
    """Ten pictures with one caption are one award."""
    mei = town.person()
    album = [town.message(mei, "", media_group_id="1", photo=[]) for _ in range(10)]
    for update in album:
        del update["message"]["text"]
    album[0]["message"]["caption"] = "our walk by the river"
    await town.takes(*album)

    assert len(await earned(town)) == 1


async def test_talk_in_private_earns_nothing(town: Town) -> None:
    """A DM with the bot is no conversation of the community."""
    mei = town.person()
    await mei.says("good morning everybody")
    town.passes(minutes=5)
    await mei.whispers("let me earn in secret")

    assert len(await earned(town)) == 1


async def test_points_are_shown_with_their_reasons(town: Town) -> None:
    """The newest ten entries, each with its day and rule; /why points says the same."""
    mei = town.person()
    await mei.says("good morning everybody")
    await mei.says("/checkin")

    said = await mei.says("/points")
    why = await mei.says("/why points")

    rules = [str(dict(text.values)["why"].id) for text in texts(said)[1:]]  # type: ignore[union-attr]
    assert rules == ["points-rule-checkin", "points-rule-chat"]
    assert value(said, "points-head", "points") == sum(await earned(town)) + 10
    assert texts(why) == texts(said)


async def test_who_has_nothing_is_told_how_to_begin(town: Town) -> None:
    """Zero points and a friendly word."""
    assert ids(await town.person().says("/points")) == ["points-head", "points-none"]


@pytest.mark.parametrize("asked", ["", "life", "/why", "streak points"])
async def test_why_says_what_it_can_explain(town: Town, asked: str) -> None:
    """Anything else is answered with the two things there are."""
    assert ids(await town.person().says(f"/why {asked}")) == ["why-what"]


@pytest.mark.feature("N2")
async def test_a_sign_in_that_reaches_a_level_says_so(database: Database) -> None:
    """With its name, if the community has named it."""
    base = Settings()
    points = replace(base.points, curve="list", levels=(10, 20), level_names=((2, "书虫"),))
    town = await Town(database, replace(base, points=points)).open()
    mei = town.person()

    first = await mei.says("/checkin")
    town.clock.advance(timedelta(days=1))
    second = await mei.says("/checkin")
    await town.close()

    assert value(first, "level-up", "level") == 1
    assert value(second, "level-up-named", "name") == "书虫"
