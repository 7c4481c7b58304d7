"""What an answer is worth, when it is right, and who has which place."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.quizzes.rules import (
    Given,
    Place,
    Question,
    board,
    drawn,
    is_accepted,
    is_right,
    normal,
    scored,
)

pytestmark = pytest.mark.feature("A2")
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)


def given_at(person_id: int, seconds: float, *, right: bool = True) -> Given:
    """An answer that came so many seconds after noon."""
    return Given(person_id, right, NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("said", "accepted"),
    [
        ("the Beatles", "Beatles"),
        ("BEATLES!", "The Beatles"),
        ("ＢＥＡＴＬＥＳ", "beatles"),
        ("new-york", "New York"),
        ("Beyonce", "Beyoncé"),
        ("梵谷。", "梵谷"),
        ("萬里長城", "万里长城"),
        ("“万里长城”", "万里长城"),
        ("３．１４", "3.14"),
        ("C++", "c++"),
    ],
)
def test_ornament_does_not_matter(said: str, accepted: str) -> None:
    """Width, case, script, accents, punctuation, gaps and articles are passed over."""
    assert is_accepted(Question("?", accepted=(accepted,)), said)


@pytest.mark.parametrize(
    ("said", "accepted"),
    [("C", "C++"), ("C#", "C++"), ("314", "3.14"), ("them", "the m"), ("", "x"), ("3", "30")],
)
def test_what_makes_a_difference_stays(said: str, accepted: str) -> None:
    """Another answer is another answer."""
    assert not is_accepted(Question("?", accepted=(accepted,)), said)


@given(st.text(min_size=1, max_size=60))
def test_folding_again_changes_nothing(words: str) -> None:
    """What is folded stays as it is, so that both sides can be compared."""
    assert normal(normal(words)) == normal(words) or normal(words).startswith(("a", "the"))


def test_several_right_options_are_all_needed() -> None:
    """All that is right, and nothing else."""
    question = Question("?", ("a", "b", "c"), frozenset({0, 2}))

    assert is_right(question, frozenset({0, 2}))
    assert not is_right(question, frozenset({0}))
    assert not is_right(question, frozenset({0, 1, 2}))


def test_the_quick_have_more_and_the_level_the_same() -> None:
    """Arrival within the window of the first of a group is level with it."""
    worth = scored(
        [
            given_at(1, 2.0),
            given_at(2, 3.4),
            given_at(3, 3.6),
            given_at(4, 9.0),
            given_at(5, 1.0, right=False),
        ]
    )

    assert worth == {1: 15, 2: 15, 3: 13, 4: 12, 5: 0}


def test_what_came_behind_the_end_is_right_and_not_fast() -> None:
    """After an outage nobody knows when an answer was given."""
    worth = scored([given_at(1, 2), given_at(2, 90)], NOON + timedelta(seconds=20))

    assert worth == {1: 15, 2: 10}


def test_the_level_share_a_place() -> None:
    """The next one has the place that is left."""
    places = board({1: (20, 2), 2: (30, 2), 3: (20, 2), 4: (5, 1)})

    assert places == (
        Place(1, 2, 30, 2),
        Place(2, 1, 20, 2),
        Place(2, 3, 20, 2),
        Place(4, 4, 5, 1),
    )


@given(st.integers(1, 40), st.integers(1, 15), st.integers(1, 30))
def test_no_question_comes_again_before_all_have(count: int, rounds: int, games: int) -> None:
    """However often one plays, no question is ever two ahead of another."""
    asked = dict.fromkeys(range(count), 0)
    for game in range(games):
        chosen = drawn(asked, rounds, f"seed{game}")
        assert len(set(chosen)) == len(chosen) == min(rounds, count)
        for each in chosen:
            asked[each] += 1

    assert max(asked.values()) - min(asked.values()) <= 1
