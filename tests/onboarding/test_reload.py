"""What `/reload` takes over without a restart, and what it says of the rest."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import load
from bot.kit.database import Database
from tests.conversation import Town, ids, texts, value
from tests.onboarding.scenes import flow_in

GOOD = '[[step]]\nid = "hello"\nkind = "text"\ntext = "Hi {name}"\n'


@pytest.fixture
async def club(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    """A town that is configured by a file, with a flow beside it."""
    town = await Town(database, flow_in(tmp_path, GOOD)).open()
    yield town
    await town.close()


def configured(folder: Path, more: str) -> None:
    """Write the configuration anew."""
    said = f'[onboarding]\nfile = "flow.toml"\n{more}'
    (folder / "config.toml").write_text(said, encoding="utf-8")


@pytest.mark.feature("P1")
async def test_the_profile_of_the_community_is_taken_over(club: Town, tmp_path: Path) -> None:
    """Changed in the file and read again, what the community is about stands in /about."""
    owner = await club.with_admin()
    before = await owner.says("/about")
    configured(tmp_path, '[community]\nvalue = "We read slowly"\n')
    said = await owner.whispers("/reload")
    after = await owner.says("/about")
    again = await owner.whispers("/reload")

    assert "We read slowly" not in str(texts(before))
    assert value(said, "reload-taken", "names") == "community"
    assert "We read slowly" in str(texts(after))
    assert "reload-taken" not in ids(again)
    assert "onboarding-loaded-same" in ids(again)


@pytest.mark.feature("P1")
async def test_what_a_community_decided_itself_stays(club: Town, tmp_path: Path) -> None:
    """A choice made by the staff goes before the file, read again or not."""
    owner = await club.with_admin()
    await owner.says("/disable me")
    configured(tmp_path, "[checkins]\npoints = 25\n")
    said = await owner.whispers("/reload")
    signed = await owner.says("sign in")
    disabled = await club.person("Bo").says("/me")

    assert value(said, "reload-taken", "names") == "checkins"
    assert "25" in str([dict(text.values) for text in texts(signed)])
    assert "me-head" not in ids(disabled)


@pytest.mark.feature("P1")
async def test_what_needs_a_restart_is_named(club: Town, tmp_path: Path) -> None:
    """Where Telegram is, words that handlers listen for and the like wait, and it is said."""
    owner = await club.with_admin()
    more = '[limits]\ngroup_per_minute = 10\n[checkins]\nwords = ["here"]\npoints = 7\n'
    configured(tmp_path, more)
    said = await owner.whispers("/reload")
    again = await owner.whispers("/reload")

    assert value(said, "reload-waiting", "names") == "checkins.words, limits"
    assert value(said, "reload-taken", "names") == "checkins"
    assert value(again, "reload-waiting", "names") == "checkins.words, limits"
    assert "reload-taken" not in ids(again)


@pytest.mark.feature("P1")
async def test_a_fault_in_the_configuration_changes_nothing(club: Town, tmp_path: Path) -> None:
    """Where the file has a fault its key is named, all stays, and the flow is still read."""
    owner = await club.with_admin()
    configured(tmp_path, '[community]\nvalue = 3\nnmae = "x"\n')
    said = await owner.whispers("/reload")
    (tmp_path / "config.toml").write_text("[commu", encoding="utf-8")
    broken = await owner.whispers("/reload")
    configured(tmp_path, '[community]\nvalue = "Well again"\n')
    mended = await owner.whispers("/reload")

    assert value(said, "reload-faults", "count") == 2
    assert "community.value" in str(value(said, "reload-faults", "keys"))
    assert "onboarding-loaded" in ids(said)
    assert value(broken, "reload-faults", "keys") == "config.toml"
    assert value(mended, "reload-taken", "names") == "community"


@pytest.mark.feature("P1")
async def test_what_was_set_otherwise_stays(database: Database, tmp_path: Path) -> None:
    """Settings that a demo set stay where the file says nothing else than before."""
    configured(tmp_path, "")
    (tmp_path / "flow.toml").write_text(GOOD, encoding="utf-8")
    settings = load(tmp_path / "config.toml", {})
    settings = replace(settings, community=replace(settings.community, value="Sample"))
    town = await Town(database, settings).open()
    owner = await town.with_admin()
    configured(tmp_path, "[contacts]\nper_week = 5\n")
    said = await owner.whispers("/reload")
    about = await owner.says("/about")
    await town.close()

    assert value(said, "reload-taken", "names") == "contacts"
    assert "Sample" in str(texts(about))


@pytest.mark.feature("O7")
async def test_tags_that_there_are_not_are_doubted(club: Town, tmp_path: Path) -> None:
    """A tag that no community has is named with line and nearest name, and keeps nothing back."""
    owner = await club.with_admin()
    await owner.says("/tag new runner own")
    flow = (
        '[[step]]\nid = "a"\nkind = "interests"\ntags = ["runner", "poet"]\n'
        '[[step]]\nid = "b"\nkind = "text"\ntext = "B"\nonly_if = "tag:runnr or level>=3"\n'
        '[[drip]]\nid = "c"\nday = 1\nunless = "spoke or tag:runner"\ntext = "C"\n'
    )
    (tmp_path / "flow.toml").write_text(flow, encoding="utf-8")
    said = await owner.whispers("/reload")
    doubts = [
        dict(dict(text.values)["fault"].values)  # type: ignore[union-attr]
        for text in texts(said)
        if text.id == "onboarding-doubt"
    ]
    await owner.says("/tag new poet own")
    mended = await owner.whispers("/reload")

    assert "onboarding-loaded" in ids(said)
    assert [(each["line"], each["step"], each["why"].id) for each in doubts] == [
        ("4", "a", "onboarding-doubt-tag"),
        ("9", "b", "onboarding-doubt-near"),
    ]
    assert dict(doubts[1]["why"].values)["near"] == "runner"
    assert ids(mended).count("onboarding-doubt") == 1
