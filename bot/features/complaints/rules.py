"""Who may report how much, what a press on a report asks for, and who may press it when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final, Literal, TypeAlias

from bot.features.roles.rules import Act, Role

Kind: TypeAlias = Literal["member", "check", "private"]
Standing: TypeAlias = Literal["free", "own", "others", "over"]

# From so many decided reports on, a record tells something about whoever reported.
TELLING: Final = 5
# Roles that see a complaint about one of the staff.
HEADS: Final[frozenset[Role]] = frozenset({"owner", "manager"})


@dataclass(frozen=True, slots=True)
class Terms:
    """How a community takes reports.

    `heat_replies` is how many replies among two or three people within `heat_within`, a third of
    them harsh, make a quarrel that staff is told of; 0 looks for none.
    """

    per_hour: int = 5
    claim_lasts: timedelta = timedelta(minutes=30)
    evidence_lasts: timedelta = timedelta(days=30)
    heat_replies: int = 8
    heat_within: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of somebody's reports: how many were decided, how many of them dismissed."""

    decided: int = 0
    dismissed: int = 0


@dataclass(frozen=True, slots=True)
class Deed:
    """What a button on a report does: what one has to be allowed, and the sanction, if it is."""

    act: Act
    action: Literal["remove", "warn", "mute", "ban"] | None = None
    lasts: timedelta | None = None


# What one can press on a report, by the word that the button says.
DEEDS: Final[Mapping[str, Deed]] = {
    "claim": Deed("complaint.triage"),
    "release": Deed("complaint.triage"),
    "dismiss": Deed("complaint.triage"),
    "done": Deed("complaint.triage"),
    "more": Deed("complaint.triage"),
    "rules": Deed("complaint.triage"),
    "back": Deed("complaint.triage"),
    "ham": Deed("checks.teach"),
    "spam": Deed("checks.teach", "remove"),
    "delete": Deed("message.remove", "remove"),
    "warn": Deed("sanction.warn", "warn"),
    "mute1h": Deed("sanction.mute", "mute", timedelta(hours=1)),
    "mute1d": Deed("sanction.mute", "mute", timedelta(days=1)),
    "ban": Deed("sanction.ban", "ban"),
}
# How a report that led to a case ended, by what the case did.
OUTCOMES: Final[Mapping[str, str]] = {
    "remove": "removed",
    "warn": "warned",
    "mute": "muted",
    "kick": "kicked",
    "ban": "banned",
}


def allowance(terms: Terms, record: Record) -> int:
    """Return how many reports an hour somebody has: one, if most of them led to nothing."""
    if is_doubted(record):
        return min(1, terms.per_hour)
    return terms.per_hour


def is_doubted(record: Record) -> bool:
    """Whether four in five of somebody's reports led to nothing, of enough to tell."""
    return record.decided >= TELLING and record.dismissed * 5 >= record.decided * 4


def standing_to(state: str, claimed_by: int | None, presser: int) -> Standing:
    """Return how a complaint stands to whoever presses: free, their own, another's, or over."""
    if state == "closed":
        return "over"
    if claimed_by is None:
        return "free"
    return "own" if claimed_by == presser else "others"


def may_see(role: Role | None, *, is_for_heads: bool) -> bool:
    """Whether somebody of the staff may see a complaint: those about staff are for the heads."""
    return role in HEADS if is_for_heads else role is not None


_CALL: Final = re.compile(
    r"(?<![a-z0-9_.])[@＠](?:admins?(?![a-z0-9_])|管理员|管理員)", re.IGNORECASE
)
_WORD: Final = re.compile(r"(?:举报|舉報)\s*(?:[:：]\s*(.*))?", re.DOTALL)


def reason_in(words: str) -> str | None:
    """Return the reason that calls the staff (@admin, 举报:), or None where nobody is called."""
    said = words.strip()
    if said[:2] in {"举报", "舉報"}:
        begun = _WORD.fullmatch(said)
        return None if begun is None else (begun[1] or "").strip()
    if "@" not in said and "＠" not in said:
        return None
    return None if _CALL.search(said) is None else _CALL.sub("", said).strip()


def link_to(chat_id: int, message_id: int, username: str | None) -> str | None:
    """Return the link that opens a message; basic groups have none."""
    if username:
        return f"https://t.me/{username}/{message_id}"
    bare = str(chat_id).removeprefix("-100")
    return f"https://t.me/c/{bare}/{message_id}" if str(chat_id).startswith("-100") else None


def middle(spans: Sequence[timedelta]) -> timedelta | None:
    """Return the median of how long things took; None of nothing."""
    if not spans:
        return None
    return timedelta(seconds=median(span.total_seconds() for span in spans))
