"""Who administers a chat is asked again, where it has not been told for long."""

from bot.kit.effects import Probe
from tests.conversation import GROUP, Town


def probes(town: Town) -> list[int]:
    """The chats that were asked about since the last look."""
    asked = [effect.chat_id for effect in town.said if isinstance(effect, Probe)]
    town.said.clear()
    return asked


async def test_an_old_roster_is_asked_for_once(town: Town) -> None:
    """Six hours later the first message asks, and the next ones do not."""
    await town.with_admin()
    mei = town.person()
    await mei.says("good morning")
    fresh = probes(town)
    town.passes(hours=6)

    await mei.says("is anybody still here?")
    await mei.says("nobody, then")

    assert fresh == []
    assert probes(town) == [GROUP]
