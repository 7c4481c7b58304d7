"""Read how somebody wants a session to be: its title, who answers, until when."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from bot.features.campaigns.rules import NAMES as AIMS
from bot.features.campaigns.rules import Objective, objective_in
from bot.kit.texts import Text
from bot.kit.wishes import Misread, moment_in, said_in

NAMES: Final = MappingProxyType(
    {
        **dict.fromkeys(("expert", "guest", "嘉宾", "专家"), "expert"),
        **dict.fromkeys(("ends", "closes", "截止", "结束"), "ends"),
        **AIMS,
    }
)
MOST_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a session to be."""

    title: str
    expert: str | None
    closes_at: datetime | None
    objective: Objective | None


def wish_in(words: str, now: datetime, zone: ZoneInfo) -> Wish:
    """Read a session from what stands behind the command.

    Raises:
        Misread: says what cannot be read.
    """
    said = said_in(words, NAMES)
    if not said.title or len(said.title) > MOST_TITLE:
        raise Misread(Text("questions-fault-title", most=MOST_TITLE))
    closes_at = said.read("ends", lambda at: moment_in(at, now, zone), Text("questions-how-ends"))
    if closes_at is not None and closes_at <= now:
        raise Misread(Text("questions-how-ends"))
    expert = said.options.get("expert", "").strip().removeprefix("@") or None
    return Wish(said.title, expert, closes_at, objective_in(said))
