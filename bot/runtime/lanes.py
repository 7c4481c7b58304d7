"""One chat's claimed deliveries, carried out in order, and what each outcome means for its row."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Protocol, assert_never

from bot.kit.chance import Chance
from bot.kit.clock import Clock
from bot.runtime.deliveries import Returned, Settled
from bot.runtime.gateway import KICK, Owed
from bot.runtime.outcomes import (
    Degraded,
    Done,
    Migrated,
    Outcome,
    Rejected,
    Unknown,
    Unreachable,
    Unsent,
    Wait,
)

# Telegram takes an end less than thirty seconds away for "forever"; a call takes a moment too.
_SHORTEST: Final = timedelta(seconds=32)
# A call that begins this long before its lease's end has ended by then, or timed out.
MARGIN: Final = timedelta(seconds=50)
_LONGEST_BACK_OFF_S: Final = 300.0
_GIVE_UP: Final = timedelta(hours=48)
_AT_ONCE: Final = 8
# Calls of which neighbours go together: a thousand one after the other would take minutes.
_TOGETHER: Final = frozenset(
    {"deleteMessage", "restrictChatMember", "banChatMember", "unbanChatMember"}
)
_TIMED: Final = frozenset({"restrictChatMember", "banChatMember"})
# The statuses of those who are in a chat.
_PRESENT: Final = frozenset({"creator", "administrator", "member"})
_OF_A_MESSAGE: Final = frozenset({"message_id", "message_ids"})

Result = Settled | Returned


class Deliverer(Protocol):
    """Whoever carries deliveries out: the gateway, or a fake in tests."""

    async def deliver(self, owed: Owed) -> Outcome:
        """Carry out a delivery."""
        ...


@dataclass(slots=True)
class Notes:
    """What was learned about chats and people on the way, to be written down."""

    unreachable: set[int] = field(default_factory=set)
    degraded: dict[int, str] = field(default_factory=dict)
    migrated: dict[int, int] = field(default_factory=dict)
    # Whether due work was scheduled for what was settled.
    is_followed: bool = False

    def __bool__(self) -> bool:
        return bool(self.unreachable or self.degraded or self.migrated)

    def take(self, chat_id: int, outcome: Outcome) -> None:
        """Note what an outcome says about its chat."""
        match outcome:
            case Unreachable():
                self.unreachable.add(chat_id)
            case Degraded(reason):
                self.degraded.setdefault(chat_id, reason)
            case Migrated(new_id):
                self.migrated[chat_id] = new_id
            case _:
                pass

    def merge(self, other: "Notes") -> None:
        """Take over what another holds."""
        self.unreachable |= other.unreachable
        self.degraded = other.degraded | self.degraded
        self.migrated = other.migrated | self.migrated


async def carry(
    rows: Sequence[Owed],
    *,
    deliverer: Deliverer,
    clock: Clock,
    chance: Chance,
    until: datetime,
    report: Callable[[Owed, Outcome | None, Result], None],
) -> None:
    """Send one chat's rows in order, reporting each as soon as its outcome is known.

    Deletions that stand next to each other go together, and so do sanctions of different people.
    Where Telegram says wait, or the network is away, the rest goes back unsent.
    """
    rest = deque(rows)
    while rest:
        now = clock.now()
        if now > until - MARGIN:
            break
        together = [rest.popleft()]
        while rest and len(together) < _AT_ONCE and _goes_along(rest[0], together):
            together.append(rest.popleft())
        sent = await asyncio.gather(*(_send(owed, deliverer, clock) for owed in together))
        now = clock.now()
        for owed, outcome in sent:
            jitter = chance.seed()[0] / 255 if isinstance(outcome, Unsent | Unknown) else 0.5
            report(owed, outcome, verdict(owed, outcome, now, jitter=jitter))
        if any(isinstance(outcome, Wait | Unsent) for _, outcome in sent):
            break
    now = clock.now()
    for owed in rest:
        report(owed, None, Returned(owed, now, owed.attempts))


def _goes_along(owed: Owed, together: Sequence[Owed]) -> bool:
    """Whether a call may be made beside others: one of their kind that is about nobody of theirs.

    What is told of one person is told in its order.
    """
    if owed.method != together[0].method or owed.method not in _TOGETHER:
        return False
    subject = owed.arguments.get("user_id")
    return subject is None or all(each.arguments.get("user_id") != subject for each in together)


def is_over(owed: Owed, now: datetime) -> bool:
    """Whether a delivery's time is past, or too little of a timed sanction is left to send it."""
    if owed.expires_at is not None and owed.expires_at <= now:
        return True
    ends = owed.arguments.get("until_date") if owed.method in _TIMED else None
    return bool(ends) and datetime.fromtimestamp(_number(ends), UTC) - now < _SHORTEST


def verdict(  # noqa: PLR0911 — one for each outcome
    owed: Owed, outcome: Outcome, now: datetime, *, jitter: float = 0.5
) -> Result:
    """Decide what becomes of a row.

    Args:
        owed: the row as it was claimed.
        outcome: what became of its call.
        now: the present.
        jitter: from 0 to 1, spreads what is tried again.
    """
    attempts = owed.attempts + 1
    match outcome:
        case Done(result):
            return Settled(
                owed,
                "done",
                message_id=_message_id(result),
                link=_text_in(result, "invite_link"),
                content=_text_in(result, "content"),
                picture=_picture_in(result),
                told=_told_in(result),
            )
        case Wait(seconds):
            return Returned(owed, now + timedelta(seconds=seconds), owed.attempts, "told to wait")
        case Unreachable(reason) | Degraded(reason) | Rejected(reason):
            return Settled(owed, "failed", reason[:255])
        case Migrated(chat_id):
            if not _OF_A_MESSAGE.isdisjoint(owed.arguments):
                return Settled(owed, "failed", "the group became another, its messages with it")
            return Returned(replace(owed, chat_id=chat_id), now, owed.attempts)
        case Unsent(reason):
            return _again(owed, reason, now, attempts, jitter)
        case Unknown(reason):
            if not owed.is_repeatable:
                return Settled(owed, "unconfirmed", reason[:255])
            return _again(owed, reason, now, attempts, jitter)
        case _:
            assert_never(outcome)


def _again(owed: Owed, reason: str, now: datetime, attempts: int, jitter: float) -> Result:
    back_off = min(2.0 ** min(attempts - 1, 10), _LONGEST_BACK_OFF_S) * (0.75 + jitter / 2)
    at = now + timedelta(seconds=back_off)
    if at > (owed.expires_at or owed.created_at + _GIVE_UP):
        return Settled(owed, "failed", f"given up after {attempts} attempts: {reason}"[:255])
    return Returned(owed, at, attempts, reason[:255])


async def _send(owed: Owed, deliverer: Deliverer, clock: Clock) -> tuple[Owed, Outcome]:
    if is_over(owed, clock.now()):
        return owed, Rejected("its time was over before it could be sent")
    outcome = await _deliver(owed, deliverer)
    if owed.method != KICK or not isinstance(outcome, Done):
        return owed, outcome
    # The ban stands. From here on only its lifting is owed, however often that takes.
    lifting = {"user_id": owed.arguments["user_id"], "only_if_banned": True}
    owed = replace(owed, method="unbanChatMember", arguments=lifting)
    return owed, await _deliver(owed, deliverer)


async def _deliver(owed: Owed, deliverer: Deliverer) -> Outcome:
    try:
        return await deliverer.deliver(owed)
    except Exception as error:  # noqa: BLE001 — a fault of ours must not leave the row half-sent
        return Unknown(f"a fault of ours ({type(error).__name__})")


def _message_id(result: Any) -> int | None:
    first = result[0] if isinstance(result, list) and result else result
    found = first.get("message_id") if isinstance(first, dict) else None
    return found if isinstance(found, int) else None


def _text_in(result: Any, name: str) -> str | None:
    found = result.get(name) if isinstance(result, dict) else None
    return found if isinstance(found, str) else None


def _picture_in(result: Any) -> str | None:
    # Of a picture Telegram tells several sizes, the largest last.
    sizes = result.get("photo") if isinstance(result, dict) else None
    return _text_in(sizes[-1], "file_id") if isinstance(sizes, list) and sizes else None


def _told_in(result: Any) -> dict[str, Any] | None:
    if not isinstance(result, dict):
        return None
    poll = result.get("poll") or result
    options = poll.get("options")
    if isinstance(options, list):
        return {
            "poll_id": poll.get("id"),
            "counts": [each.get("voter_count", 0) for each in options],
            "voters": poll.get("total_voter_count", 0),
        }
    thrown = result.get("dice")
    if isinstance(thrown, dict):
        return {"die": thrown.get("value")}
    status = _text_in(result, "status")
    if status is None:
        return None
    is_in = status in _PRESENT or (status == "restricted" and bool(result.get("is_member")))
    return {"is_present": is_in}


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
