"""One import into one database, for `import-registry` and for the process behind /import."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.commands.on_record import put_on_record
from bot.domain.moscow import today
from bot.use_cases.ports.audit import Act
from bot.use_cases.ports.registry import Sheet
from bot.use_cases.registry.import_audit import rows_of
from bot.use_cases.registry.import_registry import (
    ImportOptions,
    ImportRegistry,
    ImportReport,
    Progress,
)
from storage.engine import open_database
from storage.key_check import check_keys, require_keys
from storage.keys import Keyring
from storage.migrate import migrate, require_schema
from storage.registry_import import StoredRegistryIntake


@dataclass(frozen=True, slots=True)
class Target:
    """Where rows go, and the moment that counts for them.

    Attributes:
        scratch: the database was made for this import and goes away with it.
        by_operator: it is to be put on record here; an import of the chat is by its job.
    """

    database_url: str = field(repr=False)
    keys: Sequence[bytes] = field(repr=False)
    now: datetime
    scratch: bool = False
    by_operator: bool = False


async def import_into(
    target: Target, read: Callable[[], Sheet], options: ImportOptions, progress: Progress
) -> ImportReport:
    """Import what `read` opens.

    Raises:
        UnreadableFile, BadHeader, TooFewRows: nothing was written.
        WrongSchema, ForeignKeys: a dry run changes no tables, and makes no key known.
    """
    sheet = read()
    database, keys = open_database(target.database_url), Keyring.of(target.keys)
    intake = StoredRegistryIntake(database, keys, lambda: target.now)
    try:
        if options.dry_run and not target.scratch:
            await require_schema(database)
            await require_keys(database, keys)
        else:
            await migrate(database)
            await check_keys(database, keys)
        report = await ImportRegistry(intake, progress)(sheet, today(target.now), options)
        if target.by_operator and not options.dry_run:
            rows = rows_of(report, options)
            await put_on_record(database, keys, Act.REGISTRY_IMPORTED, rows)
        return report
    finally:
        await database.close()
