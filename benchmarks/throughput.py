"""How many group messages a second, from the queue to the last confirmation and answer."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.processes import Pair, copy_of, pair
from benchmarks.report import Row, at_least, beside, limited
from bot.kit.database import Database
from migrations.upgrading import upgrade
from tests.postgres import Unavailable, server

WARM_UP = 2_000
NOTICES_S = 15
MESSAGES = 20_000
ORDINARY = 5_000
ROUNDS = 4
BAR = 1.0


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold Hearth on SQLite, and beside it on PostgreSQL, against a bare bot."""
    rates: dict[str, list[float]] = {}
    with ExitStack() as stack:
        pairs = {
            "bare": stack.enter_context(pair("bare", folder)),
            "sqlite": stack.enter_context(
                pair("hearth", folder, database=copy_of(migrated(folder), folder, "throughput"))
            ),
        }
        try:
            url = stack.enter_context(postgres())
        except Unavailable as reason:
            tell(f"no PostgreSQL: {reason}")
        else:
            pairs["postgresql"] = stack.enter_context(pair("hearth", folder, database=url))
        for each in pairs.values():
            each.burst(WARM_UP)
        for number in range(ROUNDS):
            order = list(pairs.items())
            for kind, each in order if number % 2 else reversed(order):
                rate = MESSAGES / each.burst(MESSAGES)["seconds"]
                rates.setdefault(kind, []).append(rate)
                tell(f"round {number + 1}, {kind}: {rate:,.0f} messages/s")
        statements, calls = _ordinary(pairs["sqlite"])
    rows = [
        at_least("messages, SQLite", "/s", rates["sqlite"], rates["bare"], BAR),
        limited("statements, ordinary message", "", statements, 0.1),
        limited("calls, ordinary message", "", calls, 0.0),
    ]
    if "postgresql" in rates:
        rows.insert(1, beside("messages, PostgreSQL", "/s", rates["postgresql"], rates["bare"]))
    return rows


def migrated(folder: Path) -> Path:
    """Return an empty SQLite database with every table."""
    path = folder / "template.sqlite"
    if not path.exists():
        asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server that writes through to the disk; yields a database's address."""
    with server(is_durable=True) as running:
        url = running.create_database("hearth")
        asyncio.run(_migrate(url))
        yield url


async def _migrate(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.close()


def _ordinary(hearth: Pair) -> tuple[float, float]:
    """Return statements and calls a message, where nothing asks for an answer."""
    # What was taken away before is told to the groups ten seconds later: let that be over, and
    # its calls be counted with a message of their own.
    time.sleep(NOTICES_S)
    hearth.burst(1, commands=0, forbidden=0)
    before = hearth.tell("statements")
    result = hearth.burst(ORDINARY, commands=0, forbidden=0)
    statements = hearth.tell("statements") - before
    calls = sum(count for name, count in result["calls"].items() if name != "getUpdates")
    return statements / ORDINARY, calls / ORDINARY
