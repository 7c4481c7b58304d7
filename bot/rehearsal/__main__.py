"""Serves the rehearsal alone: `python -m bot.rehearsal --port 8081 --state FILE`."""

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path

from bot.rehearsal.server import serving


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bot.rehearsal", description="A Telegram on localhost."
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--port", type=int, default=8081, help="the port; 0 picks a free one")
    parser.add_argument("--state", type=Path, help="the file that keeps the world")
    parser.add_argument("--token", help="the bot's token; a fixed one otherwise")
    parser.add_argument("--seed", type=int, help="makes dice and names repeatable")
    parser.add_argument("--bot-clock-url", help="where the bot lends its clock")
    parser.add_argument("--no-flood-limits", action="store_true", help="never answer 429")
    parser.add_argument(
        "--sees-everything", action="store_true", help="switch the bot's privacy mode off"
    )
    parser.add_argument("--log-calls", type=int, default=500, help="calls kept for the page")
    return parser.parse_args()


async def _serve(asked: argparse.Namespace) -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(sign, over.set)
    async with serving(
        host=asked.host,
        port=asked.port,
        state=asked.state,
        bot_clock_url=asked.bot_clock_url,
        seed=asked.seed,
        token=asked.token,
        flood_limits=not asked.no_flood_limits,
        log_calls=asked.log_calls,
        sees_everything=True if asked.sees_everything else None,
    ) as rehearsal:
        sys.stdout.write(f"{rehearsal.url}  token {rehearsal.token}\n")
        sys.stdout.flush()
        await over.wait()


def main() -> int:
    """Serve until interrupted."""
    asked = _arguments()
    try:
        asyncio.run(_serve(asked))
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {asked.host}:{asked.port}: {error.strerror}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
