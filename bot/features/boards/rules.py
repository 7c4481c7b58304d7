"""What a board counts: its days, its activity, and a histogram in which places are counted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from bot.features.points.rules import BROUGHT
from bot.features.seasons.rules import Season

Span: TypeAlias = Literal["day", "week", "month", "season", "all"]
# A place in the histogram: the level and the bucket on it.
Bucket: TypeAlias = tuple[int, int]

SPANS: Final[tuple[Span, ...]] = ("day", "week", "month", "season", "all")
# What is earned by which rules makes a board of its own.
KINDS: Final[Mapping[str, frozenset[str]]] = {
    "chat": frozenset({"chat"}),
    "checkins": frozenset({"checkin", "streak"}),
    "challenges": frozenset({"challenge", "milestone", "team", "rejected"}),
    "thanks": frozenset({"thanks", "buddy"}),
    "quizzes": frozenset({"quiz"}),
}
EVERYTHING: Final = ""
FIRST_DAY: Final = date(1970, 1, 1)
# Not the last day of the calendar: a driver would take that one for infinity.
LAST_DAY: Final = date(9999, 1, 1)
# For how long after its end a board is kept; a season's and that of all time are kept for good.
KEPT: Final[Mapping[Span, timedelta]] = {
    "day": timedelta(days=14),
    "week": timedelta(days=35),
    "month": timedelta(days=100),
}
# A bucket of a level holds so many of the level below.
FAN: Final = 256
LEVELS: Final = (0, 1, 2)
# The level on which a week counts those who reached one of the lowest scores in it.
TIES: Final = 3
SLICE: Final = timedelta(days=7)
CROWDED: Final[frozenset[Span]] = frozenset({"season", "all"})
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_KIND_OF: Final = {rule: kind for kind, rules in KINDS.items() for rule in rules}


@dataclass(frozen=True, slots=True, order=True)
class Frame:
    """The days that a board counts."""

    span: Span
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, order=True)
class Sheet:
    """One board of a community: some days, and all that is earned or a part of it."""

    frame: Frame
    kind: str = EVERYTHING
    chat_id: int = 0


@dataclass(frozen=True, slots=True)
class Earning:
    """What somebody earned on a day by a rule in a chat (0 is none), and when that was final."""

    person_id: int
    day: date
    rule: str
    chat_id: int
    experience: int
    reached_at: datetime


@dataclass(frozen=True, slots=True)
class Score:
    """What somebody has on a board, and since when."""

    experience: int
    reached_at: datetime


def frame_of(span: Span, day: date, seasons: Iterable[Season] = ()) -> Frame | None:
    """Return the days of the span in which a day lies; None for a day in no season.

    A week begins on Monday. The day is one of the community's own: by its zone and its cut-off.
    """
    match span:
        case "day":
            return Frame(span, day, day)
        case "week":
            monday = day - day.weekday() * _DAY
            return Frame(span, monday, monday + 6 * _DAY)
        case "month":
            first = day.replace(day=1)
            return Frame(span, first, (first + 31 * _DAY).replace(day=1) - _DAY)
        case "season":
            season = next((each for each in seasons if each.holds(day)), None)
            return None if season is None else Frame(span, season.starts_on, season.ends_on)
        case "all":
            return Frame(span, FIRST_DAY, LAST_DAY)


def is_kept(frame: Frame, today: date) -> bool:
    """Whether a board of these days is still kept on a day."""
    term = KEPT.get(frame.span)
    return term is None or today - frame.ends_on <= term


def kind_of(rule: str) -> str:
    """Return the activity by which a rule pays; "" for one that has no board of its own."""
    return _KIND_OF.get(rule, EVERYTHING)


def sheets_of(earning: Earning, today: date, seasons: Iterable[Season] = ()) -> Iterator[Sheet]:
    """Yield every board on which something that was earned counts, as far as they are kept."""
    kind = kind_of(earning.rule)
    every = tuple(seasons)
    if earning.rule == BROUGHT:
        # It was earned elsewhere, at whatever time: on no day that counts here.
        yield Sheet(Frame("all", FIRST_DAY, LAST_DAY))
        return
    frames = [frame_of(span, earning.day) for span in SPANS if span != "season"]
    frames += [
        Frame("season", each.starts_on, each.ends_on) for each in every if each.holds(earning.day)
    ]
    for frame in frames:
        if frame is None or not is_kept(frame, today):
            continue
        yield Sheet(frame)
        if kind:
            yield Sheet(frame, kind=kind)
        if earning.chat_id:
            yield Sheet(frame, chat_id=earning.chat_id)


def with_earned(score: Score | None, earned: Score) -> Score:
    """Return a score to which something was added, or from which it was taken back.

    It is held since the last moment that changed it, in whichever order these are told.
    """
    if score is None:
        return earned
    return Score(score.experience + earned.experience, max(score.reached_at, earned.reached_at))


def is_listed(experience: int, *, is_visible: bool) -> bool:
    """Whether a score has a place: it is above nothing, and its owner is to be seen."""
    return is_visible and experience > 0


def buckets_of(span: Span, score: Score) -> tuple[Bucket, ...]:
    """Return where a listed score of a board is counted: one bucket on each level.

    Of a large community most have earned once or twice and never again: among the many who have
    the same few, it is counted by weeks who had it sooner.
    """
    levels = tuple((level, score.experience // FAN**level) for level in LEVELS)
    if not is_crowded(span, score.experience):
        return levels
    return (*levels, (TIES, tie_bucket(score.experience, slice_of(score.reached_at))))


def is_crowded(span: Span, experience: int) -> bool:
    """Whether so many may have this score of a board that its weeks are counted as well."""
    return span in CROWDED and experience < FAN


def slice_of(moment: datetime) -> int:
    """Return the number of the week in which a score was reached."""
    return int((moment - EPOCH) // SLICE)


def slice_start(number: int) -> datetime:
    """Return when a week of that number begins."""
    return EPOCH + number * SLICE


def tie_bucket(experience: int, number: int) -> int:
    """Return under which bucket a score's week of a number is counted."""
    return (experience << 32) + number


def moves(span: Span, before: Score | None, after: Score | None) -> dict[Bucket, int]:
    """Return what a score that changed does to the histogram; None is a score without a place.

    On a level where it stays in its bucket, nothing is to be written.
    """
    changes: dict[Bucket, int] = {}
    for score, by in ((before, -1), (after, 1)):
        for bucket in buckets_of(span, score) if score is not None else ():
            changes[bucket] = changes.get(bucket, 0) + by
    return {bucket: by for bucket, by in changes.items() if by}
