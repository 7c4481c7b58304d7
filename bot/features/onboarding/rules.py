"""What a flow is made of, how its texts are filled in, and what counts as a question."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from bot.kit.days import local_day, moment_of

Kind: TypeAlias = Literal[
    "welcome",
    "text",
    "media",
    "buttons",
    "rules",
    "question",
    "interests",
    "introduce",
    "buddy",
    "events",
    "done",
]
State: TypeAlias = Literal["underway", "done", "stopped", "left"]
Outcome: TypeAlias = Literal["done", "skipped"]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
# A step of these kinds is somebody else's to fill: where nobody does, it is left out.
FILLED: Final[frozenset[Kind]] = frozenset({"events", "buddy"})
# What was done at a step of these kinds has reached others.
LASTING: Final[frozenset[Kind]] = frozenset({"introduce", "buddy"})
# What a text may be filled in with.
VARIABLES: Final = (
    "name",
    "community",
    "group",
    "value",
    "audience",
    "topics",
    "rules_count",
    "members",
)
# What a drip may wait for besides an expression.
GOALS: Final = ("spoke", "checked_in", "onboarded")
LANGUAGES: Final = ("en", "zh-CN")

MOST_STEPS: Final = 20
MOST_DRIPS: Final = 20
MOST_LINKS: Final = 6
MOST_DAY: Final = 60
LONGEST: Final = 2000
LONGEST_CAPTION: Final = 700
LONGEST_LABEL: Final = 60
LONGEST_WORDS: Final = 500

# Whoever came longer ago than this, during an outage, is not greeted any more.
TOO_LATE: Final = timedelta(minutes=10)
# On the first day, where no hour is given: so long after coming.
FIRST_AFTER: Final = timedelta(hours=1)
USUAL_HOUR: Final = time(10)
# Who is asked something in words answers within this time, or means something else.
ANSWERED_WITHIN: Final = timedelta(hours=6)
# A newcomer, as far as helping hands go.
NEW_FOR: Final = timedelta(days=14)
NEW_MESSAGES: Final = 20
# Beside a step of the flow: what whoever comes back is shown first.
BACK: Final = "back"

_PLACE: Final = re.compile(r"\{\{|\}\}|\{([^{}|]*)(?:\|([^{}]*))?\}")
_MARKS: Final = ("?", "？")
_PARTICLES: Final = ("吗", "么", "呢", "嘛")
_ASKING: Final = (
    "怎么",
    "怎样",
    "如何",
    "哪里",
    "哪儿",
    "哪个",
    "什么",
    "为什么",
    "谁能",
    "谁知道",
    "请问",
    "有没有",
    "能不能",
    "可不可以",
    "是不是",
    "多少",
    "几点",
)
_ASKS: Final = re.compile(
    r"(?:(?:hi|hello|hey)[\s,!.]*)?"
    r"(?:(?:how|what|where|when|why|who|which)(?:'s| (?:is|are|was|do|does|did|can|could|should|"
    r"would|will|to|many|much|long|often|about|kind|time|of)\b)|"
    r"can (?:i|you|we|any|some)|could (?:you|any|some)|does any|do you|is there|are there|"
    r"(?:does )?any(?:one|body) (?:know|here|have|else))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a community decides about its newcomers' first steps."""

    is_on: bool = True
    # The operator's flow; None is the one that is shipped.
    file: Path | None = None
    # How long the group's message stays.
    lasts: timedelta = timedelta(minutes=10)
    # A newcomer's first question that nobody answers is shown to a helper after this; 0: never.
    helper_after: timedelta = timedelta(minutes=30)
    # Whoever was silent for so long is told what they missed; 0: never.
    away_for: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Copy:
    """A text of the operator's, in one language or several."""

    by_language: Mapping[str, str]

    def of(self, language: str) -> str:
        """Return it in a language, or else in another."""
        return self.by_language.get(language) or next(iter(self.by_language.values()), "")


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads somewhere."""

    label: Copy
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a flow."""

    id: str
    kind: Kind
    copy: Copy | None = None
    is_skippable: bool = True
    only_if: str = ""
    photo: str = ""
    links: tuple[Link, ...] = ()
    # The field of the profile that is asked for, and why it may be kept.
    field: str = ""
    consent: Copy | None = None
    # The tags to choose from; none: all that members may choose.
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drip:
    """Something written on a day of the first weeks."""

    id: str
    day: int
    at: time | None = None
    copy: Copy | None = None
    unless: str = ""
    is_survey: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """What newcomers are shown."""

    digest: str
    steps: tuple[Step, ...]
    drips: tuple[Drip, ...] = ()

    def named(self, step_id: str) -> Step | None:
        """Return the step of that name."""
        return next((each for each in self.steps if each.id == step_id), None)

    def drip(self, drip_id: str) -> Drip | None:
        """Return the drip of that name."""
        return next((each for each in self.drips if each.id == drip_id), None)

    def first_of(self, kind: Kind) -> Step | None:
        """Return the first step of a kind."""
        return next((each for each in self.steps if each.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Way:
    """The steps that there are for one newcomer, in their order, and where they stand."""

    flow: Flow
    steps: tuple[Step, ...] = field(default=())
    at: int = 0
    # The names of the steps that were promised when they began; none: those that there are now.
    promised: tuple[str, ...] = ()
    # Steps that cannot be undone, such as an introduction that is posted: no way leads back there.
    lasting: frozenset[str] = frozenset()

    @property
    def here(self) -> Step:
        """The step at hand."""
        return self.steps[self.at]

    @property
    def next(self) -> Step | None:
        """The step after it."""
        return self.steps[self.at + 1] if self.at + 1 < len(self.steps) else None

    @property
    def back(self) -> Step | None:
        """The step before it, where going there once more does no harm."""
        before = self.steps[self.at - 1] if self.at and self.here.kind != "done" else None
        return None if before is None or before.id in self.lasting else before

    @property
    def counted(self) -> tuple[str, ...]:
        """The names of the steps that are counted; the last word is none of them."""
        return self.promised or tuple(each.id for each in self.steps if each.kind != "done")

    @property
    def progress(self) -> tuple[int, int] | None:
        """The number of the step at hand and of all.

        What was promised at the first step is kept: a step that turns up on the way, as by an
        interest that was picked, belongs to the one before it, and one that falls away is jumped.
        """
        if self.here.kind == "done" or len(self.counted) < 2:
            return None
        until = {each.id for each in self.steps[: self.at + 1]}
        before = [number for number, name in enumerate(self.counted, 1) if name in until]
        return max(before, default=1), len(self.counted)


def way_from(
    flow: Flow,
    steps: Iterable[Step],
    current: str,
    *,
    promised: Iterable[str] = (),
    lasting: Iterable[str] = (),
) -> Way:
    """Return the way with somebody standing at a step, or where it was before it fell away."""
    ordered = tuple(steps)
    at = next((n for n, each in enumerate(ordered) if each.id == current), None)
    if at is None:
        names = [each.id for each in flow.steps]
        gone = names.index(current) if current in names else len(names)
        later = (n for n, each in enumerate(ordered) if names.index(each.id) > gone)
        at = next(later, len(ordered) - 1)
    return Way(flow, ordered, at, tuple(promised), frozenset(lasting))


def places_in(text: str) -> list[tuple[str, str | None]]:
    """Return the variables of a text, each with what stands in for it where it is empty."""
    return [
        (found[1].strip(), found[2]) for found in _PLACE.finditer(text) if found[1] is not None
    ]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its variables filled in; `{{` and `}}` are braces."""

    def fill(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        return values.get(found[1].strip()) or found[2] or ""

    return _PLACE.sub(fill, text)


def is_question(words: str) -> bool:
    """Whether what a newcomer wrote seems to ask for an answer."""
    said = words.strip()
    if not 2 <= len(said) <= 1000 or said.startswith("/"):
        return False
    if said.rstrip(" !！~～.。").endswith(_MARKS + _PARTICLES):
        return True
    return any(mark in said for mark in _MARKS + _ASKING) or bool(_ASKS.match(said))


def due_at(drip: Drip, began_at: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a drip falls due; None where its hour was over before somebody came."""
    if drip.day == 0 and drip.at is None:
        return began_at + FIRST_AFTER
    day: date = local_day(began_at, zone) + timedelta(days=drip.day)
    at = moment_of(day, drip.at or USUAL_HOUR, zone)
    return at if at > began_at else None


def goals_of(unless: str) -> tuple[tuple[str, ...], str]:
    """Part what a drip waits for into goals and an expression: `spoke or tag:runner`."""
    parts = [part.strip() for part in re.split(r"\s+or\s+", unless.strip())]
    goals = tuple(part for part in parts if part in GOALS)
    if not goals:
        return (), unless.strip()
    return goals, " or ".join(part for part in parts if part not in GOALS and part)
