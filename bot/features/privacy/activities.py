"""What a community does together, and what each kind of it keeps of a person."""

from typing import Final

from bot.features.privacy.calendar import CALENDAR
from bot.features.privacy.campaigns import CAMPAIGNS
from bot.features.privacy.challenges import CHALLENGES
from bot.features.privacy.draws import DRAWS
from bot.features.privacy.events import EVENTS
from bot.features.privacy.kept import Inventory
from bot.features.privacy.materials import MATERIALS
from bot.features.privacy.picks import PICKS
from bot.features.privacy.polls import POLLS
from bot.features.privacy.questions import QUESTIONS
from bot.features.privacy.quizzes import QUIZZES
from bot.features.privacy.submissions import SUBMISSIONS
from bot.features.privacy.surveys import SURVEYS

ACTIVITIES: Final[Inventory] = (
    *CAMPAIGNS,
    *CALENDAR,
    *CHALLENGES,
    *DRAWS,
    *EVENTS,
    *MATERIALS,
    *PICKS,
    *POLLS,
    *QUESTIONS,
    *QUIZZES,
    *SURVEYS,
    *SUBMISSIONS,
)
