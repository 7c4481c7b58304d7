"""What people of the made-up world do, one function an act."""

import asyncio
import contextlib
from typing import Any

from bot.rehearsal.acts import chatting, ordering, seating, voting
from bot.rehearsal.acts.deed import DEEDS, Deed
from bot.rehearsal.errors import ActError
from bot.rehearsal.render import Json
from bot.rehearsal.world import World

__all__ = ["act", "chatting", "ordering", "perform", "seating", "voting"]

ANSWER_S = 10.0


def perform(world: World, fields: Json) -> Json:
    """Do what the fields say; a press gives its query's id and does not wait."""
    who, do = fields.get("as"), fields.get("do")
    if not isinstance(who, int):
        raise ActError('Say who acts: "as" is the id of a person.')
    deed = DEEDS.get(str(do))
    if deed is None:
        raise ActError(f"Nobody can {do!r}; there are {', '.join(sorted(DEEDS))}.")
    return {"ok": True} | deed(Deed(world, world.find_person(who), fields))


async def act(world: World, fields: Json) -> Json:
    """Do what the fields say; a press waits for the bot's answer, 10 s at most."""
    done = perform(world, fields)
    query_id: Any = done.get("query_id")
    if query_id is None:
        return done
    waiting = world.waiting.setdefault(query_id, asyncio.get_running_loop().create_future())
    patience = fields.get("wait_s", ANSWER_S)
    answer = None
    with contextlib.suppress(TimeoutError):
        answer = await asyncio.wait_for(asyncio.shield(waiting), patience)
    world.waiting.pop(query_id, None)
    return done | {"answer": answer}
