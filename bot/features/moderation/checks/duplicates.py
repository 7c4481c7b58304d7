"""The same or nearly the same text again and again, by one voice or by several."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.features.moderation.alike import MOST_NEAR
from bot.features.moderation.fingerprints import LEAST_WEIGHT
from bot.features.moderation.rules import Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text

# What is kept in memory goes back as far.
LONGEST: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """How often much the same may be said, anywhere in the community, in a length of time.

    `own` is how often by one voice, `others` by how many voices; 0 sets no limit. What is lighter
    than `weight` (a letter weighs 1, a Cyrillic one 2, an ideograph 3) never counts, and what
    several say alike is let be up to `weight_others`: people do wish each other a happy new year.
    """

    own: int = field(default=3, metadata={"least": 0, "most": MOST_NEAR - 5})
    others: int = field(default=4, metadata={"least": 0, "most": MOST_NEAR - 5})
    within: timedelta = field(
        default=timedelta(hours=1), metadata={"least": timedelta(seconds=10), "most": LONGEST}
    )
    weight: int = field(default=LEAST_WEIGHT, metadata={"least": LEAST_WEIGHT, "most": 3000})
    weight_others: int = field(default=90, metadata={"least": LEAST_WEIGHT, "most": 3000})


def duplicates(terms: Terms) -> Check | None:
    """Return the check, or None where nothing is limited."""
    if not terms.own and not terms.others:
        return None
    seconds = int(terms.within.total_seconds())
    minutes = max(1, seconds // 60)
    # What cannot be too often is not counted at all, which is nearly every message.
    least_own, least_others = terms.own or MOST_NEAR + 1, terms.others or MOST_NEAR + 1

    def look(said: Said) -> Finding | None:
        recent = said.recent
        if len(recent.alike_own) < least_own and len(recent.alike_others) < least_others:
            return None
        own = 1 + sum(age <= seconds for age in recent.alike_own)
        voices = 1 + len({voice for voice, age in recent.alike_others if age <= seconds})
        is_own = 0 < terms.own < own
        is_others = 0 < terms.others < voices
        if is_own and recent.weight >= terms.weight:
            most = terms.own
            return Finding(Text("finding-duplicates", count=own, most=most, minutes=minutes))
        if is_others and recent.weight >= terms.weight_others:
            most = terms.others
            return Finding(
                Text("finding-duplicates-others", count=voices, most=most, minutes=minutes)
            )
        return None

    return look
