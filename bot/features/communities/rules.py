"""What a chat's administrators and the bot itself may do there."""

from collections.abc import Mapping, Sequence
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


def arranged(hung: Sequence[tuple[int, int | None]]) -> list[tuple[int, int]]:
    """Return chats with how deep they hang, each right under the one that it hangs under.

    Each is given with what it hangs under; those that hang under nothing known, and rings that
    hang under themselves, stand at the top.
    """
    known = {chat_id for chat_id, _ in hung}
    under: dict[int | None, list[int]] = {}
    for chat_id, parent_id in hung:
        under.setdefault(parent_id if parent_id in known else None, []).append(chat_id)
    found: dict[int, int] = {}

    def place(chat_id: int, depth: int) -> None:
        if chat_id not in found:
            found[chat_id] = depth
            for each in under.get(chat_id, ()):
                place(each, depth + 1)

    for chat_id in (*under.get(None, ()), *(each for each, _ in hung)):
        place(chat_id, 0)
    return list(found.items())
