"""Plan the ends of seasons, and keep who won them."""

from datetime import timedelta
from typing import Final

from sqlalchemy import insert

from bot.features.communities.locking import lock
from bot.features.place import Place
from bot.features.seasons.queries import Outcome
from bot.features.seasons.rules import Season
from bot.kit.collector import Tally
from bot.kit.days import local_day, moment_of
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.seasons import season_winners, seasons

# Due work: a season is over.
ENDS: Final = "season-ends"
SEASONS: Final = Tally("seasons", seasons, ("community_id", "key"), {})
# What was said in a season's last moments is taken in by then.
_SETTLES_IN: Final = timedelta(minutes=30)
_DAY: Final = timedelta(days=1)
# An older one, named in the file after the fact, is nobody's news: it is kept and not told.
NEWS_FOR: Final = timedelta(days=2)


def plan(uow: UnitOfWork, place: Place) -> None:
    """Plan the ends of a community's seasons that have begun, and of the one to come."""
    today = local_day(uow.now, place.zone)
    terms = place.policy.seasons
    coming = terms.after(today)
    begun = [each for each in terms.seasons if each.starts_on <= today]
    for season in (*begun, coming) if coming else begun:
        key = f"{ENDS}:{place.community_id}:{season.key}:{season.ends_on}"
        cutoff = place.policy.checkins.cutoff
        at = moment_of(season.ends_on + _DAY, cutoff, place.zone) + _SETTLES_IN
        uow.schedule(Due(key, ENDS, at, {"season": season.key}, place.community_id))


async def archive(uow: UnitOfWork, community_id: int, season: Season, outcome: Outcome) -> bool:
    """Keep what a season came to; False where that is kept already, which stays as it was."""
    await lock(uow, community_id)
    row = {
        "community_id": community_id,
        "key": season.key,
        "titles": dict(season.titles),
        "starts_on": season.starts_on,
        "ends_on": season.ends_on,
        "members": outcome.members,
        "experience": outcome.experience,
        "ended_at": uow.now,
    }
    kept = await uow.execute(SEASONS.statement(uow.dialect).returning(seasons.c.id), [row])
    season_id = kept.scalar()
    if season_id is None:
        return False
    if outcome.winners:
        await uow.execute(
            insert(season_winners),
            [
                {
                    "season_id": season_id,
                    "person_id": each.person_id,
                    "place": each.place,
                    "experience": each.experience,
                    "reached_at": each.reached_at,
                }
                for each in outcome.winners
            ],
        )
    return True
