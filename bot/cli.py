"""The command line: what an operator types."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot import proving
from bot.backtest.arguments import declare as declare_rules
from bot.bookkeeping.arguments import declare as declare_points
from bot.config import ConfigFaults, Settings, load
from bot.demo.arguments import declare as declare_demo
from bot.importing.arguments import declare as declare_imports
from bot.kit.exports import BadFile
from bot.scheduling.arguments import declare as declare_schedule

T = TypeVar("T")


class Unable(Exception):  # noqa: N818 — one sentence for an operator
    """What was asked for cannot be done: says why, and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say; returns the exit code.

    A person reads sentences here, never a traceback: what is expected to go wrong is told in one.
    """
    asked = _parser().parse_args(argv)
    try:
        return VERBS[asked.verb](asked)
    except ConfigFaults as faults:
        sys.stderr.write(f"{faults}\n")
    except (Unable, BadFile) as why:
        sys.stderr.write(f"{why}\n")
    except KeyboardInterrupt:
        return 130
    return 1


def _run(asked: argparse.Namespace) -> int:
    settings = _settings(asked, needs_token=True)
    _log(settings)

    async def work() -> None:
        from bot.app import opened
        from bot.running import run

        async with opened(settings) as hearth:
            await run(hearth)

    _attempt(work)
    return 0


def _demo(asked: argparse.Namespace) -> int:
    from bot.demo.arguments import folder_for
    from bot.demo.stage import Demo, demonstrate

    settings = _settings(asked)
    if asked.language:
        settings = replace(
            settings, community=replace(settings.community, language=asked.language)
        )
    _log(settings, level="warning" if not asked.verbose else None)
    demo = Demo(
        folder=asked.folder or folder_for(asked.language),
        port=asked.port,
        replay=asked.replay,
        speed=asked.speed,
        is_fresh=asked.fresh,
    )

    async def work() -> None:
        await demonstrate(settings, demo, tell=_tell)

    _attempt(work)
    return 0


def _check(asked: argparse.Namespace) -> int:
    from bot.operating import flow_faults

    settings = _settings(asked)
    if faults := flow_faults(settings):
        raise Unable(faults)
    sys.stdout.write(
        f"The configuration is well. Database: {settings.database.shown_url}. "
        f"Updates: {settings.updates.mode}. "
        f"Token: {'set' if settings.token else 'not set (HEARTH_TOKEN)'}.\n"
    )
    return 0


def _migrate(asked: argparse.Namespace) -> int:
    settings = _settings(asked)
    _log(settings)

    async def work() -> None:
        from bot.features.lessons.shelf import found
        from bot.kit.clock import WallClock
        from bot.kit.database import Database
        from migrations.upgrading import newest, revision_of, upgrade

        database = Database(settings.database.url)
        try:
            before = await revision_of(database)
            await upgrade(database)
            await found(database, WallClock().now())
        except (SQLAlchemyError, OSError) as error:
            raise Unable(_unreachable(settings, error)) from None
        finally:
            await database.close()
        done = "was up to date" if before == newest() else "is up to date now"
        sys.stdout.write(f"The database {done}: {newest()}.\n")

    asyncio.run(work())
    return 0


def _doctor(asked: argparse.Namespace) -> int:
    settings = _settings(asked, needs_token=True)
    _log(settings, level="error")

    async def work() -> bool:
        from bot.app import opened
        from bot.running import probes_of

        async with opened(settings) as hearth:
            me = hearth.app.bot.bot
            sys.stdout.write(f"✓ Telegram knows the bot as @{me.username}.\n")
            if not me.can_read_all_group_messages:
                sys.stdout.write(
                    "! Privacy mode is on: the bot reads messages only where it is an "
                    "administrator (@BotFather, /setprivacy).\n"
                )
            findings = [await probe() for probe in probes_of(hearth)[:2]]
        for finding in findings:
            sys.stdout.write(f"{'✓' if finding.ok else '✗'} {finding.name}: {finding.detail}\n")
        return all(finding.ok for finding in findings)

    return 0 if _attempt(work) else 1


def _outbox(asked: argparse.Namespace) -> int:
    from bot.operating import listed, settle

    settings = _settings(asked)
    _log(settings, level="error")
    if asked.delivery is None:
        lines = _attempt(lambda: listed(settings))
        for line in lines or ["Nothing failed, and nothing is unconfirmed."]:
            _tell(line)
        return 0
    sent = asked.outcome == "sent"
    if not _attempt(lambda: settle(settings, asked.delivery, sent=sent)):
        raise Unable(f"There is no unconfirmed delivery {asked.delivery}.")
    _tell(f"Delivery {asked.delivery} {'counts as sent' if sent else 'will be sent again'}.")
    return 0


def _with_file(asked: argparse.Namespace, work: Callable[..., Coroutine[Any, Any, object]]) -> int:
    settings = _settings(asked)
    _log(settings, level="error")
    _attempt(lambda: work(settings, asked, tell=_tell))
    return 0


def _doing(where: str) -> Callable[[argparse.Namespace], int]:
    """Return a verb whose work lies in a module of its own, which is imported when asked for."""
    module, name = where.split(":")

    def verb(asked: argparse.Namespace) -> int:
        return _with_file(asked, getattr(import_module(module), name))

    return verb


def _bench(asked: argparse.Namespace) -> int:
    try:
        from benchmarks.run import main as measure
    except ModuleNotFoundError as error:
        raise Unable(
            f"The benchmarks are not here ({error.name}): run `make bench` in a checkout."
        ) from None
    return int(measure([word for name in asked.only for word in ("--only", name)]))


VERBS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "demo": _demo,
    "run": _run,
    "check": _check,
    "migrate": _migrate,
    "doctor": _doctor,
    "outbox": _outbox,
    "rules": _doing("bot.backtest.doing:try_or_teach"),
    "points": _doing("bot.bookkeeping.command:keep_books"),
    "import": _doing("bot.importing.doing:take_in"),
    "schedule": _doing("bot.scheduling.command:look"),
    "draw": lambda asked: int(not proving.verify(asked.file, _tell)),
    "bench": _bench,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Hearth keeps community groups on Telegram warm and in order.",
    )
    parser.add_argument("--config", type=Path, help="the configuration (config.toml otherwise)")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def verb(name: str, purpose: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=purpose, description=purpose)

    declare_demo(verb("demo", "live in a rehearsal on this machine, without a token"))
    verb("run", "run on Telegram (needs HEARTH_TOKEN)")
    verb("check", "check the configuration")
    verb("migrate", "bring the database up to date")
    verb("doctor", "check the token, Telegram and the database")
    outbox = verb("outbox", "list deliveries that failed or are unconfirmed")
    outbox.add_argument("delivery", type=int, nargs="?", help="one that you looked up in the chat")
    outbox.add_argument(
        "outcome",
        nargs="?",
        choices=("sent", "lost"),
        default="sent",
        help="sent: it is there; lost: it is not, send it again",
    )
    declare_rules(verb("rules", "try the checks on what was said before"))
    declare_points(verb("points", "look at what was earned, and reckon it anew"))
    declare_imports(verb("import", "take in what a community brings along"))
    proving.declare(verb("draw", "check the proof of a lucky draw"))
    declare_schedule(verb("schedule", "check the schedule, and look ahead"))
    bench = verb("bench", "measure the speed, against baselines")
    bench.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="measure only this"
    )
    return parser


def _settings(asked: argparse.Namespace, *, needs_token: bool = False) -> Settings:
    settings = load(asked.config, os.environ)
    if needs_token and not settings.token:
        raise Unable(
            "There is no token: ask @BotFather for one and set HEARTH_TOKEN. "
            "To look around without one, use `make demo`."
        )
    return settings


def _unreachable(settings: Settings, error: Exception) -> str:
    where, why = settings.database.shown_url, type(error).__name__
    remedy = "check database.url, or HEARTH_DATABASE_URL, and that it is running."
    return f"The database at {where} cannot be opened ({why}): {remedy}"


def _log(settings: Settings, *, level: str | None = None) -> None:
    from bot.runtime.observability import configure_logging

    configure_logging(
        level=level or settings.log.level,
        format=settings.log.format,
        secrets=[
            each for each in (settings.token, settings.webhook_secret, *settings.seal_keys) if each
        ],
    )
    # What it prepares itself for is no news to an operator; what it did is told in a sentence.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _attempt(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run work to its end; what is expected to go wrong becomes one sentence."""
    from bot.app import StartFailed
    from bot.runtime.polling import TokenRefused
    from bot.web.server import HostUnknown, PortTaken

    try:
        return asyncio.run(work())
    except (StartFailed, TokenRefused, PortTaken, HostUnknown) as why:
        raise Unable(str(why)) from None


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
