"""The tags of the operator's file, which every community has."""

from dataclasses import dataclass
from typing import Final

from bot.config.keys import key
from bot.config.kinds import Kind, Unfit
from bot.features.tags.reading import terms_of
from bot.features.tags.rules import MOST_TAGS, Fault, Terms

REMEDIES: Final = {
    "word": "A tag has the keys key, title, group, exclusive, lasts, seen, own and rule.",
    "key": "A key has small letters of any script, digits, - and _, at most 32.",
    "title": "Keep the title within 64 characters.",
    "group": "Keep the group within 32 characters.",
    "days": 'Write days as "90d".',
    "seen": 'Choose "members", "self" or "staff".',
    "flag": "Write true or false, without quotes.",
    "rule": "A rule says one of said, activity, source, hours, inactive, level, poll and segment.",
    "rule-key": "That does not belong to this rule.",
    "said": 'Write words as ["running", "跑步"], each within 64 characters.',
    "activity": 'Choose "message", "reaction", "check_in", "thanked", "joined" or "onboarded".',
    "number": "Write a whole number above 0.",
    "source": "A source has small letters, digits, - and _.",
    "hours": 'Choose "morning", "noon", "evening" or "night".',
    "poll": "Write the poll and its option, each within 64 characters.",
    "segment": "Write an expression within 1000 characters.",
}


def _catalogue(value: object) -> tuple[Terms, ...]:
    if not isinstance(value, list) or len(value) > MOST_TAGS:
        raise Unfit
    drawn: dict[str, Terms] = {}
    for at, item in enumerate(value):
        if not isinstance(item, dict):
            raise Unfit(at=f"[{at}]", found=item)
        terms = terms_of(item)
        if isinstance(terms, Fault):
            remedy = REMEDIES[terms.kind]
            raise Unfit(f"{terms.about}: {remedy}" if terms.about else remedy, at=f"[{at}]")
        if terms.key in drawn:
            raise Unfit("Name each tag once.", at=f"[{at}].key", found=terms.key)
        drawn[terms.key] = terms
    return tuple(drawn.values())


_CATALOGUE: Kind[tuple[Terms, ...]] = Kind(
    'a list of tags such as { key = "runner", seen = "members" }',
    "Write a [[tags.catalogue]] for each.",
    _catalogue,
)


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of the operator's file, which every community has."""

    catalogue: tuple[Terms, ...] = key(_CATALOGUE, ())
