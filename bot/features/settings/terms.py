"""How one field of a check's terms is drawn from what is stored, whatever the check."""

from collections.abc import Callable, Mapping
from dataclasses import Field, fields, replace
from datetime import time, timedelta
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from bot.features.moderation.rules import Stance

# What holds where a field's own metadata (least, most, longest, options) says nothing else.
MOST_NUMBER: Final = 1_000_000
MOST_ENTRIES: Final = 20_000
LONGEST_ENTRY: Final = 200
LONGEST_SPAN: Final = timedelta(days=366)
# The common keys, which have no metadata of their own.
MOST_CLAUSES: Final = 999
MOST_EXEMPT: Final = 12


class Odd(ValueError):  # noqa: N818 — the value is odd; nothing has failed
    """A stored or chosen value is none that this field can have."""


def with_choice(stance: Stance, name: str, value: Any) -> Stance:
    """Return a check's terms with one field chosen differently.

    Values are JSON: a time is "HH:MM", a length of time whole seconds, a set or tuple a list.

    Raises:
        Odd: for a field that the check lacks, or a value that does not fit it.
    """
    known = described(type(stance))
    if name not in known:
        raise Odd(name)
    return replace(stance, **{name: known[name].draw(value)})


def stored(value: Any) -> Any:
    """Return a field's value as it is stored: the other way round from `with_choice`."""
    match value:
        case timedelta():
            return int(value.total_seconds())
        case time():
            return f"{value:%H:%M}"
        case frozenset() | set():
            return sorted(value)
        case tuple():
            return list(value)
        case _:
            return value


def span_shown(span: timedelta) -> str:
    """Return a length of time as it is written: "90s", "15m", "2h" or "3d"."""
    seconds = int(span.total_seconds())
    if not seconds:
        return "0s"
    unit, size = next(each for each in _SPANS if seconds % each[1] == 0)
    return f"{seconds // size}{unit}"


class Described:
    """A field of some terms: its type, its bounds, and how a stored value is drawn."""

    __slots__ = ("field", "hint", "least", "longest", "most", "options")

    def __init__(self, field: Field[Any], hint: Any) -> None:
        own = {"clause": {"most": MOST_CLAUSES}, "exempt": {"most": MOST_EXEMPT, "longest": 32}}
        bounds: Mapping[str, Any] = {**own.get(field.name, {}), **field.metadata}
        self.field = field
        self.hint = hint
        self.least = bounds.get("least")
        self.most = bounds.get("most")
        self.longest = int(bounds.get("longest", LONGEST_ENTRY))
        self.options: tuple[str, ...] | None = bounds.get("options")

    @property
    def is_list(self) -> bool:
        """Whether it holds several values."""
        return get_origin(self.hint) in _SEVERAL

    def draw(self, value: Any) -> Any:
        """Return a stored value as this field's type has it.

        Raises:
            Odd: for what does not fit.
        """
        return _draw(self, self.hint, value)


def described(terms: type[Stance]) -> Mapping[str, Described]:
    """Return the fields of a check's terms by name."""
    found = _DESCRIBED.get(terms)
    if found is None:
        hints = get_type_hints(terms)
        found = {each.name: Described(each, hints[each.name]) for each in fields(terms)}
        _DESCRIBED[terms] = found
    return found


def _draw(of: Described, hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin is Literal:
        return _known(get_args(hint), value)
    if origin in {Union, UnionType}:
        if value is None or value == "":
            return None
        (inner,) = (each for each in get_args(hint) if each is not type(None))
        return _draw(of, inner, value)
    if origin in _SEVERAL:
        return _several(of, origin, get_args(hint)[0], value)
    draw = _PLAIN.get(hint)
    if draw is None:
        raise Odd(str(hint))
    return draw(of, value)


def _several(of: Described, origin: Any, inner: Any, value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) > (of.most or MOST_ENTRIES):
        raise Odd(value)
    return origin(_draw(of, inner, each) for each in value)


def _known(options: tuple[Any, ...], value: Any) -> Any:
    if value not in options:
        raise Odd(value)
    return value


def _flag(_: Described, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Odd(value)
    return value


def _whole(of: Described, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Odd(value)
    if of.is_list:
        # The bounds are those of its length; what stands in it are ids.
        least, most = -(2**52), 2**52
    else:
        least, most = of.least or 0, MOST_NUMBER if of.most is None else of.most
    if not least <= value <= most:
        raise Odd(value)
    return value


def _share(of: Described, value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Odd(value)
    most = 1.0 if of.most is None else of.most
    if not (of.least or 0) <= value <= most:
        raise Odd(value)
    return float(value)


def _entry(of: Described, value: Any) -> str:
    if not isinstance(value, str) or len(value) > of.longest:
        raise Odd(value)
    if of.options is not None:
        return str(_known(of.options, value))
    return value


def _span(of: Described, value: Any) -> timedelta:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Odd(value)
    shortest, longest = of.least or timedelta(0), of.most or LONGEST_SPAN
    if not shortest.total_seconds() <= value <= longest.total_seconds():
        raise Odd(value)
    return timedelta(seconds=value)


def _minute(_: Described, value: Any) -> time:
    if not isinstance(value, str) or len(value) != len("HH:MM"):
        raise Odd(value)
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise Odd(value) from None


_DESCRIBED: Final[dict[type[Stance], Mapping[str, Described]]] = {}
_SPANS: Final = (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))
_SEVERAL: Final = (tuple, frozenset)
_PLAIN: Final[Mapping[Any, Callable[[Described, Any], Any]]] = {
    bool: _flag,
    int: _whole,
    float: _share,
    str: _entry,
    timedelta: _span,
    time: _minute,
}
