"""The word for tiers: which rung of a ladder somebody stands on."""

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import ColumnElement, select

from bot.features.segments.rules import Clause
from bot.features.segments.words import Known, Played, Scope, key_of
from bot.kit.unit_of_work import UnitOfWork
from models.members import members
from models.tiers import tiers

# Ladder -> its rungs from the lowest, each with the names by which it may be called.
Ladders: TypeAlias = Mapping[str, tuple[tuple[str, ...], ...]]


def ladders_of(policy: Played) -> Ladders:
    """Return the ladders of a community, that of activity first."""
    return {
        ladder.key: tuple((rung.key, *rung.titles.values()) for rung in ladder.rungs)
        for ladder in policy.tiers.every
    }


def on_tier(scope: Scope, clause: Clause, known: Known) -> ColumnElement[bool]:
    """`tier:core`, `tier>=active`, `tier:value>=vip`: who stands on which rung.

    Who stands on none, as nobody has looked yet, is on no side of any.
    """
    if clause.value is None:
        ladder, rank = known.of(clause)
        return _standing(scope, ladder, "=", rank)
    name = clause.value if clause.name is None else f"{_ladder(scope, clause)}:{clause.value}"
    found = known.meant.get(key_of(name))
    if found is None:
        rungs = known.shown if clause.name is None else _rungs(scope, clause)
        found = Known({}, rungs).named(clause.word, clause.value, clause.value_column)
    ladder, rank = found
    return _standing(scope, ladder, clause.comparison or "=", rank)


async def tier_names(_: UnitOfWork, scope: Scope) -> Known:
    """Return every rung by its names, alone and behind its ladder's."""
    meant: dict[str, tuple[str, int]] = {}
    shown: list[str] = []
    for ladder, rungs in ladders_of(scope.policy).items():
        for rank, names in enumerate(rungs):
            shown.append(names[0])
            for name in names:
                # A name that two ladders have means the first one's.
                meant.setdefault(key_of(name), (ladder, rank))
                meant[f"{key_of(ladder)}:{key_of(name)}"] = ladder, rank
    return Known(meant, tuple(dict.fromkeys(shown)))


def _standing(scope: Scope, ladder: str, comparison: str, rank: int) -> ColumnElement[bool]:
    held = tiers.c.rank
    compared: ColumnElement[bool] = {
        ">=": held >= rank,
        ">": held > rank,
        "<": held < rank,
        "<=": held <= rank,
        "=": held == rank,
    }[comparison]
    standing = select(tiers.c.person_id).where(
        tiers.c.community_id == scope.community_id, tiers.c.ladder == ladder, compared
    )
    return members.c.person_id.in_(standing)


def _ladder(scope: Scope, clause: Clause) -> str:
    ladders = {key_of(ladder): ladder for ladder in ladders_of(scope.policy)}
    ladder: str = Known(ladders, tuple(ladders)).of(clause)
    return ladder


def _rungs(scope: Scope, clause: Clause) -> tuple[str, ...]:
    return tuple(names[0] for names in ladders_of(scope.policy)[_ladder(scope, clause)])
