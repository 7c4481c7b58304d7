"""Set challenges up: draft, change, open, end; and plan what falls due because of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from bot.features.audits.service import note
from bot.features.challenges.queries import challenge_by_id, columns_of
from bot.features.challenges.reading import Misread, Wish, checked, plan_of
from bot.features.challenges.rules import Challenge, Plan
from bot.features.checkins.rules import ONE_DAY
from bot.features.places import Place
from bot.kit.days import moment_of, zone_named
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.challenges import challenges
from models.communities import communities

CARD: Final = "challenges.card"
ROLL: Final = "challenges.roll"
REMIND: Final = "challenges.remind"
DAY: Final = "challenges.day"
KINDS: Final = (CARD, ROLL, REMIND, DAY)
# Edits count as messages: a card takes in everything that happened within so many seconds.
CARD_EVERY_S: Final = 5
REMIND_BEFORE: Final = timedelta(hours=3)
MOST_OPEN: Final = 10
MOST_TITLE: Final = 80
# What somebody writes later than this is no title any more.
TITLE_WITHIN: Final = timedelta(hours=1)
# What cannot change any more once people count on it.
FIXED: Final = frozenset({"starts_on", "zone", "cutoff", "days", "team_size", "key"})


async def draft(
    uow: UnitOfWork, place: Place, wish: Wish, *, thread_id: int | None, by: int | None
) -> Challenge:
    """Keep a challenge as a draft that nobody but its maker sees.

    Raises:
        Refusal: for a word that another challenge has, or what does not go together.
    """
    today = uow.now.astimezone(place.zone).date()
    taken = await _keys(uow, place.community_id)
    wanted = wish.changes.get("key")
    if wanted in taken:
        raise Refusal(Text("challenge-key-taken", key=str(wanted)))
    plan = _read(wish, taken, place.zone.key, today)
    # A draft that was not begun is given up for the next one.
    await uow.execute(
        delete(challenges).where(
            challenges.c.community_id == place.community_id,
            challenges.c.made_by == by,
            challenges.c.state == "draft",
        )
    )
    made = await uow.execute(
        insert(challenges)
        .values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            thread_id=thread_id,
            state="draft",
            made_by=by,
            made_at=uow.now,
            **columns_of(plan),
        )
        .returning(challenges.c.id)
    )
    return await _anew(uow, int(made.scalar_one()))


async def change(uow: UnitOfWork, challenge: Challenge, changes: dict[str, Any]) -> Challenge:
    """Change a challenge; what people count on stays as it is once it is open.

    Raises:
        Refusal: for what cannot change any more, or does not go together.
    """
    if challenge.state not in {"draft", "open"}:
        raise Refusal(Text("challenge-over", title=challenge.plan.title))
    if challenge.state == "open" and FIXED & changes.keys():
        raise Refusal(Text("challenge-fixed", title=challenge.plan.title))
    try:
        plan = checked(replace(challenge.plan, **changes))
    except Misread as misread:
        raise Refusal(misread.why) from misread
    await uow.execute(
        update(challenges).where(challenges.c.id == challenge.id).values(**columns_of(plan))
    )
    if challenge.state == "open":
        await _touch(uow, challenge.community_id)
        plan_card(uow, challenge)
    return await _anew(uow, challenge.id)


async def start(
    uow: UnitOfWork, place: Place, wish: Wish, *, thread_id: int | None, by: int | None
) -> Challenge:
    """Draft a challenge and open it at once, as a schedule does; its card is still to be posted.

    Raises:
        Refusal: as `draft` and `begin` do.
    """
    drafted = await draft(uow, place, wish, thread_id=thread_id, by=by)
    begun = await begin(uow, drafted, by=by)
    if begun is None:
        raise LookupError(drafted.id)
    return begun


async def ask_title(uow: UnitOfWork, challenge: Challenge) -> None:
    """Note that the maker of a draft was asked for its title."""
    await uow.execute(
        update(challenges).where(challenges.c.id == challenge.id).values(asked_title_at=uow.now)
    )


async def title_asked(uow: UnitOfWork, person_id: int, *, is_taken: bool) -> Challenge | None:
    """Return the draft whose title somebody was asked for lately; taken, it is asked no more."""
    mine = (
        challenges.c.made_by == person_id,
        challenges.c.state == "draft",
        challenges.c.asked_title_at > uow.now - TITLE_WITHIN,
    )
    found = await uow.execute(select(challenges.c.id).where(*mine))
    challenge_id = found.scalar()
    if challenge_id is None:
        return None
    if is_taken:
        its = update(challenges).where(challenges.c.id == challenge_id)
        await uow.execute(its.values(asked_title_at=None))
    return await _anew(uow, challenge_id)


async def begin(uow: UnitOfWork, challenge: Challenge, *, by: int | None) -> Challenge | None:
    """Open a drafted challenge; None if it is no draft any more."""
    opened = await uow.execute(
        select(challenges.c.id).where(
            challenges.c.community_id == challenge.community_id, challenges.c.state == "open"
        )
    )
    if len(list(opened)) >= MOST_OPEN:
        raise Refusal(Text("challenge-too-many", most=MOST_OPEN))
    today = challenge.today(uow.now)
    # A draft that was left lying begins with the day on which it is opened.
    starts_on = max(challenge.plan.starts_on, today)
    claimed = await uow.execute(
        update(challenges)
        .where(challenges.c.id == challenge.id, challenges.c.state == "draft")
        .values(state="open", starts_on=starts_on)
    )
    if not claimed.rowcount:
        return None
    await _touch(uow, challenge.community_id)
    if by is not None:
        _note(uow, challenge, "audit-challenge-begun", by)
    begun = await _anew(uow, challenge.id)
    plan_days(uow, begun, starts_on)
    return begun


async def end(uow: UnitOfWork, challenge: Challenge, *, by: int | None) -> bool:
    """Close a challenge: finished by itself, or ended (a draft: dropped) by somebody; once."""
    state = "finished" if by is None else "ended"
    mine = update(challenges).where(
        challenges.c.id == challenge.id, challenges.c.state.in_(("draft", "open"))
    )
    claimed = await uow.execute(mine.values(state=state))
    if not claimed.rowcount:
        return False
    if challenge.state == "draft":
        await uow.execute(delete(challenges).where(challenges.c.id == challenge.id))
        return True
    await _touch(uow, challenge.community_id)
    if by is not None:
        _note(uow, challenge, "audit-challenge-ended", by)
    return True


def plan_days(uow: UnitOfWork, challenge: Challenge, day: date) -> None:
    """Plan what falls due for a day: the reminder before its end, the roll behind it."""
    plan, ends = challenge.plan, challenge.ends_at(day)
    rolls = moment_of(day + ONE_DAY, plan.roll_at, zone_named(plan.zone))
    begins = moment_of(day, plan.cutoff, zone_named(plan.zone))
    _plan(uow, challenge, DAY, day=day, at=begins)
    _plan(uow, challenge, REMIND, day=day, at=ends - REMIND_BEFORE, late=REMIND_BEFORE)
    _plan(uow, challenge, ROLL, day=day, at=max(rolls, ends))


def plan_card(uow: UnitOfWork, challenge: Challenge) -> None:
    """Have the card brought up to date, together with whatever else happens in these seconds."""
    slot = int(uow.now.timestamp()) // CARD_EVERY_S + 1
    at = datetime.fromtimestamp(slot * CARD_EVERY_S, uow.now.tzinfo)
    uow.schedule(
        Due(
            key=f"{CARD}:{challenge.id}:{slot}",
            kind=CARD,
            due_at=at,
            community_id=challenge.community_id,
            details={"challenge_id": challenge.id, "slot": slot},
        )
    )


def _plan(
    uow: UnitOfWork,
    challenge: Challenge,
    kind: str,
    *,
    day: date,
    at: datetime,
    late: timedelta | None = None,
) -> None:
    uow.schedule(
        Due(
            key=f"{kind}:{challenge.id}:{day.isoformat()}",
            kind=kind,
            due_at=at,
            community_id=challenge.community_id,
            details={"challenge_id": challenge.id, "day": day.isoformat()},
            late_after=late,
        )
    )


def _read(wish: Wish, taken: set[str], zone: str, today: date) -> Plan:
    days = wish.changes.get("days", 21)
    fresh = (name for n in range(1, 99) if (name := f"{days}" if n == 1 else f"{days}-{n}"))
    key = next(each for each in fresh if each not in taken)
    try:
        return plan_of(wish, key=key, zone=zone, today=today)
    except Misread as misread:
        raise Refusal(misread.why) from misread


async def _keys(uow: UnitOfWork, community_id: int) -> set[str]:
    found = await uow.execute(
        select(challenges.c.key).where(challenges.c.community_id == community_id)
    )
    return set(found.scalars())


async def _touch(uow: UnitOfWork, community_id: int) -> None:
    # What a chat listens for is cached with the policy of its community.
    await uow.execute(
        update(communities).where(communities.c.id == community_id).values(version=uow.stamp())
    )


async def _anew(uow: UnitOfWork, challenge_id: int) -> Challenge:
    found = await challenge_by_id(uow, challenge_id)
    if found is None:
        raise LookupError(challenge_id)
    return found


def _note(uow: UnitOfWork, challenge: Challenge, what: str, by: int) -> None:
    note(
        uow,
        community_id=challenge.community_id,
        category="settings",
        what=what,
        actor_id=by,
        after={"challenge": challenge.plan.title},
    )
