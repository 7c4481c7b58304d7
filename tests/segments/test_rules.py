"""The language of segments: what is read, where a fault is, and that writing gives it back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.segments.rules import (
    And,
    Clause,
    Node,
    Not,
    Or,
    Unread,
    nearest,
    number_of,
    parse,
    shown_at,
    span_of,
    written,
)
from bot.kit.texts import Text

pytestmark = pytest.mark.feature("T7")

A, B, C = Clause("a"), Clause("b"), Clause("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("not a and b or c", Or((And((Not(A), B)), C))),
        ("a or b and not c", Or((A, And((B, Not(C)))))),
        ("(a or b) and c", And((Or((A, B)), C))),
        ("not (a or b)", Not(Or((A, B)))),
        ("not not a", Not(Not(A))),
        ("a and b and c", And((A, B, C))),
        ("(a and b) and c", And((And((A, B)), C))),
        ("A AND B Or NOT c", Or((And((A, B)), Not(C)))),
        ("(a)and(b)", And((A, B))),
        ("tag:runner", Clause("tag", "runner")),
        ("tag:跑步", Clause("tag", "跑步")),
        ("TAG：跑步", Clause("tag", "跑步")),
        ("tag:Runner", Clause("tag", "Runner")),
        ("tag : runner", Clause("tag", "runner")),
        ("tag:and", Clause("tag", "and")),
        ('tag:"night owl"', Clause("tag", "night owl")),
        ("tag:“night owl”", Clause("tag", "night owl")),
        ("tag:「夜猫」", Clause("tag", "夜猫")),
        ("in:region:east", Clause("in", "region:east")),
        ('in:"region:east"', Clause("in", "region:east")),
        ("points>=100", Clause("points", None, ">=", "100")),
        ("points ≥ １００", Clause("points", None, ">=", "100")),
        ("points＞＝100", Clause("points", None, ">=", "100")),
        ("joined>30d", Clause("joined", None, ">", "30d")),
        ("joined<3周", Clause("joined", None, "<", "3周")),
        ("tier:value>=vip", Clause("tier", "value", ">=", "vip")),
        ("streak:21days>=7", Clause("streak", "21days", ">=", "7")),
        ('profile:city="New York"', Clause("profile", "city", "=", "New York")),
        ("（a　or　b）", Or((A, B))),
        ("tag:🏃", Clause("tag", "🏃")),
        ("tag:👨‍👩‍👧", Clause("tag", "👨‍👩‍👧")),
        ("tag:רץ", Clause("tag", "רץ")),
        ("tag:o'brien", Clause("tag", "o'brien")),
        ("\n a \t and\nb ", And((A, B))),
    ],
)
def test_what_is_read(text: str, tree: Node) -> None:
    """`not` binds before `and`, then `and`; width, case and kinds of quotes do not matter."""
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 1, "segment-fault-empty"),
        ("   ", 1, "segment-fault-empty"),
        ("a b", 3, "segment-fault-between"),
        ("a and", 6, "segment-fault-word"),
        ("and a", 1, "segment-fault-word"),
        ("a or or b", 6, "segment-fault-word"),
        ("not", 4, "segment-fault-word"),
        ("(a", 3, "segment-fault-close"),
        ("(a b)", 4, "segment-fault-between"),
        ("a)", 2, "segment-fault-open"),
        ("()", 2, "segment-fault-word"),
        ("tag:", 5, "segment-fault-name"),
        ("tag:)", 5, "segment-fault-name"),
        ('tag:""', 5, "segment-fault-name"),
        ("points>=", 9, "segment-fault-name"),
        ("points=>3", 7, "segment-fault-comparison"),
        ("points==3", 7, "segment-fault-comparison"),
        ("points<>3", 7, "segment-fault-comparison"),
        ('tag:"night', 5, "segment-fault-quote"),
        ('"tag"', 1, "segment-fault-word"),
        ("a && b", 3, "segment-fault-operator"),
        ("a | b", 3, "segment-fault-operator"),
        ("!a", 1, "segment-fault-operator"),
        ("a ！ b", 3, "segment-fault-operator"),
        ("a 且 b", 3, "segment-fault-operator"),
        ("tag:跑步 并且 b", 8, "segment-fault-operator"),
        ("a; drop table members", 2, "segment-fault-sign"),
        ("\u202ea", 1, "segment-fault-invisible"),
        ("a\x00", 2, "segment-fault-invisible"),
        ("x" * 1001, 1001, "segment-fault-long"),
        ("🎉" * 4096, 1001, "segment-fault-long"),
        ("(" * 500, 21, "segment-fault-deep"),
        ("not " * 200 + "a", 81, "segment-fault-deep"),
        (" or ".join("a" * 101), 501, "segment-fault-many"),
    ],
)
def test_a_fault_says_where_and_why(text: str, column: int, reason: str) -> None:
    """The column is that of what was typed, full-width signs and all."""
    with pytest.raises(Unread) as raised:
        parse(text)

    assert (raised.value.column, raised.value.reason.id) == (column, reason)


NAMES = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"],
        exclude_characters='"“”„‟«»「」『』＂\u3000',
    ).filter(lambda sign: not "\uff01" <= sign <= "\uff5e"),
    min_size=1,
    max_size=12,
).filter(lambda name: bool(name.strip()))
CLAUSES = st.builds(
    Clause,
    word=st.sampled_from(["tag", "tier", "points", "跑步", "x_1"]),
    name=st.none() | NAMES,
) | st.builds(
    Clause,
    word=st.sampled_from(["tag", "tier", "points"]),
    name=st.none() | NAMES,
    comparison=st.sampled_from([">=", "<=", ">", "<", "="]),
    value=NAMES,
)
TREES: st.SearchStrategy[Node] = st.recursive(
    CLAUSES,
    lambda parts: (
        st.builds(Not, parts)
        | st.builds(And, st.lists(parts, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(parts, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=8,
)


@given(TREES)
def test_what_is_written_is_read_as_the_same(tree: Node) -> None:
    """Writing a tree down and reading it again gives the tree, with no word lost."""
    text = written(tree)
    if len(text) <= 1000:
        assert parse(text) == tree
        assert written(parse(text)) == text


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_its_own_columns(text: str) -> None:
    """Nothing that anybody types is an error of ours, and each fault lies in the text."""
    fault = None
    try:
        parse(text)
    except Unread as unread:
        fault = unread
    if fault is not None:
        line, dashes = shown_at(text, fault.column)

        assert 1 <= fault.column <= len(text) + 1
        assert len(line.splitlines()) <= 1
        assert dashes.endswith("^")


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("a b", 3, ("a b", "--^")),
        ("tag:跑步 且", 8, ("tag:跑步 且", "----－－-^")),
        ("a   b", 5, ("a b", "--^")),
        ("\u202ea", 1, ("\ufffda", "^")),
        ("a", 2, ("a", "-^")),
        ("x" * 200, 100, ("…" + "x" * 51 + "…", "-" * 35 + "^")),
    ],
)
def test_the_caret_stands_under_the_sign(text: str, column: int, shown: tuple[str, str]) -> None:
    """Wide signs have wide dashes, blanks are one, hidden signs show, long texts are cut."""
    assert shown_at(text, column) == shown


@pytest.mark.parametrize(
    ("value", "number"), [("0", 0), ("100", 100), ("999999999", 999999999), ("007", 7)]
)
def test_numbers(value: str, number: int) -> None:
    """Whole numbers that a database column holds."""
    assert number_of(Clause("points", None, ">=", value)) == number


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "1e3", "9999999999", "٣", "1_0", None])
def test_no_numbers(value: str | None) -> None:
    """Anything else is told at its own column."""
    with pytest.raises(Unread) as raised:
        number_of(Clause("points", None, ">=", value, value_column=9))

    assert raised.value.column == 9
    assert raised.value.reason == Text("segment-fault-number", word="points")


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("30d", timedelta(days=30)),
        ("4w", timedelta(weeks=4)),
        ("12H", timedelta(hours=12)),
        ("30天", timedelta(days=30)),
        ("2周", timedelta(weeks=2)),
        ("６时", timedelta(hours=6)),
        ("99999w", timedelta(days=36500)),
    ],
)
def test_spans(value: str, span: timedelta) -> None:
    """Days, weeks and hours, in both languages; for ever is a hundred years."""
    assert span_of(Clause("joined", None, ">", value)) == span


@pytest.mark.parametrize("value", ["30", "d", "3m", "1.5d", "-3d", "30dd", "3 d 4", ""])
def test_no_spans(value: str) -> None:
    """A length of time without a unit, or with two, is refused."""
    with pytest.raises(Unread) as raised:
        span_of(Clause("joined", None, ">", value))

    assert raised.value.reason.id == "segment-fault-span"


def test_a_span_is_never_equal() -> None:
    """Nobody joined exactly thirty days ago."""
    with pytest.raises(Unread) as raised:
        span_of(Clause("joined", None, "=", "30d"))

    assert raised.value.reason.id == "segment-fault-span-equal"


def test_the_nearest_name() -> None:
    """A slip of the finger finds what was meant, whatever the case; nonsense finds none."""
    assert nearest("Runer", ["staff", "runner"]) == "runner"
    assert nearest("夜跑步", ["staff", "跑步"]) == "跑步"
    assert nearest("zzz", ["staff", "runner"]) is None
