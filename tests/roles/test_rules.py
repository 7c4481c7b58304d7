"""Roles: what each may do, and how Telegram's rights bound it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.communities.rules import Administrator
from bot.features.roles.rules import (
    ACTS,
    MATRIX,
    ROLES,
    TELEGRAM_RIGHT,
    Act,
    Role,
    allows,
    is_over_limit,
    may,
    may_give,
    role_called,
    role_of,
)

RIGHTS = sorted({right for right in TELEGRAM_RIGHT.values() if right})


def administrator(*rights: str, is_owner: bool = False) -> Administrator:
    """Somebody who administers a chat with some rights."""
    return Administrator(1, is_owner, dict.fromkeys(rights, True))


@pytest.mark.feature("Mx1")
@pytest.mark.parametrize(
    ("role", "act", "expected"),
    [
        ("owner", "roles.change", True),
        ("manager", "settings.change", True),
        ("moderator", "sanction.ban", True),
        ("moderator", "settings.change", False),
        ("moderator", "roles.change", False),
        ("moderator", "figures.read", False),
        ("content", "sanction.ban", False),
        ("content", "calendar.edit", True),
        ("volunteer", "sanction.request", True),
        ("volunteer", "sanction.warn", False),
        ("volunteer", "complaint.decide", False),
        (None, "complaint.triage", False),
    ],
)
def test_the_matrix(role: Role | None, act: Act, *, expected: bool) -> None:
    """Each role may do its own, and nobody's role nothing."""
    assert may(role, act) is expected


@pytest.mark.feature("Mx1")
@pytest.mark.parametrize(
    ("given_role", "person", "expected"),
    [
        (None, None, None),
        (None, administrator(is_owner=True), "owner"),
        (None, administrator(), "moderator"),
        (None, administrator("can_restrict_members"), "moderator"),
        (None, administrator("can_change_info"), "manager"),
        ("content", administrator("can_restrict_members"), "content"),
        ("manager", administrator(), "manager"),
        ("volunteer", None, "volunteer"),
        ("content", administrator(is_owner=True), "owner"),
    ],
)
def test_a_given_role_goes_before_the_default(
    given_role: Role | None, person: Administrator | None, expected: Role | None
) -> None:
    """Upwards and downwards; only the owner at Telegram stays one."""
    assert role_of(given_role, person) == expected


@pytest.mark.feature("Mx1")
@given(
    st.sampled_from([None, *ROLES]),
    st.sets(st.sampled_from(RIGHTS)),
    st.booleans(),
    st.sampled_from(ACTS),
)
def test_power_is_the_intersection(
    given_role: Role | None, rights: set[str], is_administrator: bool, act: Act
) -> None:
    """Whatever is allowed, the role says it and Telegram has the right for it."""
    person = administrator(*rights) if is_administrator else None
    right = TELEGRAM_RIGHT[act]

    if allows(given_role, person, act):
        role = role_of(given_role, person)
        assert role is not None
        assert act in MATRIX[role]
        assert right is None or person is not None
        assert right in {None, "can_manage_chat"} or right in rights


def test_who_lost_everything_at_telegram_keeps_a_role_without_power() -> None:
    """A manager who is no administrator any more may do what needs no right, and nothing else."""
    left = {act for act in ACTS if allows("manager", None, act)}

    assert left == {"complaint.triage", "sanction.request"}


@pytest.mark.parametrize(
    ("giver", "before", "after", "expected"),
    [
        ("owner", None, "owner", True),
        ("owner", "owner", None, True),
        ("manager", None, "moderator", True),
        ("manager", None, "manager", False),
        ("manager", "owner", None, False),
        ("manager", "manager", "content", False),
        ("moderator", None, "volunteer", False),
        (None, None, "volunteer", False),
    ],
)
def test_who_may_give_what(
    giver: Role | None, before: Role | None, after: Role | None, *, expected: bool
) -> None:
    """Owners anything, managers what is below them."""
    assert may_give(giver, before, after) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("moderator", "moderator"),
        ("MOD", "moderator"),
        ("管理员", "moderator"),
        (" 志愿者 ", "volunteer"),
        ("king", None),
        ("", None),
    ],
)
def test_roles_are_known_by_their_words(word: str, expected: Role | None) -> None:
    """In Chinese and in English."""
    assert role_called(word) == expected


@pytest.mark.parametrize(
    ("done", "most", "expected"), [(19, 20, False), (20, 20, True), (99, 0, False)]
)
def test_the_limit_of_a_minute(done: int, most: int, *, expected: bool) -> None:
    """So many and no more; nought is any number."""
    assert is_over_limit(done, most) is expected
