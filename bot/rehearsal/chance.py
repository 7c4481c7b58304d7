"""The rehearsal's own dice: one seed, the same world again."""

import random
import secrets
import string
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_ALPHABET = string.ascii_letters + string.digits


class Chance:
    """Draws that a seed repeats; without a seed each world is its own."""

    def __init__(self, seed: int | str | None = None) -> None:
        self._random = random.Random(secrets.randbits(64) if seed is None else seed)  # noqa: S311

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return self._random.randint(low, high)

    def share(self) -> float:
        """A number from 0 up to but not including 1."""
        return self._random.random()

    def happens(self, probability: float) -> bool:
        """True with this probability."""
        return self._random.random() < probability

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return self._random.choice(choices)

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """`count` different choices, or all of them when there are fewer."""
        return self._random.sample(list(choices), min(count, len(choices)))

    def wait(self, mean_s: float) -> float:
        """A pause between independent events, in seconds."""
        return self._random.expovariate(1 / mean_s)

    def name(self, length: int) -> str:
        """A string of letters and digits."""
        return "".join(self._random.choices(_ALPHABET, k=length))
