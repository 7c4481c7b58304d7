"""Every check has its section, drawn from the check's own terms."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from bot.config import ConfigFaults, Fault, Settings, load
from bot.config.checks import checks_with, keys_of, kind_of
from bot.config.kinds import Unfit
from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.rules import Stance
from bot.features.settings.terms import described, stored, with_choice

pytestmark = pytest.mark.feature("R2")

Read = Callable[..., Settings]


@dataclass(frozen=True, slots=True)
class Made(Stance):
    """Terms with a field of each type that a check may have."""

    count: int = field(default=3, metadata={"least": 1, "most": 9})
    within: timedelta = field(default=timedelta(minutes=1), metadata={"most": timedelta(hours=1)})
    kinds: frozenset[str] = field(default=frozenset(), metadata={"options": ("url", "rtl")})
    chats: tuple[int, ...] = ()
    share: float = 0.5
    begins: time = time(22)
    ends: time | None = None
    who: Literal["all", "newcomers"] = "all"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a configuration, with other files beside it."""

    def read_it(text: str, **files: str | bytes) -> Settings:
        for name, content in files.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (tmp_path / f"{name}.txt").write_bytes(raw)
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return load(file, {})

    return read_it


def faults(read: Read, text: str, **files: str | bytes) -> tuple[Fault, ...]:
    """Return the faults of a configuration, which must have some."""
    with pytest.raises(ConfigFaults) as raised:
        read(text, **files)
    return raised.value.faults


def fault(read: Read, text: str, **files: str | bytes) -> Fault:
    """Return the one fault of a configuration."""
    (found,) = faults(read, text, **files)
    return found


@pytest.mark.parametrize("name", CHECKS)
def test_every_field_of_every_check_is_a_key(name: str, read: Read) -> None:
    """Mode, action, exemptions and clause of each check are taken as they are written."""
    text = f'[checks.{name}]\nmode = "shadow"\naction = "ban"\nexempt = ["trusted"]\nclause = 2'

    stance = read(text).checks[name]

    assert (stance.mode, stance.action, stance.exempt, stance.clause) == (
        "shadow",
        "ban",
        ("trusted",),
        2,
    )
    assert {item.name for item in fields(CHECKS[name][0])} <= keys_of(name).keys()


@pytest.mark.parametrize("name", CHECKS)
def test_defaults_keep_their_own_bounds(name: str) -> None:
    """What a check begins with is a value that could have been chosen, and can be stored."""
    stance = CHECKS[name][0]()

    for item in fields(stance):
        value = getattr(stance, item.name)
        assert with_choice(stance, item.name, stored(value)) == stance


def test_sections_left_out_keep_the_defaults(read: Read) -> None:
    """One section changes one check."""
    settings = read('[checks.words]\nwords = ["x1"]')

    assert settings.checks == checks_with(words={"words": ("x1",)})


def test_the_settings_of_checks_are_frozen() -> None:
    """Nothing changes a check's terms while the bot runs."""
    with pytest.raises(TypeError):
        Settings().checks["words"] = Stance()  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "value", "drawn"),
    [
        ("count", 9, 9),
        ("within", "90s", timedelta(seconds=90)),
        ("kinds", ["rtl"], frozenset({"rtl"})),
        ("chats", [-1001000000001], (-1001000000001,)),
        ("share", 0.25, 0.25),
        ("begins", "23:00", time(23)),
        ("ends", "", None),
        ("ends", "06:00", time(6)),
        ("who", "newcomers", "newcomers"),
    ],
)
def test_each_type_is_drawn(name: str, value: Any, drawn: Any) -> None:
    """A field is written as its type is written elsewhere in the file."""
    assert kind_of("made", described(Made)[name]).draw(value) == drawn


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("count", 10, "a whole number from 1 to 9"),
        ("within", "2h", 'a duration from "0s" to "1h"'),
        ("kinds", ["urls"], '"url", "rtl"'),
        ("share", 2, "a number from 0 to 1"),
        ("ends", "9 pm", 'a time of day to the minute, or ""'),
        ("exempt", ["boss"], "volunteer"),
    ],
)
def test_each_type_says_what_it_expects(name: str, value: Any, expected: str) -> None:
    """Out of bounds or of another type, a value is told what would be right."""
    kind = kind_of("made", described(Made)[name])

    with pytest.raises(Unfit):
        kind.draw(value)
    assert expected in kind.expected


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ("[checks.wrods]\nmode = 'on'", "checks.wrods", '"words"'),
        ("[checks.words]\nwrods = []", "checks.words.wrods", '"words"'),
        ("[checks.words]\nmode = 'of'", "checks.words.mode", '"off"'),
        ("[checks.words]\naction = 'mtue'", "checks.words.action", '"mute"'),
        ("[checks.words]\nexempt = ['moderators']", "checks.words.exempt[0]", '"moderator"'),
        ("[checks.words]\nclause = -1", "checks.words.clause", "bounds"),
        ("[checks.words]\nwords = ['ok', '']", "checks.words.words[1]", "quotes"),
        ("[checks.words]\nwords = ['ok', 'x']", "checks.words.words[1]", "everywhere"),
        ("[checks.patterns]\npatterns = ['.*']", "checks.patterns.patterns[0]", "everything"),
        ("[checks.links]\ndenied = ['not a domain']", "checks.links.denied[0]", "path"),
        ("[checks.flood]\nwithin = '1d'", "checks.flood.within", '"1s"'),
        ("[checks.kinds]\nlocked = ['stickers']", "checks.kinds.locked[0]", '"sticker"'),
        ("[checks]\nwords = ['x']", "checks.words", "[checks.words]"),
        ("checks = 1", "checks", "[checks.words]"),
        ("[check.words]\nwords = ['x']", "check", '"checks"'),
        ("[moderation]\nwords = ['x']", "moderation.words", "[checks.words]"),
        ("[moderation]\npatterns = ['x']", "moderation.patterns", "[checks.patterns]"),
    ],
)
def test_mistakes_are_named_with_what_was_meant(
    read: Read, text: str, key: str, remedy: str
) -> None:
    """A slip of the pen, a wrong place and a key that has moved each say what to do."""
    found = fault(read, text)

    assert key == found.key
    assert remedy in found.remedy


def test_all_mistakes_of_all_checks_are_told_at_once(read: Read) -> None:
    """No fault hides another."""
    text = "[checks.words]\nmode = 1\naction = 2\n[checks.nothing]\n[web]\nport = 'x'"

    assert {"checks.words.mode", "checks.words.action", "checks.nothing", "web.port"} == {
        each.key for each in faults(read, text)
    }


def test_entries_may_stand_in_a_file(read: Read) -> None:
    """One a line beside the configuration, after what the key itself lists; # begins a comment."""
    settings = read(
        '[checks.words]\nwords = ["x1"]\nwords_file = "list.txt"',
        list="\ufeff# 广告\n加微信\n\n  刷单  \r\ncc#\n",
    )

    assert settings.checks == checks_with(words={"words": ("x1", "加微信", "刷单", "cc#")})


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, "no such file"),
        ({"list": "词".encode("gb18030")}, "bytes in"),
        ({"list": f"ok\n# no\n{'x' * 300}"}, "list.txt:3"),
    ],
)
def test_a_bad_file_is_a_fault_of_its_key(
    read: Read, files: dict[str, str | bytes], found: str
) -> None:
    """Missing, of another encoding, or with a bad line, which is named by its number."""
    told = fault(read, '[checks.words]\nwords_file = "list.txt"', **files)

    assert told.key == "checks.words.words_file"
    assert found in told.found


def test_a_secret_in_a_check_s_section_is_not_shown(read: Read) -> None:
    """A token that landed in the wrong place is refused without being repeated."""
    token = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp-_q"

    told = faults(read, f'[checks.words]\ntoken = "{token}"\nclause = "{token}"')

    assert token not in " ".join(map(str, told))
