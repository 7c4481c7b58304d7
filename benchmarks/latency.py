"""How long after a message arrives the call leaves that answers it, at a quarter of full load."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.processes import copy_of, pair
from benchmarks.report import Row, at_most
from benchmarks.throughput import migrated

WARM_UP = 2_000
FULL = 5_000
SECONDS = 10.0
ROUNDS = 3
# One message in so many is a command, and one in so many is taken away.
EACH = 50
BAR = 2.0
ANSWERS = {"command": "reply", "forbidden": "deletion"}


def measure(folder: Path, tell: Callable[[str], None]) -> list[Row]:
    """Hold Hearth against a bare bot that makes one durable commit an answer."""
    results: dict[str, list[dict[str, Any]]] = {"durable": [], "hearth": []}
    database = copy_of(migrated(folder), folder, "latency")
    with ExitStack() as stack:
        pairs = {
            "durable": stack.enter_context(pair("durable", folder)),
            "hearth": stack.enter_context(pair("hearth", folder, database=database)),
        }
        full = []
        for each in pairs.values():
            each.burst(WARM_UP)
            full.append(FULL / each.burst(FULL)["seconds"])
        rate = min(full) / 4
        tell(f"{rate:,.0f} messages/s, a quarter of what the slower of the two can do")
        for number in range(ROUNDS):
            for kind, each in pairs.items():
                count = int(rate * SECONDS)
                took = each.stream(count, rate, commands=EACH, forbidden=EACH)["took_ms"]
                results[kind].append(took)
                shown = ", ".join(
                    f"{ANSWERS[answer]} {_share(times, 0.5):.1f} / {_share(times, 0.99):.1f} ms"
                    for answer, times in took.items()
                )
                tell(f"round {number + 1}, {kind}, p50 / p99: {shown}")
    return [
        at_most(
            f"{name} p{percent}",
            "ms",
            [_share(took[answer], percent / 100) for took in results["hearth"]],
            [_share(took[answer], percent / 100) for took in results["durable"]],
            BAR,
        )
        for answer, name in ANSWERS.items()
        for percent in (50, 99)
    ]


def _share(times: Sequence[float], share: float) -> float:
    """Return the time within which that share of the answers came; the times are in order."""
    return times[min(int(len(times) * share), len(times) - 1)]
