"""Readiness as an operator's watchdog asks for it: green at work, red when something is wrong."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.endurance.rig import Bot, free_port, telegram, until
from tests.postgres import Server

_names = count()


class Watch:
    """A bot at work on PostgreSQL, and its `/readyz`."""

    def __init__(self, port: int, server: Server, name: str) -> None:
        self._port = port
        self.server = server
        self.name = name

    def status(self) -> int:
        """The status of an answer; 0 while nobody answers."""
        return self._ask()[0]

    def failing(self) -> set[str]:
        """The names of what is not well."""
        return {each["name"] for each in self._ask()[1]["findings"] if not each["ok"]}

    def _ask(self) -> tuple[int, Any]:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self._port}/readyz", timeout=20
            ) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)
        except OSError:
            return 0, None


@pytest.fixture
def watch(tmp_path: Path, postgres: Server) -> Iterator[Watch]:
    """Such a bot, ready."""
    name = f"hearth_ready_{next(_names)}"
    url = postgres.create_database(name, template="hearth_template")
    port = free_port()
    with telegram(seed=4, count=10) as running:
        config = f'[web]\nport = {port}\n[log]\nlevel = "error"\n'
        bot = Bot(tmp_path, telegram=running, database_url=url, config=config)
        bot.start()
        try:
            watching = Watch(port, postgres, name)
            assert until(lambda: watching.status() == 200), bot.said
            yield watching
        finally:
            bot.kill()
    postgres.drop_database(name)


def test_an_old_schema_is_red(watch: Watch) -> None:
    """A schema that another version has changed is told by its name."""
    watch.server.run("UPDATE alembic_version SET version_num = 'older'", database=watch.name)

    assert watch.status() == 503
    assert watch.failing() == {"schema"}


def test_a_lost_database_is_red(watch: Watch) -> None:
    """A database that is gone is told, and the process lives on to tell it."""
    watch.server.drop_database(watch.name)

    assert watch.status() == 503
    assert {"database", "schema"} <= watch.failing()
