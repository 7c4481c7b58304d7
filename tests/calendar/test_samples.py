"""The schedules that a demo begins with are read without a fault, in both languages."""

from pathlib import Path

import pytest

from bot.features.calendar.entries import Plan
from bot.features.calendar.faults import Around
from bot.features.calendar.reading import File, read

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_demo_begins_with_a_schedule_that_is_well(language: str) -> None:
    """The day on which it begins stands in for a word."""
    text = (ROOT / f"bot/demo/schedules/{language}.toml").read_text(encoding="utf-8")

    found = read(
        [File("schedule.toml", text.replace("{today}", "2026-03-10"))],
        Around(),
        zone="UTC",
        country="",
    )

    assert isinstance(found, Plan), found
    assert {"text", "poll", "survey", "challenge"} <= {each.sort for each in found.entries}
