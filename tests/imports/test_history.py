"""A group's history is taken in once, whole, and beside what the bot saw itself."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.importing import history as importing
from bot.kit.exports import BadFile
from models.activity import daily_activity, daily_answers
from models.audits import audits
from models.members import members, memberships, people
from models.tiers import tiers
from tests.conversation import GROUP, NOON
from tests.imports.scenes import BARE, BEGAN, DAY, House, exported, said, told

pytestmark = pytest.mark.feature("G9")

BEGINNING = datetime.fromtimestamp(BEGAN, UTC)


async def kept(house: House) -> list[Any]:
    """All that an import writes, the audit aside."""
    return [
        sorted(map(repr, await house.town.rows(table)))
        for table in (people, members, memberships, daily_activity, daily_answers)
    ]


async def member(house: House, person_id: int) -> dict[str, Any]:
    """A member as they are kept."""
    rows = await house.town.rows(members)
    return next(row for row in rows if row["person_id"] == person_id)


async def presence(house: House, person_id: int) -> dict[str, Any]:
    """Somebody's presence in the group as it is kept."""
    rows = await house.town.rows(memberships)
    return next(row for row in rows if row["person_id"] == person_id)


ENTRIES = (
    told(1, "create_group", 7),
    told(2, "join_group_by_link", 8, 10),
    said(3, 7, 20),
    said(4, 8, 30, reply_to_message_id=3),
    said(5, 8, DAY),
    told(6, "remove_members", 9, 2 * DAY, members=["Member 9"]),
    told(7, "pin_message", 7, DAY),
    said(8, 7, from_id="channel99"),
)


class TestTaking:
    async def test_members_have_their_past_on_day_one(self, house_on_both: House) -> None:
        """Who they are, since when, how much they said on which day, and whom they answered."""
        house = house_on_both

        await house.history(*ENTRIES)

        eight = await member(house, 8)
        assert eight["first_seen_at"] == eight["joined_at"] == BEGINNING + timedelta(seconds=10)
        assert eight["last_seen_at"] == BEGINNING + timedelta(days=1)
        assert (eight["messages"], eight["points"], eight["experience"]) == (2, 0, 0)
        assert {
            (row["local_day"], row["person_id"], row["kind"], row["times"])
            for row in await house.town.rows(daily_activity)
            if row["person_id"] in {7, 8, 9}
        } == {
            (date(2026, 3, 1), 7, "message", 1),
            (date(2026, 3, 1), 8, "message", 1),
            (date(2026, 3, 2), 8, "message", 1),
        }
        assert [
            (row["person_id"], row["answered_id"]) for row in await house.town.rows(daily_answers)
        ] == [(8, 7)]
        assert [(await presence(house, who))["is_present"] for who in (7, 8, 9)] == [
            True,
            True,
            False,
        ]
        named = {row["id"]: row["first_name"] for row in await house.town.rows(people)}
        assert named[9] == "Member 9"

    async def test_a_look_writes_nothing_and_tells_everything(self, house: House) -> None:
        """Figures, and each reason with the messages."""
        before = await kept(house)

        words = await house.history(*ENTRIES, is_earnest=False)

        assert await kept(house) == before
        assert "3 people, 3 never met before, 1 of them gone" in words
        assert "3 messages on 3 days of members" in words
        assert "told by Telegram itself" in words
        assert "message 7" in words
        assert "message 8" in words
        assert house.lines[-1].startswith("Nothing was written")

    async def test_taken_twice_is_taken_once(self, house_on_both: House) -> None:
        """The second time changes nothing; both stand in the audit."""
        house = house_on_both
        await house.history(*ENTRIES)
        once = await kept(house)

        await house.history(*ENTRIES)

        assert await kept(house) == once
        noted = [
            row["after"]
            for row in await house.town.rows(audits)
            if row["what"] == "audit-history-imported"
        ]
        assert noted == [{"people": 3, "messages": 3}] * 2

    @pytest.mark.parametrize("part", [1, 2, 3, 4, 5, 6, 7, 8, 9])
    async def test_broken_off_anywhere_it_is_done_again(
        self, house: House, part: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each part is whole or not there, and the second try ends as if there had been one."""
        monkeypatch.setattr(importing, "PART", 1)

        def stop(number: int) -> None:
            if number == part:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await house.history(*ENTRIES, written=stop)
        broken = await kept(house)
        await house.history(*ENTRIES)
        resumed = await kept(house)

        await house.history(*ENTRIES)
        assert broken != resumed or part == 9
        assert await kept(house) == resumed
        assert (await member(house, 8))["messages"] == 2

    async def test_tiers_are_there_on_day_one(self, house_on_both: House) -> None:
        """Worked out by the bot at once, not in the night to come."""
        house = house_on_both
        days = [said(n, 7, -n * DAY) for n in range(40)]
        await house.history(*days, said(99, 8, -30 * DAY))

        await house.town.settles()

        ranks = {row["person_id"]: row["rank"] for row in await house.town.rows(tiers)}
        assert ranks[7] > ranks[8]

    async def test_no_text_is_kept(self, house: House) -> None:
        """Not in any row that was written."""
        await house.history(*ENTRIES)

        assert "some words" not in repr(await kept(house))


class TestBesideTheLive:
    async def test_a_day_that_both_saw_counts_once(self, house_on_both: House) -> None:
        """By whoever counted more; the sum of messages follows from the days."""
        house, town = house_on_both, house_on_both.town
        mei = town.person()
        for number in range(3):
            await mei.says(f"hello {number}")
        today = int(NOON.timestamp()) - BEGAN

        await house.history(said(1, mei.id), said(2, mei.id, today), said(3, mei.id, today))
        await mei.says("and one more")

        days = {
            row["local_day"]: row["times"]
            for row in await town.rows(daily_activity)
            if row["person_id"] == mei.id and row["kind"] == "message"
        }
        assert days == {date(2026, 3, 1): 1, date(2026, 3, 10): 4}
        assert (await member(house, mei.id))["messages"] == 5
        assert (await member(house, mei.id))["first_seen_at"] == BEGINNING

    async def test_the_bot_may_go_on_meanwhile(self, house_on_both: House) -> None:
        """Neither waits for long, and both count."""
        house, mei = house_on_both, house_on_both.town.person()
        past = [said(n, mei.id, -n * DAY) for n in range(1, 41)]
        others = [said(1000 + n, 100 + n, n) for n in range(400)]

        operator = asyncio.to_thread(asyncio.run, house.history(*past, *others))
        brought = asyncio.create_task(operator)
        for number in range(20):
            await mei.says(f"and meanwhile {number}")
        await brought
        await house.history(*past, *others)

        days = [
            row["times"]
            for row in await house.town.rows(daily_activity)
            if row["person_id"] == mei.id and row["kind"] == "message"
        ]
        assert sorted(days) == [1] * 40 + [20]
        assert (await member(house, mei.id))["messages"] == 60

    async def test_who_the_bot_knows_keeps_their_name_and_presence(self, house: House) -> None:
        """An old file does not rename anybody or send them away."""
        mei = house.town.person("Mei Lin")
        await mei.says("hello")

        await house.history(
            said(1, mei.id, **{"from": "An old name"}),
            told(2, "remove_members", mei.id, DAY, members=[f"Member {mei.id}"]),
        )

        named = {row["id"]: row["first_name"] for row in await house.town.rows(people)}
        assert named[mei.id] == "Mei Lin"
        assert (await presence(house, mei.id))["is_present"] is True

    async def test_a_newer_file_tells_who_has_left_and_come_back(
        self, house_on_both: House
    ) -> None:
        """Where nothing newer is known; whoever runs the group stays."""
        house = house_on_both
        (admin,) = {row["person_id"] for row in await house.town.rows(memberships)} - {424242}
        early = [said(1, 7), said(2, 8), said(3, admin)]
        leave = [
            told(4, "remove_members", who, DAY, members=[f"Member {who}"]) for who in (7, 8, admin)
        ]
        await house.history(*early)
        assert (await presence(house, 7))["is_present"] is True

        await house.history(*early, *leave)
        gone = await presence(house, 7)
        await house.history(*early, *leave, said(8, 8, 2 * DAY))

        assert (gone["is_present"], gone["status"]) == (False, "left")
        assert gone["left_at"] == BEGINNING + timedelta(days=1)
        assert (await presence(house, 8))["is_present"] is True
        assert (await presence(house, admin))["is_present"] is True

    async def test_somebody_who_is_left_out_leaves_no_trace(self, house: House) -> None:
        """Such as whoever asked to be forgotten."""
        await house.history(said(1, 7), said(2, 8, reply_to_message_id=1), left_out=frozenset({7}))

        assert 7 not in {row["id"] for row in await house.town.rows(people)}
        assert await house.town.rows(daily_answers) == []

    async def test_days_beyond_their_term_count_and_are_not_kept(self, house: House) -> None:
        """The same however often, and however much later."""
        long_ago = -800 * DAY
        await house.history(said(1, 7, long_ago), said(2, 7))
        house.town.passes(days=1)

        await house.history(said(1, 7, long_ago), said(2, 7))

        assert (await member(house, 7))["messages"] == 2
        assert [
            row["local_day"]
            for row in await house.town.rows(daily_activity)
            if row["person_id"] == 7
        ] == [date(2026, 3, 1)]


class TestFiles:
    async def test_hostile_names_are_kept_as_names(self, house_on_both: House) -> None:
        """With NUL, half a letter, of another direction, or far too long."""
        names = ["a\x00b", "\ud800x", "\u202eevil", "长" * 5000]
        entries = [said(n, n, **{"from": name}) for n, name in enumerate(names, 11)]
        content = exported(*entries)
        import json

        await house_on_both.history(content=json.dumps(content))

        named = {row["id"]: row["first_name"] for row in await house_on_both.town.rows(people)}
        assert [named[n] for n in range(11, 15)] == ["ab", "?x", "\u202eevil", "长" * 255]

    @pytest.mark.parametrize("cut", [1, 40, 200, -1, -30, -4])
    async def test_a_broken_file_is_refused_whole(self, house: House, cut: int) -> None:
        """Wherever it breaks off, nothing of it is taken, and the place is told."""
        import json

        content = json.dumps(exported(*ENTRIES, *(said(n) for n in range(20, 60))), indent=1)
        before = await kept(house)

        with pytest.raises(BadFile) as refused:
            await house.history(content=content[:cut].rstrip("}\n ").rstrip("]"))

        assert await kept(house) == before
        assert "result.json" in str(refused.value)

    async def test_a_fault_in_the_middle_is_told_with_its_line(self, house: House) -> None:
        """And with the last message before it."""
        import json

        content = json.dumps(exported(*(said(n) for n in range(1, 60))), indent=1)
        at = content.index('"id": 30,')
        broken = content[:at] + '"id": ,' + content[at + 9 :]
        line = content[:at].count("\n")

        with pytest.raises(BadFile, match=f"look at line {line}, after message 29"):
            await house.history(content=broken)

    async def test_what_is_nested_without_end_is_refused(self, house: House) -> None:
        """It costs a sentence, not the process."""
        deep = '{"id": 1, "messages": [' + '{"a":' * 100_000

        with pytest.raises(BadFile, match=r"nested too deeply|breaks off"):
            await house.history(content=deep, chat=str(GROUP))

    async def test_a_million_signs_are_one_message(self, house: House) -> None:
        """Longer than a piece of the file that is read at once."""
        await house.history(said(1, text="长" * 1_500_000), said(2, 8))

        assert (await member(house, 7))["messages"] == 1
        assert (await member(house, 8))["messages"] == 1

    async def test_a_report_names_each_line(self, house: House) -> None:
        """In a file that a spreadsheet opens without running anything."""
        path = house.folder / "report.csv"

        await house.history(
            said(1),
            told(2, "invite_members", 7, members=["=cmd|' /C calc'!A0"]),
            *(said(n, from_id="channel5") for n in range(3, 40)),
            report=path,
        )

        lines = path.read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 1 + 38
        assert any("'=cmd" in line for line in lines)
        assert "message 22, …" in house.words
        assert str(path) in house.words


class TestWhere:
    async def test_it_goes_where_the_export_is_of(self, house: House) -> None:
        """Or where it is said, by id or title; anywhere else is named."""
        await house.history(said(1))
        elsewhere = exported(said(1), id=77)

        with pytest.raises(BadFile, match=rf"Say --chat.*\n  {GROUP}  Reading club"):
            await house.history(content=elsewhere)
        await house.history(content=elsewhere, chat="reading CLUB")
        await house.history(content=elsewhere, chat=str(GROUP))
        with pytest.raises(BadFile, match="no group Nowhere"):
            await house.history(content=elsewhere, chat="Nowhere")

        assert exported()["id"] == BARE

    async def test_a_staff_chat_takes_nothing_in(self, house: House) -> None:
        """What the staff say among themselves is nobody's past."""
        from sqlalchemy import update

        from models.communities import chats

        async with house.town.database.writing() as connection:
            await connection.execute(update(chats).values(kind="staff"))

        with pytest.raises(BadFile, match="in no group yet"):
            await house.history(said(1))
