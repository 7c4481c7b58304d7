"""The bot as it is run, so many minutes later: `python -m tests.endurance.later 70`."""

import asyncio
import os
import sys
from datetime import timedelta

from bot.app import opened
from bot.config import load
from bot.kit.clock import ShiftedClock
from bot.running import run


async def main(minutes: float) -> None:
    """Run until stopped."""
    clock = ShiftedClock(timedelta(minutes=minutes))
    async with opened(load(None, os.environ), clock=clock) as hearth:
        await run(hearth)


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
