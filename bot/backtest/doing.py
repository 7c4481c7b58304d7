"""Does what an operator typed after `python -m bot rules`."""

import argparse
from collections.abc import Callable

from bot.backtest.command import Wanted, back_test, learn
from bot.config import Settings
from bot.kit.exports import BadFile


async def try_or_teach(
    settings: Settings, asked: argparse.Namespace, *, tell: Callable[[str], None]
) -> None:
    """Try the checks on the past, or teach the classifier.

    Raises:
        BadFile: for a file, a community, a check or a database that cannot be used.
    """
    if asked.does == "train":
        await learn(settings, asked.files, is_json=asked.json, tell=tell)
        return
    if (asked.file is None) is not asked.counters:
        raise BadFile("Name a file (result.json or a CSV), or say --counters.")
    wanted = Wanted(asked.file, asked.community, asked.check, asked.sender, asked.json)
    await back_test(settings, wanted, tell=tell)
