"""Tables of members, tags and orders are taken line by line, each bad one named."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.importing import tables as importing
from bot.importing.tables import Kind
from bot.kit.exports import BadFile
from models.audits import audits
from models.members import members, memberships, people
from models.sources import journeys, sources
from models.tags import taggings, tags
from models.tiers import spends
from tests.imports.scenes import House

pytestmark = pytest.mark.feature("G9")

MEMBERS = """id,name,joined,tags,source,points
21,Mei,2026-01-05,runner;vip,store12,100
22,Tom,,runner,,
@nobody,Anna,,,,
23,,2026-01-05,,,
,Anna,,,,
24,Zoë,31/12/2025,,,
25,Lin,2026-02-01,swimmer,store99,
"""


async def kept(house: House) -> list[Any]:
    """All that tables write, the audit aside and the moments of tags too."""
    tables = (people, members, memberships, journeys, taggings, spends)
    return [sorted(map(repr, await house.town.rows(table))) for table in tables]


async def with_tags(house: House) -> None:
    """Have tags and a source in the catalogue."""
    (admin,) = [row["id"] for row in await house.town.rows(people) if row["first_name"] == "Ada"]
    async with house.town.database.writing() as connection:
        community = {"community_id": 1, "created_at": house.town.clock.now()}
        for key in ("runner", "vip"):
            await connection.execute(tags.insert().values(key=key, owner_id=admin, **community))
        await connection.execute(sources.insert().values(key="store12", chat_id=-1, **community))


class TestMembers:
    async def test_lines_become_members_with_tags_and_source(self, house_on_both: House) -> None:
        """Whoever has an id and a name is known from now on; the rest is named line by line."""
        house = house_on_both
        await with_tags(house)

        words = await house.table("members", MEMBERS)

        assert "3 members, 3 of them new, 3 tags" in words
        assert "Columns that are not taken: points." in words
        rows = {row["person_id"]: row for row in await house.town.rows(members)}
        assert rows[21]["joined_at"] == datetime(2026, 1, 4, 16, tzinfo=UTC)
        assert rows[22]["joined_at"] is None
        keys = {row["id"]: row["key"] for row in await house.town.rows(tags)}
        assert {
            (row["person_id"], keys[row["tag_id"]], row["source"], row["actor_id"])
            for row in await house.town.rows(taggings)
        } == {
            (21, "runner", "import", None),
            (21, "vip", "import", None),
            (22, "runner", "import", None),
        }
        (journey,) = await house.town.rows(journeys)
        assert (journey["person_id"], journey["grade"]) == (21, "unknown")
        present = {
            row["person_id"]: row["is_present"] for row in await house.town.rows(memberships)
        }
        assert present[21] is present[22] is True
        for told in (
            "line 4 (@nobody)",
            "line 5 (23)",
            "line 6",
            "line 7 (31/12/2025)",
            "line 8 (swimmer)",
            "line 8 (store99)",
        ):
            assert told in words

    async def test_twice_is_once_and_a_look_is_nothing(self, house_on_both: House) -> None:
        """Also when somebody has been there for long, and later."""
        house = house_on_both
        await with_tags(house)
        before = await kept(house)

        looked = await house.table("members", MEMBERS, is_earnest=False)
        unchanged = await kept(house)
        await house.table("members", MEMBERS)
        once = await kept(house)
        house.town.passes(days=3)
        await house.table("members", MEMBERS)

        assert unchanged == before
        assert "3 members, 3 of them new" in looked
        assert await kept(house) == once

    async def test_a_username_stands_for_whoever_bears_it(self, house: House) -> None:
        """Where the bot met them; the earliest day of joining wins."""
        mei = house.town.person(extra={"username": "Mei_Lin"})
        await mei.says("hello")

        await house.table("members", "用户名;加入时间\n@mei_lin;2025年6月1日\n")
        await house.table("members", "用户名;加入时间\n@mei_lin;2025年7月1日\n")

        rows = {row["person_id"]: row for row in await house.town.rows(members)}
        assert rows[mei.id]["joined_at"] == datetime(2025, 5, 31, 16, tzinfo=UTC)
        assert rows[mei.id]["messages"] == 1

    async def test_a_bot_is_no_member(self, house: House) -> None:
        """Whatever a table calls it."""
        async with house.town.database.writing() as connection:
            now = house.town.clock.now()
            await connection.execute(
                people.insert().values(id=55, first_name="Gif", is_bot=True, seen_at=now)
            )

        words = await house.table("members", "id,name\n55,Gif\n")

        assert "by a bot" in words
        assert 55 not in {row["person_id"] for row in await house.town.rows(members)}

    @pytest.mark.parametrize("part", [1, 2, 3])
    async def test_broken_off_it_is_done_again(
        self, house: House, part: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was written stays, and the second try adds the rest alone."""
        monkeypatch.setattr(importing, "PART", 1)
        await with_tags(house)

        def stop(number: int) -> None:
            if number == part:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await house.table("members", MEMBERS, written=stop)
        await house.table("members", MEMBERS)

        assert {21, 22, 25} <= {row["person_id"] for row in await house.town.rows(members)}
        assert len(await house.town.rows(taggings)) == 3

    async def test_lines_of_any_length_and_content_are_survived(self, house: House) -> None:
        """A million signs, an open quote, NUL, empty lines: the good ones are taken."""
        words = await house.table(
            "members",
            "id,name\n" + "9" * 1_000_000 + "\n" + '31,"Mei\n\n32,T\x00om\n33\n34,Li,n,n,n\n',
        )

        named = {row["id"]: row["first_name"] for row in await house.town.rows(people)}
        assert {31, 32, 34} <= named.keys()
        assert named[32] == "Tom"
        assert "line 2" in words
        assert "line 6" in words


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    async def test_files_of_any_origin_are_read(self, house: House, encoding: str) -> None:
        """As a spreadsheet writes them, once it is said how."""
        said = "utf-8" if encoding.startswith("utf-8") else encoding

        await house.table("members", "用户,姓名\n41,美琳\n".encode(encoding), encoding=said)

        named = {row["id"]: row["first_name"] for row in await house.town.rows(people)}
        assert named[41] == "美琳"

    async def test_a_wrong_one_is_told_with_the_remedy(self, house: House) -> None:
        """Instead of names that nobody can read."""
        with pytest.raises(BadFile, match="UTF-8: say --encoding gb18030"):
            await house.table("members", "用户,姓名\n41,美琳\n".encode("gb18030"))

    @pytest.mark.parametrize(
        ("kind", "content", "why"),
        [
            ("members", "", "is empty"),
            ("members", "name,joined\nMei,2026-01-01\n", "person is missing"),
            ("members", "\x00\x01\x02", "person is missing"),
            ("spend", "ref,person\nA,7\n", "date, amount is missing"),
        ],
    )
    async def test_what_is_no_such_table_is_told(
        self, house: House, kind: Kind, content: str, why: str
    ) -> None:
        """By what it lacks."""
        with pytest.raises(BadFile, match=why):
            await house.table(kind, content)

    async def test_a_file_that_is_not_there_is_told(self, house: House) -> None:
        """By its name."""
        with pytest.raises(BadFile, match=r"none\.csv cannot be read: no such file"):
            await house.table("members", "", file=house.folder / "none.csv")


class TestTagsAndOrders:
    async def test_tags_are_given_a_line_each(self, house: House) -> None:
        """As the bot itself takes such a file."""
        await with_tags(house)
        await house.table("members", "id,name\n21,Mei\n")

        words = await house.table("tags", "person,tag\n21,runner\n21,vipp\n99,runner\n21\n")

        assert "1 tags" in words
        assert "line 3 (vipp), did you mean vip?" in words
        assert "line 4 (99)" in words
        assert "line 5" in words
        assert len(await house.town.rows(taggings)) == 1

    async def test_an_order_counts_once_however_often_it_is_told(
        self, house_on_both: House
    ) -> None:
        """By its number; told anew with another amount it is that."""
        house = house_on_both
        await house.table("members", "id,name\n21,Mei\n")
        orders = "订单号,用户,日期,金额\nA1,21,2026-03-01,99.5\nA1,21,2026-03-01,99.5\n"
        orders += "A2,77,2026-03-01,5\nA3,21,2026-03-02,-5\n"

        words = await house.table("spend", orders)
        await house.table("spend", orders)
        await house.table("spend", "ref,person,date,amount\nA1,21,2026-03-01,80\n")

        (row,) = await house.town.rows(spends)
        assert (row["ref"], row["person_id"], row["local_day"], row["amount"]) == (
            "A1",
            21,
            date(2026, 3, 1),
            80,
        )
        assert "line 3 (A1)" in words
        assert "line 4 (77)" in words
        assert "line 5 (-5)" in words
        noted = [row["what"] for row in await house.town.rows(audits)]
        assert noted.count("audit-spend-imported") == 3
        assert noted.count("audit-members-imported") == 1
