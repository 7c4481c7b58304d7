"""See a burst in what happens: arrivals, newcomers' words, breaches and departures."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import exists, func, or_, select, update

from bot.features.cases.evidence import Evidence
from bot.features.cases.service import Order, open_case
from bot.features.facts import MemberJoined, MemberLeft, NewcomerSpoke, RuleBroken
from bot.features.moderation.said import Said
from bot.features.place import Place
from bot.features.places import place_of, tenure_of
from bot.features.raids.queries import Raid, open_raid
from bot.features.raids.rules import (
    KNOWN_FOR,
    USUAL_OVER,
    Spoken,
    Terms,
    is_newcomer,
    joins_needed,
    last_burst,
    wave,
)
from bot.features.raids.service import begin, enlist
from bot.kit.unit_of_work import UnitOfWork
from models.members import members, memberships
from models.moderation import traces
from models.raids import raid_arrivals

# A wave is looked for among so many messages at the most.
_MOST_SPOKEN: Final = 500


def hear_newcomer(uow: UnitOfWork, place: Place, said: Said, day: date) -> None:
    """State that somebody new here wrote what a wave is made of; costs no statement of its own.

    That is a link, or what enough others have just said in much the same words: whatever else
    newcomers say is looked at no further.
    """
    terms, person = place.policy.raids, said.message.person
    if not terms.is_on or person is None or not place.is_guarded:
        return
    if not is_newcomer(said.tenure.first_seen_at, said.tenure.messages, said.at):
        return
    within = terms.within.total_seconds()
    voices = {voice for voice, age in said.recent.alike_others if age <= within}
    if said.links or len(voices) + 1 >= terms.messages:
        uow.state(
            NewcomerSpoke(
                community_id=place.community_id,
                person_id=person.id,
                chat_id=place.chat_id,
                at=said.at,
                local_day=day,
            )
        )


async def saw_arrival(uow: UnitOfWork, fact: MemberJoined) -> None:
    """Hold a newcomer while the gate is closed, or close it if too many come at once."""
    place = place_of(uow, fact.chat_id or 0)
    if place is None or not place.is_guarded:
        return
    terms = place.policy.raids
    raid = await open_raid(uow, place.chat_id)
    if raid is not None:
        if fact.at > raid.began_at - terms.lasts:
            await enlist(uow, place, raid, fact.person_id)
        return
    # Who came before an outage is judged by what they say, not by when they came.
    if not terms.is_on or uow.now - fact.at > terms.lasts:
        return
    burst = await _burst(uow, place, fact.at, terms)
    if burst is not None:
        await begin(uow, place, "arrivals", since=burst[0])


async def saw_departure(uow: UnitOfWork, fact: MemberLeft) -> None:
    """Note that a newcomer who was held has gone; should they come back, they are held again."""
    place = place_of(uow, fact.chat_id or 0)
    raid = await open_raid(uow, place.chat_id) if place is not None else None
    if raid is None:
        return
    gone = await uow.execute(
        update(raid_arrivals)
        .where(
            raid_arrivals.c.raid_id == raid.id,
            raid_arrivals.c.person_id == fact.person_id,
            raid_arrivals.c.state == "muted",
        )
        .values(state="left")
    )
    if gone.rowcount:
        uow.remember(("raid before", raid.id), None)


async def saw_words(uow: UnitOfWork, fact: NewcomerSpoke) -> None:
    """Close the gate if newcomers flood the chat with links, or with much the same words."""
    place = place_of(uow, fact.chat_id or 0)
    if place is not None:
        await _look_for_wave(uow, place, fact.at)


async def saw_breach(uow: UnitOfWork, fact: RuleBroken) -> None:
    """Mark a newcomer who breaks a rule during a raid; banned at once, where that is wanted."""
    place = place_of(uow, fact.chat_id or 0)
    if place is None:
        return
    is_possible = place.is_raided or place.policy.raids.is_on
    tenure = tenure_of(uow, place.community_id, fact.person_id)
    if not (is_possible and is_newcomer(tenure.first_seen_at, tenure.messages, fact.at)):
        # Neither a wave nor a raid is made of people whom everybody knows.
        return
    raid = await open_raid(uow, place.chat_id)
    if raid is None:
        if fact.action != "report":
            await _look_for_wave(uow, place, fact.at)
        return
    marked = await uow.execute(
        update(raid_arrivals)
        .where(
            raid_arrivals.c.raid_id == raid.id,
            raid_arrivals.c.person_id == fact.person_id,
            raid_arrivals.c.state.in_(("muted", "proven")),
        )
        .values(suspicion="spam")
    )
    if marked.rowcount and place.policy.raids.action == "ban" and fact.action != "report":
        await _ban(uow, place, raid, fact)


async def _burst(
    uow: UnitOfWork, place: Place, at: datetime, terms: Terms
) -> tuple[datetime, datetime] | None:
    """Return the burst that an arrival completes: counted from rows, read once a batch."""
    key = ("raid joins", place.chat_id)
    before: tuple[datetime, ...] | None = uow.recall(key)
    if before is None:
        found = await uow.execute(
            select(memberships.c.joined_at).where(
                memberships.c.chat_id == place.chat_id,
                memberships.c.joined_at > at - terms.within,
                memberships.c.joined_at <= at,
            )
        )
        moments = tuple(found.scalars())
    else:
        moments = (*(each for each in before if at - each <= terms.within), at)
    uow.remember(key, moments)
    burst = last_burst(moments, terms.joins, terms.within)
    if burst is None:
        return None
    needed = joins_needed(await _usual(uow, place.chat_id, burst[0]), terms)
    return last_burst(moments, needed, terms.within)


async def _usual(uow: UnitOfWork, chat_id: int, before: datetime) -> int:
    """Return how many came in the hour before, without those who came with a raid."""
    key = ("raid usual", chat_id)
    known: int | None = uow.recall(key)
    if known is None:
        raided = exists().where(
            raid_arrivals.c.person_id == memberships.c.person_id,
            raid_arrivals.c.at >= before - USUAL_OVER,
        )
        found = await uow.execute(
            select(func.count()).where(
                memberships.c.chat_id == chat_id,
                memberships.c.joined_at >= before - USUAL_OVER,
                memberships.c.joined_at < before,
                ~raided,
            )
        )
        known = int(found.scalar_one())
        uow.remember(key, known)
    return known


async def _look_for_wave(uow: UnitOfWork, place: Place, at: datetime) -> None:
    terms = place.policy.raids
    if not terms.is_on or not place.is_guarded or uow.now - at > terms.lasts:
        return
    if await open_raid(uow, place.chat_id) is not None:
        return
    found = await uow.execute(
        select(traces.c.sender_id, traces.c.links, traces.c.fingerprint)
        .join(
            members,
            (members.c.community_id == traces.c.community_id)
            & (members.c.person_id == traces.c.sender_id),
        )
        .where(
            traces.c.chat_id == place.chat_id,
            traces.c.community_id == place.community_id,
            traces.c.at > at - terms.within,
            or_(members.c.joined_at.is_(None), members.c.joined_at > at - KNOWN_FOR),
            members.c.first_seen_at > at - KNOWN_FOR,
        )
        .order_by(traces.c.at.desc())
        .limit(_MOST_SPOKEN)
    )
    spoken = [Spoken(row.sender_id, row.links, row.fingerprint) for row in found]
    speakers = wave(spoken, terms.messages)
    if speakers:
        await begin(uow, place, "messages", speakers=speakers)


async def _ban(uow: UnitOfWork, place: Place, raid: Raid, fact: RuleBroken) -> None:
    kept: Evidence | None = uow.recall(("evidence", fact.chat_id, fact.message_id))
    order = Order(
        community_id=raid.community_id,
        chat_id=raid.chat_id,
        person_id=fact.person_id,
        action="ban",
        key=f"raid:{raid.id}:{fact.person_id}",
        local_day=fact.local_day,
        check=fact.check,
        clause=fact.clause,
        # One notice for each of a thousand would be a flood of our own.
        is_silent=True,
        evidence=(kept,) if kept is not None else (),
    )
    if await open_case(uow, order, place.policy.sanctions) is not None:
        await uow.execute(
            update(raid_arrivals)
            .where(
                raid_arrivals.c.raid_id == raid.id,
                raid_arrivals.c.person_id == fact.person_id,
            )
            .values(state="banned")
        )
