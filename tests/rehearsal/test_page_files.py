"""The page's files: nothing from elsewhere, nothing that could run a member's words."""

import re
from pathlib import Path

import bot.rehearsal

STATIC = Path(bot.rehearsal.__file__).parent / "static"
SOURCES = sorted(p for p in STATIC.rglob("*") if p.suffix in {".js", ".css", ".html", ".svg"})


def test_the_page_needs_no_internet() -> None:
    """No file of the page loads anything from another address."""
    elsewhere = re.compile(
        r"(?:src|href|url\(|import|from|fetch\()\s*[=(]?\s*[\"']?https?:", re.IGNORECASE
    )
    guilty = [path.name for path in SOURCES if elsewhere.search(path.read_text("utf-8"))]

    assert guilty == []


def test_data_never_becomes_markup() -> None:
    """No module writes markup or code from strings."""
    risky = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\("
    )
    guilty = [path.name for path in SOURCES if risky.search(path.read_text("utf-8"))]

    assert guilty == []


def test_every_module_of_the_page_is_short() -> None:
    """A module of the page has three hundred lines at the most."""
    long = {
        path.name: count
        for path in STATIC.rglob("*.js")
        if path.parent.name != "texts"
        and (count := len(path.read_text("utf-8").splitlines())) > 300
    }

    assert long == {}


def test_every_text_that_is_asked_for_exists() -> None:
    """Each key that a module names is in the English catalogue, and none stands there unused."""
    english = (STATIC / "js/texts/en.js").read_text("utf-8")
    there = {
        a or b for a, b in re.findall(r'^  (?:"([a-z0-9-]+)"|([a-z]+)):', english, re.MULTILINE)
    }
    code = "\n".join(p.read_text("utf-8") for p in (STATIC / "js").glob("*.js"))
    asked = set(re.findall(r'\bt\(\s*"([a-z0-9-]+)"', code))
    quoted = set(re.findall(r'"([a-z0-9-]+)"', code))
    drawn = {key for key in there if re.match(r"(poll|quiz|muted|limited)", key)}
    drawn |= {"photo", "video", "animation", "document", "audio", "voice", "contact", "location"}

    assert set() == asked - there
    assert set() == there - quoted - drawn
