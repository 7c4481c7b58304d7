"""The words of a community's language of segments: what each may name, and whom it selects."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement

from bot.features.checkins.rules import Terms as CheckinTerms
from bot.features.points.rules import Levels
from bot.features.segments.rules import Clause, Unread, nearest
from bot.features.tiers.rules import Terms as TierTerms
from bot.kit.folding import fold
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork

# How many names are offered where somebody wrote one that there is not.
MOST_OFFERED = 8


class Played(Protocol):
    """The part of a community's policy that words go by."""

    @property
    def levels(self) -> Levels:
        """How experience becomes levels."""
        ...

    @property
    def checkins(self) -> CheckinTerms:
        """When a day of sign-ins begins."""
        ...

    @property
    def tiers(self) -> TierTerms:
        """The ladders that members stand on."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """In which community an expression is asked, when, and by which policy."""

    community_id: int
    zone: ZoneInfo
    now: datetime
    policy: Played


@dataclass(frozen=True, slots=True)
class Known:
    """What a word can name in a community: what each name stands for, by the folded name."""

    meant: Mapping[str, Any] = field(default_factory=dict)
    # The names as people write them, those first that are offered first.
    shown: tuple[str, ...] = ()

    def of(self, clause: Clause) -> Any:
        """Return what a clause's name stands for; raises `Unread` where there is no such name."""
        if clause.name is None:
            raise Unread(clause.column, Text("segment-fault-nameless", word=clause.word))
        return self.named(clause.word, clause.name, clause.name_column)

    def named(self, word: str, name: str, column: int) -> Any:
        """Return what a name stands for; raises `Unread` with the nearest or all names."""
        found = self.meant.get(key_of(name))
        if found is not None:
            return found
        near = nearest(name, self.shown)
        if near is not None:
            raise Unread(column, Text("segment-fault-near", word=word, name=name, near=near))
        if not self.shown:
            raise Unread(column, Text("segment-fault-none", word=word, name=name))
        names = " · ".join(self.shown[:MOST_OFFERED])
        raise Unread(column, Text("segment-fault-unknown", word=word, name=name, names=names))


NOTHING = Known()
# Looks up what a word can name.
Names: TypeAlias = Callable[[UnitOfWork, Scope], Awaitable[Known]]
# Whom a clause selects: a condition on the tables `members` and `people`, never null.
Selects: TypeAlias = Callable[[Scope, Clause, Known], ColumnElement[bool]]
# What a clause looks at of one member, and how that is told.
Figure: TypeAlias = Callable[[Scope], ColumnElement[Any]]
Told: TypeAlias = Callable[[Scope, Any], Text | None]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the language."""

    key: str
    selects: Selects
    names: Names | None = None
    figure: Figure | None = None
    told: Told | None = None
    # Whether an expression with it is asked of those who have left as well.
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word that an expression may use."""

    words: Mapping[str, Word]

    def word_of(self, clause: Clause) -> Word:
        """Return a clause's word; raises `Unread` with the nearest one, or all of them."""
        found = self.words.get(clause.word)
        if found is not None:
            return found
        near = nearest(clause.word, self.words)
        if near is not None:
            raise Unread(
                clause.column, Text("segment-fault-word-near", said=clause.word, near=near)
            )
        words = " · ".join(self.words)
        raise Unread(clause.column, Text("segment-fault-words", said=clause.word, words=words))


def key_of(name: str) -> str:
    """Return a name as names are compared: without width, case or blanks around it."""
    return " ".join(fold(name).split())


def flag(clause: Clause) -> None:
    """Hold a clause to a word alone."""
    if clause.name is not None or clause.value is not None:
        column = clause.name_column if clause.name is not None else clause.value_column
        raise Unread(column, Text("segment-fault-flag", word=clause.word))


def named_alone(clause: Clause) -> None:
    """Hold a clause to a word with a name."""
    if clause.value is not None:
        raise Unread(clause.value_column, Text("segment-fault-no-value", word=clause.word))
    if clause.name is None:
        raise Unread(clause.column, Text("segment-fault-nameless", word=clause.word))


def compared(clause: Clause, example: str) -> None:
    """Hold a clause to a word that is compared with a value."""
    if clause.name is not None:
        raise Unread(
            clause.name_column, Text("segment-fault-no-name", word=clause.word, example=example)
        )
    if clause.value is None:
        raise Unread(
            clause.column, Text("segment-fault-uncompared", word=clause.word, example=example)
        )
