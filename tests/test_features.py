"""No feature is promised without a proof, and none is proven without being told."""

import subprocess
import sys

import pytest

from tests.features import LEDGER, PROOFS, ROOT, Row, complaints, parse, tell

HEAD = "| row | what it gives you | how far |\n|---|---|---|\n"


class TestParse:
    def test_reads_the_rows(self) -> None:
        """A table row becomes an id, a sentence and how far it goes; the rest is prose."""
        expected = (Row("A6", "Sign in.", "Whole."), Row("Mx11", "Read it.", "Two languages."))

        actual = parse(
            f"# Features\n{HEAD}| A6 | Sign in. | Whole. |\n| Mx11 | Read it. | Two languages. |\n"
        )

        assert expected == actual

    @pytest.mark.parametrize("row", ["| A6 | Sign in. |", "| A6 | Sign in. | |"])
    def test_refuses_an_incomplete_row(self, row: str) -> None:
        """A row says what it gives and how far it goes."""
        with pytest.raises(ValueError, match="A6 needs"):
            parse(HEAD + row)

    def test_refuses_a_row_told_twice(self) -> None:
        """Two rows with one id would hide each other."""
        with pytest.raises(ValueError, match="A6 stands there twice"):
            parse(f"{HEAD}| A6 | a | b |\n| A6 | c | d |")


class TestComplaints:
    def test_a_row_needs_a_proof(self) -> None:
        """What is promised and not tested is told."""
        expected = ["A6 stands in docs/features.md and no test proves it."]

        assert expected == complaints([Row("A6", "a", "b")], {})

    def test_a_proof_needs_a_row(self) -> None:
        """What is tested and not told to users is told."""
        assert complaints([], {"A6": ["tests/x.py::test_y"]}) == [
            "A6 has a test (tests/x.py::test_y) and no row."
        ]

    def test_a_pair_is_well(self) -> None:
        """A row with a proof is nothing to complain of."""
        assert complaints([Row("A6", "a", "b")], {"A6": ["t"]}) == []


def test_the_ledger_and_the_tests_agree(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every row of docs/features.md has a test, and every test's row stands there."""
    proofs = request.config.stash[PROOFS]
    if proofs.is_whole:
        code = tell(proofs.by_row)
        said = capsys.readouterr()
        out, err = said.out, said.err
    else:
        # Of this module alone: the others are collected by a process that does as `make` does.
        done = subprocess.run(
            [sys.executable, "-m", "tests.features"],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        code, out, err = done.returncode, done.stdout, done.stderr

    assert (code, err) == (0, "")
    for row in parse(LEDGER.read_text(encoding="utf-8")):
        assert f"{row.id}  {row.gives}\n      tests/" in out
