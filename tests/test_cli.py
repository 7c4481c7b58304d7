"""What an operator reads when something is wrong: one sentence and a remedy, never a traceback."""

import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.endurance.rig import Bot, Telegram, free_port, plain_environment, telegram, until
from tests.nursery import ROOT, start

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp-_q"
Ask = Callable[..., subprocess.CompletedProcess[str]]
QUIET = '[web]\nport = 0\n[log]\nlevel = "error"\n'


def ask(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command with some arguments, forked where everything is imported already."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        env = plain_environment() | environ
        code = start("bot", *arguments, env=env, stdout=out, stderr=err).wait()
        for each in (out, err):
            each.seek(0)
        return subprocess.CompletedProcess(arguments, code, out.read(), err.read())


def ask_anew(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot` with some arguments, as people do."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env=plain_environment() | environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def complaint(*arguments: str, by: Ask = ask, **environ: str) -> str:
    """Return what a command that cannot be done says."""
    done = by(*arguments, **environ)
    assert done.returncode not in {0, -signal.SIGKILL}, done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    return done.stderr.strip()


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A quiet configuration."""
    path = tmp_path / "config.toml"
    path.write_text(QUIET, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def server() -> Iterator[Telegram]:
    """A Telegram that answers."""
    with telegram(seed=1, count=10) as running:
        yield running


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


class TestConfiguration:
    def test_every_fault_is_told_at_once(self, tmp_path: Path) -> None:
        """A wrong value and a misspelt key are told together, each with a remedy."""
        path = tmp_path / "config.toml"
        path.write_text('[points]\nchat_mn = 1\nchat_max = "many"\n', encoding="utf-8")

        said = complaint("--config", str(path), "check")

        assert 'Did you mean "chat_min"?' in said
        assert "points.chat_max" in said

    def test_broken_toml_names_its_line(self, tmp_path: Path) -> None:
        """A file that is no TOML is told with the place."""
        path = tmp_path / "config.toml"
        path.write_text("[points\n", encoding="utf-8")

        assert "line 1" in complaint("--config", str(path), "check")

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        """A file that was asked for and is not there is no empty one."""
        assert "nowhere.toml" in complaint("--config", str(tmp_path / "nowhere.toml"), "check")

    def test_a_well_one_is_said_to_be_well(self, config: str) -> None:
        """`check` says in a line what is set."""
        done = ask_anew("--config", config, "check", HEARTH_TOKEN=TOKEN)

        assert done.returncode == 0
        assert "Token: set" in done.stdout
        assert TOKEN not in done.stdout


class TestStart:
    def test_needs_a_token(self, config: str) -> None:
        """Without a token the way to one is told."""
        assert "@BotFather" in complaint("--config", config, "run")

    def test_refuses_a_wrong_token(self, config: str, server: Telegram, sqlite_url: str) -> None:
        """A token that Telegram does not know ends the start, and is not shown."""
        said = complaint(
            *("--config", config, "run"),
            HEARTH_TOKEN=TOKEN,
            HEARTH_API_URL=server.url,
            HEARTH_DATABASE_URL=sqlite_url,
        )

        assert "HEARTH_TOKEN" in said
        assert TOKEN not in said
        assert len(said.splitlines()) == 1

    def test_needs_telegram(self, config: str, sqlite_url: str) -> None:
        """A server that does not answer is named with its address."""
        url = f"http://127.0.0.1:{free_port()}"
        said = complaint(
            *("--config", config, "run"),
            HEARTH_TOKEN=TOKEN,
            HEARTH_API_URL=url,
            HEARTH_DATABASE_URL=sqlite_url,
        )

        assert url in said
        assert len(said.splitlines()) == 1

    def test_needs_the_database(self, config: str, server: Telegram) -> None:
        """A database that does not answer is named, without its password."""
        said = complaint(
            *("--config", config, "run"),
            HEARTH_TOKEN=server.token,
            HEARTH_API_URL=server.url,
            HEARTH_DATABASE_URL=f"postgresql+asyncpg://me:secret@127.0.0.1:{free_port()}/hearth",
        )

        assert "HEARTH_DATABASE_URL" in said
        assert "secret" not in said
        assert len(said.splitlines()) == 1

    @pytest.mark.parametrize("verb", ["run", "doctor"])
    def test_needs_a_schema(
        self, verb: str, config: str, server: Telegram, tmp_path: Path
    ) -> None:
        """An empty database is not filled by itself: the command that does it is told."""
        said = complaint(
            *("--config", config, verb),
            by=ask_anew,
            HEARTH_TOKEN=server.token,
            HEARTH_API_URL=server.url,
            HEARTH_DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/empty.sqlite",
        )

        assert "python -m bot migrate" in said

    def test_needs_its_port(
        self, server: Telegram, sqlite_url: str, tmp_path: Path, taken_port: int
    ) -> None:
        """A port that another program holds is named."""
        path = tmp_path / "config.toml"
        path.write_text(f"[web]\nport = {taken_port}\n", encoding="utf-8")
        said = complaint(
            *("--config", str(path), "run"),
            HEARTH_TOKEN=server.token,
            HEARTH_API_URL=server.url,
            HEARTH_DATABASE_URL=sqlite_url,
        )

        assert f":{taken_port}" in said.splitlines()[-1]
        assert "web.port" in said.splitlines()[-1]

    @pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
    def test_ends_calmly(
        self, server: Telegram, sqlite_url: str, tmp_path: Path, sign: signal.Signals
    ) -> None:
        """Asked to stop, it stops within seconds, and nothing went wrong."""
        port = free_port()
        text = f'[web]\nport = {port}\n[log]\nlevel = "warning"\n'
        bot = Bot(tmp_path, telegram=server, database_url=sqlite_url, config=text)
        bot.start()
        try:
            assert until(lambda: is_listening(port)), bot.said
            assert bot.stop(sign) == 0
        finally:
            bot.kill()

        assert bot.said == ""


class TestMigrate:
    def test_fills_an_empty_database(self, config: str, tmp_path: Path) -> None:
        """It brings a database up to date, and says so the second time too."""
        url = f"sqlite+aiosqlite:///{tmp_path}/new.sqlite"

        first = ask_anew("--config", config, "migrate", HEARTH_DATABASE_URL=url)
        second = ask("--config", config, "migrate", HEARTH_DATABASE_URL=url)

        assert (first.returncode, second.returncode) == (0, 0)
        assert "is up to date now" in first.stdout
        assert "was up to date" in second.stdout

    def test_needs_a_database(self, config: str) -> None:
        """A database that does not answer is one sentence."""
        url = f"postgresql+asyncpg://me:secret@127.0.0.1:{free_port()}/hearth"

        said = complaint("--config", config, "migrate", HEARTH_DATABASE_URL=url)

        assert "HEARTH_DATABASE_URL" in said
        assert "secret" not in said


class TestDemo:
    def test_needs_its_port(self, config: str, tmp_path: Path, taken_port: int) -> None:
        """A port that another program holds is named, with what to do."""
        said = complaint(
            *("--config", config, "demo", "--port", str(taken_port)),
            *("--folder", str(tmp_path / "demo")),
            by=ask_anew,
        )

        assert str(taken_port) in said
        assert "--port" in said

    @pytest.mark.parametrize("content", [None, "[]"])
    def test_needs_an_export(self, config: str, tmp_path: Path, content: str | None) -> None:
        """A file that is no export is refused in one sentence, before anything is removed."""
        path = tmp_path / "result.json"
        if content is not None:
            path.write_text(content, encoding="utf-8")
        said = complaint(
            *("--config", config, "demo", "--port", "0", "--replay", str(path)),
            *("--folder", str(tmp_path / "demo")),
        )

        assert len(said.splitlines()) == 1
        assert not (tmp_path / "demo-replay").exists()


def is_listening(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
