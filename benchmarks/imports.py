"""What it costs to take in a group's history of a million messages."""

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.processes import Broken, copy_of
from benchmarks.report import Row, at_most, limited
from benchmarks.throughput import migrated
from bot.config import Settings
from bot.config.settings import Database as Where
from bot.importing.command import Wanted
from bot.importing.history import take_history
from bot.kit.clock import StoppedClock

MESSAGES: Final = 1_000_000
PEOPLE: Final = 5000
ROUNDS: Final = 2
# Reading with the sums, and writing with durable commits, against reading into nothing.
BAR: Final = 3.0
MOST_MB: Final = 300
_BARE: Final = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"
_LAST: Final = 1_760_000_000


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold an import against what the library of the language needs to read the same file."""
    path = folder / "result.json"
    tell(f"writing {MESSAGES:,} messages")
    _write(path)
    spent, bare, peaks = [], [], []
    for number in range(ROUNDS):
        url = copy_of(migrated(folder), folder, f"imports-{number}")
        _found(Path(url.partition(":///")[2]))
        began = time.perf_counter()
        _run(["-c", _BARE, str(path)])
        bare.append(time.perf_counter() - began)
        began = time.perf_counter()
        peaks.append(float(_run(["-m", "benchmarks.imports", url, str(path)])))
        spent.append(time.perf_counter() - began)
        tell(f"{path.stat().st_size >> 20} MB: {spent[-1]:.0f} s, bare {bare[-1]:.0f} s")
    path.unlink()
    return [
        at_most("import of 1,000,000 messages", "s", spent, bare, BAR),
        limited("import of 1,000,000 messages, memory", "MB", max(peaks), MOST_MB),
    ]


def _run(arguments: list[str]) -> str:
    done = subprocess.run(  # noqa: S603 — words of our own
        [sys.executable, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Broken(done.stderr[-500:])
    return done.stdout


def _write(path: Path) -> None:
    chance = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "name": "Readers",\n "type": "private_supergroup",\n "id": 42,\n')
        file.write(' "messages": [\n')
        for number in range(1, MESSAGES + 1):
            entry = _entry(number, chance)
            text = json.dumps(entry, ensure_ascii=False, indent=1).replace("\n", "\n  ")
            file.write(f"  {text}{',' if number < MESSAGES else ''}\n")
        file.write(" ]\n}\n")


def _entry(number: int, chance: random.Random) -> dict[str, object]:
    who = min(int(chance.paretovariate(0.6)), PEOPLE)
    text = "今天跑了五公里，感觉不错！ " + "x" * chance.randrange(80)
    entry: dict[str, object] = {
        "id": number,
        "type": "message",
        "date": "2025-01-01T00:00:00",
        "date_unixtime": str(_LAST - (MESSAGES - number) * 20),
        "from": f"成员 {who}",
        "from_id": f"user{who}",
        "text": text,
        "text_entities": [{"type": "plain", "text": text}],
    }
    if chance.random() < 0.3:
        entry["reply_to_message_id"] = max(1, number - chance.randrange(1, 10))
    return entry


def _found(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        INSERT INTO communities (id, name, language, zone, version, created_at)
          VALUES (1, 'Group', 'zh-CN', 'Asia/Shanghai', 1, 1);
        INSERT INTO chats (id, community_id, type, kind, labels, title, bot_status, bot_rights,
          roster_version, created_at, is_forum)
          VALUES (-1000000000042, 1, 'supergroup', 'main', '[]', 'Main', 'member', '{}', 1, 1, 0);
        """
    )
    connection.commit()
    connection.close()


def _take(url: str, path: Path) -> None:
    import resource

    settings = replace(Settings(), database=Where(url=url))
    wanted = Wanted(path, is_earnest=True)
    # The day after, whenever that is measured: days too old to be kept would cost nothing.
    clock = StoppedClock(datetime.fromtimestamp(_LAST, UTC) + timedelta(days=1))
    asyncio.run(take_history(settings, wanted, tell=lambda _: None, clock=clock))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    _take(sys.argv[1], Path(sys.argv[2]))
