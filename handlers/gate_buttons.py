"""The buttons of gates: answering one, deciding about somebody before it, setting it up."""

from dataclasses import dataclass

from handlers.buttons import says


@says("gate")
@dataclass(frozen=True, slots=True)
class AnswerGate:
    """Answer what a gate asks; in the group, where all who wait share it, the number is 0."""

    candidate_id: int
    choice: int


@says("admit")
@dataclass(frozen=True, slots=True)
class DecideCandidate:
    """Decide about somebody before a gate: approve, or decline for a reason."""

    candidate_id: int
    verdict: str


@says("gset")
@dataclass(frozen=True, slots=True)
class SetGate:
    """Choose something about a chat's gate."""

    chat_id: int
    what: str
    value: str
