"""Read banks of questions from files: CSV, YAML, trivia lists and the `#Q` text form."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.features.polls.rules import (
    FEWEST_OPTIONS,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    MOST_OPTIONS,
    units,
)
from bot.features.quizzes import yamls
from bot.features.quizzes.rules import LONGEST_EXPLANATION, MOST_FEEDS, Question, normal
from bot.features.quizzes.yamls import Raw
from bot.kit.texts import Text

LONGEST_CATEGORY: Final = 40
LONGEST_TITLE: Final = 80
# What a sign becomes that is not of the encoding.
BROKEN: Final = "\ufffd"
_LETTERS: Final = "ABCDEFGHIJKL"
_COLUMNS: Final = {
    **dict.fromkeys(("question", "q", "题目", "问题"), "question"),
    **dict.fromkeys(("answer", "answers", "correct", "答案", "正确答案"), "answer"),
    **dict.fromkeys(("accept", "accepted", "可接受"), "accept"),
    **dict.fromkeys(("explanation", "why", "解析", "解释"), "explanation"),
    **dict.fromkeys(("category", "分类", "类别"), "category"),
    **dict.fromkeys(("options", "choices", "选项"), "options"),
}
_OPTION: Final = re.compile(r"(?:option|choice|选项)?[\s_]*([a-l]|[1-9]|1[0-2])", re.IGNORECASE)
_CHOICE: Final = re.compile(r"([A-L])[\s.):：、]+(.*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a question, and on which line of the file it begins."""

    line: int
    why: Text


@dataclass(slots=True)
class Bank:
    """What a file holds: the questions that can be asked, and what is wrong with the others."""

    title: str = ""
    author: str = ""
    questions: list[Question] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(content: str, name: str) -> Bank:
    """Read a bank; `name` is the file's, which tells the form where its beginning does not."""
    bank = Bank()
    lines = content.splitlines()
    raws = _form(lines, name.casefold(), bank)
    seen: dict[str, int] = {}
    for raw in raws:
        made = _checked(raw)
        if isinstance(made, Fault):
            bank.faults.append(made)
            continue
        first = seen.setdefault(made.mark, made.line)
        if first != made.line:
            bank.faults.append(Fault(made.line, Text("bank-fault-twin", first=first)))
            continue
        bank.questions.append(made)
    bank.title = bank.title.strip()[:LONGEST_TITLE]
    bank.author = bank.author.strip()[:LONGEST_TITLE]
    return bank


def _form(lines: Sequence[str], name: str, bank: Bank) -> Iterable[Raw]:
    if any(line.startswith("#Q ") for line in lines[:200]):
        return _hash_form(lines)
    if name.endswith((".csv", ".tsv")):
        return _table(lines, "\t" if name.endswith(".tsv") else None, bank)
    if yamls.is_list(lines):
        return yamls.listed(lines, bank, _COLUMNS)
    if name.endswith((".yaml", ".yml")) or yamls.is_trivia(lines):
        return yamls.trivia(lines, bank)
    return _table(lines, None, bank)


def _hash_form(lines: Sequence[str]) -> Iterator[Raw]:
    raw: Raw | None = None
    for number, line in enumerate(lines, 1):
        said = line.strip()
        choice = _CHOICE.fullmatch(said)
        if said.startswith("#Q"):
            if raw is not None:
                yield raw
            raw = Raw(number, said[2:].strip(), by_words=True)
        elif raw is None or not said:
            continue
        elif said.startswith("^"):
            raw.answers.append(said[1:].strip())
        elif choice and raw.answers:
            raw.options.append(choice[2].strip())
        elif not raw.answers:
            # A long question goes on below.
            raw.words = f"{raw.words} {said}"
        else:
            raw.odd = raw.odd or number
    if raw is not None:
        yield raw


def _table(lines: Sequence[str], sign: str | None, bank: Bank) -> Iterator[Raw]:
    head = lines[0] if lines else ""
    sign = sign or max(",;\t", key=head.count)
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=sign)
    names = [_column(cell) for cell in next(rows, [])]
    if "question" not in names or not ({"answer", "accept"} & set(names)):
        bank.faults.append(Fault(1, Text("bank-fault-head")))
        return
    at = rows.line_num + 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            bank.faults.append(Fault(at, Text("bank-fault-broken")))
            return
        if any(cell.strip() for cell in row):
            yield _of_row(at, names, row)
        at = rows.line_num + 1


def _of_row(line: int, names: Sequence[str], row: Sequence[str]) -> Raw:
    raw = Raw(line, "")
    for name, cell in zip(names, row, strict=False):
        said = cell.strip()
        match name:
            case "question":
                raw.words = said
            case "option" if said:
                raw.options.append(said)
            case "options" if said:
                raw.options += [each.strip() for each in said.split("|")]
            case "answer" | "accept" if said:
                raw.answers += [each.strip() for each in said.split("|")]
            case "explanation":
                raw.explanation = said
            case "category":
                raw.category = said
            case _:
                pass
    return raw


def _column(cell: str) -> str:
    said = cell.strip().strip("\ufeff").casefold()
    return _COLUMNS.get(said) or ("option" if _OPTION.fullmatch(said) else "")


def _checked(raw: Raw) -> Question | Fault:
    """Return a question that Telegram takes, or what is wrong with it."""
    why = _fault_in(raw)
    if why is not None:
        return Fault(raw.line, why)
    right: frozenset[int] = frozenset()
    if raw.options:
        found = [_choices(each, raw.options, by_words=raw.by_words) for each in raw.answers]
        if not all(found):
            missing = raw.answers[found.index(frozenset())]
            return Fault(raw.line, Text("bank-fault-answer", answer=missing[:64]))
        right = frozenset().union(*found)
    return Question(
        raw.words,
        tuple(raw.options),
        right,
        () if raw.options else tuple(raw.answers),
        raw.explanation or None,
        raw.category[:LONGEST_CATEGORY] or None,
        raw.line,
    )


def _fault_in(raw: Raw) -> Text | None:  # noqa: C901, PLR0911 — one for each reason
    said = [raw.words, *raw.options, *raw.answers, raw.explanation, raw.category]
    if any(BROKEN in each for each in said):
        return Text("bank-fault-encoding")
    if raw.odd:
        return Text("bank-fault-odd", at=raw.odd)
    if not raw.words:
        return Text("bank-fault-question")
    if units(raw.words) > LONGEST_QUESTION:
        return Text("bank-fault-question-long", length=units(raw.words), most=LONGEST_QUESTION)
    if raw.options and not FEWEST_OPTIONS <= len(raw.options) <= MOST_OPTIONS:
        return Text("bank-fault-options", count=len(raw.options), most=MOST_OPTIONS)
    for number, option in enumerate(raw.options or raw.answers, 1):
        if not option or units(option) > LONGEST_OPTION:
            return Text(
                "bank-fault-option-long", n=number, length=units(option), most=LONGEST_OPTION
            )
    if len({each.casefold() for each in raw.options}) < len(raw.options):
        return Text("bank-fault-option-twin")
    if not raw.answers:
        return Text("bank-fault-no-answer")
    feeds = raw.explanation.count("\n")
    if units(raw.explanation) > LONGEST_EXPLANATION or feeds > MOST_FEEDS:
        return Text("bank-fault-explanation", length=units(raw.explanation))
    return None


def _choices(answer: str, options: Sequence[str], *, by_words: bool) -> frozenset[int]:
    """Return which options an answer names: by their words, by letters or by numbers."""
    named = {at for at, option in enumerate(options) if option == answer}
    if not named:
        named = {at for at, option in enumerate(options) if normal(option) == normal(answer)}
    if named or by_words:
        return frozenset(named)
    marks = [each for each in re.split(r"[\s,，、;/]+", answer.upper()) if each]
    if len(marks) == 1 and re.fullmatch(r"[A-L]{2,12}", marks[0]):
        marks = list(marks[0])
    found = {_numbered(each) for each in marks}
    return (
        frozenset(found) if found and all(0 <= at < len(options) for at in found) else frozenset()
    )


def _numbered(mark: str) -> int:
    if mark in _LETTERS and len(mark) == 1:
        return _LETTERS.index(mark)
    return int(mark) - 1 if mark.isascii() and mark.isdecimal() and len(mark) <= 2 else -1
