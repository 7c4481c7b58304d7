"""Hours in which a community rests: nobody writes, or nobody sends media."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.features.moderation.kinds import kinds_of, mask_of
from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

Rest: TypeAlias = Literal["messages", "media"]

_MEDIA: Final = mask_of(("media", "game", "emojigame", "inline"))


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """From when to when, by the community's clock, and whether all messages rest or media alone.

    The hours may pass over midnight. Without both of them there is no rest. With
    `exempt = ["member", "trusted"]` it is for newcomers alone.
    """

    begins: time | None = None
    ends: time | None = None
    rests: Rest = field(default="messages")


def night(terms: Terms) -> Check | None:
    """Return the check, or None where no hours are set."""
    begins, ends = terms.begins, terms.ends
    if begins is None or ends is None or begins == ends:
        return None

    def look(said: Said) -> Finding | None:
        if said.is_edit or not is_between(said.at, said.zone, begins, ends):
            return None
        if terms.rests == "media" and not kinds_of(said.message) & _MEDIA:
            return None
        hours = {"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}
        return Finding(Text("finding-night", rests=terms.rests, **hours))

    return look


def is_between(at: datetime, zone: ZoneInfo, begins: time, ends: time) -> bool:
    """Whether a moment is within some hours on the wall's clock.

    The clock on the wall decides and no sum of hours: a night with 23 or 25 hours ends when the
    clock says so, and an hour that comes twice is in or out both times.
    """
    wall = at.astimezone(zone).time()
    if begins < ends:
        return begins <= wall < ends
    return wall >= begins or wall < ends
