"""How a community stands to what checks find: modes, actions, exemptions, and who is trusted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from bot.features.members.rules import Voice
from bot.kit.texts import Text

Mode: TypeAlias = Literal["off", "shadow", "on"]
Action: TypeAlias = Literal["report", "remove", "warn", "mute", "kick", "ban"]
Trust: TypeAlias = Literal["newcomer", "member", "trusted"]

MODES: Final = ("off", "shadow", "on")
# From the mildest to the hardest; whatever is harder than a report takes the message away too.
ACTIONS: Final = ("report", "remove", "warn", "mute", "kick", "ban")
TRUST: Final = ("newcomer", "member", "trusted")
EXEMPT_VOICES: Final = frozenset({"anonymous_admin", "linked_channel", "none"})


@dataclass(frozen=True, slots=True)
class Stance:
    """What a community wants of one check; each check adds its own limits.

    `exempt` names levels of trust and roles that the check leaves alone, `clause` the number of
    the published rule that a finding breaks (0: none in particular).
    """

    mode: Mode = "on"
    action: Action = "remove"
    exempt: tuple[str, ...] = ()
    clause: int = 0


@dataclass(frozen=True, slots=True)
class Tenures:
    """From when on somebody is no newcomer any more, and from when on trusted."""

    newcomer_for: timedelta = timedelta(hours=24)
    newcomer_messages: int = 3
    trusted_after: timedelta = timedelta(days=30)
    trusted_messages: int = 50


@dataclass(frozen=True, eq=False)
class Terms:
    """All that a community decided about checks. `mode` bounds the mode of every check."""

    mode: Mode = "off"
    checks: Mapping[str, Stance] = field(default_factory=dict)
    tenures: Tenures = field(default_factory=Tenures)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, in words for people: which entry, how many of how many allowed.

    `is_authored` is false where nothing but what others wrote led to it: then nobody is
    sanctioned for it, and a person is asked. So is it where the check is not `is_sure` by itself.
    `confidence` is the classifier's.
    """

    detail: Text
    is_authored: bool = True
    confidence: float | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the check that made it and what the community wants done about it."""

    check: str
    finding: Finding
    mode: Mode
    action: Action
    clause: int


# What a maker returns: it looks at a message (`Said`) and finds something or nothing.
Check: TypeAlias = Callable[[Any], Finding | None]


def is_exempt(voice: Voice, *, is_administrator: bool) -> bool:
    """Whether every check leaves a speaker alone."""
    return voice in EXEMPT_VOICES or is_administrator


def trust_of(
    known_since: datetime | None, messages: int, now: datetime, tenures: Tenures
) -> Trust:
    """Return how far somebody is trusted: by how long and how much they have been heard."""
    if known_since is None:
        return "newcomer"
    known_for = now - known_since
    if known_for >= tenures.trusted_after and messages >= tenures.trusted_messages:
        return "trusted"
    if known_for < tenures.newcomer_for or messages < tenures.newcomer_messages:
        return "newcomer"
    return "member"


def bounded(mode: Mode, bound: Mode) -> Mode:
    """Return the milder of two modes."""
    return min(mode, bound, key=MODES.index)


def switching_on(terms: Terms, check: str) -> dict[str, Mode]:
    """Return which modes to choose so that one check is in force and no other becomes so.

    Keyed by the check; "" is the bound of them all.
    """
    chosen: dict[str, Mode] = {}
    if terms.mode != "on":
        # Lifting the bound must not put in force what it held back.
        chosen = {
            name: terms.mode
            for name, stance in terms.checks.items()
            if name != check and bounded(stance.mode, terms.mode) != stance.mode
        }
    return chosen | {check: "on", "": "on"}


def decided(found: tuple[Found, ...]) -> Found | None:
    """Return the finding that decides what is done: of those in force the hardest, first come.

    What rests on other people's words alone is never more than reported.
    """
    in_force = [each for each in found if each.mode == "on"]
    return max(in_force, key=lambda each: ACTIONS.index(effective(each)), default=None)


def effective(found: Found) -> Action:
    """Return what may be done about a finding."""
    finding = found.finding
    return found.action if finding.is_authored and finding.is_sure else "report"
