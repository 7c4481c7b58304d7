"""The buttons of questions: a vote, and setting up and closing a session."""

from dataclasses import dataclass

from handlers.buttons import says


@says("qv")
@dataclass(frozen=True, slots=True)
class VoteQuestion:
    """Vote for a question, or take the vote back."""

    question_id: int


@says("qgo")
@dataclass(frozen=True, slots=True)
class BeginSession:
    """Begin a drafted session, or drop it."""

    session_id: int
    is_sure: bool


@says("qend")
@dataclass(frozen=True, slots=True)
class CloseSession:
    """Close a session, or not; only the asker's press counts."""

    session_id: int
    asker_id: int
    is_sure: bool
