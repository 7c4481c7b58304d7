"""What warnings lead to, how long things last, and what they cost."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.config import kinds
from bot.config.keys import key
from bot.config.kinds import Kind, Unfit
from bot.features.cases.rules import Rung
from bot.features.cases.rules import Terms as Sanctioning
from bot.kit.wishes import lasts_of


def _rung(value: object) -> Rung:
    """Read a step of the ladder, such as "3: mute 1h" or "8: ban"."""
    found = _STEP.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise Unfit
    action = kinds.choice("mute", "kick", "ban").draw(found["action"])
    lasts = lasts_of(found["lasts"]) if found["lasts"] else None
    if found["lasts"] and (action == "kick" or lasts is None or not _SHORT <= lasts <= _LONG):
        raise Unfit("A mute or a ban lasts from 1m to 366d; without a length, for good.")
    return Rung(int(found["weight"]), action, lasts)


_STEP = re.compile(r"(?P<weight>[1-9][0-9]{0,3})\s*:\s*(?P<action>[a-z]+)(?:\s+(?P<lasts>\S+))?")
_SHORT, _LONG = timedelta(minutes=1), timedelta(days=366)
_RUNG: Kind[Rung] = Kind(
    'a step such as "3: mute 1h"',
    'Write the weight of warnings, then mute, kick or ban, then how long: "3: mute 1h", "8: ban".',
    _rung,
)


@dataclass(frozen=True, slots=True)
class Sanctions:
    """What warnings lead to, how long things last, and what they cost."""

    ladder: tuple[Rung, ...] = key(kinds.several(_RUNG, 12), Sanctioning().ladder)
    warning_lasts: timedelta = key(kinds.duration("1h", "3660d"), Sanctioning().warning_lasts)
    mute_for: timedelta = key(kinds.duration("1m", "366d"), Sanctioning().mute_for)
    penalty: int = key(kinds.whole(0, 1_000_000), Sanctioning().penalty)
    gentle: bool = key(kinds.flag(), Sanctioning().is_gentle)
    notice_lasts: timedelta = key(kinds.duration("10s", "1d"), Sanctioning().notice_lasts)
    evidence_lasts: timedelta = key(kinds.duration("2d", "366d"), Sanctioning().evidence_lasts)
    reach: Literal["community", "chat"] = key(
        kinds.choice("community", "chat"), Sanctioning().reach
    )
    pause: timedelta = key(kinds.duration("0s", "366d"), Sanctioning().pause)
