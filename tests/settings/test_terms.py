"""What a community chooses for a check: taken as its terms have it, or passed over."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.moderation.rules import Stance, Terms
from bot.features.settings.policy import Policy, is_choice, policy_choosing, policy_with
from bot.features.settings.terms import Odd, described, stored, with_choice

pytestmark = pytest.mark.feature("R2")


@dataclass(frozen=True, slots=True)
class Made(Stance):
    """Terms with a field of each type that a check may have."""

    count: int = field(default=3, metadata={"least": 1, "most": 9})
    within: timedelta = field(default=timedelta(minutes=1), metadata={"most": timedelta(hours=1)})
    words: tuple[str, ...] = field(default=(), metadata={"most": 2, "longest": 5})
    kinds: frozenset[str] = field(default=frozenset(), metadata={"options": ("url", "rtl")})
    chats: tuple[int, ...] = ()
    share: float = 0.5
    hidden: bool = True
    begins: time = time(22)
    ends: time | None = None
    who: Literal["all", "newcomers"] = "all"


POLICY = Policy(moderation=Terms(mode="on", checks={"made": Made()}))

FITTING: list[tuple[str, Any, Any]] = [
    ("mode", "shadow", "shadow"),
    ("action", "ban", "ban"),
    ("exempt", ["trusted", "moderator"], ("trusted", "moderator")),
    ("clause", 3, 3),
    ("count", 9, 9),
    ("within", 3600, timedelta(hours=1)),
    ("words", ["ok", "是"], ("ok", "是")),
    ("kinds", ["rtl", "url"], frozenset({"rtl", "url"})),
    ("chats", [-1001000000001], (-1001000000001,)),
    ("share", 1, 1.0),
    ("hidden", False, False),
    ("begins", "04:30", time(4, 30)),
    ("ends", "06:00", time(6)),
    ("ends", None, None),
    ("who", "newcomers", "newcomers"),
]


@pytest.mark.parametrize(("name", "value", "drawn"), FITTING)
def test_a_choice_becomes_the_field_s_own_type(name: str, value: Any, drawn: Any) -> None:
    """Every type that terms are made of; and it is stored again as it was chosen."""
    stance = with_choice(Made(), name, value)

    assert getattr(stance, name) == drawn
    assert stored(getattr(stance, name)) == value
    assert policy_with(POLICY, {f"checks.made.{name}": value}).moderation.checks["made"] == stance


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mode", "fierce"),
        ("mode", ["on"]),
        ("action", None),
        ("exempt", "trusted"),
        ("clause", -1),
        ("clause", 1000),
        ("count", 0),
        ("count", 10),
        ("count", True),
        ("count", 2.5),
        ("within", "60s"),
        ("within", 3601),
        ("words", ["toolong"]),
        ("words", ["a", "b", "c"]),
        ("words", [3]),
        ("kinds", ["urls"]),
        ("chats", ["-100"]),
        ("chats", [2**60]),
        ("share", 1.5),
        ("hidden", 1),
        ("begins", "25:00"),
        ("begins", "04:30:10"),
        ("begins", None),
        ("who", "some"),
        ("unheard_of", 1),
        ("__class__", 1),
        ("", 1),
    ],
)
def test_what_does_not_fit_is_passed_over(name: str, value: Any) -> None:
    """A row of a newer version, or a broken one, leaves the operator's terms as they are."""
    with pytest.raises(Odd):
        with_choice(Made(), name, value)

    assert policy_with(POLICY, {f"checks.made.{name}": value}) == POLICY


@given(
    st.text(max_size=40),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    ),
)
def test_no_row_stops_the_bot(key: str, value: Any) -> None:
    """Whatever stands in the table, the policy is drawn."""
    for name in described(Made):
        policy_with(POLICY, {key: value, f"checks.made.{name}": value, f"checks.{key}": value})
    for known in ("checkins.card_at", "checkins.cutoff", "moderation.mode", "tidy", "disabled"):
        policy_with(POLICY, {known: value})


def test_only_a_check_s_own_terms_change() -> None:
    """The other checks, and the policy that it was made from, stay as they were."""
    policy = Policy(moderation=Terms(checks={"a": Made(), "b": Made()}))

    changed = policy_choosing(policy, "checks.a.count", 5)

    assert changed.moderation.checks == {"a": Made(count=5), "b": Made()}
    assert policy.moderation.checks == {"a": Made(), "b": Made()}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("checks.words.mode", True),
        ("moderation.mode", True),
        ("tidy", True),
        ("checks.words", False),
        ("version", False),
    ],
)
def test_what_can_be_chosen_has_a_key(key: str, *, expected: bool) -> None:
    """Nobody stores a choice under a key that is none."""
    assert is_choice(key) is expected
