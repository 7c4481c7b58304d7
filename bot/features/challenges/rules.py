"""What a challenge asks for, what counts as evidence, and how far somebody has come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal, TypeAlias

from bot.features.campaigns.rules import Objective
from bot.features.checkins.rules import (
    ONE_DAY,
    Course,
    History,
    Mark,
    Track,
    best_streak,
    mark_of,
    streak_now,
)
from bot.features.messages import ChatMessage
from bot.features.points.rules import meaningful
from bot.kit.days import zone_named

Kind: TypeAlias = Literal["button", "text", "photo", "link", "keyword"]
KINDS: Final[tuple[Kind, ...]] = ("button", "text", "photo", "link", "keyword")
# A press answers these; of the others one has to show something.
PRESSED: Final = frozenset({"button"})
_LINKS: Final = frozenset({"url", "text_link"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a challenge can be told to be like."""

    key: str
    title: str
    days: int = 21
    starts_on: date
    zone: str
    cutoff: time = time(0)
    kind: Kind = "button"
    keyword: str | None = None
    least: int = 0
    is_consecutive: bool = True
    # How many days finish it; 0 for all that ask.
    goal: int = 0
    rest: str = ""
    makeup_days: int = 3
    makeup_quota: int = 2
    makeup_price: int = 50
    # So many days in a row earn a make-up card; 0 for none.
    makeup_every: int = 0
    pause_days: int = 3
    team_size: int = 0
    team_reward: int = 0
    reward: int = 10
    milestones: tuple[tuple[int, int], ...] = ((7, 20), (14, 40), (21, 100))
    badge: str | None = None
    roll_at: time = time(9)
    only: str | None = None
    parts: tuple[str, ...] = ()
    # What it is for, where somebody said so.
    objective: Objective | None = None

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.starts_on + (self.days - 1) * ONE_DAY

    @property
    def course(self) -> Course:
        """The days that ask for a check-in."""
        return Course(self.starts_on, self.ends_on, frozenset(int(each) for each in self.rest))

    @property
    def asked_days(self) -> int:
        """How many days ask for a check-in in all."""
        return sum(self.course.asks(self.starts_on + n * ONE_DAY) for n in range(self.days))

    @property
    def wanted(self) -> int:
        """How many days finish it."""
        return min(self.goal or self.asked_days, self.asked_days)

    def number_of(self, day: date) -> int:
        """Return which day of the challenge a day is; the first is 1."""
        return (day - self.starts_on).days + 1

    def part_of(self, day: date) -> str | None:
        """Return what a day is about; days of rest have none of their own."""
        number = sum(
            self.course.asks(self.starts_on + n * ONE_DAY) for n in range(self.number_of(day))
        )
        return self.parts[number - 1] if 0 < number <= len(self.parts) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A challenge that was set up: its plan, and where it stands."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    state: str
    card_id: int | None
    made_by: int | None
    plan: Plan

    @property
    def track(self) -> Track:
        """Its days and hours."""
        plan = self.plan
        return Track(self.id, zone_named(plan.zone), plan.cutoff, (), plan.course)

    def today(self, now: datetime) -> date:
        """Return the day at a moment."""
        return self.track.day_of(now)

    def ends_at(self, day: date) -> datetime:
        """Return when a day is over."""
        return self.track.open_for(day)[-1][1]


@dataclass(frozen=True, slots=True)
class Call:
    """What a chat listens for, because an open challenge takes place in it."""

    challenge_id: int
    chat_id: int
    thread_id: int | None
    kind: Kind
    words: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Heard:
    """Evidence for a challenge; where it is of the wrong kind, it was at least meant as such."""

    challenge_id: int
    is_right: bool
    is_addressed: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come."""

    done: int
    streak: int
    best: int
    missed: int
    wanted: int
    left: int
    is_finished: bool
    # Without a day missed or made up for.
    is_perfect: bool


def heard_in(message: ChatMessage, calls: Iterable[Call]) -> Heard | None:
    """Return which challenge a message is meant for, and whether it is evidence of its kind.

    In a topic of its own a challenge takes whatever is of its kind; anywhere else, and where it
    has a word of its own, the word has to stand there.
    """
    thread_id = message.message_thread_id if message.is_topic_message else None
    wrong = None
    for call in calls:
        if call.thread_id is not None and call.thread_id != thread_id:
            continue
        said = message.words.casefold()
        is_addressed = any(_names(word, said) for word in call.words)
        is_own_topic = call.thread_id is not None and call.kind in {"text", "photo", "link"}
        if not is_addressed and not is_own_topic:
            continue
        if is_evidence(message, call):
            return Heard(call.challenge_id, is_right=True, is_addressed=is_addressed)
        if is_addressed and wrong is None:
            wrong = Heard(call.challenge_id, is_right=False, is_addressed=True)
    return wrong


def _names(word: str, said: str) -> bool:
    """Whether a word stands in what was said, and is not the beginning of a longer one."""
    at = said.find(word)
    while at >= 0:
        behind = said[at + len(word) : at + len(word) + 1]
        if not (behind.isascii() and behind.isalnum()):
            return True
        at = said.find(word, at + 1)
    return False


def is_evidence(message: ChatMessage, call: Call) -> bool:
    """Whether a message is of the kind that a challenge asks for; somebody else's is not."""
    if message.forward_origin is not None or message.via_bot is not None:
        return False
    match call.kind:
        case "photo":
            return bool(message.photo)
        case "link":
            return any(mark.type in _LINKS for mark in message.marks)
        case "text":
            said = message.words.casefold()
            for word in call.words:
                said = said.replace(word, "")
            told = meaningful(said)
            return len(told) >= call.least and len(set(told)) > 1
        case _:
            return True


def progress_of(plan: Plan, history: History, today: date) -> Progress:
    """Return how far somebody has come by a day, which is not over yet."""
    course, first = plan.course, plan.starts_on
    span = [first + n * ONE_DAY for n in range(plan.days)]
    marks = [mark_of(day, history, course, today) for day in span]
    signed, made_up = marks.count(Mark.SIGNED), marks.count(Mark.MADE_UP)
    excused = marks.count(Mark.PAUSED) + marks.count(Mark.FORGIVEN)
    missed, left = marks.count(Mark.MISSED), marks.count(Mark.OPEN)
    done = signed + made_up
    best = best_streak(history, course)
    # What nobody could or had to do is not held against anybody.
    wanted = min(plan.wanted, plan.asked_days - excused)
    reached = best if plan.is_consecutive else done
    return Progress(
        done=done,
        streak=streak_now(history, min(today, plan.ends_on + ONE_DAY), course),
        best=best,
        missed=missed,
        wanted=wanted,
        left=left,
        is_finished=done > 0 and reached >= wanted,
        is_perfect=done > 0 and not missed and not made_up and not left,
    )


def milestone_at(plan: Plan, progress: Progress) -> list[tuple[int, int]]:
    """Return the milestones that somebody has reached: days, and what they bring."""
    reached = progress.best if plan.is_consecutive else progress.done
    return [(days, points) for days, points in plan.milestones if days <= reached]


def may_make_up(plan: Plan, history: History, day: date, today: date) -> str | None:
    """Return why a day cannot be made up for now, as the end of a text's id; None if it can."""
    if day >= today:
        return "not-over"
    if not plan.course.asks(day):
        return "not-asked"
    if mark_of(day, history, plan.course, today) is not Mark.MISSED:
        return "not-missed"
    if (today - day).days > plan.makeup_days:
        return "too-old"
    bought = len(history.made_up - history.by_card)
    if not cards_left(plan, history) and bought >= plan.makeup_quota:
        return "none-left"
    return None


def cards_earned(plan: Plan, history: History) -> int:
    """Return how many make-up cards somebody has earned by days in a row.

    A day made up for neither adds to the row nor breaks it: no card earns another one.
    """
    if not plan.makeup_every or not history.signed:
        return 0
    earned = length = 0
    day, last = min(history.signed), max(history.signed)
    while day <= last:
        match mark_of(day, history, plan.course, last + ONE_DAY):
            case Mark.SIGNED:
                length += 1
                earned += length % plan.makeup_every == 0
            case Mark.MISSED:
                length = 0
            case _:
                pass
        day += ONE_DAY
    return earned


def cards_left(plan: Plan, history: History) -> int:
    """Return how many of the cards that somebody earned are left; those are used first."""
    return max(0, cards_earned(plan, history) - len(history.by_card))


def missed_days(plan: Plan, history: History, today: date) -> list[date]:
    """Return the days that somebody could still make up for, oldest first."""
    span = [today - n * ONE_DAY for n in range(plan.makeup_days, 0, -1)]
    return [day for day in span if may_make_up(plan, history, day, today) is None]


def ranked(progress: Sequence[tuple[int, Progress]]) -> list[tuple[int, Progress]]:
    """Order entrants for a board: finished first, then by days, by streak, then by number."""
    return sorted(
        progress,
        key=lambda each: (-each[1].is_finished, -each[1].done, -each[1].best, each[0]),
    )
