"""Who may do what: a role says it, and Telegram's own rights bound it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from bot.features.communities.rules import Administrator

Role: TypeAlias = Literal["owner", "manager", "moderator", "content", "volunteer"]
Act: TypeAlias = Literal[
    "sanction.warn",
    "sanction.mute",
    "sanction.kick",
    "sanction.ban",
    "sanction.request",
    "message.remove",
    "complaint.triage",
    "complaint.decide",
    "appeal.decide",
    "rules.edit",
    "rules.pin",
    "settings.change",
    "roles.change",
    "checks.teach",
    "calendar.edit",
    "raid.switch",
    "figures.read",
    "audit.read",
    "segments.edit",
    "gate.decide",
    "sources.edit",
    "tags.edit",
    "tags.give",
    "points.give",
    "tiers.confirm",
]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
ACTS: Final[tuple[Act, ...]] = get_args(Act)

# What somebody needs at Telegram to do it here; `can_manage_chat` is what every administrator has,
# None is asked of nobody.
TELEGRAM_RIGHT: Final[Mapping[Act, str | None]] = MappingProxyType(
    {
        "sanction.warn": "can_restrict_members",
        "sanction.mute": "can_restrict_members",
        "sanction.kick": "can_restrict_members",
        "sanction.ban": "can_restrict_members",
        "sanction.request": None,
        "message.remove": "can_delete_messages",
        "complaint.triage": None,
        "complaint.decide": "can_delete_messages",
        "appeal.decide": "can_restrict_members",
        "rules.edit": "can_change_info",
        "rules.pin": "can_pin_messages",
        "settings.change": "can_change_info",
        "roles.change": "can_promote_members",
        "checks.teach": "can_delete_messages",
        "calendar.edit": "can_manage_chat",
        "raid.switch": "can_restrict_members",
        "figures.read": "can_promote_members",
        "audit.read": "can_manage_chat",
        "segments.edit": "can_manage_chat",
        "gate.decide": "can_invite_users",
        "sources.edit": "can_invite_users",
        "tags.edit": "can_change_info",
        "tags.give": "can_manage_chat",
        "points.give": "can_manage_chat",
        "tiers.confirm": "can_manage_chat",
    }
)

_MODERATOR: Final[frozenset[Act]] = frozenset(
    {
        "sanction.warn",
        "sanction.mute",
        "sanction.kick",
        "sanction.ban",
        "sanction.request",
        "message.remove",
        "complaint.triage",
        "complaint.decide",
        "appeal.decide",
        "checks.teach",
        "raid.switch",
        "gate.decide",
        "rules.pin",
        "tags.give",
        "points.give",
    }
)
# What each role may do, bounded by the rights above.
MATRIX: Final[Mapping[Role, frozenset[Act]]] = MappingProxyType(
    {
        "owner": frozenset(ACTS),
        "manager": frozenset(ACTS),
        "moderator": _MODERATOR,
        "content": frozenset({"calendar.edit", "rules.pin", "segments.edit", "sources.edit"}),
        "volunteer": frozenset({"complaint.triage", "sanction.request"}),
    }
)
# Roles that only an owner gives and takes.
OWNERS_ALONE: Final[frozenset[Role]] = frozenset({"owner", "manager"})


@dataclass(frozen=True, slots=True)
class Terms:
    """How fast staff may act: sanctions in a minute by one person; 0 for any number."""

    actions_per_minute: int = 20


def may(role: Role | None, act: Act) -> bool:
    """Whether a role allows an act; nobody's role allows none."""
    return role is not None and act in MATRIX[role]


def default_role(administrator: Administrator | None) -> Role | None:
    """Return what somebody is who was given no role.

    Whoever may change the group's info may change how the bot works there: they manage. What else
    a manager may do is still bounded by each right.
    """
    if administrator is None:
        return None
    if administrator.is_owner:
        return "owner"
    return "manager" if administrator.may("can_change_info") else "moderator"


def role_of(given: Role | None, administrator: Administrator | None) -> Role | None:
    """Return somebody's role: the given one goes before the default, upwards and downwards.

    The owner at Telegram stays one: nobody could lift them out of another role again.
    """
    if administrator is not None and administrator.is_owner:
        return "owner"
    return given or default_role(administrator)


def has_right(administrator: Administrator | None, act: Act) -> bool:
    """Whether Telegram lets somebody do now what an act needs."""
    right = TELEGRAM_RIGHT[act]
    if right is None:
        return True
    if administrator is None:
        return False
    return right == "can_manage_chat" or administrator.may(right)


def allows(given: Role | None, administrator: Administrator | None, act: Act) -> bool:
    """Whether somebody may do something: their role and Telegram's rights have to agree."""
    return may(role_of(given, administrator), act) and has_right(administrator, act)


def may_give(giver: Role | None, before: Role | None, after: Role | None) -> bool:
    """Whether somebody may change another's role: managers make and unmake no manager or owner."""
    if giver == "owner":
        return True
    return giver == "manager" and not OWNERS_ALONE & {before, after}


def is_over_limit(done: int, most: int) -> bool:
    """Whether a moderator has acted as often in a minute as is allowed; 0 allows any number."""
    return 0 < most <= done


def known_role(word: str) -> Role | None:
    """Return the role that a row names."""
    return next((role for role in ROLES if role == word), None)


# What people write behind /role.
NOBODY: Final = frozenset({"none", "no", "off", "remove", "无", "取消", "撤销"})
_CALLED: Final[Mapping[str, Role]] = MappingProxyType(
    {
        **{role: role for role in ROLES},
        "mod": "moderator",
        "helper": "volunteer",
        "群主": "owner",
        "负责人": "manager",
        "运营": "manager",
        "运营负责人": "manager",
        "管理": "moderator",
        "管理员": "moderator",
        "内容": "content",
        "内容策划": "content",
        "志愿者": "volunteer",
    }
)


def role_called(word: str) -> Role | None:
    """Return the role that a person means by a word."""
    return _CALLED.get(word.strip().casefold())
