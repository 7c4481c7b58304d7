"""The tags of the operator's file: read as commands are, with every fault named."""

from pathlib import Path

import pytest

from bot.config.faults import ConfigFaults
from bot.config.loading import load
from bot.features.tags.rules import Did, Said, Terms

GOOD = """
[[tags.catalogue]]
key = "runner"
title = "跑者"
group = "sport"
exclusive = true
lasts = "90d"
seen = "members"
own = true
rule = { said = ["跑步", "run"], fuzzy = true }

[[tags.catalogue]]
key = "regular"
rule = { activity = "check_in", times = 10, within = "30d" }
"""


def written(folder: Path, text: str) -> Path:
    """Write a configuration."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.feature("T1")
def test_tags_stand_in_the_file(tmp_path: Path) -> None:
    """With their group, term, visibility and rule."""
    settings = load(written(tmp_path, GOOD), {})

    assert settings.tags.catalogue == (
        Terms(
            "runner",
            "跑者",
            "sport",
            is_exclusive=True,
            lasts_days=90,
            seen_by="members",
            is_own_choice=True,
            rule=Said(("跑步", "run"), is_fuzzy=True),
        ),
        Terms("regular", rule=Did("member_checked_in", 10, 30)),
    )


@pytest.mark.feature("T1")
@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('key = "a b"', "small letters"),
        ('key = "x"\nlasts = "soon"', "days"),
        ('key = "x"\nseen = "all"', '"members", "self" or "staff"'),
        ('key = "x"\nexclusive = "yes"', "true or false"),
        ('key = "x"\ncolour = "red"', "has the keys"),
        ('key = "x"\nrule = { says = ["a"] }', "A rule says one of"),
        ('key = "x"\nrule = { level = "high" }', "whole number"),
        ('key = "x"\nrule = { hours = "dawn" }', "morning"),
        ('key = "x"\n[[tags.catalogue]]\nkey = "X"', "each tag once"),
    ],
)
def test_faults_are_named(tmp_path: Path, line: str, remedy: str) -> None:
    """With the place in the list and what to do."""
    path = written(tmp_path, f"[[tags.catalogue]]\n{line}\n")

    with pytest.raises(ConfigFaults) as raised:
        load(path, {})

    (fault,) = raised.value.faults
    assert fault.key.startswith("tags.catalogue[")
    assert remedy in fault.remedy
