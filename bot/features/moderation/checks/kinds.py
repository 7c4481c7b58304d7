"""Kinds of message that a community has locked: stickers, polls, voice messages and so on."""

from dataclasses import dataclass, field
from typing import Final

from bot.features.moderation.kinds import BITS, KINDS, SETS, kinds_of, mask_of
from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

NAMES: Final = (*KINDS, *SETS)


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """The locked kinds: `all`, `media`, or any of the names in `kinds.KINDS`."""

    locked: tuple[str, ...] = field(
        default=(), metadata={"most": len(NAMES), "longest": 20, "options": NAMES}
    )


def kinds(terms: Terms) -> Check | None:
    """Return the check, or None where nothing is locked."""
    locked = mask_of(terms.locked)
    if not locked:
        return None

    def look(said: Said) -> Finding | None:
        found = kinds_of(said.message) & locked
        if not found:
            return None
        name = next(name for name in KINDS if found & BITS[name])
        return Finding(Text("finding-kinds", kind=Text(f"kind-{name}")))

    return look
