"""The limits of a check, by command: what is taken, and what is told where it does not fit."""

from typing import Any

import pytest

from bot.features.moderation.checks.registry import CHECKS
from bot.features.settings.terms import described
from handlers.checks import limits_of
from handlers.limits import expected_of
from models.audits import audits
from models.settings import settings
from tests.conversation import Town, catalog, ids, value

pytestmark = pytest.mark.feature("R2")
OTHER_GROUP = -1001000000002


@pytest.mark.parametrize(
    ("said", "key", "stored"),
    [
        ("/check flood most 8", "checks.flood.most", 8),
        ("/check Flood WITHIN 30s", "checks.flood.within", 30),
        ("/check flood within 2m", "checks.flood.within", 120),
        ("/check flood clause 3", "checks.flood.clause", 3),
        ("/check night begins 23:00", "checks.night.begins", "23:00"),
        ("/check night rests media", "checks.night.rests", "media"),
        ("/check links only any", "checks.links.only", "any"),
        ("/check links hidden off", "checks.links.hidden", False),
        ("/check scripts share 0.25", "checks.scripts.share", 0.25),
        ("/check scripts unwanted thai, arabic", "checks.scripts.unwanted", ["thai", "arabic"]),
        ("/check newcomers refused -", "checks.newcomers.refused", []),
    ],
)
async def test_a_limit_is_kept(town: Town, said: str, key: str, stored: Any) -> None:
    """As it is written elsewhere too; the page is shown, the change audited, told twice once."""
    ada = await town.with_admin()
    update = town.message(ada, said)

    told = await town.takes(update)
    await town.restart()
    await town.takes(update, town.message(ada, said))

    assert ids(told)[0] == "check-head"
    assert [(row["key"], row["value"]) for row in await town.rows(settings)] == [(key, stored)]
    assert [row["after"] for row in await town.rows(audits)] == [{key: stored}]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("/check flod most 8", "check-unknown-near"),
        ("/check zzzzzz", "check-unknown"),
        ("/check flood least 8", "check-limit-unknown"),
        ("/check flood mode on", "check-limit-unknown"),
        ("/check words words x", "check-limit-unknown"),
        ("/check flood most", "check-limit-odd"),
        ("/check flood most many", "check-limit-odd"),
        ("/check flood most -1", "check-limit-odd"),
        ("/check flood most 1000000", "check-limit-odd"),
        ("/check flood within 30", "check-limit-odd"),
        ("/check flood within 9d", "check-limit-odd"),
        ("/check night begins 25:00", "check-limit-odd"),
        ("/check links hidden maybe", "check-limit-odd"),
        ("/check scripts unwanted klingon", "check-limit-odd"),
        ("/check scripts share 7", "check-limit-odd"),
    ],
)
async def test_what_does_not_fit_is_told(town: Town, said: str, why: str) -> None:
    """What was wrong and what would be right; nothing is kept."""
    ada = await town.with_admin()

    assert ids(await ada.says(said)) == [why]
    assert await town.count(settings) == 0


async def test_alone_it_shows(town: Town) -> None:
    """All checks, or one of them with its limits."""
    ada = await town.with_admin()

    assert ids(await ada.says("/check"))[0] == "checks-head"
    assert value(await ada.says("/check flood"), "check-limits", "name") == "flood"


async def test_only_whoever_may_change_the_settings(town: Town) -> None:
    """Members are refused in the group; by DM it must be plain which group is meant."""
    ada, mei = await town.with_admin(), town.person()
    assert ids(await mei.says("/check flood most 2")) == ["refused-not-admin"]
    assert await town.count(settings) == 0

    await ada.whispers("/check flood most 2")
    assert await town.count(settings) == 1

    await town.takes(town.own_change(ada, chat_id=OTHER_GROUP))
    await town.takes(town.change(ada, {"status": "creator"}, chat_id=OTHER_GROUP))
    assert ids(await ada.whispers("/check flood most 3")) == ["commands-in-group"]
    assert await town.count(settings) == 1


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("name", CHECKS)
def test_every_limit_says_what_it_may_be(name: str, language: str) -> None:
    """Whatever a check is limited by, there is a sentence for it."""
    terms = CHECKS[name][0]

    assert limits_of(terms())
    for key in limits_of(terms()):
        assert catalog().plain(expected_of(described(terms)[key]), language)
