"""What a tag is, how it is written, and when it falls off."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.tags.hearing import Ears
from bot.features.tags.importing import Fault as Bad
from bot.features.tags.importing import Line, read
from bot.features.tags.reading import as_json, rule_of, table_of, terms_of
from bot.features.tags.rules import (
    PARTS,
    Came,
    Chose,
    Did,
    Fault,
    Hours,
    Inactive,
    Level,
    Rule,
    Said,
    Segment,
    Terms,
    ends_at,
    is_key,
    is_replaced,
    key_of,
    may_see,
    nearest,
    part_of,
)
from bot.features.tags.wishes import listed_names, names_in, wish_of

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
RULES: list[Rule] = [
    Said(("跑步", "running")),
    Said(("free",), is_fuzzy=True),
    Did("member_checked_in", 10, 30),
    Did("message"),
    Came("store12"),
    Hours("morning", 5),
    Inactive(30),
    Level(5),
    Chose("sports", "running"),
    Segment('level>=5 and in:"region:east"'),
]


@pytest.mark.feature("T1")
class TestTags:
    @pytest.mark.parametrize("key", ["runner", "跑者", "vip-1", "a_b", "7days"])
    def test_keys_are_small_words(self, key: str) -> None:
        """Letters of any script, digits, - and _."""
        assert is_key(key)
        assert key_of(f"  #{key.upper()} ") == key

    @pytest.mark.parametrize("key", ["", "a b", "-x", "x" * 33, "a|b", "Runner", "a,b", "a\nb"])
    def test_other_words_are_none(self, key: str) -> None:
        """What could not be written behind a command, or in an expression."""
        assert not is_key(key)

    def test_the_nearest_is_offered(self) -> None:
        """Of those there are, if one is like it."""
        assert nearest("runer", ["runner", "reader"]) == "runner"
        assert nearest("zzz", ["runner", "reader"]) is None

    @pytest.mark.parametrize(
        ("held", "given", "goes"),
        [
            (Terms("a", group="g", is_exclusive=True), Terms("b", group="g"), True),
            (Terms("a", group="g"), Terms("b", group="g", is_exclusive=True), True),
            (Terms("a", group="g"), Terms("b", group="g"), False),
            (Terms("a", is_exclusive=True), Terms("b", is_exclusive=True), False),
            (
                Terms("a", group="g", is_exclusive=True),
                Terms("b", group="h", is_exclusive=True),
                False,
            ),
            (
                Terms("a", group="g", is_exclusive=True),
                Terms("a", group="g", is_exclusive=True),
                False,
            ),
        ],
    )
    def test_of_an_exclusive_group_one_stays(self, held: Terms, given: Terms, goes: bool) -> None:
        """Within one group, and never the tag itself."""
        assert is_replaced(held, given) is goes

    def test_the_end_is_a_whole_minute(self) -> None:
        """So that many that end together are taken away together."""
        assert ends_at(NOON, None) is None
        assert ends_at(NOON, 90) == NOON + timedelta(days=90)
        assert ends_at(NOON + timedelta(seconds=1), 1) == NOON + timedelta(days=1, minutes=1)

    @pytest.mark.parametrize(
        ("seen_by", "is_self", "is_staff", "may"),
        [
            ("members", False, False, True),
            ("self", True, False, True),
            ("self", False, False, False),
            ("staff", True, False, False),
            ("staff", False, True, True),
            ("anything new", True, False, False),
        ],
    )
    def test_who_may_see_it(self, seen_by: str, is_self: bool, is_staff: bool, may: bool) -> None:
        """Staff see all; what nobody knows is for the staff."""
        assert may_see(seen_by, is_self=is_self, is_staff=is_staff) is may

    @pytest.mark.parametrize(
        ("hour", "part"),
        [
            *((5, "night"), (6, "morning"), (10, "morning"), (11, "noon"), (17, "evening")),
            *((22, "evening"), (23, "night"), (0, "night")),
        ],
    )
    def test_the_parts_of_a_day(self, hour: int, part: str) -> None:
        """Every hour lies in one part."""
        assert part_of(hour) == part
        assert part_of(hour) in PARTS


@pytest.mark.feature("T2")
class TestReading:
    @pytest.mark.parametrize("rule", RULES)
    def test_a_rule_is_read_as_it_was_stored(self, rule: Rule) -> None:
        """Nothing gets lost between the two."""
        terms = Terms("runner", "跑者", "sport", True, 90, "members", True, rule)

        assert rule_of(as_json(rule)) == rule
        assert terms_of(table_of(terms)) == terms

    @pytest.mark.parametrize(
        ("table", "kind"),
        [
            ({"say": ["x"]}, "rule"),
            ({"said": []}, "said"),
            ({"said": ["x" * 65]}, "said"),
            ({"said": ["x"], "least": 3}, "rule-key"),
            ({"activity": "dancing"}, "activity"),
            ({"activity": "check_in", "times": 0}, "number"),
            ({"activity": "check_in", "within": "soon"}, "days"),
            ({"source": "门店"}, "source"),
            ({"hours": "teatime"}, "hours"),
            ({"hours": "morning", "least": 0}, "number"),
            ({"inactive": "0d"}, "days"),
            ({"level": -1}, "number"),
            ({"level": True}, "number"),
            ({"poll": "sports"}, "poll"),
            ({"segment": ""}, "segment"),
            ("running", "rule"),
        ],
    )
    def test_a_bad_rule_is_named(self, table: object, kind: str) -> None:
        """With the word for what is wrong."""
        found = rule_of(table)

        assert isinstance(found, Fault)
        assert found.kind == kind

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["said", "level", "hours", "poll", "x"]), inner)
            ),
            max_leaves=6,
        )
    )
    def test_whatever_stands_there_is_read_or_named(self, table: object) -> None:
        """A row of another version, or a file of somebody's, breaks nothing."""
        found = rule_of(table)

        assert found is None or isinstance(found, Fault) or rule_of(as_json(found)) == found


@pytest.mark.feature("T1")
class TestWishes:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("runner", Terms("runner")),
            (
                'Runner title="Night runner" group=Sport exclusive lasts=90d seen=members own',
                Terms("runner", "Night runner", "sport", True, 90, "members", True),
            ),
            ("vip title=“贵宾 一号”", Terms("vip", "贵宾 一号")),
            ('runner said="跑步, 跑者；run"', Terms("runner", rule=Said(("跑步", "跑者", "run")))),
            ("x said=a fuzzy", Terms("x", rule=Said(("a",), is_fuzzy=True))),
            (
                "x activity=check_in times=3 within=30d",
                Terms("x", rule=Did("member_checked_in", 3, 30)),
            ),
            ("x source=store12", Terms("x", rule=Came("store12"))),
            ("x hours=morning least=20", Terms("x", rule=Hours("morning", 20))),
            ("x inactive=30天", Terms("x", rule=Inactive(30))),
            ("x level=5", Terms("x", rule=Level(5))),
            ('x poll=sports option="long run"', Terms("x", rule=Chose("sports", "long run"))),
            (
                'x own segment=level>=5 and in:"region:east"',
                Terms(
                    "x",
                    seen_by="self",
                    is_own_choice=True,
                    rule=Segment('level>=5 and in:"region:east"'),
                ),
            ),
        ],
    )
    def test_a_wish_is_read(self, said: str, expected: Terms) -> None:
        """A key, what it is like, and what gives it."""
        assert wish_of(said) == expected

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("", Fault("key", "")),
            ("runner exclusiv", Fault("word-near", "exclusiv|exclusive")),
            ("runner wings", Fault("word", "wings")),
            ("runner lasts=soon", Fault("days", "lasts")),
            ("runner seen=everybody", Fault("seen")),
            ("runner level=high", Fault("number", "level")),
            ("runner level=5 hours=dawn", Fault("rule-key", "level")),
        ],
    )
    def test_what_is_wrong_is_named(self, said: str, expected: Fault) -> None:
        """With the nearest word, where there is one."""
        found = wish_of(said)

        assert isinstance(found, Fault)
        assert found.kind == expected.kind

    def test_a_change_leaves_the_rest(self) -> None:
        """Only what is named changes, and none takes a value away."""
        before = Terms("runner", "Runner", "sport", True, 90, "members", True, Level(5))

        assert wish_of("runner lasts=never", before) == Terms(
            "runner", "Runner", "sport", True, None, "members", True, Level(5)
        )
        assert wish_of("runner rule=none own=no title=none", before) == Terms(
            "runner", "", "sport", True, 90, "members", False, None
        )

    @given(st.text(max_size=200))
    def test_no_wish_breaks_it(self, said: str) -> None:
        """Whatever somebody writes is a tag or a fault."""
        assert isinstance(wish_of(said), Terms | Fault)

    def test_names_stand_before_the_tag_or_in_a_list(self) -> None:
        """Each once, with commas or without; an address of mail is no name."""
        assert names_in("@meimei @bo_bo, @meimei runner") == (["meimei", "bo_bo"], "runner")
        assert names_in("runner @meimei") == ([], "runner @meimei")
        assert listed_names("1. @meimei\n2. @bo_bo – a@example.com, @x") == ["meimei", "bo_bo"]


@pytest.mark.feature("T2")
class TestEars:
    def test_whole_words_alone_are_heard(self) -> None:
        """Run is not in running; 跑步 is anywhere, since it has no spaces around it."""
        ears = Ears([(1, Said(("run", "long run"))), (2, Said(("跑步",)))])

        assert [hit.tag_id for hit in ears.hear("I RUN a lot")] == [1]
        assert ears.hear("running, overrun") == []
        assert sorted(hit.tag_id for hit in ears.hear("我爱跑步和run")) == [1, 2]
        assert {hit.tag_id for hit in ears.hear("a long\n run")} == {1}

    def test_fuzzy_words_are_heard_however_dressed_up(self) -> None:
        """Full-width, spaced out, in letters of another script."""
        ears = Ears([(1, Said(("crypto",), is_fuzzy=True)), (2, Said(("crypto",)))])

        assert [hit.tag_id for hit in ears.hear("c r y p t o")] == [1]
        assert [hit.tag_id for hit in ears.hear("сrурtо now")] == [1]
        assert sorted(hit.tag_id for hit in ears.hear("ＣＲＹＰＴＯ")) == [1, 2]

    @given(st.text(max_size=60))
    def test_nothing_that_is_said_breaks_it(self, said: str) -> None:
        """Hostile texts are heard or not."""
        Ears([(1, Said(("a", "跑"), is_fuzzy=True)), (2, Said(("b",)))]).hear(said)


@pytest.mark.feature("T15")
class TestLines:
    def test_lines_as_spreadsheets_write_them(self) -> None:
        """With commas, semicolons or tabs, quotes, a head and empty lines."""
        good, bad = read(
            ["person,tag", "@meimei,runner", '123;"night owl"', "@bo\tvip", "", "# note"],
            first=1,
        )

        assert good == [
            Line(2, "@meimei", "runner"),
            Line(3, "123", "night owl"),
            Line(4, "@bo", "vip"),
        ]
        assert bad == []

    def test_bad_lines_are_named_by_their_number(self) -> None:
        """What is no person and tag, and what is longer than anybody writes."""
        good, bad = read(["@mei", ",", "x" * 501, "a,b"], first=11)

        assert bad == [Bad(11, "columns"), Bad(12, "columns"), Bad(13, "long")]
        assert good == [Line(14, "a", "b")]

    @given(st.lists(st.text(max_size=40), max_size=20))
    def test_no_line_breaks_it(self, lines: list[str]) -> None:
        """Quotes that are never closed, odd signs: taken or named."""
        good, bad = read(lines, first=1)

        assert len(good) + len(bad) <= len(lines)
