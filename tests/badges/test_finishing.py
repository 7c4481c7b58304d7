"""The badge that a challenge promises goes to whoever finishes it."""

import pytest

from handlers import buttons
from handlers.challenge_buttons import SignChallenge
from models.badges import badges, honours
from tests.challenges.test_conversation import begun, joined
from tests.conversation import Town

pytestmark = pytest.mark.feature("A5")


async def test_whoever_finishes_is_given_the_badge_once(town_on_both: Town) -> None:
    """It comes to be with the first of them; a replay and a restart give nothing twice."""
    town = town_on_both
    await begun(town, "2 Two good days start:today badge:Steady")
    mei, tom, idle = town.person("Mei"), town.person("Tom"), town.person("Idle")
    number = await joined(town, mei, tom, idle)
    press = buttons.pack(SignChallenge(number))
    await mei.presses(press)
    await tom.presses(press)
    assert await town.count(badges) == 0
    town.passes(days=1)
    await town.restart()

    last = town.press(mei, press)
    await town.takes(last)
    await town.takes(last)
    await mei.presses(press)
    await tom.presses(press)

    (badge,) = await town.rows(badges)
    assert (badge["key"], badge["title"]) == ("steady", "Steady")
    worn = [row["person_id"] for row in await town.rows(honours) if row["revoked_at"] is None]
    assert sorted(worn) == [mei.id, tom.id]
