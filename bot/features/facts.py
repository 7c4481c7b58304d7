"""The vocabulary: everything that can happen here, in the past tense, as ids and numbers."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened in a community; never holds what somebody wrote."""

    community_id: int
    person_id: int
    chat_id: int | None
    at: datetime
    # The community's own calendar day on which it counts.
    local_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCheckedIn(Fact):
    """A member signed in for a day."""

    streak_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeSigned(Fact):
    """A member checked in for a day of a challenge."""

    challenge_id: int
    streak_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeFinished(Fact):
    """A member has done what finishes a challenge."""

    challenge_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberVoted(Fact):
    """A member voted in a poll, for the first time in this one."""

    poll_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizPlayed(Fact):
    """A member answered in a quiz that is over now, and so many times right."""

    quiz_id: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAttended(Fact):
    """A member was at an event, and said its code."""

    event_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Fact):
    """Somebody came into a chat: by themselves, or brought or let in by another."""

    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdmitted(Fact):
    """A newcomer is in and may take part: the gate was passed, or there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOnboarded(Fact):
    """A newcomer came to the end of the onboarding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Fact):
    """Somebody answered what a newcomer asked in a group; the person is who asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierChanged(Fact):
    """A member moved on a ladder; ranks count from 0."""

    ladder: str
    from_rank: int | None
    to_rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Fact):
    """Somebody left a chat, or was removed from it."""

    was_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomerSpoke(Fact):
    """Somebody who is new here wrote a link, or much the same as others just have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEarned(Fact):
    """What a tag is given for was just seen: a word of its list, by its number, or a level (0)."""

    tag_id: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceEarned(Fact):
    """A member's experience just grew by an award, from so much to so much."""

    before: int
    after: int
    # What it was earned by: a rule of the ledger.
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelReached(Fact):
    """A member came to a level."""

    level: int
    # Whether the answer to what was done tells of it already.
    is_told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRemoved(Fact):
    """A message was taken away by a check."""

    check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberThanked(Fact):
    """A member was thanked by another."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBroken(Fact):
    """A check in force found a breach, and this is what the community wants done about it."""

    check: str
    action: str
    clause: int
    message_id: int
    album: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSanctioned(Fact):
    """A case was opened: somebody was warned, muted, removed or banned."""

    case_id: int
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionUndone(Fact):
    """A case was taken back by somebody of the staff or on appeal."""

    case_id: int
    action: str
    check: str | None
    is_appeal: bool = False
