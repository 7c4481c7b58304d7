"""Read how somebody wants a poll to be: the question, the answers below it, options behind it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.campaigns.rules import NAMES as AIMS
from bot.features.campaigns.rules import Objective, objective_in
from bot.features.polls.rules import fault_in
from bot.kit.texts import Text
from bot.kit.wishes import Misread, Said, lasts_of, moment_in, said_in, switch, whole

NAMES: Final = MappingProxyType(
    {
        **dict.fromkeys(("ends", "closes", "截止", "结束"), "ends"),
        **dict.fromkeys(("anonymous", "匿名"), "anonymous"),
        **dict.fromkeys(("several", "multiple", "多选"), "several"),
        **dict.fromkeys(("topic", "话题"), "topic"),
        **AIMS,
    }
)
SHORTEST: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(days=366)
LASTS: Final = timedelta(days=1)
_BY_HAND: Final = frozenset({"never", "none", "no", "不限", "手动"})
_TOPIC_LINK: Final = re.compile(r"(?:https?://)?t\.me/(?:c/)?[\w-]+/(\d{1,15})(?:/\d+)?/?")
# Answers may stand on one line, too.
_BAR: Final = re.compile(r"\s*[|｜]\s*")
_MARK: Final = re.compile(r"^(?:[-•*]\s+|\d{1,2}[.、)）]\s*)")


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a poll to be."""

    question: str
    options: tuple[str, ...]
    is_anonymous: bool = False
    takes_several: bool = False
    closes_at: datetime | None = None
    lasts: timedelta | None = LASTS
    thread_id: int | None = None
    objective: Objective | None = None


def wish_in(words: str, now: datetime, zone: ZoneInfo) -> Wish:
    """Read a poll from what stands behind the command.

    Raises:
        Misread: says what cannot be read, or what Telegram would not take.
    """
    said = said_in(words, NAMES)
    question, *answers = _BAR.split(said.title)
    options = tuple(_MARK.sub("", each) for each in [*answers, *said.lines] if each)
    fault = fault_in(question, options)
    if fault is not None:
        raise Misread(fault)
    closes_at, lasts = _ends(said, now, zone)
    return Wish(
        question,
        options,
        is_anonymous=bool(said.read("anonymous", switch, Text("poll-how-switch"))),
        takes_several=bool(said.read("several", switch, Text("poll-how-switch"))),
        closes_at=closes_at,
        lasts=lasts,
        thread_id=said.read("topic", topic_in, Text("poll-how-topic")),
        objective=objective_in(said),
    )


def topic_in(said: str) -> int | None:
    """Read a topic: its number, or a link into it."""
    found = _TOPIC_LINK.fullmatch(said)
    return whole(1, 10**15)(found[1] if found else said)


def _ends(said: Said, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, timedelta | None]:
    ends = said.options.get("ends")
    if ends is None:
        return None, LASTS
    if ends.casefold() in _BY_HAND:
        return None, None
    lasts = lasts_of(ends)
    how = Text("wish-unread", option="ends", said=ends[:64], how=Text("poll-how-ends"))
    if lasts is not None:
        if not SHORTEST <= lasts <= LONGEST:
            raise Misread(how)
        return None, lasts
    closes_at = moment_in(ends, now, zone)
    if closes_at is None or closes_at <= now + SHORTEST:
        raise Misread(how)
    return closes_at, None
