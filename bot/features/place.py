"""A group or channel as features see it: whose it is, what is played by, who may do what.

And what a batch has read of places and people, for whoever looks at it anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from bot.features.challenges.rules import Call
from bot.features.communities.rules import Administrator, Standing
from bot.features.draws.rules import Entry
from bot.features.members.rules import Tenure
from bot.features.members.service import Known
from bot.features.points.rules import ChatMemory
from bot.features.roles import rules
from bot.features.roles.rules import Act, Role
from bot.features.segments.words import Scope
from bot.features.settings.policy import Policy
from bot.kit.likeness import likenesses
from bot.kit.unit_of_work import UnitOfWork

# How the names of some people look, by person.
Names: TypeAlias = tuple[tuple[int, tuple[str, ...]], ...]
# What a community plays by: its policy, its roles, what leads to its own, its open challenges,
# the words that enter its open draws. Whatever of it changes changes the version of the policy:
# one key serves all.
Played: TypeAlias = tuple[
    Policy, Mapping[int, Role], frozenset[str], tuple[Call, ...], tuple[Entry, ...]
]
# Chats that serve the staff: who administers one of them is nobody to the community by that.
BACK_ROOMS: Final = frozenset({"staff", "log"})


@dataclass(frozen=True, slots=True)
class Place:
    """A group or channel, the community that it belongs to, and what is played by there."""

    chat_id: int
    chat_type: str
    chat_kind: str
    title: str
    username: str | None
    is_forum: bool
    linked_chat_id: int | None
    standing: Standing
    community_id: int
    community_name: str
    language: str
    zone: ZoneInfo
    policy: Policy
    roster: Mapping[int, Administrator]
    # None while Telegram has not been asked.
    roster_read_at: datetime | None
    # The roles that the community gave, by person.
    roles: Mapping[int, Role] = field(default_factory=dict)
    # What leads to the community's own: its chats and their linked channels by id and address,
    # and the bot itself.
    home: frozenset[str] = frozenset()
    # What is listened for here, because a challenge takes place here.
    calls: tuple[Call, ...] = ()
    # The words that enter open draws here.
    entries: tuple[Entry, ...] = ()
    # Another one with every change of what the community plays by.
    version: int = 0
    # Whether a gate was closed here when the batch began.
    is_raided: bool = False
    # How the names of its administrators look, by person, and under 0 its own and the community's.
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def is_administrator(self, person_id: int) -> bool:
        """Whether somebody administers this chat."""
        return person_id in self.roster

    def may(self, person_id: int, right: str) -> bool:
        """Whether somebody has a right in this chat."""
        administrator = self.roster.get(person_id)
        return administrator is not None and administrator.may(right)

    @property
    def is_back_room(self) -> bool:
        """Whether this is a chat of the staff, or the log."""
        return self.chat_kind in BACK_ROOMS

    @property
    def is_guarded(self) -> bool:
        """Whether a gate can hold somebody here: a supergroup in which the bot may restrict."""
        return (
            self.chat_type == "supergroup"
            and not self.is_back_room
            and self.standing.is_administrator
            and bool(self.standing.rights.get("can_restrict_members"))
        )

    def role_of(self, person_id: int) -> Role | None:
        """Return what somebody is here: the role given, or what their standing makes of them."""
        return rules.role_of(self.roles.get(person_id), self._administrator(person_id))

    def allows(self, person_id: int, act: Act) -> bool:
        """Whether somebody may do something here now, by role and by Telegram's right both."""
        return rules.allows(self.roles.get(person_id), self._administrator(person_id), act)

    def scope(self, now: datetime) -> Scope:
        """Return within what an expression over this community's members is asked."""
        return Scope(self.community_id, self.zone, now, self.policy)

    def _administrator(self, person_id: int) -> Administrator | None:
        # Whoever founds a staff chat owns it at Telegram, and the community no more for it.
        return None if self.is_back_room else self.roster.get(person_id)


@lru_cache(maxsize=2000)
def with_own(names: Names, own: tuple[str, ...]) -> Mapping[int, tuple[str, ...]]:
    """Return how names look, with those of a place itself under 0.

    It is one value for as long as nothing changes, so that it needs to be turned around only once.
    """
    return MappingProxyType({**dict(names), 0: likenesses(own)})


def place_of(uow: UnitOfWork, chat_id: int) -> Place | None:
    """Return the place that the batch has read for a chat."""
    place: Place | None = uow.recall(("place", chat_id))
    return place


def known_of(uow: UnitOfWork, person_id: int) -> Known | None:
    """Return what the batch has read of a person."""
    known: Known | None = uow.recall(("known", person_id))
    return known


def chat_memory_of(uow: UnitOfWork, community_id: int, person_id: int) -> ChatMemory:
    """Return what the chat rule remembers of a member."""
    memory: ChatMemory | None = uow.recall(("chat memory", community_id, person_id))
    return memory or ChatMemory()


def is_kept_present(uow: UnitOfWork, chat_id: int, person_id: int) -> bool:
    """Whether it is kept already that somebody is in a chat, or was."""
    return bool(uow.recall(("present", chat_id, person_id)))


def tenure_of(uow: UnitOfWork, community_id: int, person_id: int) -> Tenure:
    """Return how long and how much somebody has been heard in a community."""
    tenure: Tenure | None = uow.recall(("tenure", community_id, person_id))
    return tenure or Tenure()
