"""What needs its own care as two communities become one: numbers, names, wishes, boards."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Table, delete, func, select, update

from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, earnings
from models.cases import cases
from models.members import members


async def keep_hidden(uow: UnitOfWork, goes: int, stays: int) -> None:
    """Let whoever hid from the boards of the one be hidden from those of the other."""
    hidden = select(members.c.person_id).where(
        members.c.community_id == goes, members.c.is_off_boards.is_(True)
    )
    mine = (members.c.community_id == stays, members.c.person_id.in_(hidden))
    await uow.execute(update(members).where(*mine).values(is_off_boards=True))


async def renumber(uow: UnitOfWork, goes: int, stays: int) -> None:
    """Let the cases of the one be counted on behind those of the other."""
    counted = select(func.max(cases.c.number))
    last = await uow.execute(counted.where(cases.c.community_id == stays))
    own = await uow.execute(counted.where(cases.c.community_id == goes))
    # First out of each other's way: the database looks at every row on its own.
    ahead = max(last.scalar() or 0, own.scalar() or 0)
    mine = cases.c.community_id == goes
    await uow.execute(update(cases).where(mine).values(number=cases.c.number + ahead))


async def of_one_name(
    uow: UnitOfWork, table: Table, goes: int, stays: int
) -> Sequence[tuple[int, int]]:
    """Return which rows of two communities bear one name: of the one, of the other."""
    other = table.alias()
    found = await uow.execute(
        select(table.c.id, other.c.id.label("stays_id"))
        .join(other, other.c.key == table.c.key)
        .where(table.c.community_id == goes, other.c.community_id == stays)
    )
    return [(row.id, row.stays_id) for row in found]


async def drop_boards(uow: UnitOfWork, community_ids: Iterable[int]) -> None:
    """Let the boards of communities go: they are counted anew once somebody looks at them."""
    for table in (boards, earnings):
        await uow.execute(delete(table).where(table.c.community_id.in_(sorted(community_ids))))
