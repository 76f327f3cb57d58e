"""`import-registry FILE`: the insurer's list of policies and insured people, CSV or XLSX."""

from pathlib import Path
from typing import Annotated

import typer


def import_registry(
    file: Annotated[Path, typer.Argument(help="файл CSV или XLSX")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="только проверить, ничего не записывать")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="закрыть строки реестра, которых нет в файле")
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="закрыть их, даже если их больше половины или есть непринятые строки"
        ),
    ] = False,
) -> None:
    """Загрузить реестр застрахованных; плохие строки — в отчёт, хорошие — в реестр."""
    from bot.commands.failure import CommandFailed, one_line  # noqa: PLC0415 - `--help` must not wait for it
    from bot.commands.registry_file import load_registry  # noqa: PLC0415 - likewise
    from bot.use_cases.registry.import_registry import ImportOptions  # noqa: PLC0415 - likewise

    with one_line():
        if force and not replace:
            raise CommandFailed("--force действует только вместе с --replace")
        load_registry(file, ImportOptions(dry_run, replace, force))
