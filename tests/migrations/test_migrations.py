"""The migrations: they build what the models say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from bot.kit.database import Database
from migrations.upgrading import newest, revision_of, upgrade
from models import metadata


async def test_the_migrations_build_what_the_models_say(both_databases: Database) -> None:
    """Comparing a migrated database with the models finds no difference."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    async with both_databases.writing() as connection:
        found = await connection.run_sync(differences)

    assert found == []


async def test_upgrading_twice_changes_nothing(both_databases: Database) -> None:
    """A database that is up to date stays at its revision."""
    await upgrade(both_databases)

    assert await revision_of(both_databases) == newest()
