"""Move a group that became a supergroup, with everything that hangs on it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Row, Table, delete, exists, func, insert, select, update

from bot.features.communities.belongings import LOOSE_CHAT_IDS, OF_COMMUNITY
from bot.features.communities.calls import call_anew, rename_named
from bot.features.communities.locking import lock
from bot.features.communities.uniting import drop_boards, keep_hidden
from bot.kit.effects import Probe
from bot.kit.unit_of_work import UnitOfWork
from models.activity import daily_activity
from models.badges import badges, honours
from models.cases import cases
from models.clauses import pinned_rules
from models.communities import administrators, chats, communities
from models.gates import candidates, gates
from models.members import members, memberships, people
from models.outbox import lanes
from models.points import ledger
from models.sources import journeys, sources
from models.tags import taggings, tags


async def migrate(uow: UnitOfWork, old_id: int, new_id: int) -> bool:
    """Move a group that became a supergroup; once, and True that time.

    Both chats tell of it, in any order, and so do refused calls. The old id stays behind as a
    signpost, so that what still arrives under it founds no new community. If the new chat was
    spoken in before the move was told, it was taken for a stranger: the two become one again.
    """
    await lock(uow, *sorted((old_id, new_id)))
    found = await uow.execute(select(chats).where(chats.c.id.in_((old_id, new_id))))
    known = {row.id: row for row in found}
    old, new = known.get(old_id), known.get(new_id)
    if old is None or old.migrated_to is not None:
        return False
    if new is None:
        await _rename(uow, old, new_id)
    else:
        await _unite(uow, old, new)
    for column in LOOSE_CHAT_IDS:
        await uow.execute(
            update(column.table).where(column == old_id).values({column.name: new_id})
        )
    await call_anew(uow, new_id)
    await _pour(uow, pinned_rules.c.chat_id, old_id, new_id, ())
    await uow.execute(delete(lanes).where(lanes.c.chat_id == old_id))
    await drop_boards(uow, {each.community_id for each in known.values()})
    uow.speak(Probe(new_id))
    return True


async def _rename(uow: UnitOfWork, old: Row[Any], new_id: int) -> None:
    await uow.execute(
        update(chats)
        .where(chats.c.id == old.id)
        .values(id=new_id, type="supergroup", roster_version=uow.stamp())
    )
    await uow.execute(insert(chats).values(_signpost(old, old.community_id, new_id)))


async def _unite(uow: UnitOfWork, old: Row[Any], new: Row[Any]) -> None:
    # The older community is the one that people know; met in one breath, it is the old chat's.
    stays, goes = old.community_id, new.community_id
    serves = old.own_community_id is not None
    if new.created_at < old.created_at and not serves:
        stays, goes = goes, stays
    if stays != goes:
        await _fold(uow, goes, stays)
    # Whoever merely spoke in the new chat has a history in the old one.
    mere = (memberships.c.chat_id == new.id, memberships.c.joined_at.is_(None))
    kept = memberships.alias()
    known = exists().where(kept.c.chat_id == old.id, kept.c.person_id == memberships.c.person_id)
    await uow.execute(delete(memberships).where(*mere, memberships.c.left_at.is_(None), known))
    await _pour(uow, memberships.c.chat_id, old.id, new.id, ("person_id",))
    await _pour(uow, administrators.c.chat_id, old.id, new.id, ("person_id",))
    await _unite_gates(uow, old.id, new.id)
    values: dict[str, Any] = {"community_id": stays, "roster_version": uow.stamp()}
    if stays == old.community_id:
        values |= {"kind": old.kind, "parent_id": old.parent_id, "labels": old.labels}
    if old.bot_status != "unknown" and new.bot_status == "unknown":
        values |= {"bot_status": old.bot_status, "bot_rights": old.bot_rights}
        values |= {"linked_chat_id": old.linked_chat_id}
    if serves:
        values |= {"own_community_id": old.own_community_id}
    await uow.execute(update(chats).where(chats.c.id == new.id).values(values))
    await uow.execute(
        update(chats).where(chats.c.id == old.id).values(_signpost(old, stays, new.id))
    )


async def _unite_gates(uow: UnitOfWork, old_id: int, new_id: int) -> None:
    """Let the gate go along; whoever asked in both chats asks in the new one alone."""
    await _pour(uow, gates.c.chat_id, old_id, new_id, ())
    other = candidates.alias()
    asks_there = exists().where(
        other.c.chat_id == new_id,
        other.c.person_id == candidates.c.person_id,
        other.c.settled_at.is_(None),
    )
    await uow.execute(
        update(candidates)
        .where(candidates.c.chat_id == old_id, candidates.c.settled_at.is_(None), asks_there)
        .values(state="withdrawn", settled_at=uow.now)
    )


async def _fold(uow: UnitOfWork, goes: int, stays: int) -> None:
    """Let one community's rows pass to another; what both have told is kept once."""
    await uow.execute(
        update(communities).where(communities.c.id == stays).values(version=uow.stamp())
    )
    await _add(uow, daily_activity.c.times, ("local_day", "person_id", "kind"), goes, stays)
    await _add(uow, members.c.messages, ("person_id",), goes, stays)
    await keep_hidden(uow, goes, stays)
    await _renumber(uow, goes, stays)
    await _unite_named(uow, goes, stays)
    await rename_named(uow, goes, stays)
    for table, keys in OF_COMMUNITY:
        await _pour(uow, table.c.community_id, goes, stays, keys)
    for name in ("experience", "points"):
        earned = (
            select(func.coalesce(func.sum(ledger.c[name]), 0))
            .where(ledger.c.community_id == stays, ledger.c.person_id == members.c.person_id)
            .scalar_subquery()
        )
        await uow.execute(
            update(members).where(members.c.community_id == stays).values({name: earned})
        )
    await uow.execute(
        update(people).where(people.c.home_community_id == goes).values(home_community_id=stays)
    )
    for column in (chats.c.community_id, chats.c.own_community_id):
        await uow.execute(update(chats).where(column == goes).values({column.name: stays}))
    await uow.execute(delete(communities).where(communities.c.id == goes))


async def _renumber(uow: UnitOfWork, goes: int, stays: int) -> None:
    """Let the cases of the one be counted on behind those of the other."""
    counted = select(func.max(cases.c.number))
    last = await uow.execute(counted.where(cases.c.community_id == stays))
    own = await uow.execute(counted.where(cases.c.community_id == goes))
    # First out of each other's way: the database looks at every row on its own.
    ahead = max(last.scalar() or 0, own.scalar() or 0)
    mine = cases.c.community_id == goes
    await uow.execute(update(cases).where(mine).values(number=cases.c.number + ahead))


async def _unite_named(uow: UnitOfWork, goes: int, stays: int) -> None:
    """Let what both have under one name be one: who bears the tag, who came by the source."""
    for named, borne in ((tags, taggings.c.tag_id), (badges, honours.c.badge_id)):
        for old_id, new_id in await _of_one_name(uow, named, goes, stays):
            await _pour(uow, borne, old_id, new_id, ("person_id",))
    for old_id, new_id in await _of_one_name(uow, sources, goes, stays):
        moved = update(journeys).where(journeys.c.source_id == old_id)
        await uow.execute(moved.values(source_id=new_id))


async def _of_one_name(
    uow: UnitOfWork, table: Table, goes: int, stays: int
) -> Sequence[tuple[int, int]]:
    other = table.alias()
    found = await uow.execute(
        select(table.c.id, other.c.id.label("stays_id"))
        .join(other, other.c.key == table.c.key)
        .where(table.c.community_id == goes, other.c.community_id == stays)
    )
    return [(row.id, row.stays_id) for row in found]


async def _add(
    uow: UnitOfWork, counted: Column[int], keys: tuple[str, ...], goes: int, stays: int
) -> None:
    table, count = counted.table, counted.name
    other = table.alias()
    same = (other.c.community_id == goes, *(other.c[key] == table.c[key] for key in keys))
    more = select(other.c[count]).where(*same).scalar_subquery()
    await uow.execute(
        update(table)
        .where(table.c.community_id == stays, exists().where(*same))
        .values({count: table.c[count] + more})
    )


async def _pour(
    uow: UnitOfWork, column: Column[int], goes: int, stays: int, keys: tuple[str, ...]
) -> None:
    table = column.table
    other = table.alias()
    clash = exists().where(
        other.c[column.name] == stays, *(other.c[key] == table.c[key] for key in keys)
    )
    await uow.execute(update(table).where(column == goes, ~clash).values({column.name: stays}))
    await uow.execute(delete(table).where(column == goes))


def _signpost(old: Row[Any], community_id: int, new_id: int) -> dict[str, Any]:
    return {
        "id": old.id,
        "community_id": community_id,
        "type": old.type,
        "kind": old.kind,
        "title": old.title,
        "bot_status": "left",
        "bot_rights": {},
        "migrated_to": new_id,
        "created_at": old.created_at,
    }
