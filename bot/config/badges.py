"""The badges of the operator's file, which every community has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.config.keys import key
from bot.config.kinds import Kind, Unfit
from bot.config.tags import REMEDIES as OF_TAGS
from bot.features.badges.reading import terms_of
from bot.features.badges.rules import MOST_BADGES, Terms
from bot.features.tags.rules import Fault

_REMEDIES: Final[Mapping[str, str]] = {
    **OF_TAGS,
    "word": "A badge has the keys key, title, emoji, about, lasting and rule.",
    "emoji": "Keep the emoji within 16 characters.",
    "about": "Keep what it is for within 200 characters.",
    "lasting": "Write true or false, without quotes.",
    "rule": "A rule says one of activity, source, hours, inactive, level, segment, first, before.",
    "moment": "Words and votes are known only in their moment: no badge goes by them.",
    "before": 'Write a day as "2026-01-31".',
}


def _catalogue(value: object) -> tuple[Terms, ...]:
    if not isinstance(value, list) or len(value) > MOST_BADGES:
        raise Unfit
    drawn: dict[str, Terms] = {}
    for at, item in enumerate(value):
        if not isinstance(item, dict):
            raise Unfit(at=f"[{at}]", found=item)
        terms = terms_of(item)
        if isinstance(terms, Fault):
            remedy = _REMEDIES[terms.kind]
            raise Unfit(f"{terms.about}: {remedy}" if terms.about else remedy, at=f"[{at}]")
        if terms.key in drawn:
            raise Unfit("Name each badge once.", at=f"[{at}].key", found=terms.key)
        drawn[terms.key] = terms
    return tuple(drawn.values())


_CATALOGUE: Kind[tuple[Terms, ...]] = Kind(
    'a list of badges such as { key = "early", rule = { first = 100 } }',
    "Write a [[badges.catalogue]] for each.",
    _catalogue,
)


@dataclass(frozen=True, slots=True)
class Badges:
    """The badges of the operator's file, which every community has."""

    catalogue: tuple[Terms, ...] = key(_CATALOGUE, ())
