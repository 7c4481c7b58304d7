"""Runs migrations on a connection handed in, or on the configured database."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text

from bot.kit.database import Database
from models import metadata

# A migration that cannot get its lock gives up instead of standing in everybody's way.
LOCK_TIMEOUT = "SET lock_timeout = '5s'"


def run(connection: Connection) -> None:
    """Run what is asked for on a connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(LOCK_TIMEOUT))
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        user_module_prefix="models.types.",
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_alone(url: str) -> None:
    """Run on a database of its own, from the command line."""
    database = Database(url)
    try:
        async with database.writing() as connection:
            await connection.run_sync(run)
    finally:
        await database.close()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_alone(context.config.get_main_option("sqlalchemy.url") or ""))
