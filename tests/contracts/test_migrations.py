"""Migrations reach the tables of the code, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import Database, open_database
from storage.migrate import MIGRATIONS, SCHEMA, known_schemas, migrate, schema_of
from storage.tables import metadata


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_a_migrated_database_has_the_tables_of_the_code(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_migrated_database_has_the_schema_that_the_start_expects(
    database: Database,
) -> None:
    assert await schema_of(database) == SCHEMA
    await migrate(database)
    assert await schema_of(database) == SCHEMA


async def test_an_empty_database_has_no_schema(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    assert await schema_of(database) is None
    await database.close()


def test_the_schema_of_the_code_is_the_only_head() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_heads() == [SCHEMA]
    assert SCHEMA in known_schemas()


def test_every_migration_can_be_told_by_its_number() -> None:
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
