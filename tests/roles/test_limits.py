"""How often staff may act, and what forgetting makes of roles."""

from typing import Any

import pytest

from bot.features.roles.service import spend_action
from bot.kit.refusal import Refusal
from bot.kit.unit_of_work import UnitOfWork
from models.audits import audits
from models.outbox import outbox
from models.roles import roles
from tests.conversation import GROUP, Person, Town, ids
from tests.roles.test_conversation import case, given, promoted


async def spends(town: Town, person: Person, most: int) -> Any:
    """Let somebody act once more; returns why not, or None."""
    async with town.database.writing() as connection:
        uow = UnitOfWork(
            connection,
            now=town.clock.now(),
            chance=town.chance,
            dialect=town.database.dialect,
        )
        try:
            await spend_action(uow, 1, person.id, most=most, chat_id=GROUP, name="Bob")
        except Refusal as refusal:
            return refusal.why
        await uow.flush()
        return None


@pytest.mark.feature("Mx9")
async def test_acts_are_limited_per_minute(town_on_both: Town) -> None:
    """With the last that is allowed the owner is told, once; a minute later all is forgotten."""
    town = town_on_both
    ada = await town.with_admin()
    await ada.whispers("/start")
    bob = await promoted(town, "Bob", can_restrict_members=True)
    for number in (1, 2):
        assert await spends(town, bob, 3) is None
        await case(town, bob, number)

    assert await spends(town, bob, 3) is None
    await case(town, bob, 3)
    refused = await spends(town, bob, 3)
    town.passes(seconds=61)

    assert refused.id == "role-too-fast"
    told = [row for row in await town.rows(outbox) if row["key"].startswith("too-fast:")]
    assert [row["chat_id"] for row in told] == [ada.id]
    assert await spends(town, bob, 3) is None


async def test_nought_is_no_limit(town: Town) -> None:
    """An operator who wants none has none."""
    await town.with_admin()
    bob = await promoted(town, "Bob", can_restrict_members=True)
    for number in range(1, 40):
        await case(town, bob, number)

    assert await spends(town, bob, 0) is None


@pytest.mark.feature("Mx1")
async def test_who_is_forgotten_has_no_role_any_more(town: Town) -> None:
    """At once, cached roles included; the audit keeps the acts without the name."""
    ada = await town.with_admin()
    bob = await promoted(town, "Bob", can_change_info=True)
    await ada.says(f"/role {bob.id} content")
    await bob.whispers("/start")

    await bob.presses(f"forget|{bob.id}|1", chat_id=bob.id)

    assert await given(town) == {}
    assert await town.count(roles) == 0
    (row,) = [each for each in await town.rows(audits) if each["category"] == "roles"]
    assert row["subject_id"] < 0
    assert row["actor_id"] == ada.id
    lines = ids(await ada.whispers("/audit roles"))
    assert lines.count("audit-line") == 1
