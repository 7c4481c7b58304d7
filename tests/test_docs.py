"""The docs tell what is there, all of it, and nothing that is not."""

import ast
import re
from pathlib import Path

import pytest

from bot.runtime.observability import Metrics

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if path.name != "template.md"
)


def read(name: str) -> str:
    """Return a page of the docs."""
    return (ROOT / name).read_text(encoding="utf-8")


def first_cells(page: str, pattern: str) -> set[str]:
    """Return what stands in backticks in the first cell of a page's table rows."""
    return set(re.findall(rf"(?m)^\| `{pattern}`", page))


def test_every_command_is_told() -> None:
    """Each command of the routing table has its row, and no other has."""
    handlers = pytest.importorskip("handlers", exc_type=ImportError)
    expected = set(handlers.COMMANDS)

    actual = first_cells(read("docs/commands.md"), r"/(\w+)")

    assert expected == actual


def test_every_verb_of_the_command_line_is_told() -> None:
    """Each verb of `python -m bot` has its row, and no other has."""
    cli = pytest.importorskip("bot.cli", exc_type=ImportError)
    expected = set(cli.VERBS)

    actual = first_cells(read("docs/commands.md"), r"python -m bot (\w+)")

    assert expected == actual


def test_every_metric_is_told() -> None:
    """Each metric has its row in the operators' page, and no other has."""
    expected = Metrics().names()

    actual = first_cells(read("docs/operations.md"), r"(hearth_\w+)")

    assert expected == actual


def test_every_fact_is_told() -> None:
    """Each fact of the vocabulary stands in the glossary, and no other does."""
    tree = ast.parse(read("bot/features/facts.py"))
    expected = {
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "Fact" for base in node.bases)
    }

    actual = first_cells(read("docs/glossary.md"), r"([A-Z]\w+)")

    assert expected == actual


def test_every_decision_is_listed() -> None:
    """Each page of docs/decisions stands in its list, under its own name."""
    expected = {
        path.name
        for path in (ROOT / "docs/decisions").glob("*.md")
        if path.name not in {"README.md", "template.md"}
    }

    actual = set(re.findall(r"(?m)^\| \[[^]]+\]\(([^)]+)\)", read("docs/decisions/README.md")))

    assert expected == actual


def test_every_decision_has_its_parts() -> None:
    """Each decision gives its context, itself, its consequences and its alternatives."""
    parts = re.findall(r"(?m)^## .+$", read("docs/decisions/template.md"))

    incomplete = {
        path.name
        for path in (ROOT / "docs/decisions").glob("*.md")
        if path.name != "README.md"
        and re.findall(r"(?m)^## .+$", path.read_text(encoding="utf-8")) != parts
    }

    assert incomplete == set()


def test_every_page_is_in_the_index() -> None:
    """Each page of the docs can be found from docs/README.md."""
    index = read("docs/README.md")

    missing = {path.name for path in (ROOT / "docs").glob("*.md") if path.name not in index}

    assert missing - {"README.md"} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of ours leads to a file that is there."""
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))

    broken = {link for link in links if not (page.parent / link).exists()}

    assert broken == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_make_targets_exist(page: Path) -> None:
    """What a page tells to make can be made."""
    targets = set(re.findall(r"(?m)^([a-z]+):", read("Makefile")))

    told = set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8")))

    assert told - targets == set()


def test_every_retention_key_is_told() -> None:
    """Operators read how long each thing is kept."""
    from dataclasses import fields

    from bot.config import Retention

    told = set(re.findall(r"`retention\.(\w+)`", read("docs/operations.md")))

    assert {item.name for item in fields(Retention)} == told
