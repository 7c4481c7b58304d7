"""What every message is scored with: the newest model, and what each community taught on top."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.features.lessons import own as owns
from bot.features.lessons.classifier import Classifier, probability, unpacked
from bot.features.lessons.features import Example, features_beside, features_of
from bot.features.lessons.own import Lesson, Own
from bot.features.lessons.rules import History, Reason, earned
from bot.kit.unit_of_work import UnitOfWork
from models.lessons import classifiers, lessons

# Under this key a batch remembers that it taught something.
TAUGHT: Final = ("lessons", "taught")
# So many communities' own weights are held at once; what was taught takes a quarter of a
# megabyte each.
MOST_COMMUNITIES: Final = 400
# How often is looked for what another process learned; what is taught here is seen at once.
LOOKS_EVERY: Final = timedelta(seconds=10)
# Numbers are given before the commit: a later one may be seen first by so many.
_SLACK: Final = 100


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely a message is spam, and whether that is enough to act without asking anybody.

    `shared` is the logit by what all share, without what the community taught.
    """

    score: float
    shared: float
    is_earned: bool


@dataclass(slots=True, eq=False)
class Learned:
    """What a community's messages are scored with."""

    classifier: Classifier
    key: int
    history: History
    own: Own | None = None
    verdicts: list[tuple[float, bool]] = field(default_factory=list)
    allowed: float | None = None
    ids: set[int] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def opinion(self, example: Example) -> Opinion:
        """Return what is thought of a message."""
        features = features_of(example)
        shared = logit = self.classifier.logit(features)
        if self.own is not None:
            logit += self.own.logit(features, features_beside(example))
        score = probability(logit)
        return Opinion(score, shared, self.allowed is not None and score >= self.allowed)

    def reasons(self, example: Example) -> tuple[Reason, ...]:
        """Return what in a message speaks most for spam."""
        return self.classifier.explain(example, self.own)

    def learn(self, rows: Sequence[Row[Any]]) -> None:
        """Take in lessons, oldest first."""
        for row in rows:
            self.ids.add(row.id)
            self.keys.add(row.key)
            held = owns.unpacked(row.features, self.key)
            if held is None:
                continue
            if self.own is None:
                self.own = Own(self.key)
            self.own.learn(Lesson(*held, row.is_spam, row.logit))
            if row.score is not None:
                self.verdicts.append((row.score, row.is_spam))
        if self.verdicts:
            self.allowed = earned(self.history, self.verdicts)


class Memory:
    """The models of this process, bounded; `key` hashes what communities teach."""

    def __init__(self, key: int) -> None:
        self.key = key
        self._shared: Learned | None = None
        self._communities: OrderedDict[int, Learned] = OrderedDict()
        self._classifier_id = 0
        self._seen_id = 0
        self._looked_at: datetime | None = None

    def of(self, community_id: int) -> Learned | None:
        """Return what a community's messages are scored with; None where nothing was learned."""
        return self._communities.get(community_id) or self._shared

    def distrust(self) -> None:
        """Have the next batch look whether something was learned."""
        self._looked_at = None

    def take(self, classifier: Classifier, history: History) -> None:
        """Score with a classifier from now on."""
        self._shared = Learned(classifier, self.key, history, allowed=earned(history))
        self._communities.clear()

    async def prime(self, uow: UnitOfWork, community_ids: Iterable[int]) -> None:
        """Read what was learned since the last look, and what a batch's communities taught.

        Comes in a batch's `prepare`. An ordinary batch costs nothing here but one small statement
        in ten seconds.
        """
        if uow.recall(TAUGHT):
            # What this very batch taught may yet be rolled back, and its numbers given anew.
            return
        is_due = self._looked_at is None or uow.now - self._looked_at >= LOOKS_EVERY
        if is_due:
            await self._look(uow)
            self._looked_at = uow.now
        if self._shared is None:
            return
        wanted = set(community_ids)
        for known in wanted & self._communities.keys():
            self._communities.move_to_end(known)
        missing = sorted(wanted - self._communities.keys())
        if missing:
            await self._read(uow, missing)

    async def _look(self, uow: UnitOfWork) -> None:
        newest = select(
            select(func.max(classifiers.c.id)).scalar_subquery().label("classifier"),
            select(func.max(lessons.c.id)).scalar_subquery().label("lesson"),
        )
        row = (await uow.execute(newest)).one()
        if (row.classifier or 0) != self._classifier_id:
            await self._read_classifier(uow, row.classifier or 0)
        if (row.lesson or 0) > self._seen_id and self._communities:
            await self._read_newer(uow)
        self._seen_id = row.lesson or 0

    async def _read_classifier(self, uow: UnitOfWork, row_id: int) -> None:
        self._classifier_id = row_id
        found = await uow.execute(
            select(classifiers.c.weights, classifiers.c.history).where(classifiers.c.id == row_id)
        )
        row = found.first()
        classifier = unpacked(row.weights) if row is not None else None
        if row is not None and classifier is not None:
            self.take(classifier, History.unpacked(row.history))

    async def _read_newer(self, uow: UnitOfWork) -> None:
        since = self._seen_id - _SLACK
        rows = (await uow.execute(_LESSONS.where(lessons.c.id > since))).all()
        for row in rows:
            learned = self._communities.get(row.community_id)
            if learned is None or row.id in learned.ids:
                continue
            if row.key in learned.keys or not row.features:
                # Something was thought better of: what follows from it is worked out anew.
                del self._communities[row.community_id]
            else:
                learned.learn([row])

    async def _read(self, uow: UnitOfWork, community_ids: list[int]) -> None:
        shared = self._shared
        if shared is None:
            return
        found = await uow.execute(_LESSONS.where(lessons.c.community_id.in_(community_ids)))
        by_community: dict[int, list[Row[Any]]] = {each: [] for each in community_ids}
        for row in found:
            by_community[row.community_id].append(row)
        for community_id, rows in by_community.items():
            learned = Learned(shared.classifier, self.key, shared.history, allowed=shared.allowed)
            learned.learn(rows)
            self._communities[community_id] = learned
        while len(self._communities) > max(MOST_COMMUNITIES, len(community_ids)):
            self._communities.popitem(last=False)


_LESSONS: Final = select(
    lessons.c.id,
    lessons.c.key,
    lessons.c.community_id,
    lessons.c.is_spam,
    lessons.c.features,
    lessons.c.score,
    lessons.c.logit,
).order_by(lessons.c.id)


async def read_lessons(connection: AsyncConnection, community_id: int) -> Sequence[Row[Any]]:
    """Return what a community taught, oldest first."""
    found = await connection.execute(_LESSONS.where(lessons.c.community_id == community_id))
    rows: list[Any] = [*found.all()]
    return rows
