"""The work of `import-registry`."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.failure import CommandFailed
from bot.commands.registry_import import Target, import_into
from bot.gateways.registry_file import read_registry_file
from bot.settings import Settings, load_settings
from bot.texts import LOCALES, Texts
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.import_registry import (
    ImportOptions,
    ImportReport,
    Phase,
    TooFewRows,
)
from bot.use_cases.registry.import_registry import Progress as OnProgress
from bot.use_cases.registry.import_report import Text, header_line, report_lines


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
    target = Target(settings.database_url, settings.keys, datetime.now(UTC))
    try:
        return await import_into(target, partial(read_registry_file, file), options, progress)
    except UnreadableFile as error:
        raise CommandFailed(text(f"import-file-{error.reason}")) from None
    except BadHeader as error:
        raise CommandFailed(header_line(error, text)) from None
    except TooFewRows as error:
        raise CommandFailed(
            text("import-too-few", good=str(error.good), known=str(error.known))
        ) from None


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
