"""How points are split by chance, and how a red packet is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from bot.features.campaigns.rules import NAMES as AIMS
from bot.features.campaigns.rules import Objective, objective_in
from bot.kit.texts import Text
from bot.kit.wishes import Misread, lasts_of, said_in, switch, whole

MOST_POINTS: Final = 100_000
MOST_SHARES: Final = 200
MOST_WORDS: Final = 80
LONGEST: Final = timedelta(days=7)
OLDEST: Final = timedelta(days=366)
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **AIMS,
        "from": "from",
        "来自": "from",
        "even": "even",
        "平分": "even",
        "age": "age",
        "入群": "age",
        "ends": "ends",
        "截止": "ends",
        "only": "only",
        "限": "only",
    }
)
_PAYERS: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys(("me", "own", "我", "自己"), True),
        **dict.fromkeys(("community", "group", "社群", "群"), False),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants a red packet to be."""

    total: int
    count: int
    title: str = ""
    is_even: bool = False
    is_own: bool = True
    age: timedelta = timedelta()
    lasts: timedelta = timedelta(days=1)
    only: str | None = None
    objective: Objective | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A red packet as it stands, its shares aside."""

    id: int
    community_id: int
    chat_id: int
    thread_id: int | None
    state: str
    left: int
    card_id: int | None
    made_by: int | None
    ends_at: datetime | None
    wish: Wish


@dataclass(frozen=True, slots=True)
class Share:
    """A share that somebody took."""

    number: int
    person_id: int
    name: str
    worth: int


def split(total: int, count: int, seed: bytes) -> list[int]:
    """Split points into shares by chance: each at least one, together exactly all of them.

    Each share but the last is drawn evenly from one to twice the mean of what is left, less one:
    so every share is worth the same on average, whoever comes first. The draws are hashes of the
    seed, which nobody knows before.
    """
    shares = []
    left = total
    for number in range(count - 1):
        most = 2 * left // (count - number) - 1
        worth = 1 + _draw(seed, number, most)
        shares.append(worth)
        left -= worth
    return [*shares, left]


def split_evenly(total: int, count: int) -> list[int]:
    """Split points into equal shares; what does not divide goes one by one to the first."""
    worth, more = divmod(total, count)
    return [worth + (number < more) for number in range(count)]


def luckiest(shares: Sequence[Share]) -> Share | None:
    """Return the largest share, the first of several; none where only one was taken."""
    if len(shares) < 2:
        return None
    return max(shares, key=lambda each: (each.worth, -each.number))


def wish_in(said: str, *, may_spend: bool) -> Wish:
    """Read how somebody wants a red packet to be: how much, for how many, and options.

    Args:
        said: what stands behind the command.
        may_spend: whether whoever writes may let the community pay.

    Raises:
        Misread: for what cannot be read or does not go together.
    """
    read = said_in(said, NAMES)
    total_said, _, rest = read.title.partition(" ")
    count_said, _, title = rest.strip().partition(" ")
    total = whole(1, MOST_POINTS)(total_said)
    count = whole(1, MOST_SHARES)(count_said)
    if total is None or count is None:
        raise Misread(Text("packet-how", points=MOST_POINTS, shares=MOST_SHARES))
    if total < count:
        raise Misread(Text("packet-thin", points=total, shares=count))
    payer = read.read("from", lambda word: _PAYERS.get(word.casefold()), Text("packet-how-from"))
    is_own = payer is not False
    if not is_own and not may_spend:
        raise Misread(Text("packet-not-yours"))
    return Wish(
        total=total,
        count=count,
        title=title.strip()[:MOST_WORDS],
        is_even=bool(read.read("even", switch, Text("packet-how-even"))),
        is_own=is_own,
        age=read.read("age", _span(OLDEST), Text("packet-how-age")) or timedelta(),
        lasts=read.read("ends", _span(LONGEST), Text("packet-how-ends")) or timedelta(days=1),
        only=read.options.get("only") or None,
        objective=objective_in(read),
    )


def _span(most: timedelta) -> Callable[[str], timedelta | None]:
    def read(word: str) -> timedelta | None:
        lasts = lasts_of(word)
        return lasts if lasts is not None and timedelta() < lasts <= most else None

    return read


def _draw(seed: bytes, number: int, below: int) -> int:
    # 256 bits against a few thousand: no share is favoured by more than one in 10^70.
    digest = sha256(seed + number.to_bytes(4, "big")).digest()
    return int.from_bytes(digest, "big") % below
