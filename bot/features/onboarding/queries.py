"""Read where newcomers stand, and how far they came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    and_,
    case,
    distinct,
    exists,
    extract,
    func,
    select,
    type_coerce,
)

from bot.features.onboarding.rules import State
from bot.kit.unit_of_work import UnitOfWork
from models.communities import chats
from models.gates import candidates
from models.members import memberships, people
from models.onboarding import onboarding_steps, onboardings

# Chats in which members are, for the count of them.
_BACK_ROOMS: Final = ("staff", "log", "channel")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in a community's flow."""

    community_id: int
    person_id: int
    chat_id: int
    flow_digest: str
    step: str
    state: State
    is_short: bool
    card_chat_id: int | None
    card_id: int | None
    gathered: Mapping[str, Any] = field(repr=False)
    began_at: datetime
    finished_at: datetime | None

    @property
    def is_underway(self) -> bool:
        """Whether there is something before them still."""
        return self.state == "underway"


@dataclass(frozen=True, slots=True)
class Passed:
    """How a step went with those who came to it."""

    step: str
    reached: int
    done: int
    skipped: int
    # How long it took on average; None where nobody has left it yet.
    took: timedelta | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far those who began since a day came."""

    started: int
    finished: int
    left: int
    steps: tuple[Passed, ...]
    # What they said in the survey: how many, and on average.
    answers: int = 0
    score: float | None = None


async def standing_of(uow: UnitOfWork, community_id: int, person_id: int) -> Standing | None:
    """Return where somebody stands in a community."""
    return await _first(
        uow, onboardings.c.community_id == community_id, onboardings.c.person_id == person_id
    )


async def standing_underway(uow: UnitOfWork, person_id: int) -> Standing | None:
    """Return where somebody is under way by DM, in whatever community, the newest first."""
    return await _first(
        uow,
        onboardings.c.person_id == person_id,
        onboardings.c.state == "underway",
        onboardings.c.card_chat_id == person_id,
    )


async def outcomes_of(uow: UnitOfWork, community_id: int, person_id: int) -> dict[str, str | None]:
    """Return each step that somebody came to, with what they did there; None is not yet."""
    found = await uow.execute(
        select(onboarding_steps.c.step, onboarding_steps.c.outcome).where(
            onboarding_steps.c.community_id == community_id,
            onboarding_steps.c.person_id == person_id,
        )
    )
    return {row.step: row.outcome for row in found}


async def waiting_in_group(uow: UnitOfWork, chat_id: int) -> list[tuple[Standing, str]]:
    """Return who is greeted in a group, with their names, in the order in which they came."""
    found = await uow.execute(
        select(onboardings, people.c.first_name)
        .join(people, people.c.id == onboardings.c.person_id)
        .where(
            onboardings.c.chat_id == chat_id,
            onboardings.c.card_chat_id == chat_id,
            onboardings.c.state == "underway",
        )
        .order_by(onboardings.c.began_at, onboardings.c.person_id)
    )
    return [(_drawn(row), row.first_name) for row in found]


async def agreed_at_gate(uow: UnitOfWork, community_id: int, person_id: int) -> datetime | None:
    """Return when somebody last agreed to the rules at a gate of the community."""
    found = await uow.execute(
        select(func.max(candidates.c.settled_at)).where(
            candidates.c.community_id == community_id,
            candidates.c.person_id == person_id,
            candidates.c.kind == "rules",
            candidates.c.state == "passed",
        )
    )
    at: datetime | None = found.scalar()
    return at


async def is_present(uow: UnitOfWork, community_id: int, person_id: int) -> bool:
    """Whether somebody is in one of a community's chats now."""
    found = await uow.execute(
        select(
            exists()
            .where(memberships.c.chat_id == chats.c.id)
            .where(chats.c.community_id == community_id)
            .where(chats.c.kind.not_in(("staff", "log")))
            .where(memberships.c.person_id == person_id)
            .where(memberships.c.is_present.is_(True))
        )
    )
    return bool(found.scalar())


async def members_of(uow: UnitOfWork, community_id: int) -> int:
    """Return how many are known to be in a community's groups."""
    found = await uow.execute(
        select(func.count(distinct(memberships.c.person_id)))
        .join(chats, chats.c.id == memberships.c.chat_id)
        .where(
            chats.c.community_id == community_id,
            chats.c.kind.not_in(_BACK_ROOMS),
            memberships.c.is_present.is_(True),
        )
    )
    return int(found.scalar_one())


async def funnel_of(uow: UnitOfWork, community_id: int, since: datetime) -> Funnel:
    """Return how far those came who began since a moment; two statements however many."""
    began = and_(onboardings.c.community_id == community_id, onboardings.c.began_at >= since)
    score = onboardings.c.gathered["score"].as_integer()
    row = (
        await uow.execute(
            select(
                func.count().label("started"),
                func.count(onboardings.c.finished_at).label("finished"),
                func.sum(case((onboardings.c.state == "left", 1), else_=0)).label("gone"),
                func.count(score).label("answers"),
                func.avg(score).label("score"),
            ).where(began)
        )
    ).one()
    took = _seconds(uow, onboarding_steps.c.left_at, onboarding_steps.c.reached_at)
    found = await uow.execute(
        select(
            onboarding_steps.c.step,
            func.count().label("reached"),
            func.sum(case((onboarding_steps.c.outcome == "done", 1), else_=0)).label("done"),
            func.sum(case((onboarding_steps.c.outcome == "skipped", 1), else_=0)).label("skipped"),
            func.avg(took).label("took"),
        )
        .join(
            onboardings,
            and_(
                onboardings.c.community_id == onboarding_steps.c.community_id,
                onboardings.c.person_id == onboarding_steps.c.person_id,
            ),
        )
        .where(began)
        .group_by(onboarding_steps.c.step)
    )
    steps = tuple(
        Passed(
            each.step,
            int(each.reached),
            int(each.done),
            int(each.skipped),
            None if each.took is None else timedelta(seconds=float(each.took)),
        )
        for each in found
    )
    average = None if row.score is None else float(row.score)
    return Funnel(
        int(row.started), int(row.finished), int(row.gone or 0), steps, int(row.answers), average
    )


def _seconds(
    uow: UnitOfWork, later: ColumnElement[Any], earlier: ColumnElement[Any]
) -> ColumnElement[Any]:
    if uow.dialect == "sqlite":
        span = type_coerce(later, BigInteger) - type_coerce(earlier, BigInteger)
        return span / 1_000_000.0
    return extract("epoch", later - earlier)


async def _first(uow: UnitOfWork, *wanted: ColumnElement[bool]) -> Standing | None:
    found = await uow.execute(
        select(onboardings).where(*wanted).order_by(onboardings.c.began_at.desc()).limit(1)
    )
    row = found.first()
    return None if row is None else _drawn(row)


def _drawn(row: Row[Any]) -> Standing:
    names: Sequence[str] = tuple(Standing.__dataclass_fields__)
    return Standing(**{name: getattr(row, name) for name in names})
