"""What a community plays by: the operator's defaults, and what its admins changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any, Final

from bot.features.cases import rules as case_rules
from bot.features.checkins import rules as checkin_rules
from bot.features.moderation import rules as moderation_rules
from bot.features.points.rules import ChatTerms, Levels


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
    moderation: moderation_rules.Terms = field(default_factory=moderation_rules.Terms)
    sanctions: case_rules.Terms = field(default_factory=case_rules.Terms)


def policy_with(defaults: Policy, changes: Mapping[str, Any]) -> Policy:
    """Return the defaults with a community's own choices; an unknown or odd one is passed over.

    A row written by a newer version must not stop an older one from working.
    """
    policy = defaults
    for key, value in changes.items():
        change = CHOICES.get(key)
        if change is not None:
            policy = change(policy, value)
    return policy


def _checkins_on(policy: Policy, value: Any) -> Policy:
    return replace(policy, checkins=replace(policy.checkins, is_on=bool(value)))


def _card_at(policy: Policy, value: Any) -> Policy:
    at = time.fromisoformat(value) if isinstance(value, str) and value else None
    return replace(policy, checkins=replace(policy.checkins, card_at=at))


def _cutoff(policy: Policy, value: Any) -> Policy:
    return replace(policy, checkins=replace(policy.checkins, cutoff=time.fromisoformat(value)))


def _moderation_mode(policy: Policy, value: Any) -> Policy:
    if value not in {"off", "shadow", "on"}:
        return policy
    return replace(policy, moderation=replace(policy.moderation, mode=value))


CHOICES: Final[Mapping[str, Callable[[Policy, Any], Policy]]] = {
    "checkins.on": _checkins_on,
    "checkins.card_at": _card_at,
    "checkins.cutoff": _cutoff,
    "moderation.mode": _moderation_mode,
}
