"""The checks of a community, bound to its terms: made once a version of its policy."""

from datetime import datetime
from functools import lru_cache
from typing import Final, TypeAlias
from weakref import WeakKeyDictionary

from bot.features.members.rules import Tenure
from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.rules import Check, Found, Mode, Stance, Terms, bounded, trust_of
from bot.features.moderation.said import Said, Stirred

# Checks that look at reactions; all others look at messages.
OF_REACTIONS: Final = frozenset({"reactions"})
_Seat: TypeAlias = tuple[str, Check, Stance, Mode]


class Bench:
    """Looks at messages with every check that is not switched off."""

    def __init__(self, terms: Terms) -> None:
        self._tenures = terms.tenures
        self._of_messages: list[_Seat] = []
        self._of_reactions: list[_Seat] = []
        for name, stance in terms.checks.items():
            mode = bounded(stance.mode, terms.mode)
            if mode == "off" or name not in CHECKS:
                continue
            check = _made(name, stance)
            if check is not None:
                seats = self._of_reactions if name in OF_REACTIONS else self._of_messages
                seats.append((name, check, stance, mode))

    def look(self, said: Said, *, role: str | None = None) -> tuple[Found, ...]:
        """Return everything that the checks found in a message, with what is to be done."""
        return self._look(self._of_messages, said, said.tenure, role)

    def look_at_reactions(
        self, stirred: Stirred, tenure: Tenure, *, role: str | None = None
    ) -> tuple[Found, ...]:
        """Return everything that the checks found in what somebody did with reactions."""
        return self._look(self._of_reactions, stirred, tenure, role)

    def _look(
        self, seats: list[_Seat], seen: Said | Stirred, tenure: Tenure, role: str | None
    ) -> tuple[Found, ...]:
        found = []
        trust: str | None = None
        for name, check, stance, mode in seats:
            if exempt := stance.exempt:
                trust = trust or self._trust(tenure, seen.at)
                if trust in exempt or role in exempt:
                    continue
            finding = check(seen)
            if finding is not None:
                found.append(Found(name, finding, mode, stance.action, stance.clause))
        return tuple(found)

    def _trust(self, tenure: Tenure, at: datetime) -> str:
        since = tenure.joined_at or tenure.first_seen_at
        return trust_of(since, tenure.messages, at, self._tenures)


_BENCHES: WeakKeyDictionary[Terms, Bench] = WeakKeyDictionary()


def bench_of(terms: Terms) -> Bench:
    """Return the checks for these terms."""
    bench = _BENCHES.get(terms)
    if bench is None:
        bench = _BENCHES[terms] = Bench(terms)
    return bench


@lru_cache(maxsize=512)
def _made(name: str, stance: Stance) -> Check | None:
    # Communities that want the same of a check share it, with its automata.
    return CHECKS[name][1](stance)
