"""What a batch has to know of the chats and people in it: read with one query each."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from sqlalchemy import Row, Select, and_, case, exists, select

from bot.features.communities.calls import calls_of, entries_of
from bot.features.communities.queries import homes_of, staff_chats
from bot.features.communities.rules import Administrator, Standing
from bot.features.members.rules import Tenure
from bot.features.members.service import Known
from bot.features.place import (
    Names,
    Place,
    Played,
    chat_memory_of,
    is_kept_present,
    known_of,
    place_of,
    tenure_of,
    with_own,
)
from bot.features.points.rules import ChatMemory
from bot.features.roles.queries import roles_given
from bot.features.settings.policy import Policy, policy_with
from bot.kit.caching import missing_of
from bot.kit.days import zone_named
from bot.kit.keys import NUMBERS, TRIPLES, numbers_in, triples_in
from bot.kit.likeness import likenesses
from bot.kit.sqlite import HERE
from bot.kit.unit_of_work import UnitOfWork
from models.communities import administrators, chats, communities
from models.members import members, memberships, people
from models.raids import raids
from models.settings import settings

__all__ = [
    "WATCHED",
    "Place",
    "Places",
    "chat_memory_of",
    "is_kept_present",
    "known_of",
    "place_of",
    "staff_chats",
    "tenure_of",
]

# The tables below are what `read` reads: written by a statement of their own, they are read anew.
WATCHED = frozenset({"communities", "chats", "administrators", "settings", "people"})
# A policy or a roster is small and its version is part of the key, so what is old is never used.
MOST_CACHED = 2000
_Key: TypeAlias = tuple[int, int]


class Places:
    """Reads places and people for a batch; keeps policies and rosters by their version."""

    def __init__(self, defaults: Policy) -> None:
        self.standard = defaults  # What is played by where nobody chose anything else.
        self.own_name = ""  # As in addresses, once Telegram has told it.
        self._policies: dict[_Key, Played] = {}
        self._rosters: dict[tuple[int, int], tuple[Mapping[int, Administrator], Names]] = {}

    def adopt(self, defaults: Policy) -> None:
        """Play by other defaults from now on; what is being read goes on by the older ones."""
        self.standard, self._policies = defaults, {}

    async def read(self, uow: UnitOfWork, chat_ids: Iterable[int]) -> set[int]:
        """Read the places of a batch; returns the chats that nobody registered."""
        wanted = sorted(set(chat_ids))
        rows = await self._rows(uow, wanted) if wanted else []
        policies = await self._policies_of(uow, {(row.community_id, row.version) for row in rows})
        await self._read_rosters(uow, {(row.id, row.roster_version) for row in rows})
        for row in rows:
            uow.remember(("place", row.id), self._place(row, policies))
        return set(wanted) - {row.id for row in rows}

    async def home_of(self, uow: UnitOfWork, person_id: int) -> Place | None:
        """Return where a person's DM belongs: the community chosen, or the one last active in."""
        found = await uow.execute(
            select(chats.c.id)
            .join(members, members.c.community_id == chats.c.community_id)
            .join(people, people.c.id == members.c.person_id)
            .where(members.c.person_id == person_id, chats.c.migrated_to.is_(None))
            .order_by(
                case((people.c.home_community_id == members.c.community_id, 0), else_=1),
                members.c.last_seen_at.desc(),
                case((chats.c.kind == "main", 0), else_=1),
                chats.c.created_at,
            )
            .limit(1)
        )
        chat_id = found.scalar()
        await self.read(uow, [] if chat_id is None else [chat_id])
        return None if chat_id is None else place_of(uow, chat_id)

    async def administered_by(self, uow: UnitOfWork, person_id: int) -> list[Place]:
        """Return the places whose administrator somebody is, by title."""
        found = await uow.execute(
            select(chats.c.id)
            .join(administrators, administrators.c.chat_id == chats.c.id)
            .where(administrators.c.person_id == person_id, chats.c.migrated_to.is_(None))
            .order_by(chats.c.title)
            .limit(50)
        )
        chat_ids = list(found.scalars())
        await self.read(uow, chat_ids)
        return [place for each in chat_ids if (place := place_of(uow, each)) is not None]

    async def of_community(self, uow: UnitOfWork, community_id: int) -> list[Place]:
        """Return every place of a community where the bot is."""
        found = await uow.execute(
            select(chats.c.id).where(
                chats.c.community_id == community_id, chats.c.migrated_to.is_(None)
            )
        )
        chat_ids = list(found.scalars())
        await self.read(uow, chat_ids)
        return [place for chat_id in chat_ids if (place := place_of(uow, chat_id)) is not None]

    async def _rows(self, uow: UnitOfWork, chat_ids: list[int]) -> list[Row[Any]]:
        found = await uow.execute(_places_read(uow.dialect), {NUMBERS: chat_ids})
        return list(found.all())

    async def _policies_of(self, uow: UnitOfWork, wanted: set[_Key]) -> Mapping[_Key, Played]:
        defaults, policies = self.standard, self._policies
        missing = missing_of(policies, wanted, most=MOST_CACHED)
        if not missing:
            return policies
        changes: dict[int, dict[str, Any]] = {community_id: {} for community_id, _ in missing}
        found = await uow.execute(
            select(settings.c.community_id, settings.c.key, settings.c.value).where(
                settings.c.community_id.in_(sorted(changes))
            )
        )
        for row in found:
            changes[row.community_id][row.key] = row.value
        given = await roles_given(uow, sorted(changes))
        homes = await homes_of(uow, sorted(changes))
        calls = await calls_of(uow, sorted(changes))
        entries = await entries_of(uow, sorted(changes))
        for community_id, version in missing:
            policy = policy_with(defaults, changes[community_id])
            home = homes[community_id] | {self.own_name.casefold()} - {""}
            policies[community_id, version] = (
                *(policy, given[community_id], home),
                calls[community_id],
                entries[community_id],
            )
        return policies

    async def _read_rosters(self, uow: UnitOfWork, wanted: set[tuple[int, int]]) -> None:
        missing = missing_of(self._rosters, wanted, most=MOST_CACHED)
        if not missing:
            return
        found = await uow.execute(
            select(administrators, people.c.first_name, people.c.last_name, people.c.username)
            .join(people, people.c.id == administrators.c.person_id)
            .where(administrators.c.chat_id.in_(sorted(chat_id for chat_id, _ in missing)))
        )
        rosters: dict[int, dict[int, Administrator]] = {chat_id: {} for chat_id, _ in missing}
        names: dict[int, dict[int, tuple[str, ...]]] = {chat_id: {} for chat_id, _ in missing}
        for row in found:
            rosters[row.chat_id][row.person_id] = Administrator(
                row.person_id, row.is_owner, row.rights, row.is_anonymous
            )
            whole = f"{row.first_name} {row.last_name or ''}"
            names[row.chat_id][row.person_id] = likenesses((whole, row.username or ""))
        for chat_id, version in missing:
            self._rosters[chat_id, version] = rosters[chat_id], tuple(names[chat_id].items())

    async def read_people(self, uow: UnitOfWork, seen: Iterable[tuple[int, int, int]]) -> None:
        """Read who the people of a batch are, and what the chat rule remembers of them.

        Each is given as community, person and chat; 0 where it happened in none.
        """
        wanted = sorted(set(seen))
        if not wanted:
            return
        found = await uow.execute(_people_read(uow.dialect), {TRIPLES: wanted})
        strangers = {person_id for _, person_id, _ in wanted}
        newcomers = {(community_id, person_id) for community_id, person_id, _ in wanted}
        rows: list[Any] = list(found.all())
        for row in rows:
            person_id, community_id = row[0], row[1]
            if person_id in strangers:
                strangers.remove(person_id)
                uow.remember(("known", person_id), Known(*row[_KNOWN_AT:_MEMORY_AT]))
            if community_id is not None:
                newcomers.discard((community_id, person_id))
                memory = ChatMemory(*row[_MEMORY_AT:_TENURE_AT])
                uow.remember(("chat memory", community_id, person_id), memory)
                uow.remember(("tenure", community_id, person_id), Tenure(*row[_TENURE_AT:]))
        present = {(row[2], row[0]) for row in rows}
        for _, person_id, chat_id in wanted:
            uow.remember(("present", chat_id, person_id), (chat_id, person_id) in present)
        for person_id in strangers:
            uow.remember(("known", person_id), None)
        for each in newcomers:
            # Who was forgotten earlier in the batch has no memory left.
            if uow.recall(("chat memory", *each)) is not None:
                uow.remember(("chat memory", *each), None)

    def _place(self, row: Row[Any], policies: Mapping[_Key, Played]) -> Place:
        policy, given, home, calls, entries = policies[row.community_id, row.version]
        roster, names = self._rosters[row.id, row.roster_version]
        return Place(
            chat_id=row.id,
            chat_type=row.type,
            chat_kind=row.kind,
            title=row.title,
            username=row.username.casefold() if row.username else None,
            is_forum=row.is_forum,
            linked_chat_id=row.linked_chat_id,
            standing=Standing(row.bot_status, row.bot_rights),
            community_id=row.community_id,
            community_name=row.community_name,
            language=row.language,
            zone=zone_named(row.zone),
            policy=policy,
            roster=roster,
            roster_read_at=row.roster_read_at,
            roles=given,
            home=home,
            calls=tuple(each for each in calls if each.chat_id == row.id),
            entries=tuple(each for each in entries if each.chat_id == row.id),
            version=row.version,
            is_raided=row.is_raided,
            names=with_own(names, (row.title, row.community_name)),
        )


@cache
def _places_read(dialect: str) -> Select[Any]:
    wanted = numbers_in(dialect)
    return (
        select(
            chats.c.id,
            chats.c.type,
            chats.c.kind,
            chats.c.title,
            chats.c.username,
            chats.c.is_forum,
            chats.c.linked_chat_id,
            chats.c.bot_status,
            chats.c.bot_rights,
            chats.c.roster_version,
            chats.c.roster_read_at,
            chats.c.community_id,
            communities.c.name.label("community_name"),
            communities.c.language,
            communities.c.zone,
            communities.c.version,
            exists()
            .where(raids.c.chat_id == chats.c.id, raids.c.ended_at.is_(None))
            .label("is_raided"),
        )
        .prefix_with(HERE)
        .select_from(wanted.table)
        .join(chats, chats.c.id == wanted.each)
        .join(communities, communities.c.id == chats.c.community_id)
        .where(chats.c.migrated_to.is_(None))
    )


@cache
def _people_read(dialect: str) -> Select[Any]:
    given = triples_in(dialect)
    member = and_(members.c.community_id == given.first, members.c.person_id == given.second)
    membership = and_(
        memberships.c.person_id == given.second, memberships.c.chat_id == given.third
    )
    return (
        select(
            people.c.id,
            members.c.community_id,
            memberships.c.chat_id,
            *(people.c[name] for name in Known.__struct_fields__),
            *(members.c[f"chat_{name}"] for name in ChatMemory.__struct_fields__),
            *(members.c[name] for name in Tenure.__struct_fields__),
        )
        .prefix_with(HERE)
        .select_from(given.table)
        .join(people, people.c.id == given.second)
        .outerjoin(members, member)
        .outerjoin(memberships, membership)
    )


# Where what is known begins, behind three keys, then a member's chat memory, then the tenure.
_KNOWN_AT: Final = 3
_MEMORY_AT: Final = _KNOWN_AT + len(Known.__struct_fields__)
_TENURE_AT: Final = _MEMORY_AT + len(ChatMemory.__struct_fields__)
