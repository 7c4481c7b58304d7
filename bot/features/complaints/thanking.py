"""Tell those who complained what became of it, where they can be told in private."""

from sqlalchemy import select

from bot.features.complaints.kept import Complaint
from bot.features.complaints.queries import complainants_of
from bot.kit.effects import Priority, post
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.members import people


async def thank(uow: UnitOfWork, complaint: Complaint) -> None:
    """Owe each complainant who can be written to a word of thanks with the outcome, once."""
    told = await complainants_of(uow, complaint.id)
    if not told:
        return
    found = await uow.execute(
        select(people.c.id).where(people.c.id.in_(told), people.c.can_dm.is_(True))
    )
    is_private = complaint.kind == "private"
    became = "dismissed" if complaint.outcome == "dismissed" else "acted"
    words = (
        Text(f"complain-thanks-{became}", number=complaint.id)
        if is_private
        else Text(f"report-thanks-{became}", number=complaint.id)
    )
    for person_id in sorted(found.scalars()):
        key = f"complaint:{complaint.id}:thanks:{person_id}"
        owed = post(key, person_id, words, person_id=person_id, priority=Priority.CHATTER)
        uow.owe(owed)
