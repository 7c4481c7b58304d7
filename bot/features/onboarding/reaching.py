"""Whether somebody has done already what a drip would ask for."""

from sqlalchemy import ColumnElement, exists, select

from bot.features.onboarding.queries import Standing
from bot.features.onboarding.rules import goals_of
from bot.features.onboarding.walking import Guide
from bot.features.place import Place
from bot.kit.unit_of_work import UnitOfWork
from models.checkins import checkins
from models.members import members
from models.onboarding import onboardings


async def is_reached(
    uow: UnitOfWork, guide: Guide, place: Place, standing: Standing, unless: str
) -> bool:
    """Whether one of the goals is reached, or the expression beside them holds."""
    goals, expression = goals_of(unless)
    ours = standing.community_id, standing.person_id
    for goal in goals:
        found = await uow.execute(select(exists().where(_reached(goal, *ours))))
        if found.scalar():
            return True
    return bool(expression) and await guide.is_so(uow, place, standing.person_id, expression)


def _reached(goal: str, community_id: int, person_id: int) -> ColumnElement[bool]:
    match goal:
        case "spoke":
            table, done = members, members.c.messages > 0
        case "checked_in":
            table, done = checkins, checkins.c.person_id > 0
        case _:
            table, done = onboardings, onboardings.c.finished_at.is_not(None)
    return (table.c.community_id == community_id) & (table.c.person_id == person_id) & done
