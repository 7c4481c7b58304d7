"""What each rung of a ladder asks for, where somebody stands by that, and when they move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final, Literal, NamedTuple, TypeAlias

Switch: TypeAlias = Literal["auto", "on", "off"]
ACTIVITY: Final = "activity"
VALUE: Final = "value"
MOST_RUNGS: Final = 9
MOST_DAYS: Final = 365
# A demotion is told of so many days before it comes.
WARNED_BEFORE: Final = 3
# Whom the staff declined is not proposed again for so long.
DECLINED_FOR: Final = timedelta(days=90)


class Dimension(StrEnum):
    """What a rung may ask for; each is a whole number over the rung's window of days."""

    ACTIVE_DAYS = "active_days"
    MESSAGES = "messages"
    # Distinct people whom somebody answered, and who answered them.
    ANSWERED = "answered"
    REPLIERS = "repliers"
    THANKED = "thanked"
    CONTRIBUTIONS = "contributions"
    INVITEES = "invitees"
    # By imported orders: the sum of them, and how many.
    SPEND = "spend"
    PURCHASES = "purchases"


# A day on which somebody does one of these is one of their active days.
ACTIVE_KINDS: Final = ("message", "reaction", "member_checked_in")
# Under which kinds of daily activity the other counts stand.
COUNTED_KINDS: Final[Mapping[Dimension, str]] = {
    Dimension.MESSAGES: "message",
    Dimension.THANKED: "member_thanked",
    Dimension.CONTRIBUTIONS: "contribution",
    Dimension.INVITEES: "invitee_retained",
}


class Measure(NamedTuple):
    """A dimension over a window: so many days, the last of them included."""

    dimension: Dimension
    days: int


# What somebody has done, by measure.
Figures: TypeAlias = Mapping[Measure, int]


@dataclass(frozen=True, slots=True)
class Need:
    """What a rung asks for at least."""

    measure: Measure
    least: int


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of a ladder: how it is called in each language, what it asks for and what it opens.

    A confirmed rung is never reached by figures alone: they propose somebody, and staff confirm.
    """

    key: str
    titles: Mapping[str, str]
    needs: tuple[Need, ...] = ()
    is_confirmed: bool = False
    # Kinds and labels of the community's groups into which a pass may be had.
    opens: tuple[str, ...] = ()
    # What else it brings, in words, by language.
    perks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ladder:
    """A ladder from its lowest rung, on which everybody stands who stands on no other."""

    key: str
    rungs: tuple[Rung, ...]
    # Below what a rung asks for, somebody keeps it for so many days.
    grace_days: int = 14

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Everything that any rung looks at, once each."""
        return tuple(dict.fromkeys(need.measure for each in self.rungs for need in each.needs))

    def opens(self, rank: int | None) -> frozenset[str]:
        """Return the kinds and labels of groups that a rank opens: what is below it opens too."""
        reached = self.rungs[: 0 if rank is None else rank + 1]
        return frozenset(name for rung in reached for name in rung.opens)


@dataclass(frozen=True, slots=True)
class Benefit:
    """Something behind a link, for whom a segment selects."""

    titles: Mapping[str, str]
    url: str
    only: str


def _rung(
    key: str, zh: str, en: str, days: int = 30, /, *, opens: tuple[str, ...] = (), **least: int
) -> Rung:
    needs = tuple(Need(Measure(Dimension(name), days), each) for name, each in least.items())
    return Rung(key, {"zh-CN": zh, "en": en}, needs, is_confirmed=key == "koc", opens=opens)


DEFAULT_ACTIVITY: Final = Ladder(
    ACTIVITY,
    (
        _rung("lurker", "潜水", "Lurker"),
        _rung("regular", "普通", "Regular", active_days=2),
        _rung("active", "活跃", "Active", active_days=8, answered=3),
        _rung("core", "核心", "Core", active_days=15, answered=10, repliers=5, opens=("core",)),
        _rung("koc", "KOC", "KOC", 90, active_days=30, repliers=20, thanked=5, opens=("core",)),
    ),
)
DEFAULT_VALUE: Final = Ladder(
    VALUE,
    (
        _rung("sleeping", "沉睡", "Sleeping"),
        _rung("potential", "潜力", "Potential", 365, purchases=1),
        _rung("active", "活跃", "Active", 90, purchases=2),
        _rung("vip", "VIP", "VIP", 365, spend=2000, purchases=4),
    ),
)


@dataclass(frozen=True, slots=True)
class Terms:
    """The ladders of a community, and at which hour of its night they are gone over."""

    is_on: bool = True
    at: time = time(4, 10)
    activity: Ladder = DEFAULT_ACTIVITY
    value: Ladder = DEFAULT_VALUE
    # Left to itself, the ladder of value is there once something was spent.
    value_switch: Switch = "auto"
    benefits: tuple[Benefit, ...] = ()

    @property
    def every(self) -> tuple[Ladder, ...]:
        """Both ladders, that of activity first."""
        return (self.activity, self.value)

    def ladders(self, *, has_spends: bool) -> tuple[Ladder, ...]:
        """Return the ladders that are played by."""
        if not self.is_on:
            return ()
        with_value = self.value_switch == "on" or (self.value_switch == "auto" and has_spends)
        return self.every if with_value else (self.activity,)

    def named(self, key: str) -> Ladder | None:
        """Return the ladder of that key."""
        return next((each for each in self.every if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands: on which rung, since when, and since when below what it asks for."""

    rank: int
    since: date
    below_since: date | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """What somebody has of what a rung asks for."""

    need: Need
    has: int

    @property
    def missing(self) -> int:
        """How much more it takes."""
        return max(0, self.need.least - self.has)


def weighed(rung: Rung, figures: Figures) -> list[Lack]:
    """Hold somebody's figures against each of a rung's needs."""
    return [Lack(need, figures.get(need.measure, 0)) for need in rung.needs]


def reaches(rung: Rung, figures: Figures) -> bool:
    """Whether somebody's figures are what a rung asks for."""
    return not any(lack.missing for lack in weighed(rung, figures))


def target_of(ladder: Ladder, figures: Figures, rank: int | None) -> int:
    """Return the highest rung that figures reach; a confirmed one only for who stands on it."""
    reached = (
        at
        for at, rung in reversed(list(enumerate(ladder.rungs)))
        if at == 0 or (reaches(rung, figures) and (not rung.is_confirmed or at == rank))
    )
    return next(reached, 0)


class Turn(StrEnum):
    """What a night brings somebody."""

    PLACED = "placed"
    PROMOTED = "promoted"
    DEMOTED = "demoted"
    # Less than the rung asks for, since today; again all of it; soon for too long.
    FELL = "fell"
    RECOVERED = "recovered"
    WARNED = "warned"


@dataclass(frozen=True, slots=True)
class Step:
    """What a night brings somebody, and how they stand then."""

    turn: Turn
    then: Standing


def step_of(standing: Standing | None, target: int, day: date, grace_days: int) -> Step | None:
    """Return what a day's figures bring somebody: up at once, down only after the grace.

    Args:
        standing: how they stand; None where nobody has looked yet.
        target: the rung that their figures reach.
        day: the day up to which the figures go.
        grace_days: for how long a rung is kept below what it asks for.
    """
    if standing is None:
        return Step(Turn.PLACED, Standing(target, day))
    if target > standing.rank:
        return Step(Turn.PROMOTED, Standing(target, day))
    if target == standing.rank:
        kept = Standing(standing.rank, standing.since)
        return None if standing.below_since is None else Step(Turn.RECOVERED, kept)
    below_since = standing.below_since or day
    days = (day - below_since).days
    if days >= grace_days:
        return Step(Turn.DEMOTED, Standing(target, day))
    below = Standing(standing.rank, standing.since, below_since)
    if days >= max(1, grace_days - WARNED_BEFORE):
        return Step(Turn.WARNED, below)
    return Step(Turn.FELL, below) if standing.below_since is None else None


def heard_after(grace_days: int) -> int:
    """Return after how many days below a rung something comes of it: a notice, or the end."""
    return min(grace_days, max(1, grace_days - WARNED_BEFORE))


class Flow(NamedTuple):
    """So many went from one rung to another; None is no rung: before coming, and after leaving."""

    before: int | None
    after: int | None
    people: int


def came(flows: Iterable[Flow]) -> int:
    """Return how many were placed for the first time, or again."""
    return sum(flow.people for flow in flows if flow.before is None)


def went(flows: Iterable[Flow]) -> int:
    """Return how many are members no more."""
    return sum(flow.people for flow in flows if flow.after is None)
