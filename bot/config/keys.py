"""How a key of a section is declared: a field with its kind and its default."""

from dataclasses import field
from typing import TypeVar

from bot.config.kinds import Kind

T = TypeVar("T")


def key(kind: Kind[T], default: T) -> T:
    """Declare a key: the field's default, with its kind in the field's metadata."""
    drawn: T = field(default=default, metadata={"kind": kind})
    return drawn
