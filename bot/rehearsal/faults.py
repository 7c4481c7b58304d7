"""Failures on request: what a network and a busy Telegram do to a bot."""

from typing import Any

from msgspec import Struct

from bot.rehearsal.chance import Chance

KINDS = ("429", "5xx", "timeout_before", "timeout_after", "broken_before", "broken")


class Fault(Struct, omit_defaults=True):
    """One kind of failure, for the calls that it fits, as often as it says."""

    kind: str
    method: str = "*"
    chat_id: int | None = None
    times: int | None = None
    probability: float = 1.0
    retry_after: int = 5

    def fits(self, method: str, params: dict[str, Any]) -> bool:
        """Whether this call is one of its own; `*` spares `getUpdates`, which must be named."""
        if self.method == "*":
            if method == "getUpdates":
                return False
        elif self.method.lower() != method.lower():
            return False
        return self.chat_id is None or str(params.get("chat_id")) == str(self.chat_id)


class Faults:
    """The failures now in force."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self.active: list[Fault] = []

    def strike(self, method: str, params: dict[str, Any]) -> Fault | None:
        """The failure that befalls this call, if any; one with `times` wears off."""
        for fault in self.active:
            if fault.fits(method, params) and self._chance.happens(fault.probability):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.active.remove(fault)
                return fault
        return None
