"""How a challenge is written, what is evidence, and how far somebody has come."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.challenges.reading import Misread, plan_of, wish_in
from bot.features.challenges.rules import (
    Call,
    Heard,
    Plan,
    heard_in,
    may_make_up,
    milestone_at,
    progress_of,
)
from bot.features.checkins.rules import ONE_DAY, History
from bot.features.contents import Chat, Origin
from bot.features.messages import ChatMessage

pytestmark = pytest.mark.feature("A5")

TODAY = date(2026, 3, 10)
PLAN = Plan(key="21", title="Read", starts_on=TODAY, zone="Asia/Shanghai")


def read(said: str) -> Plan:
    """What somebody wrote, as a plan."""
    return plan_of(wish_in(said, TODAY), key="21", zone="Asia/Shanghai", today=TODAY)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("21 Read every day", {"title": "Read every day", "days": 21}),
        ("7 Rest", {"starts_on": date(2026, 3, 11), "title": "Rest"}),
        ("30 days of calm", {"title": "30 days of calm", "days": 30}),
        ("Read every day", {"days": 21, "key": "21", "reward": 10, "is_consecutive": True}),
        ("30天跑步", {"title": "跑步", "days": 30}),
        ("14 days Yoga #Yoga", {"title": "Yoga", "days": 14, "key": "yoga"}),
        ("21 读书 凭证：文字 字数：30 休息:六日", {"kind": "text", "least": 30, "rest": "67"}),
        ("21 读书 休息:周末", {"rest": "67"}),
        ("running Run", {"days": 30, "kind": "photo", "goal": 20, "is_consecutive": False}),
        ("跑步 10 一起跑 goal:5", {"title": "一起跑", "days": 10, "goal": 5}),
        ("10 Walk mode:cumulative", {"is_consecutive": False, "goal": 8}),
        ("7 Walk cutoff:04:00 roll:07:30", {"cutoff": time(4), "roll_at": time(7, 30)}),
        ("7 Walk team:3/30 pause:1", {"team_size": 3, "team_reward": 30, "pause_days": 1}),
        ("7 Walk makeup:1/2/0", {"makeup_quota": 1, "makeup_days": 2, "makeup_price": 0}),
        ("7 Walk makeup:none", {"makeup_quota": 0}),
        ("21 Walk milestones:7=50,21=200", {"milestones": ((7, 50), (21, 200))}),
        ("7 Walk only: tag:runner or points>=5", {"only": "tag:runner or points>=5"}),
        ("reading Plato pages:100 days:3", {"parts": ("p. 1–33", "p. 34–66", "p. 67–100")}),
        ("Plan\nChapter 1\n\nChapter 2", {"parts": ("Chapter 1", "Chapter 2"), "days": 2}),
    ],
)
def test_a_line_says_what_a_challenge_is_like(said: str, expected: dict[str, object]) -> None:
    """Days, title and options in either language; the rest is sensible."""
    plan = read(said)

    assert expected == {name: getattr(plan, name) for name in expected}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("7 Walk rewrad:5", "challenge-bad-option"),
        ("7 Walk reward:much", "challenge-bad-value"),
        ("7 Walk reward:-5", "challenge-bad-value"),
        ("7 Walk start:yesterday", "challenge-bad-value"),
        ("7 Walk start:2026-03-09", "challenge-bad-value"),
        ("7 Walk start:2026-02-30", "challenge-bad-value"),
        ("7 Walk rest:someday", "challenge-bad-value"),
        ("7 Walk makeup:1/0/5", "challenge-bad-value"),
        ("7 Walk team:1", "challenge-bad-value"),
        ("7 Walk days:0", "challenge-bad-value"),
        ("7 Walk milestones:7-5", "challenge-bad-value"),
        ("7 Walk rest:一二三四五六日", "challenge-bad-rest"),
        ("7 Walk goal:8", "challenge-bad-goal"),
        ("999 Walk", "challenge-bad-value"),
    ],
)
def test_what_cannot_be_read_is_said(said: str, why: str) -> None:
    """A wrong option or value is named, and nothing is guessed."""
    with pytest.raises(Misread) as misread:
        read(said)

    assert misread.value.why.id == why


@settings(deadline=None)
@given(st.text(max_size=80))
def test_nothing_that_is_written_is_a_crash(said: str) -> None:
    """Whatever somebody writes is a plan or a fault with words."""
    try:
        plan = read(said)
    except Misread:
        return

    assert 1 <= plan.days <= 366
    assert plan.wanted <= plan.asked_days


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(1, 366))
def test_a_books_pages_are_divided_without_a_gap(pages: int, days: int) -> None:
    """Each page stands in one part, in order."""
    plan = read(f"Book days:{days} pages:{pages}")
    spans = [part.removeprefix("p. ").split("–") for part in plan.parts]

    assert [int(a) for a, _ in spans] == [1, *(int(b) + 1 for _, b in spans[:-1])]
    assert int(spans[-1][1]) == pages


def said(words: str, **fields: object) -> ChatMessage:
    """A message in a group."""
    return ChatMessage(1, 0, Chat(-1, "supergroup"), text=words, **fields)  # type: ignore[arg-type]


WORDS = Call(5, -1, None, "text", ("#read",), 5)
TOPIC = Call(6, -1, 77, "text", ("#book",), 5)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (said("I read two chapters today"), None),
        (said("two chapters #read"), Heard(5, is_right=True, is_addressed=True)),
        (said("#READ 读了两章，很好看"), Heard(5, is_right=True, is_addressed=True)),
        (said("#readers are many"), None),
        (said("#read"), Heard(5, is_right=False, is_addressed=True)),
        (
            said("two chapters #read", forward_origin=Origin("user")),
            Heard(5, is_right=False, is_addressed=True),
        ),
        (
            said("two chapters", message_thread_id=77, is_topic_message=True),
            Heard(6, is_right=True, is_addressed=False),
        ),
        (said("ok", message_thread_id=77, is_topic_message=True), None),
        # A thread of answers is no topic.
        (said("two chapters", message_thread_id=77), None),
    ],
)
def test_evidence_is_heard(message: ChatMessage, expected: Heard | None) -> None:
    """With the word anywhere, without it in a topic of its own; a forward is nobody's evidence."""
    assert expected == heard_in(message, (WORDS, TOPIC))


def days(*numbers: int, made_up: tuple[int, ...] = ()) -> History:
    """Days by their number from the first."""
    return History(
        frozenset(TODAY + n * ONE_DAY for n in (*numbers, *made_up)),
        frozenset(TODAY + n * ONE_DAY for n in made_up),
    )


def test_in_a_row_one_missed_day_keeps_it_from_finishing_until_made_up() -> None:
    """Six of seven do not finish; with a make-up they do, though not without a gap."""
    plan, after = replace(PLAN, days=7), TODAY + 7 * ONE_DAY
    gap = progress_of(plan, days(0, 1, 2, 4, 5, 6), after)
    mended = progress_of(plan, days(0, 1, 2, 4, 5, 6, made_up=(3,)), after)
    whole = progress_of(plan, days(*range(7)), after)

    assert (gap.is_finished, gap.missed, gap.best) == (False, 1, 3)
    assert (mended.is_finished, mended.is_perfect) == (True, False)
    assert (whole.is_finished, whole.is_perfect) == (True, True)


def test_in_all_the_days_need_not_be_in_a_row() -> None:
    """Three of seven days wherever they lie, rest aside."""
    plan = replace(PLAN, days=7, is_consecutive=False, goal=3)

    assert progress_of(plan, days(0, 3, 6), TODAY + 6 * ONE_DAY).is_finished
    assert not progress_of(plan, days(0, 3), TODAY + 6 * ONE_DAY).is_finished


def test_what_was_forgiven_or_paused_is_not_asked_for() -> None:
    """Of seven days one forgiven and one of break: five in a row finish."""
    plan = replace(PLAN, days=7)
    history = replace(
        days(0, 1, 3, 5, 6),
        forgiven=frozenset({TODAY + 2 * ONE_DAY}),
        pauses=((TODAY + 4 * ONE_DAY, TODAY + 4 * ONE_DAY),),
    )
    progress = progress_of(plan, history, TODAY + 7 * ONE_DAY)

    assert (progress.is_finished, progress.wanted, progress.best) == (True, 5, 5)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, None), (1, "not-missed"), (4, "not-over"), (-3, "not-asked"), (5, "not-over")],
)
def test_which_days_can_be_made_up_for(number: int, expected: str | None) -> None:
    """A missed one of the last few, that is over and was asked for."""
    plan = replace(PLAN, days=7, makeup_days=4)
    today = TODAY + 4 * ONE_DAY

    assert expected == may_make_up(plan, days(1, 2), TODAY + number * ONE_DAY, today)


def test_make_up_cards_run_out() -> None:
    """Two of two used: no third one."""
    plan = replace(PLAN, days=14, makeup_days=14)
    history = days(0, made_up=(1, 2))

    assert may_make_up(plan, history, TODAY + 3 * ONE_DAY, TODAY + 5 * ONE_DAY) == "none-left"


def test_a_milestone_is_reached_by_the_best_streak_or_by_the_sum() -> None:
    """In a row the longest streak counts; in all every day does."""
    plan = replace(PLAN, milestones=((2, 5), (4, 9)))
    history = days(0, 1, 3, 5)
    row = progress_of(plan, history, TODAY + 6 * ONE_DAY)
    whole = replace(plan, is_consecutive=False)

    assert milestone_at(plan, row) == [(2, 5)]
    assert milestone_at(whole, row) == [(2, 5), (4, 9)]
