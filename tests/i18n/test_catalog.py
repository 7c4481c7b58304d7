"""How entries become sentences."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.i18n.catalog import Catalog, CatalogFaultError, MissingEntryError, clean
from bot.kit.texts import Lines, Text

EN = """
greeting = Hello, <b>{ $name }</b>!
days = { $n ->
    [one] one day
   *[other] { $n } days
 }
on-day = on { $day }
at-time = at { $at }
hour = { DATETIME($at, timeStyle: "short") }
day = { DATETIME($day, month: "short", day: "numeric") }
when =
    { DATETIME($at, weekday: "short", month: "short", day: "numeric", hour: "numeric",
    minute: "numeric") }
clock = { DATETIME($at, hour: "numeric", minute: "numeric") }
year = { DATETIME($day, year: "numeric", month: "short", day: "numeric") }
wrap = [{ $what }]
only-here = Only here.
"""
ZH = """
greeting = 你好，<b>{ $name }</b>！
days = { $n } 天
on-day = { $day }
at-time = { $at }
hour = { DATETIME($at, timeStyle: "short") }
day = { DATETIME($day, month: "short", day: "numeric") }
when =
    { DATETIME($at, weekday: "short", month: "short", day: "numeric", hour: "numeric",
    minute: "numeric") }
clock = { DATETIME($at, hour: "numeric", minute: "numeric") }
year = { DATETIME($day, year: "numeric", month: "short", day: "numeric") }
wrap = 「{ $what }」
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two languages."""
    for language, source in (("en", EN), ("zh-CN", ZH)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "common.ftl").write_text(source, encoding="utf-8")
    return tmp_path


@pytest.fixture
def catalog(folder: Path) -> Catalog:
    """Return the catalogue of that folder, strict."""
    return Catalog.load(folder, strict=True)


def test_values_are_escaped_once(catalog: Catalog) -> None:
    """A name cannot bring markup along, and a nested text keeps its own."""
    greeting = Text("greeting", name="<i>Eve & co</i>")

    assert (
        catalog.html(Text("wrap", what=greeting), "en")
        == "[Hello, <b>&lt;i&gt;Eve &amp; co&lt;/i&gt;</b>!]"
    )


def test_plain_text_is_not_escaped(catalog: Catalog) -> None:
    """A toast shows an ampersand as an ampersand."""
    assert catalog.plain(Text("wrap", what="Q&A"), "zh-CN") == "「Q&A」"


def test_plurals_follow_the_language(catalog: Catalog) -> None:
    """English tells one from many, Chinese does not."""
    assert [catalog.html(Text("days", n=n), "en") for n in (1, 1200)] == ["one day", "1,200 days"]
    assert catalog.html(Text("days", n=1), "zh-CN") == "1 天"


def test_days_and_moments_are_written_as_the_language_writes_them(catalog: Catalog) -> None:
    """Dates are the reader's; a moment keeps the zone that it was given in."""
    at = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

    assert catalog.html(Text("on-day", day=date(2026, 3, 9)), "en") == "on Mar 9, 2026"
    assert catalog.html(Text("on-day", day=date(2026, 3, 9)), "zh-CN") == "2026年3月9日"
    assert catalog.html(Text("at-time", at=at), "zh-CN") == "2026年3月9日 08:30"
    assert catalog.html(Text("hour", at=at), "zh-CN") == "08:30"


@pytest.mark.parametrize(("language", "expected"), [("en", "Mar 9"), ("zh-CN", "3月9日")])
def test_a_day_may_leave_its_year_out(catalog: Catalog, language: str, expected: str) -> None:
    """A day of this month is not drowned in its year."""
    assert expected == catalog.html(Text("day", day=date(2026, 3, 9)), language)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("entry", "language", "expected"),
    [
        ("when", "en", "Mon, Mar 9, 8:30\u202fAM"),
        ("when", "zh-CN", "3月9日周一 08:30"),
        ("clock", "en", "8:30\u202fAM"),
        ("clock", "zh-CN", "08:30"),
        ("year", "en", "Mar 9, 2026"),
        ("year", "zh-CN", "2026年3月9日"),
    ],
)
def test_what_is_asked_of_a_moment_is_told(
    catalog: Catalog, entry: str, language: str, expected: str
) -> None:
    """The weekday, the day and the time, or one of them: no more and no less."""
    at = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)

    assert catalog.html(Text(entry, at=at, day=at.date()), language) == expected


def test_lines_stand_under_one_another(catalog: Catalog) -> None:
    """Texts and plain strings are joined by line feeds; the strings are escaped."""
    words = Lines(Text("days", n=2), "", "a < b")

    assert catalog.html(words, "en") == "2 days\n\na &lt; b"


def test_a_long_value_survives_the_engine(catalog: Catalog) -> None:
    """The engine's own limit on a value does not reach the reader."""
    assert catalog.html(Text("wrap", what="长" * 3000), "en") == f"[{'长' * 3000}]"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("plain", "plain"),
        ("moc.live\u202e", "moc.live"),
        ("a\u200bd\u200dm\u200cin", "admin"),
        ("two\nlines", "two lines"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("e\u0301", "é"),
    ],
)
def test_names_cannot_disguise_themselves(given: str, expected: str) -> None:
    """Turned writing, hidden characters and line breaks go; an emoji family stays."""
    assert clean(given) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("zh", "zh-CN"),
        ("zh-hans", "zh-CN"),
        ("zh-TW", "zh-CN"),
        ("zh_CN", "zh-CN"),
        ("en-GB", "en"),
        ("fr", "zh-CN"),
        (None, "zh-CN"),
        ("", "zh-CN"),
    ],
)
def test_the_nearest_language_is_chosen(catalog: Catalog, code: str | None, expected: str) -> None:
    """A tag finds its language by its first part; an unknown one gets the default."""
    assert catalog.language_for(code, "zh-CN") == expected


def test_a_strict_catalogue_raises(catalog: Catalog) -> None:
    """In tests a missing entry or value does not pass."""
    with pytest.raises(MissingEntryError):
        catalog.html(Text("nowhere"), "en")
    with pytest.raises(MissingEntryError):
        catalog.html(Text("greeting"), "en")


def test_a_lenient_catalogue_makes_do(folder: Path) -> None:
    """In production the other language stands in, then the id; a missing value shows its name."""
    catalog = Catalog.load(folder)

    assert catalog.html(Text("only-here"), "zh-CN") == "Only here."
    assert catalog.html(Text("nowhere"), "en") == "nowhere"
    assert catalog.html(Text("greeting"), "en") == "Hello, <b>name</b>!"


def test_a_broken_file_is_named_with_its_line(folder: Path) -> None:
    """Junk in a catalogue stops the start, with file and line."""
    (folder / "en" / "bad.ftl").write_text("good = yes\n\n!! junk\n", encoding="utf-8")

    with pytest.raises(CatalogFaultError, match=r"en/bad\.ftl, line 3"):
        Catalog.load(folder)


def test_an_entry_is_there_once(folder: Path) -> None:
    """Two files cannot both hold an id: one of them would be silent."""
    (folder / "en" / "more.ftl").write_text("days = again\n", encoding="utf-8")

    with pytest.raises(CatalogFaultError, match="days is in"):
        Catalog.load(folder)
