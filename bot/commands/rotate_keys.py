"""`rotate-keys`: everything that can be read back, written anew under the newest secret key."""

import typer


def rotate_keys() -> None:
    """Перешифровать данные первым ключом из SECRET_KEYS; бот может работать."""
    from bot.commands.failure import one_line  # noqa: PLC0415 - `--help` must not wait for it
    from bot.commands.rotation import rotate  # noqa: PLC0415 - likewise

    with one_line():
        for line in rotate():
            typer.echo(line)
