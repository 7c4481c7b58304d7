"""The daily card in spite of kills: posted once, or marked late, by its own policy."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.kit.database import Database
from models.dues import dues
from models.outbox import outbox
from tests.endurance.kills import CONFIG, ZONE, is_at_rest, is_taken
from tests.endurance.rig import Bot, Telegram, telegram, until
from tests.endurance.telegram import GROUPS

AHEAD = timedelta(minutes=10)


class Stage:
    """A bot whose cards are due in ten minutes, already killed once, and what became of them."""

    def __init__(self, server: Telegram, bot: Bot, url: str) -> None:
        self.server = server
        self.bot = bot
        self._url = url
        bot.start()
        assert until(lambda: len(self.rows("dues", "checkins.card")) == GROUPS), bot.said
        assert is_taken(server)
        assert is_at_rest(url)
        bot.kill()
        self._before = self._said()

    def rows(self, table: str, start: str) -> list[dict[str, Any]]:
        """The rows of a table whose key starts so."""
        chosen = {"dues": dues, "outbox": outbox}[table]

        async def read() -> list[dict[str, Any]]:
            database = Database(self._url)
            try:
                async with database.reading() as connection:
                    found = await connection.execute(
                        select(chosen).where(chosen.c.key.startswith(start)).order_by(chosen.c.id)
                    )
                    return [dict(row) for row in found.mappings()]
            finally:
                await database.close()

        return asyncio.run(read())

    def lives(self, *, minutes_later: int) -> None:
        """Let the bot live at a later time until everything due is settled; then kill it."""
        self.bot.start("tests.endurance.later", str(minutes_later))
        assert until(self._is_settled), self.bot.said
        assert is_at_rest(self._url), self.bot.said
        self.bot.kill()

    def dies(self, *, minutes_later: int, at: str) -> None:
        """Let it live at a later time, up to its first message and no further."""
        self.bot.start("tests.endurance.later", str(minutes_later))
        aim = {"pids": [self.bot.pid], "method": "sendMessage", "at": at}
        self.server.ask("aim", aim=aim)
        assert self.bot.is_dead_within(30)

    def posted(self) -> Counter[str]:
        """How many messages each group has got since the beginning."""
        return self._said() - self._before

    def states(self) -> list[str]:
        """The states of all cards on the schedule, in the order in which they were planned."""
        return [row["state"] for row in self.rows("dues", "checkins.card")]

    def _is_settled(self) -> bool:
        return "waiting" not in self.states()[:GROUPS]

    def _said(self) -> Counter[str]:
        return Counter({chat: len(said) for chat, said in self.server.ask("chats").items()})


@pytest.fixture
def stage(tmp_path: Path, sqlite_url: str) -> Iterator[Stage]:
    """Such a bot."""
    at = (datetime.now(UTC) + AHEAD).astimezone(ZONE)  # noqa: TID251 — the server's own clock
    config = CONFIG + f'[web]\nport = 0\n[checkins]\ncard_at = "{at:%H:%M}"\ncard_late = "2h"\n'
    with telegram(seed=3, count=10) as server:
        bot = Bot(tmp_path, telegram=server, database_url=sqlite_url, config=config)
        try:
            yield Stage(server, bot, sqlite_url)
        finally:
            bot.kill()


def test_a_card_is_posted_once_after_an_outage(stage: Stage) -> None:
    """Killed before its hour and restarted an hour later, it posts each card, and never again."""
    stage.lives(minutes_later=70)
    stage.lives(minutes_later=75)

    assert sorted(stage.posted().values()) == [1] * GROUPS
    assert stage.states() == ["done"] * GROUPS + ["waiting"] * GROUPS


def test_a_card_too_late_is_marked_so(stage: Stage) -> None:
    """Restarted beyond what its policy allows, it leaves the card out and plans the next."""
    stage.lives(minutes_later=10 + 121 + 1)

    assert stage.posted() == Counter()
    assert stage.states() == ["late"] * GROUPS + ["waiting"] * GROUPS


@pytest.mark.parametrize(("at", "was_sent"), [("before", 0), ("acted", 1)])
def test_a_card_that_may_have_been_sent_is_not_sent_again(
    stage: Stage, at: str, was_sent: int
) -> None:
    """Killed between the row and the send: an operator is asked, the group never bothered twice.

    One that was not even begun is posted by the next process.
    """
    stage.dies(minutes_later=70, at=at)
    stage.lives(minutes_later=75)

    cards = stage.rows("outbox", "card:")
    unknown = [row for row in cards if row["state"] == "unconfirmed"]
    assert len(cards) == GROUPS
    assert unknown
    assert {row["state"] for row in cards} <= {"done", "unconfirmed"}
    posted = stage.posted()
    assert all(posted[str(row["chat_id"])] == 1 for row in cards if row["state"] == "done")
    assert sum(posted[str(row["chat_id"])] for row in unknown) >= was_sent
    assert all(posted[str(row["chat_id"])] <= 1 for row in unknown)
