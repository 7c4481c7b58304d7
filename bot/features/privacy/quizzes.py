"""What quizzes keep of a person, its export and its forgetting."""

from typing import Final

from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import emptied, erased
from models.quizzes import answers, banks, players, quizzes

QUIZZES: Final[Inventory] = (
    emptied(banks, "made_by", values={}, purpose="kept-why-banks", term="kept-term-handiwork"),
    emptied(quizzes, "made_by", values={}, purpose="kept-why-quizzes", term="kept-term-handiwork"),
    erased(players, "person_id", purpose="kept-why-players", term="kept-term-member"),
    erased(answers, "person_id", purpose="kept-why-answers", term="kept-term-member"),
)
