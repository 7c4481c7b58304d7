"""A flow is read whole or not at all, and says on which line what is wrong."""

import re
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.features.onboarding.flows import shipped
from bot.features.onboarding.parts import Around, Fault
from bot.features.onboarding.reading import read
from bot.features.onboarding.rules import (
    Drip,
    Flow,
    Step,
    due_at,
    filled,
    goals_of,
    is_question,
    way_from,
)
from bot.kit.toml_lines import lines_of
from tests.conversation import catalog

SHANGHAI = ZoneInfo("Asia/Shanghai")
AROUND = Around(fields=("city", "trade"), words=("tag", "level", "points"))


def faults_of(text: str, around: Around = AROUND) -> list[tuple[int, str, str]]:
    """The faults of a flow: line, step, and the id of the reason."""
    found = read(text, around)
    assert isinstance(found, tuple)
    assert all(isinstance(each, Fault) for each in found)
    return [(each.line, each.where, each.why.id) for each in found]


@pytest.mark.feature("O8")
class TestFilling:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Hi {name}!", "Hi Mei!"),
            ("Hi {name|friend}!", "Hi Mei!"),
            ("{value|Nice to have you}", "Nice to have you"),
            ("{value}.", "."),
            ("{{name}}", "{name}"),
            ("no variables", "no variables"),
            ("{ name }", "Mei"),
            ("{name} {name}", "Mei Mei"),
        ],
    )
    def test_variables_are_filled_in(self, text: str, expected: str) -> None:
        """A variable is its value, or what stands behind its bar where it has none."""
        assert expected == filled(text, {"name": "Mei", "value": ""})

    def test_a_value_is_never_filled_in_again(self) -> None:
        """Whoever calls themselves {community} reads just that."""
        assert filled("{name}", {"name": "{community}", "community": "x"}) == "{community}"


@pytest.mark.feature("O8")
class TestReading:
    def test_the_shipped_flow_is_well(self) -> None:
        """What is shipped can be read, and ends with a last word."""
        flow = shipped()

        assert [each.kind for each in flow.steps][-1] == "done"
        assert [each.day for each in flow.drips] == [0, 1, 3, 7]

    def test_the_example_is_well(self) -> None:
        """The example that operators copy can be read with the fields that it names."""
        text = (Path(__file__).parents[2] / "onboarding.example.toml").read_text("utf-8")

        assert isinstance(read(text, Around(fields=("city",))), Flow)

    def test_every_fault_is_named_at_once(self) -> None:
        """All faults come together, each with its line, its step and its reason."""
        text = """# A flow
[[step]]
id = "hello"
kind = "text"
text = \"\"\"
Hi {nmae}
[[step]]
kind = "not one: this is text"
\"\"\"

[[step]]
id = "ask"
kind = "question"
field = "cty"
only_if = "tag:x and ("

[[step]]
id = "hello"
kind = "welcom"

[[step]]
id = "look"
kind = "buttons"
text.en = "Look"
text.fr = "Voilà"
buttons = [
  { text = "Go", url = "ftp://example" },
]

[[drip]]
day = 99
at = "25:00"
text = "x"
unless = "lvel>=3"
"""
        assert faults_of(text) == [
            (5, "hello", "onboarding-fault-near"),
            (14, "ask", "onboarding-fault-near"),
            (15, "ask", "onboarding-fault-segment"),
            (18, "hello", "onboarding-fault-twice"),
            (19, "hello", "onboarding-fault-near"),
            (25, "look", "onboarding-fault-unknown"),
            (26, "look", "onboarding-fault-buttons"),
            (31, "day99-1", "onboarding-fault-day"),
            (32, "day99-1", "onboarding-fault-hour"),
            (34, "day99-1", "onboarding-fault-near"),
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", [(1, "–", "onboarding-fault-empty")]),
            ("[[step]\n", [(1, "–", "toml-fault")]),
            ('step = "x"', [(1, "step", "onboarding-fault-table")]),
            ('[[stepp]]\nid = "a"', [(1, "stepp", "onboarding-fault-near")]),
            ('[[step]]\nkind = "done"', [(1, "1", "onboarding-fault-id")]),
            ('[[step]]\nid = "Big"\nkind = "done"', [(2, "Big", "onboarding-fault-id")]),
            ('[[step]]\nid = "back"\nkind = "done"', [(2, "back", "onboarding-fault-id")]),
            ('[[step]]\nid = "a"', [(1, "a", "onboarding-fault-unknown")]),
            ('[[step]]\nid = "a"\nkind = "text"', [(1, "a", "onboarding-fault-no-text")]),
            (
                '[[step]]\nid = "a"\nkind = "welcome"\nskip = "yes"',
                [(4, "a", "onboarding-fault-flag")],
            ),
            (
                '[[step]]\nid = "a"\nkind = "welcome"\nphoto = "x"',
                [(4, "a", "onboarding-fault-unknown")],
            ),
            (
                '[[step]]\nid = "a"\nkind = "done"\n[[step]]\nid = "b"\nkind = "welcome"',
                [(3, "a", "onboarding-fault-last")],
            ),
            (
                '[[step]]\nid = "a"\nkind = "welcome"\n[step.text]\nen = "Hi"\nde = "Hallo"',
                [(6, "a", "onboarding-fault-near")],
            ),
            (
                '[[step]]\nid = "a"\nkind = "media"\ntext = "x"',
                [(1, "a", "onboarding-fault-no-photo")],
            ),
            (
                '[[step]]\nid = "a"\nkind = "interests"\ntags = "run"',
                [(4, "a", "onboarding-fault-tags")],
            ),
        ],
    )
    def test_each_fault_has_its_line(
        self, text: str, expected: list[tuple[int, str, str]]
    ) -> None:
        """A fault stands on the line of its key, or else of its step."""
        found = faults_of(text)

        assert expected[0] in found

    @pytest.mark.parametrize(
        ("text", "line", "column", "missed"),
        [
            ('[[step]]\nid = "a', 2, 8, "quote"),
            ('[[step]]\nid = "a\nkind = "text"', 2, 8, "quote"),
            ("[[step]]\ntext = '''a\n", 2, 12, "quote"),
            ('[[step]]\nid "a"', 2, 4, "equals"),
            ('[[step]\nid = "a"', 1, 7, "bracket"),
            ("[[step]]\nbuttons = [1 ", 2, 13, "bracket"),
            ('[[step]]\ntext = "a\\q"', 2, 12, "escape"),
            ("[[step]]\nid = a", 2, 6, "value"),
            ('[[step]]\nid = "a" kind = "text"', 2, 10, "line"),
            ("[[step]]\n= 3", 2, 1, "name"),
            ('[[step]]\nid = "a"\nid = "b"\n', 3, 9, "twice"),
            ("# \x01", 1, 3, "other"),
        ],
    )
    def test_what_is_no_toml_is_said_in_the_readers_words(
        self, text: str, line: int, column: int, missed: str
    ) -> None:
        """Line, column and what is missing are told, and no sentence of the library's."""
        (fault,) = read(text, AROUND)  # type: ignore[misc]
        told = catalog().plain(fault.why, "zh-CN")

        assert fault.line == line
        assert dict(fault.why.values) == {"column": str(column), "missed": missed}
        # The library's sentences have several words of English beside one another.
        assert re.search(r"[A-Za-z]+ [A-Za-z]+", told) is None

    def test_a_picture_has_to_be_there(self, tmp_path: Path) -> None:
        """A picture is looked for when the file is read, not when somebody joins."""
        text = '[[step]]\nid = "a"\nkind = "media"\nphoto = "x.jpg"\ntext = "x"'
        around = Around(folder=tmp_path)
        missing = faults_of(text, around)
        (tmp_path / "x.jpg").write_bytes(b"picture")

        assert missing == [(4, "a", "onboarding-fault-photo")]
        assert isinstance(read(text, around), Flow)

    def test_texts_of_several_languages(self) -> None:
        """A text has one language or several; a reader gets their own, or the other one."""
        flow = read(
            '[[step]]\nid = "a"\nkind = "text"\ntext.en = "Hi"\ntext.zh-CN = "你好"\n'
            '[[step]]\nid = "b"\nkind = "text"\ntext = "Both"',
            AROUND,
        )
        assert isinstance(flow, Flow)
        first, second = (each.copy for each in flow.steps)
        assert first is not None
        assert second is not None

        assert (first.of("en"), first.of("zh-CN"), second.of("zh-CN")) == ("Hi", "你好", "Both")

    def test_lines_are_found_past_strings_and_brackets(self) -> None:
        """What looks like a key within a string, a comment or a bracket is none."""
        text = (
            'a = "x # y"\n'
            "b = '''\n[[step]]\nc = 1\n'''\n"
            'd = [ # e = 1\n  "f = 2",\n]\n'
            "[[step]] # the first\n"
            'id = "one" \n'
            '"kind" = """a \\""" b"""\n'
            "[[step]]\n"
            "text . en = 3\n"
        )
        found = lines_of(text)

        assert found["step", 0, ""] == 9
        assert found["step", 0, "id"] == 10
        assert found["step", 0, "kind"] == 11
        assert found["step", 1, ""] == 12
        assert found["step", 1, "text.en"] == 13
        assert ("", 0, "c") not in found
        assert ("", 0, "f") not in found


class TestWalking:
    FLOW = Flow("x", (*(Step(name, "text") for name in "abcd"), Step("done", "done")))

    @pytest.mark.feature("O1")
    def test_progress_counts_the_steps_there_are(self) -> None:
        """Of three steps that there are, the second is 2 of 3; the last word counts for none."""
        steps = [self.FLOW.steps[at] for at in (0, 2, 3, 4)]

        assert way_from(self.FLOW, steps, "c").progress == (2, 3)
        assert way_from(self.FLOW, steps, "done").progress is None

    @pytest.mark.feature("O1")
    @pytest.mark.parametrize(("current", "expected"), [("b", "c"), ("zzz", "done"), ("d", "done")])
    def test_a_step_that_fell_away_leads_on(self, current: str, expected: str) -> None:
        """Whoever stands at a step that there is no more stands at the next one."""
        steps = [self.FLOW.steps[at] for at in (0, 2, 4)]

        assert way_from(self.FLOW, steps, current).here.id == expected


@pytest.mark.feature("O6")
class TestQuestions:
    @pytest.mark.parametrize(
        "words",
        [
            "Where do I find the reading list?",
            "how do I sign in",
            "Can I bring a friend",
            "anyone know a good dictionary",
            "请问书单在哪里",
            "这里可以发图吗",
            "怎么签到",
            "谁知道聚会几点开始",
            "有没有推荐的书？",
            "书单在哪？？",
        ],
    )
    def test_what_asks(self, words: str) -> None:
        """A question is one with its sign, or without it, in both languages."""
        assert is_question(words)

    @pytest.mark.parametrize(
        "words", ["hello everybody", "大家好，我是新来的", "?", "", "/help?", "How lovely", "谢谢"]
    )
    def test_what_does_not(self, words: str) -> None:
        """A greeting asks nothing."""
        assert not is_question(words)


@pytest.mark.feature("O5")
class TestDrips:
    NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("drip", "expected"),
        [
            (Drip("a", 0), datetime(2026, 3, 10, 5, 0, tzinfo=UTC)),
            (Drip("a", 0, time(10)), None),
            (Drip("a", 0, time(20)), datetime(2026, 3, 10, 12, 0, tzinfo=UTC)),
            (Drip("a", 1, time(10)), datetime(2026, 3, 11, 2, 0, tzinfo=UTC)),
            (Drip("a", 7), datetime(2026, 3, 17, 2, 0, tzinfo=UTC)),
        ],
    )
    def test_days_are_the_communitys(self, drip: Drip, expected: datetime | None) -> None:
        """A drip comes on a day of the community's calendar; an hour that is over is left out."""
        assert due_at(drip, self.NOON, SHANGHAI) == expected

    @pytest.mark.parametrize(
        ("unless", "expected"),
        [
            ("spoke", (("spoke",), "")),
            ("spoke or checked_in", (("spoke", "checked_in"), "")),
            ("spoke or tag:runner", (("spoke",), "tag:runner")),
            ("tag:a or level>=3", ((), "tag:a or level>=3")),
            ("", ((), "")),
        ],
    )
    def test_goals_stand_beside_an_expression(
        self, unless: str, expected: tuple[tuple[str, ...], str]
    ) -> None:
        """A goal is a word of its own; the rest is an expression over members."""
        assert goals_of(unless) == expected
