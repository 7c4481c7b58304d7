"""The buttons of the onboarding: going on, answering, and how the first week was."""

from dataclasses import dataclass

from handlers.buttons import says


@says("walk")
@dataclass(frozen=True, slots=True)
class Walk:
    """Do something at a step of one's own: next, skip, agree, a choice, a tag and so on."""

    community_id: int
    step: str
    answer: str


@says("rate")
@dataclass(frozen=True, slots=True)
class Rate:
    """Say how the first week was, from 1 to 5."""

    community_id: int
    score: int


@says("buddy")
@dataclass(frozen=True, slots=True)
class HelpNewcomer:
    """Agree to help a newcomer, or not; only whoever was asked can."""

    pairing_id: int
    is_yes: bool
