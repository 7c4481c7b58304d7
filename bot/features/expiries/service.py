"""Announce a round of expiry, and let points go: some members at a time, each once."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from sqlalchemy import Date, Integer, String, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.features.communities.locking import lock
from bot.features.contacts.rules import Category
from bot.features.contacts.service import Contact, write_all
from bot.features.expiries.queries import Announced, announced, expiring_among, expiring_of
from bot.features.expiries.rules import Round, expires_on, next_round, round_of, told_on
from bot.features.place import Place
from bot.kit.collector import Tally
from bot.kit.days import local_day, moment_of
from bot.kit.effects import Due
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.expiries import expiries
from models.members import members
from models.points import ledger
from models.types import Instant, TelegramId

# Due work: to tell of a round beforehand, and to let points go.
TELLS: Final = "expiry-tells"
EXPIRES: Final = "expiry"
RULE: Final = "expiry"
ROUNDS: Final = Tally("expiries", expiries, ("community_id", "month"), {})
# By the community's clock; what is written goes out in everybody's own hours.
_TELLS_AT: Final = time(10, 0)
_EXPIRES_AT: Final = time(4, 20)


@dataclass(frozen=True, slots=True)
class Gone:
    """How many points of how many members went."""

    members: int = 0
    points: int = 0


def plan(uow: UnitOfWork, place: Place) -> None:
    """Plan to tell of a community's next round; once for a month, and nothing where it is off."""
    terms = place.policy.expiries
    if terms.is_on:
        _plan(uow, place, next_round(local_day(uow.now, place.zone), terms.months))


def _plan(uow: UnitOfWork, place: Place, coming: Round) -> None:
    key = f"{TELLS}:{place.community_id}:{coming.on}"
    at = moment_of(told_on(coming, place.policy.expiries.notice), _TELLS_AT, place.zone)
    details = {"month": coming.on.isoformat()}
    uow.schedule(Due(key, TELLS, max(at, uow.now), details, place.community_id))


async def announce(uow: UnitOfWork, place: Place, month: date) -> Announced | None:
    """Settle when a month's round is, and of what; None where points expire no more.

    Once settled, it stays: whoever is told later reads the same day.
    """
    terms = place.policy.expiries
    if not terms.is_on:
        return None
    today, coming = local_day(uow.now, place.zone), round_of(month, terms.months)
    row = {
        "community_id": place.community_id,
        "month": month,
        "earned_before": coming.earned_before,
        "expires_on": expires_on(coming, today, terms.notice),
        "announced_at": uow.now,
        "expired_at": None,
        "members": 0,
        "points": 0,
    }
    await uow.execute(ROUNDS.statement(uow.dialect), [row])
    settled = await announced(uow, place.community_id, month)
    if settled is not None:
        key = f"{EXPIRES}:{place.community_id}:{month}"
        at = moment_of(settled.expires_on, _EXPIRES_AT, place.zone)
        uow.schedule(Due(key, EXPIRES, at, {"month": month.isoformat()}, place.community_id))
    _plan(uow, place, next_round(max(month, today), terms.months))
    return settled


async def tell(uow: UnitOfWork, place: Place, coming: Announced, people: list[int]) -> None:
    """Write to some members how many of their points go, and when; to each once."""
    going = await expiring_of(uow, place.community_id, coming.earned_before, people)
    letters = [
        Contact(
            key=f"expiry:{place.community_id}:{coming.month}:{person_id}",
            community_id=place.community_id,
            person_id=person_id,
            category=Category.REMINDERS,
            words=Text(
                "expiry-notice",
                points=points,
                day=coming.expires_on,
                community=place.community_name,
            ),
        )
        for person_id, points in going.items()
        # Nobody is behind a forgotten person's number.
        if person_id > 0
    ]
    await write_all(uow, letters, zone=place.zone, terms=place.policy.contacts)


async def let_go(uow: UnitOfWork, place: Place, due: Announced, people: list[int]) -> Gone:
    """Let the points of some members go, in the ledger and the balances; done twice, once.

    What somebody has spent since they were told is not taken any more.
    """
    terms = place.policy.expiries
    await lock(uow, place.community_id)
    # A term that was made longer meanwhile is kept at once; a shorter one was never announced.
    before = min(due.earned_before, round_of(due.month, terms.months).earned_before)
    went = await _expire(uow, place, due, expiring_among(place.community_id, before, people))
    gone = Gone(len(went), -sum(went.values()))
    if went:
        await uow.execute(
            update(expiries)
            .where(expiries.c.community_id == place.community_id, expiries.c.month == due.month)
            .values(
                members=expiries.c.members + gone.members, points=expiries.c.points + gone.points
            )
        )
    return gone


async def _expire(uow: UnitOfWork, place: Place, due: Announced, going: Any) -> dict[int, int]:
    key, chosen = f"{RULE}:{due.month}", going.subquery()
    values: dict[str, Any] = {
        "community_id": literal(place.community_id, TelegramId),
        "person_id": chosen.c.person_id,
        "experience": literal(0, Integer),
        "points": -chosen.c.points,
        "rule": literal(RULE, String),
        "source_type": literal(RULE, String),
        "source_id": literal(str(due.month), String),
        "local_day": literal(local_day(uow.now, place.zone), Date),
        "key": literal(key, String),
        "at": literal(uow.now, Instant),
    }
    values["points"] = cast(values["points"], Integer)
    into: Any = postgresql_insert if uow.dialect == "postgresql" else sqlite_insert
    taken = await uow.execute(
        into(ledger)
        # A condition of its own: without one, SQLite would read ON CONFLICT as part of a join.
        .from_select(list(values), select(*values.values()).where(chosen.c.points > 0))
        .on_conflict_do_nothing(index_elements=["community_id", "person_id", "key"])
        .returning(ledger.c.person_id, ledger.c.points)
    )
    went = {row.person_id: row.points for row in taken}
    if went:
        less = (
            select(func.sum(ledger.c.points))
            .where(
                ledger.c.community_id == members.c.community_id,
                ledger.c.person_id == members.c.person_id,
                ledger.c.key == key,
            )
            .scalar_subquery()
        )
        await uow.execute(
            update(members)
            .where(
                members.c.community_id == place.community_id,
                members.c.person_id.in_(sorted(went)),
            )
            .values(points=members.c.points + less)
        )
    return went


async def close(uow: UnitOfWork, community_id: int, month: date) -> None:
    """Write down that a round is over."""
    await uow.execute(
        update(expiries)
        .where(
            expiries.c.community_id == community_id,
            expiries.c.month == month,
            expiries.c.expired_at.is_(None),
        )
        .values(expired_at=uow.now)
    )
