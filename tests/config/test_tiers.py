"""The section of tiers: ladders that can be climbed, and faults with key and remedy."""

from pathlib import Path

import pytest

from bot.assembly import policy_of
from bot.config.faults import ConfigFaults, Fault
from bot.config.loading import load
from bot.config.settings import Settings
from bot.features.tiers.rules import Dimension, Measure, Need

LOW = '{ key = "low", title = "Low" }'
HIGH = '{ key = "high", title = "High", messages = 5 }'


def settings(tmp_path: Path, text: str) -> Settings:
    """The settings of a file with a section of tiers."""
    file = tmp_path / "config.toml"
    file.write_text(f"[tiers]\n{text}\n", encoding="utf-8")
    return load(file, {})


def fault(tmp_path: Path, text: str) -> Fault:
    """The one fault of a section."""
    with pytest.raises(ConfigFaults) as raised:
        settings(tmp_path, text)
    (found,) = raised.value.faults
    return found


@pytest.mark.feature("N7")
class TestLadders:
    def test_a_ladder_of_ones_own(self, tmp_path: Path) -> None:
        """With its days, what it opens and brings, and titles in one language or in both."""
        drawn = settings(
            tmp_path,
            'grace = "7d"\n'
            f"activity = [{LOW}, {{ key = 'pro', title = {{ zh-CN = '行家', en = 'Pro' }}, "
            "window = '60d', active_days = 20, thanked = 3, confirm = true, opens = ['core'], "
            "perks = 'Early access' }]",
        )

        ladder = policy_of(drawn).tiers.activity
        low, pro = ladder.rungs
        assert (ladder.grace_days, low.needs, low.titles["en"]) == (7, (), "Low")
        assert pro.needs == (
            Need(Measure(Dimension.ACTIVE_DAYS, 60), 20),
            Need(Measure(Dimension.THANKED, 60), 3),
        )
        assert (pro.titles["zh-CN"], pro.is_confirmed, pro.opens) == ("行家", True, ("core",))
        assert pro.perks["zh-CN"] == "Early access"

    @pytest.mark.parametrize(
        ("rungs", "key", "remedy"),
        [
            (LOW, "", "[[tiers.activity]]"),
            (f"{LOW}, 5", "[1]", "[[tiers.activity]]"),
            (f"{LOW}, {{ key = 'No', title = 'x', messages = 1 }}", "[1].key", "small letters"),
            (f"{LOW}, {LOW}", "[1]", "ask for something"),
            (f"{LOW}, {HIGH}, {HIGH}", "[2].key", "once"),
            (f"{{ key = 'a', title = 'A', messages = 1 }}, {HIGH}", "[0].messages", "nothing"),
            (f"{LOW}, {{ key = 'b', title = 'B', mesages = 1 }}", "[1].mesages", '"messages"'),
            (f"{LOW}, {{ key = 'b', title = 'B', messages = 0 }}", "[1].messages", "from 1"),
            (f"{LOW}, {{ key = 'b', messages = 1 }}", "[1].title", "title"),
            (
                f"{LOW}, {{ key = 'b', title = 'B', messages = 1, window = '366d' }}",
                "[1].window",
                "365d",
            ),
            (
                f"{LOW}, {{ key = 'b', title = 'B', messages = 1, window = '36h' }}",
                "[1].window",
                "whole days",
            ),
            (
                f"{LOW}, {HIGH}, {{ key = 'top', title = 'Top', messages = 4 }}",
                "[2].messages",
                "asks for 5",
            ),
            (
                "{ key = 'a', title = 'A', confirm = true }, " + HIGH,
                "[0].confirm",
                "Nobody confirms",
            ),
        ],
    )
    def test_what_is_wrong_is_named_with_a_remedy(
        self, tmp_path: Path, rungs: str, key: str, remedy: str
    ) -> None:
        """By its place in the list, counted as in the file."""
        found = fault(tmp_path, f"activity = [{rungs}]")

        assert found.key == f"tiers.activity{key}"
        assert remedy in found.remedy

    @pytest.mark.feature("F6")
    @pytest.mark.parametrize("key", ["feedback", "bug_reports", "reviews", "nps_answers"])
    def test_no_rung_asks_for_feedback(self, tmp_path: Path, key: str) -> None:
        """Whoever must have an opinion to keep a right gives none worth having."""
        rungs = f"{LOW}, {{ key = 'b', title = 'B', messages = 1, {key} = 3 }}"

        found = fault(tmp_path, f"activity = [{rungs}]")

        assert found.key == f"tiers.activity[1].{key}"
        assert "Never make feedback a duty" in found.remedy

    def test_what_is_not_kept_cannot_be_counted(self, tmp_path: Path) -> None:
        """A window longer than the retention of daily counts is refused."""
        file = tmp_path / "config.toml"
        rungs = f"{LOW}, {{ key = 'b', title = 'B', messages = 1, window = '90d' }}"
        file.write_text(
            f"[tiers]\nactivity = [{rungs}]\nvalue = [{LOW}, {HIGH}]\n"
            '[retention]\nactivity = "31d"\ndaily_activity = "60d"\n',
            encoding="utf-8",
        )

        with pytest.raises(ConfigFaults) as raised:
            load(file, {})

        assert [each.key for each in raised.value.faults] == ["tiers.activity[1].window"]


@pytest.mark.feature("N9")
@pytest.mark.parametrize(
    ("benefit", "key"),
    [
        ("title = 'A', url = 'ftp://x.example', only = 'tier>=core'", "[0].url"),
        ("title = 'A', url = 'https://x.example', only = 'tier>='", "[0].only"),
        ("title = '', url = 'https://x.example', only = 'tier>=core'", "[0].title"),
        ("title = 'A', link = 'https://x.example', only = 'tier>=core'", "[0].link"),
    ],
)
def test_a_benefit_has_a_title_an_address_and_an_expression(
    tmp_path: Path, benefit: str, key: str
) -> None:
    """Each fault is named by its place."""
    assert fault(tmp_path, f"benefits = [{{ {benefit} }}]").key == f"tiers.benefits{key}"
