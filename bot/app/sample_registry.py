"""The sandbox's own registry, imported at each start: a repeated import changes nothing."""

from bot.core import utc_now
from bot.domain.moscow import today
from bot.gateways.registry_file import read_registry_file
from bot.sandbox.world import SAMPLE_REGISTRY
from bot.settings import Settings
from bot.use_cases.import_registry import ImportOptions, ImportRegistry, Phase
from storage.engine import open_database
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.migrate import migrate
from storage.registry_import import StoredRegistryIntake


async def import_samples(settings: Settings) -> None:
    """Make the sample people known to the bot of the sandbox."""
    database, keys = open_database(settings.database_url), Keyring.of(settings.keys)
    try:
        await migrate(database)
        await check_keys(database, keys)
        load = ImportRegistry(StoredRegistryIntake(database, keys, utc_now), _no_progress)
        await load(read_registry_file(SAMPLE_REGISTRY), today(utc_now()), ImportOptions())
    finally:
        await database.close()


def _no_progress(phase: Phase, done: int, total: int) -> None:
    """Six people are imported before a bar could be drawn."""
