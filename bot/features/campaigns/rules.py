"""What a campaign is for, what came of it, and whether that is what was hoped for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args

from bot.kit.texts import Text
from bot.kit.wishes import Said

# Actions are whatever members do in it; a share is so many per cent of those whom it reached.
Metric: TypeAlias = Literal["participants", "actions", "satisfaction", "share"]
METRICS: Final[tuple[Metric, ...]] = get_args(Metric)
Verdict: TypeAlias = Literal["reached", "missed", "unset", "hidden"]

MOST_STARS: Final = 5
# The mean of fewer ratings than these tells more about single people than about the campaign.
LEAST_RATINGS: Final = 10
RATINGS_LAST: Final = timedelta(days=3)

# The options that say what a campaign is for; every activity reads them beside its own.
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"for": "for", "目标": "for", "target": "target", "达到": "target"}
)
_MOST_WORDS: Final = 200
_TARGET: Final = re.compile(
    r"(?P<number>\d{1,7}(?:\.\d)?)\s*(?:(?P<share>%)|(?P<stars>stars?|[★⭐]️?|星|分)"
    r"|(?P<actions>actions?|times|次)|people|members|人)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Objective:
    """What a campaign is for, by which figure that is seen, and how much of it is hoped for.

    Targets are whole numbers; of satisfaction they are tenths of a star.
    """

    words: str
    metric: Metric = "participants"
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Depth:
    """How far conversations went, where messages are what members do."""

    conversations: int
    # Those in which somebody answered an answer.
    multi_turn: int
    median_letters: int

    @property
    def share(self) -> int:
        """Per cent of the conversations that took more than one turn."""
        return _per_cent(self.multi_turn, self.conversations) or 0


@dataclass(frozen=True, slots=True)
class Turnout:
    """What came of a campaign: who took part, what they did, and the points that it gave out."""

    participants: int
    actions: int
    points: int = 0
    depth: Depth | None = None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How it was liked: how many said so, and all their stars together."""

    ratings: int
    stars: int

    @property
    def tenths(self) -> int | None:
        """The mean in tenths of a star, half up; None where too few have rated."""
        if self.ratings < LEAST_RATINGS:
            return None
        return (self.stars * 20 + self.ratings) // (2 * self.ratings)


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a community does together, as it was begun."""

    id: int
    community_id: int
    kind: str
    item_id: int
    chat_id: int
    title: str
    objective: Objective | None
    reach: int
    made_by: int | None
    opened_at: datetime
    closed_at: datetime | None

    def takes_ratings(self, now: datetime) -> bool:
        """Whether it is over, and not for long."""
        return self.closed_at is not None and now < self.closed_at + RATINGS_LAST


@dataclass(frozen=True, slots=True)
class Report:
    """The report card of a campaign that is over."""

    campaign: Campaign
    turnout: Turnout
    satisfaction: Satisfaction

    @property
    def share(self) -> int | None:
        """Per cent of the reach that took part; at most all: some come while it runs."""
        share = _per_cent(self.turnout.participants, self.campaign.reach)
        return None if share is None else min(100, share)

    @property
    def actions_each(self) -> float:
        """Actions a participant."""
        turnout = self.turnout
        return round(turnout.actions / turnout.participants, 1) if turnout.participants else 0.0

    @property
    def result(self) -> int | None:
        """The figure that the objective goes by; None where it is not known or not shown."""
        objective = self.campaign.objective
        match objective.metric if objective is not None else "participants":
            case "actions":
                return self.turnout.actions
            case "satisfaction":
                return self.satisfaction.tenths
            case "share":
                return self.share
            case _:
                return self.turnout.participants

    @property
    def verdict(self) -> Verdict:
        """Whether what was hoped for has come."""
        objective, result = self.campaign.objective, self.result
        if result is None:
            return "hidden"
        if objective is None or objective.target is None:
            return "unset"
        return "reached" if result >= objective.target else "missed"


def objective_in(said: Said) -> Objective | None:
    """Read what a campaign is for; None where nothing was said of it.

    Raises:
        Misread: for a target that is none.
    """
    words = " ".join(said.options.get("for", "").split())[:_MOST_WORDS]
    target = said.read("target", target_in, Text("campaign-target-how"))
    if target is None:
        return Objective(words) if words else None
    return Objective(words, *target)


def target_in(said: str) -> tuple[Metric, int] | None:
    """Read what is hoped for, such as 30, 30 people, 20%, 200 actions or 4.5 stars."""
    found = _TARGET.fullmatch(said.replace("％", "%").strip())
    if found is None:
        return None
    number = float(found["number"])
    if found["stars"]:
        return ("satisfaction", round(number * 10)) if 1 <= number <= MOST_STARS else None
    if not number.is_integer() or number < 1:
        return None
    if found["share"]:
        return ("share", int(number)) if number <= 100 else None
    return ("actions" if found["actions"] else "participants", int(number))


def packed(objective: Objective | None) -> dict[str, Any] | None:
    """Return an objective as JSON, for a draft to keep."""
    if objective is None:
        return None
    return {"words": objective.words, "metric": objective.metric, "target": objective.target}


def unpacked(kept: Mapping[str, Any] | None) -> Objective | None:
    """Return the objective that a draft kept."""
    return None if kept is None else Objective(kept["words"], kept["metric"], kept["target"])


def _per_cent(part: int, whole: int) -> int | None:
    return (part * 200 + whole) // (2 * whole) if whole else None
