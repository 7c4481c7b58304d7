"""What boards keep of a person: their scores, and what is not counted yet."""

from dataclasses import replace
from typing import Final

from bot.features.boards.forgetting import forget_scores
from bot.features.privacy.kept import Inventory
from bot.features.privacy.tables import erased
from models.boards import earnings, scores

_scores: Final = erased(scores, "person_id", purpose="kept-why-scores", term="kept-term-scores")
BOARDS: Final[Inventory] = (
    erased(earnings, "person_id", purpose="kept-why-earnings", term="kept-term-scores"),
    replace(_scores, forget=forget_scores),
)
