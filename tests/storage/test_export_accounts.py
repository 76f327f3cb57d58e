"""`export-accounts FILE` as an operator meets it."""

import asyncio
import json
import sqlite3
from base64 import b64decode
from contextlib import closing
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.export_accounts import export_accounts
from bot.use_cases.ports.jobs import JobKind
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.engine import open_database, sqlite_file
from storage.jobs import Jobs
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.migrate import migrate
from tests.conftest import KEY, FakeClock
from tests.storage.stored_accounts import over, with_registry
from tests.use_cases.account_world import ANNA, BORIS, CHAT, EMAIL, OTHER_CHAT, PHONE
from tests.world import World

OTHER_KEY = "bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4="


@pytest.fixture
def database_url(
    sqlite_url: str,
    keys: Keyring,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> str:
    """Give a database with one activated and one pending account, and the settings for it."""
    monkeypatch.chdir(tmp_path)
    for name, value in World().environment(sqlite_url).items():
        monkeypatch.setenv(name, value)
    asyncio.run(_fill(sqlite_url, keys, clock))
    return sqlite_url


async def _fill(url: str, keys: Keyring, clock: FakeClock) -> None:
    database = open_database(url)
    await migrate(database)
    await check_keys(database, keys)
    await with_registry(database)
    world = over(database, keys, clock)
    await world.registers(CHAT, ANNA)
    jobs = Jobs(database, keys, clock, owner="test")
    [mail] = await jobs.take(1, [JobKind.MAIL])
    await world.by_token.activate(json.loads(mail.payload)["token"])
    await world.registers(OTHER_CHAT, BORIS, "boris@example.ru")
    await database.close()


def export(*arguments: str) -> Result:
    app = typer.Typer()
    app.command()(export_accounts)
    return CliRunner().invoke(app, arguments)


@pytest.mark.usefixtures("database_url")
def test_activated_accounts_are_written_one_a_line_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "accounts.jsonl"
    result = export(str(file))
    assert (result.exit_code, result.stdout) == (0, "Выгружено учётных записей: 1\n")
    [line] = file.read_text("utf-8").splitlines()
    account = json.loads(line)
    assert (account["email"], account["phone"]) == (EMAIL, PHONE)
    assert account["insured"][0]["identifier"] == "К-1"
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_audit_says_that_accounts_were_exported(database_url: str, tmp_path: Path) -> None:
    export(str(tmp_path / "accounts.jsonl"))
    with closing(sqlite3.connect(sqlite_file(database_url))) as connection:
        acts = connection.execute("SELECT actor, act, details FROM audit").fetchall()
    assert acts == [(0, "accounts_exported", "accounts 1")]


@pytest.mark.usefixtures("database_url")
def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "accounts.jsonl"
    file.write_text("precious")
    result = export(str(file))
    assert result.exit_code == 1
    assert result.stderr == f"bot: {file}: такой файл уже есть\n"
    assert file.read_text() == "precious"


def test_an_account_under_a_key_that_was_removed_too_early_is_named(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEYS", OTHER_KEY)
    asyncio.run(_know(database_url, Keyring.of([b64decode(OTHER_KEY)])))
    result = export(str(tmp_path / "accounts.jsonl"))
    assert result.exit_code == 1
    assert (
        result.stderr
        == "bot: SECRET_KEYS: учётная запись зашифрована ключом, которого здесь нет\n"
    )


async def _know(url: str, keys: Keyring) -> None:
    """Make another key known to the database, as a rotation does."""
    database = open_database(url)
    await check_keys(database, Keyring((*keys.keys, *Keyring.of([KEY]).keys)))
    await database.close()


@pytest.mark.usefixtures("database_url")
def test_an_export_that_fails_says_why_in_one_line_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEYS", OTHER_KEY)
    result = export(str(tmp_path / "accounts.jsonl"))
    assert result.exit_code == 1
    assert result.stderr == "bot: SECRET_KEYS: база данных записана под другими ключами\n"
    assert not (tmp_path / "accounts.jsonl").exists()


def test_a_mistyped_path_makes_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in World().environment("sqlite+aiosqlite:///absent/bot.db").items():
        monkeypatch.setenv(name, value)
    result = export("accounts.jsonl")
    assert result.exit_code == 1
    assert result.stderr.startswith("bot: DATABASE_URL: файла absent/bot.db нет")
    assert list(tmp_path.iterdir()) == []


def test_a_sandbox_has_nothing_to_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    result = export("accounts.jsonl")
    assert result.exit_code == 1
    assert "BOT_TOKEN" in result.stderr


async def test_an_export_reads_page_by_page_and_misses_nobody(
    sqlite_url: str, keys: Keyring, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.cabinet_accounts.PAGE", 1)
    database = open_database(sqlite_url)
    await migrate(database)
    await with_registry(database)
    world = over(database, keys, clock)
    for chat, person in ((CHAT, ANNA), (OTHER_CHAT, BORIS)):
        await world.registers(chat, person, f"{chat}@example.ru")
    mails = await Jobs(database, keys, clock, owner="test").take(2, [JobKind.MAIL])
    for mail in mails:
        await world.by_token.activate(json.loads(mail.payload)["token"])
    exported = [one.email async for one in StoredCabinetAccounts(database, keys).every()]
    await database.close()
    assert sorted(exported) == ["7@example.ru", "8@example.ru"]
