"""What earns a badge, and whether it stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.badges.reading import as_json, rule_of, table_of, terms_of, wish_of
from bot.features.badges.rules import Before, First, Progress, Rule, Terms, lasts_by_itself
from bot.features.tags.rules import Came, Did, Fault, Hours, Inactive, Level, Segment

pytestmark = pytest.mark.feature("N3")
RULES: list[Rule] = [
    Did("member_checked_in", 30),
    Did("message", 100, 30),
    Came("store12"),
    Hours("night", 20),
    Inactive(30),
    Level(10),
    Segment("streak>=21"),
    First(100),
    Before(date(2026, 1, 31)),
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_read_as_it_was_written(rule: Rule) -> None:
    """From the database and from a file alike."""
    terms = Terms("x", rule=rule, is_lasting=lasts_by_itself(rule))

    assert rule_of(as_json(rule)) == rule
    assert terms_of(table_of(terms)) == terms


@pytest.mark.parametrize(
    ("rule", "stays"),
    [
        (Did("member_checked_in", 30), False),
        (Did("message", 100, 30), True),
        (Level(10), False),
        (First(100), False),
        (Segment("streak>=21"), True),
        (None, True),
    ],
)
def test_what_may_come_and_go_in_honest_ways_stays(rule: Rule | None, stays: bool) -> None:
    """A streak ends and the badge for it stays; a count that only grows is wrong if it fell."""
    assert lasts_by_itself(rule) is stays


def test_staff_write_a_badge_in_words() -> None:
    """A key, a title in quotes, an emoji and a rule; later only what is named changes."""
    made = wish_of('early title="Early bird" emoji=🐣 first=100')
    assert made == Terms("early", "Early bird", "🐣", "", First(100), is_lasting=False)
    assert isinstance(made, Terms)

    assert wish_of("early about=welcome", made) == Terms(
        "early", "Early bird", "🐣", "welcome", First(100), is_lasting=False
    )
    assert wish_of("early segment=streak>=21 and level>=3", made) == Terms(
        "early", "Early bird", "🐣", "", Segment("streak>=21 and level>=3"), is_lasting=True
    )
    assert wish_of("early lasting first=5", made) == Terms(
        "early", "Early bird", "🐣", "", First(5), is_lasting=True
    )


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Früh! first=1", "key"),
        ("x frist=1", "word"),
        ("x first=0", "number"),
        ("x first=１", "number"),
        ("x first=9999999999", "number"),
        ("x before=tomorrow", "before"),
        ("x said=run", "word"),
        ("x activity=flying", "activity"),
        ("x first=1 level=2", "rule-key"),
        (f"x title={'y' * 65}", "title"),
        (f"x emoji={'🎉' * 17}", "emoji"),
    ],
)
def test_what_is_wrong_is_named(said: str, kind: str) -> None:
    """Each fault has its own sentence."""
    fault = wish_of(said)

    assert isinstance(fault, Fault)
    assert fault.kind == kind


@pytest.mark.parametrize("table", [{"said": ["run"]}, {"poll": "sports", "option": "run"}])
def test_what_nobody_can_look_at_again_earns_no_badge(table: dict[str, object]) -> None:
    """Words and votes are known only in their moment."""
    assert rule_of(table) == Fault("moment")


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_progress_is_between_nothing_and_all(have: int, need: int) -> None:
    """However far beyond somebody is."""
    assert 0 <= Progress(have, need).share <= 1
