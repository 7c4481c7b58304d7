"""What a million known members cost: in memory, and for each message of the same hundred."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks import traffic
from benchmarks.processes import Pair, copy_of, pair
from benchmarks.report import Row
from benchmarks.throughput import migrated

FEW, MANY = 1_000, 1_000_000
WARM_UP = 3_000
MESSAGES = 5_000
ROUNDS = 7
MOST_MB = 64.0
DRIFT = 0.15


def memory(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold the memory with a million members against that with a thousand, after traffic."""
    used = []
    for members in (FEW, MANY):
        with _grown(folder, members, tell) as hearth:
            hearth.burst(MESSAGES * 2)
            used.append(hearth.tell("memory_kb") / 1024)
            tell(f"{members:,} members: {used[-1]:.1f} MB")
    few, many = used
    return [
        Row(
            "memory, 1,000,000 members",
            many,
            "MB",
            few,
            many / few,
            f"≤ + {MOST_MB:g} MB",
            many - few <= MOST_MB,
        )
    ]


def cost(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold the time a message takes among a million members against that among a thousand."""
    spent: dict[int, list[float]] = {FEW: [], MANY: []}
    with _grown(folder, FEW, tell) as few, _grown(folder, MANY, tell) as many:
        for number in range(ROUNDS):
            order = [(FEW, few), (MANY, many)]
            for members, hearth in order if number % 2 else reversed(order):
                taken = hearth.burst(MESSAGES)["seconds"] / MESSAGES * 1e6
                spent[members].append(taken)
                tell(f"round {number + 1}, {members:,} members: {taken:.0f} µs a message")
    ratio = median(spent[MANY]) / median(spent[FEW])
    return [
        Row(
            "cost a message, 1,000,000 members",
            median(spent[MANY]),
            "µs",
            median(spent[FEW]),
            ratio,
            f"± {DRIFT:.0%}",
            abs(ratio - 1) <= DRIFT,
            max(max(runs) / min(runs) for runs in spent.values()),
        )
    ]


@contextmanager
def _grown(folder: Path, members: int, tell: Callable[[str], None]) -> Iterator[Pair]:
    """Run Hearth on a database with so many members, warmed up."""
    template = folder / f"members-{members}.sqlite"
    if not template.exists():
        tell(f"making {members:,} members")
        url = copy_of(migrated(folder), folder, template.stem)
        _populate(Path(url.partition(":///")[2]), members)
    url = copy_of(template, folder, f"run-{members}")
    with pair("hearth", folder, database=url) as hearth:
        hearth.burst(WARM_UP)
        yield hearth


def _populate(path: Path, members: int) -> None:
    """Let so many people be known in the twenty groups, with a statement a table."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    chats = [(number + 1, traffic.FIRST_GROUP - number) for number in range(traffic.GROUPS)]
    connection.executemany(
        "INSERT INTO communities (id, name, language, zone, version, created_at)"
        " VALUES (?, 'Group', 'zh-CN', 'Asia/Shanghai', 1, 1)",
        [(community,) for community, _ in chats],
    )
    connection.executemany(
        "INSERT INTO chats (id, community_id, type, kind, title, bot_status, bot_rights,"
        " roster_version, created_at, is_forum)"
        " VALUES (?2, ?1, 'supergroup', 'main', 'Group', 'administrator',"
        " '{\"can_delete_messages\": true}', 1, 1, 0)",
        chats,
    )
    connection.execute("CREATE TEMP TABLE n (i INTEGER PRIMARY KEY, community INTEGER)")
    connection.execute(
        "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < :members)"
        " INSERT INTO n SELECT i, i % :groups + 1 FROM c",
        {"members": members, "groups": traffic.GROUPS},
    )
    connection.execute(
        "INSERT INTO people (id, first_name, username, language_code, seen_at)"
        " SELECT i, 'Member ' || i, 'user_' || i, 'en', 1 FROM n"
    )
    connection.execute(
        "INSERT INTO members (community_id, person_id, first_seen_at, last_seen_at, messages)"
        " SELECT community, i, 1, 1, 1 FROM n ORDER BY 1, 2"
    )
    connection.execute(
        "INSERT INTO memberships (chat_id, person_id, status, is_present)"
        " SELECT ? - community + 1, i, 'member', 1 FROM n ORDER BY 1, 2",
        (traffic.FIRST_GROUP,),
    )
    connection.commit()
    connection.close()
