"""`run`: start the bot, or the sandbox when there is no Telegram token."""

import gc
import time


def run() -> None:
    """Запустить бота; без BOT_TOKEN — песочницу в браузере."""
    started = time.monotonic()
    gc.disable()  # imports leave nothing to collect and much to scan
    from bot.commands.failure import one_line  # noqa: PLC0415 - `--help` must not wait for it
    from bot.light_aiogram import import_aiogram  # noqa: PLC0415 - likewise

    import_aiogram()
    from bot.main import main  # noqa: PLC0415 - likewise

    gc.freeze()
    gc.enable()
    with one_line():
        main(started)
