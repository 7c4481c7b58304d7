"""One chat's calls: sanctions go side by side, and what is told of one person in its order."""

import asyncio
from collections import defaultdict

from bot.kit.clock import StoppedClock
from bot.kit.database import Database
from bot.kit.effects import Delivery, Priority
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome
from bot.runtime.recording import RecordingGateway
from tests.runtime.outbox import GROUP, courier_of, owe, states


class Watching(RecordingGateway):
    """Sees how many calls are under way at once, in all and about one person."""

    def __init__(self) -> None:
        super().__init__()
        self.most = 0
        self.most_about_one = 0
        self.told: dict[int, list[bool]] = defaultdict(list)
        self._under_way: list[int] = []

    async def deliver(self, owed: Owed) -> Outcome:
        """Take a moment over each call."""
        subject = owed.arguments["user_id"]
        self.told[subject].append(owed.arguments["permissions"]["can_send_messages"])
        self._under_way.append(subject)
        self.most = max(self.most, len(self._under_way))
        self.most_about_one = max(self.most_about_one, self._under_way.count(subject))
        await asyncio.sleep(0)
        self._under_way.remove(subject)
        return Done(True)


def restriction(key: str, person_id: int, *, may: bool) -> Delivery:
    """Owe a word about what somebody may do."""
    return Delivery(
        key=key,
        chat_id=GROUP,
        method="restrictChatMember",
        arguments={"user_id": person_id, "permissions": {"can_send_messages": may}},
        is_repeatable=True,
        priority=Priority.SANCTION,
    )


async def test_sanctions_of_different_people_go_side_by_side(
    database: Database, clock: StoppedClock
) -> None:
    """Eight at a time, never two about one person, and each hears the last word last."""
    owed = [restriction(f"mute:{each}", each, may=False) for each in range(1, 41)]
    owed += [restriction(f"free:{each}", each, may=True) for each in range(40, 0, -1)]
    await owe(database, clock, *owed)
    gateway = Watching()
    await courier_of(database, clock, gateway).drain()

    assert set(await states(database)) == {"done"}
    assert (gateway.most, gateway.most_about_one) == (8, 1)
    assert set(map(tuple, gateway.told.values())) == {(False, True)}
