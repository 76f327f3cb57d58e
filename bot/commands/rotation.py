"""The work of `rotate-keys`."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.checks.key_report import key_findings
from bot.commands.failure import CommandFailed
from bot.commands.on_record import put_on_record
from bot.commands.standing import standing
from bot.settings import Settings, load_settings
from bot.use_cases.ports.audit import Act
from storage.engine import Database, open_database
from storage.key_check import check_keys
from storage.key_usage import Use, key_uses
from storage.keys import Keyring
from storage.migrate import require_schema
from storage.rotation import OnProgress, Rotated, Rotation


def rotate() -> Iterator[str]:
    """Do it, then say what was done and what is left.

    Raises:
        CommandFailed: there is no database, or some values cannot be read with the configured
            keys.
    """
    settings = load_settings()
    if settings.sandbox:
        raise CommandFailed("BOT_TOKEN: не задан, а в песочнице один ключ и менять его незачем")
    standing(settings.database_url)
    rotated, uses = asyncio.run(_rotate(settings))
    yield f"Перешифровано: {rotated.renewed}."
    for finding in key_findings(uses, Keyring.of(settings.keys)):
        yield str(finding)
    if rotated.unreadable:
        raise CommandFailed(
            f"SECRET_KEYS: нечем прочесть значений: {rotated.unreadable}. "
            "Добавьте ключ, под которым они записаны, в конец SECRET_KEYS и повторите"
        )


async def _rotate(settings: Settings) -> tuple[Rotated, Sequence[Use]]:
    database, keys = open_database(settings.database_url), Keyring.of(settings.keys)
    try:
        await require_schema(database)
        await check_keys(database, keys)
        rotated = await _carry_out(database, keys)
        await put_on_record(database, keys, Act.KEYS_ROTATED, f"values {rotated.renewed}")
        return rotated, await key_uses(database, keys)
    finally:
        await database.close()


async def _carry_out(database: Database, keys: Keyring) -> Rotated:
    rotation = Rotation(database, keys)
    with _progress_bar(await rotation.due()) as progress:
        return await rotation.run(progress)


@contextmanager
def _progress_bar(total: int) -> Iterator[OnProgress]:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Перешифровка", total=total)
        yield lambda rows: bar.advance(task, rows)
