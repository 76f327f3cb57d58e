"""Migrations reach the tables of the code, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select

from storage.engine import Database, open_database
from storage.migrate import MIGRATIONS, SCHEMA, alembic_config, known_schemas, migrate, schema_of
from storage.tables import metadata

BEFORE_0005 = (
    """INSERT INTO invitations (id, policyholder, policy_kind, role, campaign, created_by,
    created_at, uses) VALUES ('clear', 'ООО', 'health', 'insured', 'Май', 1, 0, 0)""",
    """INSERT INTO insured (id, row_digest, identity_digest, policy_digest, policy_kind, role,
    policyholder, valid_from, valid_to, phone_digest) VALUES (5, 'row', 'identity', 'policy',
    'health', 'insured', 'ООО', '2026-01-01', '2026-12-31', 'phone')""",
    """INSERT INTO pins (id, chat_id, insured_id, phone_digest, sends, created_at, ordered_at,
    expires_at) VALUES ('challenge', 7, 5, 'pin', 1, 0, 0, 0)""",
)
"""A link and a PIN as the former schema keeps them."""


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


async def test_links_that_lay_in_clear_are_closed_and_pins_go_on(database: Database) -> None:
    async with database.transaction() as connection:
        await connection.run_sync(migrate_to, command.downgrade, "0004")
        for statement in BEFORE_0005:
            await connection.exec_driver_sql(statement)
    await migrate(database)
    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []
        [link] = (await connection.execute(select(metadata.tables["invitations"]))).all()
        [pin] = (await connection.execute(select(metadata.tables["pins"]))).all()
        [row] = (await connection.execute(select(metadata.tables["insured"]))).all()
    assert link.revoked_at > datetime(2026, 1, 1, tzinfo=UTC)
    assert (link.token_digest, pin.row_phone_digest) == (None, row.phone_digest)


def migrate_to(connection: Connection, way: Callable[..., None], revision: str) -> None:
    way(alembic_config(connection), revision)


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
