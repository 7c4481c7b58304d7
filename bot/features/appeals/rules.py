"""What can be appealed, by whom an appeal is decided, and what it can be answered with."""

from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from bot.features.cases.rules import UNDOABLE, Case

Appealable: TypeAlias = Literal["yes", "late", "undone", "failed", "never"]
Deciding: TypeAlias = Literal["yes", "own-case", "own-deed"]

# How long somebody has for writing what they have to say.
ASKS_FOR: Final = timedelta(hours=24)
# When staff is reminded, once, of an appeal that nobody has decided.
WAITS_FOR: Final = timedelta(hours=24)
MOST_WORDS: Final = 1500
# What a refusal can say at a press; anything else is written in reply to the card.
REASONS: Final = ("clear", "repeated", "harm")


def is_appealable(case: Case, now: datetime) -> Appealable:
    """Whether a case can be looked at again: as long as the evidence for it is kept."""
    if case.action not in UNDOABLE:
        return "never"
    if case.state == "undone":
        return "undone"
    if case.state == "failed":
        return "failed"
    if case.forget_at is None or case.forget_at <= now:
        return "late"
    return "yes"


def may_decide(by: int, *, actor_id: int | None, appellant_id: int) -> Deciding:
    """Whether somebody of the staff may decide an appeal: nobody judges their own deed or case.

    What a check did, anybody of the staff may decide.
    """
    if by == appellant_id:
        return "own-case"
    return "own-deed" if by == actor_id else "yes"
