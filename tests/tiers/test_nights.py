"""A night over a community's ladders: exact, the same twice, on both databases."""

import itertools
from datetime import date, timedelta

import pytest

from bot.features.places import place_of
from bot.features.tiers.nightly import Night, go_over
from bot.features.tiers.service import NIGHT
from bot.kit.apart import Apart
from bot.kit.unit_of_work import UnitOfWork
from models.activity import activity
from models.contacts import contacts
from models.dues import dues
from models.tiers import nominations, spends, tier_changes, tiers
from tests.conversation import GROUP, Person, Town
from tests.tiers.scenes import ZONE, lived, night, put, stands, yesterday

LURKER, REGULAR, ACTIVE, CORE, KOC = range(5)


class Killed(Exception):  # noqa: N818 — nothing has failed
    """The process is gone."""


async def people(town: Town, count: int) -> list[Person]:
    """Some who are in the group."""
    found = [town.person(f"P{number}") for number in range(count)]
    for person in found:
        await person.says("hello")
    return found


@pytest.mark.feature("T4")
class TestNight:
    async def test_eight_members_stand_where_their_past_puts_them(
        self, town_on_both: Town
    ) -> None:
        """By days, by whom they answer and who answers them; never by how much they write."""
        town = town_on_both
        await town.with_admin()
        a, b, c, d, e, f, g, h = await people(town, 8)
        await lived(town, b, days=1)
        await lived(town, c, days=2)
        await lived(town, d, days=8, answered=2)
        await lived(town, e, days=8, answered=3)
        await lived(town, f, days=15, answered=10, repliers=5)
        # Who could be proposed, and a flood that nobody answers.
        await lived(town, g, days=30, answered=3, repliers=20, thanked=5)
        await lived(town, h, days=30, messages=500)

        await night(town)

        expected = (LURKER, LURKER, REGULAR, REGULAR, ACTIVE, CORE, ACTIVE, REGULAR)
        actual = await stands(town)
        assert tuple(actual[each.id] for each in (a, b, c, d, e, f, g, h)) == expected

    async def test_the_same_night_again_changes_nothing(self, town_on_both: Town) -> None:
        """As after a kill between two parts, or on a second replica."""
        town = town_on_both
        await town.with_admin()
        (mei,) = await people(town, 1)
        await lived(town, mei, days=9, answered=5)
        await night(town)
        before = [await town.rows(table) for table in (tiers, tier_changes, nominations, contacts)]

        await night(town)
        await town.restart()
        await night(town)

        after = [await town.rows(table) for table in (tiers, tier_changes, nominations, contacts)]
        assert before == after

    async def test_what_a_kill_left_undone_is_done_by_the_next_try(
        self, town_on_both: Town
    ) -> None:
        """Parts that were written stay; nobody is moved twice, and nobody left out."""
        town = town_on_both
        await town.with_admin()
        found = await people(town, 6)
        for person in found:
            await lived(town, person, days=4)
        async with town.database.reading() as connection:
            uow = UnitOfWork(
                connection,
                now=town.clock.now(),
                chance=town.chance,
                dialect=town.database.dialect,
            )
            await town.places.read(uow, [GROUP])
            place = place_of(uow, GROUP)
        assert place is not None
        which = Night(place, place.policy.tiers.activity, yesterday(town))
        parts = itertools.count(1)

        async def finish(_: UnitOfWork) -> None:
            if next(parts) == 2:
                raise Killed

        dying = Apart(town.database, town.clock, town.chance, finish=finish, say=lambda _: None)
        with pytest.raises(Killed):
            await go_over(dying, which, at_once=2)
        half = await stands(town)

        await town.restart()
        await night(town)

        assert len(half) == 2
        assert {person.id for person in found} <= set(await stands(town))
        changed = [row["person_id"] for row in await town.rows(tier_changes)]
        assert sorted(changed) == sorted(set(changed))

    async def test_each_night_plans_the_next_at_the_communitys_own_hour(self, town: Town) -> None:
        """Ten past four by its clock, and a restart plans it once."""
        await town.with_admin()
        await night(town)

        waiting = [
            row
            for row in await town.rows(dues)
            if row["kind"] == NIGHT and row["state"] == "waiting"
        ]

        assert {row["due_at"].astimezone(ZONE).strftime("%H:%M") for row in waiting} == {"04:10"}


@pytest.mark.feature("N7")
class TestMoves:
    async def test_up_at_once_with_the_reasons(self, town_on_both: Town) -> None:
        """The night that sees it moves somebody, states it, and tells them with the figures."""
        town = town_on_both
        await town.with_admin()
        (mei,) = await people(town, 1)
        await mei.whispers("/start")
        await night(town)
        await lived(town, mei, days=8, answered=3)

        town.passes(hours=1)
        await night(town)

        rows = await town.rows(tier_changes)
        mine = [row for row in rows if row["person_id"] == mei.id]
        assert [(row["from_rank"], row["to_rank"]) for row in mine] == [(None, ACTIVE)]
        facts = [row for row in await town.rows(activity) if row["kind"] == "tier_changed"]
        assert [row["person_id"] for row in facts] == [mei.id]
        assert [row["category"] for row in await town.rows(contacts)] == ["tiers"]

    async def test_kept_within_the_grace_and_lower_after_it(self, town_on_both: Town) -> None:
        """Fourteen days below, one gentle word before, and no word at the step itself."""
        town = town_on_both
        await town.with_admin()
        (mei,) = await people(town, 1)
        await mei.whispers("/start")
        await put(
            town,
            tiers,
            [
                {
                    "community_id": 1,
                    "ladder": "activity",
                    "person_id": mei.id,
                    "rank": CORE,
                    "since": date(2026, 1, 1),
                }
            ],
        )
        ranks, letters = [], []
        for _ in range(16):
            await night(town)
            ranks.append((await stands(town))[mei.id])
            letters.append(await town.count(contacts))
            town.passes(days=1)

        assert ranks == [CORE] * 14 + [LURKER] * 2
        assert letters == [0] * 11 + [1] * 5
        facts = [row for row in await town.rows(activity) if row["kind"] == "tier_changed"]
        assert len(facts) == 1

    async def test_whoever_leaves_leaves_the_ladder(self, town_on_both: Town) -> None:
        """And begins anew when they come back."""
        town = town_on_both
        await town.with_admin()
        (mei,) = await people(town, 1)
        await lived(town, mei, days=9, answered=3)
        await night(town)

        await town.takes(town.change(mei, {"status": "left"}))
        town.passes(days=1)
        await night(town)

        assert mei.id not in await stands(town)
        mine = [row for row in await town.rows(tier_changes) if row["person_id"] == mei.id]
        assert [(row["from_rank"], row["to_rank"]) for row in mine] == [
            (None, ACTIVE),
            (ACTIVE, None),
        ]


@pytest.mark.feature("T5")
class TestValue:
    async def test_orders_make_a_ladder_of_their_own(self, town_on_both: Town) -> None:
        """Beside the other one, from the first order on."""
        town = town_on_both
        await town.with_admin()
        mei, ken = await people(town, 2)
        await lived(town, ken, days=3)
        day = yesterday(town)
        await put(
            town,
            spends,
            [
                {
                    "community_id": 1,
                    "ref": f"A{number}",
                    "person_id": mei.id,
                    "local_day": day - timedelta(days=number),
                    "amount": 600,
                }
                for number in range(4)
            ],
        )

        await night(town)

        value, active = await stands(town, "value"), await stands(town)
        assert (value[mei.id], value[ken.id]) == (3, 0)
        assert (active[mei.id], active[ken.id]) == (LURKER, REGULAR)

    async def test_without_orders_there_is_none(self, town: Town) -> None:
        """Nobody sleeps where nobody can buy."""
        await town.with_admin()
        await people(town, 1)

        await night(town)

        assert await stands(town, "value") == {}
