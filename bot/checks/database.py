"""The database: reachable, of a known schema, and written under the configured keys."""

from collections.abc import AsyncIterator, Sequence

from bot.checks.finding import Finding, fault, fine, warning
from bot.checks.key_report import SUBJECT as KEYS
from bot.checks.key_report import key_findings
from bot.settings import Settings
from storage.engine import Database, DatabaseAway, is_absent, open_database
from storage.key_check import keys_fit
from storage.key_usage import key_uses
from storage.keys import Keyring
from storage.migrate import SCHEMA, WrongSchema, known_schemas, schema_of
from storage.probe import is_registry_empty

SUBJECT = "DATABASE_URL"
NONE_YET = (
    "базы ещё нет, как и должно быть до первого запуска; если бот уже работал, проверьте путь"
)
EMPTY_REGISTRY = "в нём никого: всем ответят, что не нашли; загрузите файл: import-registry"


async def check_database(settings: Settings) -> Sequence[Finding]:
    """Read only: a database that is not there is not made."""
    url = settings.database_url
    if is_absent(url):
        return [warning(SUBJECT, NONE_YET)]
    try:
        return await _look(url, Keyring.of(settings.keys))
    except DatabaseAway as error:
        return [fault(SUBJECT, f"база данных недоступна: {error}")]
    except WrongSchema as error:
        return [fault(SUBJECT, str(error))]


async def _look(url: str, keys: Keyring) -> Sequence[Finding]:
    database = open_database(url)
    try:
        return [one async for one in _examined(database, keys)]
    finally:
        await database.close()


async def _examined(database: Database, keys: Keyring) -> AsyncIterator[Finding]:
    schema = await schema_of(database)
    yield _schema(schema)
    if schema != SCHEMA:
        return
    if not await keys_fit(database, keys):
        yield fault(KEYS, "база данных записана под другими ключами")
        return
    yield fine(KEYS, f"подходят к базе, ключей: {len(keys.keys)}")
    if await is_registry_empty(database):
        yield warning("реестр", EMPTY_REGISTRY)
    for finding in key_findings(await key_uses(database, keys), keys):
        yield finding


def _schema(schema: str | None) -> Finding:
    if schema is None:
        return warning(SUBJECT, NONE_YET)
    if schema == SCHEMA:
        return fine(SUBJECT, f"база данных отвечает, схема {schema}")
    if schema in known_schemas():
        return warning(SUBJECT, f"схема {schema} старая, запуск обновит её: сделайте копию базы")
    return fault(SUBJECT, f"схема {schema} неизвестна этой версии бота: она новее")
