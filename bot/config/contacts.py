"""When and how often members are written to unasked."""

from dataclasses import dataclass

from bot.config import kinds
from bot.config.keys import key
from bot.config.kinds import Kind, Unfit
from bot.features.contacts.rules import NEVER, Span, Terms


def _span(value: object) -> Span:
    if value == "":
        return NEVER
    begins, dash, ends = value.partition("-") if isinstance(value, str) else ("", "", "")
    if not dash:
        raise Unfit
    minute = kinds.time_of_day()
    return Span(minute.draw(begins.strip()), minute.draw(ends.strip()))


_SPAN: Kind[Span] = Kind(
    'a part of the day such as "22:00-08:00", or ""',
    'Write it as "22:00-08:00", or "" for none.',
    _span,
)


@dataclass(frozen=True, slots=True)
class Contacts:
    """When and how often members are written to unasked."""

    per_week: int = key(kinds.whole(1, 100), Terms().per_week)
    quiet: Span = key(_SPAN, Terms().quiet)
