"""Does what an operator typed after `python -m bot import`."""

import argparse

from bot.config import Settings
from bot.importing.banks import Asked, take_banks
from bot.importing.command import Tell, Wanted
from bot.importing.history import take_history
from bot.importing.tables import take_table


async def take_in(settings: Settings, asked: argparse.Namespace, *, tell: Tell) -> None:
    """Take a file in, or tell what would come of it.

    Raises:
        BadFile: for a file or a chat that is none.
        StartFailed: for a database that cannot be used.
    """
    if asked.takes == "bank":
        wanted = Wanted(asked.files[0], asked.chat, asked.apply, asked.report)
        banks = Asked(asked.files, asked.name, asked.encoding)
        await take_banks(settings, wanted, banks, tell=tell)
        return
    is_history = asked.takes == "telegram"
    wanted = Wanted(
        file=asked.file,
        chat=asked.chat,
        is_earnest=asked.apply,
        report=asked.report,
        encoding="utf-8" if is_history else asked.encoding,
        left_out=frozenset(asked.leave_out) if is_history else frozenset(),
        label=asked.label if asked.takes == "points" else "",
    )
    if is_history:
        await take_history(settings, wanted, tell=tell)
    else:
        await take_table(settings, wanted, asked.takes, tell=tell)
