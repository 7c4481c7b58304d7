"""Set surveys up: draft, change, open, ask, close; and plan what falls due because of them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Select, delete, func, insert, select, update

from bot.features.audits.service import note
from bot.features.campaigns import service as campaigning
from bot.features.campaigns.rules import Turnout
from bot.features.places import Place
from bot.features.segments.queries import everybody
from bot.features.segments.service import compiled
from bot.features.segments.words import Vocabulary
from bot.features.surveys.queries import (
    Survey,
    columns_of,
    keys_like,
    rested,
    survey_by_id,
    survey_named,
    turnout_of,
)
from bot.features.surveys.reading import Wish
from bot.features.surveys.rules import wave_of
from bot.kit.days import local_day
from bot.kit.effects import Due
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.surveys import survey_invitations, surveys

ASK: Final = "surveys.ask"
CLOSE: Final = "surveys.close"
POSTED: Final = "surveys.posted"
# What a survey is among a community's campaigns.
KIND: Final = "survey"
AT_ONCE: Final = 500
_DEFAULTS: Final[Mapping[str, Any]] = {
    "is_anonymous": True,
    "is_posted": True,
    "sample": 100,
    "rest_days": 30,
    "only": None,
    "days": 7,
}


async def draft(
    uow: UnitOfWork, place: Place, wish: Wish, *, thread_id: int | None, by: int | None
) -> Survey:
    """Keep a survey as a draft that nobody but its maker sees."""
    changes = dict(_DEFAULTS) | dict(wish.changes)
    taken = await keys_like(uow, place.community_id)
    key = changes.pop("key", None)
    if key in taken:
        raise Refusal(Text("survey-key-taken", key=str(key)))
    # A draft that was not begun is given up for the next one.
    await uow.execute(
        delete(surveys).where(
            surveys.c.community_id == place.community_id,
            surveys.c.made_by == by,
            surveys.c.state == "draft",
        )
    )
    number = next(n for n in range(1, len(taken) + 2) if f"s{n}" not in taken)
    made = await uow.execute(
        insert(surveys)
        .values(
            community_id=place.community_id,
            key=key or f"s{number}",
            title=wish.title,
            chat_id=place.chat_id,
            thread_id=thread_id,
            questions=columns_of(wish.questions),
            state="draft",
            asked=0,
            made_by=by,
            made_at=uow.now,
            **changes,
        )
        .returning(surveys.c.id)
    )
    return await _anew(uow, int(made.scalar_one()))


async def change(uow: UnitOfWork, survey: Survey, changes: Mapping[str, Any]) -> Survey:
    """Change a draft; what was begun stays as people know it."""
    changed = await uow.execute(
        update(surveys)
        .where(surveys.c.id == survey.id, surveys.c.state == "draft")
        .values(**changes)
    )
    if not changed.rowcount:
        raise Refusal(Text("survey-begun-already"))
    return await _anew(uow, survey.id)


async def begin(
    uow: UnitOfWork, place: Place, survey: Survey, vocabulary: Vocabulary, *, by: int | None
) -> Survey | None:
    """Open a draft and choose who is asked by DM; None if it is no draft any more."""
    closes_at = uow.now + timedelta(days=survey.days)
    claimed = await uow.execute(
        update(surveys)
        .where(surveys.c.id == survey.id, surveys.c.state == "draft")
        .values(state="open", closes_at=closes_at)
    )
    if not claimed.rowcount:
        return None
    if not survey.is_posted:
        await _choose(uow, place, survey, vocabulary)
        details = {"survey_id": survey.id, "after": 0}
        uow.schedule(Due(f"{ASK}:{survey.id}:0", ASK, uow.now, details, survey.community_id))
    uow.schedule(
        Due(
            f"{CLOSE}:{survey.id}", CLOSE, closes_at, {"survey_id": survey.id}, survey.community_id
        )
    )
    await campaigning.open_(
        uow,
        place,
        kind=KIND,
        item_id=survey.id,
        title=survey.title,
        objective=survey.objective,
        made_by=by,
    )
    _note(uow, survey, "audit-survey-begun", by)
    return await _anew(uow, survey.id)


async def selected(
    uow: UnitOfWork, place: Place, survey: Survey, vocabulary: Vocabulary
) -> Select[tuple[int]]:
    """Select whom a survey may be asked by DM: in its segment, reachable, and left in peace."""
    whom = everybody(place.community_id)
    if survey.only is not None:
        whom = await compiled(uow, place.scope(uow.now), vocabulary, survey.only)
    since = local_day(uow.now, place.zone) - timedelta(days=survey.rest_days)
    return rested(whom, place.community_id, since, survey.id)


async def close(uow: UnitOfWork, survey: Survey, *, by: int | None) -> bool:
    """Close a survey, or drop a draft; once."""
    if survey.state == "draft":
        dropped = await uow.execute(
            delete(surveys).where(surveys.c.id == survey.id, surveys.c.state == "draft")
        )
        return bool(dropped.rowcount)
    closed = await uow.execute(
        update(surveys)
        .where(surveys.c.id == survey.id, surveys.c.state == "open")
        .values(state="closed")
    )
    if not closed.rowcount:
        return False
    begun, answers = await turnout_of(uow, survey.id)
    turnout = Turnout(participants=begun, actions=answers)
    await campaigning.close(uow, kind=KIND, item_id=survey.id, turnout=turnout)
    _note(uow, survey, "audit-survey-closed", by)
    return True


async def present(uow: UnitOfWork, survey: Survey) -> int:
    """Return how many people are in the community now."""
    whom = everybody(survey.community_id).subquery()
    return int((await uow.execute(select(func.count()).select_from(whom))).scalar_one())


async def asked_more(uow: UnitOfWork, survey_id: int, asked: int) -> None:
    """Add to how many were asked."""
    await uow.execute(
        update(surveys).where(surveys.c.id == survey_id).values(asked=surveys.c.asked + asked)
    )


async def _choose(uow: UnitOfWork, place: Place, survey: Survey, vocabulary: Vocabulary) -> None:
    found = await uow.execute(await selected(uow, place, survey, vocabulary))
    wave = wave_of(uow.chance.seed(), list(found.scalars()), survey.sample)
    today = local_day(uow.now, place.zone)
    rows = [
        {"survey_id": survey.id, "person_id": each, "asked_on": today, "has_begun": False}
        for each in sorted(wave)
    ]
    if rows:
        await uow.execute(insert(survey_invitations), rows)


async def named(uow: UnitOfWork, community_id: int, key: str) -> Survey:
    """Return a community's survey by its word; refuses for one that there is not."""
    survey = await survey_named(uow, community_id, key)
    if survey is None:
        raise Refusal(Text("survey-unknown", key=key[:32]))
    return survey


def _note(uow: UnitOfWork, survey: Survey, what: str, by: int | None) -> None:
    note(
        uow,
        community_id=survey.community_id,
        category="settings",
        what=what,
        actor_id=by,
        chat_id=survey.chat_id,
        after={"survey": survey.key},
    )


async def _anew(uow: UnitOfWork, survey_id: int) -> Survey:
    found = await survey_by_id(uow, survey_id)
    if found is None:
        raise LookupError(survey_id)
    return found
