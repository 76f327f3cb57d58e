"""`python -m bot` as an operator meets it: help, a new key, failures in one line."""

import os
import sqlite3
import subprocess
import sys
from base64 import b64decode
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.commands.failure import CommandFailed, one_line
from bot.settings import SettingsError
from bot.texts import TextError
from storage.engine import DatabaseAway
from storage.instance import AlreadyRunning
from storage.key_check import ForeignKeys
from storage.migrate import WrongSchema
from tests.unit.registry_samples import HEADER, cells
from tests.world import World

ROOT = Path(__file__).parents[2]
COMMANDS = ["run", "import-registry", "doctor", "rotate-keys", "export-accounts", "new-key"]
AWAY = "DATABASE_URL: база данных недоступна: "
FOREIGN = "DATABASE_URL: в базе чужие таблицы: accounts. Укажите пустую базу"
HEAVY = {"aiogram", "aiohttp", "alembic", "pydantic", "sqlalchemy", "structlog", "uvloop"}


def python(*arguments: str, folder: Path = ROOT, **environment: str) -> str:
    """Run another Python with the bot on its path; give what it writes."""
    known = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=known | environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def write_registry(folder: Path) -> None:
    rows = (";".join(map(str, row)) for row in (HEADER, cells()))
    (folder / "registry.csv").write_text("\n".join(rows), "utf-8")


def make_foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")


def test_help_lists_the_commands_in_russian() -> None:
    said = CliRunner().invoke(app, ["--help"]).stdout
    places = [said.index(f"│ {command} ") for command in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert (result.exit_code, result.stderr) == (0, "")


def test_help_loads_nothing_heavy() -> None:
    loaded = python("-c", "import bot.__main__, sys; print(*sys.modules)").split()
    assert HEAVY.isdisjoint(loaded)


def test_a_new_key_is_another_each_time_and_fits() -> None:
    first, second = (CliRunner().invoke(app, ["new-key"]).stdout.strip() for _ in range(2))
    assert first != second
    assert len(b64decode(first, validate=True)) == 32


def test_what_a_command_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_registry(tmp_path)
    world = World(telegram_url="http://127.0.0.1:1")
    environment = world.environment("sqlite+aiosqlite:///data/bot.db")
    arguments = ("-m", "bot", "import-registry", "registry.csv")
    assert "Добавлено: 1" in python(*arguments, folder=tmp_path, **environment)
    made = [tmp_path / "data", *(tmp_path / "data").iterdir()]
    assert len(made) > 1
    assert {path.stat().st_mode & 0o077 for path in made} == {0}


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("SMS_URL", "smsc://a", "SMS_URL: "),
        ("DATABASE_URL", "postgresql+asyncpg://a@127.0.0.1:1/b", AWAY),
        ("DATABASE_URL", "sqlite+aiosqlite:///plain/bot.db", AWAY),
        ("DATABASE_URL", "sqlite+aiosqlite:///other.db", FOREIGN),
    ],
)
def test_what_keeps_the_bot_from_its_work_is_one_line(
    tmp_path: Path, name: str, value: str, line: str
) -> None:
    (tmp_path / "plain").touch()
    make_foreign(tmp_path / "other.db")
    environment = World(telegram_url="http://127.0.0.1:1").environment(
        "sqlite+aiosqlite:///data/bot.db"
    )
    gateways = {"SMS_URL": "smsc://a:b@127.0.0.1:1?tls=off", "SMTP_URL": "smtp://127.0.0.1:1"}
    with pytest.raises(subprocess.CalledProcessError) as ended:
        python("-m", "bot", "run", folder=tmp_path, **environment | gateways | {name: value})
    assert (ended.value.returncode, ended.value.stdout) == (1, "")
    [said] = ended.value.stderr.splitlines()
    assert said.startswith(f"bot: {line}")


@pytest.mark.parametrize(
    "arguments",
    [("import-registry", "registry.csv"), ("rotate-keys",), ("export-accounts", "new.jsonl")],
)
def test_no_command_puts_its_tables_beside_those_of_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    make_foreign(tmp_path / "other.db")
    write_registry(tmp_path)
    for name, value in World().environment("sqlite+aiosqlite:///other.db").items():
        monkeypatch.setenv(name, value)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, result.stderr) == (1, f"bot: {FOREIGN}\n")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("arguments", [("rotate-keys",), ("export-accounts", "new.jsonl")])
def test_a_command_about_what_is_kept_needs_something_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.db").touch()
    for name, value in World().environment("sqlite+aiosqlite:///empty.db").items():
        monkeypatch.setenv(name, value)
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("bot: DATABASE_URL: база пуста, проверьте адрес. ")
    assert [(path.name, path.stat().st_size) for path in tmp_path.iterdir()] == [("empty.db", 0)]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (CommandFailed("так нельзя"), "так нельзя"),
        (SettingsError("LOG_LEVEL: так нельзя"), "LOG_LEVEL: так нельзя"),
        (TextError("form.ftl: так нельзя"), "locales/ru: form.ftl: так нельзя"),
        (WrongSchema("схема новее"), "DATABASE_URL: схема новее"),
        (DatabaseAway("disk I/O error"), "DATABASE_URL: база данных недоступна: disk I/O error"),
        (
            AlreadyRunning("bot.db"),
            "DATABASE_URL: с базой bot.db уже работает другой процесс бота",
        ),
        (ForeignKeys(), "SECRET_KEYS: база данных записана под другими ключами"),
    ],
)
def test_an_expected_error_is_one_russian_line(
    capsys: pytest.CaptureFixture[str], error: Exception, line: str
) -> None:
    for raised in (error, ExceptionGroup("unhandled", [ExceptionGroup("inner", [error])])):
        with pytest.raises(Exception, match="1") as ended, one_line():
            raise raised
        assert type(ended.value).__name__ == "Exit"
        assert capsys.readouterr().err == f"bot: {line}\n"


def test_an_unexpected_error_is_not_hidden() -> None:
    with pytest.raises(ExceptionGroup), one_line():
        raise ExceptionGroup("unhandled", [CommandFailed("expected"), LookupError("not so")])
