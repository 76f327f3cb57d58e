"""The work of `export-accounts`."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.commands.failure import CommandFailed
from bot.commands.on_record import put_on_record
from bot.commands.standing import standing
from bot.settings import Settings, load_settings
from bot.use_cases.ports.audit import Act
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.engine import open_database
from storage.key_check import check_keys
from storage.keys import Keyring, UnreadableSecret
from storage.migrate import require_schema


def write_accounts(file: Path) -> int:
    """Return how many accounts were written.

    Raises:
        CommandFailed: the file is there already or cannot be made, or a key or the database is
            missing.
    """
    settings = load_settings()
    if settings.sandbox:
        raise CommandFailed("BOT_TOKEN: не задан, а в песочнице выгружать нечего")
    standing(settings.database_url)
    with _new_private(file) as lines:
        return asyncio.run(_export(settings, lines))


@contextmanager
def _new_private(file: Path) -> Iterator[TextIO]:
    """Create a file that only its owner can read; an export that failed leaves none."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CommandFailed(f"{file}: {_reason(error)}") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as lines:
            yield lines
    except BaseException:
        file.unlink()
        raise


def _reason(error: OSError) -> str:
    exists = isinstance(error, FileExistsError)
    return "такой файл уже есть" if exists else f"создать файл нельзя ({error.strerror})"


async def _export(settings: Settings, lines: TextIO) -> int:
    database, keys = open_database(settings.database_url), Keyring.of(settings.keys)
    try:
        await require_schema(database)
        await check_keys(database, keys)
        count = await _write(StoredCabinetAccounts(database, keys), lines)
        await put_on_record(database, keys, Act.ACCOUNTS_EXPORTED, f"accounts {count}")
        return count
    except UnreadableSecret:
        msg = "SECRET_KEYS: учётная запись зашифрована ключом, которого здесь нет"
        raise CommandFailed(msg) from None
    finally:
        await database.close()


async def _write(accounts: StoredCabinetAccounts, lines: TextIO) -> int:
    count = 0
    async for account in accounts.every():
        lines.write(f"{account.to_json()}\n")
        count += 1
    return count
