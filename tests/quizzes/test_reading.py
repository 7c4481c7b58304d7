"""Banks in every form, with every fault told by its line and the good questions taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.quizzes.reading import Bank, read
from bot.kit.encodings import decoded
from tests.quizzes import files

pytestmark = pytest.mark.feature("A2")


def faults(bank: Bank) -> list[tuple[int, str]]:
    """The faults by line, with their texts."""
    return [(each.line, each.why.id) for each in bank.faults]


def test_a_table_is_read() -> None:
    """Answers are letters, several of them, or an option's own words."""
    bank = read(files.CSV, "maths.csv")

    assert faults(bank) == []
    assert [each.right for each in bank.questions] == [{1}, {0, 2}, {1}]
    assert [each.category for each in bank.questions] == ["Maths", "Maths", "Geography"]
    assert bank.questions[0].explanation == "Two and two"


def test_a_chinese_table_is_read_in_its_declared_encoding() -> None:
    """What spreadsheets write is understood without being told."""
    bank = read(decoded(files.CHINESE_CSV.encode("gb18030")), "di-li.csv")

    assert faults(bank) == []
    assert bank.questions[0].options == ("中国", "日本", "韩国")


def test_a_trivia_list_is_read() -> None:
    """The head is told apart; each question has the answers that are accepted."""
    bank = read(files.TRIVIA, "painters.yaml")

    assert faults(bank) == []
    assert (bank.author, bank.title) == ("Somebody", "Painters")
    assert [(each.words, each.accepted) for each in bank.questions] == [
        ("Who painted the Mona Lisa?", ("Leonardo da Vinci", "Leonardo")),
        ("What is the time: 12:00 or noon?", ("noon", "midday")),
        ("谁画了《星夜》？", ("梵高", "梵谷")),
        ("Red?", ("red", "the red")),
    ]


def test_a_yaml_list_is_read() -> None:
    """Options in a block or in brackets, several right answers, answers in words."""
    bank = read(files.LISTED, "mixed.yaml")

    assert faults(bank) == []
    assert (bank.title, bank.author) == ("Mixed", "Somebody")
    assert [each.right for each in bank.questions] == [{0}, {0, 2}, frozenset()]
    assert bank.questions[2].accepted == ("Earth", "the Earth", "Terra")
    assert bank.questions[0].explanation == "It shines by itself."


def test_the_hash_form_is_read() -> None:
    """A question may go on below; the answer is one of the options."""
    bank = read(files.HASHED, "fruit.txt")

    assert faults(bank) == []
    assert bank.questions[0].options == ("Stone", "Apple", "Chair")
    assert bank.questions[1].words == "A long question that goes on below?"


BAD = {
    "bad.csv": (
        (
            "question,A,B,answer\n"
            "Good?,Yes,No,A\n"
            f"Long option?,{'x' * 101},No,B\n"
            "No such answer?,Yes,No,Perhaps\n"
            "Good?,Yes,No,B\n"
            ",Yes,No,A\n"
            f"{'q' * 301},Yes,No,A\n"
            "No answer?,Yes,No,\n"
            "One option?,Yes,,A\n"
            "Twins?,Yes,yes,A\n"
            "Last?,Yes,No,B\n"
        ),
        [
            (3, "bank-fault-option-long"),
            (4, "bank-fault-answer"),
            (5, "bank-fault-twin"),
            (6, "bank-fault-question"),
            (7, "bank-fault-question-long"),
            (8, "bank-fault-no-answer"),
            (9, "bank-fault-options"),
            (10, "bank-fault-option-twin"),
        ],
        2,
    ),
    "bad.yaml": (
        (
            "AUTHOR: x\nDESCRIPTION: y\nFirst?:\n- one\nNo colon here\n- two\nEmpty?:\nFirst?:\n"
            "- one\nGood?:\n  what is this\n- three\nLast?:\n- four\n"
        ),
        [
            (5, "bank-fault-odd"),
            (7, "bank-fault-no-answer"),
            (8, "bank-fault-twin"),
            (10, "bank-fault-odd"),
        ],
        2,
    ),
    "bad.txt": (
        (
            "#Q No right one?\n^ Apple\nA Stone\nB Chair\n\n#Q Nothing?\n\n"
            "#Q Good?\n^ Yes\nA Yes\n"
            "B No\n"
        ),
        [(1, "bank-fault-answer"), (6, "bank-fault-no-answer")],
        1,
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_each_fault_is_told_and_the_good_ones_are_taken(name: str) -> None:
    """A file that is wrong in one place is right everywhere else."""
    content, expected, good = BAD[name]

    bank = read(content, name)

    assert faults(bank) == expected
    assert len(bank.questions) == good


def test_lines_in_a_wrong_encoding_are_told() -> None:
    """In a file of UTF-8 a line of another encoding is a fault; the rest is taken."""
    lines = [
        line.encode() for line in ("题目,A,B,答案", "天是蓝的？,是,否,A", "海是蓝的？,是,否,A")
    ]
    lines.insert(2, "草是绿的？,是,否,A".encode("gb18030"))

    bank = read(decoded(b"\n".join(lines)), "colours.csv")

    assert faults(bank) == [(3, "bank-fault-encoding")]
    assert len(bank.questions) == 2


def test_a_declared_encoding_is_believed() -> None:
    """A comment at the file's beginning says how it is written."""
    content = "# encoding: big5\nAUTHOR: x\nDESCRIPTION: y\n誰畫了星夜?:\n- 梵谷\n"

    bank = read(decoded(content.encode("big5")), "painters.yaml")

    assert [each.accepted for each in bank.questions] == [("梵谷",)]


@pytest.mark.parametrize("form", ["csv", "yaml", "txt"])
def test_ten_thousand_questions_are_read(form: str) -> None:
    """All of them, whatever the form."""
    made = {"csv": files.table, "yaml": files.trivia, "txt": files.hashed}[form]

    bank = read("\n".join(made(10_000)), f"large.{form}")

    assert (len(bank.questions), bank.faults) == (10_000, [])


@given(st.text(max_size=400), st.sampled_from(["a.csv", "a.yaml", "a.txt"]))
def test_no_file_breaks_the_reader(content: str, name: str) -> None:
    """Whatever stands in it, there are questions and faults, and nothing is raised."""
    read(content, name)
    read(f"AUTHOR: x\n{content}", name)
    read(f"- question: {content}", name)
    read(f"#Q {content}", name)
