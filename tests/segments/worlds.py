"""A community with chats, tags, sources and segments, and whoever is drawn, as rows."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import Table, insert, select

from bot.features.points.rules import Levels
from bot.features.segments.rules import And, Clause, Node, Not, Or, parse
from bot.features.segments.words import Scope
from bot.features.settings.policy import Policy
from bot.kit.chance import CountedChance
from bot.kit.database import Database
from bot.kit.unit_of_work import UnitOfWork
from models.checkins import checkins
from models.communities import chats, communities
from models.members import members, memberships, people
from models.profiles import profiles
from models.roles import roles
from models.segments import segment_members, segments
from models.sources import journeys, sources
from models.tags import taggings, tags
from models.tiers import tiers
from tests.segments.reference import CHATS, LADDERS, LEVELS, Being, World

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 10)
POLICY = replace(Policy(), levels=Levels("list", LEVELS))
OURS, OTHERS = 1, 2
TAGS = ("runner", "跑步", "staff only")
SOURCES = ("store12", "poster")
FIELDS = ("city", "job")
ROLES = ("owner", "manager", "moderator", "content", "volunteer")
# Named, the fixed one last.
NAMED = {"fit": "tag:runner or points>=100", "gone": "left and segment:fit"}
LIST = "then"
WORLD = World(
    NOW,
    TODAY,
    {name: parse(text) for name, text in NAMED.items()},
    {LIST: frozenset(range(1, 100, 3))},
)
# At these distances from now things have happened: on either side of each span asked for.
_HOURS = st.sampled_from([0, 1, 11, 12, 13, 24 * 7 - 1, 24 * 7, 24 * 7 + 1, 24 * 30, 24 * 31])
_AGO = _HOURS.map(lambda hours: NOW - timedelta(hours=hours))
_NUMBERS = st.sampled_from([0, 1, 2, 3, 5, 10, 99, 100, 101, 400, 900, 5000])


def _lines(days: list[bool]) -> frozenset[date]:
    return frozenset(TODAY - timedelta(days=n) for n, signed in enumerate(days) if signed)


@st.composite
def beings(draw: st.DrawFn, number: int) -> Being:
    """Draw somebody."""
    where = draw(st.dictionaries(st.sampled_from(sorted(CHATS)), st.booleans(), max_size=4))
    return Being(
        id=number,
        is_bot=draw(st.sampled_from([False] * 9 + [True])),
        can_dm=draw(st.sampled_from([True, False, None])),
        language=draw(st.sampled_from([None, "en", "zh-CN"])),
        language_code=draw(st.sampled_from([None, "en", "en-GB", "zh-hans", "zh-hant", "zhx"])),
        first_seen_at=draw(_AGO),
        last_seen_at=draw(_AGO),
        joined_at=draw(st.none() | _AGO),
        messages=draw(_NUMBERS),
        experience=draw(_NUMBERS),
        points=draw(_NUMBERS),
        present_in=frozenset(chat for chat, is_in in where.items() if is_in),
        left=frozenset(chat for chat, is_in in where.items() if not is_in),
        tags=draw(
            st.dictionaries(
                st.sampled_from(TAGS),
                st.sampled_from([None, NOW, NOW - timedelta(1), NOW + timedelta(1)]),
            )
        ),
        ranks=draw(
            st.fixed_dictionaries(
                {}, optional={name: st.integers(0, len(LADDERS[name]) - 1) for name in LADDERS}
            )
        ),
        source=draw(st.none() | st.sampled_from(SOURCES)),
        signed=_lines(draw(st.lists(st.sampled_from([True, True, True, False]), max_size=9))),
        role=draw(st.sampled_from([None, None, *ROLES])),
        told=draw(
            st.dictionaries(st.sampled_from(FIELDS), st.tuples(st.booleans(), st.booleans()))
        ),
        is_member=draw(st.sampled_from([True] * 9 + [False])),
    )


# No member, and asked everything: so each field is one that there is.
SOMEBODY = Being(
    id=999,
    is_bot=False,
    can_dm=True,
    language=None,
    language_code=None,
    first_seen_at=NOW,
    last_seen_at=NOW,
    joined_at=None,
    messages=0,
    experience=0,
    points=0,
    present_in=frozenset(),
    left=frozenset(),
    tags={},
    ranks={},
    source=None,
    signed=frozenset(),
    role=None,
    told=dict.fromkeys(FIELDS, (True, True)),
    is_member=False,
)
POPULATIONS = st.integers(4, 9).flatmap(
    lambda size: st.tuples(*(beings(number) for number in range(1, size + 1)))
)
_COMPARISONS = st.sampled_from([">=", "<=", ">", "<", "="])
_SPANS = st.sampled_from(["12h", "7d", "1w", "30d", "4w", "9999w"])


def _compared(words: Iterable[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Clause]:
    return st.builds(
        Clause, st.sampled_from(sorted(words)), st.none(), _COMPARISONS, values.map(str)
    )


def _named(word: str, names: Iterable[str]) -> st.SearchStrategy[Clause]:
    return st.builds(Clause, st.just(word), st.sampled_from(sorted(names)))


CLAUSES = st.one_of(
    _named("tag", TAGS),
    _named("source", SOURCES),
    _named("role", ROLES),
    _named("profile", FIELDS),
    _named("language", ["en", "zh", "zh-CN"]),
    _named("segment", [*NAMED, LIST]),
    _named("in", ["main", "core", "interest", "region:east", "store", "Store 12", "Reading club"]),
    _named("tier", ["lurker", "active", "koc", "vip"]),
    st.builds(
        Clause, st.just("tier"), st.none(), _COMPARISONS, st.sampled_from(LADDERS["activity"])
    ),
    st.builds(
        Clause, st.just("tier"), st.just("value"), _COMPARISONS, st.sampled_from(LADDERS["value"])
    ),
    _compared(["points", "messages"], _NUMBERS),
    _compared(["level"], st.integers(0, 6)),
    _compared(["streak"], st.sampled_from([0, 1, 2, 3, 4, 5, 8, 4001])),
    st.builds(
        Clause,
        st.sampled_from(["joined", "inactive"]),
        st.none(),
        st.sampled_from([">=", "<=", ">", "<"]),
        _SPANS,
    ),
    st.sampled_from([Clause("reachable"), Clause("left")]),
)
EXPRESSIONS: st.SearchStrategy[Node] = st.recursive(
    CLAUSES,
    lambda parts: (
        st.builds(Not, parts)
        | st.builds(And, st.lists(parts, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(parts, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=6,
)


def scope(**changes: Any) -> Scope:
    """Within what expressions are asked here."""
    return replace(Scope(OURS, ZONE, NOW, POLICY), **changes)


@asynccontextmanager
async def undone(database: Database) -> AsyncIterator[UnitOfWork]:
    """A unit of work at this instant, of which nothing stays."""
    async with database.engine.connect() as connection:
        transaction = await connection.begin()
        yield UnitOfWork(connection, now=NOW, chance=CountedChance(), dialect=database.dialect)
        await transaction.rollback()


async def settle(uow: UnitOfWork, drawn: Iterable[Being]) -> None:
    """Write the community and everybody down, and another that has the same of everything."""
    beings_drawn = [*drawn, SOMEBODY]
    await _settle_community(uow)
    await _many(uow, people, [_person(each) for each in beings_drawn])
    here = [each for each in beings_drawn if each.is_member]
    await _many(uow, members, [_member(each, OURS) for each in here])
    await _many(uow, members, [_member(each, OTHERS) for each in beings_drawn])
    await _many(
        uow,
        memberships,
        [
            {
                "chat_id": chat_id,
                "person_id": each.id,
                "status": "member" if chat_id in each.present_in else "left",
                "is_present": chat_id in each.present_in,
            }
            for each in beings_drawn
            for chat_id in each.present_in | each.left
        ]
        + [
            {"chat_id": -2001, "person_id": each.id, "status": "member", "is_present": True}
            for each in beings_drawn
        ],
    )
    await _settle_belongings(uow, beings_drawn)


async def _settle_community(uow: UnitOfWork) -> None:
    await _many(
        uow,
        communities,
        [
            {"id": each, "name": "x", "language": "en", "zone": ZONE.key, "created_at": NOW}
            for each in (OURS, OTHERS)
        ],
    )
    rows = [
        _chat(chat_id, OURS, kind, parent, labels, title)
        for chat_id, (kind, parent, labels, title) in CHATS.items()
    ]
    await _many(uow, chats, [*rows, _chat(-2001, OTHERS, "main", None, ("store",), "Store 12")])
    for community_id in (OTHERS, OURS):
        await _many(
            uow,
            tags,
            [{"community_id": community_id, "key": key, "created_at": NOW} for key in TAGS],
        )
        await _many(
            uow,
            sources,
            [
                {
                    "community_id": community_id,
                    "key": key,
                    "chat_id": -1001,
                    "created_at": NOW,
                }
                for key in SOURCES
            ],
        )
    await _many(
        uow,
        segments,
        [
            {
                "community_id": OURS,
                "key": key,
                "expression": text,
                "is_frozen": key == LIST,
                "made_at": NOW,
            }
            for key, text in (*NAMED.items(), (LIST, "reachable"))
        ],
    )


async def _settle_belongings(uow: UnitOfWork, drawn: list[Being]) -> None:
    tag_ids = await _ids(uow, tags)
    source_ids = await _ids(uow, sources)
    listed = (await _ids(uow, segments))[OURS, LIST]
    await _many(
        uow,
        taggings,
        [
            {
                "tag_id": tag_ids[OURS, key],
                "person_id": each.id,
                "community_id": OURS,
                "source": "staff",
                "evidence": {},
                "at": NOW,
                "expires_at": expires_at,
            }
            for each in drawn
            for key, expires_at in each.tags.items()
        ],
    )
    await _many(
        uow,
        tiers,
        [
            {
                "community_id": OURS,
                "ladder": ladder,
                "person_id": each.id,
                "rank": rank,
                "since": TODAY,
            }
            for each in drawn
            for ladder, rank in each.ranks.items()
        ],
    )
    await _many(
        uow,
        journeys,
        [
            {
                "community_id": OURS,
                "person_id": each.id,
                "source_id": source_ids[OURS, each.source] if each.source else None,
                "grade": "link",
            }
            for each in drawn
        ],
    )
    await _many(
        uow,
        checkins,
        [
            {
                "community_id": OURS,
                "person_id": each.id,
                "local_day": day,
                "window": window,
                "way": "word",
                "at": NOW,
            }
            for each in drawn
            for day in each.signed
            for window in (0, 1)
        ],
    )
    await _many(
        uow,
        roles,
        [
            {"community_id": OURS, "person_id": each.id, "role": each.role, "granted_at": NOW}
            for each in drawn
            if each.role
        ],
    )
    await _many(
        uow,
        profiles,
        [
            {
                "community_id": OURS,
                "person_id": each.id,
                "field": field,
                "value": "x" if is_told else None,
                "consented_at": NOW if is_agreed else None,
                "at": NOW,
            }
            for each in drawn
            for field, (is_told, is_agreed) in each.told.items()
        ],
    )
    ids = {each.id for each in drawn}
    await _many(
        uow,
        segment_members,
        [{"segment_id": listed, "person_id": each} for each in sorted(WORLD.lists[LIST] & ids)],
    )


def _person(each: Being) -> dict[str, Any]:
    return {
        "id": each.id,
        "first_name": "P",
        "is_bot": each.is_bot,
        "can_dm": each.can_dm,
        "language": each.language,
        "language_code": each.language_code,
        "seen_at": NOW,
    }


def _member(each: Being, community_id: int) -> dict[str, Any]:
    is_ours = community_id == OURS
    return {
        "community_id": community_id,
        "person_id": each.id,
        "first_seen_at": each.first_seen_at,
        "last_seen_at": each.last_seen_at,
        "joined_at": each.joined_at,
        "messages": each.messages if is_ours else 77,
        "experience": each.experience if is_ours else 777,
        "points": each.points if is_ours else 777,
    }


def _chat(
    chat_id: int,
    community_id: int,
    kind: str,
    parent_id: int | None,
    labels: tuple[str, ...],
    title: str,
) -> dict[str, Any]:
    return {
        "id": chat_id,
        "community_id": community_id,
        "type": "supergroup",
        "kind": kind,
        "parent_id": parent_id,
        "labels": list(labels),
        "title": title,
        "bot_status": "administrator",
        "bot_rights": {},
        "created_at": NOW,
    }


async def _ids(uow: UnitOfWork, table: Table) -> dict[tuple[int, str], int]:
    found = await uow.execute(select(table.c.community_id, table.c.key, table.c.id))
    return {(row.community_id, row.key): row.id for row in found}


async def _many(uow: UnitOfWork, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        await uow.execute(insert(table), rows)
