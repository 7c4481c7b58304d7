"""Begin with a newcomer, go on step by step, and end; each step once."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, literal, or_, update

from bot.features.facts import MemberAdmitted, MemberLeft, MemberOnboarded
from bot.features.onboarding.flows import flow_in_force
from bot.features.onboarding.planning import plan_card, plan_drips, plan_greeting
from bot.features.onboarding.queries import Standing, is_present, standing_of
from bot.features.onboarding.rules import BACK, TOO_LATE, Flow, Outcome, Step
from bot.features.place import Place
from bot.features.places import known_of, place_of
from bot.kit.collector import Tally
from bot.kit.days import local_day
from bot.kit.unit_of_work import UnitOfWork
from models.onboarding import onboarding_steps, onboardings
from models.types import Instant

ONBOARDINGS: Final = Tally(
    "onboardings",
    onboardings,
    ("community_id", "person_id"),
    {
        "chat_id": "last",
        "flow_digest": "last",
        "step": "last",
        "state": "last",
        "is_short": "last",
        "card_chat_id": "last",
        "card_id": "last",
        "began_at": "last",
    },
)
REACHED: Final = Tally(
    "onboarding_steps", onboarding_steps, ("community_id", "person_id", "step"), {}
)


async def saw_admitted(uow: UnitOfWork, fact: MemberAdmitted) -> None:
    """Begin with whoever may take part now; with those who come back, in short."""
    place = place_of(uow, fact.chat_id or 0)
    if place is None or not _is_for_newcomers(place, fact.person_id):
        return
    before = await standing_of(uow, place.community_id, fact.person_id)
    if before is not None and before.state != "left" and before.chat_id != place.chat_id:
        # Into another of the community's groups.
        return
    flow = await flow_in_force(uow)
    known = known_of(uow, fact.person_id)
    can_dm = known is not None and known.can_dm is True
    is_late = uow.now - fact.at > TOO_LATE
    _keep(
        uow,
        place,
        fact.person_id,
        flow,
        is_short=before is not None,
        card_chat_id=fact.person_id if can_dm or is_late else place.chat_id,
    )
    if before is None:
        reach_step(uow, place.community_id, fact.person_id, flow.steps[0].id)
        plan_drips(uow, place, fact.person_id, flow, fact.at)
    if is_late:
        # Nobody is greeted hours later; /welcome shows it all the same.
        return
    if can_dm:
        plan_card(uow, place.community_id, fact.person_id)
    else:
        plan_greeting(uow, place.chat_id)


async def saw_departure(uow: UnitOfWork, fact: MemberLeft) -> None:
    """Let go of whoever has left the last of a community's groups."""
    if await is_present(uow, fact.community_id, fact.person_id):
        return
    gone = await uow.execute(
        update(onboardings)
        .where(
            onboardings.c.community_id == fact.community_id,
            onboardings.c.person_id == fact.person_id,
            onboardings.c.state != "left",
        )
        .values(state="left")
        .returning(onboardings.c.chat_id, onboardings.c.card_chat_id, onboardings.c.card_id)
    )
    row = gone.first()
    if row is not None and row.card_chat_id == row.chat_id and row.card_id is not None:
        plan_greeting(uow, row.chat_id)


def _is_for_newcomers(place: Place, person_id: int) -> bool:
    return (
        place.policy.onboarding.is_on
        and place.chat_type in {"group", "supergroup"}
        and not place.is_back_room
        and not place.is_administrator(person_id)
    )


def _keep(
    uow: UnitOfWork,
    place: Place,
    person_id: int,
    flow: Flow,
    *,
    is_short: bool,
    card_chat_id: int,
    began_at: datetime | None = None,
) -> None:
    uow.collect(
        ONBOARDINGS,
        {
            "community_id": place.community_id,
            "person_id": person_id,
            "chat_id": place.chat_id,
            "flow_digest": flow.digest,
            "step": BACK if is_short else flow.steps[0].id,
            "state": "underway",
            "is_short": is_short,
            "card_chat_id": card_chat_id,
            "card_id": None,
            "gathered": {},
            "began_at": began_at or uow.now,
        },
    )


async def show_again(uow: UnitOfWork, place: Place, person_id: int) -> Standing:
    """Begin from the first step for whoever asks for it; what they told before stays told."""
    before = await standing_of(uow, place.community_id, person_id)
    flow = await flow_in_force(uow)
    if before is not None and before.is_underway and not before.is_short:
        return before
    began_at = None if before is None else before.began_at
    _keep(
        uow,
        place,
        person_id,
        flow,
        is_short=False,
        card_chat_id=person_id,
        began_at=began_at,
    )
    reach_step(uow, place.community_id, person_id, flow.steps[0].id)
    standing = await standing_of(uow, place.community_id, person_id)
    if standing is None:
        raise LookupError("what was written a moment ago is not there")
    return replace(standing, gathered=await gather(uow, standing, promised=None))


def reach_step(uow: UnitOfWork, community_id: int, person_id: int, step: str) -> None:
    """Note that somebody came to a step; the first time counts."""
    uow.collect(
        REACHED,
        {
            "community_id": community_id,
            "person_id": person_id,
            "step": step,
            "reached_at": uow.now,
        },
    )


async def leave_step(
    uow: UnitOfWork, place: Place, standing: Standing, outcome: Outcome, to: Step | None
) -> bool:
    """Go on from the step at hand; False if somebody did already, as by a double press."""
    is_over = to is None or to.kind == "done"
    values: dict[str, Any] = {"step": standing.step if to is None else to.id}
    if is_over:
        values |= {"state": "done"}
    if is_over and standing.finished_at is None:
        values |= {"finished_at": uow.now}
    moved = await uow.execute(
        update(onboardings)
        .where(
            *_of(standing), onboardings.c.step == standing.step, onboardings.c.state == "underway"
        )
        .values(values)
    )
    if not moved.rowcount:
        return False
    await uow.execute(
        update(onboarding_steps)
        .where(
            onboarding_steps.c.community_id == standing.community_id,
            onboarding_steps.c.person_id == standing.person_id,
            onboarding_steps.c.step == standing.step,
            # Whoever goes back to what they passed over may do it after all.
            or_(onboarding_steps.c.outcome.is_(None), onboarding_steps.c.outcome == "skipped"),
        )
        .values(
            outcome=outcome,
            left_at=func.coalesce(onboarding_steps.c.left_at, literal(uow.now, Instant())),
        )
    )
    if to is not None and not is_over:
        reach_step(uow, standing.community_id, standing.person_id, to.id)
    if is_over and standing.finished_at is None:
        _state_onboarded(uow, place, standing)
    return True


async def go_back(uow: UnitOfWork, standing: Standing, to: Step) -> bool:
    """Stand at an earlier step once more; what was done there stays done."""
    moved = await uow.execute(
        update(onboardings)
        .where(
            *_of(standing), onboardings.c.step == standing.step, onboardings.c.state == "underway"
        )
        .values(step=to.id)
    )
    return bool(moved.rowcount)


async def show_whole(uow: UnitOfWork, standing: Standing, flow: Flow) -> bool:
    """Let whoever came back be shown everything after all."""
    changed = await uow.execute(
        update(onboardings)
        .where(*_of(standing), onboardings.c.is_short.is_(True))
        .values(is_short=False, state="underway", step=flow.steps[0].id)
    )
    await gather(uow, standing, promised=None)
    if changed.rowcount:
        reach_step(uow, standing.community_id, standing.person_id, flow.steps[0].id)
    return bool(changed.rowcount)


async def gather(uow: UnitOfWork, standing: Standing, **values: Any) -> dict[str, Any]:
    """Keep something with where somebody stands; None takes it away."""
    kept = {**standing.gathered, **values}
    kept = {name: value for name, value in kept.items() if value is not None}
    await uow.execute(update(onboardings).where(*_of(standing)).values(gathered=kept))
    return kept


async def put_card(
    uow: UnitOfWork, community_id: int, person_id: int, chat_id: int, card_id: int | None
) -> None:
    """Keep where somebody's card is."""
    await uow.execute(
        update(onboardings)
        .where(onboardings.c.community_id == community_id, onboardings.c.person_id == person_id)
        .values(card_chat_id=chat_id, card_id=card_id)
    )


def _state_onboarded(uow: UnitOfWork, place: Place, standing: Standing) -> None:
    uow.state(
        MemberOnboarded(
            community_id=standing.community_id,
            person_id=standing.person_id,
            chat_id=standing.chat_id,
            at=uow.now,
            local_day=local_day(uow.now, place.zone),
        )
    )


def _of(standing: Standing) -> tuple[Any, Any]:
    return (
        onboardings.c.community_id == standing.community_id,
        onboardings.c.person_id == standing.person_id,
    )
