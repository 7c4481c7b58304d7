"""The section on sanctions: a ladder in words, and what it must not say."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.assembly import policy_of
from bot.features.cases.rules import Rung, Terms
from tests.config.test_config import fault_of, faults_of, loaded

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_the_ladder_is_read_as_it_is_meant(tmp_path: Path) -> None:
    """A weight, what is done, and for how long; without a length it is for good."""
    settings = loaded(
        '[sanctions]\nladder = ["2: mute 30m", "4:kick", "6: ban 7d", "9: ban"]', tmp_path
    )

    assert policy_of(settings).sanctions.ladder == (
        Rung(2, "mute", HOUR / 2),
        Rung(4, "kick"),
        Rung(6, "ban", 7 * DAY),
        Rung(9, "ban"),
    )


def test_every_key_reaches_the_terms(tmp_path: Path) -> None:
    """What stands in the file is what a community begins with."""
    settings = loaded(
        """
        [sanctions]
        ladder = []
        warning_lasts = "10d"
        mute_for = "2h"
        penalty = 5
        gentle = false
        notice_lasts = "30s"
        evidence_lasts = "20d"
        """,
        tmp_path,
    )

    assert policy_of(settings).sanctions == Terms(
        ladder=(),
        warning_lasts=10 * DAY,
        mute_for=2 * HOUR,
        penalty=5,
        is_gentle=False,
        notice_lasts=timedelta(seconds=30),
        evidence_lasts=20 * DAY,
    )


@pytest.mark.parametrize(
    "rung", ["mute", "3 mute 1h", "0: mute", "3: warn", "3: mute 20s", "3: kick 1h", "3: ban 400d"]
)
def test_a_bad_step_is_told_with_its_place(rung: str, tmp_path: Path) -> None:
    """One fault, which names the step."""
    fault = fault_of(f'[sanctions]\nladder = ["1: mute 1h", "{rung}"]', tmp_path)

    assert fault.key == "sanctions.ladder[1]"


def test_steps_grow(tmp_path: Path) -> None:
    """The same weight twice, or a lower one behind, cannot be meant."""
    (fault,) = faults_of('[sanctions]\nladder = ["3: mute 1h", "3: ban"]', tmp_path)

    assert fault.key == "sanctions.ladder[1]"


def test_no_evidence_is_outlived_by_what_quotes_it(tmp_path: Path) -> None:
    """A notice in the outbox names the reason: it may not be kept longer than that."""
    text = '[sanctions]\nevidence_lasts = "5d"\n[retention]\noutbox = "7d"'

    assert fault_of(text, tmp_path).key == "sanctions.evidence_lasts"
