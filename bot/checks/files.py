"""Who else on this machine may read what the bot keeps, and whether there is room for more."""

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.checks.finding import Finding, fault, fine, warning
from bot.env_file import ENV
from bot.settings import Settings
from storage.engine import sqlite_file

MEBIBYTE = 1024 * 1024
LITTLE_SPACE, TOO_LITTLE_SPACE = 1024 * MEBIBYTE, 100 * MEBIBYTE
KEPT_BESIDE = ("", "-wal", "-shm", ".lock")
"""How the names of SQLite's files and of the lock end."""
OTHERS_READ = stat.S_IRGRP | stat.S_IROTH


async def check_environment(settings: Settings) -> Sequence[Finding]:
    """Look at the file of secrets, and for a setting that is seldom left empty on purpose."""
    return [*_file_of_secrets(), *_administrators(settings), fine("настройки", "читаются")]


async def check_sqlite_folder(settings: Settings) -> Sequence[Finding]:
    """Look at the files of SQLite; PostgreSQL looks after its own."""
    if not settings.database_url.startswith("sqlite"):
        return []
    file = sqlite_file(settings.database_url)
    folder = file.parent
    there = _nearest(folder)
    if not there.is_dir():
        return [fault(str(there), "это файл, а не папка: проверьте путь в DATABASE_URL")]
    if there != folder:
        not_yet = warning(str(folder), "папки ещё нет, её создаст первый запуск")
        return [*_no_right_to_write(there)] or [not_yet]
    return [_space(folder), *_readers(file), *_no_right_to_write(folder), *_read_only(file)]


def _nearest(folder: Path) -> Path:
    """Return the folder, or what of the way to it is there and can be seen."""
    return next(one for one in (folder, *folder.parents) if os.access(one, os.F_OK))


def _file_of_secrets() -> Iterator[Finding]:
    if ENV.exists() and ENV.stat().st_mode & OTHERS_READ:
        yield warning(str(ENV), "его могут читать другие пользователи: chmod 600 .env")


def _administrators(settings: Settings) -> Iterator[Finding]:
    if not settings.admin_ids:
        yield warning(
            "ADMIN_IDS",
            "никого: команды администраторов никому не доступны, например 12345678,87654321",
        )


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
    if os.access(file, os.F_OK) and file.stat().st_mode & OTHERS_READ:
        advice = f"chmod 700 {file.parent}"
        yield warning(str(file), f"базу могут читать другие пользователи: {advice}")


def _no_right_to_write(folder: Path) -> Iterator[Finding]:
    if not os.access(folder, os.W_OK | os.X_OK):
        yield fault(str(folder), "нет права записи")


def _read_only(file: Path) -> Iterator[Finding]:
    """A copy brought back by another user is a common reason."""
    kept = (file.with_name(f"{file.name}{ending}") for ending in KEPT_BESIDE)
    for one in kept:
        if os.access(one, os.F_OK) and not os.access(one, os.R_OK | os.W_OK):
            yield fault(str(one), "нет права записи: файл нужен пользователю бота")
