"""What a sanction is, how long it lasts, and what warnings add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, TypeAlias

from bot.features.messages import ANONYMOUS_ADMIN, AUTO_FORWARD, CHANNEL_SENDER
from bot.features.restrictions.rules import LONGEST

Sanction: TypeAlias = Literal["remove", "warn", "mute", "kick", "ban", "unmute", "unban"]
State: TypeAlias = Literal["open", "applied", "failed", "undone", "expired"]

# What Telegram has to do; the others are done with the row.
CALLED: Final = frozenset({"mute", "kick", "ban", "unmute", "unban"})
# What a later word can take back; a kick has no way back but a new invitation.
UNDOABLE: Final = frozenset({"remove", "warn", "mute", "kick", "ban"})
# A moderator types this; Telegram would take anything below half a minute for "forever".
SHORTEST: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: from this weight on, this is done, for so long (None: for good)."""

    weight: int
    action: Literal["mute", "kick", "ban"]
    lasts: timedelta | None = None


# Under this the case of a ban in another group keeps the number of the first.
ECHO: Final = "echo"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a community sanctions.

    `penalty` is in points for each unit of weight; `is_gentle` lets a first minor breach be told
    in private alone where the member can be reached; `mute_for` is how long a mute without an end
    of its own lasts when a check orders it; `reach` is how far a ban goes.
    """

    ladder: tuple[Rung, ...] = (
        Rung(3, "mute", timedelta(hours=1)),
        Rung(5, "mute", timedelta(days=1)),
        Rung(8, "ban"),
    )
    warning_lasts: timedelta = timedelta(days=30)
    mute_for: timedelta = timedelta(hours=1)
    penalty: int = 0
    is_gentle: bool = True
    notice_lasts: timedelta = timedelta(minutes=2)
    evidence_lasts: timedelta = timedelta(days=30)
    reach: Literal["community", "chat"] = "community"
    # For how long a warning pauses what somebody earns; mutes and bans do while they last.
    pause: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands."""

    id: int
    number: int
    community_id: int
    chat_id: int
    person_id: int
    title: str | None
    actor_id: int | None
    check: str | None
    action: str
    state: str
    clause: int | None
    clause_version: int | None
    reason: str | None
    forget_at: datetime | None
    weight: int
    until: datetime | None
    points: int
    is_silent: bool
    failure: str | None
    asked_in: Mapping[str, Any] | None
    notice_id: int | None
    opened_at: datetime
    undone_by: int | None

    @property
    def is_in_force(self) -> bool:
        """Whether it stands and forbids something; a warning and a removal forbid nothing."""
        return self.state in {"open", "applied"} and self.action in {"mute", "ban"}


def is_echo(case: Case) -> bool:
    """Whether a case only carries a ban into another group of the community."""
    return ECHO in (case.asked_in or {})


@dataclass(frozen=True, slots=True)
class Opened:
    """A new case, with what its warnings weigh together now."""

    case: Case
    weighs: int
    was_raised: bool = False
    was_endless: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """An end as it can be kept: None is for good. `was_raised` tells that it was too short."""

    until: datetime | None
    was_raised: bool = False
    was_endless: bool = False


def rung_for(weight: int, ladder: Sequence[Rung]) -> Rung | None:
    """Return the highest step that a weight has reached, or None below the first."""
    reached = [rung for rung in ladder if rung.weight <= weight]
    return max(reached, key=lambda rung: rung.weight, default=None)


def next_rung(weight: int, ladder: Sequence[Rung]) -> Rung | None:
    """Return the step that comes next, or None above the last."""
    ahead = [rung for rung in ladder if rung.weight > weight]
    return min(ahead, key=lambda rung: rung.weight, default=None)


def weight_of(weights: Iterable[tuple[int, datetime | None]], now: datetime) -> int:
    """Return what standing warnings weigh together; expired ones weigh nothing."""
    return sum(weight for weight, until in weights if until is None or until > now)


def values_of(case: Case) -> dict[str, Any]:
    """Return a case as the audit keeps it."""
    return {
        "case": case.number,
        "action": case.action,
        "state": case.state,
        "until": case.until.isoformat() if case.until else None,
        "clause": case.clause,
        "version": case.clause_version,
        "check": case.check,
    }


def is_soft(case: Case, weighs: int, terms: Terms) -> bool:
    """Whether a breach is told in private alone, as a friendly word: a first and minor one.

    `weighs` is what the warnings add up to with this one.
    """
    if not terms.is_gentle or case.actor_id is not None:
        return False
    return case.action == "remove" or (case.action == "warn" and weighs <= case.weight <= 1)


def span_of(lasts: timedelta | None, now: datetime) -> Span:
    """Return until when a sanction that shall last so long is kept.

    Telegram takes an end under 30 s or over 366 d ahead for "forever": what is shorter is raised
    to a minute, what is longer is for good, and both are said.
    """
    if lasts is None:
        return Span(None)
    if lasts > LONGEST:
        return Span(None, was_endless=True)
    if lasts < SHORTEST:
        return Span(now + SHORTEST, was_raised=True)
    return Span(now + lasts)


Protection: TypeAlias = Literal["self", "me", "creator", "administrator", "group", "channel"]


@dataclass(frozen=True, slots=True)
class Around:
    """What decides whether somebody may be sanctioned in a chat at all."""

    chat_id: int
    linked_chat_id: int | None
    bot_id: int
    owners: frozenset[int | None]
    administrators: frozenset[int | None]


def protection_of(target_id: int, around: Around, *, actor_id: int | None) -> Protection | None:
    """Return why somebody must not be sanctioned, or None where nothing protects them."""
    # Telegram makes up a sender for what is said in the name of a chat: nobody is hit by it.
    shields: tuple[tuple[Protection, frozenset[int | None]], ...] = (
        ("me", frozenset({around.bot_id})),
        ("self", frozenset({actor_id})),
        ("creator", around.owners),
        ("administrator", around.administrators),
        ("group", frozenset({around.chat_id, ANONYMOUS_ADMIN})),
        ("channel", frozenset({around.linked_chat_id, AUTO_FORWARD, CHANNEL_SENDER})),
    )
    return next((why for why, ids in shields if target_id in ids), None)


Cause: TypeAlias = Literal[
    "no-right",
    "administers",
    "not-here",
    "lost-right",
    "too-old",
    "too-late",
    "no-answer",
    "basic",
    "banned",
    "other",
]
# What a refusal's own words begin to say, in the order in which they are looked for.
_CAUSES: Final[tuple[tuple[str, Cause], ...]] = (
    ("a ban took its place", "banned"),
    ("has not the right any more", "lost-right"),
    ("administers this chat", "administers"),
    ("user is an administrator", "administers"),
    ("can't remove chat owner", "administers"),
    ("can't restrict self", "administers"),
    ("user_admin_invalid", "administers"),
    ("not enough rights", "no-right"),
    ("administrator rights", "no-right"),
    ("chat_admin_required", "no-right"),
    ("bot was kicked", "no-right"),
    ("bot is not a member", "no-right"),
    ("message can't be deleted", "too-old"),
    ("its time was over", "too-late"),
    ("given up after", "no-answer"),
    ("supergroup", "basic"),
    ("user_not_participant", "not-here"),
    ("participant_id_invalid", "not-here"),
    ("user not found", "not-here"),
    ("user_id_invalid", "not-here"),
    ("invalid user", "not-here"),
)


def cause_of(failure: str | None) -> Cause:
    """Return what Telegram meant by refusing a call."""
    said = (failure or "").casefold()
    return next((cause for words, cause in _CAUSES if words in said), "other")
