"""`export-accounts FILE`: all activated accounts, as the cabinet gets them, one JSON a line."""

from pathlib import Path
from typing import Annotated

import typer


def export_accounts(
    file: Annotated[Path, typer.Argument(help="новый файл; существующий не перезаписывается")],
) -> None:
    """Выгрузить активированные учётные записи для Личного кабинета (JSON Lines)."""
    from bot.commands.accounts_file import write_accounts  # noqa: PLC0415 - `--help` must not wait
    from bot.commands.failure import one_line  # noqa: PLC0415 - likewise

    with one_line():
        count = write_accounts(file)
    typer.echo(f"Выгружено учётных записей: {count}")
