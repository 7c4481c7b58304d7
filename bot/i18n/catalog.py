"""Turns a text's id and values into a sentence in the reader's language."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

import structlog
from babel import Locale
from babel.dates import format_skeleton, format_time, get_datetime_format
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentNone, FluentType, fluent_date
from fluent.syntax import ast

from bot.kit.texts import Lines, Text, Value, Words

LOCALES: Final = Path(__file__).parent / "locales"

_log = structlog.get_logger(__name__)

# Controls that turn a line around or hide in it. The joiner stays where it binds an emoji.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e"
    "\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb]"
)
_LOOSE_JOINER = re.compile("(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?=\\s|$)")
_SPACES = re.compile(r"\s+")
# The engine refuses a value beyond 2,500 characters: longer ones are put in afterwards.
_LONG: Final = 2000
_OPEN, _SHUT = "\ue000", "\ue001"

Escape = Callable[[str], str]


class MissingEntryError(LookupError):
    """No entry of that id, or a value is wanting: raised only by a strict catalogue."""


class CatalogFaultError(ValueError):
    """A catalogue's file is not well."""


class Catalog:
    """All entries in all languages."""

    def __init__(self, bundles: Mapping[str, FluentBundle], *, strict: bool = False) -> None:
        self._bundles = dict(bundles)
        self._strict = strict
        self._known: dict[str, str | None] = {}

    @classmethod
    def load(cls, folder: Path = LOCALES, *, strict: bool = False) -> "Catalog":
        """Read every `<language>/<feature>.ftl`.

        Args:
            folder: where the folders of the languages are.
            strict: raise where an entry or a value is missing, instead of making do.

        Raises:
            CatalogFaultError: a file does not parse, or an id is there twice.
        """
        bundles = {each.name: _bundle(each) for each in sorted(folder.iterdir()) if each.is_dir()}
        return cls(bundles, strict=strict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are, such as `en` and `zh-CN`."""
        return tuple(self._bundles)

    def html(self, words: Words, language: str) -> str:
        """Render as Telegram HTML: entries may hold tags, their values never do."""
        return self._render(words, language, _escaped)

    def plain(self, words: Words, language: str) -> str:
        """Render without markup: for toasts and labels."""
        return self._render(words, language, clean)

    def language_for(self, code: str | None, default: str) -> str:
        """Choose the catalogue's language for a language tag, such as `zh-hans` or `en-GB`."""
        if not code:
            return default
        if code not in self._known:
            if len(self._known) > 1000:
                self._known.clear()
            self._known[code] = self._language_of(code)
        return self._known[code] or default

    def _language_of(self, code: str) -> str | None:
        wanted = code.replace("_", "-").lower()
        for language in self._bundles:
            if language.lower() == wanted:
                return language
        primary = wanted.split("-", 1)[0]
        for language in self._bundles:
            if language.split("-", 1)[0].lower() == primary:
                return language
        return None

    def _render(self, words: Words, language: str, guard: Escape) -> str:
        if isinstance(words, Text):
            return self._entry(words, language, guard)
        return "\n".join(
            guard(line) if isinstance(line, str) else self._entry(line, language, guard)
            for line in words.texts
        )

    def _entry(self, text: Text, language: str, guard: Escape) -> str:
        long: list[str] = []
        values = {name: self._value(value, language, guard, long) for name, value in text.values}
        for candidate in self._candidates(language):
            bundle = self._bundles[candidate]
            if not bundle.has_message(text.id):
                self._miss("no such entry", text.id, candidate)
                continue
            pattern = bundle.get_message(text.id).value
            if pattern is None:
                self._miss("an entry without a value", text.id, candidate)
                continue
            rendered, errors = bundle.format_pattern(pattern, values)
            if errors:
                # What went wrong may quote a value; its kind may not.
                self._miss(type(errors[0]).__name__, text.id, candidate, cause=errors[0])
            if isinstance(rendered, str):
                for at, value in enumerate(long):
                    rendered = rendered.replace(f"{_OPEN}{at}{_SHUT}", value)
                return rendered
        return guard(text.id)

    def _candidates(self, language: str) -> list[str]:
        first = language if language in self._bundles else self.language_for(language, "en")
        return [first, *(other for other in self._bundles if other != first)]

    def _value(self, value: Value, language: str, guard: Escape, long: list[str]) -> Any:
        match value:
            case str():
                rendered = guard(value)
            case Text() | Lines():
                rendered = self._render(value, language, guard)
            case datetime():
                return fluent_date(value, dateStyle="medium", timeStyle="short")
            case _:
                return value
        if len(rendered) <= _LONG:
            return rendered
        long.append(rendered)
        return f"{_OPEN}{len(long) - 1}{_SHUT}"

    def _miss(
        self, what: str, entry: str, language: str, *, cause: Exception | None = None
    ) -> None:
        if self._strict:
            raise MissingEntryError(f"{entry} ({language}): {cause or what}")
        _log.error("catalogue entry missing", what=what, entry=entry, language=language)


def clean(value: str) -> str:
    """Take out of a value what could disguise it: controls, turned writing, line breaks."""
    if value.isascii() and value.isprintable() and "  " not in value:
        return value
    shown = _HIDDEN.sub("", unicodedata.normalize("NFC", value)).replace(_OPEN, "")
    return _SPACES.sub(" ", _LOOSE_JOINER.sub("", shown))


def _escaped(value: str) -> str:
    return escape(clean(value), quote=True)


def _bundle(folder: Path) -> FluentBundle:
    bundle = FluentBundle([folder.name], functions={"DATETIME": _moment}, use_isolating=False)
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.ftl")):
        source = path.read_text(encoding="utf-8")
        resource = FluentResource(source)
        for entry in resource.body:
            where = f"{folder.name}/{path.name}"
            if isinstance(entry, ast.Junk):
                start = entry.span.start if entry.span else 0
                line = source.count("\n", 0, start) + 1
                raise CatalogFaultError(f"{where}, line {line}: this is no catalogue entry")
            if isinstance(entry, ast.Message | ast.Term):
                name = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
                if name in found:
                    raise CatalogFaultError(f"{where}: {name} is in {found[name]} already")
                found[name] = where
        bundle.add_resource(resource)
    return bundle


# What is told of a day, by the options that say so -> the language's own pattern for it.
_DAYS: Final[Mapping[frozenset[str], str]] = {
    frozenset({"month", "day"}): "MMMd",
    frozenset({"weekday", "month", "day"}): "MMMEd",
    frozenset({"year", "month", "day"}): "yMMMd",
}
_TIME: Final = frozenset({"hour", "minute"})


class _Moment(FluentType):
    """A day as in "Nov 24", a time, or both: the engine knows no such styles of its own."""

    def __init__(self, moment: date, skeleton: str | None, *, has_time: bool) -> None:
        self._moment = moment
        self._skeleton = skeleton
        self._has_time = has_time

    def format(self, locale: Locale) -> str:
        """Write it as the language does."""
        day = self._skeleton and format_skeleton(self._skeleton, self._moment, locale=locale)
        if not self._has_time or not isinstance(self._moment, datetime):
            return day or ""
        hour = format_time(self._moment, "short", tzinfo=UTC, locale=locale)
        pattern = str(get_datetime_format("short", locale=locale))
        return pattern.replace("{1}", day).replace("{0}", hour) if day else hour


def _moment(moment: Any, **options: Any) -> FluentType | FluentNone:
    told = options.keys() - _TIME
    has_time = options.keys() >= _TIME
    if isinstance(moment, date) and (frozenset(told) in _DAYS or (has_time and not told)):
        return _Moment(moment, _DAYS.get(frozenset(told)), has_time=has_time)
    # `DATETIME($at, timeStyle: "short")` means the time alone: the usual styles are not kept.
    if isinstance(moment, datetime):
        moment = datetime(
            moment.year,
            moment.month,
            moment.day,
            moment.hour,
            moment.minute,
            moment.second,
            tzinfo=moment.tzinfo,
        )
    elif isinstance(moment, date):
        moment = date(moment.year, moment.month, moment.day)
    return fluent_date(moment, **options)
