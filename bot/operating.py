"""What an operator does about deliveries: look at those that are not well, and settle them."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.app import StartFailed
from bot.config import Settings
from bot.config.onboarding import faults_of_flow
from bot.i18n.catalog import Catalog
from bot.kit.clock import WallClock
from bot.kit.database import Database
from bot.runtime import settlements


async def listed(settings: Settings) -> list[str]:
    """Return a line for each delivery that failed or is unconfirmed, newest first.

    Raises:
        StartFailed: there is no database, or it cannot be read.
    """
    database = opened(settings)
    try:
        async with database.reading() as connection:
            found = await settlements.unsettled(connection)
    except (SQLAlchemyError, OSError) as error:
        raise unreadable(settings, error) from None
    finally:
        await database.close()
    return [
        f"{each.id}  {each.created_at:%Y-%m-%d %H:%M} UTC  {each.state:<11}  "
        f"{each.method} to {each.chat_id}: {each.reason or 'nobody knows'}"
        for each in found
    ]


async def settle(settings: Settings, delivery_id: int, *, sent: bool) -> bool:
    """Take an operator's word for an unconfirmed delivery; returns whether there was one.

    Raises:
        StartFailed: there is no database, or it cannot be written.
    """
    database = opened(settings)
    try:
        async with database.writing() as connection:
            return await settlements.settle(
                connection, delivery_id, sent=sent, now=WallClock().now()
            )
    except (SQLAlchemyError, OSError) as error:
        raise unreadable(settings, error) from None
    finally:
        await database.close()


def opened(settings: Settings) -> Database:
    """Open the database that there is.

    Raises:
        StartFailed: there is none yet.
    """
    url = make_url(settings.database.url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise StartFailed(
            f"There is no database at {settings.database.shown_url} yet: "
            "check database.url, or HEARTH_DATABASE_URL."
        )
    return Database(settings.database.url)


def unreadable(settings: Settings, error: Exception) -> StartFailed:
    """Return what is told of a database that cannot be read."""
    return StartFailed(
        f"The database at {settings.database.shown_url} cannot be read "
        f"({type(error).__name__}): check that it is running, and run `python -m bot migrate`."
    )


def flow_faults(settings: Settings) -> str:
    """Return every fault of the operator's file of newcomers' first steps; nothing: it is well."""
    faults = faults_of_flow(settings) if settings.onboarding.file else ()
    catalog = Catalog.load()
    lines = [
        f"  {settings.onboarding.file}:{each.line}: step {each.where}: "
        f"{catalog.plain(each.why, 'en')}"
        for each in faults
    ]
    return "\n".join(["The onboarding cannot be used:", *lines]) if lines else ""
