"""What became of a member's own appeals and complaints, for themselves alone to read."""

from typing import Final

from bot.features.appeals.queries import own as own_appeals
from bot.features.cases.queries import case_by_id
from bot.features.complaints.kept import Complaint
from bot.features.complaints.queries import own as own_complaints
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork

MOST_SHOWN: Final = 5


async def affairs_of(uow: UnitOfWork, person_id: int) -> list[Text | str]:
    """Return a line for each of somebody's newest appeals and complaints: number and state."""
    lines: list[Text | str] = []
    appealed: list[Text | str] = []
    for each in await own_appeals(uow, person_id, most=MOST_SHOWN):
        case = await case_by_id(uow, each.case_id)
        if case is not None:
            state = Text(f"appeal-state-{each.state}")
            appealed.append(Text("appeal-own", number=case.number, state=state))
    if appealed:
        lines += ["", Text("cases-your-appeals"), *appealed]
    complaints = await own_complaints(uow, person_id, most=MOST_SHOWN)
    if complaints:
        lines += ["", Text("cases-your-complaints"), *map(complaint_line, complaints)]
    return lines


def complaint_line(complaint: Complaint) -> Text:
    """Return what became of one of somebody's own complaints."""
    state = complaint.outcome or complaint.state
    return Text("complain-own", number=complaint.id, state=Text(f"complaint-own-{state}"))
