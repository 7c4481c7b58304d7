"""An operator teaches the classifier from files, and reads what that is worth."""

import asyncio
import csv
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.cli import main
from bot.features.lessons.files import Fault, Line, Unreadable, read
from bot.features.lessons.shelf import newest, seed
from bot.kit.database import Database
from models.lessons import classifiers
from tests.lessons.lines import HAM, SPAM

pytestmark = pytest.mark.feature("R2")

Write = Callable[[str, Iterable[tuple[str, str]]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a labelled file."""

    def written(name: str, rows: Iterable[tuple[str, str]]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("text", "label"), *rows])
        return path

    return written


@pytest.fixture
def config(tmp_path: Path, sqlite_url: str) -> str:
    """A configuration with a migrated database."""
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{sqlite_url}"\n', encoding="utf-8")
    return str(path)


def lines(count: int, *, since: int = 0) -> list[tuple[str, str]]:
    """So many lines of each kind."""
    numbers = range(since, since + count)
    spam = [(each.format(n), "spam") for n in numbers for each in SPAM]
    return spam + [(each.format(n), "ham") for n in numbers for each in HAM]


def stored(url: str) -> list[Any]:
    """The models in the database, without their weights."""

    async def read_all() -> list[Any]:
        database = Database(url)
        async with database.reading() as connection:
            assert await newest(connection) is not None
            found = await connection.execute(
                select(classifiers.c.id, classifiers.c.lines, classifiers.c.quality)
            )
            rows = list(found.all())
        await database.close()
        return rows

    return asyncio.run(read_all())


class TestTraining:
    def test_it_is_in_force_and_tells_its_worth(
        self, write: Write, config: str, sqlite_url: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A trained model is stored with its figures; a second one takes its place."""
        path = write("lines.csv", lines(40))
        for _ in range(2):
            assert main(["--config", config, "rules", "train", str(path)]) == 0

        said = capsys.readouterr().out
        (row,) = stored(sqlite_url)
        assert "Learned from 240 different lines: 120 spam, 120 ham." in said
        assert "0.5 % false positives" in said
        assert (row.lines, row.quality["spam"], row.quality["ham"]) == (240, 120, 120)
        assert row.quality["acts_from"] is None

    def test_bad_lines_are_named_and_passed_over(
        self, write: Write, config: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A line without text or with another label is told with its file and number."""
        path = write("lines.csv", [("hello", "maybe"), ("", "ham"), *lines(20)])
        assert main(["--config", config, "rules", "train", str(path), "--json"]) == 0

        said = capsys.readouterr()
        assert "lines.csv:2: its label is neither spam nor ham." in said.err
        assert "lines.csv:3: it has no text." in said.err
        assert json.loads(said.out)["skipped"] == 2

    @pytest.mark.parametrize(
        ("rows", "words"),
        [
            ([("hello", "ham")] * 30, "0 lines labelled spam"),
            ([], "0 lines labelled spam"),
        ],
    )
    def test_too_little_teaches_nothing(
        self,
        write: Write,
        config: str,
        capsys: pytest.CaptureFixture[str],
        rows: list[tuple[str, str]],
        words: str,
    ) -> None:
        """Without enough of both kinds nothing is changed, and one sentence says why."""
        path = write("lines.csv", rows)

        assert main(["--config", config, "rules", "train", str(path)]) == 1
        assert words in capsys.readouterr().err

    def test_a_missing_file_and_a_missing_database_are_told(
        self, write: Write, config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What cannot be opened is one sentence."""
        assert main(["--config", config, "rules", "train", str(tmp_path / "no.csv")]) == 1
        other = tmp_path / "other.toml"
        other.write_text('[database]\nurl = "sqlite+aiosqlite:///none/x.sqlite"\n')
        path = write("lines.csv", lines(20))
        assert main(["--config", str(other), "rules", "train", str(path)]) == 1

        said = capsys.readouterr().err
        assert "no.csv cannot be read" in said
        assert "There is no database" in said


class TestTrying:
    def test_it_is_tried_on_lines_not_seen(
        self, write: Write, config: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Training on some lines and trying others tells recall, calibration and the threshold."""
        assert main(["--config", config, "rules", "train", str(write("a.csv", lines(150)))]) == 0
        capsys.readouterr()
        other = str(write("b.csv", lines(30, since=500)))
        assert main(["--config", config, "rules", "test", other, "--check", "spam", "--json"]) == 0

        told = json.loads(capsys.readouterr().out)
        assert told["checks"]["spam"]["precision"]["share"] > 0.95
        assert told["classifier"]["recall"]["share"] > 0.95
        assert told["classifier"]["acts_from"] is not None
        assert told["classifier"]["alone"]["false_positives"] == 0

    def test_untrained_it_knows_the_seed(
        self, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Without a database a file is tried with what Hearth ships, which asks the staff."""
        other = tmp_path / "other.toml"
        other.write_text('[database]\nurl = "sqlite+aiosqlite:///none/x.sqlite"\n')
        path = str(write("b.csv", lines(10)))
        assert main(["--config", str(other), "rules", "test", path, "--check", "spam"]) == 0

        assert "it has not earned to act alone" in capsys.readouterr().out


class TestFiles:
    def test_a_file_with_a_mark_and_quotes(self, tmp_path: Path) -> None:
        """A byte-order mark, quotes, line breaks and another order of columns are read."""
        path = tmp_path / "x.csv"
        path.write_text('\ufefflabel,text\nham,"a, ""b""\nc"\nSPAM,d\n1,e\n', encoding="utf-8")

        assert list(read(path)) == [
            Line(3, 'a, "b"\nc', is_spam=False),
            Line(4, "d", is_spam=True),
            Line(5, "e", is_spam=True),
        ]

    @pytest.mark.parametrize(
        "content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00x", b"text,label\n\x80,ham"]
    )
    def test_another_file_is_refused(self, tmp_path: Path, content: bytes) -> None:
        """What is no labelled CSV is told in a sentence."""
        path = tmp_path / "x.csv"
        path.write_bytes(content)
        with pytest.raises(Unreadable, match=r"x\.csv"):
            list(read(path))

    def test_a_line_that_is_cut_off_is_named(self, tmp_path: Path) -> None:
        """A line with too few columns is no reason to stop."""
        path = tmp_path / "x.csv"
        path.write_text("text,label\nonly\nyes,ham\n", encoding="utf-8")

        assert [type(each) for each in read(path)] == [Fault, Line]

    def test_the_seed_is_well(self) -> None:
        """The lines that Hearth ships are some hundred of each kind."""
        features, are_spam = seed()

        assert 80 <= sum(are_spam) <= len(features) - 80
