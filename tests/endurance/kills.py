"""Feed a life to bots, kill them again and again, and compare what remains with what was fed."""

import asyncio
import random  # noqa: TID251 — a test's own dice, seeded
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, select

from bot.kit.database import Database
from models.activity import activity, daily_activity
from models.checkins import checkins
from models.communities import chats
from models.members import members, memberships, people
from models.moderation import findings
from models.outbox import outbox
from models.points import ledger
from models.updates import failed_updates, seen_updates
from tests.alone import off_besides
from tests.endurance.expected import Expected, Terms
from tests.endurance.life import FORBIDDEN
from tests.endurance.rig import Bot, Telegram, until

WORTH, CAP = 7, 50
# Who moved to which tier, and who came to which level, is reckoned elsewhere.
ELSEWHERE = ("tier_changed", "level_reached")
# Where it is noon now: no day ends while a test runs, and none ended in the hours before.
ZONE = ZoneInfo(f"Etc/GMT{datetime.now(UTC).hour - 12:+d}")  # noqa: TID251 — before any clock
CONFIG = f"""
[community]
zone = "{ZONE.key}"
language = "zh-CN"
[points]
chat_min = {WORTH}
chat_max = {WORTH}
chat_daily_cap = {CAP}
thanks = 0
[moderation]
mode = "on"
[checks.words]
words = {list(FORBIDDEN)}
{off_besides("words")}
[raids]
enabled = false
[sanctions]
notice_lasts = "1d"
[limits]
chat_per_second = 30.0
group_per_minute = 1200
overall_per_second = 1000.0
[log]
level = "warning"
"""
# Instants of the kills, besides those that come at random: a call, and when in its life.
AIMS = (
    ("getUpdates", "before"),  # committed, not confirmed
    ("deleteMessage", "acted"),  # done, not known
    ("sendDocument", "acted"),
    ("deleteMessage", "answered"),  # known, not recorded
    ("sendDocument", "answered"),
    ("deleteMessage", "before"),  # marked as being sent, not sent
    ("sendMessage", "acted"),
    ("getUpdates", "acted"),  # confirmed, the next batch on its way
    ("sendDocument", "before"),
)
HOOKED = (
    ("telegram", "lost"),  # committed, not confirmed
    *(aim for aim in AIMS if aim[0] != "getUpdates"),
    ("telegram", "before"),
)


@dataclass
class Report:
    """What was seen."""

    kills: Counter[str] = field(default_factory=Counter)
    updates: int = 0
    seconds: float = 0.0
    states: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        kills = ", ".join(f"{name}: {times}" for name, times in sorted(self.kills.items()))
        states = ", ".join(f"{name}: {times}" for name, times in sorted(self.states.items()))
        return (
            f"{self.updates} updates, {self.kills.total()} kills ({kills}) in "
            f"{self.seconds:.0f} s; deliveries {states}"
        )


def kill_often(
    telegram: Telegram,
    bots: Sequence[Bot],
    *,
    kills: int,
    updates: int,
    seed: int,
    aims: Sequence[tuple[str, str]] = AIMS,
) -> Report:
    """Feed the updates in as many portions as there are kills; in the end everybody lives."""
    draw = random.Random(seed)
    report = Report()
    began = time.monotonic()
    for each in bots:
        each.start()
    for number in range(kills):
        victim = bots[number % len(bots)]
        # A press dies after 150 seconds at Telegram: no more is fed than can be taken in time.
        assert is_taken(telegram, but=updates // kills)
        aim = _aim(draw, number, victim.pid, aims)
        telegram.ask("aim", aim=aim)
        telegram.ask("perform", count=updates * (number + 1) // kills)
        if _is_shot(telegram, victim, None if aim else draw.uniform(0.2, 3.5)):
            report.kills[telegram.ask("look")["fired"][-1]] += 1
        else:
            telegram.ask("aim", aim=None)
            victim.kill()
            report.kills["at random"] += 1
        victim.start()
    report.seconds = time.monotonic() - began
    return report


def _is_shot(telegram: Telegram, victim: Bot, patience_s: float | None) -> bool:
    """Wait until the aim was hit, in vain once there is nothing left to do."""
    if patience_s is not None:
        return victim.is_dead_within(patience_s)
    for _ in range(100):
        if victim.is_dead_within(0.25):
            return True
        if not telegram.ask("look")["pending"]:
            return victim.is_dead_within(0.5)
    return False


def _aim(
    draw: random.Random, number: int, pid: int, aims: Sequence[tuple[str, str]]
) -> dict[str, Any] | None:
    if number % 3 == 2:
        return None
    method, at = aims[(number - number // 3) % len(aims)]
    skip = draw.randrange(4)
    return {
        "pids": [pid],
        "method": method,
        "at": at,
        "skip": skip,
        "after_ms": draw.uniform(0, 40),
    }


def is_taken(telegram: Telegram, *, but: int = 0) -> bool:
    """Wait until every update is confirmed, but for so many; false when patience ends."""
    return until(lambda: telegram.ask("look")["pending"] <= but, patience_s=300, every_s=0.1)


def is_at_rest(database_url: str) -> bool:
    """Wait until nothing is owed any more; false when patience ends."""

    def holds() -> bool:
        states = asyncio.run(Remains.states(database_url))
        return not (states["owed"] or states["sending"])

    return until(holds, every_s=0.25)


class Remains:
    """What is in the database in the end."""

    def __init__(self, rows: dict[str, list[dict[str, Any]]], activities: int) -> None:
        self._rows = rows
        self.activities = activities
        self._chat_of = {each["community_id"]: each["id"] for each in rows["chats"]}

    @classmethod
    async def read(cls, url: str) -> "Remains":
        """Read it all."""
        database = Database(url)
        tables: tuple[Table, ...] = (
            *(chats, people, members, memberships, checkins, ledger, findings),
            *(daily_activity, outbox, seen_updates, failed_updates),
        )
        rows = {}
        try:
            async with database.reading() as connection:
                for table in tables:
                    found = await connection.execute(select(table))
                    rows[table.name] = [dict(row) for row in found.mappings()]
                counted = await connection.scalar(
                    select(func.count()).where(activity.c.kind.not_in(ELSEWHERE))
                )
        finally:
            await database.close()
        return cls(rows, counted or 0)

    @staticmethod
    async def states(url: str) -> Counter[str]:
        """Count the outbox by state."""
        counted = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        database = Database(url)
        try:
            async with database.reading() as connection:
                found = await connection.execute(counted)
                return Counter({row[0]: row[1] for row in found})
        finally:
            await database.close()

    def of(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, each with the chat of its community."""
        return [
            row | {"chat": self._chat_of[row["community_id"]]} if "community_id" in row else row
            for row in self._rows[table]
        ]


def compare(telegram: Telegram, database_url: str) -> Report:
    """Hold what remains against what was fed; returns how the deliveries ended."""
    fed = telegram.ask("fed")
    assert fed["missing"] == 0
    terms = Terms(zone=ZONE, worth=WORTH, cap=CAP, forbidden=FORBIDDEN)
    today = datetime.now(UTC).astimezone(ZONE).date()  # noqa: TID251 — the day of the presses
    expected = Expected(terms, today=today).take(fed["updates"])
    remains = asyncio.run(Remains.read(database_url))
    _compare_counts(expected, remains)
    cards = {int(chat): card for chat, card in fed["cards"].items()}
    shown = {int(chat): said for chat, said in telegram.ask("chats").items()}
    deleted = {tuple(each) for each in telegram.ask("deleted")}
    _compare_deliveries(expected, remains, shown, cards, deleted)
    states = Counter(row["state"] for row in remains.of("outbox"))
    return Report(updates=len(expected.ids), states=states)


def _compare_counts(expected: Expected, remains: Remains) -> None:
    assert remains.of("failed_updates") == []
    assert sorted(expected.ids) == sorted(row["update_id"] for row in remains.of("seen_updates"))
    assert expected.people <= {row["id"] for row in remains.of("people")}
    held = {(row["chat"], row["person_id"]): row for row in remains.of("members")}
    assert expected.members == held.keys()
    assert dict(expected.messages) == {
        key: row["messages"] for key, row in held.items() if row["messages"]
    }
    assert dict(expected.points) == {
        key: row["points"] for key, row in held.items() if row["points"]
    }
    assert all(row["points"] == row["experience"] for row in held.values())
    entries = remains.of("ledger")
    sums: Counter[tuple[int, int]] = Counter()
    for row in entries:
        sums[row["chat"], row["person_id"]] += row["points"]
    assert expected.points == sums
    assert expected.rows == Counter(
        (row["chat"], row["person_id"], row["rule"]) for row in entries
    )
    signed = [(row["chat"], row["person_id"], row["local_day"]) for row in remains.of("checkins")]
    assert sorted((*key, day) for key, days in expected.signed.items() for day in days) == sorted(
        signed
    )
    days = {
        (row["chat"], row["person_id"], row["local_day"], row["kind"]): row["times"]
        for row in remains.of("daily_activity")
        if row["kind"] not in ELSEWHERE
    }
    assert dict(expected.days) == days
    assert expected.days.total() == remains.activities
    present = {
        (row["chat_id"], row["person_id"]): row["is_present"] for row in remains.of("memberships")
    }
    assert expected.present == present
    removed = {(row["chat_id"], row["message_id"]) for row in remains.of("findings")}
    assert expected.removed == removed


def _compare_deliveries(
    expected: Expected,
    remains: Remains,
    shown: dict[int, list[dict[str, Any]]],
    cards: dict[int, int],
    deleted: set[tuple[int, ...]],
) -> None:
    owed = sorted(remains.of("outbox"), key=lambda row: row["key"].split(":")[0])
    by_kind = {kind: list(rows) for kind, rows in groupby(owed, lambda r: r["key"].split(":")[0])}
    # Of what was taken away a group is told in a message of its own, many removals in one.
    notices = [row for row in by_kind.pop("case", []) if row["chat_id"] < 0]
    # Newcomers are greeted in a message for all who came within some seconds; the next of those
    # takes the last one away.
    greeted = by_kind.pop("onboarding-greet", [])
    notices += [row for row in greeted if row["method"] != "deleteMessage"]
    gone = {
        (row["chat_id"], row["arguments"]["message_id"])
        for row in greeted
        if row["method"] == "deleteMessage" and row["state"] == "done"
    }
    # Whoever writes to the bot by DM before they are shown around is shown around there.
    by_kind.pop("onboarding", None)
    assert {"remove", "hello", "mydata"} == by_kind.keys()
    # What may be repeated was done in the end, all of it and nothing else.
    assert {"done"} == {row["state"] for row in by_kind["remove"]}
    assert expected.removed == {
        (row["chat_id"], row["arguments"]["message_id"]) for row in by_kind["remove"]
    }
    assert expected.removed | gone == deleted
    # What may not be repeated was said once; where nobody knows, it was said once or not at all.
    hellos = {
        chat: [
            message["message_id"]
            for message in said
            if "reply_to_message" not in message and message["message_id"] != cards.get(chat)
        ]
        for chat, said in shown.items()
        if chat < 0
    }
    documents = {
        chat: [message["message_id"] for message in said if "document" in message]
        for chat, said in shown.items()
        if chat > 0
    }
    for kind, wanted, said in (
        ("hello", expected.hellos, hellos),
        ("mydata", expected.documents, documents),
    ):
        rows = by_kind[kind]
        assert +wanted == Counter(row["chat_id"] for row in rows)
        assert {row["state"] for row in rows} <= {"done", "unconfirmed"}
        for chat, messages in said.items():
            own = [row for row in (*rows, *notices) if row["chat_id"] == chat]
            known = {row["message_id"] for row in own if row["state"] == "done"}
            unknown = sum(row["state"] == "unconfirmed" for row in own)
            each = [(row["key"], row["state"], row["message_id"]) for row in own]
            assert len(known) == len(own) - unknown, f"each has a message of its own: {each}"
            assert known <= set(messages)
            assert len(messages) <= len(known) + unknown, "none was said twice silently"
    answered = Counter(
        (chat, message["reply_to_message"]["message_id"])
        for chat, said in shown.items()
        for message in said
        if "reply_to_message" in message
    )
    assert answered, "somebody was answered"
    assert max(answered.values()) == 1, "nobody was answered twice"
