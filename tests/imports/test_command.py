"""What an operator types, reads and breaks off."""

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from bot.cli import main
from bot.kit.clock import WallClock
from tests.endurance.rig import plain_environment, until
from tests.imports.scenes import BARE, BEGAN, DAY, exported, said
from tests.nursery import Process, start

pytestmark = pytest.mark.feature("G9")

PEOPLE, DAYS = 60, 250


@pytest.fixture
def config(tmp_path: Path, sqlite_url: str) -> str:
    """A configuration that names the database."""
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(path)


def found(url: str) -> sqlite3.Connection:
    """Open a database in which there is the group."""
    connection = sqlite3.connect(url.partition(":///")[2], isolation_level=None)
    connection.executescript(
        f"""
        INSERT INTO communities (id, name, language, zone, version, created_at)
          VALUES (1, 'Group', 'zh-CN', 'Asia/Shanghai', 1, 1);
        INSERT INTO chats (id, community_id, type, kind, labels, title, bot_status, bot_rights,
          roster_version, created_at, is_forum)
          VALUES (-100{BARE}, 1, 'supergroup', 'main', '[]', 'Main', 'member', '{{}}', 1, 1, 0);
        """  # noqa: S608 — a number of our own
    )
    return connection


def sums(connection: sqlite3.Connection) -> list[object]:
    """What the tables add up to."""
    return [
        connection.execute(f"SELECT count(*), sum({column}) FROM {table}").fetchone()  # noqa: S608
        for table, column in (
            ("people", "id"),
            ("members", "messages"),
            ("memberships", "is_present"),
            ("daily_activity", "times"),
            ("daily_answers", "answered_id"),
        )
    ]


class TestWords:
    def test_a_look_and_the_deed(
        self, config: str, sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The same figures, and then it is there."""
        connection = found(sqlite_url)
        path = tmp_path / "result.json"
        path.write_text(json.dumps(exported(said(1), name="\ud800 Readers")), encoding="utf-8")

        assert main(["--config", config, "import", "telegram", str(path)]) == 0
        looked = capsys.readouterr().out
        assert main(["--config", config, "import", "telegram", str(path), "--apply"]) == 0
        done = capsys.readouterr().out

        assert looked.splitlines()[:-1] == done.splitlines()[:-1]
        assert "1 people, 1 never met before" in looked
        assert sums(connection)[1] == (1, 1)

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (("telegram", "nowhere.json"), "cannot be read: no such file"),
            (("members", "nowhere.csv"), "cannot be read: no such file"),
            (("telegram", "{file}"), "is no export of one chat"),
            (("members", "{file}"), "person is missing"),
            (("spend", "{file}", "--chat", "Nowhere"), "There is no group Nowhere"),
            (("tags", "{file}", "--report", "/nowhere/report.csv"), "cannot be written"),
        ],
    )
    def test_what_cannot_be_done_is_told_in_a_sentence(
        self,
        config: str,
        sqlite_url: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        words: tuple[str, ...],
        why: str,
    ) -> None:
        """And nothing else is."""
        found(sqlite_url).close()
        path = tmp_path / "file"
        path.write_text("hello\n", encoding="utf-8")

        code = main(["--config", config, "import", *(w.format(file=path) for w in words)])

        assert code == 1
        assert why in capsys.readouterr().err

    def test_without_a_group_or_a_database_the_remedy_is_told(
        self, config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """First the bot joins the group."""
        bare = tmp_path / "bare.toml"
        bare.write_text('[database]\nurl = "sqlite+aiosqlite:////nowhere/x.sqlite"\n')

        assert main(["--config", config, "import", "telegram", "x.json"]) == 1
        assert "add it to the group first" in capsys.readouterr().err
        assert main(["--config", str(bare), "import", "telegram", "x.json"]) == 1
        assert "no database" in capsys.readouterr().err


class TestKills:
    def test_killed_midway_it_is_done_again(
        self, config: str, sqlite_url: str, tmp_path: Path
    ) -> None:
        """The process is gone between two parts or within one; the next ends what it began."""
        connection = found(sqlite_url)
        path = tmp_path / "result.json"
        now = int(WallClock().now().timestamp()) - BEGAN
        entries = [
            said(
                day * PEOPLE + who,
                who,
                now + (day - DAYS) * DAY,
                reply_to_message_id=day * PEOPLE + 1,
            )
            for day in range(DAYS)
            for who in range(1, PEOPLE + 1)
        ]
        path.write_text(json.dumps(exported(*entries)), encoding="utf-8")
        words = ("--config", config, "import", "telegram", str(path), "--apply")

        def run() -> Process:
            quiet = subprocess.DEVNULL
            return start("bot", *words, env=plain_environment(), stderr=quiet)

        killed = run()
        days = "SELECT count(*) FROM daily_activity"
        until(lambda: connection.execute(days).fetchone()[0], every_s=0.001)
        killed.kill()
        killed.wait()
        broken = sums(connection)
        assert run().wait() == 0
        done = sums(connection)

        assert broken[0] == done[0]
        assert done[1] == (PEOPLE, PEOPLE * DAYS)
        assert done[3] == (PEOPLE * DAYS, PEOPLE * DAYS)
        assert done[4][0] == (PEOPLE - 1) * DAYS  # type: ignore[index]
