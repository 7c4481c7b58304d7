"""Boards, counted as things happen, agree with a pencil, in whichever order and however often."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.features.boards.rules import SPANS, Score, Sheet, Span, buckets_of, frame_of
from bot.features.boards.service import board_for
from bot.kit.database import Database
from models.boards import boards, score_counts, scores
from tests.boards.reference import around, places
from tests.boards.worlds import (
    BOOKS,
    GROUP,
    OTHER_GROUP,
    PEOPLE,
    SEASON,
    TODAY,
    World,
    world,
)

pytestmark = pytest.mark.feature("N4")
SLOWLY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Act: TypeAlias = Callable[[World], Awaitable[None]]
RULES = ("chat", "checkin", "streak", "thanks", "challenge", "penalty")
anybody = st.sampled_from(PEOPLE)


def _earning(person_id: int, experience: int, rule: str, chat_id: int, days_ago: int) -> Act:
    return lambda world: world.earns(
        person_id, experience, rule=rule, chat_id=chat_id, days_ago=days_ago
    )


_EARNINGS: st.SearchStrategy[Act] = st.builds(
    _earning,
    anybody,
    # Few values, so that many have the same; some are taken back, some are large.
    st.sampled_from([1, 1, 2, 5, 10, 10, -1, -5, 255, 256, 70_000]),
    st.sampled_from(RULES),
    st.sampled_from([0, GROUP, OTHER_GROUP]),
    st.sampled_from([0, 0, 1, 2, 3, 9, 10, 11, 40]),
)
ACTS: st.SearchStrategy[Act] = st.one_of(
    _EARNINGS,
    st.builds(
        lambda one, is_so: lambda world: world.hides(one, is_hidden=is_so), anybody, st.booleans()
    ),
    st.builds(
        lambda one, is_so: lambda world: world.leaves(one, is_present=is_so),
        anybody,
        st.booleans(),
    ),
    st.builds(lambda most: lambda world: world.counts(most=most), st.sampled_from([None, 1, 2])),
    st.just(World.recounts),
)


@SLOWLY
@given(st.lists(_EARNINGS, min_size=8, max_size=30), st.lists(ACTS, max_size=20), anybody)
async def test_every_board_is_what_a_pencil_gives(
    both_databases: Database, earned: list[Act], acts: list[Act], viewer: int
) -> None:
    """Random histories: each board's order, one's own place and neighbours are the reference's."""
    async with world(both_databases) as here:
        for act in (*earned, *acts):
            await act(here)
        for span in SPANS:
            for kind, chat_id in (("", 0), ("chat", 0), ("checkins", 0), ("", GROUP)):
                await _agrees(here, span, kind, chat_id, viewer)
        await _holds_its_histograms(here)


async def _agrees(here: World, span: Span, kind: str, chat_id: int, viewer: int) -> None:
    frame = frame_of(span, TODAY, (SEASON,))
    assert frame is not None
    order = places(
        here.rows,
        frame.starts_on,
        frame.ends_on,
        kind=kind,
        chat_id=chat_id,
        unseen=here.unseen,
    )

    board = await board_for(here.uow, BOOKS, Sheet(frame, kind, chat_id), viewer, most=3)

    assert order[:3] == [(line.person_id, line.experience) for line in board.lines]
    assert [1, 2, 3][: len(order)] == [line.place for line in board.lines]
    assert len(order) == board.listed
    own = [at for at, (one, _) in enumerate(order, start=1) if one == viewer]
    assert own == ([board.place] if board.place else [])
    beside = around(order, viewer) if own and own[0] > 3 else []
    seen = [each for each in beside if order.index(each) >= 3]
    assert seen == [(line.person_id, line.experience) for line in board.beside]


async def _holds_its_histograms(here: World) -> None:
    listed = await here.uow.execute(
        select(boards.c.span, scores)
        .join(boards, boards.c.id == scores.c.board_id)
        .where(scores.c.is_listed.is_(True))
    )
    expected: dict[Any, int] = {}
    for row in listed:
        for bucket in buckets_of(row.span, Score(row.experience, row.reached_at)):
            key = (row.board_id, *bucket)
            expected[key] = expected.get(key, 0) + 1
    kept = await here.uow.execute(select(score_counts).where(score_counts.c.members != 0))
    assert expected == {(row.board_id, row.level, row.bucket): row.members for row in kept}


@SLOWLY
@given(st.lists(ACTS, max_size=25))
async def test_counting_anew_changes_nothing(database: Database, acts: list[Act]) -> None:
    """What was counted bit by bit is what the ledger gives in one go."""
    async with world(database) as here:
        for act in acts:
            await act(here)
        await here.counts()
        before = await _everything(here)

        await here.recounts()

        assert before == await _everything(here)


async def _everything(here: World) -> set[Any]:
    found = await here.uow.execute(
        select(
            boards.c.span,
            boards.c.starts_on,
            boards.c.kind,
            boards.c.chat_id,
            scores.c.person_id,
            scores.c.experience,
            scores.c.reached_at,
            scores.c.is_listed,
        ).join(boards, boards.c.id == scores.c.board_id)
    )
    return {tuple(row) for row in found}


async def test_whoever_is_forgotten_leaves_no_gap(both_databases: Database) -> None:
    """Those below somebody forgotten move up by one, on every board."""
    async with world(both_databases) as here:
        for person_id, experience in ((1, 30), (2, 20), (3, 10)):
            await here.earns(person_id, experience, rule="chat", chat_id=GROUP, days_ago=0)

        await here.loses(1)

        frame = frame_of("week", date(2026, 3, 11))
        assert frame is not None
        board = await board_for(here.uow, BOOKS, Sheet(frame), 3)
        assert [(line.place, line.person_id) for line in board.lines] == [(1, 2), (2, 3)]
        await _holds_its_histograms(here)
