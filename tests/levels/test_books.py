"""`points relevel`: what another curve changes, before it does."""

from dataclasses import replace

import pytest

from bot.app import StartFailed
from bot.config.settings import Settings
from bot.kit.database import Database
from models.levels import levels
from models.members import members
from tests.books import asked, books_by
from tests.conversation import Town

pytestmark = pytest.mark.feature("N2")


async def test_a_curve_is_tried_and_then_applied(both_databases: Database) -> None:
    """A trial changes nothing; applied, what was told is of the new curve and nobody is told."""
    steep = replace(Settings().points, curve="list", levels=(10, 20, 30), chat_min=25, chat_max=25)
    town = await Town(both_databases, replace(Settings(), points=steep)).open()
    await town.person().says("第一页真好看")
    await town.close()
    gentle = books_by(town, replace(Settings().points, curve="list", levels=(20, 40)))

    before = [row["level"] for row in await town.rows(levels)]
    tried = await asked(gentle, "relevel", "--curve", "arcane")
    looked = await asked(gentle, "relevel")
    between = [row["level"] for row in await town.rows(levels)]
    applied = await asked(gentle, "relevel", "--apply")
    after = [row["level"] for row in await town.rows(levels)]

    assert [row["experience"] for row in await town.rows(members)] == [25]
    assert (before, between, after) == ([2], [2], [1])
    assert "0 would rise, 1 would fall, 0 would stay" in tried
    assert "Nothing was changed" in looked
    assert "1 of what was told" in applied


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--curve", "steep"), "There is no curve steep"),
        (("--curve", "arcane", "--apply"), "Put the curve into the configuration first"),
        (("--community", "77"), "There is no community 77; there are: none"),
    ],
)
async def test_what_cannot_be_done_is_told(town: Town, more: tuple[str, ...], why: str) -> None:
    """In a sentence, with what there is."""
    with pytest.raises(StartFailed, match=why):
        await asked(books_by(town), "relevel", *more)
