"""`rotate-keys` as an operator meets it."""

import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from storage.engine import open_database, sqlite_file
from storage.migrate import migrate
from tests.conftest import FakeClock
from tests.unit.lived_database import NEW_KEY, OLD, OLD_KEY, Lived
from tests.use_cases.account_world import EMAIL, PHONE
from tests.world import World


@pytest.fixture
async def operated(sqlite_url: str, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Lived:
    """Give a SQLite database in use, and settings of production with a new key before its own."""
    monkeypatch.chdir(sqlite_file(sqlite_url).parent)
    for name, value in World().environment(sqlite_url).items():
        monkeypatch.setenv(name, value)
    use_keys(monkeypatch, NEW_KEY, OLD_KEY)
    database = open_database(sqlite_url)
    await migrate(database)
    lived = Lived(database, clock)
    await lived.fill(OLD)
    await database.close()
    return lived


def use_keys(monkeypatch: pytest.MonkeyPatch, *keys: bytes) -> None:
    monkeypatch.setenv("SECRET_KEYS", ",".join(b64encode(key).decode() for key in keys))


def rotates() -> Result:
    return CliRunner().invoke(app, ["rotate-keys"])


@pytest.mark.usefixtures("operated")
def test_the_command_says_what_was_done_and_what_is_left() -> None:
    result = rotates()
    assert result.exit_code == 0
    done, left = result.stdout.splitlines()
    assert done == "Перешифровано: 18."
    assert left.startswith("внимание  SECRET_KEYS: ключ № 2 ещё нужен: до загрузки полного")
    assert "строки реестра: 1" in left
    assert "счётчики попыток" in left
    assert rotates().stdout.splitlines()[0] == "Перешифровано: 0."


def test_the_audit_says_that_keys_were_changed(operated: Lived, sqlite_url: str) -> None:
    rotates()
    with closing(sqlite3.connect(sqlite_file(sqlite_url))) as connection:
        acts = connection.execute("SELECT actor, act, details FROM audit WHERE actor = 0")
        assert acts.fetchall() == [(0, "keys_rotated", "values 18")]


@pytest.mark.usefixtures("operated")
def test_a_key_removed_too_early_is_a_failure_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rotates()
    use_keys(monkeypatch, bytes(range(50, 82)), NEW_KEY)
    assert rotates().exit_code == 0
    use_keys(monkeypatch, NEW_KEY)
    result = rotates()
    assert result.exit_code == 1
    assert result.stderr.startswith("bot: SECRET_KEYS: нечем прочесть значений: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.usefixtures("operated")
def test_nothing_of_people_or_keys_is_printed() -> None:
    result = rotates()
    secrets = (EMAIL, PHONE, "Иванова", b64encode(NEW_KEY).decode(), OLD.keys[0].id.hex())
    assert not any(secret in result.output for secret in secrets)


def test_a_sandbox_has_nothing_to_rotate(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "SECRET_KEYS", "SMS_URL", "SMTP_URL", "WEBHOOK"):
        monkeypatch.delenv(name, raising=False)
    result = rotates()
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("bot: BOT_TOKEN: ")


def test_a_mistyped_path_makes_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in World().environment("sqlite+aiosqlite:///absent/bot.db").items():
        monkeypatch.setenv(name, value)
    result = rotates()
    assert result.exit_code == 1
    assert result.stderr.startswith("bot: DATABASE_URL: файла absent/bot.db нет")
    assert list(tmp_path.iterdir()) == []
