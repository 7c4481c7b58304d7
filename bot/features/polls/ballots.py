"""Ballots: Telegram's own polls, sent, answered and closed; shared by polls and quizzes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, insert, select, update

from bot.features.polls.rules import Cast, Result, counted
from bot.kit.effects import Delivery, Due, Planned, Priority, Then
from bot.kit.unit_of_work import UnitOfWork
from models.polls import ballots, votes

CLOSE: Final = "ballots.close"
STOPPED: Final = "ballots.stopped"
# What was cast before the end may still be on its way when the end is known.
GRACE: Final = timedelta(seconds=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A ballot to be sent; `kind` and `item_id` say whose it is."""

    community_id: int
    chat_id: int
    kind: str
    item_id: int
    question: str
    options: Sequence[str]
    thread_id: int | None = None
    is_anonymous: bool = False
    takes_several: bool = False
    lasts: timedelta | None = None
    closes_at: datetime | None = None
    # Of a quiz: which options are right, and why; Telegram itself counts the time down.
    right: Sequence[int] = ()
    explanation: str | None = None
    # Later than this it is not sent any more.
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ballot as it stands."""

    id: int
    community_id: int
    chat_id: int
    kind: str
    item_id: int
    options: int
    is_anonymous: bool
    state: str
    telegram_id: str | None
    message_id: int | None
    opened_at: datetime | None
    lasts_s: int | None
    closes_at: datetime | None
    counts: tuple[int, ...] | None
    voters: int | None


async def send(uow: UnitOfWork, asked: Asked) -> int:
    """Owe a ballot; returns its number. Its kind hears as `<kind>.sent` how that ended."""
    made = await uow.execute(
        insert(ballots)
        .values(
            community_id=asked.community_id,
            chat_id=asked.chat_id,
            kind=asked.kind,
            item_id=asked.item_id,
            options=len(asked.options),
            is_anonymous=asked.is_anonymous,
            state="owed",
            lasts_s=None if asked.lasts is None else int(asked.lasts.total_seconds()),
            closes_at=asked.closes_at,
        )
        .returning(ballots.c.id)
    )
    ballot_id = int(made.scalar_one())
    uow.owe(
        Delivery(
            key=f"ballot:{ballot_id}",
            chat_id=asked.chat_id,
            method="sendPoll",
            arguments=_arguments(asked),
            is_repeatable=False,
            expires_at=asked.expires_at,
            then=Then(f"{asked.kind}.sent", {"ballot_id": ballot_id}),
        )
    )
    return ballot_id


async def sent(uow: UnitOfWork, due: Planned) -> Ballot | None:
    """Take down what Telegram calls a ballot that was sent; None where it was not.

    Answers may have come before: they were kept under Telegram's name for it.
    """
    details = due.details
    ballot = await ballot_by_id(uow, int(details["ballot_id"]))
    if ballot is None or ballot.state != "owed":
        return None
    is_sent = details["state"] == "done" and details.get("poll_id")
    if not is_sent:
        await _write(uow, ballot.id, state="lost")
        return None
    closes_at = ballot.closes_at
    if ballot.lasts_s is not None:
        closes_at = uow.now + timedelta(seconds=ballot.lasts_s)
    await _write(
        uow,
        ballot.id,
        state="open",
        telegram_id=str(details["poll_id"]),
        message_id=details["sent_id"],
        opened_at=uow.now,
        closes_at=closes_at,
    )
    if closes_at is not None:
        plan_close(uow, ballot, closes_at)
    return await ballot_by_id(uow, ballot.id)


def plan_close(uow: UnitOfWork, ballot: Ballot, at: datetime) -> None:
    """Plan a ballot's end: Telegram tells nobody when a poll closes by itself."""
    uow.schedule(
        Due(
            key=f"ballot-close:{ballot.id}",
            kind=CLOSE,
            due_at=at,
            community_id=ballot.community_id,
            details={"ballot_id": ballot.id},
        )
    )


async def close(uow: UnitOfWork, ballot_id: int) -> bool:
    """Have a ballot closed; once, and False where it was before."""
    claimed = await uow.execute(
        update(ballots)
        .where(ballots.c.id == ballot_id, ballots.c.state == "open")
        .values(state="closing")
    )
    if not claimed.rowcount:
        return False
    ballot = await ballot_by_id(uow, ballot_id)
    if ballot is None or ballot.message_id is None:
        raise LookupError(ballot_id)
    uow.owe(
        Delivery(
            key=f"ballot-stop:{ballot_id}",
            chat_id=ballot.chat_id,
            method="stopPoll",
            arguments={"message_id": ballot.message_id},
            # What is closed already is closed.
            is_repeatable=True,
            priority=Priority.ANSWER,
            then=Then(STOPPED, {"ballot_id": ballot_id}),
        )
    )
    return True


async def stopped(uow: UnitOfWork, due: Planned) -> None:
    """Take down what Telegram counted in the end, and have the ballot counted."""
    details = due.details
    ballot = await ballot_by_id(uow, int(details["ballot_id"]))
    if ballot is not None:
        await _ended(uow, ballot, details.get("counts"), details.get("voters"))


async def saw_closed(
    uow: UnitOfWork, telegram_id: str, counts: Sequence[int], voters: int
) -> Ballot | None:
    """Take down that a ballot was closed, by whomever; None for one that was over."""
    ballot = await ballot_called(uow, telegram_id)
    if ballot is None or ballot.state not in {"open", "closing"}:
        return None
    await _ended(uow, ballot, counts, voters)
    return ballot


async def settle(uow: UnitOfWork, ballot_id: int) -> Ballot | None:
    """Close a ballot for good, once: from now on no vote counts that was not in."""
    claimed = await uow.execute(
        update(ballots)
        .where(ballots.c.id == ballot_id, ballots.c.state == "closing")
        .values(state="closed")
    )
    return await ballot_by_id(uow, ballot_id) if claimed.rowcount else None


async def result_of(uow: UnitOfWork, ballot: Ballot) -> Result:
    """Return what came of a ballot: of an anonymous one what Telegram counted."""
    if not ballot.is_anonymous:
        return counted(await casts_of(uow, ballot), ballot.options)
    if ballot.counts is None:
        return Result((0,) * ballot.options, 0, is_known=False)
    return Result(ballot.counts, ballot.voters or 0)


async def casts_of(uow: UnitOfWork, ballot: Ballot) -> list[Cast]:
    """Return the votes on a ballot, in the order in which they came."""
    if ballot.telegram_id is None:
        return []
    found = await uow.execute(
        select(votes)
        .where(votes.c.telegram_id == ballot.telegram_id)
        .order_by(votes.c.at, votes.c.update_id)
    )
    return [Cast(row.person_id, frozenset(row.options), row.is_member) for row in found]


async def ballot_by_id(uow: UnitOfWork, ballot_id: int) -> Ballot | None:
    """Return a ballot by its number."""
    found = await uow.execute(select(ballots).where(ballots.c.id == ballot_id))
    return drawn(found.first())


async def ballot_of(uow: UnitOfWork, kind: str, item_id: int) -> Ballot | None:
    """Return the newest ballot of somebody's who asks."""
    found = await uow.execute(
        select(ballots)
        .where(ballots.c.kind == kind, ballots.c.item_id == item_id)
        .order_by(ballots.c.id.desc())
        .limit(1)
    )
    return drawn(found.first())


async def ballot_at(uow: UnitOfWork, chat_id: int, message_id: int) -> Ballot | None:
    """Return the ballot that a message shows."""
    found = await uow.execute(
        select(ballots).where(ballots.c.chat_id == chat_id, ballots.c.message_id == message_id)
    )
    return drawn(found.first())


async def ballot_called(uow: UnitOfWork, telegram_id: str) -> Ballot | None:
    """Return the ballot that Telegram calls so; nobody closes it while this goes on."""
    found = await uow.execute(
        select(ballots).where(ballots.c.telegram_id == telegram_id).with_for_update()
    )
    return drawn(found.first())


def drawn(row: Row[Any] | None) -> Ballot | None:
    """Draw a ballot from its row."""
    if row is None:
        return None
    told = {name: getattr(row, name) for name in Ballot.__dataclass_fields__}
    return Ballot(**told | {"counts": None if row.counts is None else tuple(row.counts)})


async def _ended(
    uow: UnitOfWork, ballot: Ballot, counts: Sequence[int] | None, voters: int | None
) -> None:
    """Note that a ballot takes no more votes, and plan that it is counted, once."""
    values: dict[str, Any] = {}
    if counts is not None and len(counts) == ballot.options:
        values = {"counts": list(counts), "voters": voters}
    if ballot.state == "open":
        values["state"] = "closing"
    if values:
        await _write(uow, ballot.id, **values)
    uow.schedule(
        Due(
            key=f"ballot-count:{ballot.id}",
            kind=f"{ballot.kind}.counted",
            due_at=uow.now + GRACE,
            community_id=ballot.community_id,
            details={"ballot_id": ballot.id},
        )
    )


async def _write(uow: UnitOfWork, ballot_id: int, **values: Any) -> None:
    await uow.execute(update(ballots).where(ballots.c.id == ballot_id).values(**values))


def _arguments(asked: Asked) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "question": asked.question,
        "options": [{"text": option} for option in asked.options],
        "is_anonymous": asked.is_anonymous,
        "allows_multiple_answers": asked.takes_several,
    }
    if asked.thread_id is not None:
        arguments["message_thread_id"] = asked.thread_id
    if not asked.right:
        return arguments
    arguments |= {"type": "quiz", "correct_option_ids": sorted(set(asked.right))}
    if asked.explanation:
        arguments["explanation"] = asked.explanation
    if asked.lasts is not None:
        arguments["open_period"] = int(asked.lasts.total_seconds())
    return arguments
