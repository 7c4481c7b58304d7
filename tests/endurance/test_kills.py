"""Kill the real program at any instant: nothing is lost, nothing counts or is said twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endurance.kills import (
    AIMS,
    CONFIG,
    HOOKED,
    Report,
    compare,
    is_at_rest,
    is_taken,
    kill_often,
)
from tests.endurance.rig import Bot, free_port, telegram
from tests.postgres import Server
from tests.templates import TEMPLATE, server_with_template

POLLING = CONFIG + "[web]\nport = 0\n"
HOOK = """
[web]
port = {port}
[updates]
mode = "webhook"
webhook_url = "{url}/hook"
"""


@pytest.fixture(scope="module")
def durable() -> Iterator[Server]:
    """A PostgreSQL that writes through to the disk, with a migrated template."""
    with server_with_template(is_durable=True) as running:
        yield running


@pytest.fixture
def durable_url(durable: Server) -> Iterator[str]:
    """The address of a fresh database there."""
    yield durable.create_database("hearth_killed", template=TEMPLATE)
    durable.drop_database("hearth_killed")


def torment(
    folder: Path, database_url: str, *, kills: int, updates: int, replicas: int = 0
) -> Report:
    """Kill bots while they work, and compare; without replicas one that polls."""
    with telegram(seed=kills + replicas, count=updates) as running:
        ports = [free_port() for _ in range(replicas)]
        running.ask("replicas", urls=[f"http://127.0.0.1:{port}/telegram" for port in ports])
        configs = [CONFIG + HOOK.format(port=port, url=running.url) for port in ports]
        bots = [
            Bot(folder, telegram=running, database_url=database_url, config=config, name=f"b{at}")
            for at, config in enumerate(configs or [POLLING])
        ]
        try:
            report = kill_often(
                running,
                bots,
                kills=kills,
                updates=updates,
                seed=kills,
                aims=HOOKED if replicas else AIMS,
            )
            assert is_taken(running), bots[0].said
            if database_url.startswith("postgresql"):
                assert [each.stop() for each in bots] == [0] * len(bots)
                # Every lease of a dead process has run out by then.
                bots[0].start("tests.endurance.later", "3")
            assert is_at_rest(database_url), bots[0].said
        finally:
            for each in bots:
                each.kill()
        seen = compare(running, database_url)
    report.updates, report.states = seen.updates, seen.states
    print(f"\n{report}")  # noqa: T201 — the numbers are worth a look in the log of a soak
    assert report.kills.total() == kills
    assert report.updates >= updates
    return report


@pytest.mark.parametrize(
    ("kills", "updates"), [(10, 4000), pytest.param(50, 20_000, marks=pytest.mark.soak)]
)
def test_polling_on_sqlite_survives(
    tmp_path: Path, sqlite_url: str, kills: int, updates: int
) -> None:
    """Every update's effect is there once, however often the process was killed."""
    report = torment(tmp_path, sqlite_url, kills=kills, updates=updates)

    assert report.kills["getUpdates before"] > 0
    assert report.states["unconfirmed"] > 0


@pytest.mark.parametrize(
    ("kills", "updates"), [(6, 2000), pytest.param(50, 20_000, marks=pytest.mark.soak)]
)
def test_a_webhook_on_sqlite_survives(
    tmp_path: Path, sqlite_url: str, kills: int, updates: int
) -> None:
    """An update whose commit was not confirmed comes again, and counts once."""
    report = torment(tmp_path, sqlite_url, kills=kills, updates=updates, replicas=1)

    assert report.kills["telegram lost"] > 0


@pytest.mark.parametrize(
    ("kills", "updates", "replicas"),
    [
        (6, 2000, 0),
        pytest.param(50, 20_000, 0, marks=pytest.mark.soak),
        pytest.param(50, 8000, 2, marks=pytest.mark.soak),
    ],
)
def test_postgresql_survives(
    tmp_path: Path, durable_url: str, kills: int, updates: int, replicas: int
) -> None:
    """The same holds there, for one that polls and for two behind a webhook."""
    torment(tmp_path, durable_url, kills=kills, updates=updates, replicas=replicas)
