"""Sight people, and follow their coming and going."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from msgspec import Struct
from sqlalchemy import Row, select, update

from bot.features.contents import Account
from bot.features.facts import MemberJoined, MemberLeft
from bot.features.points.rules import ChatMemory
from bot.kit.collector import Tally
from bot.kit.names import storable
from bot.kit.unit_of_work import UnitOfWork
from models.members import members, memberships, people

PEOPLE = Tally(
    "people",
    people,
    ("id",),
    {
        "first_name": "last",
        "last_name": "last",
        "username": "last",
        "is_bot": "last",
        "language_code": "known",
        "seen_at": "max",
    },
)
REACHABLE = Tally("people_reachable", people, ("id",), {"can_dm": "last", "seen_at": "max"})
SIGHTINGS = Tally(
    "members",
    members,
    ("community_id", "person_id"),
    {"last_seen_at": "max"},
)
HEARD = Tally(
    "members_heard",
    members,
    ("community_id", "person_id"),
    {
        "last_seen_at": "max",
        "messages": "sum",
        "experience": "sum",
        "points": "sum",
        "chat_paid_at": "last",
        "chat_paid_day": "last",
        "chat_paid_today": "last",
        "chat_fingerprint": "last",
    },
)
PRESENCE = Tally("memberships", memberships, ("chat_id", "person_id"), {})
# A name that did not change is written again only this long after it was.
RESEEN_AFTER = timedelta(days=1)


class Known(Struct, frozen=True):
    """What the database says of a person when a batch begins."""

    first_name: str
    last_name: str | None
    username: str | None
    language_code: str | None
    language: str | None
    can_dm: bool | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody's new status in a chat."""

    community_id: int
    chat_id: int
    person_id: int
    status: str
    is_present: bool
    at: datetime
    local_day: date
    was_removed: bool = False
    # Who did it: the person, or whoever brought, let in or removed them; None where nobody says.
    by: int | None = None
    # What Telegram says of before; a service message does not say.
    was_present: bool | None = None


def meet(uow: UnitOfWork, account: Account, known: Known | None) -> None:
    """Write down who somebody is, if that is news."""
    if known is not None and (
        known.first_name == account.first_name
        and known.last_name == account.last_name
        and known.username == account.username
        and known.language_code == (account.language_code or known.language_code)
        and uow.now - known.seen_at < RESEEN_AFTER
    ):
        return
    language_code = account.language_code or (known.language_code if known else None)
    uow.collect(
        PEOPLE,
        {
            "id": account.id,
            "first_name": storable(account.first_name),
            "last_name": storable(account.last_name) if account.last_name else None,
            "username": storable(account.username, 64) if account.username else None,
            "is_bot": account.is_bot,
            "language_code": storable(language_code, 16) if language_code else None,
            "seen_at": uow.now,
        },
    )
    uow.remember(
        ("known", account.id),
        Known(
            account.first_name,
            account.last_name,
            account.username,
            language_code,
            known.language if known else None,
            known.can_dm if known else None,
            uow.now,
        ),
    )


def sight(uow: UnitOfWork, community_id: int, person_id: int, at: datetime) -> None:
    """Count that a member was seen; the first sighting makes the member."""
    uow.collect(
        SIGHTINGS,
        {
            "community_id": community_id,
            "person_id": person_id,
            "first_seen_at": at,
            "last_seen_at": at,
        },
    )


def hear(
    uow: UnitOfWork,
    community_id: int,
    person_id: int,
    at: datetime,
    *,
    worth: int,
    memory: ChatMemory,
) -> None:
    """Count a message, with what it earned and what the chat rule has to remember of it."""
    uow.collect(
        HEARD,
        {
            "community_id": community_id,
            "person_id": person_id,
            "first_seen_at": at,
            "last_seen_at": at,
            "messages": 1,
            "experience": worth,
            "points": worth,
            "chat_paid_at": memory.paid_at,
            "chat_paid_day": memory.paid_day,
            "chat_paid_today": memory.paid_today,
            "chat_fingerprint": memory.fingerprint,
        },
    )


def see_present(uow: UnitOfWork, chat_id: int, person_id: int) -> None:
    """Keep that somebody who speaks in a chat is in it, unless more is known already."""
    uow.collect(
        PRESENCE,
        {
            "chat_id": chat_id,
            "person_id": person_id,
            "status": "member",
            "is_present": True,
            "joined_at": None,
        },
    )


async def follow(uow: UnitOfWork, arrival: Arrival) -> bool:
    """Keep somebody's new status; True if it was a coming or a going that nobody told before.

    A service message and a `chat_member` update may both tell of one arrival, or only one of
    them: whichever comes first makes the claim.
    """
    held = (
        await uow.execute(
            select(memberships).where(
                memberships.c.chat_id == arrival.chat_id,
                memberships.c.person_id == arrival.person_id,
            )
        )
    ).first()
    if held is None:
        see_present(uow, arrival.chat_id, arrival.person_id)
    elif _is_outdated(held, arrival):
        return False
    was_present = bool(held.is_present) if held else False
    is_news = was_present != arrival.is_present != arrival.was_present
    await uow.execute(
        update(memberships)
        .where(
            memberships.c.chat_id == arrival.chat_id,
            memberships.c.person_id == arrival.person_id,
        )
        .values(_changes(arrival, held, is_news=is_news))
    )
    if is_news:
        sight(uow, arrival.community_id, arrival.person_id, arrival.at)
        _tell(uow, arrival)
    return is_news


def _tell(uow: UnitOfWork, arrival: Arrival) -> None:
    if arrival.is_present:
        uow.state(
            MemberJoined(
                community_id=arrival.community_id,
                person_id=arrival.person_id,
                chat_id=arrival.chat_id,
                at=arrival.at,
                local_day=arrival.local_day,
                by=arrival.by,
            )
        )
        return
    uow.state(
        MemberLeft(
            community_id=arrival.community_id,
            person_id=arrival.person_id,
            chat_id=arrival.chat_id,
            at=arrival.at,
            local_day=arrival.local_day,
            was_removed=arrival.was_removed,
        )
    )


def _is_outdated(held: Row[tuple[object, ...]], arrival: Arrival) -> bool:
    # Updates may come late: what happened before the last known coming or going changes nothing.
    moments = [at for at in (held.joined_at, held.left_at) if at is not None]
    return bool(moments) and arrival.at < max(moments)


def _changes(
    arrival: Arrival, held: Row[tuple[object, ...]] | None, *, is_news: bool
) -> dict[str, object]:
    is_first = held is None
    changes: dict[str, object] = {"status": arrival.status, "is_present": arrival.is_present}
    if arrival.was_present is None and held is not None and held.status == "kicked":
        # A service message calls it leaving, whether the way back is open or not.
        changes["status"] = arrival.status if arrival.is_present else "kicked"
    if is_news and arrival.is_present:
        changes |= {"joined_at": arrival.at, "arrivals": memberships.c.arrivals + 1}
    if not arrival.is_present and (is_news or is_first):
        changes["left_at"] = arrival.at
    return changes


async def choose_language(uow: UnitOfWork, person_id: int, language: str) -> None:
    """Keep the language that a person chose."""
    await uow.execute(update(people).where(people.c.id == person_id).values(language=language))


def reach(uow: UnitOfWork, account: Account, *, can_dm: bool) -> None:
    """Keep whether the bot may write to a person."""
    uow.collect(
        REACHABLE,
        {
            "id": account.id,
            "first_name": storable(account.first_name),
            "is_bot": account.is_bot,
            "can_dm": can_dm,
            "seen_at": uow.now,
        },
    )
