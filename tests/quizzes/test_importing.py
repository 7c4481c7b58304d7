"""Banks on the command line: every fault with its file and line, the good questions taken."""

from pathlib import Path

import pytest

from bot.importing.banks import Asked, Told, take_banks
from bot.importing.command import Wanted
from bot.kit.exports import BadFile
from models.quizzes import banks, questions
from tests.imports.conftest import house, house_on_both
from tests.imports.scenes import House
from tests.quizzes import files

pytestmark = pytest.mark.feature("A2")
__all__ = ["house", "house_on_both"]


async def brought(
    house: House, *paths: Path, is_earnest: bool = True, report: Path | None = None
) -> list[Told]:
    """Bring files; what the operator reads is kept."""
    house.lines.clear()
    wanted = Wanted(paths[0], is_earnest=is_earnest, report=report)
    return await take_banks(
        house.settings, wanted, Asked(paths), tell=house.lines.append, clock=house.town.clock
    )


async def test_three_forms_of_ten_thousand_are_taken_with_their_faults(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong encodings, options too long and duplicates are told with file and line."""
    table, trivia, hashed = (tmp_path / name for name in ("sums.csv", "sums.yaml", "sums.txt"))
    lines = [line.encode() for line in files.table(10_000)]
    lines[5] = "多少？,甲,乙,丙,A,".encode("gb18030")
    lines[7] = f"Too long?,{'x' * 101},b,c,B,".encode()
    lines[9] = lines[8]
    lines.append("天有多高？,很高,很低,不知道,A,".encode())
    table.write_bytes(b"\n".join(lines))
    trivia.write_text("\n".join([*files.trivia(10_000), "Say 3 and 4 together:", "- 7"]))
    hashed.write_text("\n".join([*files.hashed(10_000), "#Q Nothing?", "^ a", "A b", "B c"]))
    report = tmp_path / "faults.csv"

    faults = await brought(house, table, trivia, hashed, report=report)

    assert [(each.file, each.line) for each in faults] == [
        ("sums.csv", 6),
        ("sums.csv", 8),
        ("sums.csv", 10),
        ("sums.yaml", 30_003),
        ("sums.txt", 60_001),
    ]
    assert "encoding" in faults[0].why
    assert "101" in faults[1].why
    assert "line 9" in faults[2].why
    assert report.read_text(encoding="utf-8-sig").count("\n") == 6
    assert "10,000 questions" in capsys.readouterr().err
    # The three have one name, so they are one bank.
    assert [row["key"] for row in await house.town.rows(banks)] == ["sums"]
    assert await house.town.count(questions) == 9_998 + 10_000 + 10_000


async def test_looking_writes_nothing_and_again_adds_nothing(
    house_on_both: House, tmp_path: Path
) -> None:
    """A look tells the same; taken twice, each is told to be known."""
    house = house_on_both
    path = tmp_path / "maths.csv"
    path.write_text(files.CSV)

    await brought(house, path, is_earnest=False)
    looked = house.words
    assert await house.town.count(questions) == 0
    await brought(house, path)
    again = await brought(house, path)

    assert "3 new questions for the bank maths" in looked
    assert "Nothing was written" in looked
    assert [each.line for each in again] == [2, 3, 4]
    assert await house.town.count(questions) == 3


async def test_what_cannot_be_is_said_plainly(house: House, tmp_path: Path) -> None:
    """A file that is not there, and an encoding that is none."""
    with pytest.raises(BadFile, match="cannot be read"):
        await brought(house, tmp_path / "nothing.csv")
    with pytest.raises(BadFile, match="no encoding"):
        await take_banks(
            house.settings, Wanted(tmp_path), Asked([tmp_path], encoding="klingon"), tell=print
        )
