"""Boards as somebody would reckon them with a pencil: every row of the ledger, sorted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

# Rules by the board that they belong to beside the whole.
KINDS = {
    "chat": "chat",
    "checkin": "checkins",
    "streak": "checkins",
    "challenge": "challenges",
    "milestone": "challenges",
    "team": "challenges",
    "rejected": "challenges",
    "thanks": "thanks",
    "buddy": "thanks",
    "quiz": "quizzes",
}


@dataclass(frozen=True)
class Row:
    """A row of the ledger."""

    person_id: int
    day: date
    rule: str
    chat_id: int
    experience: int
    at: datetime


def places(
    rows: Iterable[Row],
    first: date,
    last: date,
    *,
    kind: str = "",
    chat_id: int = 0,
    unseen: frozenset[int] = frozenset(),
) -> list[tuple[int, int]]:
    """Return who has which experience, the first at the top."""
    total: dict[int, int] = defaultdict(int)
    since: dict[int, datetime] = {}
    for row in rows:
        if not first <= row.day <= last or not row.experience:
            continue
        if (kind and KINDS.get(row.rule) != kind) or (chat_id and row.chat_id != chat_id):
            continue
        total[row.person_id] += row.experience
        since[row.person_id] = max(row.at, since.get(row.person_id, row.at))
    listed = [one for one, held in total.items() if held > 0 and one not in unseen]
    listed.sort(key=lambda one: (-total[one], since[one], one))
    return [(one, total[one]) for one in listed]


def around(order: Sequence[tuple[int, int]], person_id: int) -> list[tuple[int, int]]:
    """Return somebody between whoever stands right above and right below."""
    at = [one for one, _ in order].index(person_id)
    return list(order[max(0, at - 1) : at + 2])
