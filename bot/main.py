"""From the settings to a running process."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog
import uvloop
from aiogram.exceptions import TelegramUnauthorizedError

from bot.app import build
from bot.limits import Limits
from bot.logs import configure_logs, tell_of_lost_fault
from bot.recent_errors import RecentErrors
from bot.seldom import OnceAMinute
from bot.settings import Settings, SettingsError, load_limits, load_settings
from storage.engine import is_absent, sqlite_file

log = structlog.get_logger("bot")


def main(started: float) -> None:
    """Run until a signal; `started` is when the process began, on the monotonic clock.

    Raises:
        SettingsError: a setting is missing or wrong, or Telegram refuses the token.
    """
    os.umask(0o077)  # the database holds sealed personal data: the owner alone may read it
    settings, limits = load_settings(), load_limits()
    errors = RecentErrors()
    configure_logs(settings.log_level, settings.log_format, OnceAMinute(), errors)
    try:
        uvloop.run(_run(settings, limits, errors, lambda: _tell_ready(started)))
    except* TelegramUnauthorizedError:
        msg = "BOT_TOKEN: Telegram не знает такого токена"
        raise SettingsError(msg) from None


async def _run(
    settings: Settings, limits: Limits, errors: RecentErrors, ready: Callable[[], None]
) -> None:
    asyncio.get_running_loop().set_exception_handler(tell_of_lost_fault)
    stop = _stop_on_signals()
    async with _world(settings, ready) as (outside, tell_ready):
        app = build(outside, limits, tell_ready, errors=errors)
        _tell_of_new_file(settings)
        await app.run(stop)


def _tell_of_new_file(settings: Settings) -> None:
    """A mistyped path looks like this; a wrong setting, found before, makes no file."""
    if not settings.sandbox and is_absent(settings.database_url):
        log.warning("new database", file=str(sqlite_file(settings.database_url)))


@asynccontextmanager
async def _world(
    settings: Settings, ready: Callable[[], None]
) -> AsyncIterator[tuple[Settings, Callable[[], None]]]:
    """Without a token, put the sandbox in the place of the outside world.

    Its address is told when the bot is ready: of two in one folder the second never is.
    """
    if not settings.sandbox:
        yield settings, ready
        return
    from bot.app.sample_registry import prepare_samples  # noqa: PLC0415 - production has none
    from bot.sandbox.world import sandbox  # noqa: PLC0415 - likewise

    async with sandbox(settings) as local:
        await prepare_samples(local)

        def invite() -> None:
            local.invite()
            ready()

        yield local.settings, invite


def _tell_ready(started: float) -> None:
    log.info("ready", seconds=round(time.monotonic() - started, 2))


def _stop_on_signals() -> asyncio.Event:
    """The first signal asks to stop, a second one ends the process at once."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def ask(number: int) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask, number)
    return stop
