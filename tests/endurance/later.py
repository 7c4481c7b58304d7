"""The bot as it is run, three minutes later: every lease of a dead process has run out."""

import asyncio
import os
from datetime import timedelta

from bot.app import opened
from bot.config import load
from bot.kit.clock import ShiftedClock
from bot.running import run

LATER = timedelta(minutes=3)


async def main() -> None:
    """Run until stopped."""
    async with opened(load(None, os.environ), clock=ShiftedClock(LATER)) as hearth:
        await run(hearth)


if __name__ == "__main__":
    asyncio.run(main())
