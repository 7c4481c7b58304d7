"""Hear words for which there are tags, and notice levels, without a statement of its own."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ahocorasick_rs import AhoCorasick
from sqlalchemy import select

from bot.features.facts import TagEarned
from bot.features.messages import ChatMessage
from bot.features.places import Place
from bot.features.points.rules import Levels, total_for
from bot.features.tags.cataloguing import bring_in
from bot.features.tags.queries import Tag, drawn
from bot.features.tags.rules import Level, Said
from bot.features.tags.selecting import Sight
from bot.kit.folding import fold, is_within, skeleton
from bot.kit.unit_of_work import UnitOfWork
from models.tags import tags

# Under this key a batch remembers whoever hears for it.
LISTENER: Final = "tags listener"
# A word that somebody says again and again is looked up once in so long.
HEARD_FOR: Final = timedelta(minutes=10)
MOST_COMMUNITIES: Final = 2000
MOST_HEARD: Final = 20_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a tag's list that was said, by its number from 1."""

    tag_id: int
    entry: int


class Ears:
    """The words of some tags, made ready: thousands cost a message what ten cost."""

    def __init__(self, said: Iterable[tuple[int, Said]]) -> None:
        exact: dict[str, list[Hit]] = defaultdict(list)
        fuzzy: dict[str, list[Hit]] = defaultdict(list)
        for tag_id, rule in said:
            for number, word in enumerate(rule.words, 1):
                read = skeleton(word) if rule.is_fuzzy else fold(word)
                if (bare := " ".join(read.split())) != "":
                    (fuzzy if rule.is_fuzzy else exact)[bare].append(Hit(tag_id, number))
        # How a text is read, what finds words in it, and of each word for which tags it is.
        self._readings = tuple(
            (read, AhoCorasick(list(entries)), list(entries.values()))
            for read, entries in ((fold, exact), (skeleton, fuzzy))
            if entries
        )

    def __bool__(self) -> bool:
        return bool(self._readings)

    def hear(self, words: str) -> list[Hit]:
        """Return for each tag the first of its words that stands in a text as a whole word."""
        hits: dict[int, Hit] = {}
        for read, automaton, listed in self._readings:
            text = " ".join(read(words).split())
            for which, begins, ends in automaton.find_matches_as_indexes(text, overlapping=True):
                if not is_within(text, begins) and not is_within(text, ends):
                    for hit in listed[which]:
                        hits.setdefault(hit.tag_id, hit)
        return list(hits.values())


@dataclass(frozen=True, slots=True)
class _Held:
    """What a community's rules are while what it plays by is of this version."""

    version: int
    levels_by: Levels
    zone: ZoneInfo
    rules: tuple[Tag, ...]
    ears: Ears
    # Tags with the experience at which they are given.
    levels: tuple[tuple[int, int], ...]


class Listener:
    """The rules of the communities that were heard lately, in this process alone."""

    def __init__(self) -> None:
        self._held: dict[int, _Held] = {}
        self._heard: OrderedDict[tuple[int, int], datetime] = OrderedDict()

    async def prime(self, uow: UnitOfWork, places: Sequence[Place]) -> None:
        """Read the rules of a batch's communities, where they are of another version than held."""
        uow.remember(LISTENER, self)
        missing: dict[int, Place] = {}
        for place in places:
            held = self._held.get(place.community_id)
            if held is None or held.version != place.version:
                missing[place.community_id] = place
        if not missing:
            return
        if len(self._held) + len(missing) > MOST_COMMUNITIES:
            self._held.clear()
        news = {
            place.community_id
            for place in missing.values()
            if await bring_in(uow, place.community_id, place.policy.tags, place.zone)
        }
        rules = await _rules_of(uow, sorted(missing))
        for community_id, place in missing.items():
            # What was just brought in may yet be rolled back, and its numbers given anew.
            if community_id in news:
                self._held.pop(community_id, None)
                continue
            self._held[community_id] = _made_ready(place, rules[community_id])

    def sight_of(self, uow: UnitOfWork, community_id: int) -> Sight | None:
        """Return how a community's rules are looked at; None where nothing is known of it."""
        held = self._held.get(community_id)
        if held is None:
            return None
        return Sight(community_id, held.zone, uow.now, held.levels_by, uow.dialect)

    def rules_of(self, community_id: int) -> tuple[Tag, ...] | None:
        """Return a community's tags with rules; None where they were not read."""
        held = self._held.get(community_id)
        return None if held is None else held.rules

    def hear(
        self,
        uow: UnitOfWork,
        place: Place,
        message: ChatMessage,
        person_id: int,
        *,
        earned: tuple[int, int] | None,
        day: date,
    ) -> None:
        """State for which tags a message just gave reason.

        `earned` is the experience before and after it, where it earned anything.
        """
        held = self._held.get(place.community_id)
        if held is None or not (held.ears or held.levels):
            return
        hits = [] if message.is_command or not held.ears else held.ears.hear(message.words)
        if held.levels and earned is not None:
            before, after = earned
            hits += [Hit(tag_id, 0) for tag_id, total in held.levels if before < total <= after]
        for hit in hits:
            if self._is_known(uow, hit.tag_id, person_id):
                continue
            uow.state(
                TagEarned(
                    community_id=place.community_id,
                    person_id=person_id,
                    chat_id=message.chat.id,
                    at=message.at,
                    local_day=day,
                    tag_id=hit.tag_id,
                    entry=hit.entry,
                )
            )

    def know(self, tag_id: int, person_id: int, now: datetime) -> None:
        """Remember for a while that somebody bears a tag, as the database has said."""
        self._heard[tag_id, person_id] = now
        self._heard.move_to_end((tag_id, person_id))
        if len(self._heard) > MOST_HEARD:
            self._heard.popitem(last=False)

    def _is_known(self, uow: UnitOfWork, tag_id: int, person_id: int) -> bool:
        key = ("tag earned", tag_id, person_id)
        known = self._heard.get((tag_id, person_id))
        if uow.recall(key) or (known is not None and uow.now - known < HEARD_FOR):
            return True
        uow.remember(key, value=True)
        return False


def listener_of(uow: UnitOfWork) -> Listener | None:
    """Return who hears for the batch at hand; None outside of one."""
    listener: Listener | None = uow.recall(LISTENER)
    return listener


async def rules_of(uow: UnitOfWork, community_id: int) -> tuple[Tag, ...]:
    """Return a community's tags with rules: what the batch has read, or else the database says."""
    listener = listener_of(uow)
    known = listener.rules_of(community_id) if listener is not None else None
    if known is not None:
        return known
    return tuple((await _rules_of(uow, [community_id]))[community_id])


async def _rules_of(uow: UnitOfWork, community_ids: list[int]) -> dict[int, list[Tag]]:
    found = await uow.execute(
        select(tags)
        .where(tags.c.community_id.in_(community_ids), tags.c.rule.is_not(None))
        .order_by(tags.c.id)
    )
    rules: dict[int, list[Tag]] = {each: [] for each in community_ids}
    for row in found:
        if (tag := drawn(row)).terms.rule is not None:
            rules[tag.community_id].append(tag)
    return rules


def _made_ready(place: Place, rules: Sequence[Tag]) -> _Held:
    said = [(tag.id, tag.terms.rule) for tag in rules if isinstance(tag.terms.rule, Said)]
    levels: list[tuple[int, int]] = []
    for tag in rules:
        if isinstance(tag.terms.rule, Level):
            total = total_for(tag.terms.rule.level, place.policy.levels)
            levels += [] if total is None else [(tag.id, total)]
    return _Held(
        place.version, place.policy.levels, place.zone, tuple(rules), Ears(said), tuple(levels)
    )
