"""Words for what members belong to: tags, chats, sources, roles, languages, and being here."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, func, not_, or_, select

from bot.features.communities.rules import Administrator
from bot.features.roles.rules import ROLES, Role, known_role, role_called, role_of
from bot.features.segments.queries import present_in
from bot.features.segments.rules import Clause, Unread
from bot.features.segments.words import Known, Scope, flag, key_of, named_alone
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.communities import administrators, chats
from models.members import members, memberships, people
from models.profiles import profiles
from models.roles import roles
from models.sources import journeys, sources
from models.tags import taggings, tags

# What somebody may be in by the kind of the chat alone.
MEMBER_KINDS: Final = ("main", "core", "interest")
# Who administers one of these is nobody to the community by that.
_BACK_ROOMS: Final = ("staff", "log")
# Telegram names Chinese by its script, people by its country.
_SAME_LANGUAGE: Final = (
    frozenset({"zh-cn", "zh-hans", "zh-hans-cn", "zh-sg"}),
    frozenset({"zh-tw", "zh-hant", "zh-hant-tw", "zh-hk", "zh-mo"}),
)
_LANGUAGE_NAME: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_LANGUAGE: Final = func.lower(func.coalesce(people.c.language, people.c.language_code, ""))


def tagged(scope: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`tag:runner`: who bears a tag now."""
    named_alone(clause)
    bearing = select(taggings.c.person_id).where(
        taggings.c.tag_id == known.of(clause),
        or_(taggings.c.expires_at.is_(None), taggings.c.expires_at > scope.now),
    )
    return members.c.person_id.in_(bearing)


async def tag_names(uow: UnitOfWork, scope: Scope) -> Known:
    """Return a community's tags, by key and by title."""
    found = await uow.execute(
        select(tags.c.id, tags.c.key, tags.c.title)
        .where(tags.c.community_id == scope.community_id)
        .order_by(tags.c.key)
    )
    rows = list(found)
    titles = {key_of(row.title): row.id for row in rows if row.title}
    keys = {key_of(row.key): row.id for row in rows}
    return Known(titles | keys, tuple(row.key for row in rows))


def from_source(scope: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`source:store12`: who came by a way in that has a name."""
    named_alone(clause)
    came = select(journeys.c.person_id).where(
        journeys.c.community_id == scope.community_id, journeys.c.source_id == known.of(clause)
    )
    return members.c.person_id.in_(came)


async def source_names(uow: UnitOfWork, scope: Scope) -> Known:
    """Return a community's sources, closed ones too: people came by them."""
    found = await uow.execute(
        select(sources.c.id, sources.c.key)
        .where(sources.c.community_id == scope.community_id)
        .order_by(sources.c.key)
    )
    rows = list(found)
    return Known({key_of(row.key): row.id for row in rows}, tuple(row.key for row in rows))


def inside(_: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`in:core`, `in:"region:east"`: who is in a chat of a kind, or in a part of the tree."""
    named_alone(clause)
    present = select(memberships.c.person_id).where(
        memberships.c.chat_id.in_(sorted(known.of(clause))), memberships.c.is_present.is_(True)
    )
    return members.c.person_id.in_(present)


async def chat_names(uow: UnitOfWork, scope: Scope) -> Known:
    """Return a community's chats by kind, and by label or title with all that hangs under them."""
    found = await uow.execute(
        select(chats.c.id, chats.c.kind, chats.c.parent_id, chats.c.labels, chats.c.title)
        .where(chats.c.community_id == scope.community_id, chats.c.migrated_to.is_(None))
        .order_by(chats.c.created_at, chats.c.id)
    )
    rows = [row for row in found if row.kind not in _BACK_ROOMS]
    above = {row.id: row.parent_id for row in rows}
    labels: dict[str, set[int]] = {}
    titles: dict[str, set[int]] = {}
    kinds: dict[str, set[int]] = {kind: set() for kind in MEMBER_KINDS}
    shown: dict[str, None] = {}
    for row in rows:
        for label in row.labels:
            labels.setdefault(key_of(label), set()).add(row.id)
        titles.setdefault(key_of(row.title), set()).add(row.id)
        kinds.setdefault(row.kind, set()).add(row.id)
        shown.update(dict.fromkeys((*row.labels, row.title)))
    meant = {name: _with_all_under(tops, above) for name, tops in (titles | labels).items()}
    names = (*shown, *MEMBER_KINDS)
    return Known({**meant, **{kind: frozenset(held) for kind, held in kinds.items()}}, names)


def in_role(_: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`role:moderator`: who has a role, given or by what they are at Telegram."""
    named_alone(clause)
    role = role_called(clause.name or "") or clause.name or ""
    holders: Iterable[int] = known.named(clause.word, role, clause.name_column)
    return members.c.person_id.in_(sorted(holders))


async def role_names(uow: UnitOfWork, scope: Scope) -> Known:
    """Return who has which role: the staff are few, whoever else there is."""
    given = await uow.execute(
        select(roles.c.person_id, roles.c.role).where(roles.c.community_id == scope.community_id)
    )
    by_gift: dict[int, Role | None] = {row.person_id: known_role(row.role) for row in given}
    listed = await uow.execute(
        select(administrators)
        .join(chats, chats.c.id == administrators.c.chat_id)
        .where(
            chats.c.community_id == scope.community_id,
            chats.c.migrated_to.is_(None),
            chats.c.kind.not_in(_BACK_ROOMS),
        )
    )
    held: dict[int, set[Role]] = {each: {role} for each, role in by_gift.items() if role}
    for row in listed:
        standing = Administrator(row.person_id, row.is_owner, row.rights)
        role = role_of(by_gift.get(row.person_id), standing)
        if role is not None:
            held.setdefault(row.person_id, set()).add(role)
    holders: dict[str, frozenset[int]] = {
        role: frozenset(each for each, theirs in held.items() if _highest(theirs) == role)
        for role in ROLES
    }
    return Known(holders, ROLES)


def reads(_: Scope, clause: Clause, __: Known) -> ColumnElement[bool]:
    """`language:zh-CN`: who reads a language, as chosen here or as their app is set."""
    named_alone(clause)
    name = key_of(clause.name or "").replace("_", "-")
    if not _LANGUAGE_NAME.fullmatch(name):
        raise Unread(clause.name_column, Text("segment-fault-language"))
    if "-" not in name:
        within = _LANGUAGE.startswith(f"{name}-", autoescape=True)
        return or_(_LANGUAGE.in_((name,)), within)
    same = next((group for group in _SAME_LANGUAGE if name in group), frozenset({name}))
    return _LANGUAGE.in_(sorted(same))


def told_of(scope: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`profile:city`: who told something of themselves, and agreed that it is kept."""
    named_alone(clause)
    telling = select(profiles.c.person_id).where(
        profiles.c.community_id == scope.community_id,
        profiles.c.field == known.of(clause),
        profiles.c.value.is_not(None),
        profiles.c.consented_at.is_not(None),
    )
    return members.c.person_id.in_(telling)


async def field_names(uow: UnitOfWork, scope: Scope) -> Known:
    """Return what members of a community were asked of themselves."""
    found = await uow.execute(
        select(profiles.c.field)
        .where(profiles.c.community_id == scope.community_id)
        .distinct()
        .order_by(profiles.c.field)
    )
    fields = list(found.scalars())
    return Known({key_of(each): each for each in fields}, tuple(fields))


def reachable(_: Scope, clause: Clause, __: Known) -> ColumnElement[bool]:
    """`reachable`: to whom the bot may write."""
    flag(clause)
    return people.c.can_dm.is_(True)


def left(scope: Scope, clause: Clause, _: Known) -> ColumnElement[bool]:
    """`left`: who is in none of the community's chats any more."""
    flag(clause)
    return not_(present_in(scope.community_id))


def read_in(_: Scope) -> ColumnElement[Any]:
    """Which language somebody reads."""
    return _LANGUAGE


def told_language(_: Scope, value: str) -> Text | None:
    """Say which language somebody reads, where that is known."""
    return Text("segment-figure-language", language=value) if value else None


def _with_all_under(tops: set[int], above: Mapping[int, int | None]) -> frozenset[int]:
    """Return some chats with everything that hangs under them."""
    found = set(tops)
    while more := {each for each, parent in above.items() if parent in found} - found:
        found |= more
    return frozenset(found)


def _highest(held: set[Role]) -> Role:
    return min(held, key=ROLES.index)
