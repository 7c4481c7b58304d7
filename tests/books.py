"""The books of a town, as `python -m bot points` looks at them."""

from dataclasses import replace

from bot.bookkeeping.command import keep_books
from bot.cli import _parser
from bot.config.settings import Database, Points, Settings
from tests.conversation import Town


def books_by(town: Town, points: Points | None = None) -> Settings:
    """Settings with which the command line finds a town's database."""
    url = town.database.engine.url.render_as_string(hide_password=False)
    return replace(Settings(), database=Database(url=url), points=points or Settings().points)


async def asked(settings: Settings, *words: str) -> str:
    """What `python -m bot points …` says."""
    said: list[str] = []
    await keep_books(settings, _parser().parse_args(["points", *words]), tell=said.append)
    return "\n".join(said)
