"""One query for an expression: it selects whom the description of the language selects."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from bot.features.segments.keeping import save
from bot.features.segments.queries import Count, counted
from bot.features.segments.rules import Node, Unread, parse, written
from bot.features.segments.service import compiled, fault_of, holds
from bot.features.vocabulary import vocabulary
from bot.kit.database import Database
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.communities import administrators, chats
from models.members import people
from models.segments import segments
from tests.segments import reference
from tests.segments.reference import Being
from tests.segments.worlds import (
    EXPRESSIONS,
    NOW,
    OTHERS,
    OURS,
    POPULATIONS,
    SOMEBODY,
    TODAY,
    WORLD,
    scope,
    settle,
    undone,
)

pytestmark = pytest.mark.feature("T7")
WORDS = vocabulary()
SLOWLY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Somebody ordinary; tests change what they are about.
MEI = Being(
    id=1,
    is_bot=False,
    can_dm=True,
    language=None,
    language_code="zh-hans",
    first_seen_at=NOW,
    last_seen_at=NOW,
    joined_at=NOW,
    messages=3,
    experience=450,
    points=20,
    present_in=frozenset({-1001}),
    left=frozenset(),
    tags={"runner": None},
    ranks={},
    source=None,
    signed=frozenset(),
    role=None,
    told={},
)


async def selected(uow: UnitOfWork, text: str) -> list[int]:
    """Whom an expression selects."""
    return sorted((await uow.execute(await compiled(uow, scope(), WORDS, text))).scalars())


@SLOWLY
@given(POPULATIONS, st.lists(EXPRESSIONS, min_size=4, max_size=4))
async def test_the_compiler_agrees_with_the_description(
    both_databases: Database, beings: tuple[Being, ...], trees: list[Node]
) -> None:
    """Random members, random expressions: one query and the plain evaluator select the same."""
    async with undone(both_databases) as uow:
        await settle(uow, beings)
        for tree in trees:
            found = await selected(uow, written(tree))

            assert sorted(reference.members_of(tree, list(beings), WORLD)) == found, written(tree)


@SLOWLY
@given(POPULATIONS, EXPRESSIONS)
async def test_why_agrees_with_the_selection(
    database: Database, beings: tuple[Being, ...], tree: Node
) -> None:
    """Asked of one member, an expression is true of exactly those whom it selects."""
    async with undone(database) as uow:
        await settle(uow, beings)
        expected = reference.members_of(tree, list(beings), WORLD)
        for being in beings:
            held = await holds(uow, scope(), WORDS, written(tree), being.id)

            assert held.is_in is (being.id in expected)


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("tga:runner", 1, Text("segment-fault-word-near", said="tga", near="tag")),
        ("tag:runer", 5, Text("segment-fault-near", word="tag", name="runer", near="runner")),
        ("tag:夜跑步", 5, Text("segment-fault-near", word="tag", name="夜跑步", near="跑步")),
        (
            "tag:zzz",
            5,
            Text(
                "segment-fault-unknown", word="tag", name="zzz", names="runner · staff only · 跑步"
            ),
        ),
        ("reachable and tag", 15, Text("segment-fault-nameless", word="tag")),
        ("tag:runner=3", 12, Text("segment-fault-no-value", word="tag")),
        ("tier>=cor", 7, Text("segment-fault-near", word="tier", name="cor", near="core")),
        (
            "tier:value>=vipp",
            13,
            Text("segment-fault-near", word="tier", name="vipp", near="vip"),
        ),
        (
            "tier:valu>=vip",
            6,
            Text("segment-fault-near", word="tier", name="valu", near="value"),
        ),
        ("points", 1, Text("segment-fault-uncompared", word="points", example="points>=100")),
        ("points:x>=1", 8, Text("segment-fault-no-name", word="points", example="points>=100")),
        ("points>=many", 9, Text("segment-fault-number", word="points")),
        ("（joined＞3 or left）", 9, Text("segment-fault-span", word="joined")),
        ("joined=30d", 8, Text("segment-fault-span-equal", word="joined")),
        ("streak:21days>=7", 8, Text("segment-fault-none", word="streak", name="21days")),
        (
            "streak:21days",
            1,
            Text("segment-fault-uncompared", word="streak", example="streak:21>=7"),
        ),
        ("reachable>=1", 12, Text("segment-fault-flag", word="reachable")),
        ("in:nowhere", 4, "segment-fault"),
        ("source:store21", 8, "segment-fault-near"),
        ("role:boss", 6, "segment-fault"),
        ("language:中文", 10, Text("segment-fault-language")),
        ("profile:town", 9, "segment-fault"),
        ("segment:fitt", 9, Text("segment-fault-near", word="segment", name="fitt", near="fit")),
        ("segment:broken", 9, Text("segment-fault-within", name="broken")),
        ("tag:x' or '1'='1", 11, "segment-fault-words"),
    ],
)
async def test_faults_name_what_the_community_has(
    database: Database, text: str, column: int, reason: Text | str
) -> None:
    """Unknown names stand at their column, with the nearest or all of the community's own."""
    async with undone(database) as uow:
        await settle(uow, [MEI])
        await uow.execute(
            insert(segments).values(
                community_id=OURS, key="broken", expression="tag:gone", made_at=NOW
            )
        )
        with pytest.raises(Unread) as raised:
            await compiled(uow, scope(), WORDS, text)
        shown = await fault_of(uow, scope(), WORDS, text)

    assert raised.value.column == column
    if isinstance(reason, Text):
        assert raised.value.reason == reason
    else:
        assert raised.value.reason.id.startswith(reason)
    assert shown is not None
    assert shown.texts[0] == Text("segment-fault", column=column)


async def test_names_are_read_whatever_their_width_and_case(database: Database) -> None:
    """What a phone's keyboard makes of a name is the same name."""
    async with undone(database) as uow:
        await settle(uow, [MEI, replace(MEI, id=2, tags={"跑步": None}, language_code="en")])

        assert await selected(uow, "TAG：ＲＵＮＮＥＲ") == [1]
        assert await selected(uow, 'tag:"跑步 "') == [2]
        assert await selected(uow, "in:“reading CLUB” and language:ZH") == [1]
        assert await selected(uow, "role:管理员 or level＝２") == [1, 2]
        assert await fault_of(uow, scope(), WORDS, "tag:Runner") is None


async def test_each_community_is_asked_for_itself(both_databases: Database) -> None:
    """The same names elsewhere are other tags, chats and members."""
    async with undone(both_databases) as uow:
        await settle(uow, [MEI])
        there = scope(community_id=OTHERS)
        query = await compiled(uow, there, WORDS, "tag:runner")
        everybody = await compiled(uow, there, WORDS, "points=777")

        assert list((await uow.execute(query)).scalars()) == []
        assert sorted((await uow.execute(everybody)).scalars()) == [1, SOMEBODY.id]
        assert await fault_of(uow, there, WORDS, "segment:fit") is not None


@pytest.mark.feature("G4")
async def test_counts_tell_whom_the_bot_may_write_to(both_databases: Database) -> None:
    """Twelve are meant, nine can be written to, two closed the chat, one never opened it."""
    heard = [True] * 9 + [False] * 2 + [None]
    async with undone(both_databases) as uow:
        await settle(
            uow, [replace(MEI, id=number, can_dm=each) for number, each in enumerate(heard, 1)]
        )
        count = await counted(uow, await compiled(uow, scope(), WORDS, "tag:runner"))
        nobody = await counted(uow, await compiled(uow, scope(), WORDS, "points>999"))

        assert count == Count(members=12, reachable=9, blocked=2, unmet=1)
        assert nobody == Count(0, 0, 0, 0)


async def test_roles_follow_what_somebody_is_at_telegram(both_databases: Database) -> None:
    """An administrator without a given role is what their rights make them; a back room's none."""
    async with undone(both_databases) as uow:
        await settle(uow, [replace(MEI, id=each) for each in (1, 2, 3, 4)])
        rows = [
            (-1001, 1, True, {}),
            (-1002, 2, False, {"can_change_info": True}),
            (-1001, 3, False, {"can_delete_messages": True}),
            (-1006, 4, True, {}),
        ]
        for chat_id, person_id, is_owner, rights in rows:
            await uow.execute(
                insert(administrators).values(
                    chat_id=chat_id,
                    person_id=person_id,
                    is_owner=is_owner,
                    is_anonymous=False,
                    rights=rights,
                )
            )

        assert await selected(uow, "role:owner") == [1]
        assert await selected(uow, "role:manager") == [2]
        assert await selected(uow, "role:moderator") == [3]


async def test_the_forgotten_and_a_tree_that_bites_its_tail(both_databases: Database) -> None:
    """A tombstone is in no segment; chats that hang under one another are found all the same."""
    async with undone(both_databases) as uow:
        await settle(uow, [MEI, replace(MEI, id=-7)])
        await uow.execute(update(people).where(people.c.id == -7).values(first_name=""))
        await uow.execute(update(chats).where(chats.c.id == -1001).values(parent_id=-1004))

        assert await selected(uow, "left or not left") == [1]
        assert await selected(uow, "in:store") == [1]


async def test_why_tells_each_clause(database: Database) -> None:
    """Each clause as it is written, whether it holds, and what was looked at."""
    async with undone(database) as uow:
        await settle(uow, [MEI])
        held = await holds(
            uow, scope(), WORDS, "tag:runner and (points>=100 or level>=3 or inactive>1d)", 1
        )

        assert not held.is_in
        assert held.clauses == (
            ("tag:runner", True, None),
            ("points>=100", False, Text("segment-figure-points", points=20)),
            ("level>=3", False, Text("segment-figure-level", level=2)),
            ("inactive>1d", False, Text("segment-figure-inactive", days=0)),
        )
        assert (await holds(uow, scope(), WORDS, "reachable", 999)).clauses == ()


@pytest.mark.parametrize("text", ["segment:b", "not segment:c", "segment:a", "segment:A"])
async def test_no_segment_is_made_of_itself(database: Database, text: str) -> None:
    """Directly or through others: refused when it is saved, at the name that closes the circle."""
    async with undone(database) as uow:
        await settle(uow, [MEI])
        for key, made_of in (("a", "reachable"), ("b", "segment:a"), ("c", "segment:b")):
            await save(uow, scope(), WORDS, key, made_of, by=1)
        with pytest.raises(Unread) as raised:
            await save(uow, scope(), WORDS, "a", text, by=1)

    assert raised.value.reason.id == "segment-fault-circle"
    assert raised.value.column == text.index(":") + 2


async def test_what_is_brought_in_is_weighed(database: Database) -> None:
    """A hundred conditions ten times over are refused before a database has to read them."""
    async with undone(database) as uow:
        await settle(uow, [MEI])
        await save(uow, scope(), WORDS, "s0", " or ".join(["left"] * 90), by=1)
        await save(uow, scope(), WORDS, "s1", "segment:s0 or segment:s0", by=1)
        with pytest.raises(Unread) as raised:
            await save(uow, scope(), WORDS, "s2", "segment:s1 or segment:s1", by=1)

    assert raised.value.reason == Text("segment-fault-heavy", most=200)


def ago(**span: float) -> datetime:
    """A moment before now."""
    return NOW - timedelta(**span)


def signed(*days_ago: int) -> frozenset[date]:
    """Signed in on these days, counted back from today."""
    return frozenset(TODAY - timedelta(days=each) for each in days_ago)


# What is asked, what of Mei is otherwise, and whether she is in.
LIMITS: list[tuple[str, dict[str, Any], bool]] = [
    ("joined>7d", {"joined_at": ago(days=7)}, False),
    ("joined>=7d", {"joined_at": ago(days=7)}, True),
    ("joined<7d", {"joined_at": ago(days=7)}, False),
    ("joined<=7d", {"joined_at": ago(days=7)}, True),
    ("joined>7d", {"joined_at": None, "first_seen_at": ago(days=8)}, True),
    ("joined<7d", {"joined_at": None, "first_seen_at": ago(days=6)}, False),
    ("not joined<7d", {"joined_at": None, "first_seen_at": ago(days=6)}, True),
    ("inactive>14d", {"last_seen_at": ago(days=14)}, False),
    ("inactive>=14d", {"last_seen_at": ago(days=14)}, True),
    ("inactive<14d", {"last_seen_at": ago(days=14)}, False),
    ("inactive<=14d", {"last_seen_at": ago(days=14)}, True),
    ("points>=100", {"points": 100}, True),
    ("points>100", {"points": 100}, False),
    ("points<0 or points=0", {"points": -5}, True),
    ("level>=3", {"experience": 899}, False),
    ("level>=3", {"experience": 900}, True),
    ("level=3", {"experience": 1600}, False),
    ("level>=5", {"experience": 99999}, False),
    ("level>=0", {"experience": -5}, True),
    ("streak>=3", {"signed": signed(0, 1, 2)}, True),
    ("streak>=3", {"signed": signed(1, 2, 3)}, True),
    ("streak>=3", {"signed": signed(2, 3, 4)}, False),
    ("streak=3", {"signed": signed(0, 1, 2, 4)}, True),
    ("streak>=4", {"signed": signed(0, 1, 2, 4, 5)}, False),
    ("streak=0", {"signed": signed(2)}, True),
    ("tag:runner", {"tags": {"runner": NOW}}, False),
    ("tag:runner", {"tags": {"runner": ago(seconds=-1)}}, True),
    ("not source:store12", {"source": None}, True),
    ("tier>=active", {"ranks": {"activity": 2}}, True),
    ("tier>=active", {"ranks": {"activity": 1}}, False),
    ("tier<active or not tier>=lurker", {"ranks": {}}, True),
    ("tier<active", {"ranks": {}}, False),
    ("tier>=vip", {"ranks": {"value": 3}}, True),
    ("tier:value=active", {"ranks": {"value": 2, "activity": 0}}, True),
    ("in:region:east", {"present_in": frozenset({-1004})}, True),
    ("in:main", {"present_in": frozenset({-1004})}, False),
    ('in:"Reading club"', {"present_in": frozenset({-1004})}, True),
    ("points>=0", {"present_in": frozenset({-1006})}, False),
    ("left", {"present_in": frozenset({-1006}), "left": frozenset({-1001})}, True),
    ("segment:then", {}, True),
    ("reachable", {"can_dm": None}, False),
    ("not reachable", {"can_dm": None}, True),
    ("language:zh", {"language_code": "zhx"}, False),
    ("language:zh-CN", {"language": "en"}, False),
    ("points>=0", {"is_bot": True}, False),
]


async def test_what_each_word_means_at_its_limits(both_databases: Database) -> None:
    """To the second, the point and the day; what is unknown is on neither side."""
    for text, changes, is_in in LIMITS:
        being = replace(MEI, **changes)
        async with undone(both_databases) as uow:
            await settle(uow, [being])
            found = await selected(uow, text)

        assert found == ([1] if is_in else []), text
        assert (being.id in reference.members_of(parse(text), [being], WORLD)) is is_in, text
