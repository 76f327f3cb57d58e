"""How a command ends when it cannot do its work: one line on standard error, exit code 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.settings import SettingsError
from bot.texts import TextError
from storage.engine import DatabaseAway
from storage.instance import AlreadyRunning
from storage.key_check import ForeignKeys
from storage.migrate import WrongSchema


class CommandFailed(Exception):
    """Carries the line itself."""


LINES: dict[type[Exception], str] = {
    CommandFailed: "{}",
    SettingsError: "{}",
    TextError: "locales/ru: {}",
    WrongSchema: "DATABASE_URL: {}",
    DatabaseAway: "DATABASE_URL: база данных недоступна: {}",
    AlreadyRunning: "DATABASE_URL: с базой {} уже работает другой процесс бота",
    ForeignKeys: "SECRET_KEYS: база данных записана под другими ключами",
}


@contextmanager
def one_line() -> Iterator[None]:
    """Turn expected errors into their line, also out of a task group; others pass."""
    try:
        yield
    except tuple(LINES) as error:
        _end(error)
    except BaseExceptionGroup as group:
        expected, rest = group.split(tuple(LINES))
        if expected is None or rest is not None:
            raise
        _end(_first(expected))


def _end(error: BaseException) -> None:
    line = next(line for kind, line in LINES.items() if isinstance(error, kind))
    sys.stderr.write(f"bot: {line.format(error)}\n")
    raise typer.Exit(1) from None


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
