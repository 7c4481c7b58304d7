"""What is a question, who may answer it, and what help is worth."""

from datetime import UTC, datetime

import pytest

from bot.features.questions.rules import Question, Session, asks, may_answer, ranked, worth_of
from bot.features.thanks.rules import History

pytestmark = pytest.mark.feature("A9")

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def session(expert_id: int | None) -> Session:
    """A session with somebody who answers, or without."""
    return Session(1, 1, -100, None, "Running", expert_id, None, None, "open", 5, 2)


def asked(number: int, votes: int, answer: str | None = None) -> Question:
    """A question with votes."""
    return Question(number, 1, -100, 9, 1, 3, "?", NOW, 7, None, answer, None, votes)


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Where is it?", True),
        ("几点开始？", True),
        ("really?!", True),
        ("/ask how do I begin", True),
        ("/ask@hearth_bot how", True),
        ("/asking", False),
        ("??", False),
        ("?", False),
        ("That was it.", False),
        ("Why? Because.", False),
        ("", False),
    ],
)
def test_a_question_is_known_by_its_sign(words: str, is_one: bool) -> None:
    """By the sign at its end or by its command; signs alone ask nothing."""
    assert is_one == asks(words)


def test_the_expert_answers_or_else_the_staff() -> None:
    """Where somebody was named, nobody else's reply is the answer."""
    assert may_answer(session(7), 7, is_staff=False)
    assert not may_answer(session(7), 8, is_staff=True)
    assert may_answer(session(None), 8, is_staff=True)
    assert not may_answer(session(None), 8, is_staff=False)


def test_help_is_worth_less_between_the_same_two() -> None:
    """Half with each time of late, nothing beyond the day's cap, nothing for oneself."""
    assert worth_of(History(), is_self=False) == 10
    assert worth_of(History(pair_lately=1), is_self=False) == 5
    assert worth_of(History(got_today=5), is_self=False) == 0
    assert worth_of(History(), is_self=True) == 0


def test_what_most_want_to_know_comes_first() -> None:
    """Open questions by votes, then by age; answered ones go last."""
    order = ranked([asked(1, 0), asked(2, 3, "yes"), asked(3, 2), asked(4, 2)])

    assert [each.id for each in order] == [3, 4, 1, 2]
