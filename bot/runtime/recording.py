"""Stand-ins for tests that record what would have gone to Telegram."""

from collections.abc import Callable, Iterable

from bot.kit.effects import Effect
from bot.runtime.gateway import Owed
from bot.runtime.outcomes import Done, Outcome


class RecordingCourier:
    """Takes effects as the courier does, and keeps them."""

    def __init__(self) -> None:
        self.spoken: list[Effect] = []
        self.woken = 0

    def speak(self, effects: Iterable[Effect]) -> None:
        """Keep effects."""
        self.spoken.extend(effects)

    def wake(self) -> None:
        """Count that something was owed."""
        self.woken += 1

    def take(self) -> list[Effect]:
        """Return what was said since the last look."""
        taken, self.spoken = self.spoken, []
        return taken


class RecordingGateway:
    """Takes calls as the gateway does, keeps them, and answers as it is told.

    Args:
        replies: what becomes of a call; everything is done where it is not given.
    """

    def __init__(self, replies: Callable[[Effect | Owed], Outcome] | None = None) -> None:
        self.calls: list[Effect | Owed] = []
        self.replies = replies or _done

    async def say(self, effect: Effect) -> Outcome:
        """Record an effect."""
        self.calls.append(effect)
        return self.replies(effect)

    async def deliver(self, owed: Owed) -> Outcome:
        """Record a delivery."""
        self.calls.append(owed)
        return self.replies(owed)

    @property
    def delivered(self) -> list[Owed]:
        """What came from the outbox."""
        return [call for call in self.calls if isinstance(call, Owed)]

    @property
    def said(self) -> list[Effect]:
        """What came as effects."""
        return [call for call in self.calls if not isinstance(call, Owed)]


def _done(_call: Effect | Owed) -> Outcome:
    return Done({"message_id": 1})
