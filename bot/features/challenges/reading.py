"""Read how somebody wants a challenge to be: days, a title, and options behind it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

from bot.features.campaigns.rules import Objective, target_in
from bot.features.challenges.rules import Plan
from bot.features.challenges.templates import CALLED, TEMPLATES
from bot.features.challenges.words import KIND_NAMES, OPTIONS, WEEKDAYS
from bot.kit.refusal import Refusal
from bot.kit.texts import Text

MOST_DAYS: Final = 366
MOST_POINTS: Final = 10_000
MOST_PART: Final = 120
_OPTION: Final = re.compile(r"([^\W\d_][\w-]*)[:：=](?:[\"“”]([^\"“”]*)[\"“”]|(\S+))")
_ONLY: Final = re.compile(r"(?:^|\s)(?:only|限)[:：](.+)", re.DOTALL)
_TAG: Final = re.compile(r"(?:^|\s)#([\w-]{1,31})")
_SOON: Final = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1}
_NOTHING: Final = frozenset({"none", "无", "0"})
_NUMBER: Final = re.compile(
    r"([0-9]{1,3})(?:(\s?days? of\b)|\s?days?\b|d\b|\s?天)?(?=\s|$|[^\W\d_])", re.IGNORECASE
)


class Misread(Refusal):
    """An option that cannot be read, and what is wrong with it."""

    why: Text


class Wish(NamedTuple):
    """What somebody wrote behind the command, read."""

    title: str
    changes: Mapping[str, Any]


def wish_in(words: str, today: date, plan: Plan | None = None) -> Wish:
    """Read a title and options; lines below the first are what each day is about.

    Raises:
        Misread: for an option that there is not, or a value that does not fit.
    """
    first, *lines = words.strip().splitlines() or [""]
    changes: dict[str, Any] = {}
    only = _ONLY.search(first)
    if only is not None:
        said = only[1].strip()
        changes["only"] = None if said in {"none", "无"} else said
        first = first[: only.start()]
    for name, quoted, bare in _OPTION.findall(first):
        changes |= _read(name, unicodedata.normalize("NFKC", quoted or bare), today)
    changes = _aimed(changes, plan)
    first = _OPTION.sub("", first)
    tag = _TAG.search(first)
    if tag is not None:
        changes["key"] = tag[1].casefold()
        first = _TAG.sub("", first)
    title = " ".join(first.split())
    if plan is None:
        title, begun = _begun(title)
        changes = begun | changes
    parts = tuple(line.strip()[:MOST_PART] for line in lines if line.strip())
    pages = changes.pop("pages", 0)
    if pages:
        days = changes.get("days", plan.days if plan else 21)
        parts = _paged(pages, days)
    elif parts and "days" not in changes:
        changes["days"] = len(parts)
    if parts:
        changes["parts"] = parts[:MOST_DAYS]
    return Wish(title[:80], changes)


def _aimed(changes: dict[str, Any], plan: Plan | None) -> dict[str, Any]:
    """Turn what it is for, and what is hoped for, into an objective."""
    words, target = changes.pop("for", None), changes.pop("target", None)
    if words is None and target is None:
        return changes
    held = (plan and plan.objective) or Objective("")
    words = held.words if words is None else words[:200]
    metric, hoped = target or (held.metric, held.target)
    return changes | {"objective": Objective(words, metric, hoped)}


def plan_of(wish: Wish, *, key: str, zone: str, today: date) -> Plan:
    """Return a new challenge's plan; what was not said is sensible.

    Raises:
        Misread: for what does not go together.
    """
    given = dict(wish.changes)
    base = Plan(
        key=given.pop("key", key),
        title=wish.title,
        starts_on=given.pop("starts_on", today + timedelta(days=1)),
        zone=zone,
    )
    return checked(replace(base, **given))


def checked(plan: Plan) -> Plan:
    """Return a plan whose parts go together; raises `Misread` otherwise."""
    if not plan.asked_days:
        raise Misread(Text("challenge-bad-rest"))
    if plan.goal > plan.asked_days:
        raise Misread(Text("challenge-bad-goal", days=plan.asked_days))
    kept = tuple(each for each in plan.milestones if each[0] <= plan.asked_days)
    goal = plan.goal
    if not plan.is_consecutive and not goal:
        # Four days of five: who counts days leaves room for some without.
        goal = -(-plan.asked_days * 4 // 5)
    return replace(plan, milestones=kept, goal=goal)


def _begun(title: str) -> tuple[str, dict[str, Any]]:
    """Take a template's name and the number of days off the beginning of a title."""
    changes: dict[str, Any] = {}
    word, _, rest = title.partition(" ")
    template = CALLED.get(word.casefold())
    if template is not None:
        changes |= TEMPLATES[template]
        title = rest.strip()
        word, _, rest = title.partition(" ")
    number = _NUMBER.match(title)
    if number is not None:
        days = int(number[1])
        if not 1 <= days <= MOST_DAYS:
            raise Misread(Text("challenge-bad-value", option="days", said=number[1]))
        changes["days"] = days
        # "21 days of calm" is a title by itself.
        title = title if number[2] else title[number.end() :].strip()
    return title, changes


def _read(name: str, value: str, today: date) -> dict[str, Any]:
    option = OPTIONS.get(name.casefold())
    if option == "goal" and name == "目标" and not value.isdecimal():
        option = "for"
    if option is None:
        raise Misread(Text("challenge-bad-option", option=name))
    try:
        return _READERS[option](value, today)
    except (ValueError, KeyError) as error:
        raise Misread(Text("challenge-bad-value", option=name, said=value)) from error


def _whole(value: str, least: int, most: int) -> int:
    number = int(value)
    if not least <= number <= most:
        raise ValueError(value)
    return number


def _start(value: str, today: date) -> dict[str, Any]:
    soon = _SOON.get(value.casefold())
    if soon is not None:
        return {"starts_on": today + timedelta(days=soon)}
    day = date.fromisoformat(value)
    if not today <= day <= today + timedelta(days=366):
        raise ValueError(value)
    return {"starts_on": day}


def _rest(value: str, _: date) -> dict[str, Any]:
    names = re.split(r"[,，、]", value.casefold())
    if len(names) == 1 and names[0] not in WEEKDAYS:
        names = list(names[0])
    known = [name if name in WEEKDAYS else name.removeprefix("周") for name in names]
    digits = {digit for name in known for digit in WEEKDAYS[name]}
    return {"rest": "".join(sorted(digits))}


def _milestones(value: str, _: date) -> dict[str, Any]:
    if value in _NOTHING:
        return {"milestones": ()}
    pairs = [each.split("=") for each in re.split(r"[,，、]", value)]
    read = {_whole(days, 1, MOST_DAYS): _whole(points, 1, MOST_POINTS) for days, points in pairs}
    return {"milestones": tuple(sorted(read.items()))}


def _makeup(value: str, _: date) -> dict[str, Any]:
    if value in _NOTHING:
        return {"makeup_quota": 0}
    quota, days, price = (*value.split("/"), "3", "50")[:3] if "/" in value else (value, "3", "50")
    return {
        "makeup_quota": _whole(quota, 0, 31),
        "makeup_days": _whole(days, 1, 31),
        "makeup_price": _whole(price, 0, MOST_POINTS),
    }


def _team(value: str, _: date) -> dict[str, Any]:
    size, _slash, reward = value.partition("/")
    return {
        "team_size": 0 if size in _NOTHING else _whole(size, 2, 20),
        "team_reward": _whole(reward or "20", 0, MOST_POINTS),
    }


def _target(value: str, _: date) -> dict[str, Any]:
    target = target_in(value)
    if target is None:
        raise ValueError(value)
    return {"target": target}


def _mode(value: str, _: date) -> dict[str, Any]:
    known = {"consecutive": True, "连续": True, "cumulative": False, "累计": False}
    return {"is_consecutive": known[value.casefold()]}


def _paged(pages: int, days: int) -> tuple[str, ...]:
    """Divide a book's pages among the days."""
    bounds = [pages * n // days for n in range(days + 1)]
    return tuple(f"p. {a + 1}–{b}" for a, b in pairwise(bounds) if b > a)


_READERS: Final[Mapping[str, Callable[[str, date], dict[str, Any]]]] = {
    "by": lambda said, _: {"kind": KIND_NAMES[said.casefold()]},
    "start": _start,
    "cutoff": lambda said, _: {"cutoff": time.fromisoformat(said)},
    "goal": lambda said, _: {"goal": _whole(said, 1, MOST_DAYS)},
    "rest": _rest,
    "reward": lambda said, _: {"reward": _whole(said, 0, MOST_POINTS)},
    "milestones": _milestones,
    "makeup": _makeup,
    "card": lambda said, _: {"makeup_every": 0 if said in _NOTHING else _whole(said, 2, 99)},
    "pause": lambda said, _: {"pause_days": _whole(said, 0, 60)},
    "team": _team,
    "badge": lambda said, _: {"badge": said[:32]},
    "roll": lambda said, _: {"roll_at": time.fromisoformat(said)},
    "least": lambda said, _: {"least": _whole(said, 0, 1000)},
    "days": lambda said, _: {"days": _whole(said, 1, MOST_DAYS)},
    "mode": _mode,
    "for": lambda said, _: {"for": said},
    "target": _target,
    "pages": lambda said, _: {"pages": _whole(said, 1, 5000)},
}
