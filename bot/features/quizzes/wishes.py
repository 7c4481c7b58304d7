"""Read how somebody wants a quiz to be."""

from dataclasses import dataclass
from datetime import time
from types import MappingProxyType
from typing import Final

from bot.features.campaigns.rules import NAMES as AIMS
from bot.features.campaigns.rules import Objective, objective_in
from bot.features.polls.reading import topic_in
from bot.features.quizzes.rules import KINDS
from bot.kit.texts import Text
from bot.kit.wishes import Misread, lasts_of, said_in, whole

NAMES: Final = MappingProxyType(
    {
        **dict.fromkeys(("bank", "题库"), "bank"),
        **dict.fromkeys(("rounds", "题数", "轮数"), "rounds"),
        **dict.fromkeys(("seconds", "秒", "秒数"), "seconds"),
        **dict.fromkeys(("category", "分类", "类别"), "category"),
        **dict.fromkeys(("kind", "题型"), "kind"),
        **dict.fromkeys(("lobby", "等候"), "lobby"),
        **dict.fromkeys(("reward", "奖励", "积分"), "reward"),
        **dict.fromkeys(("topic", "话题"), "topic"),
        **dict.fromkeys(("at", "时间"), "at"),
        **AIMS,
    }
)
LONGEST_LOBBY_S: Final = 3600
_KINDS: Final[dict[str, str]] = {
    **dict(zip(KINDS, KINDS, strict=True)),
    **dict.fromkeys(("全部", "混合"), "any"),
    **dict.fromkeys(("选择", "选择题"), "choice"),
    **dict.fromkeys(("问答", "抢答"), "text"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a quiz to be; what was not said is as usual."""

    title: str = ""
    bank: str | None = None
    rounds: int = 10
    seconds: int = 20
    category: str | None = None
    kind: str = "any"
    lobby_s: int = 60
    reward: int = 5
    thread_id: int | None = None
    at: time | None = None
    objective: Objective | None = None


def wish_in(words: str) -> Wish:
    """Read a quiz from what stands behind the command.

    Raises:
        Misread: says what cannot be read, and how it is written.
    """
    said = said_in(words, NAMES)
    usual = Wish()

    def number(name: str, least: int, most: int, other: int) -> int:
        how = Text("quiz-how-number", least=least, most=most)
        found = said.read(name, whole(least, most), how)
        return other if found is None else found

    kind = said.options.get("kind", "any").casefold()
    if kind not in _KINDS:
        how = Text("quiz-how-kind")
        raise Misread(Text("wish-unread", option="kind", said=kind[:64], how=how))
    return Wish(
        said.title[:80],
        said.options.get("bank"),
        number("rounds", 1, 50, usual.rounds),
        number("seconds", 5, 600, usual.seconds),
        said.options.get("category"),
        _KINDS[kind],
        _lobby(said.read("lobby", _seconds, Text("quiz-how-lobby")), usual.lobby_s),
        number("reward", 0, 1000, usual.reward),
        said.read("topic", topic_in, Text("poll-how-topic")),
        said.read("at", _time, Text("quiz-how-at")),
        objective_in(said),
    )


def _lobby(found: int | None, usual: int) -> int:
    return usual if found is None else found


def _seconds(said: str) -> int | None:
    lasts = lasts_of(said)
    if lasts is not None and lasts.total_seconds() <= LONGEST_LOBBY_S:
        return int(lasts.total_seconds())
    return whole(0, LONGEST_LOBBY_S)(said)


def _time(said: str) -> time | None:
    try:
        return time.fromisoformat(said.replace("：", ":").zfill(5))
    except ValueError:
        return None
