"""What a draw is like, and how it decides: hashes in fixed encodings, whole numbers, no chance.

commitment = sha256(seed)
rules hash = sha256(rules, as `canon` writes them)
root       = sha256(lines of "ticket,weight,mark"), where mark = sha256(salt:person)
final      = HMAC-SHA256(seed, "hearth-draw-1", draw, rules hash, root, dice: a line each)
a ticket's key is the least of sha256(final:ticket:i) for i below its weight; least key first
"""

import hmac
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final, Literal, TypeAlias

import numpy as np

from bot.features.campaigns.rules import Objective

FORMAT: Final = "hearth-draw-1"
DICE: Final = 6
DIE_SIDES: Final = 64
MOST_WEIGHT: Final = 100
MOST_SEATS: Final = 500
_LONGEST_WORD: Final = 48
# The law on prizes that chance decides caps what one may be worth, in yuan.
MOST_WORTH: Final = 50_000

Every: TypeAlias = Literal["day", "week", "month"]
_SPANS: Final[dict[str, timedelta]] = {
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=28),
}
# A seat in one of these states has somebody in it.
HELD: Final = ("offered", "claimed", "delivered")


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize, how many there are of it, and the points that each is; 0 for a thing."""

    name: str
    count: int
    points: int = 0


@dataclass(frozen=True, slots=True)
class Bonus:
    """So many tickets more for whom a condition selects."""

    condition: str
    tickets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that a draw can be told to be like."""

    title: str
    rules: str = ""
    prizes: tuple[Prize, ...] = (Prize("🎁", 1),)
    only: str | None = None
    bonus: tuple[Bonus, ...] = ()
    price: int = 0
    word: str | None = None
    has_dice: bool = True
    ends_at: datetime | None = None
    most: int | None = None
    claim_hours: int = 72
    every: str | None = None
    worth: int | None = None
    # What it is for; no rule of it, and not hashed with them.
    objective: Objective | None = None

    @property
    def winners(self) -> int:
        """How many prizes there are in all."""
        return sum(prize.count for prize in self.prizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw that was set up: its plan, what it is bound to, and where it stands."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    plan: Plan
    state: str
    commitment: str
    rules_hash: str
    entrants: int
    root: str | None
    root_id: int | None
    # Telegram's number of each throw, its value, and whether it was thrown or found afterwards.
    dice: tuple[tuple[int, int, str], ...]
    tries: int
    final: str | None
    card_id: int | None
    made_by: int | None
    begun_at: datetime | None
    frozen_at: datetime | None
    reveal_by: datetime | None
    settled_at: datetime | None

    @property
    def values(self) -> tuple[int, ...]:
        """What was thrown so far."""
        return tuple(value for _, value, _ in self.dice)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word that a chat listens for, because it enters an open draw there."""

    draw_id: int
    chat_id: int
    thread_id: int | None
    word: str


def entry_in(said: str, thread_id: int | None, entries: Iterable[Entry]) -> Entry | None:
    """Return which draw a message enters: its word has to be all that was said."""
    plain = _as_said(said)
    if not plain or len(said) > _LONGEST_WORD:
        return None
    for each in entries:
        if each.thread_id in {None, thread_id} and _as_said(each.word) == plain:
            return each
    return None


def _as_said(words: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
    return plain.strip("!.~。")


def canon(plan: Plan) -> str:
    """Return the rules as they are hashed: JSON with sorted keys and nothing between."""
    rules = {
        "title": plan.title,
        "rules": plan.rules,
        "prizes": [[each.name, each.count, each.points] for each in plan.prizes],
        "only": plan.only,
        "bonus": [[each.condition, each.tickets] for each in plan.bonus],
        "price": plan.price,
        "word": plan.word,
        "dice": DICE if plan.has_dice else 0,
        "ends": None if plan.ends_at is None else plan.ends_at.astimezone(UTC).isoformat(),
        "most": plan.most,
        "claim_hours": plan.claim_hours,
        "worth": plan.worth,
    }
    return json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(said: str) -> str:
    """Return the SHA-256 of a text as small hexadecimal digits."""
    return sha256(said.encode()).hexdigest()


def commitment_of(seed: bytes) -> str:
    """Return what binds the organiser to a seed before it is revealed."""
    return sha256(seed).hexdigest()


def mark_of(salt: str, person_id: int) -> str:
    """Return what stands for somebody in the public list: only who has the salt can tell whom."""
    return digest(f"{salt}:{person_id}")


def list_of(lines: Iterable[str]) -> str:
    """Return the public list: a line for each ticket with its weight and mark, by number."""
    whole = "\n".join(lines)
    return f"{whole}\n" if whole else ""


def line_of(ticket: int, weight: int, mark: str) -> str:
    """Return a ticket's line in the public list."""
    return f"{ticket},{weight},{mark}"


def final_of(seed: bytes, draw_id: int, rules_hash: str, root: str, dice: Sequence[int]) -> str:
    """Return what decides: nobody knows it before the last die lies, and all can check it."""
    thrown = ",".join(map(str, dice)) or "none"
    said = f"{FORMAT}\n{draw_id}\n{rules_hash}\n{root}\n{thrown}\n"
    return hmac.new(seed, said.encode(), sha256).hexdigest()


def ranked(final: str, lines: Sequence[str]) -> list[int]:
    """Return the tickets of a public list in the order of the draw, the first winner first.

    It samples exactly without replacement: the least of `w` uniform keys is the least of all with
    a chance in proportion to `w`. Two equal keys, which nobody will ever see, go by number.
    """
    tickets = [line[: line.index(",")] for line in lines]
    keys = [sha256(f"{final}:{ticket}:0".encode()).digest() for ticket in tickets]
    for at in [at for at, line in enumerate(lines) if ",1," not in line]:
        weight, key = int(lines[at].split(",", 2)[1]), keys[at]
        for turn in range(1, weight):
            key = min(key, sha256(f"{final}:{tickets[at]}:{turn}".encode()).digest())
        keys[at] = key
    # Four numbers of 64 bits each: the first decides, unless it is the same.
    words = np.frombuffer(b"".join(keys), dtype=">u8").astype(np.uint64).reshape(-1, 4)
    order = np.argsort(words[:, 0], kind="stable")
    firsts = words[order, 0]
    if bool((firsts[1:] == firsts[:-1]).any()):
        order = np.lexsort((words[:, 3], words[:, 2], words[:, 1], words[:, 0]))
    numbers: list[int] = np.array(list(map(int, tickets)), dtype=np.int64)[order].tolist()
    return numbers


def seats_of(prizes: Iterable[Prize]) -> list[Prize]:
    """Return which prize each seat is for, in the order in which they are won."""
    return [prize for prize in prizes for _ in range(prize.count)]


def is_full(thrown: int, *, has_dice: bool, tickets: int) -> bool:
    """Whether all dice lie that a draw asks for; with nobody in it there is nothing to throw."""
    return not has_dice or not tickets or thrown >= DICE


def next_end(ends_at: datetime, every: str, now: datetime) -> datetime:
    """Return when the next of a row of draws ends: by the same rhythm, and in the future."""
    step = _SPANS[every]
    ahead = ends_at + step
    while ahead <= now:
        ahead += step
    return ahead
