"""Levels that were reached: told in a line, shown beside a name."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.features.levels.noticing import LOOKS, TELLS
from bot.features.levels.rules import MOST_NAMED, NEWS_FOR, tag_of
from bot.features.levels.service import Reached, look, show_as_tag, take_news
from bot.features.places import Place, Places, place_of
from bot.features.points.rules import standing_of, total_for
from bot.features.raids.queries import is_quiet
from bot.kit.days import local_day
from bot.kit.effects import Priority, post
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork

# Where one tag is set for many at once, the rest is left to their next level.
MOST_TAGS = 50


def workers(places: Places) -> Mapping[str, Any]:
    """Return who does which kind of due work about levels."""
    return {TELLS: Teller(places), LOOKS: Looker(places)}


class Teller:
    """Tells of those who came to a level within the same moments; late, it tells nobody."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def __call__(self, uow: UnitOfWork, due: Any) -> None:
        """Tell of them where each came to it, and have Telegram show it where that is wanted."""
        await self._see_to(uow, due, is_late=False)

    async def on_late(self, uow: UnitOfWork, due: Any) -> None:
        """Leave out what is news no more; a tag is right however late it comes."""
        await self._see_to(uow, due, is_late=True)

    async def _see_to(self, uow: UnitOfWork, due: Any, *, is_late: bool) -> None:
        here = await self._places.of_community(uow, due.community_id)
        fronts = [each for each in here if each.standing.is_here and not each.is_back_room]
        main = next((each for each in fronts if each.chat_kind == "main"), None)
        by_chat: dict[int, list[Reached]] = {}
        for each in await take_news(uow, due.community_id):
            chat_id = each.chat_id or (main.chat_id if main else 0)
            by_chat.setdefault(chat_id, []).append(each)
        for chat_id, reached in by_chat.items():
            place = place_of(uow, chat_id)
            if place is None or place not in fronts:
                continue
            _show(uow, place, reached)
            news = [each for each in reached if each.is_news]
            is_told = place.policy.telling.announcing == "line" and not is_late
            if news and is_told and not await is_quiet(uow, chat_id):
                _tell(uow, place, news, due.key)


class Looker:
    """Looks whether an award outside of a chat brought somebody to a level."""

    def __init__(self, places: Places) -> None:
        self._places = places

    async def __call__(self, uow: UnitOfWork, due: Any) -> None:
        """State it, if it did."""
        here = await self._places.of_community(uow, due.community_id)
        if not here:
            return
        place, details = here[0], due.details
        look(
            uow,
            due.community_id,
            int(details["person_id"]),
            (int(details["before"]), int(details["after"])),
            by=place.policy.levels,
            day=local_day(uow.now, place.zone),
        )

    async def on_late(self, uow: UnitOfWork, due: Any) -> None:
        """Look all the same: that it is told too late is seen to later."""
        await self(uow, due)


def _tell(uow: UnitOfWork, place: Place, news: Sequence[Reached], key: str) -> None:
    lines = [_line(place, each) for each in news[:MOST_NAMED]]
    if len(news) > MOST_NAMED:
        lines.append(Text("levels-more", count=len(news) - MOST_NAMED))
    uow.owe(
        post(
            f"{key}:{place.chat_id}",
            place.chat_id,
            Lines(*lines),
            priority=Priority.CHATTER,
            expires_at=uow.now + NEWS_FOR,
        )
    )


def _line(place: Place, each: Reached) -> Text:
    by = place.policy.levels
    named = standing_of(total_for(each.level, by) or 0, by).name
    if named is None:
        return Text("levels-line", name=each.name, level=each.level)
    return Text("levels-line-named", name=each.name, level=each.level, title=named)


def _show(uow: UnitOfWork, place: Place, reached: Sequence[Reached]) -> None:
    """Have tags set where the community wants it and the bot may; for administrators none can."""
    if not place.policy.telling.is_shown_as_tag or not place.standing.rights.get(
        "can_manage_tags"
    ):
        return
    regular = [each for each in reached if not place.is_administrator(each.person_id)]
    for each in regular[:MOST_TAGS]:
        tag = tag_of(each.level, place.policy.levels.names)
        show_as_tag(uow, place.chat_id, each.person_id, tag)
