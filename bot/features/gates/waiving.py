"""Let somebody through a gate without asking: another feature answers for them."""

from sqlalchemy import insert

from bot.features.gates.queries import open_candidate
from bot.features.gates.service import settle
from bot.features.place import Place
from bot.kit.unit_of_work import UnitOfWork
from models.gates import candidates


async def wave_through(uow: UnitOfWork, place: Place, person_id: int) -> None:
    """Have nothing asked of somebody who was let in by request, when they come in."""
    waiting = await open_candidate(uow, place.chat_id, person_id)
    if waiting is not None and waiting.way == "request":
        await settle(uow, waiting, "passed")
        return
    await uow.execute(
        insert(candidates).values(
            community_id=place.community_id,
            chat_id=place.chat_id,
            person_id=person_id,
            way="request",
            kind="open",
            state="passed",
            challenge={},
            answers=[],
            at=uow.now,
            settled_at=uow.now,
        )
    )
