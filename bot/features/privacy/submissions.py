"""What submissions keep of a person, its export and its forgetting."""

from dataclasses import replace
from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from bot.features.submissions.forgetting import export_submissions, forget_submissions
from models.submissions import submission_cards, submissions

SUBMISSIONS: Final[Inventory] = (
    # Before the cards: what hangs there is taken away.
    replace(
        emptied(
            submissions,
            "person_id",
            "decided_by",
            values={},
            purpose="kept-why-submissions",
            term="kept-term-submissions",
        ),
        export=export_submissions,
        forget=forget_submissions,
    ),
    erased(
        submission_cards,
        "chat_id",
        purpose="kept-why-submission-cards",
        term="kept-term-submissions",
    ),
)
