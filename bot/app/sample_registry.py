"""What the bot of the sandbox knows at its first start: the sample people and their HR person."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from bot.core import utc_now
from bot.domain.moscow import today
from bot.gateways.registry_file import read_registry_file
from bot.sandbox.world import SAMPLE_COMPANIES, SAMPLE_REGISTRY, LocalWorld
from bot.use_cases.registry.import_registry import ImportOptions, ImportRegistry, Phase
from storage.engine import Database, open_database
from storage.hr import StoredHrPeople
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.migrate import migrate
from storage.registry_import import StoredRegistryIntake
from storage.tables import hr_people, insured
from storage.unit_of_work import execute


async def prepare_samples(world: LocalWorld) -> None:
    """Import the sample registry and appoint the HR person, unless an earlier run did.

    Later starts leave alone what an administrator has imported or revoked since.
    """
    settings = world.settings
    database, keys = open_database(settings.database_url), Keyring.of(settings.keys)
    try:
        await migrate(database)
        await check_keys(database, keys)
        if not await _any(database, select(insured.c.id)):
            await _import(database, keys)
        await _appoint(database, world.hr)
    finally:
        await database.close()


async def _import(database: Database, keys: Keyring) -> None:
    load = ImportRegistry(StoredRegistryIntake(database, keys, utc_now), _no_progress)
    await load(read_registry_file(SAMPLE_REGISTRY), today(utc_now()), ImportOptions())


async def _appoint(database: Database, hr: Collection[int]) -> None:
    people = StoredHrPeople(database, utc_now)
    for user_id in hr:
        if not await _any(database, select(hr_people).where(hr_people.c.user_id == user_id)):
            offices = (people.appoint(user_id, company) for company in SAMPLE_COMPANIES)
            await execute(database, [write for office in offices for write in office])


async def _any(database: Database, found: Select[Any]) -> bool:
    async with database.reading() as connection:
        return (await connection.execute(found.limit(1))).first() is not None


def _no_progress(phase: Phase, done: int, total: int) -> None:
    """Six people are imported before a bar could be drawn."""
