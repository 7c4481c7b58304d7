"""How a text becomes rules, and what one version changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.clauses.rules import (
    LONGEST,
    MOST_CLAUSES,
    Fault,
    Line,
    Wish,
    added,
    are_faults,
    differences,
    edited,
    kept_terms,
    line_of,
    lines_of,
    numbered,
    removed,
    wish_of,
)

WORDS = st.text(st.characters(categories=("L",)), min_size=1, max_size=20)
LINES = st.lists(st.builds(Line, WORDS, st.integers(0, 10), st.integers(1, 3660)), max_size=8)


@pytest.mark.feature("R1")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Be kind", Line("Be kind")),
        ("  Be kind  ", Line("Be kind")),
        ("No adverts [2]", Line("No adverts", 2)),
        ("No adverts (60d)", Line("No adverts", 1, 60)),
        ("No adverts [2] (60d)", Line("No adverts", 2, 60)),
        ("No adverts (60 days) [2]", Line("No adverts", 2, 60)),
        ("不发广告【3】（10天）", Line("不发广告", 3, 10)),
        ("Only [links] here", Line("Only [links] here")),
        ("Meet at (9d", Line("Meet at (9d")),
        ("Notice [0]", Line("Notice", 0)),
        ("", Fault(1, "empty", "")),
        ("[2]", Fault(1, "empty", "[2]")),
        ("x [11]", Fault(1, "weight", "11")),
        ("x [-1]", Fault(1, "weight", "-1")),
        ("x (0d)", Fault(1, "days", "0")),
        ("x (9999d)", Fault(1, "days", "9999")),
        ("y" * (LONGEST + 1), Fault(1, "long", "y" * 40)),
    ],
)
def test_a_line_is_read(text: str, expected: Line | Fault) -> None:
    """Words, then weight and days in any order, in either language's brackets."""
    assert line_of(text) == expected


@pytest.mark.feature("R1")
@pytest.mark.parametrize(
    "text",
    [
        "1. One\n2. Two",
        "1、One\n2、Two",
        "1）One\n\n2）Two",
        "- One\n• Two",
        "第1条 One\n第2条 Two",
    ],
)
def test_numbers_before_lines_are_taken_off(text: str) -> None:
    """However people number; empty lines are passed over."""
    assert lines_of(text) == (Line("One"), Line("Two"))


def test_every_fault_is_told_with_its_line() -> None:
    """All at once, counted as the text has them."""
    assert lines_of("fine\n\nx [99]\ny (0d)") == (
        Fault(3, "weight", "99"),
        Fault(4, "days", "0"),
    )


def test_a_book_has_bounds() -> None:
    """Too many rules, or too much for one post, are told as such."""
    assert lines_of("\n".join("x" * (MOST_CLAUSES + 1))) == (Fault(51, "many", "51"),)
    (fault,) = lines_of("\n".join(["🎉" * 400] * 10))
    assert isinstance(fault, Fault)
    assert fault.kind == "whole"
    assert lines_of(" \n ") == (Fault(1, "empty", ""),)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever is written, it is read or told, and never empty."""
    read = lines_of(text)

    assert read
    assert are_faults(read) or all(isinstance(each, Line) and each.words for each in read)


@given(LINES, LINES)
def test_differences_lead_from_the_one_version_to_the_other(
    before: list[Line], after: list[Line]
) -> None:
    """As many come and go as the lengths differ by, and none is told where nothing changes."""
    told = differences(before, after)
    marks = [each.mark for each in told]

    assert marks.count("added") - marks.count("removed") == len(after) - len(before)
    assert all(each.after == after[each.number - 1] for each in told if each.after is not None)
    assert differences(after, after) == ()


def test_a_rule_that_only_moves_is_no_difference() -> None:
    """One put before the others is the one thing that changes."""
    before = [Line("One"), Line("Two")]

    (only,) = differences(before, [Line("New"), *before])

    assert (only.mark, only.number) == ("added", 1)


def test_editing_makes_new_lists() -> None:
    """Added at the end, put anew in place, taken out; a number that is none gives none."""
    lines = (Line("One"), Line("Two"))

    assert added(lines, Line("Three"))[-1] == Line("Three")
    assert edited(lines, 2, Line("2")) == (Line("One"), Line("2"))
    assert removed(lines, 1) == (Line("Two"),)
    assert edited(lines, 3, Line("3")) is None
    assert removed(lines, 0) is None
    assert [each.number for each in numbered(lines, 4)] == [1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x", (2, 60)), ("x [3]", (3, 60)), ("x (7d)", (2, 7)), ("x [3] (7d)", (3, 7))],
)
def test_what_an_edit_does_not_name_stays(text: str, expected: tuple[int, int]) -> None:
    """Weight and expiry are kept unless they are written."""
    line = line_of(text)
    assert isinstance(line, Line)
    kept = kept_terms(text, line, Line("old", 2, 60))

    assert (kept.weight, kept.expiry_days) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("3", Wish("show", 3)),
        ("add No politics", Wish("add", 0, "No politics")),
        ("加 不谈政治", Wish("add", 0, "不谈政治")),
        ("edit 2 Be kind", Wish("edit", 2, "Be kind")),
        ("改 2 友善", Wish("edit", 2, "友善")),
        ("remove 2", Wish("remove", 2)),
        ("删 2", Wish("remove", 2)),
        ("", None),
        ("3 4", None),
        ("edit 2", None),
        ("edit two Be kind", None),
        ("remove 2 please", None),
        ("add", None),
        ("99999", None),
        ("٣", None),
    ],
)
def test_a_wish_is_read(said: str, expected: Wish | None) -> None:
    """A number shows, a verb changes; anything else is nothing."""
    assert wish_of(said) == expected
