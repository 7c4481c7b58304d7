"""What another bot counted is taken in line by line, once, and the books add up."""

from datetime import date
from typing import Any

import pytest

from bot.features.imports.cells import Earned, earned_of, header_of, whole_of
from bot.features.imports.rules import Fault
from bot.features.points.economy import economy_of, off_balance
from bot.features.points.rules import Levels, total_for
from bot.features.seasons.queries import outcome_of
from bot.features.seasons.rules import Season
from bot.importing import tables as importing
from bot.kit.chance import CountedChance
from bot.kit.exports import BadFile
from bot.kit.unit_of_work import UnitOfWork
from models.boards import scores
from models.levels import levels
from models.members import members, memberships, people
from models.points import ledger
from tests.books import asked, books_by
from tests.conversation import Town, value
from tests.imports.scenes import House

pytestmark = pytest.mark.feature("G9")

POINTS = """id,name,coins,xp,level,messages
21,Mei,100,1150,5,7
22,Tom,"1,000",,3,
23,,5,5,,
24,Zoë,-3,,,
25,Lin,,,2000,
26,Ann,,,,
27,Bo,1.5,,,
21,Mei,999,,,
28,Old,,75,,
,Nobody,1,,,
"""
SPRING = Season("spring", {}, date(2026, 3, 1), date(2026, 3, 31))


def unit(town: Town, connection: Any) -> UnitOfWork:
    """A unit of work of its own."""
    now, dialect = town.clock.now(), town.database.dialect
    return UnitOfWork(connection, now=now, chance=CountedChance(), dialect=dialect)


async def sums(house: House) -> dict[int, tuple[int, int]]:
    """What each member has: experience and points."""
    return {
        row["person_id"]: (row["experience"], row["points"])
        for row in await house.town.rows(members)
        if row["experience"] or row["points"]
    }


async def kept(house: House) -> list[Any]:
    """All that is written, the audit aside."""
    tables = (people, members, memberships, ledger, levels)
    return [sorted(map(repr, await house.town.rows(table))) for table in tables]


async def test_lines_become_rows_of_the_ledger(house_on_both: House) -> None:
    """Experience and points as they were; a level alone is where it begins; the rest is named."""
    house = house_on_both

    words = await house.table("points", POINTS)

    third = total_for(3, Levels())
    assert await sums(house) == {21: (1150, 100), 22: (third, 1000), 28: (75, 0)}
    assert "3 members with what they had, 3 of them changed by it" in words
    assert "Columns that are not taken: messages." in words
    for told in (
        "line 4 (23)",
        "line 5 (-3)",
        "line 6 (2000)",
        "line 7",
        "line 8 (1.5)",
        "line 9 (21)",
        "line 11",
    ):
        assert told in words
    rows = await house.town.rows(ledger)
    assert {(row["rule"], row["source_id"]) for row in rows} == {("import", "import")}
    async with house.town.database.reading() as connection:
        uow = unit(house.town, connection)
        assert await off_balance(uow, 1) == 0
        assert (await economy_of(uow, 1)).is_balanced


async def test_a_look_writes_nothing_and_twice_is_once(house_on_both: House) -> None:
    """Also days later."""
    house = house_on_both
    before = await kept(house)

    looked = await house.table("points", POINTS, is_earnest=False)
    unchanged = await kept(house)
    await house.table("points", POINTS)
    once = await kept(house)
    house.town.passes(days=3)
    again = await house.table("points", POINTS)

    assert unchanged == before
    assert "3 of them changed by it" in looked
    assert "0 of them changed by it" in again
    assert (await kept(house))[3:] == once[3:]


async def test_told_again_it_is_what_was_told_last(house_on_both: House) -> None:
    """Beside what was earned here since, and what another bot had counted."""
    house = house_on_both
    mei = house.town.person()
    await mei.says("签到")
    earned = (await sums(house))[mei.id]

    await house.table("points", f"id,xp,points\n{mei.id},100,50\n")
    await house.table("points", f"id,xp,points\n{mei.id},300,20\n")
    await house.table("points", f"id,xp,points\n{mei.id},100,50\n")
    await house.table("points", f"id,xp\n{mei.id},1000\n", label="other")
    await house.table("points", f"id,xp\n{mei.id},1000\n", label="other")

    assert await sums(house) == {mei.id: (earned[0] + 1100, earned[1] + 50)}


async def test_nobody_is_told_of_a_level_and_no_season_is_won(house: House) -> None:
    """What was earned elsewhere counts for levels, and for nothing that is on."""
    mei = house.town.person()
    await mei.says("签到")

    await house.table("points", f"id,xp\n{mei.id},5000\n")
    sent = await house.town.settles()
    async with house.town.database.reading() as connection:
        outcome = await outcome_of(connection, 1, SPRING, most=10)

    assert sent == []
    assert [each.experience for each in outcome.winners if each.person_id == mei.id] == [10]


async def test_an_old_list_says_nothing_of_who_is_here(house: House) -> None:
    """Whoever stands in it may have left long ago."""
    await house.table("points", POINTS)

    assert 21 not in {row["person_id"] for row in await house.town.rows(memberships)}


@pytest.mark.parametrize("part", [1, 2])
async def test_broken_off_it_is_done_again(
    house: House, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written stays, and the second try adds the rest alone."""
    monkeypatch.setattr(importing, "PART", 1)

    def stop(number: int) -> None:
        if number == part:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await house.table("points", POINTS, written=stop)
    await house.table("points", POINTS)

    assert (await sums(house))[21] == (1150, 100)
    assert len(await house.town.rows(ledger)) == 3


async def test_a_label_is_plain(house: House) -> None:
    """It stands in keys."""
    with pytest.raises(BadFile, match="small letters"):
        await house.table("points", POINTS, label="Old Bot")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("0", 0),
        ("1234", 1234),
        ("1,234,567", 1234567),
        ("12 000", 12000),
        ("7.0", 7),
        ("1000000000", 1_000_000_000),
        ("1000000001", None),
        ("-1", None),
        ("1.5", None),
        ("1,2", None),
        ("１２", None),
        ("many", None),
        ("1e3", None),
    ],
)
def test_numbers_are_whole(said: str, number: int | None) -> None:
    """As programs and spreadsheets write them, and no other."""
    assert whole_of(said) == number


def test_a_line_says_what_it_says() -> None:
    """Columns in either language; what is not said is none."""
    header = header_of(["用户", "昵称", "积分", "经验值", "等级"])

    assert earned_of(2, ["7", "Mei", "5", "", "3"], header) == Earned(2, 7, "", "Mei", 5, None, 3)
    assert earned_of(3, ["@mei_lin", "", "", "9", ""], header) == Earned(
        3, None, "mei_lin", "", None, 9, None
    )
    assert earned_of(4, ["7", "Mei", "", "", ""], header) == Fault("line 4", "points")
    assert earned_of(5, ["7", "Mei", "", "", "high"], header) == Fault("line 5", "level", "high")


async def test_it_counts_on_the_board_of_all_time_alone(house: House) -> None:
    """No day, week or month is won by what was earned elsewhere; reckoned anew it is the same."""
    town = house.town
    mei = town.person()
    await mei.says("签到")
    await house.table("points", f"id,xp\n{mei.id},5000\n")
    town.passes(minutes=20)
    await town.settles()

    week = value(await mei.says("/top week"), "board-line-own", "experience")
    ever = value(await mei.says("/top all"), "board-line-own", "experience")
    await asked(books_by(town), "rebuild", "--apply")

    assert (week, ever) == (10, 5010)
    # The command line goes by the wall's clock, by which these days are long over.
    assert (mei.id, 5010) in await scores_of(town)


async def scores_of(town: Town) -> list[tuple[int, int]]:
    """What is kept of everybody's scores."""
    rows = await town.rows(scores)
    return sorted((row["person_id"], row["experience"]) for row in rows)
