"""What an entry or a line says, and why others are not taken."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.imports.cells import (
    Order,
    Row,
    amount_of,
    header_of,
    moment_said,
    order_of,
    row_of,
)
from bot.features.imports.history import Answer, Day, History
from bot.features.imports.rules import Fault, Moved, Said, drawn
from tests.imports.scenes import BEGAN, DAY, said, told

pytestmark = pytest.mark.feature("G9")

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
# Whatever JSON can hold, and Python reads from it.
ODD: list[Any] = [None, True, 0, -1, 1.5, 10**30, float("nan"), float("inf"), "", "x", "user7"]
JSON = st.sampled_from([*ODD, "9" * 400, "2026-13-01", [], [None], ["Member 7"], {}, {"id": 1}])


def history(*entries: Any, oldest: date = date(2026, 1, 1), **more: Any) -> History:
    """Sum some entries up."""
    summed = History(SHANGHAI, NOW, oldest=oldest, **more)
    for entry in entries:
        summed.take(entry)
    summed.close()
    return summed


class TestEntries:
    def test_a_message_is_drawn_without_its_words(self) -> None:
        """Who, when and what it answers; not what it says."""
        entry = said(9, 7, reply_to_message_id=3)

        assert drawn(entry, SHANGHAI, NOW) == Said(9, 7, "Member 7", BEGAN, 3, False)

    def test_a_time_without_its_second_is_one_of_the_zone(self) -> None:
        """Older exports have the wall time alone."""
        entry = {k: v for k, v in said(9).items() if k != "date_unixtime"}

        assert drawn(entry, SHANGHAI, NOW) == Said(9, 7, "Member 7", BEGAN, None, False)

    @pytest.mark.parametrize(
        ("entry", "reason"),
        [
            (None, "entry"),
            ([], "entry"),
            ("message", "entry"),
            ({}, "entry"),
            (said(1) | {"id": True}, "entry"),
            (said(1) | {"id": "1"}, "entry"),
            (said(1) | {"id": 1.0}, "entry"),
            (said(0), "entry"),
            (said(1 << 60), "entry"),
            (said(1) | {"type": "unsupported"}, "kind"),
            (said(1) | {"type": None}, "kind"),
            (said(1) | {"type": ["message"]}, "kind"),
            (told(1, "pin_message"), "service"),
            (told(1, "pin_message") | {"action": {}}, "service"),
            (said(1) | {"date_unixtime": "soon"}, "date"),
            (said(1) | {"date_unixtime": "9" * 400}, "date"),
            (said(1) | {"date_unixtime": "-5"}, "date"),
            (said(1) | {"date_unixtime": True}, "date"),
            (said(1) | {"date_unixtime": None, "date": "0001-01-01T00:00:00"}, "date"),
            (said(1, at=20 * DAY), "future"),
            (said(1) | {"from_id": None}, "sender"),
            (said(1) | {"from_id": "user-7"}, "sender"),
            (said(1) | {"from_id": -7}, "sender"),
            (said(1) | {"from_id": "user0"}, "sender"),
            (said(1) | {"from_id": "user999999999999999"}, None),
            (said(1) | {"from_id": "user9999999999999999"}, "sender"),
            (said(1) | {"from_id": ["user7"]}, "sender"),
            (said(1) | {"from_id": "channel7"}, "channel"),
            (said(1) | {"from_id": "user1087968824"}, "channel"),
            (said(1) | {"from_id": "user777000"}, "channel"),
            (said(1) | {"from": None}, "deleted"),
            (said(1) | {"from": {"name": "Mei"}}, "deleted"),
            (said(1) | {"from": "  "}, "deleted"),
            (said(-999_999), None),
        ],
    )
    def test_what_is_not_taken_has_its_reason(self, entry: Any, reason: str | None) -> None:
        """Whatever is in the file; what was said before a group grew has negative numbers."""
        found = drawn(entry, SHANGHAI, NOW)

        assert (found.reason if isinstance(found, Fault) else None) == reason

    @given(st.dictionaries(st.sampled_from([*said(1), "action", "members", "actor_id"]), JSON))
    def test_nothing_in_a_file_is_an_error(self, changes: dict[str, Any]) -> None:
        """Values of any type become a fault at the most."""
        summed = History(SHANGHAI, NOW, oldest=date(2026, 1, 1))

        for entry in (said(1) | changes, told(2, "invite_members") | changes):
            summed.take(entry)

        assert all(fault.reason == "name" for fault in summed.close())

    def test_coming_and_going_is_told_by_id_or_by_name(self) -> None:
        """Who comes alone brings oneself; others are told by nothing but a name."""
        alone = drawn(told(1, "invite_members", members=["Member 7"]), SHANGHAI, NOW)
        brings = drawn(told(1, "invite_members", members=["Tom", None, 5]), SHANGHAI, NOW)
        link = drawn(told(1, "join_group_by_link", inviter="Group"), SHANGHAI, NOW)
        leaves = drawn(told(1, "remove_members", members=["Member 7"]), SHANGHAI, NOW)

        assert alone == link == Moved(1, 7, "Member 7", BEGAN, True, True)
        assert brings == Moved(1, 7, "Member 7", BEGAN, True, False, ("Tom",))
        assert leaves == Moved(1, 7, "Member 7", BEGAN, False, True)


class TestSums:
    def test_messages_count_on_the_community_s_days(self) -> None:
        """Its midnight is the line; an answer to somebody else counts once a day."""
        midnight = 12 * 3600
        summed = history(
            said(1, 7),
            said(2, 8, reply_to_message_id=1),
            said(3, 8, reply_to_message_id=1),
            said(4, 8, reply_to_message_id=3),
            said(5, 7, at=midnight - 1),
            said(6, 7, at=midnight),
            said(7, 7, at=midnight, reply_to_message_id=99),
            said(8, 7, at=midnight, reply_to_message_id=2, reply_to_peer_id="channel5"),
        )

        assert list(summed.days()) == [
            Day(date(2026, 3, 1), 7, 2),
            Day(date(2026, 3, 1), 8, 3),
            Day(date(2026, 3, 2), 7, 3),
        ]
        assert list(summed.answers()) == [Answer(date(2026, 3, 1), 8, 7)]

    def test_an_album_is_one_act(self) -> None:
        """Its pictures stand side by side, of one second and sender."""
        summed = history(
            said(1, photo="a.jpg"),
            said(2, photo="b.jpg"),
            said(3, 8, photo="c.jpg"),
            said(4, 8, 1, photo="d.jpg"),
        )

        assert {who: each.messages for who, each in summed.people.items()} == {7: 1, 8: 2}

    def test_a_number_counts_once(self) -> None:
        """Also where numbers do not grow."""
        summed = History(SHANGHAI, NOW, oldest=date(2026, 1, 1))
        entries = [said(5), said(3), said(3), said(5), said(4), said(6, reply_to_message_id=4)]

        faults = [summed.take(entry) for entry in entries]

        twice = [fault.where for fault in faults if fault is not None]
        assert twice == ["message 3", "message 5"]
        assert summed.people[7].messages == 4

    def test_who_left_last_is_gone_and_who_came_or_spoke_since_is_here(self) -> None:
        """In the order of time, whatever the file's."""
        summed = history(
            told(1, "join_group_by_link", 7),
            told(2, "remove_members", 7, 50, members=["Member 7"]),
            told(3, "remove_members", 8, 60, members=["Member 8"]),
            said(4, 8, 70),
            told(6, "join_group_by_link", 9, 90),
            told(5, "remove_members", 9, 80, members=["Member 9"]),
        )

        assert {who: each.is_gone for who, each in summed.people.items()} == {
            7: True,
            8: False,
            9: False,
        }
        assert summed.people[7].joined == BEGAN

    def test_a_name_alone_stands_for_whoever_alone_is_called_so(self) -> None:
        """Wherever in the file they show themselves; two of one name are told apart by nobody."""
        summed = History(SHANGHAI, NOW, oldest=date(2026, 1, 1))
        for entry in (
            told(1, "invite_members", 7, members=["Member 8", "Tom", "Anna"]),
            said(2, 8, 10),
            said(3, 9, 10, **{"from": "Tom"}),
            said(4, 10, 10, **{"from": "Tom"}),
        ):
            summed.take(entry)

        faults = summed.close()

        assert summed.people[8].joined == summed.people[8].first == BEGAN
        assert faults == [Fault("message 1", "name", "Tom"), Fault("message 1", "name", "Anna")]

    def test_bots_are_known_by_their_buttons(self) -> None:
        """With all that they wrote before; whoever writes by way of a bot is a person."""
        button = {"inline_bot_buttons": [[{"type": "callback", "text": "Go"}]]}
        summed = history(
            said(1, 5),
            said(2, 5, **button),
            said(3, 7, via_bot="@gif", **button),
            said(4, 7, reply_to_message_id=1),
            said(5, 6),
            bots=frozenset({6}),
        )

        assert summed.bots == {5: 2}
        assert list(summed.people) == [7]
        assert [day.person_id for day in summed.days()] == [7]
        assert list(summed.answers()) == []

    def test_days_that_are_not_kept_count_for_the_sum_alone(self) -> None:
        """What would be purged the next night is not written first."""
        summed = history(said(1), said(2, at=DAY), oldest=date(2026, 3, 2))

        assert [day.day for day in summed.days()] == [date(2026, 3, 2)]
        assert (summed.people[7].messages, summed.people[7].old) == (2, 1)


class TestTables:
    HEADER = header_of(
        ["ID", "姓名", "Joined At", "标签", "source", "points"],
        {"person", "name", "joined", "tags", "source"},
    )

    def test_columns_are_known_by_name_in_both_languages(self) -> None:
        """What nobody asked for is named."""
        assert dict(self.HEADER.places) == {
            "person": 0,
            "name": 1,
            "joined": 2,
            "tags": 3,
            "source": 4,
        }
        assert self.HEADER.unknown == ("points",)

    def test_a_line_is_read(self) -> None:
        """An id or a name, a day by the community's clock, tags, a source."""
        cells = ["7", "Mei", "2026-03-01", "runner; vip、old", "Store12"]

        assert row_of(2, cells, self.HEADER, SHANGHAI, NOW) == Row(
            2,
            7,
            "",
            "Mei",
            datetime(2026, 2, 28, 16, tzinfo=UTC),
            ("runner", "vip", "old"),
            "store12",
        )
        assert row_of(2, ["https://t.me/Mei_1"], self.HEADER, SHANGHAI, NOW) == Row(
            2, None, "Mei_1"
        )

    @pytest.mark.parametrize(
        ("cells", "reason"),
        [
            ([""], "person"),
            (["-7"], "person"),
            (["0"], "person"),
            (["777000"], "person"),
            (["9" * 30], "person"),
            (["@a"], "person"),
            (["=cmd()"], "person"),
            (["７"], "person"),
            (["7", "Mei", "05/06/2025"], "day"),
            (["7", "Mei", "2026-02-30"], "day"),
            (["7", "Mei", "2027-01-01"], "day"),
            (["7", "Mei", "1999-01-01"], "day"),
        ],
    )
    def test_a_line_that_says_nobody_or_no_day_is_a_fault(
        self, cells: list[str], reason: str
    ) -> None:
        """A day whose order is not plain is not guessed."""
        found = row_of(3, cells, self.HEADER, SHANGHAI, NOW)

        assert isinstance(found, Fault)
        assert (found.where, found.reason) == ("line 3", reason)

    @pytest.mark.parametrize(
        ("said", "moment"),
        [
            ("2026-03-01", datetime(2026, 2, 28, 16, tzinfo=UTC)),
            ("2026/3/1 12:30", datetime(2026, 3, 1, 4, 30, tzinfo=UTC)),
            ("2026年3月1日", datetime(2026, 2, 28, 16, tzinfo=UTC)),
            ("2026.03.01", datetime(2026, 2, 28, 16, tzinfo=UTC)),
            ("2026-03-01T12:30:05.25", datetime(2026, 3, 1, 4, 30, tzinfo=UTC)),
            ("2026-03-01T12:30:05Z", datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)),
            ("2026-03-01 12:30+08:00", datetime(2026, 3, 1, 4, 30, tzinfo=UTC)),
            ("2026-03-01 25:00", None),
            ("yesterday", None),
            ("", None),
        ],
    )
    def test_days_are_read_as_people_write_them(self, said: str, moment: datetime | None) -> None:
        """By the community's clock, unless another is named."""
        assert moment_said(said, SHANGHAI) == moment

    @pytest.mark.parametrize(
        ("said", "amount"),
        [
            ("12", 12),
            ("1,234.50", 1235),
            ("1234.49", 1234),
            ("¥ 99", 99),
            ("99元", 99),
            ("12.00 CNY", 12),
            ("0", 0),
            ("1000000000", 1_000_000_000),
            ("1000000001", None),
            ("-5", None),
            ("=1+1", None),
            ("NaN", None),
            ("1e9", None),
            ("", None),
        ],
    )
    def test_amounts_are_whole(self, said: str, amount: int | None) -> None:
        """Halves are rounded up; less than nothing is not spent."""
        assert amount_of(said) == amount

    def test_an_order_is_read(self) -> None:
        """On its day by the community's calendar."""
        header = header_of(["订单号", "用户", "日期", "金额"])

        assert order_of(
            2, ["A-1", "7", "2026-03-01T20:00:00Z", "10"], header, SHANGHAI, NOW
        ) == Order(2, 7, "", "A-1", date(2026, 3, 2), 10)
        assert order_of(3, ["", "7", "2026-03-01", "10"], header, SHANGHAI, NOW) == Fault(
            "line 3", "ref"
        )

    @given(st.lists(st.text(max_size=20), max_size=6))
    def test_no_line_is_an_error(self, cells: list[str]) -> None:
        """Whatever its cells hold."""
        header = header_of(["ref", "person", "date", "amount"])

        assert isinstance(row_of(1, cells, self.HEADER, SHANGHAI, NOW), Row | Fault)
        assert isinstance(order_of(1, cells, header, SHANGHAI, NOW), Order | Fault)
