"""What a chat's administrators and the bot itself may do there."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

NO_RIGHTS: Final[Mapping[str, bool]] = MappingProxyType({})
# What stops working without each of the bot's rights, in the order in which it hurts.
NEEDED_RIGHTS: Final = (
    "can_delete_messages",
    "can_restrict_members",
    "can_invite_users",
    "can_pin_messages",
)


@dataclass(frozen=True, slots=True)
class Administrator:
    """Somebody who administers a chat, and with which rights."""

    person_id: int
    is_owner: bool
    rights: Mapping[str, bool]
    is_anonymous: bool = False

    def may(self, right: str) -> bool:
        """Whether this person has a right here; the owner has them all."""
        return self.is_owner or bool(self.rights.get(right))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the bot stands in a chat: its status and its rights."""

    status: str
    rights: Mapping[str, bool]

    @property
    def is_here(self) -> bool:
        """Whether the bot is in the chat at all."""
        return self.status in {"administrator", "member", "restricted", "creator"}

    @property
    def is_administrator(self) -> bool:
        """Whether it administers the chat."""
        return self.status in {"administrator", "creator"}

    @property
    def missing(self) -> tuple[str, ...]:
        """The rights it lacks of those that features need."""
        return tuple(right for right in NEEDED_RIGHTS if not self.rights.get(right))
