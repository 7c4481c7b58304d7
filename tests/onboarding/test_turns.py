"""Newcomers may go back a step, and are promised one number of steps that stays."""

import pytest

from bot.features.onboarding.rules import Flow, Step, way_from
from bot.kit.effects import Effect
from models.onboarding import onboarding_steps
from models.profiles import profiles
from tests.conversation import GROUP, Person, Town, ids, value
from tests.onboarding.scenes import (
    answers_on,
    cards,
    newcomer_in,
    prepared,
    standing,
    tells,
    to,
    walks,
    with_rules,
)

pytestmark = pytest.mark.feature("O1")


async def until(town: Town, newcomer: Person, *deeds: str) -> list[Effect]:
    """Walk on by presses, and by words where a deed begins with =; returns what came last."""
    said: list[Effect] = []
    for deed in deeds:
        if deed.startswith("="):
            await tells(town, newcomer, deed[1:])
        else:
            said = await walks(town, newcomer, deed)
    return said


async def told_of(town: Town, field: str) -> str | None:
    """What was told in a field, as it is kept."""
    rows = await town.rows(profiles)
    return next((row["value"] for row in rows if row["field"] == field), None)


async def test_back_shows_the_step_before(club: Town) -> None:
    """Back leads to the step before, on the same card; agreed rules are shown without harm."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    first = await until(club, newcomer, "next")
    await until(club, newcomer, "agree1")
    (rules,) = cards(await walks(club, newcomer, "back"))
    (hello,) = cards(await walks(club, newcomer, "back"))
    await until(club, newcomer, "next")
    (city,) = cards(await walks(club, newcomer, "next"))

    assert answers_on(cards(first)[0]) == ["agree1", "back"]
    assert "onboarding-agreed" in ids([rules])
    assert answers_on(rules) == ["back", "next"]
    assert value([rules], "onboarding-progress", "number") == 2
    assert answers_on(hello) == ["next"]
    assert "onboarding-question" in ids([city])


async def test_back_at_the_first_step_is_forged(club: Town) -> None:
    """There is nothing before the first step, and no press leads there."""
    await prepared(club)
    newcomer = await newcomer_in(club)

    assert "button-stale" in ids(await walks(club, newcomer, "back"))
    assert (await standing(club, newcomer))["step"] == "hello"


async def test_back_pressed_twice_goes_back_once(club: Town) -> None:
    """The second of two presses is that of an older card, after a restart as well."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await until(club, newcomer, "next", "agree1")
    await walks(club, newcomer, "back", step="city")
    await club.restart()
    again = await walks(club, newcomer, "back", step="city")

    assert "onboarding-over" in ids(again)
    assert (await standing(club, newcomer))["step"] == "rules"


async def test_what_was_told_stays_told(club: Town) -> None:
    """Back at a question one reads one's answer, keeps it, or gives another."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await until(club, newcomer, "next", "agree1", "=Paris")
    (asked,) = cards(await walks(club, newcomer, "back"))
    forged = await walks(club, newcomer, "skip")
    kept = await told_of(club, "city")
    await walks(club, newcomer, "back")
    await tells(club, newcomer, "Lyon")

    assert value([asked], "onboarding-question-told", "answer") == "Paris"
    assert answers_on(asked) == ["back", "next"]
    assert "onboarding-question" in ids(forged)
    assert str(kept).endswith("Paris")
    assert str(await told_of(club, "city")).endswith("Lyon")


async def test_what_was_passed_over_may_be_done_after_all(club: Town) -> None:
    """Whoever skips a question, goes back and answers it has answered it; not the other way."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    await until(club, newcomer, "next", "agree1", "skip", "back", "=Paris", "back", "next")
    rows = {row["step"]: row for row in await club.rows(onboarding_steps)}

    assert rows["city"]["outcome"] == "done"
    assert rows["city"]["left_at"] is not None
    assert (await standing(club, newcomer))["step"] == "trade"


async def test_both_databases_lead_back(town_on_both: Town) -> None:
    """Going back, skipping and going on again are the same on both databases."""
    town = town_on_both
    await with_rules(town, await town.with_admin())
    newcomer = await newcomer_in(town)
    await until(town, newcomer, "next", "agree1", "back", "next", "skip")
    rows = {row["step"]: row["outcome"] for row in await town.rows(onboarding_steps)}

    assert rows == {"welcome": "done", "rules": "done", "introduce": "skipped"}
    assert (await standing(town, newcomer))["gathered"]["promised"]


async def test_no_way_leads_back_to_what_others_have_read(club: Town) -> None:
    """An introduction that is posted is not written again from the step behind it."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    picking = await until(club, newcomer, "next", "agree1", "skip", "skip")
    runner = answers_on(cards(picking)[0])[1]
    (look,) = cards(await until(club, newcomer, runner, "next", "=I run", "post"))
    posted = to(await club.settles(), GROUP)
    forged = await walks(club, newcomer, "back")

    assert "onboarding-introduction" in ids(posted)
    assert answers_on(look) == ["next"]
    assert "button-stale" in ids(forged)
    assert (await standing(club, newcomer))["step"] == "look"


async def test_the_promised_number_of_steps_stays(club: Town) -> None:
    """A step that an interest brings does not make the way longer than was said."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    (rules,) = cards(await until(club, newcomer, "next"))
    (city,) = cards(await until(club, newcomer, "agree1"))
    picking = await until(club, newcomer, "skip", "skip")
    runner = answers_on(cards(picking)[0])[1]
    (said,) = cards(await until(club, newcomer, runner, "next"))
    (look,) = cards(await until(club, newcomer, "skip"))

    shown = [
        (value([card], "onboarding-progress", "number"), value([card], *_COUNT))
        for card in (rules, city, said, look)
    ]
    assert shown == [(2, 6), (3, 6), (6, 6), (6, 6)]


async def test_the_number_is_promised_anew_by_welcome(club: Town) -> None:
    """Shown once more from the beginning, the steps that there are then are counted."""
    await prepared(club)
    newcomer = await newcomer_in(club)
    picking = await until(club, newcomer, "next", "agree1", "skip", "skip")
    runner = answers_on(cards(picking)[0])[1]
    await until(club, newcomer, runner, "next", "skip", "next")
    await newcomer.whispers("/welcome")
    (card,) = [c for c in to(await club.settles(), newcomer.id) if c.method == "sendMessage"]

    assert value([card], *_COUNT) == 7


def test_a_step_that_fell_away_is_jumped() -> None:
    """The numbers of a way never fall, and its count never grows, whatever comes and goes."""
    steps = [Step(name, "text") for name in "abcd"]
    flow = Flow("x", tuple(steps))
    promised = ("a", "b", "d")

    def shown(names: str, at: str) -> tuple[int, int] | None:
        there = [each for each in steps if each.id in names]
        return way_from(flow, there, at, promised=promised).progress

    assert [shown("abcd", at) for at in "abcd"] == [(1, 3), (2, 3), (2, 3), (3, 3)]
    assert [shown("acd", at) for at in "acd"] == [(1, 3), (1, 3), (3, 3)]
    assert shown("cd", "c") == (1, 3)


_COUNT = ("onboarding-progress", "count")
