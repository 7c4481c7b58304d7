"""Show a board, hide from all of them, and keep them over the nights."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from bot.features.boards.counting import Books, count_up
from bot.features.boards.listing import is_visible
from bot.features.boards.queries import (
    TOP,
    Board,
    Line,
    beside,
    first_of,
    is_off_boards,
    look,
)
from bot.features.boards.rules import KEPT, Sheet
from bot.features.facts import MemberJoined, MemberLeft
from bot.features.points.earnings import look_again
from bot.kit.effects import Due
from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, scores
from models.members import members, people

# The kind of due work that tidies up at night.
NIGHT: Final = "boards-night"


async def board_for(
    uow: UnitOfWork,
    books: Books,
    sheet: Sheet,
    person_id: int,
    *,
    name: str = "",
    most: int = TOP,
) -> Board:
    """Return a board as somebody sees it, with everything counted that was earned until now."""
    found = await look(uow, books.community_id, sheet, person_id)
    if found is None or found.has_more:
        await count_up(uow, books)
        found = await look(uow, books.community_id, sheet, person_id)
    lines: tuple[Line, ...] = ()
    around: tuple[Line, ...] = ()
    place: int | None = None
    if found is not None:
        lines, place = await first_of(uow, found, sheet, person_id, most=most)
    if found is not None and found.own is not None and place is not None and place > len(lines):
        mine = Line(place, person_id, name, found.own.experience)
        above, below = await beside(uow, found.board_id, found.own, mine)
        # Who stands last of the first need not stand there twice.
        is_apart = place - 1 > len(lines)
        around = tuple(each for each in (above if is_apart else None, mine, below) if each)
    is_off = place is None and await is_off_boards(uow, books.community_id, person_id)
    listed = 0 if found is None else found.listed
    return Board(sheet, lines, around, place, listed, is_off)


async def hide(uow: UnitOfWork, community_id: int, person_id: int, *, is_hidden: bool) -> bool:
    """Take somebody off every board of a community, or put them back; False if it was so."""
    done = await uow.execute(
        update(members)
        .where(
            members.c.community_id == community_id,
            members.c.person_id == person_id,
            members.c.is_off_boards.is_(not is_hidden),
        )
        .values(is_off_boards=is_hidden)
    )
    if not done.rowcount:
        return False
    look_again(uow, community_id, person_id)
    return True


async def saw_presence(uow: UnitOfWork, fact: MemberJoined | MemberLeft) -> None:
    """Have whoever left leave the boards as well, and whoever is back be there again."""
    look_again(uow, fact.community_id, fact.person_id)


def plan_night(uow: UnitOfWork, community_id: int) -> None:
    """Have the boards of a community tidied up in the coming night; once for a night."""
    at = (uow.now + timedelta(days=1)).replace(hour=0, minute=20, second=0, microsecond=0)
    key = f"{NIGHT}:{community_id}:{at.date().isoformat()}"
    uow.schedule(Due(key, NIGHT, at, community_id=community_id))


async def tidy(uow: UnitOfWork, books: Books) -> None:
    """Let old boards go, and look again at whoever is listed and should not be, or the reverse.

    What changes without a word, such as an account that was deleted, is found here.
    """
    today = uow.now.date()
    await uow.execute(
        delete(boards).where(boards.c.community_id == books.community_id, or_(*_over(today)))
    )
    seen = (
        select(members.c.person_id)
        .join(people, people.c.id == members.c.person_id)
        .where(is_visible(books.community_id))
    )
    wrong = await uow.execute(
        select(scores.c.person_id)
        .join(boards, boards.c.id == scores.c.board_id)
        .where(
            boards.c.community_id == books.community_id,
            boards.c.span == "all",
            boards.c.kind == "",
            boards.c.chat_id == 0,
            or_(
                and_(scores.c.is_listed.is_(True), scores.c.person_id.not_in(seen)),
                and_(
                    scores.c.is_listed.is_(False),
                    scores.c.experience > 0,
                    scores.c.person_id.in_(seen),
                ),
            ),
        )
    )
    for person_id in wrong.scalars().all():
        look_again(uow, books.community_id, person_id)


def _over(today: date) -> list[ColumnElement[bool]]:
    return [
        and_(boards.c.span == span, boards.c.ends_on < today - term) for span, term in KEPT.items()
    ]
