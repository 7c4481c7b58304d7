"""Set polls up: draft, change, begin, close; no person is needed for any of it."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from bot.features.audits.service import note
from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout, packed
from bot.features.places import Place
from bot.features.polls import ballots
from bot.features.polls.ballots import Asked, Ballot
from bot.features.polls.queries import poll_by_id
from bot.features.polls.reading import SHORTEST, Wish
from bot.features.polls.rules import Poll, Result
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.polls import polls

KIND: Final = "polls"
CAMPAIGN: Final = "poll"
SENT: Final = f"{KIND}.sent"
COUNTED: Final = f"{KIND}.counted"
MOST_OPEN: Final = 20


async def draft(
    uow: UnitOfWork,
    place: Place,
    wish: Wish,
    *,
    thread_id: int | None = None,
    by: int | None = None,
) -> Poll:
    """Keep a poll as a draft that nobody but its maker sees; it takes the last one's place."""
    await uow.execute(
        delete(polls).where(
            polls.c.community_id == place.community_id,
            polls.c.made_by == by,
            polls.c.state == "draft",
        )
    )
    made = await uow.execute(
        insert(polls)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=wish.thread_id or thread_id,
            state="draft",
            made_by=by,
            made_at=uow.now,
            **_columns(wish),
        )
        .returning(polls.c.id)
    )
    return await _anew(uow, int(made.scalar_one()))


async def change(uow: UnitOfWork, poll: Poll, **changes: Any) -> Poll:
    """Change a draft; what was begun stays as it was asked."""
    if isinstance(changes.get("lasts"), timedelta):
        changes = {"lasts_s": int(changes["lasts"].total_seconds()), "closes_at": None}
    elif "lasts" in changes:
        changes = {"lasts_s": None, "closes_at": None}
    changed = await uow.execute(
        update(polls).where(polls.c.id == poll.id, polls.c.state == "draft").values(**changes)
    )
    if not changed.rowcount:
        raise Refusal(Text("button-stale"))
    return await _anew(uow, poll.id)


async def reword(uow: UnitOfWork, poll: Poll, wish: Wish) -> Poll:
    """Give a draft another question and other answers."""
    return await change(uow, poll, question=wish.question, options=list(wish.options))


async def begin(
    uow: UnitOfWork, place: Place, poll: Poll, *, by: int | None = None
) -> Poll | None:
    """Ask a drafted poll in the place it is meant for; None if it is no draft any more."""
    running = await uow.execute(
        select(polls.c.id).where(
            polls.c.community_id == poll.community_id, polls.c.state == "open"
        )
    )
    if len(list(running)) >= MOST_OPEN:
        raise Refusal(Text("poll-too-many", most=MOST_OPEN))
    if poll.lasts is None and poll.closes_at and poll.closes_at <= uow.now + SHORTEST:
        raise Refusal(Text("poll-end-past"))
    claimed = await uow.execute(
        update(polls)
        .where(polls.c.id == poll.id, polls.c.state == "draft")
        .values(state="open", closes_at=poll.ends_at(uow.now))
    )
    if not claimed.rowcount:
        return None
    await ballots.send(
        uow,
        Asked(
            community_id=poll.community_id,
            chat_id=poll.chat_id,
            thread_id=poll.thread_id,
            kind=KIND,
            item_id=poll.id,
            question=poll.question,
            options=poll.options,
            is_anonymous=poll.is_anonymous,
            takes_several=poll.takes_several,
            closes_at=poll.ends_at(uow.now),
        ),
    )
    await campaigning.open_(
        uow,
        place,
        kind=CAMPAIGN,
        item_id=poll.id,
        title=poll.question,
        objective=poll.objective,
        made_by=by,
    )
    _note(uow, poll, "audit-poll-begun", by)
    return await _anew(uow, poll.id)


async def drop(uow: UnitOfWork, poll: Poll) -> bool:
    """Drop a draft; False where it is none."""
    gone = await uow.execute(delete(polls).where(polls.c.id == poll.id, polls.c.state == "draft"))
    return bool(gone.rowcount)


async def close(uow: UnitOfWork, poll: Poll, *, by: int) -> bool:
    """Close an open poll now; False where it is closing or closed."""
    ballot = await ballots.ballot_of(uow, KIND, poll.id)
    if ballot is None or not await ballots.close(uow, ballot.id):
        return False
    _note(uow, poll, "audit-poll-closed", by)
    return True


async def give_up(uow: UnitOfWork, poll: Poll) -> bool:
    """Give up a poll of which nobody knows whether it was sent; False for any other."""
    ballot = await ballots.ballot_of(uow, KIND, poll.id)
    if ballot is not None and ballot.message_id is not None:
        return False
    return await lose(uow, poll.id) is not None


async def lose(uow: UnitOfWork, poll_id: int) -> Poll | None:
    """Give up a poll that Telegram did not take; once."""
    lost = await _over(uow, poll_id, "lost")
    if lost is not None:
        await campaigning.drop(uow, kind=CAMPAIGN, item_id=poll_id)
    return lost


async def finish(uow: UnitOfWork, ballot: Ballot, result: Result) -> Poll | None:
    """Take down that a poll is over, and what came of it; once."""
    over = await _over(uow, ballot.item_id, "closed")
    if over is not None:
        turnout = Turnout(participants=result.voters, actions=sum(result.counts))
        await campaigning.close(uow, kind=CAMPAIGN, item_id=over.id, turnout=turnout)
    return over


async def _over(uow: UnitOfWork, poll_id: int, state: str) -> Poll | None:
    claimed = await uow.execute(
        update(polls)
        .where(polls.c.id == poll_id, polls.c.state == "open")
        .values(state=state, closed_at=uow.now)
    )
    return await _anew(uow, poll_id) if claimed.rowcount else None


async def _anew(uow: UnitOfWork, poll_id: int) -> Poll:
    found = await poll_by_id(uow, poll_id)
    if found is None:
        raise LookupError(poll_id)
    return found


def _columns(wish: Wish) -> dict[str, Any]:
    return {
        "question": wish.question,
        "options": list(wish.options),
        "is_anonymous": wish.is_anonymous,
        "takes_several": wish.takes_several,
        "objective": packed(wish.objective),
        "closes_at": wish.closes_at,
        "lasts_s": None if wish.lasts is None else int(wish.lasts.total_seconds()),
    }


def _note(uow: UnitOfWork, poll: Poll, what: str, by: int | None) -> None:
    note(
        uow,
        community_id=poll.community_id,
        category="settings",
        what=what,
        actor_id=by,
        chat_id=poll.chat_id,
        after={"poll": poll.id},
    )
