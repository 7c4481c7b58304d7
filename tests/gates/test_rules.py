"""Puzzles have one right answer, words are read as people write them, terms survive a row."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.gates.rules import (
    Terms,
    deadline_of,
    is_answered,
    is_pressed_right,
    lacks,
    packed,
    puzzle_of,
    sum_of,
    tries_of,
    unpacked,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@given(st.integers(0, 2**63 - 1))
def test_a_puzzle_has_one_right_answer(seed: int) -> None:
    """Of four different options exactly one is right, for sums and for pictures."""
    task, puzzle = sum_of(seed), puzzle_of(seed)

    assert 4 == len(set(task.options)) == len(set(puzzle.pictures))
    assert task.first + task.second == task.options[task.right]
    for kind in ("sum", "emoji"):
        right = [is_pressed_right(Terms(kind=kind), seed, at) for at in range(-1, 5)]
        assert sum(right) == 1


@pytest.mark.parametrize(
    "said", ["books", "BOOKS!", " b o o k s", "ｂｏｏｋｓ", "Books.", "書", "《书》", "书。"]
)
def test_answers_are_read_as_people_write_them(said: str) -> None:
    """Case, width, marks and script make no difference."""
    assert is_answered(said, ("books", "书"))


@pytest.mark.parametrize("said", ["", "!!!", "book", "bookshop", "🎉" * 4096, "\u202eskoob"])
def test_what_is_no_answer_is_none(said: str) -> None:
    """Nothing, marks alone, and other words are no answer."""
    assert not is_answered(said, ("books", "书"))


@given(
    st.builds(
        Terms,
        kind=st.sampled_from(["rules", "question", "code"]),
        question=st.text(max_size=20),
        answers=st.lists(st.text(max_size=9), max_size=3).map(tuple),
        tries=st.integers(1, 10),
        lasts=st.integers(120, 600_000).map(lambda s: timedelta(seconds=s)),
        failure=st.sampled_from(["remove", "keep"]),
    )
)
def test_terms_survive_a_row(terms: Terms) -> None:
    """What is packed for a row is the same when it is unpacked."""
    assert terms == unpacked(packed(terms))


def test_what_a_newer_version_wrote_is_passed_over() -> None:
    """Unknown names are left out, and an unknown kind asks nothing."""
    assert Terms() == unpacked({"kind": "riddle", "moat": True})


@pytest.mark.parametrize(
    ("terms", "missing"),
    [
        (Terms(kind="question"), "question"),
        (Terms(kind="question", question="Q?"), "answers"),
        (Terms(kind="questionnaire"), "questions"),
        (Terms(kind="code"), "codes"),
        (Terms(kind="sum"), None),
    ],
)
def test_a_gate_lacks_what_its_kind_asks_for(terms: Terms, missing: str | None) -> None:
    """A question needs answers, a questionnaire questions, a code codes; a sum nothing."""
    assert missing == lacks(terms)


def test_the_time_depends_on_the_way() -> None:
    """A stranger's request has the window alone; a member's DM and a group the whole time."""
    terms = Terms(kind="sum", lasts=timedelta(hours=1))

    window = NOON + timedelta(minutes=4, seconds=30)
    assert window == deadline_of("request", terms, NOON, can_dm=False)
    assert NOON + terms.lasts == deadline_of("request", terms, NOON, can_dm=True)
    assert NOON + terms.lasts == deadline_of("group", terms, NOON, can_dm=False)
    assert deadline_of("group", Terms(kind="approval"), NOON, can_dm=True) is None


def test_a_guesser_has_few_tries() -> None:
    """Of four buttons two presses are allowed at most, of questions as many as wanted."""
    assert tries_of(Terms(kind="emoji", tries=5)) == 2
    assert tries_of(Terms(kind="question", tries=5)) == 5
