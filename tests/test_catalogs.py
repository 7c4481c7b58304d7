"""The catalogues: complete in every language, used, well-formed, the only home of sentences."""

import ast
import itertools
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.i18n.catalog import LOCALES, Catalog

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for folder in ("bot", "handlers")
    for path in (ROOT / folder).rglob("*.py")
    if "rehearsal" not in path.parts
)
LANGUAGES = sorted(each.name for each in LOCALES.iterdir() if each.is_dir())

# Entries whose ids are put together at run time elsewhere than in `Text(f"…")`, with the reason.
DYNAMIC_PREFIXES: dict[str, str] = {
    "audit-": "a row of the audit names the text that says it",
    "points-rule-": "a row of the ledger names its rule",
}
# Modules whose Chinese literals are matched or folded, not said, with the reason.
ALLOWED_MODULES: dict[str, str] = {
    "bot/features/clauses/rules.py": "how people number lines, and what may follow /rule",
    "bot/features/clauses/words.py": "the sign that ends a topic's name",
    "handlers/clauses.py": "the words that take the pinned rules down",
    "bot/features/roles/rules.py": "what people call the roles",
    "bot/features/audits/rules.py": "what people call the categories",
    "bot/features/cases/rules.py": "the units of time that staff write",
    "bot/features/cases/wording.py": "how staff name a rule and a length of time",
    "bot/features/challenges/words.py": "what people call options, evidence and weekdays",
    "bot/features/campaigns/rules.py": "how people say what is hoped for",
    "bot/features/calendar/timing.py": "what people call the days of the week",
    "bot/features/calendar/timings.py": "what people call the golden hours",
    "handlers/calendar.py": "the words that may follow /calendar",
    "bot/features/picks/rules.py": "the words that choose, and the spans of time",
    "handlers/digests.py": "the word for the group behind /digest",
    "bot/features/materials/rules.py": "the sign with which people mark a tag",
    "handlers/materials.py": "what people call the end, and how they mark a tag",
    "bot/features/submissions/rules.py": "the mark with which people hand something in",
    "bot/features/surveys/reading.py": "how people write surveys",
    "handlers/surveys.py": "the words that may follow /survey",
    "bot/features/chains/rules.py": "how people write options, and the words of a chain",
    "handlers/chains.py": "the words that may follow /chain",
    "bot/features/packets/rules.py": "how people write options, and who pays",
    "bot/features/giveaways/rules.py": "how people write options, and the head of a column",
    "handlers/giveaways.py": "the words that may follow /giveaway",
    "handlers/giveaway_making.py": "the word below a file with codes",
    "bot/features/challenges/reading.py": "how people write options and weekdays",
    "bot/features/challenges/templates.py": "what people call the templates",
    "handlers/challenges.py": "the words that may follow /challenge",
    "handlers/challenge_pages.py": "the words that may follow /why",
    "bot/features/draws/reading.py": "how people write options, prizes and none",
    "bot/features/draws/rules.py": "the sign with which people end a word",
    "handlers/draws.py": "the words that may follow /draw",
    "bot/features/polls/reading.py": "how people write options, and the signs between answers",
    "bot/features/quizzes/reading.py": "what people call the parts of a question",
    "bot/features/quizzes/yamls.py": "what people call the parts of a question",
    "bot/features/quizzes/wishes.py": "how people write options",
    "handlers/quizzes.py": "the words that may follow /quiz",
    "handlers/quiz_making.py": "the words that switch the daily question off",
    "handlers/quiz_files.py": "the word under a file of questions",
    "handlers/polls.py": "the words that may follow /poll",
    "bot/features/questions/reading.py": "how people write the options of a session",
    "bot/features/questions/rules.py": "the signs with which people ask",
    "handlers/question_sessions.py": "the words that may follow /qa",
    "bot/features/events/reading.py": "how people write the options of an event",
    "handlers/events.py": "the words that may follow /event",
    "bot/features/checkins/rules.py": "the words that sign a member in",
    "bot/features/complaints/heat.py": "words that people throw at each other",
    "bot/features/complaints/rules.py": "the words that call the staff",
    "bot/kit/folding.py": "characters that are folded into one another",
    "bot/features/moderation/addresses.py": "the signs at which an address ends",
    "bot/features/moderation/checks/names.py": "the offices that impostors claim",
    "bot/features/moderation/checks/scripts.py": "the signs of each script",
    "bot/features/moderation/checks/topics.py": "the signs between a topic and its words",
    "bot/features/contacts/rules.py": "the words that stop, and how people write hours",
    "bot/features/onboarding/rules.py": "the words with which people ask",
    "handlers/buddies.py": "the words that may follow /buddy",
    "bot/features/imports/cells.py": "what people call the columns of a table",
    "bot/features/imports/lines.py": "the signs between cells",
    "bot/features/sources/rules.py": "the words that let newcomers ask first",
    "bot/features/tags/reading.py": "the unit of days",
    "bot/features/tags/rules.py": "the signs with which people mark a tag",
    "bot/features/tags/wishes.py": "the signs between words, and the word that means none",
    "bot/features/tags/importing.py": "the heads of columns, and the signs between cells",
    "bot/features/thanks/rules.py": "the words that thank",
    "bot/features/moderation/checks/words.py": "the signs with which people end a message",
    "bot/features/moderation/kinds.py": "the signs of Chinese, Japanese and Korean",
    "bot/features/moderation/lists.py": "the signs between the entries of a list",
    "bot/features/segments/rules.py": "the units of time, and the dash under a wide sign",
    "bot/features/segments/signs.py": "what is typed for and, or, not and quotation marks",
    "bot/features/tiers/rules.py": "what people call the rungs",
    "handlers/tiers.py": "the words that ask for tiers and their moves",
    "handlers/groups.py": "the words that may follow /group",
    "handlers/segments.py": "the words that may follow /segment",
    "handlers/__init__.py": "the signs with which people end a word",
    "handlers/sources.py": "the words that may follow /link",
    "handlers/tags.py": "the words that may follow /tag",
    "handlers/gifts.py": "the words that may follow /points",
    "handlers/boards.py": "the words that may follow /top",
    "handlers/badges.py": "the words that may follow /badge",
    "handlers/badge_walls.py": "the words that ask for a picture or a badge",
    "handlers/tag_files.py": "the word under a file of tags",
    "handlers/notes.py": "the word that takes a note away",
    "handlers/cards.py": "the words for a picture",
    "handlers/points.py": "the words that may follow /why",
    "handlers/limits.py": "the word that means none, and the signs between words",
}
# Rendered without markup: what they show must hold none.
PLAIN_CALLS = {"Button", "Answer", "toast", "alert"}

TELEGRAM_TAGS = {
    *("b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a"),
    *("blockquote", "tg-spoiler", "tg-emoji", "span"),
}
CJK = re.compile("[\u3400-\u9fff\uff01-\uff5e\u3000-\u303f]")


def _messages(language: str) -> dict[str, ftl.Message]:
    """Read every entry of a language."""
    parser = FluentParser(with_spans=False)
    return {
        entry.id.name: entry
        for path in sorted((LOCALES / language).glob("*.ftl"))
        for entry in parser.parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, ftl.Message)
    }


def _nodes(node: object) -> Iterator[object]:
    """Walk a catalogue's tree."""
    yield node
    if isinstance(node, list):
        for each in node:
            yield from _nodes(each)
    elif isinstance(node, ftl.BaseNode):
        for value in vars(node).values():
            yield from _nodes(value)


def _references(entry: ftl.Message) -> set[str]:
    """Name the other entries that an entry quotes."""
    return {node.id.name for node in _nodes(entry) if isinstance(node, ftl.MessageReference)}


def _variables(entry: ftl.Message, entries: dict[str, ftl.Message]) -> frozenset[str]:
    """Name the values that an entry wants, those of quoted entries included."""
    own = {node.id.name for node in _nodes(entry) if isinstance(node, ftl.VariableReference)}
    for name in _references(entry):
        own |= _variables(entries[name], entries)
    return frozenset(own)


def _readings(pattern: ftl.Pattern) -> Iterator[str]:
    """Spell out every way an entry may read, an `x` for each value."""
    parts: list[list[str]] = []
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            parts.append([element.value])
        elif isinstance(element, ftl.Placeable) and isinstance(
            element.expression, ftl.SelectExpression
        ):
            parts.append(
                [text for each in element.expression.variants for text in _readings(each.value)]
            )
        else:
            parts.append(["x"])
    for chosen in itertools.islice(itertools.product(*parts), 500):
        yield "".join(chosen)


class _Markup(HTMLParser):
    """Follows tags and notes what Telegram would refuse."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        if tag not in TELEGRAM_TAGS:
            self.faults.append(f"<{tag}> is not Telegram's")
        if tag == "a" and not dict(attrs).get("href"):
            self.faults.append("<a> without an address")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_entityref(self, name: str) -> None:
        """Check a named entity."""
        if name not in {"lt", "gt", "amp", "quot"}:
            self.faults.append(f"&{name}; is not Telegram's")

    def handle_data(self, data: str) -> None:
        """Check the text between tags."""
        if "<" in data or "&" in data:
            self.faults.append("a bare < or &")


def _faults_of(html: str) -> list[str]:
    markup = _Markup()
    markup.feed(html)
    markup.close()
    return markup.faults + [f"<{tag}> stays open" for tag in markup.open]


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """Find each `Text(…)` in our Python, with where it is."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) == "Text" and node.args:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _docstrings(tree: ast.AST) -> set[int]:
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def test_every_file_parses() -> None:
    """Every catalogue loads: no junk, no id twice."""
    assert set(LANGUAGES) == set(Catalog.load(strict=True).languages)


def test_every_entry_is_in_every_language_with_the_same_values() -> None:
    """No reader meets a sentence of another language, nor one that lacks a number."""
    by_language = {language: _messages(language) for language in LANGUAGES}
    wanted = {
        language: {name: sorted(_variables(each, entries)) for name, each in entries.items()}
        for language, entries in by_language.items()
    }
    first = LANGUAGES[0]
    for language in LANGUAGES[1:]:
        assert wanted[first] == wanted[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_the_same_in_every_language(language: str) -> None:
    """A feature's file is found under the same name in each language."""
    expected = sorted(path.name for path in (LOCALES / LANGUAGES[0]).glob("*.ftl"))
    assert expected == sorted(path.name for path in (LOCALES / language).glob("*.ftl"))


def test_every_text_in_python_has_an_entry_with_its_values() -> None:
    """`Text("id", name=…)` names an entry that is there and gives it exactly what it wants."""
    entries = _messages(LANGUAGES[0])
    faults = []
    for where, call in _calls():
        match call.args[0]:
            case ast.Constant(value=str(name)) if name not in entries:
                faults.append(f"{where}: no entry {name}")
            case ast.Constant(value=str(name)) if all(each.arg for each in call.keywords):
                given = {str(each.arg) for each in call.keywords}
                wanted = _variables(entries[name], entries)
                if given != wanted:
                    faults.append(f"{where}: {name} wants {sorted(wanted)}, not {given}")
            case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]) if not any(
                name.startswith(prefix) for name in entries
            ):
                faults.append(f"{where}: no entry begins with {prefix}")
            case _:
                pass
    assert faults == []


def test_no_entry_is_unused() -> None:
    """An entry that nobody says is taken out."""
    entries = _messages(LANGUAGES[0])
    literals = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    prefixes = set(DYNAMIC_PREFIXES)
    for _where, call in _calls():
        match call.args[0]:
            case ast.JoinedStr(values=[ast.Constant(value=str(prefix)), *_]):
                prefixes.add(prefix)
            case _:
                pass
    quoted = {name for entry in entries.values() for name in _references(entry)}
    unused = [
        name
        for name in entries
        if name not in literals | quoted and not name.startswith(tuple(prefixes))
    ]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_telegrams(language: str) -> None:
    """However an entry reads, Telegram takes its markup."""
    faults = {
        name: found
        for name, entry in _messages(language).items()
        if entry.value
        for reading in _readings(entry.value)
        if (found := _faults_of(reading))
    }
    assert faults == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_toasts_hold_no_markup(language: str) -> None:
    """What is shown without markup has none to show."""
    entries = _messages(language)
    plain: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or _name(node.func) not in PLAIN_CALLS:
                continue
            for each in [*node.args, *(keyword.value for keyword in node.keywords)]:
                match each:
                    case ast.Call(
                        func=ast.Name(id="Text"), args=[ast.Constant(value=str(name)), *_]
                    ):
                        plain.add(name)
                    case _:
                        pass
    marked = [
        name
        for name in sorted(plain & entries.keys())
        if (pattern := entries[name].value)
        and any("<" in reading or "&" in reading for reading in _readings(pattern))
    ]
    assert marked == []


def test_no_sentence_is_in_python() -> None:
    """Copy is content: features and handlers hold no Chinese but the words they listen for."""
    found = []
    for path in SOURCES:
        if path.parts[len(ROOT.parts)] != "handlers" and "features" not in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = _docstrings(tree)
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
            and CJK.search(node.value)
            and str(path.relative_to(ROOT)) not in ALLOWED_MODULES
        ]
    assert found == []


@pytest.mark.parametrize(
    ("html", "is_well"),
    [
        ("<b>ok</b> &lt;", True),
        ("<b>open", False),
        ("<b><i>crossed</b></i>", False),
        ("<h1>no</h1>", False),
        ("a & b", False),
        ('<a href="https://t.me/x">link</a>', True),
        ("<a>nowhere</a>", False),
    ],
)
def test_the_checker_tells_good_markup_from_bad(html: str, *, is_well: bool) -> None:
    """The checker of markup is itself right."""
    assert is_well == (_faults_of(html) == [])


def test_moments_are_told_in_ways_that_the_engine_knows() -> None:
    """An option that means nothing would be passed over, and the whole date told instead."""
    known = {
        frozenset({"month", "day"}),
        frozenset({"weekday", "month", "day"}),
        frozenset({"year", "month", "day"}),
        frozenset({"hour", "minute"}),
        frozenset({"month", "day", "hour", "minute"}),
        frozenset({"weekday", "month", "day", "hour", "minute"}),
        frozenset({"dateStyle"}),
        frozenset({"timeStyle"}),
        frozenset({"dateStyle", "timeStyle"}),
        frozenset(),
    }
    for path in sorted((ROOT / "bot/i18n/locales").rglob("*.ftl")):
        for call in re.findall(r"DATETIME\(\$\w+([^)]*)\)", path.read_text(encoding="utf-8")):
            assert frozenset(re.findall(r"(\w+):", call)) in known, (path.name, call)
