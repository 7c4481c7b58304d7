"""What the calendar keeps of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied
from models.calendar import occurrences
from models.tasks import tasks

CALENDAR: Final[Inventory] = (
    emptied(
        occurrences,
        "decided_by",
        values={},
        purpose="kept-why-occurrences",
        term="kept-term-handiwork",
    ),
    emptied(
        tasks,
        "assignee_id",
        "settled_by",
        values={},
        purpose="kept-why-tasks",
        term="kept-term-handiwork",
    ),
)
