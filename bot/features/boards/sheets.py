"""The numbers under which boards are kept."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import select

from bot.features.boards.rules import Frame, Sheet
from bot.kit.collector import Tally
from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards

BOARDS: Final = Tally(
    "boards",
    boards,
    ("community_id", "span", "starts_on", "ends_on", "kind", "chat_id"),
    {},
)


async def numbers_of(
    uow: UnitOfWork, community_id: int, sheets: Iterable[Sheet]
) -> dict[Sheet, int]:
    """Return the numbers of a community's boards; those of these that are not there are made."""
    wanted = sorted(set(sheets))
    known = await _known(uow, community_id)
    missing = [sheet for sheet in wanted if sheet not in known]
    for sheet in missing:
        uow.collect(BOARDS, _row(community_id, sheet))
    if missing:
        known = await _known(uow, community_id)
    return known


async def _known(uow: UnitOfWork, community_id: int) -> dict[Sheet, int]:
    found = await uow.execute(
        select(
            boards.c.id,
            boards.c.span,
            boards.c.starts_on,
            boards.c.ends_on,
            boards.c.kind,
            boards.c.chat_id,
        ).where(boards.c.community_id == community_id)
    )
    return {
        Sheet(Frame(row.span, row.starts_on, row.ends_on), row.kind, row.chat_id): row.id
        for row in found
    }


def _row(community_id: int, sheet: Sheet) -> dict[str, Any]:
    return {
        "community_id": community_id,
        "span": sheet.frame.span,
        "starts_on": sheet.frame.starts_on,
        "ends_on": sheet.frame.ends_on,
        "kind": sheet.kind,
        "chat_id": sheet.chat_id,
    }
