"""What can be appealed for how long, and who may decide it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.appeals.rules import is_appealable, may_decide
from bot.features.cases.rules import Case

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
CASE = Case(
    id=1,
    number=1,
    community_id=1,
    chat_id=-1,
    person_id=7,
    title=None,
    actor_id=8,
    check=None,
    action="mute",
    state="applied",
    clause=None,
    clause_version=None,
    reason=None,
    forget_at=NOW + timedelta(days=30),
    weight=1,
    until=None,
    points=0,
    is_silent=False,
    failure=None,
    asked_in=None,
    notice_id=None,
    opened_at=NOW,
    undone_by=None,
)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "yes"),
        ({"state": "open"}, "yes"),
        ({"state": "expired"}, "yes"),
        ({"action": "warn"}, "yes"),
        ({"action": "remove"}, "yes"),
        ({"action": "kick"}, "yes"),
        ({"state": "undone"}, "undone"),
        ({"state": "failed"}, "failed"),
        ({"action": "unban"}, "never"),
        ({"forget_at": NOW}, "late"),
        ({"forget_at": None}, "late"),
    ],
)
def test_what_can_be_appealed(changes: dict[str, object], verdict: str) -> None:
    """Whatever stands or stood, as long as the evidence for it is kept."""
    assert verdict == is_appealable(replace(CASE, **changes), NOW)


@pytest.mark.feature("Q2")
@given(by=st.integers(1, 4), actor=st.none() | st.integers(1, 4), appellant=st.integers(1, 4))
def test_nobody_judges_in_their_own_matter(by: int, actor: int | None, appellant: int) -> None:
    """Neither who acted nor whom it is about decides; of a check's deed, anybody else does."""
    verdict = may_decide(by, actor_id=actor, appellant_id=appellant)

    assert (verdict == "yes") == (by not in {actor, appellant})
