"""Who else on this machine may read what the bot keeps, and whether there is room for more."""

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from dotenv import dotenv_values

from bot.checks.finding import Finding, fault, fine, warning
from bot.settings import ENV, Settings, setting_names
from storage.engine import sqlite_file

MEBIBYTE = 1024 * 1024
LITTLE_SPACE, TOO_LITTLE_SPACE = 1024 * MEBIBYTE, 100 * MEBIBYTE
OTHERS_READ = stat.S_IRGRP | stat.S_IROTH


async def check_environment(settings: Settings) -> Sequence[Finding]:  # noqa: ARG001 - a Check
    """Look at the file of secrets, and for settings that are misspelt."""
    return [*_file_of_secrets(), *_unknown_names(), fine("настройки", "читаются")]


async def check_sqlite_folder(settings: Settings) -> Sequence[Finding]:
    """Look at the files of SQLite; PostgreSQL looks after its own."""
    if not settings.database_url.startswith("sqlite"):
        return []
    file = sqlite_file(settings.database_url)
    folder = file.parent
    if not folder.is_dir():
        return [warning(str(folder), "папки ещё нет, её создаст первый запуск")]
    return [_space(folder), *_readers(file), *_no_right_to_write(folder)]


def _file_of_secrets() -> Iterator[Finding]:
    if ENV.exists() and ENV.stat().st_mode & OTHERS_READ:
        yield warning(str(ENV), "его могут читать другие пользователи: chmod 600 .env")


def _unknown_names() -> Iterator[Finding]:
    unknown = sorted(dotenv_values(ENV).keys() - setting_names())
    if unknown:
        yield warning("настройки", f"таких нет, опечатка? {', '.join(unknown)}")


def _space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    text = f"свободно {free // MEBIBYTE} МиБ"
    if free < TOO_LITTLE_SPACE:
        return fault(str(folder), f"{text}: места почти нет")
    return warning(str(folder), text) if free < LITTLE_SPACE else fine(str(folder), text)


def _readers(file: Path) -> Iterator[Finding]:
    """A file is out of reach if its folder is."""
    if not file.parent.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH):
        return
    if file.exists() and file.stat().st_mode & OTHERS_READ:
        advice = f"chmod 700 {file.parent}"
        yield warning(str(file), f"базу могут читать другие пользователи: {advice}")


def _no_right_to_write(folder: Path) -> Iterator[Finding]:
    if not os.access(folder, os.W_OK | os.X_OK):
        yield fault(str(folder), "нет права записи")
