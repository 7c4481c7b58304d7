"""Votes: taken down as they come, whoever casts them, in whatever order."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.members.service import sight
from bot.features.messages import Vote
from bot.features.polls.ballots import Ballot, ballot_called, casts_of
from bot.features.polls.rules import ANEW_AFTER, Cast
from bot.kit.effects import Delivery, Planned, Priority, Then
from bot.kit.unit_of_work import UnitOfWork
from models.members import memberships, people
from models.polls import votes

ASKED_ABOUT: Final = "ballots.voter"
# What Telegram says of whoever is not there.
_STRANGERS: Final = ("user not found", "participant_id_invalid", "member not found")


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote that counts from now on, on which ballot, and the one that it took the place of."""

    ballot: Ballot
    before: Cast | None
    now: Cast


async def vote(uow: UnitOfWork, vote: Vote, update_id: int) -> Voted | None:
    """Take a vote down; None where it changes nothing that is known.

    It is kept for a poll that is not known yet, too. What an older update says never takes the
    place of what a newer one said, and after the end nothing does.
    """
    if vote.user is None:
        return None
    ballot = await ballot_called(uow, vote.poll_id)
    if ballot is not None and ballot.state not in {"open", "closing"}:
        return None
    before = await _kept(uow, vote.poll_id, vote.user.id)
    most = ballot.options if ballot is not None else 100
    options = sorted({option for option in vote.option_ids if option < most})
    if not await _keep(uow, vote.poll_id, vote.user.id, options, update_id):
        return None
    if ballot is None:
        return None
    is_member = before.is_member if before is not None else None
    if is_member is None:
        is_member = await _look(uow, ballot, vote.user.id)
    return Voted(ballot, before, Cast(vote.user.id, frozenset(options), is_member))


async def found_early(uow: UnitOfWork, ballot: Ballot) -> list[Voted]:
    """Return the votes that were in before the ballot's own name was."""
    early = []
    for cast in await casts_of(uow, ballot):
        is_member = cast.is_member
        if is_member is None:
            is_member = await _look(uow, ballot, cast.person_id)
        early.append(Voted(ballot, None, Cast(cast.person_id, cast.options, is_member)))
    return early


async def told_of_voter(uow: UnitOfWork, due: Planned) -> Voted | None:
    """Take down whether a voter is a member; their vote, where it counts only by that."""
    details = due.details
    is_present = details.get("is_present")
    failure = str(details.get("failure") or "").casefold()
    if is_present is None and any(words in failure for words in _STRANGERS):
        is_present = False
    if is_present is None:
        # Nobody knows: in the group's own poll a voter passes for a member.
        return None
    telegram_id, person_id = str(details["telegram_id"]), int(details["person_id"])
    ballot = await ballot_called(uow, telegram_id)
    cast = await _kept(uow, telegram_id, person_id)
    if ballot is None or cast is None or cast.is_member is not None:
        return None
    await _mark(uow, telegram_id, person_id, is_member=bool(is_present))
    if not is_present:
        return None
    sight(uow, ballot.community_id, person_id, uow.now)
    return Voted(ballot, None, Cast(person_id, cast.options, is_member=True))


async def missing_from(uow: UnitOfWork, ballot: Ballot) -> list[int]:
    """Return the known members of a ballot's group who have not voted."""
    voted = {each.person_id for each in await casts_of(uow, ballot) if each.options}
    found = await uow.execute(
        select(memberships.c.person_id)
        .join(people, people.c.id == memberships.c.person_id)
        .where(
            memberships.c.chat_id == ballot.chat_id,
            memberships.c.is_present.is_(True),
            people.c.is_bot.is_(False),
        )
        .order_by(memberships.c.person_id)
    )
    return [person_id for person_id in found.scalars() if person_id not in voted]


async def _look(uow: UnitOfWork, ballot: Ballot, person_id: int) -> bool | None:
    """Return whether a voter is known to be here; else Telegram is asked, and this is None."""
    found = await uow.execute(
        select(memberships.c.is_present).where(
            memberships.c.chat_id == ballot.chat_id, memberships.c.person_id == person_id
        )
    )
    if found.scalar():
        await _mark(uow, ballot.telegram_id or "", person_id, is_member=True)
        sight(uow, ballot.community_id, person_id, uow.now)
        return True
    details = {"telegram_id": ballot.telegram_id, "person_id": person_id}
    uow.owe(
        Delivery(
            key=f"ballot-voter:{ballot.id}:{person_id}",
            chat_id=ballot.chat_id,
            method="getChatMember",
            arguments={"user_id": person_id},
            is_repeatable=True,
            priority=Priority.ANSWER,
            person_id=person_id,
            then=Then(ASKED_ABOUT, details),
        )
    )
    return None


async def _kept(uow: UnitOfWork, telegram_id: str, person_id: int) -> Cast | None:
    found = await uow.execute(
        select(votes).where(votes.c.telegram_id == telegram_id, votes.c.person_id == person_id)
    )
    row = found.first()
    return None if row is None else Cast(person_id, frozenset(row.options), row.is_member)


async def _keep(
    uow: UnitOfWork, telegram_id: str, person_id: int, options: list[int], update_id: int
) -> bool:
    insert = sqlite_insert if uow.dialect == "sqlite" else postgresql_insert
    statement = insert(votes).values(
        telegram_id=telegram_id,
        person_id=person_id,
        options=options,
        update_id=update_id,
        at=uow.now,
    )
    newer = statement.on_conflict_do_update(
        index_elements=["telegram_id", "person_id"],
        set_={name: statement.excluded[name] for name in ("options", "update_id", "at")},
        where=or_(
            votes.c.update_id < statement.excluded.update_id,
            votes.c.at < uow.now - ANEW_AFTER,
        ),
    )
    return (await uow.execute(newer.returning(votes.c.person_id))).first() is not None


async def _mark(uow: UnitOfWork, telegram_id: str, person_id: int, *, is_member: bool) -> None:
    await uow.execute(
        update(votes)
        .where(votes.c.telegram_id == telegram_id, votes.c.person_id == person_id)
        .values(is_member=is_member)
    )
