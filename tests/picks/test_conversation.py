"""Choosing the best, listing it, and reading of it, through the real handlers."""

from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.kit.effects import React
from models.picks import digest_readers, picks
from models.points import ledger
from models.submissions import submissions
from models.tags import taggings, tags
from tests.cases.scenes import to
from tests.conversation import GROUP, Person, Town, ids, texts, value
from tests.submissions.scenes import STAFF, handed_in, opened, pressing

pytestmark = pytest.mark.feature("C9")


async def said_by(town: Town, who: Person, words: str) -> dict[str, Any]:
    """A message in the group; returns it as a reply shows it."""
    spoken = town.message(who, words)
    await town.takes(spoken)
    message: dict[str, Any] = spoken["message"]
    return message


async def paid(town: Town, who: Person) -> int:
    """What somebody was paid for being chosen."""
    return sum(
        row["points"]
        for row in await town.rows(ledger)
        if (row["person_id"], row["rule"]) == (who.id, "pick")
    )


async def bear(town: Town, who: Person, key: str, number: int) -> None:
    """Let somebody have an interest of their own choice."""
    row = {
        "id": number,
        "community_id": 1,
        "key": key,
        "is_own_choice": True,
        "created_at": town.clock.now(),
    }
    borne = {
        "tag_id": number,
        "person_id": who.id,
        "community_id": 1,
        "source": "self",
        "evidence": {},
        "at": town.clock.now(),
    }
    async with town.database.writing() as connection:
        await connection.execute(insert(tags).values(**row))
        await connection.execute(insert(taggings).values(**borne))


async def test_a_message_is_chosen_once(town_on_both: Town) -> None:
    """A cup on it, points for who wrote it, however often it is chosen; no word of it is kept."""
    town = town_on_both
    ada, mei = await opened(town)
    message = await said_by(town, mei, "My secret way over the hill")
    chosen = town.message(ada, "/pick The hill", reply_to_message=message)
    said = await town.takes(chosen)
    await town.takes(chosen)
    await town.restart()
    again = await ada.says("加精", reply_to_message=message)
    undone = await ada.says("取消加精", reply_to_message=message)
    anew = await ada.says("加精 The hill", reply_to_message=message)

    cups = [(each.message_id, each.emoji) for each in said if isinstance(each, React)]
    assert cups == [(message["message_id"], "🏆")]
    assert value(said, "pick-done", "points") == 10
    assert (ids(again), ids(undone)) == (["pick-again"], ["pick-undone"])
    assert value(anew, "pick-done", "points") == 0
    assert await paid(town, mei) == 10
    (row,) = await town.rows(picks)
    assert (row["title"], row["person_id"]) == ("The hill", mei.id)
    assert "secret" not in str(row)


async def test_two_of_the_staff_choose_at_once(town_on_both: Town) -> None:
    """In one batch: one row, one payment."""
    town = town_on_both
    ada, mei = await opened(town)
    message = await said_by(town, mei, "Good")
    said = await town.takes(
        *(town.message(ada, "加精", reply_to_message=message) for _ in range(2))
    )

    assert sorted(each for each in ids(said)) == ["pick-again", "pick-done"]
    assert (await town.count(picks), await paid(town, mei)) == (1, 10)


async def test_from_a_member_it_is_a_word(town: Town) -> None:
    """Nobody else chooses: the word is talk, the command is refused."""
    ada, mei = await opened(town)
    message = await said_by(town, ada, "Good")

    assert await mei.says("加精", reply_to_message=message) == []
    assert ids(await mei.says("/pick", reply_to_message=message)) == ["refused-not-admin"]
    assert await town.count(picks) == 0


async def test_nobody_is_paid_for_their_own(town: Town) -> None:
    """It is among the best all the same."""
    ada, _ = await opened(town)
    message = await said_by(town, ada, "Good")
    said = await ada.says("/pick", reply_to_message=message)

    assert value(said, "pick-done", "points") == 0
    assert (await town.count(picks), await paid(town, ada)) == (1, 0)


@pytest.mark.parametrize(("said", "answer"), [("/pick", "pick-how"), ("/unpick", "pick-how")])
async def test_without_a_reply_it_tells_how(town: Town, said: str, answer: str) -> None:
    """There is nothing to choose."""
    ada, _ = await opened(town)

    assert ids(await ada.says(said)) == [answer]


async def test_a_tag_has_to_be_there(town: Town) -> None:
    """A slip would hide it from everybody's digest."""
    ada, mei = await opened(town)
    message = await said_by(town, mei, "Good")

    assert ids(await ada.says("/pick #runing", reply_to_message=message)) == ["pick-no-tag"]
    assert await town.count(picks) == 0


async def test_the_best_is_listed_with_links_page_by_page(town: Town) -> None:
    """Of the week, and of all time; a page of another community is not shown to strangers."""
    ada, mei = await opened(town)
    for number in range(12):
        message = await said_by(town, mei, f"Thought {number}")
        await ada.says(f"/pick Number {number}", reply_to_message=message)
    town.passes(days=3)
    first = await mei.whispers("/best")
    second = await mei.presses(pressing(first, "best-older"), chat_id=mei.id)
    town.passes(days=10)
    stale = await mei.whispers("/best")
    whole = await mei.whispers("/best 全部")
    forged = await town.person("Eve").presses("best|1|all|0", chat_id=9_999)

    titles = [dict(each.values)["title"] for each in texts(first) if each.id == "best-line"]
    assert titles == [f"Number {number}" for number in range(11, 1, -1)]
    assert str(value(first, "best-line", "link")).startswith("https://t.me/c/1000000001/")
    assert ids(second).count("best-line") == 2
    assert value(stale, "best-head", "count") == 0
    assert value(whole, "best-head", "count") == 12
    assert ids(forged) == ["button-stale"]


async def test_a_post_that_was_handed_in_is_its_authors(town: Town) -> None:
    """Points for who made it, a share in the figures, and gone with the post when taken back."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    await ada.presses(f"sbsee|{number}|publish", chat_id=STAFF)
    owed = await town.settles()
    assert to(owed, GROUP)
    (row,) = await town.rows(submissions)
    bots = {"id": 424242, "is_bot": True, "first_name": "Hearth"}
    message = {
        "message_id": row["message_id"],
        "date": 0,
        "from": bots,
        "text": "…",
        "chat": town.chat(GROUP),
    }
    await ada.says("加精", reply_to_message=message)
    desk = await ada.whispers("/submissions")
    await mei.presses(f"sbback|{number}|yes", chat_id=mei.id)

    assert await paid(town, mei) == 10
    assert value(desk, "submissions-featured", "share") == 100
    assert await town.count(picks) == 0


async def test_what_has_no_name_gets_none_by_being_chosen(town: Town) -> None:
    """Its author is paid, and stands nowhere: not in the answer, the list, or the row."""
    ada, mei = await opened(town)
    number = await handed_in(town, mei)
    async with town.database.writing() as connection:
        await connection.execute(update(submissions).values(is_named=False))
    await ada.presses(f"sbsee|{number}|publish", chat_id=STAFF)
    await town.settles()
    (row,) = await town.rows(submissions)
    message = {
        "message_id": row["message_id"],
        "date": 0,
        "from": {"id": 424242, "is_bot": True, "first_name": "Hearth"},
        "text": "…",
        "chat": town.chat(GROUP),
    }
    said = await ada.says("加精", reply_to_message=message)
    listed = await mei.whispers("/best")

    assert value(said, "pick-done", "name").id == "best-nobody"
    assert value(listed, "best-line", "name").id == "best-nobody"
    assert [each["person_id"] for each in await town.rows(picks)] == [None]
    assert await paid(town, mei) == 10


@pytest.mark.feature("C12")
async def test_a_digest_by_interests_on_monday(town_on_both: Town) -> None:
    """Once, to who asked for it: with tag A what bears A, without one everything."""
    town = town_on_both
    ada, mei = await opened(town)
    tom = town.person("Tom")
    await tom.whispers("/start")
    await tom.says("hello")
    await bear(town, mei, "running", 50)
    await bear(town, ada, "reading", 51)
    for words, tag in (("Run", "running"), ("Read", "reading")):
        message = await said_by(town, tom, words)
        await ada.says(f"/pick {words} #{tag}", reply_to_message=message)
    for reader in (mei, tom):
        page = await reader.whispers("/digest on")
        assert value(page, "digest-own", "on") == "yes"
    off = await ada.whispers("/digest")
    assert value(off, "digest-own", "on") == "no"
    await town.restart()
    town.passes(days=6)
    owed = await town.settles()
    again = await town.settles()

    told = {
        each.id: [
            dict(text.values)["title"]
            for text in texts(to(owed, each.id))
            if text.id == "best-line"
        ]
        for each in (ada, mei, tom)
    }
    assert told == {ada.id: [], mei.id: ["Run"], tom.id: ["Read", "Run"]}
    assert to(owed, GROUP) == []
    assert again == []


@pytest.mark.feature("C12")
async def test_the_group_reads_it_where_the_staff_want_that(town: Town) -> None:
    """Turned on by the staff alone; a week without any is no news."""
    ada, mei = await opened(town)
    assert ids(await mei.says("/digest group on")) == ["refused-not-admin"]
    assert ids(await ada.says("/digest group")) == ["digest-group-how"]
    assert ids(await ada.says("/digest 群 开")) == ["digest-group"]
    message = await said_by(town, mei, "Good")
    await ada.says("/pick Good", reply_to_message=message)
    town.passes(days=6)
    first = await town.settles()
    town.passes(days=7)
    second = await town.settles()

    assert ids(to(first, GROUP)) == ["digest-head", "best-line"]
    assert to(second, GROUP) == []


@pytest.mark.feature("C12")
async def test_off_and_forgotten_nothing_is_written(town_on_both: Town) -> None:
    """By the button, or with everything else; a pick of whoever was forgotten has no name."""
    town = town_on_both
    ada, mei = await opened(town)
    message = await said_by(town, mei, "Good")
    await ada.says("/pick Good", reply_to_message=message)
    page = await ada.whispers("/digest on")
    await ada.presses(pressing(page, "digest-off"), chat_id=ada.id)
    await mei.whispers("/digest on")
    await mei.presses(f"forget|{mei.id}|1", chat_id=mei.id)
    town.passes(days=6)
    owed = await town.settles()

    assert await town.rows(digest_readers) == []
    assert [row["person_id"] for row in await town.rows(picks)] == [None]
    assert "digest-head" not in ids(owed)
    assert value(await ada.whispers("/best all"), "best-line", "name").id == "best-nobody"
