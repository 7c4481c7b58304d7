"""The language of segments once more, member by member in memory: what the compiler must agree to.

Nothing of this shares code with the compiler but the tree: it is written from the description of
the language alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.features.segments.rules import And, Clause, Node, Not, Or

HOURS = {"h": 1, "d": 24, "w": 24 * 7}
LADDERS = {
    "activity": ("lurker", "regular", "active", "core", "koc"),
    "value": ("sleeping", "potential", "active", "vip"),
}
# Chat -> kind, what hangs above it, labels and title.
CHATS: Mapping[int, tuple[str, int | None, tuple[str, ...], str]] = {
    -1001: ("main", None, (), "Reading club"),
    -1002: ("core", -1001, (), "Inner circle"),
    -1003: ("interest", -1001, ("region:east",), "East"),
    -1004: ("interest", -1003, ("store",), "Store 12"),
    -1005: ("interest", None, ("store",), "Store 13"),
    -1006: ("staff", None, (), "Back room"),
}
# Experience at which each level begins.
LEVELS = (100, 400, 900, 1600)


@dataclass(frozen=True)
class Being:
    """Everything about somebody that an expression may ask."""

    id: int
    is_bot: bool
    can_dm: bool | None
    language: str | None
    language_code: str | None
    first_seen_at: datetime
    last_seen_at: datetime
    joined_at: datetime | None
    messages: int
    experience: int
    points: int
    present_in: frozenset[int]
    left: frozenset[int]
    # Tag -> when it falls off.
    tags: Mapping[str, datetime | None]
    ranks: Mapping[str, int]
    source: str | None
    signed: frozenset[date]
    role: str | None
    # Field of the profile -> whether something was told, and whether it may be kept.
    told: Mapping[str, tuple[bool, bool]]
    is_member: bool = True


@dataclass(frozen=True)
class World:
    """When it is, and what the named segments are."""

    now: datetime
    today: date
    segments: Mapping[str, Node] = field(default_factory=dict)
    lists: Mapping[str, frozenset[int]] = field(default_factory=dict)


def members_of(node: Node, beings: list[Being], world: World) -> set[int]:
    """Return who is in a segment."""
    is_wide = _mentions_left(node, world)
    return {
        each.id
        for each in beings
        if each.is_member
        and not each.is_bot
        and (is_wide or _is_present(each))
        and holds(node, each, world)
    }


def holds(node: Node, being: Being, world: World) -> bool:
    """Tell whether an expression is true of somebody."""
    match node:
        case Not(part):
            return not holds(part, being, world)
        case And(parts):
            return all(holds(part, being, world) for part in parts)
        case Or(parts):
            return any(holds(part, being, world) for part in parts)
        case Clause():
            return _clause(node, being, world)


def _clause(clause: Clause, being: Being, world: World) -> bool:
    return _BY_WORD[clause.word](clause, being, world)


def _tagged(clause: Clause, being: Being, world: World) -> bool:
    expires = being.tags.get(clause.name or "", world.now)
    return expires is None or expires > world.now


def _in_segment(clause: Clause, being: Being, world: World) -> bool:
    name = clause.name or ""
    if name in world.lists:
        return being.id in world.lists[name]
    return holds(world.segments[name], being, world)


def _tier(clause: Clause, being: Being) -> bool:
    wanted = clause.value or clause.name or ""
    if clause.value is not None and clause.name is not None:
        ladder = clause.name
    else:
        ladder = next(name for name, rungs in LADDERS.items() if wanted in rungs)
    rank = being.ranks.get(ladder)
    if rank is None:
        return False
    return _compare(rank, clause.comparison or "=", LADDERS[ladder].index(wanted))


def _joined(clause: Clause, being: Being, world: World) -> bool:
    if being.joined_at is not None:
        return _longer(world.now - being.joined_at, clause)
    is_short = (clause.comparison or "").startswith("<")
    return not is_short and _longer(world.now - being.first_seen_at, clause)


def _longer(passed: timedelta, clause: Clause) -> bool:
    said = clause.value or ""
    hours = int(said[:-1]) * HOURS[said[-1]]
    return _compare(passed.total_seconds(), clause.comparison or "", hours * 3600)


def _streak(being: Being, world: World) -> int:
    day, length = world.today, 0
    if day not in being.signed:
        day -= timedelta(days=1)
    while day in being.signed:
        length, day = length + 1, day - timedelta(days=1)
    return length


def _chats(name: str) -> set[int]:
    if name in {"main", "core", "interest"}:
        return {chat for chat, (kind, *_) in CHATS.items() if kind == name}

    def is_named(chat: int | None) -> bool:
        if chat is None:
            return False
        _, parent, labels, title = CHATS[chat]
        return name in labels or name == title or is_named(parent)

    return {chat for chat in CHATS if is_named(chat)}


def _reads(name: str, being: Being) -> bool:
    code = (being.language or being.language_code or "").lower()
    if name == "zh-CN":
        return code in {"zh-cn", "zh-hans"}
    return code.split("-")[0] == name


def _is_present(being: Being) -> bool:
    return bool(being.present_in & {each for each, chat in CHATS.items() if chat[0] != "staff"})


def _mentions_left(node: Node, world: World) -> bool:
    match node:
        case Not(part):
            return _mentions_left(part, world)
        case And(parts) | Or(parts):
            return any(_mentions_left(part, world) for part in parts)
        case Clause(word="segment", name=str(name)) if name in world.segments:
            return _mentions_left(world.segments[name], world)
        case _:
            return node.word == "left"


def _compares(value: int, clause: Clause) -> bool:
    return _compare(value, clause.comparison or "", int(clause.value or 0))


def _compare(value: float, comparison: str, other: float) -> bool:
    return {
        ">=": value >= other,
        ">": value > other,
        "<": value < other,
        "<=": value <= other,
        "=": value == other,
    }[comparison]


_BY_WORD: Mapping[str, Callable[[Clause, Being, World], bool]] = {
    "tag": _tagged,
    "tier": lambda clause, being, _: _tier(clause, being),
    "points": lambda clause, being, _: _compares(being.points, clause),
    "messages": lambda clause, being, _: _compares(being.messages, clause),
    "level": lambda clause, being, _: _compares(
        sum(being.experience >= total for total in LEVELS), clause
    ),
    "streak": lambda clause, being, world: _compares(_streak(being, world), clause),
    "joined": _joined,
    "inactive": lambda clause, being, world: _longer(world.now - being.last_seen_at, clause),
    "in": lambda clause, being, _: bool(being.present_in & _chats(clause.name or "")),
    "source": lambda clause, being, _: being.source == clause.name,
    "role": lambda clause, being, _: being.role == clause.name,
    "language": lambda clause, being, _: _reads(clause.name or "", being),
    "profile": lambda clause, being, _: being.told.get(clause.name or "") == (True, True),
    "reachable": lambda _, being, __: being.can_dm is True,
    "left": lambda _, being, __: not _is_present(being),
    "segment": _in_segment,
}
