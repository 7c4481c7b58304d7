"""Which draw somebody means: by its number, by a button, or because there is only one."""

import re
from typing import Final

from bot.features.draws.queries import draw_by_id, draws_of
from bot.features.draws.rules import Draw
from bot.features.members.queries import is_member
from bot.features.places import Place, place_of
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers.context import Context

_NUMBER: Final = re.compile(r"[#№]?([0-9]{1,12})(?=\s|$)")


def begins_with_number(said: str) -> bool:
    """Whether what was said begins with a number such as 12, #12 or №12."""
    return _NUMBER.match(said.strip()) is not None


async def named(context: Context, place: Place, said: str, *states: str) -> tuple[Draw, str]:
    """Return the draw that the first word names, and the rest; the only one needs no name.

    Raises:
        Refusal: where there is none, or it is in none of the states asked for.
    """
    found_number = _NUMBER.match(said.strip())
    if found_number is not None:
        found = await draw_by_id(context.uow, int(found_number[1]))
        if found is None or found.community_id != place.community_id:
            raise Refusal(Text("draw-unknown", number=found_number[1]))
        if states and found.state not in states:
            raise Refusal(Text("draw-not-now", title=found.plan.title, state=found.state))
        return found, said.strip()[found_number.end() :].strip(" \t")
    fitting = await draws_of(context.uow, place.community_id, *(states or ("open",)))
    if len(fitting) != 1:
        raise Refusal(Text("draw-which" if fitting else "draw-none"))
    return fitting[0], said.strip()


async def at_hand(context: Context, draw_id: int) -> tuple[Draw, Place]:
    """Return the draw of a button and its place; refuses what is forged or another's."""
    draw = await draw_by_id(context.uow, draw_id)
    if draw is None or draw.state == "draft":
        raise Refusal(Text("button-stale"))
    place = context.place
    if place is not None and place.community_id != draw.community_id:
        raise Refusal(Text("button-stale"))
    if place is None and not await is_member(context.uow, draw.community_id, context.person.id):
        raise Refusal(Text("refused-no-community"))
    return draw, await place_for(context, draw)


async def place_for(context: Context, draw: Draw) -> Place:
    """Return where a draw takes place."""
    await context.step.places.read(context.uow, [draw.chat_id])
    place = place_of(context.uow, draw.chat_id)
    if place is None:
        raise Refusal(Text("button-stale"))
    return place
