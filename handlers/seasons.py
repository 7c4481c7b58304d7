"""Seasons: how the present one stands, who won those before, and the end of one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from telegram import Update

from bot.features.places import Place, Places
from bot.features.seasons.queries import Ended, Outcome, earned_in, ended, outcome_of
from bot.features.seasons.rules import Season, Terms
from bot.features.seasons.service import ENDS, NEWS_FOR, archive, plan
from bot.kit.apart import Apart, LongWorker
from bot.kit.days import local_day
from bot.kit.effects import Priority, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.context import Context

_SHOWN: Final = 4
_TOLD: Final = 3


async def show_season(_: Update, context: Context) -> None:
    """Show how long the season lasts, what one has earned in it, and who won before."""
    place = await context.home()
    today, terms = local_day(context.uow.now, place.zone), place.policy.seasons
    lines: list[Text | str] = [await _now(context, place, terms)]
    coming = terms.after(today)
    if coming is not None:
        lines.append(Text("season-coming", title=titled(coming), day=coming.starts_on))
    past = await ended(context.uow, place.community_id, most=_SHOWN)
    for each in past:
        lines += ["", *_won(each)]
    if not past and coming is None and terms.on(today) is None:
        lines = [Text("season-none")]
    context.say(Lines(*lines))


class SeasonEnder:
    """Keeps who won a season once it is over, and tells the group."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, LongWorker]:
        """Return who does which kind of due work."""
        return {ENDS: self}

    async def apart(self, apart: Apart, due: Any) -> None:
        """Look at the ledger for as long as it takes, and keep what is found in one part."""
        async with apart.part() as uow:
            place = await self._front(uow, due.community_id)
            if place is None:
                return
            plan(uow, place)
        season = place.policy.seasons.keyed(due.details["season"])
        # Moved to another day in the meantime, it ends then.
        if season is None or season.ends_on >= local_day(uow.now, place.zone):
            return
        most = place.policy.seasons.winners
        async with apart.look() as connection:
            outcome = await outcome_of(connection, place.community_id, season, most=most)
        async with apart.part() as uow:
            is_news = uow.now - due.due_at <= NEWS_FOR and place.policy.seasons.is_told
            if await archive(uow, place.community_id, season, outcome) and is_news:
                _tell(uow, place, season, outcome)

    async def _front(self, uow: UnitOfWork, community_id: int) -> Place | None:
        here = await self._places.of_community(uow, community_id)
        fronts = [each for each in here if not each.is_back_room and each.standing.is_here]
        return next(
            (each for each in fronts if each.chat_kind == "main"), next(iter(fronts), None)
        )


def titled(season: Season) -> Text:
    """Return what a season is called, in whichever language it is read."""
    titles = season.titles
    return Text(
        "season-title", zh=titles.get("zh-CN", season.key), en=titles.get("en", season.key)
    )


async def _now(context: Context, place: Place, terms: Terms) -> Text:
    today = local_day(context.uow.now, place.zone)
    season = terms.on(today)
    if season is None:
        return Text("season-between")
    own = await earned_in(
        context.uow, place.community_id, context.person.id, season.starts_on, season.ends_on
    )
    left = (season.ends_on - today).days
    return Text("season-now", title=titled(season), day=season.ends_on, left=left, own=own)


def _tell(uow: UnitOfWork, place: Place, season: Season, outcome: Outcome) -> None:
    if not outcome.winners:
        return
    head = Text("season-over", title=titled(season), count=outcome.members)
    uow.owe(
        post(
            f"{ENDS}:{place.community_id}:{season.key}",
            place.chat_id,
            Lines(head, "", *_places_of(outcome, len(outcome.winners)), "", Text("season-thanks")),
            priority=Priority.CHATTER,
            expires_at=uow.now + NEWS_FOR,
        )
    )


def _won(each: Ended) -> Sequence[Text]:
    season = each.season
    head = Text("season-past", title=titled(season), first=season.starts_on, last=season.ends_on)
    return (head, *_places_of(each.outcome, _TOLD)) if each.outcome.winners else (head,)


def _places_of(outcome: Outcome, most: int) -> list[Text]:
    return [
        Text("season-place", place=each.place, name=each.name, experience=each.experience)
        for each in outcome.winners[:most]
    ]
