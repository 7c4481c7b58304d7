"""One message of a back-test, wherever it comes from."""

from collections.abc import Hashable
from dataclasses import dataclass

from bot.features.moderation.said import Said


@dataclass(frozen=True, slots=True)
class Heard:
    """A message with what a report says of it.

    `act` is the same for the messages of an album, which are hit once. `is_spam` is what a person
    says of it, `edits` whether what is judged is a later wording. A message that the checks leave
    alone, such as an administrator's, has `is_judged` false.
    """

    said: Said
    who: int
    name: str
    where: str
    act: Hashable
    is_spam: bool | None = None
    is_edited: bool = False
    is_judged: bool = True
    # The kinds of a message of which nothing but numbers was kept.
    kinds: int | None = None
