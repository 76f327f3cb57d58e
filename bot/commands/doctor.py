"""`doctor`: every setting against the real world, without showing a value."""

import typer


def doctor() -> None:
    """Проверить настройки на деле: Telegram, почту, SMS, базу, ключи, адреса, права."""
    from bot.light_aiogram import import_aiogram  # noqa: PLC0415 - `--help` must not wait for it

    import_aiogram()
    from bot.commands.checkup import examine  # noqa: PLC0415 - likewise
    from bot.commands.failure import one_line  # noqa: PLC0415 - likewise

    with one_line():
        healthy = examine()
    if not healthy:
        raise typer.Exit(1)
