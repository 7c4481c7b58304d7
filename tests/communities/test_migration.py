"""A group becomes a supergroup: everything moves, whatever is told first."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Table

from models.activity import activity, daily_activity
from models.checkins import checkins
from models.communities import administrators, chats, communities
from models.dues import dues
from models.members import members, memberships
from models.points import ledger
from models.settings import settings
from models.updates import failed_updates
from tests.conversation import Person, Town, ids, value
from tests.members.scenes import arrival, service

OLD, NEW = -5001, -1001000005001


def moved_to(town: Town, ada: Person) -> dict[str, Any]:
    """What the old chat tells."""
    return service(town, ada, chat_id=OLD, migrate_to_chat_id=NEW)


def moved_from(town: Town, ada: Person) -> dict[str, Any]:
    """What the new chat tells."""
    return service(town, ada, chat_id=NEW, migrate_from_chat_id=OLD)


def spoken(town: Town, ada: Person) -> dict[str, Any]:
    """Somebody signs in in the new chat, whether anything was told or not."""
    return town.message(ada, "签到", chat_id=NEW)


def chatted(town: Town, ada: Person) -> dict[str, Any]:
    """Somebody new to the books chats in the new chat."""
    lin = Person(town, ada.id + 500, "Lin")
    return town.message(lin, "what a lovely new place", chat_id=NEW)


async def history(town: Town) -> Person:
    """A month of a basic group, in short: a setting, two members, a sign-in, a chat and a join."""
    ada, mei = town.person("Ada"), town.person("Mei")
    await town.takes(town.own_change(ada, chat_id=OLD))
    await town.takes(
        town.change(ada, {"status": "creator", "is_anonymous": False}, chat_id=OLD),
        town.message(mei, "good morning everybody", chat_id=OLD),
        town.message(ada, "签到", chat_id=OLD),
        arrival(town, town.person("Newcomer"), chat_id=OLD),
    )
    await ada.presses(f"put|{OLD}|checkins.card_at|09:00", chat_id=OLD)
    town.passes(days=1)
    return ada


async def by_person(town: Town, table: Table, column: str) -> dict[int, int]:
    """Return a column's sum for each person."""
    sums: dict[int, int] = {}
    for row in await town.rows(table):
        sums[row["person_id"]] = sums.get(row["person_id"], 0) + row[column]
    return {person: total for person, total in sums.items() if total}


async def signings(town: Town, person: Person) -> list[int]:
    """Return what somebody's sign-ins were paid."""
    return [
        row["points"]
        for row in await town.rows(ledger)
        if row["person_id"] == person.id and row["rule"] == "checkin"
    ]


async def assert_whole(town: Town) -> None:
    """One community, one living chat, and books that balance."""
    (community,) = await town.rows(communities)
    rows = {row["id"]: row for row in await town.rows(chats)}
    assert {key: row["migrated_to"] for key, row in rows.items()} == {OLD: NEW, NEW: None}
    assert {row["community_id"] for row in rows.values()} == {community["id"]}
    assert {row["chat_id"] for row in await town.rows(activity)} == {NEW}
    assert {row["chat_id"] for row in await town.rows(checkins)} <= {NEW}
    assert {row["chat_id"] for row in await town.rows(memberships)} == {NEW}
    assert {row["chat_id"] for row in await town.rows(administrators)} <= {NEW}
    assert await by_person(town, ledger, "points") == await by_person(town, members, "points")
    assert await by_person(town, ledger, "experience") == await by_person(
        town, members, "experience"
    )
    assert await town.rows(failed_updates) == []


@pytest.mark.parametrize(
    "tellers",
    [
        [moved_to],
        [moved_from],
        *permutations([moved_to, moved_from]),
        [moved_to, moved_from, moved_to, moved_from],
        [spoken, moved_to, moved_from],
        [spoken, chatted, moved_from, moved_to],
        [moved_from, spoken, moved_to],
        [chatted, moved_to, spoken],
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
async def test_everything_moves_whatever_is_told(
    town: Town, tellers: list[Any], at_once: bool
) -> None:
    """Both chats tell, or one, once or twice, before or after the new one is spoken in."""
    ada = await history(town)
    before = await by_person(town, ledger, "points")
    updates = [tell(town, ada) for tell in tellers]
    for batch in [updates] if at_once else [[update] for update in updates]:
        await town.takes(*batch)
        town.passes(seconds=2)

    after = await by_person(town, ledger, "points")
    await assert_whole(town)
    assert before.keys() <= after.keys()
    assert all(before[each] == after[each] for each in before if each != ada.id)
    assert after[ada.id] >= before[ada.id]
    assert len(await signings(town, ada)) == (2 if spoken in tellers else 1)
    assert await town.count(settings) == 1
    assert (ada.id + 500 in after) == (chatted in tellers)


async def test_a_move_on_postgresql_and_sqlite_alike(town_on_both: Town) -> None:
    """Spoken in before it is told: what was done in the new chat is kept beside the old books."""
    town = town_on_both
    ada = await history(town)
    await town.takes(spoken(town, ada), chatted(town, ada))
    town.passes(seconds=2)
    await town.takes(moved_from(town, ada), moved_to(town, ada))

    await assert_whole(town)
    days = {row["local_day"] for row in await town.rows(checkins) if row["person_id"] == ada.id}
    assert len(days) == 2
    kinds = await town.rows(daily_activity)
    assert sum(row["times"] for row in kinds) == await town.count(activity)


async def test_the_same_day_signed_in_both_chats_is_paid_once(town: Town) -> None:
    """Signed in in the old chat and, before the move was told, in the new one: one sign-in."""
    ada = await history(town)
    await town.takes(town.message(ada, "签到", chat_id=OLD))
    await town.takes(spoken(town, ada))
    town.passes(seconds=2)
    await town.takes(moved_to(town, ada))

    await assert_whole(town)
    assert len(await signings(town, ada)) == 2
    assert len([row for row in await town.rows(checkins) if row["person_id"] == ada.id]) == 2


async def test_a_group_met_and_moved_in_one_batch_loses_nothing(town: Town) -> None:
    """Added, spoken in and turned into a supergroup within a second, as happens on a promotion."""
    ada = town.person("Ada")
    await town.takes(
        town.own_change(ada, chat_id=OLD),
        town.message(ada, "good morning everybody", chat_id=OLD),
        moved_to(town, ada),
        moved_from(town, ada),
        town.own_change(ada, chat_id=NEW, old="administrator"),
        town.message(ada, "签到", chat_id=NEW),
    )

    await assert_whole(town)
    assert [row["messages"] for row in await town.rows(members)] == [2]
    assert await town.count(checkins) == 1


async def test_the_streak_and_the_card_go_on(town: Town) -> None:
    """The day after the move the streak is two, admins are admins, the next card is planned."""
    ada = await history(town)
    await town.takes(moved_to(town, ada), moved_from(town, ada))

    answer = await ada.says("签到", chat_id=NEW)
    menu = await ada.says("/settings", chat_id=NEW)

    assert value(answer, "checkin-done", "streak") == 2
    assert ids(menu)[0] == "settings-head"
    assert NEW in {row["details"].get("chat_id") for row in await town.rows(dues)}


async def test_what_comes_late_under_the_old_id_founds_nothing(town: Town) -> None:
    """A straggler of the old chat makes no new community and no failure."""
    ada = await history(town)
    await town.takes(moved_to(town, ada))

    await ada.says("am I still here?", chat_id=OLD)

    assert await town.count(communities) == 1
    assert await town.rows(failed_updates) == []


async def test_a_move_of_a_chat_that_nobody_knew(town: Town) -> None:
    """Told only by the new chat of an old one that the bot was never in: nothing to move."""
    ada = town.person("Ada")
    await town.takes(moved_from(town, ada))

    assert [row["id"] for row in await town.rows(chats)] == [NEW]
    assert await town.rows(failed_updates) == []
