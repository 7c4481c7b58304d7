"""Surveys as rules: the way through the questions, what fits, what scores mean."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.surveys.reading import questions_in, wish_in
from bot.features.surveys.rules import (
    END,
    Question,
    Value,
    answers_of,
    csat,
    next_question,
    nps,
    packed_answers,
    question_of,
    tallied,
    wave_of,
    way_of,
)
from bot.kit.texts import Text
from bot.kit.wishes import Misread

WALK = """Our walk days=14 匿名=否
1. How was it? 1-5 (must)
2、你最喜欢什么？
- The walk
- The food -> 4
- Nothing → end
3) Which days suit you? (several)
- Saturday
- Sunday
问：Anything else?"""


def test_a_survey_is_read_as_it_is_written() -> None:
    """Numbers, dashes, scales, several, must and jumps, in either language."""
    wish = wish_in(WALK)

    assert wish.title == "Our walk"
    assert wish.changes == {"days": 14, "is_anonymous": False}
    assert wish.questions == (
        Question("scale", "How was it?", low=1, high=5, is_needed=True),
        Question(
            "single",
            "你最喜欢什么？",
            options=("The walk", "The food", "Nothing"),
            jumps=(None, 3, END),
        ),
        Question("multi", "Which days suit you?", options=("Saturday", "Sunday")),
        Question("text", "Anything else?"),
    )
    assert tuple(map(question_of, (each.packed() for each in wish.questions))) == wish.questions


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["Just words"], Text("survey-bad-line", line="Just words")),
        (["- An option first"], Text("survey-bad-line", line="- An option first")),
        (["1. One?", "- Alone"], Text("survey-bad-options", number=1, most=12)),
        (["1. Same?", "- a", "- a"], Text("survey-bad-options", number=1, most=12)),
        (["1. Back?", "- a -> 1", "- b"], Text("survey-bad-jump", number=1, to=1)),
        (["1. Far?", "- a -> 9", "- b"], Text("survey-bad-jump", number=1, to=9)),
        (["1. Odd?", "- a -> x", "- b"], Text("survey-bad-jump", number=1, to="x")),
        (["1. Wide? 0-90"], Text("survey-bad-scale", number=1)),
        (["1. " + "x" * 301], Text("survey-long-question", number=1, most=300)),
        (["1. Long?", "- " + "x" * 61, "- b"], Text("survey-long-option", number=1, most=60)),
        ([f"{n}. Q" for n in range(1, 22)], Text("survey-too-many", most=20)),
    ],
)
def test_what_cannot_be_read_is_named(lines: list[str], why: Text) -> None:
    """The number of the question, and how it should be."""
    with pytest.raises(Misread) as refused:
        questions_in(lines)

    assert refused.value.why == why


def test_a_branch_leads_past_questions() -> None:
    """What was answered decides what is asked, and what was changed meanwhile does not count."""
    questions = wish_in(WALK).questions

    assert next_question(questions, {}) == 0
    assert next_question(questions, {0: 4, 1: (0,)}) == 2
    assert next_question(questions, {0: 4, 1: (1,)}) == 3
    assert next_question(questions, {0: 4, 1: (2,)}) == END
    assert next_question(questions, {0: 4, 1: None}) == 2
    assert way_of(questions, {0: 4, 1: (1,), 2: (0,), 3: "x"}) == [0, 1, 3]


@given(st.data())
def test_every_way_comes_to_an_end(data: st.DataObject) -> None:
    """However somebody answers, each question is asked once at the most, in order."""
    questions = wish_in(WALK).questions
    answers: dict[int, Value] = {}
    asked = []
    while (at := next_question(questions, answers)) != END:
        asked.append(at)
        choices = [None, (0,), (1,), (2,), (0, 1), 1, 5, "words"]
        fitting = [value for value in choices if questions[at].takes(value)]
        answers[at] = data.draw(st.sampled_from(fitting))

    assert asked == sorted(set(asked))
    assert way_of(questions, answers) == asked
    assert answers_of(packed_answers(answers)) == answers


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (Question("single", "?", options=("a", "b")), (2,)),
        (Question("single", "?", options=("a", "b")), (0, 1)),
        (Question("multi", "?", options=("a", "b")), ()),
        (Question("multi", "?", options=("a", "b")), (0, 0)),
        (Question("scale", "?", low=1, high=5), 0),
        (Question("scale", "?", low=1, high=5), 6),
        (Question("text", "?"), "  "),
        (Question("text", "?"), "x" * 1001),
        (Question("text", "?", is_needed=True), None),
    ],
)
def test_what_does_not_fit_is_no_answer(question: Question, value: Value) -> None:
    """Forged choices, numbers beyond the scale, empty words."""
    assert not question.takes(value)


def test_the_net_promoter_score_has_its_margin() -> None:
    """Eighteen promoters, eleven passives, two detractors: 51.6 ± 21.7 of 31."""
    score = nps({9: 10, 10: 8, 7: 5, 8: 6, 3: 1, 6: 1})

    assert (round(score.value, 1), round(score.margin, 1), score.n) == (51.6, 21.7, 31)


def test_content_is_the_share_of_four_and_five() -> None:
    """Of twenty answers fifteen are content: 75 % ± 19.0."""
    score = csat({5: 10, 4: 5, 3: 3, 1: 2})

    assert (round(score.value, 1), round(score.margin, 1), score.n) == (75.0, 19.0, 20)


@pytest.mark.parametrize("counts", [{}, {0: 1}, {10: 3}, {9: 1, 0: 1}])
def test_scores_of_few_answers_are_numbers_all_the_same(counts: Mapping[int, int]) -> None:
    """Nobody, one voice, all of one mind."""
    assert nps(counts).n == sum(counts.values())


def test_scores_differ_by_more_than_chance() -> None:
    """The difference is held against both margins."""
    many = {10: 600, 0: 400}
    assert nps(many).differs_from(nps({10: 300, 0: 700}))
    assert not nps({10: 6, 0: 4}).differs_from(nps({10: 5, 0: 5}))


def test_only_what_lies_on_the_way_is_counted() -> None:
    """Words are told in an order that says nothing of who came first."""
    questions = wish_in(WALK).questions
    counts = tallied(
        questions,
        [
            {0: 5, 1: (0,), 2: (0, 1), 3: "zebra"},
            {0: 3, 1: (2,), 3: "never asked"},
            {0: 4, 1: None, 2: (1,), 3: "apple"},
        ],
    )

    assert counts[0].counts == {5: 1, 3: 1, 4: 1}
    assert counts[0].mean == 4
    assert (counts[1].counts, counts[1].passed) == ({0: 1, 2: 1}, 1)
    assert counts[2].counts == {0: 1, 1: 2}
    assert counts[3].words == ("apple", "zebra")


def test_a_sample_is_drawn_without_favour() -> None:
    """Over many seeds everybody is asked about as often; a share rounds up."""
    asked = dict.fromkeys(range(1, 11), 0)
    for seed in product(b"abcdefgh", repeat=3):
        for each in wave_of(bytes(seed), list(asked), 25):
            asked[each] += 1

    assert sum(asked.values()) == 3 * 512
    assert all(110 < times < 200 for times in asked.values())
    assert wave_of(b"", [], 25) == []
