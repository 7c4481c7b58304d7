"""The bots that are measured, each in a process of its own: Hearth, and the plain ones.

`python -m benchmarks.bots KIND OPTIONS` runs until its standard input ends; lines on it are
questions, each answered by one line of JSON.
"""

import asyncio
import json
import logging
import os
import resource
import sys
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks import traffic
from benchmarks.loopback import TOKEN

# As long as what Hearth says of itself.
ANSWER = "<b>Group</b>\n\nA community of people who like to talk to one another every day."


async def bare(options: dict[str, Any], *, database: Any = None) -> None:
    """Run python-telegram-bot as it comes: its own updater and client, one handler, no store.

    With a database the handler makes one durable commit before each answer.
    """
    from telegram import Update
    from telegram.ext import Application, MessageHandler, filters

    async def handle(update: Update, _: Any) -> None:
        message = update.effective_message
        if message is None or message.text is None:
            return
        if message.text.startswith(traffic.COMMAND):
            if database is not None:
                await _commit(database, message.chat_id, message.message_id)
            await message.reply_html(ANSWER, do_quote=True)
        elif traffic.FORBIDDEN in message.text:
            if database is not None:
                await _commit(database, message.chat_id, message.message_id)
            await message.delete()

    app: Any = Application.builder().token(TOKEN).base_url(f"{options['url']}/bot").build()
    app.add_handler(MessageHandler(filters.ALL, handle))
    async with app:
        await app.start()
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await _attend({})
        await app.updater.stop()
        await app.stop()


async def durable(options: dict[str, Any]) -> None:
    """Run the same bot with one durable commit an answer."""
    import aiosqlite

    async with aiosqlite.connect(Path(options["folder"]) / "answers.sqlite") as database:
        await database.execute("PRAGMA journal_mode=WAL")
        await database.execute("PRAGMA synchronous=FULL")
        await database.execute(
            "CREATE TABLE answers (chat_id INTEGER, message_id INTEGER, "
            "PRIMARY KEY (chat_id, message_id))"
        )
        await bare(options, database=database)


async def hearth(options: dict[str, Any]) -> None:
    """Run Hearth as `python -m bot run` does, with the courier's limits lifted."""
    from bot.app import opened
    from bot.running import working
    from bot.runtime.limits import UNLIMITED
    from bot.runtime.observability import configure_logging

    configure_logging(level="warning", format="console", secrets=[TOKEN])
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(opened(settings_for(options), limits=UNLIMITED))
        await stack.enter_async_context(working(running))
        await _attend({"statements": lambda: running.database.statements})


def settings_for(options: dict[str, Any]) -> Any:
    """Return Hearth's settings for a run: a thousand words, five patterns, all of it in force."""
    from bot.config.checks import checks_with
    from bot.config.settings import (
        Bot,
        Database,
        Log,
        Moderation,
        Raids,
        Sanctions,
        Settings,
        Updates,
        Web,
    )

    return Settings(
        token=TOKEN,
        bot=Bot(api_url=options["url"]),
        database=Database(url=options["database"]),
        updates=Updates(batch=100),
        web=Web(port=0),
        log=Log(level="warning"),
        moderation=Moderation(mode="on"),
        checks=checks_with(
            words={"words": traffic.words()},
            patterns={"patterns": traffic.PATTERNS},
            # The made-up people share some twenty sentences, say the same in each burst, and now
            # and then one of them happens to say a dozen in a quarter of a minute.
            duplicates={"mode": "off"},
            flood={"mode": "off"},
        ),
        # A notice that is taken down would count as an answer that nobody asked for.
        sanctions=Sanctions(notice_lasts=timedelta(days=1)),
        # A hundred strangers who all say the same are what a raid looks like.
        raids=Raids(enabled=False),
    )


async def _commit(database: Any, chat_id: int, message_id: int) -> None:
    await database.execute("INSERT INTO answers VALUES (?, ?)", (chat_id, message_id))
    await database.commit()


async def _attend(questions: dict[str, Callable[[], int]]) -> None:
    """Answer questions until the standard input ends."""
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(commands), sys.stdin
    )
    asked: dict[str, Callable[[], int]] = {"memory_kb": _memory_kb, "pid": os.getpid} | questions
    _say({"ready": True})
    while line := await commands.readline():
        _say({"answer": asked[line.decode().strip()]()})


def _memory_kb() -> int:
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


KINDS: dict[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
    "bare": bare,
    "durable": durable,
    "hearth": hearth,
}


def main(argv: Iterable[str]) -> None:
    """Run the bot of that kind."""
    kind, options = argv
    logging.basicConfig(level=logging.ERROR)

    async def work() -> None:
        await KINDS[kind](json.loads(options))

    asyncio.run(work())


if __name__ == "__main__":
    main(sys.argv[1:])
