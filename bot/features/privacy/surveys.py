"""What surveys keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from models.surveys import survey_invitations, survey_responses, surveys

SURVEYS: Final[Inventory] = (
    emptied(surveys, "made_by", values={}, purpose="kept-why-surveys", term="kept-term-handiwork"),
    erased(
        survey_invitations,
        "person_id",
        purpose="kept-why-survey-invitations",
        term="kept-term-member",
    ),
    erased(
        survey_responses,
        "person_id",
        purpose="kept-why-survey-responses",
        term="kept-term-member",
    ),
)
