"""What a published rule says, and what a breach of it weighs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule as published: its number and version, its words, and the weight of a breach."""

    number: int
    version: int
    words: str
    weight: int = 1
    expiry_days: int = 30
