"""What boards need as two communities become one: wishes are kept, and all is counted anew."""

from collections.abc import Iterable

from sqlalchemy import delete, select, update

from bot.kit.unit_of_work import UnitOfWork
from models.boards import boards, earnings
from models.members import members


async def keep_hidden(uow: UnitOfWork, goes: int, stays: int) -> None:
    """Let whoever hid from the boards of the one be hidden from those of the other."""
    hidden = select(members.c.person_id).where(
        members.c.community_id == goes, members.c.is_off_boards.is_(True)
    )
    mine = (members.c.community_id == stays, members.c.person_id.in_(hidden))
    await uow.execute(update(members).where(*mine).values(is_off_boards=True))


async def drop_boards(uow: UnitOfWork, community_ids: Iterable[int]) -> None:
    """Let the boards of communities go: they are counted anew once somebody looks at them."""
    for table in (boards, earnings):
        await uow.execute(delete(table).where(table.c.community_id.in_(sorted(community_ids))))
