"""The buttons of submissions: handing one in, deciding about it, taking it back."""

from dataclasses import dataclass

from handlers.buttons import says


@says("sbset")
@dataclass(frozen=True, slots=True)
class TweakSubmission:
    """Change one thing about one's own draft: "name" or "library"."""

    submission_id: int
    what: str


@says("sbgo")
@dataclass(frozen=True, slots=True)
class HandIn:
    """Hand one's own draft in, or leave it."""

    submission_id: int
    is_sure: bool


@says("sbsee")
@dataclass(frozen=True, slots=True)
class DecideSubmission:
    """Publish something, decline it for a reason, or turn to the reasons and back."""

    submission_id: int
    deed: str


@says("sbshow")
@dataclass(frozen=True, slots=True)
class ShowSubmission:
    """Show the staff something that waits."""

    submission_id: int


@says("sbback")
@dataclass(frozen=True, slots=True)
class WithdrawSubmission:
    """Take back what one handed in: asked first, then done or not."""

    submission_id: int
    step: str
