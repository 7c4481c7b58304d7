"""A community's chats as a tree: of which kind each is, what hangs under what, and labels."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import func, select, update

from bot.features.audits.service import note
from bot.features.communities.locking import lock
from bot.features.communities.rules import arranged
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats

MemberKind: TypeAlias = Literal["main", "core", "interest"]

MEMBER_KINDS: Final[tuple[MemberKind, ...]] = ("main", "core", "interest")
MOST_LABELS: Final = 10
MOST_LABEL: Final = 64


@dataclass(frozen=True, slots=True)
class Branch:
    """A chat in the tree of its community."""

    id: int
    title: str
    kind: str
    parent_id: int | None
    labels: tuple[str, ...]
    # Whether it could be its own community again.
    is_guest: bool
    depth: int = 0

    @property
    def has_members(self) -> bool:
        """Whether members talk here, as they do in no channel and no chat of the staff."""
        return self.kind in MEMBER_KINDS


async def tree_of(uow: UnitOfWork, community_id: int) -> list[Branch]:
    """Return a community's chats, each right under the one that it hangs under."""
    found = await uow.execute(
        select(
            chats.c.id,
            chats.c.title,
            chats.c.kind,
            chats.c.parent_id,
            chats.c.labels,
            chats.c.own_community_id,
        )
        .where(chats.c.community_id == community_id, chats.c.migrated_to.is_(None))
        .order_by(chats.c.kind != "main", chats.c.title, chats.c.id)
    )
    rows = {row.id: row for row in found}
    depths = arranged([(row.id, row.parent_id) for row in rows.values()])
    return [
        Branch(
            chat_id,
            rows[chat_id].title,
            rows[chat_id].kind,
            rows[chat_id].parent_id,
            tuple(rows[chat_id].labels),
            rows[chat_id].own_community_id is not None,
            depth,
        )
        for chat_id, depth in depths
    ]


async def hang(uow: UnitOfWork, chat_id: int, parent_id: int | None, *, by: int) -> bool:
    """Let a chat hang under another of its community, or under none; False where it does.

    One that would hang under itself, through others too, is refused.
    """
    branches, mine = await _mine(uow, chat_id)
    if mine.parent_id == parent_id:
        return False
    if parent_id is not None:
        by_id = {each.id: each for each in branches}
        above = by_id.get(parent_id)
        if above is None or above.kind in {"staff", "log"}:
            raise Refusal(Text("group-under-what"))
        passed: set[int] = set()
        while above is not None and above.id not in passed:
            if above.id == chat_id:
                raise Refusal(Text("group-under-itself"))
            passed.add(above.id)
            above = by_id.get(above.parent_id) if above.parent_id else None
    told = ("parent", mine.parent_id, parent_id)
    await _change(uow, chat_id, by, told, parent_id=parent_id)
    return True


async def set_kind(uow: UnitOfWork, chat_id: int, kind: MemberKind, *, by: int) -> bool:
    """Make a group of members one of a kind; False where it is one."""
    branches, mine = await _mine(uow, chat_id)
    if mine.kind == kind:
        return False
    if not mine.has_members:
        raise Refusal(Text("group-no-members"))
    mains = [each for each in branches if each.kind == "main"]
    if mains == [mine]:
        raise Refusal(Text("group-last-main"))
    await _change(uow, chat_id, by, ("kind", mine.kind, kind), kind=kind)
    return True


async def label(uow: UnitOfWork, chat_id: int, word: str, *, by: int, is_on: bool = True) -> bool:
    """Give a chat a label, such as region:east, or take it; False where that changes nothing."""
    _, mine = await _mine(uow, chat_id)
    said = label_of(word)
    same = [each for each in mine.labels if each.casefold() == said.casefold()]
    if is_on is bool(same):
        return False
    labels = (*mine.labels, said) if is_on else tuple(_without(mine.labels, same))
    if len(labels) > MOST_LABELS:
        raise Refusal(Text("group-many-labels", most=MOST_LABELS))
    told = ("labels", " · ".join(mine.labels), " · ".join(labels))
    await _change(uow, chat_id, by, told, labels=list(labels))
    return True


def label_of(word: str) -> str:
    """Return a label as it is kept; refuses one that an expression could not name."""
    said = " ".join(word.split())
    if not said or len(said) > MOST_LABEL or '"' in said:
        raise Refusal(Text("group-label-odd", most=MOST_LABEL))
    return said


def _without(labels: Iterable[str], gone: Iterable[str]) -> list[str]:
    dropped = set(gone)
    return [each for each in labels if each not in dropped]


async def _mine(uow: UnitOfWork, chat_id: int) -> tuple[list[Branch], Branch]:
    """Return the whole tree and a chat's own place in it, which nobody else changes meanwhile."""
    found = await uow.execute(select(chats.c.community_id).where(chats.c.id == chat_id))
    community_id = int(found.scalar_one())
    # Two who hang two groups under one another at once wait for each other here.
    first = await uow.execute(
        select(func.min(chats.c.id)).where(chats.c.community_id == community_id)
    )
    await lock(uow, int(first.scalar_one()))
    branches = await tree_of(uow, community_id)
    mine = next((each for each in branches if each.id == chat_id), None)
    if mine is None:
        raise Refusal(Text("group-where"))
    return branches, mine


async def _change(
    uow: UnitOfWork, chat_id: int, by: int, told: tuple[str, Any, Any], **values: Any
) -> None:
    """Change a chat's own columns; what is told is a key with before and after."""
    changed = await uow.execute(
        update(chats).where(chats.c.id == chat_id).values(**values).returning(chats.c.community_id)
    )
    key, before, after = told
    note(
        uow,
        community_id=int(changed.scalar_one()),
        category="settings",
        what="audit-group-changed",
        actor_id=by,
        chat_id=chat_id,
        before={key: before},
        after={key: after},
    )
