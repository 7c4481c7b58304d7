"""The sections of the checks: every key drawn from the fields of a check's own terms."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from bot.config import kinds
from bot.config.faults import Fault, show
from bot.config.kinds import Kind, Unfit, nearest
from bot.features.moderation.addresses import domain_in
from bot.features.moderation.checks.patterns import flaw_of
from bot.features.moderation.checks.registry import CHECKS, defaults
from bot.features.moderation.checks.words import read
from bot.features.moderation.lists import LEAST_WEIGHT
from bot.features.moderation.rules import TRUST, Stance
from bot.features.roles.rules import ROLES
from bot.features.settings.terms import (
    LONGEST_ENTRY,
    LONGEST_SPAN,
    MOST_ENTRIES,
    MOST_EXEMPT,
    MOST_NUMBER,
    Described,
    described,
    span_shown,
)

SECTION: Final = "checks"
# `words_file = "words.txt"` adds the lines of a file to the entries of `words`.
FILE: Final = "_file"


def drawn_checks(table: object, folder: Path, faults: list[Fault]) -> Mapping[str, Stance]:
    """Draw `[checks.<name>]` for every check; what a section leaves out keeps its default.

    Files of entries are looked for from `folder` on. Faults are added to `faults`.
    """
    drawn = defaults()
    if not isinstance(table, dict):
        remedy = f"Write [{SECTION}.words] on a line of its own and the keys below it."
        faults.append(Fault(SECTION, show(table), "a section for each check", remedy))
        table = {}
    for name, section in table.items():
        key = f"{SECTION}.{name}"
        if name not in CHECKS:
            expected = "a check that is known"
            faults.append(Fault(key, show(section), expected, nearest(name, CHECKS)))
        elif not isinstance(section, dict):
            remedy = f"Write [{key}] on a line of its own and the keys below it."
            faults.append(Fault(key, show(section), "a section", remedy))
        else:
            drawn[name] = _drawn(name, drawn[name], section, folder, faults)
    return MappingProxyType(drawn)


def checks_with(**chosen: Mapping[str, Any]) -> Mapping[str, Stance]:
    """Return every check's default terms, with some fields of some of them set."""
    terms = defaults()
    for name, values in chosen.items():
        terms[name] = replace(terms[name], **values)
    return MappingProxyType(terms)


def keys_of(name: str) -> Mapping[str, Kind[Any]]:
    """Return the keys that a check's section may have, each with its kind."""
    known: dict[str, Kind[Any]] = {}
    for field, of in described(CHECKS[name][0]).items():
        known[field] = kind_of(name, of)
        if _is_of_words(of) and field != "exempt":
            known[field + FILE] = kinds.words(1000)
    return known


def kind_of(name: str, of: Described) -> Kind[Any]:
    """Return the kind of a key: what its field's type and metadata say of it."""
    if of.field.name == "exempt":
        return kinds.several(kinds.choice(*TRUST, *ROLES), MOST_EXEMPT)
    if of.is_list:
        inner = _SPECIAL.get((name, of.field.name)) or _plain(of, get_args(of.hint)[0])
        several = kinds.several(inner, of.most or MOST_ENTRIES)
        origin = get_origin(of.hint)
        return several if origin is tuple else replace(several, draw=_then(several, origin))
    return _plain(of, of.hint)


def _plain(of: Described, hint: Any) -> Kind[Any]:
    if get_origin(hint) is Literal:
        return kinds.choice(*get_args(hint))
    if get_origin(hint) in {Union, UnionType}:
        return _optional(_plain(of, next(each for each in get_args(hint) if each is not NoneType)))
    return _PLAIN[hint](of)


def _optional(kind: Kind[Any]) -> Kind[Any]:
    return Kind(
        f'{kind.expected}, or ""',
        kind.remedy,
        lambda value: None if value == "" else kind.draw(value),
    )


def _whole(of: Described) -> Kind[int]:
    if of.is_list:
        return kinds.whole(-(2**52), 2**52)
    return kinds.whole(of.least or 0, MOST_NUMBER if of.most is None else of.most)


def _entry(of: Described) -> Kind[Any]:
    if of.options is not None:
        return kinds.choice(*of.options)
    return kinds.words(of.longest, least=int(of.is_list))


def _span(of: Described) -> Kind[timedelta]:
    return kinds.duration(
        span_shown(of.least or timedelta(0)), span_shown(of.most or LONGEST_SPAN)
    )


def _then(kind: Kind[Any], make: Callable[[Any], Any]) -> Callable[[object], Any]:
    return lambda value: make(kind.draw(value))


def _is_of_words(of: Described) -> bool:
    return of.is_list and get_args(of.hint)[0] is str


def _drawn(
    name: str, stance: Stance, section: Mapping[str, Any], folder: Path, faults: list[Fault]
) -> Stance:
    known = keys_of(name)
    values: dict[str, Any] = {}
    for key, value in section.items():
        shown_key = f"{SECTION}.{name}.{key}"
        if key not in known:
            remedy = nearest(key, known)
            faults.append(Fault(shown_key, show(value), "a key that is known", remedy))
            continue
        try:
            values[key] = known[key].draw(value)
        except Unfit as unfit:
            found = show(unfit.found if unfit.at else value)
            remedy = unfit.remedy or known[key].remedy
            faults.append(Fault(shown_key + unfit.at, found, known[key].expected, remedy))
    for key in [key for key in values if key.endswith(FILE)]:
        field, file = key.removesuffix(FILE), values.pop(key)
        if file:
            entries = _listed(f"{SECTION}.{name}.{key}", folder / file, known[field], faults)
            values[field] = type(entries)((*values.get(field, ()), *entries))
    return replace(stance, **values)


def _listed(key: str, file: Path, kind: Kind[Any], faults: list[Fault]) -> Any:
    """Read a file of entries, one a line; what follows a # at a line's beginning is a comment."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        faults.append(Fault(key, f"bytes in {file}", "a text in UTF-8", "Save it as UTF-8."))
        return kind.draw([])
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        remedy = "The path begins at the folder of the configuration."
        faults.append(Fault(key, f"{file} ({why})", "a file with an entry a line", remedy))
        return kind.draw([])
    numbered = [
        (number, line.strip())
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    try:
        return kind.draw([entry for _, entry in numbered])
    except Unfit as unfit:
        number, entry = (
            numbered[int(unfit.at[1:-1])] if unfit.at else (0, f"{len(numbered)} lines")
        )
        where = f"{file}:{number}" if number else str(file)
        faults.append(
            Fault(key, f"{show(entry)} in {where}", kind.expected, unfit.remedy or kind.remedy)
        )
        return kind.draw([])


def _pattern(value: object) -> str:
    drawn = kinds.pattern().draw(value)
    flaw = flaw_of(drawn)
    if flaw is not None:
        raise Unfit(f"RE2 takes it, but {flaw}.")
    return drawn


def _domain(value: object) -> str:
    if not isinstance(value, str) or domain_in(value) is None:
        raise Unfit
    return value.strip()


def _word(value: object) -> str:
    drawn = kinds.words(LONGEST_ENTRY, least=1).draw(value)
    if read(drawn).weight < LEAST_WEIGHT:
        raise Unfit("It would be found nearly everywhere: write two letters or an ideograph.")
    return drawn


_DOMAIN: Final = Kind(
    'a domain such as "example.com", or an ending such as ".xyz"',
    "Write it without a path, and between quotes.",
    _domain,
)
# Fields whose entries are of a kind of their own.
_SPECIAL: Final[Mapping[tuple[str, str], Kind[Any]]] = {
    ("patterns", "patterns"): replace(kinds.pattern(), draw=_pattern),
    ("links", "allowed"): _DOMAIN,
    ("links", "denied"): _DOMAIN,
    ("links", "protected"): _DOMAIN,
    ("words", "words"): replace(kinds.words(LONGEST_ENTRY, least=1), draw=_word),
}
_PLAIN: Final[Mapping[Any, Callable[[Described], Kind[Any]]]] = {
    bool: lambda _: kinds.flag(),
    int: _whole,
    float: lambda of: kinds.share(of.least or 0.0, 1.0 if of.most is None else of.most),
    str: _entry,
    timedelta: _span,
    time: lambda _: kinds.time_of_day(),
}
