"""The checks of a community, bound to its terms: made once a version of its policy."""

from functools import lru_cache
from weakref import WeakKeyDictionary

from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.rules import Check, Found, Mode, Stance, Terms, bounded, trust_of
from bot.features.moderation.said import Said


class Bench:
    """Looks at messages with every check that is not switched off."""

    def __init__(self, terms: Terms) -> None:
        self._tenures = terms.tenures
        self._checks: list[tuple[str, Check, Stance, Mode]] = []
        for name, stance in terms.checks.items():
            mode = bounded(stance.mode, terms.mode)
            if mode == "off" or name not in CHECKS:
                continue
            check = _made(name, stance)
            if check is not None:
                self._checks.append((name, check, stance, mode))

    def look(self, said: Said, *, roles: frozenset[str] = frozenset()) -> tuple[Found, ...]:
        """Return everything that the checks found, each with what is to be done about it."""
        found = []
        standing: frozenset[str] | None = None
        for name, check, stance, mode in self._checks:
            if stance.exempt:
                if standing is None:
                    standing = roles | {self._trust(said)}
                if not standing.isdisjoint(stance.exempt):
                    continue
            finding = check(said)
            if finding is not None:
                found.append(Found(name, finding, mode, stance.action, stance.clause))
        return tuple(found)

    def _trust(self, said: Said) -> str:
        return trust_of(said.known_since, said.tenure.messages, said.at, self._tenures)


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
