"""What a community plays by: the operator's defaults, and what its admins changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any, Final

from bot.features.badges import rules as badge_rules
from bot.features.buddies import rules as buddy_rules
from bot.features.calendar.rules import Terms as ScheduleTerms
from bot.features.cases import rules as case_rules
from bot.features.checkins import rules as checkin_rules
from bot.features.clauses.rules import Line
from bot.features.complaints import rules as complaint_rules
from bot.features.contacts import rules as contact_rules
from bot.features.expiries import rules as expiry_rules
from bot.features.gates import rules as gate_rules
from bot.features.gifts import rules as gift_rules
from bot.features.levels import rules as level_rules
from bot.features.moderation import rules as moderation_rules
from bot.features.onboarding import rules as onboarding_rules
from bot.features.picks import rules as pick_rules
from bot.features.points.rules import ChatTerms, Levels
from bot.features.profiles import rules as profile_rules
from bot.features.raids import rules as raid_rules
from bot.features.roles import rules as role_rules
from bot.features.seasons import rules as season_rules
from bot.features.settings.terms import Odd, with_choice
from bot.features.submissions import rules as submission_rules
from bot.features.tags import rules as tag_rules
from bot.features.thanks import rules as thanks_rules
from bot.features.tiers import rules as tier_rules
from bot.kit.days import zone_named


@dataclass(frozen=True, slots=True)
class About:
    """What a community says of itself."""

    name: str = ""
    value: str = ""
    audience: str = ""
    tone: str = ""
    welcome_topics: tuple[str, ...] = ()
    forbidden_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that a community can decide."""

    about: About = field(default_factory=About)
    checkins: checkin_rules.Terms = field(default_factory=checkin_rules.Terms)
    chat: ChatTerms = field(default_factory=ChatTerms)
    levels: Levels = field(default_factory=Levels)
    telling: level_rules.Terms = field(default_factory=level_rules.Terms)
    moderation: moderation_rules.Terms = field(default_factory=moderation_rules.Terms)
    sanctions: case_rules.Terms = field(default_factory=case_rules.Terms)
    raids: raid_rules.Terms = field(default_factory=raid_rules.Terms)
    complaints: complaint_rules.Terms = field(default_factory=complaint_rules.Terms)
    contacts: contact_rules.Terms = field(default_factory=contact_rules.Terms)
    profiles: profile_rules.Terms = field(default_factory=profile_rules.Terms)
    gate: gate_rules.Terms = field(default_factory=gate_rules.Terms)
    schedule: ScheduleTerms = field(default_factory=ScheduleTerms)
    gifts: gift_rules.Terms = field(default_factory=gift_rules.Terms)
    expiries: expiry_rules.Terms = field(default_factory=expiry_rules.Terms)
    seasons: season_rules.Terms = field(default_factory=season_rules.Terms)
    onboarding: onboarding_rules.Terms = field(default_factory=onboarding_rules.Terms)
    buddies: buddy_rules.Terms = field(default_factory=buddy_rules.Terms)
    thanks: thanks_rules.Terms = field(default_factory=thanks_rules.Terms)
    # Which notices of Telegram's and which commands are taken away once they are taken in.
    tidy: frozenset[str] = frozenset()
    # The rules of the operator's file: published where a community has none of its own making.
    rules: tuple[Line, ...] = ()
    # The tags of the operator's file, which every community has.
    tags: tuple[tag_rules.Terms, ...] = ()
    # The badges of the operator's file, which every community has.
    badges: tuple[badge_rules.Terms, ...] = ()
    picks: pick_rules.Terms = field(default_factory=pick_rules.Terms)
    submissions: submission_rules.Terms = field(default_factory=submission_rules.Terms)
    tiers: tier_rules.Terms = field(default_factory=tier_rules.Terms)
    staff: role_rules.Terms = field(default_factory=role_rules.Terms)
    # The commands that members cannot use in the group.
    disabled: frozenset[str] = frozenset()


# joins, leaves, pins, titles, photos, video chats and other notices; commands of ours, and all.
TIDY: Final = frozenset(
    {"join", "leave", "pin", "title", "photo", "video", "other", "commands", "all_commands"}
)


def policy_with(defaults: Policy, changes: Mapping[str, Any]) -> Policy:
    """Return the defaults with a community's own choices; an unknown or odd one is passed over.

    A row written by a newer version must not stop an older one from working.
    """
    policy = defaults
    for key, value in changes.items():
        try:
            policy = policy_choosing(policy, key, value)
        except Odd:
            continue
    return policy


def policy_choosing(policy: Policy, key: str, value: Any) -> Policy:
    """Return a policy with one choice made: a key of `CHOICES`, or `checks.<name>.<field>`.

    Raises:
        Odd: for a key that nobody can choose, or a value that does not fit it.
    """
    if key.startswith(CHECKS):
        return _of_check(policy, key, value)
    change = CHOICES.get(key)
    if change is None:
        raise Odd(key)
    try:
        return change(policy, value)
    except (TypeError, ValueError):
        raise Odd(value) from None


def is_choice(key: str) -> bool:
    """Whether a community can decide something under this key."""
    return key in CHOICES or (key.startswith(CHECKS) and key.count(".") == 2)


def _of_check(policy: Policy, key: str, value: Any) -> Policy:
    _, name, choice = (*key.split(".", 2), "", "")[:3]
    stance = policy.moderation.checks.get(name)
    if stance is None:
        raise Odd(key)
    checks = {**policy.moderation.checks, name: with_choice(stance, choice, value)}
    return replace(policy, moderation=replace(policy.moderation, checks=checks))


def _checkins_on(policy: Policy, value: Any) -> Policy:
    return replace(policy, checkins=replace(policy.checkins, is_on=bool(value)))


def _card_at(policy: Policy, value: Any) -> Policy:
    at = time.fromisoformat(value) if isinstance(value, str) and value else None
    return replace(policy, checkins=replace(policy.checkins, card_at=at))


def _cutoff(policy: Policy, value: Any) -> Policy:
    return replace(policy, checkins=replace(policy.checkins, cutoff=time.fromisoformat(value)))


def _zone_before(policy: Policy, value: Any) -> Policy:
    zone, until = value
    before = zone_named(zone), datetime.fromisoformat(until)
    return replace(policy, checkins=replace(policy.checkins, before=before))


def _moderation_mode(policy: Policy, value: Any) -> Policy:
    if value not in {"off", "shadow", "on"}:
        raise Odd(value)
    return replace(policy, moderation=replace(policy.moderation, mode=value))


def _raids_mode(policy: Policy, value: Any) -> Policy:
    if value not in {"off", "on"}:
        raise Odd(value)
    return replace(policy, raids=replace(policy.raids, is_on=value == "on"))


def _levels_told(policy: Policy, value: Any) -> Policy:
    if value not in level_rules.ANNOUNCING:
        raise Odd(value)
    return replace(policy, telling=replace(policy.telling, announcing=value))


def _picks_posts(policy: Policy, value: Any) -> Policy:
    return replace(policy, picks=replace(policy.picks, posts=bool(value)))


def _tidy(policy: Policy, value: Any) -> Policy:
    return replace(policy, tidy=_names(value) & TIDY)


def _disabled(policy: Policy, value: Any) -> Policy:
    return replace(policy, disabled=_names(value))


def _names(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise Odd(value)
    return frozenset(value)


CHECKS: Final = "checks."
CHOICES: Final[Mapping[str, Callable[[Policy, Any], Policy]]] = {
    "checkins.on": _checkins_on,
    "checkins.card_at": _card_at,
    "checkins.cutoff": _cutoff,
    "checkins.zone_before": _zone_before,
    "moderation.mode": _moderation_mode,
    "raids.mode": _raids_mode,
    "levels.told": _levels_told,
    "picks.posts": _picks_posts,
    "tidy": _tidy,
    "disabled": _disabled,
}
