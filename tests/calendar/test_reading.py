"""A schedule's files are read as a whole, or every fault of every file is named at once."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.features.calendar.entries import Plan, difference
from bot.features.calendar.faults import Around, Fault
from bot.features.calendar.looking import ahead
from bot.features.calendar.reading import File, read
from bot.features.calendar.timing import Change
from bot.kit.texts import Text
from handlers.calendar_posting import readers_at

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
WORDS = ("tag", "tier", "points", "joined")
GOOD = """zone = "Asia/Shanghai"
[[post]]
id = "tip"
every = "day"
at = 08:30:00
text = "Good morning"
"""


def plan_of(text: str, **around: Any) -> Plan:
    """Read one file without a fault."""
    found = read([File("schedule.toml", text)], Around(**around), zone="UTC", country="CN")
    assert isinstance(found, Plan), found
    return found


def faults_of(*texts: str, **around: Any) -> list[Fault]:
    """Read files with faults."""
    files = [File(f"{n}.toml", text) for n, text in enumerate(texts)]
    found = read(files, Around(words=WORDS, **around), zone="UTC", country="CN")
    assert not isinstance(found, Plan)
    return found


def test_the_example_is_read() -> None:
    """Everything that stands in it means something."""
    plan = plan_of((ROOT / "schedule.example.toml").read_text(encoding="utf-8"))
    by_id = {each.id: each for each in plan.entries}

    tip = by_id["morning-tip"]
    assert (tip.sort, tip.kind, tip.to, tip.owner) == (
        "text",
        "education",
        ("main",),
        "@calendar_lead",
    )
    assert (tip.pin, tip.lasts, tip.late) == (
        timedelta(hours=24),
        timedelta(hours=47),
        timedelta(minutes=15),
    )
    assert tip.timing.times == (time(8, 30),)
    assert len(tip.content["texts"]) == 3
    assert by_id["friday-question"].content["hours"] == 24
    assert by_id["monthly-review"].timing.sort == "cron"
    assert by_id["book-swap"].timing.changes == (
        Change(date(2027, 1, 2), datetime(2027, 1, 3, 10)),
        Change(date(2027, 2, 13), None),
    )
    assert by_id["spring-challenge"].needs_approval
    assert by_id["spring-challenge"].timing.days == (date(2027, 3, 1),)
    assert by_id["recap"].sort == "task"
    assert by_id["weekly-poll"].content["words"].startswith("Which book next?")


def post(*lines: str, bare: bool = False) -> str:
    """A file with one entry, whose last lines are given."""
    usual = () if bare else ('id = "tip"', 'every = "day"', "at = 08:30:00", 'text = "Hello"')
    return "\n".join(("[[post]]", *usual, *lines)) + "\n"


BROKEN: list[tuple[str, int, str]] = [
    ('zone = "Asia/Shanghai\n', 1, "toml-fault"),
    ("[[post]\n", 1, "toml-fault"),
    ("[[post]]\nat = 8:30\n", 2, "toml-fault"),
    ("[[post]]\nid = 'a'\nid = 'b'\n", 3, "toml-fault"),
    ("[[psot]]\n", 1, "schedule-fault-near"),
    ("[post]\nid = 'a'\n", 1, "schedule-fault-tables"),
    ("defaults = 3\n" + GOOD.split("\n", 1)[1], 1, "schedule-fault-table"),
    ("[defaults]\nowenr = '@a'\n", 2, "schedule-fault-near"),
    ('zone = "Mars/Olympus"\n', 1, "schedule-fault-value"),
    (post('txet = "x"'), 6, "schedule-fault-near"),
    (post('kind = "advert"'), 6, "schedule-fault-unknown"),
    (post('kind = "produkt"'), 6, "schedule-fault-near"),
    (post("pin = 24"), 6, "schedule-fault-value"),
    (post('pin = "soon"'), 6, "schedule-fault-value"),
    (post('expires = "0h"'), 6, "schedule-fault-value"),
    (post('expires = "48h"'), 6, "schedule-fault-value"),
    (post('late = "9999d"'), 6, "schedule-fault-value"),
    (post('silent = "yes"'), 6, "schedule-fault-value"),
    (post('approve = "two"'), 6, "schedule-fault-value"),
    (post("until = 20270101"), 6, "schedule-fault-value"),
    (post('until = "2027-13-01"'), 6, "schedule-fault-value"),
    (post("from = 2027-03-01", "until = 2027-02-01"), 7, "schedule-fault-never"),
    (post("skip = [2027-02-10, 'x']"), 6, "schedule-fault-value"),
    (post('zone = "Nowhere"'), 6, "schedule-fault-value"),
    (post("shift = 99"), 6, "schedule-fault-value"),
    (post("shift = true"), 6, "schedule-fault-value"),
    (post("skip_holidays = true", 'country = "ZZ"'), 7, "schedule-fault-country"),
    (post('buttons = [{ text = "x" }]'), 6, "schedule-fault-value"),
    (post('buttons = [{ text = "x", url = "javascript:1" }]'), 6, "schedule-fault-value"),
    (post("buttons = []"), 6, "schedule-fault-value"),
    (post('only_if = "pionts>=3"'), 6, "schedule-fault-near"),
    (post('only_if = "points>="'), 6, "schedule-fault-segment"),
    (post("only_if = 3"), 6, "schedule-fault-value"),
    (post("to = 3.5"), 6, "schedule-fault-value"),
    (post('override = { east = { txet = "x" } }'), 6, "schedule-fault-near"),
    (post('override = "x"'), 6, "schedule-fault-value"),
    (post('change = [{ on = "x" }]'), 6, "schedule-fault-value"),
    (post("change = [{ on = 2026-12-24 }]"), 6, "schedule-fault-value"),
    (post('photo = "missing.jpg"'), 6, "schedule-fault-file"),
    (post('photo = "../../etc/passwd"'), 6, "schedule-fault-file"),
    (post("photo = 3"), 6, "schedule-fault-value"),
    (post('poll = "x"', 'draw = "y"'), 7, "schedule-fault-two-contents"),
    (post('album = ["a.jpg"]'), 6, "schedule-fault-value"),
    (post("challenge = 3"), 5, "schedule-fault-two-contents"),
    (post('every = "day"', "at = 08:30:00", 'text = "x"', bare=True), 1, "schedule-fault-no-id"),
    (post('id = "Big Name"', bare=True), 2, "schedule-fault-value"),
    (post('id = "a"', 'text = "x"', bare=True), 1, "schedule-fault-no-rule"),
    (
        post('id = "a"', 'text = "x"', 'every = "day"', 'cron = "0 8 * * *"', bare=True),
        5,
        "schedule-fault-two-rules",
    ),
    (post('id = "a"', 'text = "x"', 'every = "day"', bare=True), 1, "schedule-fault-no-time"),
    (
        post('id = "a"', 'text = "x"', 'every = "someday"', "at = 08:00:00", bare=True),
        4,
        "schedule-fault-rule",
    ),
    (
        post('id = "a"', 'text = "x"', 'cron = "0 8 * *"', bare=True),
        4,
        "schedule-fault-rule",
    ),
    (
        post('id = "a"', 'text = "x"', 'cron = "0 8 * * *"', "at = 09:00:00", bare=True),
        5,
        "schedule-fault-cron-time",
    ),
    (
        post('id = "a"', 'text = "x"', 'rrule = "FREQ=OFTEN"', "at = 09:00:00", bare=True),
        4,
        "schedule-fault-rule",
    ),
    (
        post('id = "a"', 'text = "x"', 'festival = "mid-autum"', "at = 09:00:00", bare=True),
        4,
        "schedule-fault-near",
    ),
    (
        post('id = "a"', 'text = "x"', 'lunar = "8-31"', "at = 09:00:00", bare=True),
        4,
        "schedule-fault-rule",
    ),
    (
        post('id = "a"', 'text = "x"', 'holiday = "ZZ"', "at = 09:00:00", bare=True),
        4,
        "schedule-fault-country",
    ),
    (
        post('id = "a"', 'text = "x"', 'on = "2026-02-30"', "at = 09:00:00", bare=True),
        4,
        "schedule-fault-rule",
    ),
    (
        post('id = "a"', 'text = "x"', 'every = "day"', 'at = "golden:midnight"', bare=True),
        5,
        "schedule-fault-value",
    ),
    (
        post('id = "a"', 'every = "day"', "at = 09:00:00", bare=True),
        1,
        "schedule-fault-no-content",
    ),
    (
        post('id = "a"', 'every = "day"', "at = 09:00:00", "text = ''", bare=True),
        5,
        "schedule-fault-value",
    ),
    (
        post('id = "a"', 'every = "day"', "at = 09:00:00", f'text = "{"🙂" * 2049}"', bare=True),
        5,
        "schedule-fault-long",
    ),
    (
        post('id = "a"', 'every = "day"', "at = 09:00:00", 'text = "missing/*.md"', bare=True),
        5,
        "schedule-fault-file",
    ),
    ("[[task]]\nid = 'a'\nevery = 'mon'\nat = 10:00:00\n", 1, "schedule-fault-no-task"),
]


@pytest.mark.parametrize(("text", "line", "why"), BROKEN)
def test_a_fault_is_named_with_its_line(text: str, line: int, why: str, tmp_path: Path) -> None:
    """Where it stands, what is wrong, and how it is written; and nothing is read."""
    found = faults_of(text, folder=tmp_path)

    assert (line, why) in [(each.line, each.why.id) for each in found], found


def test_all_faults_of_all_files_come_at_once() -> None:
    """In the order of files and lines, each with its entry."""
    first = post("pin = 3", 'kind = "advert"')
    second = post('txet = "x"').replace('"tip"', '"other"')

    found = faults_of(first, second)

    assert [(each.file, each.line, each.entry) for each in found] == [
        ("0.toml", 6, "tip"),
        ("0.toml", 7, "tip"),
        ("1.toml", 6, "other"),
    ]


def test_an_id_stands_for_one_entry_in_all_files() -> None:
    """The second one is told where the first is."""
    (found,) = faults_of(GOOD, GOOD)

    assert found.why == Text("schedule-fault-twice", name="tip", file="0.toml")
    assert (found.file, found.line) == ("1.toml", 3)


def test_lines_are_found_behind_long_texts() -> None:
    """Brackets and hashes inside a text of many lines are no tables."""
    text = '[[post]]\nid = "a"\ntext = """\n[[post]]\n# no\nid = "b"\n"""\nevery = "x"\nat = 1\n'

    assert [each.line for each in faults_of(text)] == [9, 8] or [
        each.line for each in faults_of(text)
    ] == [8, 9]


def test_files_are_read_into_a_text(tmp_path: Path) -> None:
    """A pattern gives as many texts as there are files, in the order of their names."""
    (tmp_path / "tips").mkdir()
    for name in ("b", "a"):
        (tmp_path / "tips" / f"{name}.md").write_text(f"Tip {name}\n", encoding="utf-8")

    plan = plan_of(GOOD.replace('"Good morning"', '"tips/*.md"'), folder=tmp_path)

    assert plan.entries[0].content == {"texts": ["Tip a", "Tip b"]}


def test_a_difference_is_told_by_entry() -> None:
    """Moving an entry or a comment changes nothing, a default changes all that take it."""
    old = plan_of(GOOD + GOOD.split("\n", 1)[1].replace('"tip"', '"second"'))
    moved = plan_of(
        'zone = "Asia/Shanghai"\n# a word\n'
        + GOOD.split("\n", 1)[1].replace('"tip"', '"second"')
        + GOOD.split("\n", 1)[1]
    )
    other = plan_of(GOOD.replace("08:30", "09:00"))

    assert not difference(old.digests, moved.digests)
    told = difference(old.digests, other.digests)
    assert (told.added, told.removed, told.changed) == ((), ("second",), ("tip",))
    late = plan_of('[defaults]\nlate = "1h"\n' + GOOD.split("\n", 1)[1])
    assert difference(plan_of(GOOD.split("\n", 1)[1]).digests, late.digests).changed == ("tip",)


def test_a_fault_of_the_defaults_is_told_once() -> None:
    """However many entries would take it."""
    found = faults_of(
        "[defaults]\nlate = 15\n" + GOOD.split("\n", 1)[1] + post("pin = 3", bare=False)
    )

    assert [
        (each.line, each.entry) for each in found if each.why.id == "schedule-fault-value"
    ] == [
        (2, "–"),
        (13, "tip"),
    ]


def test_looking_ahead_goes_by_the_clock() -> None:
    """Over all entries, each slot with its own."""
    plan = plan_of(
        GOOD + GOOD.split("\n", 1)[1].replace('"tip"', '"early"').replace("08:30", "07:00")
    )

    found = list(ahead(plan.entries, date(2026, 3, 1), date(2026, 3, 2)))

    assert [(f"{slot:%d %H:%M}", entry.id) for slot, entry in found] == [
        ("01 07:00", "early"),
        ("01 08:30", "tip"),
        ("02 07:00", "early"),
        ("02 08:30", "tip"),
    ]


@pytest.mark.feature("C5")
@pytest.mark.parametrize(
    ("words", "why"),
    [
        ('poll = "Which? ends=never|maybe"', "poll"),
        ('poll = "Only a question"', "poll"),
        ('quiz = "Night rounds=900"', "wish-unread"),
        ('packet = "lots of points"', "packet-how"),
        ('draw = "A book ends=24h"', "draw-needs-rules"),
        ('event = "A walk"', "event-fault-when"),
        ('survey = "No questions"', "survey"),
        ('challenge = "21 Read mode:never"', "challenge"),
    ],
)
def test_words_behind_a_command_are_read_with_the_file(words: str, why: str) -> None:
    """A fault of theirs is told with its line, as the command would tell it."""
    commands = readers_at(NOW, ZoneInfo("Asia/Shanghai"))
    text = f'[[post]]\nid = "x"\nevery = "day"\nat = 08:00:00\n{words}\n'
    (fault,) = faults_of(text, commands=commands)

    assert (fault.line, fault.entry) == (5, "x")
    assert fault.why.id.startswith(why)


@pytest.mark.feature("C5")
def test_a_day_that_has_gone_by_breaks_no_file() -> None:
    """What could be read when it was written can be read for ever."""
    commands = readers_at(NOW, ZoneInfo("Asia/Shanghai"))
    words = '"""Which?\nends=2026-01-01 18:00\n- One\n- Two"""'

    plan = plan_of(f'[[post]]\nid = "x"\non = 2025-12-31\nat = 08:00:00\npoll = {words}\n')

    assert len(plan.entries) == 1
    assert commands["poll"]('Which? ends="2026-01-01 18:00"\n- One\n- Two') is None
    assert commands["poll"]("Which? ends=soon\n- One\n- Two") is not None
