"""The buttons of quizzes: setting one up, and joining."""

from dataclasses import dataclass

from handlers.buttons import says


@says("qznew")
@dataclass(frozen=True, slots=True)
class MakeQuizOf:
    """Draft a quiz with a bank."""

    community_id: int
    bank_id: int


@says("qzset")
@dataclass(frozen=True, slots=True)
class TweakQuiz:
    """Change a draft: what about it, to its next value."""

    quiz_id: int
    what: str


@says("qzgo")
@dataclass(frozen=True, slots=True)
class BeginQuiz:
    """Open the lobby of a drafted quiz, or drop it."""

    quiz_id: int
    is_sure: bool


@says("qzin")
@dataclass(frozen=True, slots=True)
class JoinQuiz:
    """Come into the lobby."""

    quiz_id: int


@says("qzend")
@dataclass(frozen=True, slots=True)
class StopQuiz:
    """End a quiz early, or let it go on; only the asker's press counts."""

    quiz_id: int
    asker_id: int
    is_sure: bool
