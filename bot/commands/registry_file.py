"""The work of `import-registry`."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.failure import CommandFailed
from bot.commands.registry_import import Target, import_into
from bot.gateways.registry_file import read_registry_file
from bot.settings import load_settings
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
from bot.use_cases.registry.import_report import Text, fault_line, header_line, report_lines
from storage.engine import is_absent, sqlite_file


def load_registry(file: Path, options: ImportOptions) -> None:
    """Load a file and print the report.

    Raises:
        CommandFailed: the file is no registry, or not one of its rows is good.
    """
    settings = load_settings()
    if settings.sandbox:
        raise CommandFailed("BOT_TOKEN: не задан, а у песочницы свой реестр")
    text = Texts.load(LOCALES).plain
    known = Target(settings.database_url, settings.keys, datetime.now(UTC), by_operator=True)
    with _base(known, options) as target, _progress_bar(text) as progress:
        report = asyncio.run(_import(target, file, options, progress, text))
    for line in report_lines(report, options, text):
        typer.echo(line)
    if not report.good:
        raise CommandFailed(f"{file}: {text('import-nothing-good')}")


@contextmanager
def _base(known: Target, options: ImportOptions) -> Iterator[Target]:
    """Say that a database is new; a dry run makes it in a folder that goes away."""
    url = known.database_url
    if not is_absent(url):
        yield known
    elif options.dry_run:
        typer.echo(f"Базы {sqlite_file(url)} ещё нет: сравнивать не с чем, все строки — новые.")
        with TemporaryDirectory() as folder:
            url = f"sqlite+aiosqlite:///{folder}/bot.db"
            yield replace(known, database_url=url, scratch=True)
    else:
        try:
            yield known
        finally:
            if not is_absent(url):
                typer.echo(f"Базы не было, создана новая: {sqlite_file(url)}")


async def _import(
    target: Target, file: Path, options: ImportOptions, progress: OnProgress, text: Text
) -> ImportReport:
    try:
        return await import_into(target, partial(read_registry_file, file), options, progress)
    except UnreadableFile as error:
        raise CommandFailed(f"{file}: {fault_line(error, text)}") from None
    except BadHeader as error:
        raise CommandFailed(f"{file}: {header_line(error, text)}") from None
    except TooFewRows as error:
        too_few = text("import-too-few", good=str(error.good), known=str(error.known))
        raise CommandFailed(f"{file}: {too_few}") from None


@contextmanager
def _progress_bar(text: Text) -> Iterator[OnProgress]:
    """Begin with the first step: a bar without any would leave an empty line."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True))
    tasks = {
        phase: bar.add_task(text(f"import-phase-{phase}"), total=None, visible=False)
        for phase in Phase
    }

    def show(phase: Phase, done: int, total: int) -> None:
        bar.start()
        bar.update(tasks[phase], completed=done, total=total, visible=True)

    try:
        yield show
    finally:
        if bar.live.is_started:
            bar.stop()
