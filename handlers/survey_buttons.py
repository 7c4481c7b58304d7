"""The buttons of surveys: answering, and setting one up."""

from dataclasses import dataclass
from typing import Final

from handlers.buttons import says

# What stands in place of an option's number.
SKIP: Final = -1
DONE: Final = -2


@says("svgo")
@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """Begin to answer a survey, or go on."""

    survey_id: int


@says("sv")
@dataclass(frozen=True, slots=True)
class AnswerSurvey:
    """Answer the question at hand; the token is what an anonymous survey knows somebody by."""

    survey_id: int
    at: int
    value: int
    token: str


@says("svtw")
@dataclass(frozen=True, slots=True)
class TweakSurvey:
    """Change one thing about a draft to its next value."""

    survey_id: int
    what: str


@says("svbe")
@dataclass(frozen=True, slots=True)
class BeginSurvey:
    """Begin a drafted survey, or drop it."""

    survey_id: int
    is_sure: bool


@says("svend")
@dataclass(frozen=True, slots=True)
class EndSurvey:
    """Close a survey, or leave it open after all; only the asker's press counts."""

    survey_id: int
    asker_id: int
    is_sure: bool
