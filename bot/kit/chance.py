"""The one place where chance comes from."""

import secrets
from hashlib import sha256
from typing import Protocol


class Chance(Protocol):
    """A source of bytes that nobody can foresee."""

    def seed(self) -> bytes:
        """Return 32 bytes."""
        ...


class TrueChance:
    """The system's own randomness."""

    def seed(self) -> bytes:
        """Return 32 bytes from the system."""
        return secrets.token_bytes(32)


class CountedChance:
    """The same bytes in the same order every time: for tests."""

    def __init__(self) -> None:
        self.drawn = 0

    def seed(self) -> bytes:
        """Return the next 32 bytes of the fixed sequence."""
        self.drawn += 1
        return sha256(b"counted %d" % self.drawn).digest()
