"""The work of `import-registry`."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.failure import CommandFailed
from bot.commands.import_report import Text, header_line, report_lines
from bot.domain.moscow import today
from bot.gateways.registry_file import read_registry_file
from bot.settings import Settings, load_settings
from bot.texts import LOCALES, Texts
from bot.use_cases.import_registry import (
    ImportOptions,
    ImportRegistry,
    ImportReport,
    Phase,
    TooFewRows,
)
from bot.use_cases.import_registry import Progress as OnProgress
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.registry_columns import BadHeader
from storage.engine import open_database
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.migrate import migrate
from storage.registry_import import StoredRegistryIntake


def load_registry(file: Path, options: ImportOptions) -> None:
    """Load a file and print the report.

    Raises:
        CommandFailed: the file is no registry, or not one of its rows is good.
    """
    settings = load_settings()
    if settings.sandbox:
        raise CommandFailed("BOT_TOKEN: не задан, а у песочницы свой реестр")
    text = Texts.load(LOCALES).plain
    with _progress_bar(text) as progress:
        report = asyncio.run(_import(settings, file, options, progress, text))
    for line in report_lines(report, options, text):
        typer.echo(line)
    if not report.good:
        raise CommandFailed(text("import-nothing-good"))


async def _import(
    settings: Settings, file: Path, options: ImportOptions, progress: OnProgress, text: Text
) -> ImportReport:
    database, keys = open_database(settings.database_url), Keyring.of(settings.keys)
    intake = StoredRegistryIntake(database, keys, lambda: datetime.now(UTC))
    load = ImportRegistry(intake, progress)
    try:
        sheet = read_registry_file(file)
        await migrate(database)
        await check_keys(database, keys)
        return await load(sheet, today(datetime.now(UTC)), options)
    except UnreadableFile as error:
        raise CommandFailed(text(f"import-file-{error.reason}")) from None
    except BadHeader as error:
        raise CommandFailed(header_line(error, text)) from None
    except TooFewRows as error:
        raise CommandFailed(
            text("import-too-few", good=str(error.good), known=str(error.known))
        ) from None
    finally:
        await database.close()


@contextmanager
def _progress_bar(text: Text) -> Iterator[OnProgress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks = {
            phase: bar.add_task(text(f"import-phase-{phase}"), total=None, visible=False)
            for phase in Phase
        }

        def show(phase: Phase, done: int, total: int) -> None:
            bar.update(tasks[phase], completed=done, total=total, visible=True)

        yield show
