"""The demo as a newcomer meets it: one command, a month of history, and it can be interrupted."""

import json
import signal
import sqlite3
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.config.settings import Community, Settings
from bot.demo.arguments import folder_for
from bot.demo.sample import speaking
from tests.endurance.rig import free_port, plain_environment, until
from tests.nursery import PATIENCE_S, start

ZONE = ZoneInfo("Asia/Shanghai")
PLAYING = "Playing last month"


class Demo:
    """A demo in a process of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder.with_name(f"{folder.name}-{self.port}.log")
        config = folder.with_name("config.toml")
        config.write_text("", encoding="utf-8")
        with self._log.open("wb") as log:
            self._process = start(
                *("bot", "--config", str(config), "demo"),
                *("--folder", str(folder), "--port", str(self.port), *arguments),
                env=plain_environment(),
                stdout=log,
                stderr=log,
            )

    @property
    def said(self) -> str:
        """What it has said so far."""
        return self._log.read_text(encoding="utf-8")

    def is_said(self, words: str) -> bool:
        """Wait until it says something."""
        return (
            until(lambda: words in self.said or self._process.poll() is not None)
            and words in self.said
        )

    def get(self, path: str) -> Any:
        """Read from the control API."""
        with urllib.request.urlopen(f"{self.url}/control/{path}", timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    def post(self, path: str, **body: Any) -> Any:
        """Do something through the control API."""
        asked = urllib.request.Request(  # noqa: S310
            f"{self.url}/control/{path}", data=json.dumps(body).encode()
        )
        with urllib.request.urlopen(asked, timeout=120) as answer:  # noqa: S310
            return json.load(answer)

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        """The newest messages of a chat."""
        found: list[dict[str, Any]] = self.get(f"chats/{chat_id}/messages?limit=200")["messages"]
        return found

    @property
    def group(self) -> int:
        """The sample community's group."""
        chats = self.get("state")["chats"]
        return int(next(chat["id"] for chat in chats if chat["type"] == "supergroup"))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Read from the bot's database."""
        path = next(self.folder.glob("*.sqlite"))
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def stop(self, sign: signal.Signals) -> int:
        """Ask it to stop; returns its code."""
        self._process.send_signal(sign)
        return self._process.wait(PATIENCE_S)

    def kill(self) -> None:
        """Kill it."""
        self._process.kill()
        self._process.wait()


Begin = Callable[..., Demo]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Begins demos in one folder, and ends what still runs."""
    begun: list[Demo] = []

    def start(*arguments: str) -> Demo:
        begun.append(Demo(tmp_path / "demo", *arguments))
        return begun[-1]

    yield start
    for demo in begun:
        demo.kill()


def is_balanced(demo: Demo) -> bool:
    """Whether every member holds what the ledger says."""
    unequal = demo.rows(
        "SELECT 1 FROM members m WHERE m.points <> (SELECT coalesce(sum(l.points), 0)"
        " FROM ledger l WHERE l.community_id = m.community_id AND l.person_id = m.person_id)"
    )
    return not unequal and not demo.rows("SELECT 1 FROM failed_updates")


def cards(messages: list[dict[str, Any]]) -> list[str]:
    """The local days on which a sign-in card was posted."""
    return [
        datetime.fromtimestamp(message["date"], ZONE).date().isoformat()
        for message in messages
        if "reply_markup" in message
        and message["reply_markup"]["inline_keyboard"][0][0].get("callback_data") == "in"
        and "reply_to_message" not in message
    ]


def test_plays_its_month_and_resumes(begin: Begin) -> None:
    """It answers at once, fills a month, stops on Ctrl-C, and goes on where it was."""
    began = time.monotonic()
    demo = begin()
    assert demo.is_said("Hearth lives at")
    answered_s = time.monotonic() - began
    assert demo.get("state")["chats"] is not None
    assert demo.is_said("Ready."), demo.said
    ready_s = time.monotonic() - began
    members = demo.rows("SELECT person_id, points FROM members ORDER BY 1")
    ledger = demo.rows("SELECT * FROM ledger ORDER BY id")
    old = demo.messages(demo.group)
    now = datetime.fromisoformat(demo.get("state")["now"])
    print(f"\nanswered after {answered_s:.1f} s, ready after {ready_s:.1f} s")  # noqa: T201

    assert PLAYING in demo.said
    _has_what_a_newcomer_looks_for(demo)
    assert len(members) > 30
    assert is_balanced(demo)
    assert len({day for (day,) in demo.rows("SELECT local_day FROM checkins")}) >= 29
    assert max(Counter(cards(old)).values()) == 1
    assert demo.stop(signal.SIGINT) == 0
    assert "Traceback" not in demo.said

    again = begin()
    assert again.is_said("Ready."), again.said

    assert PLAYING not in again.said
    assert members == again.rows("SELECT person_id, points FROM members ORDER BY 1")
    assert ledger == again.rows("SELECT * FROM ledger ORDER BY id")
    assert old == again.messages(again.group)[: len(old)]
    assert now <= datetime.fromisoformat(again.get("state")["now"])

    _push_the_clock(again)

    assert is_balanced(again)
    assert again.stop(signal.SIGTERM) == 0


def test_goes_on_in_its_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo that began in English is found again without being named, and speaks English."""
    monkeypatch.chdir(tmp_path)
    english = Settings(community=Community(language="en"))
    folder = folder_for("en")
    folder.mkdir(parents=True)
    began = speaking(english, folder)
    resumed = speaking(Settings(), folder_for(None))
    (tmp_path / "var" / "demo").mkdir()
    beside = speaking(Settings(), folder_for(None))

    assert began.community.language == resumed.community.language == "en"
    assert beside.community.language == "zh-CN"


def _has_what_a_newcomer_looks_for(demo: Demo) -> None:
    """Rules are published and pinned, the rooms serve, and two cards wait for the staff."""
    kinds = dict(demo.rows("SELECT kind, id FROM chats"))
    assert set(kinds) == {"main", "staff", "log"}
    published = "SELECT count(*) FROM clauses JOIN chats USING (community_id) WHERE kind = 'main'"
    assert demo.rows(published) == [(3,)]
    club = next(chat for chat in demo.get("state")["chats"] if chat["id"] == demo.group)
    assert len(club["pinned"]) == 1
    assert demo.rows("SELECT state FROM appeals") == [("open",)]
    assert demo.rows("SELECT kind, state FROM complaints") == [("member", "open")]
    cases = demo.rows("SELECT action, clause, state FROM cases ORDER BY id")
    assert cases[-2:] == [("remove", 2, "applied"), ("warn", 1, "applied")]
    cards = [each for each in demo.messages(kinds["staff"]) if not each["deleted"]][-2:]
    assert all("reply_markup" in card for card in cards)
    told = [each for each in demo.messages(kinds["log"]) if "reply_markup" in each]
    assert len(told) > len(cases)


def _push_the_clock(demo: Demo) -> None:
    """Seven days bring seven cards, each on its own; two pushes at once take turns."""
    due = demo.get("state")["next_due"]
    first = demo.post("clock", next_due=True)
    assert datetime.fromisoformat(first["now"]) >= datetime.fromisoformat(due)
    last = demo.messages(demo.group)[-1]["message_id"]
    start = datetime.fromisoformat(demo.get("state")["now"])

    demo.post("clock", advance_s=7 * 86_400)

    posted = cards([each for each in demo.messages(demo.group) if each["message_id"] > last])
    days = [start.astimezone(ZONE).date() + timedelta(days=number) for number in range(9)]
    assert len(posted) == 7
    assert posted == [day.isoformat() for day in days if day.isoformat() in posted]

    begun = datetime.fromisoformat(demo.get("state")["now"])
    with ThreadPoolExecutor(2) as hands:
        ends = list(hands.map(lambda days: demo.post("clock", advance_s=days * 86_400), (1, 2)))

    assert {len(end) for end in ends} == {2}
    assert datetime.fromisoformat(demo.get("state")["now"]) >= begun + timedelta(days=2)
    every = cards(demo.messages(demo.group))
    assert max(Counter(every).values()) == 1, "none twice"


def test_can_be_interrupted_in_its_month(begin: Begin) -> None:
    """Interrupted while it plays, it comes up sane: a sign-in counts, and nothing fails."""
    demo = begin()
    assert demo.is_said(PLAYING), demo.said
    assert until(lambda: (demo.get("state")["progress"] or {}).get("done", 0) >= 5), demo.said
    assert demo.stop(signal.SIGINT) == 0

    again = begin()
    assert again.is_said("Ready."), again.said

    assert PLAYING not in again.said
    assert _are_answered(again, _say(again, "/checkin", times=3))
    assert is_balanced(again)
    _push_a_moment(again)
    _kill_with_much_unwritten(again)

    last = begin()
    assert last.is_said("Ready."), last.said

    # What the made-up Telegram forgot in its last second, it does not number again.
    assert _are_answered(last, _say(last, "/me", times=3))
    assert is_balanced(last)
    assert last.stop(signal.SIGINT) == 0


def _kill_with_much_unwritten(demo: Demo) -> None:
    """Kill it when the bot has taken what the world has not written to its file yet."""
    _say(demo, "so much to say", times=40)
    assert until(lambda: not demo.get("state")["pending"])
    demo.kill()


def _push_a_moment(demo: Demo) -> None:
    demo.post("clock", advance_s=120)


def _say(demo: Demo, text: str, *, times: int) -> set[int]:
    """Let so many members say something; returns the ids of what they said."""
    group = demo.group
    chat = next(each for each in demo.get("state")["chats"] if each["id"] == group)
    inside = [each["user"]["id"] for each in chat["members"] if each["status"] == "member"]
    said = [
        demo.post(
            "act",
            **{
                "as": inside[number % len(inside)],
                "do": "send",
                "chat_id": group,
                "text": text if text.startswith("/") else f"{text} {number}",
            },
        )
        for number in range(times)
    ]
    return {each["message"]["message_id"] for each in said}


def _are_answered(demo: Demo, said: set[int]) -> bool:
    """Wait until each of these messages has an answer."""

    def holds() -> bool:
        messages = demo.messages(demo.group)
        replied = [each["reply_to_message"] for each in messages if "reply_to_message" in each]
        return said <= {each["message_id"] for each in replied}

    return until(holds, patience_s=20)


def test_replays_an_export(begin: Begin, tmp_path: Path) -> None:
    """A group's own export is played through, and the end is told in numbers."""
    entries = [
        {
            "id": number,
            "type": "message",
            "date_unixtime": str(1_709_300_000 + 70 * number),
            "from": f"P{number % 3}",
            "from_id": f"user{number % 3 + 1}",
            "text": f"message number {number}" if number % 10 else "签到",
        }
        for number in range(1, 101)
    ]
    path = tmp_path / "result.json"
    exported = {"name": "Small", "type": "private_supergroup", "id": 7, "messages": entries}
    path.write_text(json.dumps(exported), encoding="utf-8")

    demo = begin("--replay", str(path))
    assert demo.is_said("Ready."), demo.said

    assert "100 %" in demo.said
    said = [
        message
        for message in demo.messages(-1_000_000_000_007)
        if message["from"]["id"] in {1, 2, 3}
    ]
    assert len(said) == 100
    assert demo.stop(signal.SIGINT) == 0
