"""Compile an expression to one query, and tell for one member which clause holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select

from bot.features.segments.queries import (
    Named,
    everybody,
    frozen,
    named_segments,
    one_member,
    present_in,
)
from bot.features.segments.rules import (
    And,
    Clause,
    Node,
    Not,
    Or,
    Unread,
    clauses_in,
    parse,
    shown_at,
    written,
)
from bot.features.segments.words import (
    NOTHING,
    Known,
    Scope,
    Vocabulary,
    Word,
    key_of,
    named_alone,
)
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from models.members import members, people

__all__ = ["Scope", "Vocabulary", "compiled", "fault_of", "holds"]

# The word that names another expression; it is no entry of the vocabulary.
SEGMENT: Final = "segment"
# With everything that named segments bring in: what a database reads without trouble.
MOST_IN_ALL: Final = 200


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a member is in a segment, and clause by clause why."""

    is_in: bool
    # Each clause as it is written, whether it holds, and what was looked at.
    clauses: tuple[tuple[str, bool, Text | None], ...] = ()


@dataclass(slots=True)
class _Bound:
    """An expression with everything that its names stand for."""

    node: Node
    scope: Scope
    vocabulary: Vocabulary
    known: dict[str, Known] = field(default_factory=dict)
    # Named segments that the expression brings in, as trees; a frozen one is its list.
    brought: dict[str, Node | Named] = field(default_factory=dict)
    is_wide: bool = False


async def compiled(
    uow: UnitOfWork,
    scope: Scope,
    vocabulary: Vocabulary,
    text: str,
    *,
    own_key: str | None = None,
) -> Select[tuple[int]]:
    """Return one query for the ids of everybody in a segment, without an order.

    It is asked of those who are in at least one of the community's member chats now; of those who
    have left too where the expression says `left`. `own_key` is the name under which it is kept
    or to be kept: a segment cannot bring in itself.

    Raises:
        Unread: for an expression that cannot be read, or a name that there is not.
    """
    bound = await _bind(uow, scope, vocabulary, text, own_key)
    found = everybody(scope.community_id, is_wide=bound.is_wide)
    return found.where(_condition(bound, bound.node))


async def holds(
    uow: UnitOfWork, scope: Scope, vocabulary: Vocabulary, text: str, person_id: int
) -> Held:
    """Tell whether somebody is in a segment, and which clause holds and why; one query.

    Raises:
        Unread: as `compiled` does.
    """
    bound = await _bind(uow, scope, vocabulary, text)
    clauses = list(clauses_in(bound.node))
    columns: list[ColumnElement[Any]] = [
        and_(_condition(bound, bound.node), _presence(bound)).label("is_in")
    ]
    figures: list[Word | None] = []
    for number, clause in enumerate(clauses):
        word = vocabulary.words.get(clause.word)
        figure = None if word is None else word.figure
        figures.append(word if figure else None)
        columns.append(_condition(bound, clause).label(f"c{number}"))
        if figure is not None:
            columns.append(figure(scope).label(f"f{number}"))
    found = await uow.execute(
        select(*columns)
        .select_from(members)
        .join(people, people.c.id == members.c.person_id)
        .where(one_member(scope.community_id, person_id), people.c.is_bot.is_(False))
    )
    row = found.mappings().first()
    if row is None:
        return Held(is_in=False)
    told = []
    for number, (clause, word) in enumerate(zip(clauses, figures, strict=True)):
        detail = None
        if word is not None and word.told is not None:
            detail = word.told(scope, row[f"f{number}"])
        told.append((written(clause), bool(row[f"c{number}"]), detail))
    return Held(bool(row["is_in"]), tuple(told))


async def fault_of(
    uow: UnitOfWork, scope: Scope, vocabulary: Vocabulary, text: str
) -> Lines | None:
    """Return why an expression cannot be used, for whoever wrote it; None where it can."""
    try:
        bound = await _bind(uow, scope, vocabulary, text)
        _condition(bound, bound.node)
    except Unread as unread:
        return fault_lines(text, unread)
    return None


def fault_lines(text: str, unread: Unread) -> Lines:
    """Return a fault as it is shown: where, with a caret under the column, and why."""
    line, caret = shown_at(text, unread.column)
    return Lines(
        Text("segment-fault", column=unread.column),
        Text("segment-fault-at", line=line, caret=caret),
        unread.reason,
    )


async def _bind(
    uow: UnitOfWork,
    scope: Scope,
    vocabulary: Vocabulary,
    text: str,
    own_key: str | None = None,
) -> _Bound:
    """Read an expression and look up what its names stand for."""
    bound = _Bound(parse(text), scope, vocabulary)
    if any(clause.word == SEGMENT for clause in clauses_in(bound.node)):
        known = {each.key: each for each in await named_segments(uow, scope.community_id)}
        bound.known[SEGMENT] = Known(known, tuple(known))
        _bring(bound, bound.node, (own_key,) if own_key else ())
        _weigh(bound)
    for clause in _every_clause(bound):
        if clause.word == SEGMENT:
            continue
        word = vocabulary.word_of(clause)
        bound.is_wide = bound.is_wide or word.is_wide
        if word.key not in bound.known:
            bound.known[word.key] = NOTHING if word.names is None else await word.names(uow, scope)
    return bound


def _bring(bound: _Bound, node: Node, path: tuple[str, ...]) -> None:
    """Bring in the named segments of a tree, and theirs; a fault is that of the clause above."""
    for clause in clauses_in(node):
        if clause.word != SEGMENT:
            continue
        named_alone(clause)
        if key_of(clause.name or "") in path:
            why = Text("segment-fault-circle", name=clause.name or "")
            raise Unread(clause.name_column, why)
        named: Named = bound.known[SEGMENT].of(clause)
        if named.key in bound.brought:
            continue
        if named.is_frozen:
            bound.brought[named.key] = named
            continue
        try:
            tree = parse(named.expression)
            _bring(bound, tree, (*path, named.key))
        except Unread as unread:
            raise _within(clause, named, unread) from unread
        bound.brought[named.key] = tree


def _within(clause: Clause, named: Named, unread: Unread) -> Unread:
    if unread.reason.id == "segment-fault-circle":
        return Unread(clause.name_column, unread.reason)
    return Unread(clause.name_column, Text("segment-fault-within", name=named.key))


def _weigh(bound: _Bound) -> None:
    """Refuse what would become too large with everything that it brings in."""
    weights: dict[str, int] = {}

    def weight(node: Node) -> int:
        return sum(map(of_clause, clauses_in(node)))

    def of_clause(clause: Clause) -> int:
        brought = None if clause.word != SEGMENT else bound.brought.get(key_of(clause.name or ""))
        if brought is None or isinstance(brought, Named):
            return 1
        key = key_of(clause.name or "")
        if key not in weights:
            weights[key] = weight(brought)
        return weights[key]

    if weight(bound.node) > MOST_IN_ALL:
        raise Unread(1, Text("segment-fault-heavy", most=MOST_IN_ALL))


def _every_clause(bound: _Bound) -> Iterator[Clause]:
    yield from clauses_in(bound.node)
    for brought in bound.brought.values():
        if not isinstance(brought, Named):
            yield from clauses_in(brought)


def _condition(bound: _Bound, node: Node) -> ColumnElement[bool]:
    """Return a tree as SQL. No clause is ever null, so that `not` turns it around."""
    match node:
        case Clause():
            return _of_clause(bound, node)
        case Not(part):
            return not_(_condition(bound, part))
        case And(parts):
            return and_(*(_condition(bound, part) for part in parts))
        case Or(parts):
            return or_(*(_condition(bound, part) for part in parts))


def _of_clause(bound: _Bound, clause: Clause) -> ColumnElement[bool]:
    if clause.word != SEGMENT:
        word = bound.vocabulary.word_of(clause)
        return word.selects(bound.scope, clause, bound.known[word.key])
    brought = bound.brought[key_of(clause.name or "")]
    if isinstance(brought, Named):
        return frozen(brought.id)
    try:
        return _condition(bound, brought)
    except Unread as unread:
        why = Text("segment-fault-within", name=clause.name or "")
        raise Unread(clause.name_column, why) from unread


def _presence(bound: _Bound) -> ColumnElement[bool]:
    is_living = people.c.id > 0
    return is_living if bound.is_wide else and_(is_living, present_in(bound.scope.community_id))
