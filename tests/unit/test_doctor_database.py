"""`doctor` and what the bot keeps: database, keys, files."""

import asyncio
import os
from base64 import b64encode
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from bot.checks import files
from bot.checks.database import check_database
from bot.checks.files import check_environment, check_sqlite_folder
from bot.checks.finding import Finding, Verdict
from bot.settings import Settings
from storage.engine import open_database, sqlite_file
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.migrate import migrate
from tests.conftest import KEY, FakeClock
from tests.unit.doctor_findings import HOST, changed, only, short
from tests.unit.lived_database import Lived
from tests.world import World, free_port

FINE, WARNING, FAULT = Verdict.FINE, Verdict.WARNING, Verdict.FAULT


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give the settings of a bot whose database is ready."""
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o700)
    asyncio.run(prepare(sqlite_url))
    return World(telegram_url=f"http://{HOST}:1").settings(sqlite_url)


async def prepare(url: str) -> None:
    database = open_database(url)
    await migrate(database)
    await check_keys(database, Keyring.of([KEY]))
    await database.close()


def test_a_database_that_is_not_there_is_not_made(settings: Settings) -> None:
    absent = changed(settings, database_url="sqlite+aiosqlite:///other/bot.db")
    assert asyncio.run(only(check_database(absent))).verdict is WARNING
    assert asyncio.run(only(check_sqlite_folder(absent))).verdict is WARNING
    assert not Path("other").exists()


async def test_a_database_that_is_away_is_a_fault(settings: Settings) -> None:
    url = f"postgresql+asyncpg://postgres@{HOST}:{free_port()}/bot"
    finding = await only(check_database(changed(settings, database_url=url)))
    assert finding.verdict is FAULT
    assert finding.text.startswith("база данных недоступна: ")


async def test_a_file_that_cannot_be_used_is_named(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    unusable = changed(settings, database_url=f"sqlite+aiosqlite:///{folder}")
    finding = await only(check_database(unusable))
    assert finding.verdict is FAULT
    assert finding.text == f"база данных недоступна: {folder}: это папка, а нужен файл базы"


@pytest.mark.parametrize(
    ("schema", "said"), [("9999", "она новее"), (None, "в базе чужие таблицы: ")]
)
async def test_a_foreign_schema_is_a_fault(
    settings: Settings, schema: str | None, said: str
) -> None:
    database = open_database(settings.database_url)
    async with database.transaction() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))
        if schema:
            await connection.execute(text(f"INSERT INTO alembic_version VALUES ('{schema}')"))
    await database.close()
    finding = await only(check_database(settings))
    assert (finding.verdict, finding.subject) == (FAULT, "DATABASE_URL")
    assert said in finding.text


async def test_an_empty_database_is_a_warning(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    empty = changed(settings, database_url=f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}")
    finding = await only(check_database(empty))
    assert (finding.verdict, finding.subject) == (WARNING, "DATABASE_URL")


async def test_foreign_keys_are_a_fault_and_stay_unknown_to_the_database(
    settings: Settings,
) -> None:
    foreign = changed(settings, secret_keys=b64encode(bytes(32)).decode())
    for _ in range(2):
        findings = await check_database(foreign)
        assert short(findings) == [(FINE, "DATABASE_URL"), (FAULT, "SECRET_KEYS")]


async def test_a_registry_of_nobody_is_a_warning(settings: Settings, clock: FakeClock) -> None:
    *_, finding = await check_database(settings)
    assert (finding.verdict, finding.subject) == (WARNING, "реестр")
    await fill(settings, clock)
    assert short(await check_database(settings)) == [(FINE, "DATABASE_URL"), (FINE, "SECRET_KEYS")]


async def test_an_older_key_in_use_is_a_warning(settings: Settings, clock: FakeClock) -> None:
    await fill(settings, clock)
    rotating = changed(settings, secret_keys=keys(bytes(32), KEY))
    *_, finding = await check_database(rotating)
    assert (finding.verdict, finding.subject) == (WARNING, "SECRET_KEYS")
    assert "ключ № 2 ещё нужен: до rotate-keys — " in finding.text


async def test_a_key_removed_too_early_is_a_fault(settings: Settings, clock: FakeClock) -> None:
    await fill(settings, clock)
    database = open_database(settings.database_url)
    await check_keys(database, Keyring.of([bytes(32), KEY]))
    await database.close()
    *_, finding = await check_database(changed(settings, secret_keys=keys(bytes(32))))
    assert finding.verdict is FAULT
    assert "ответы в чатах: 1" in finding.text


async def fill(settings: Settings, clock: FakeClock) -> None:
    database = open_database(settings.database_url)
    await Lived(database, clock).fill(Keyring.of([KEY]))
    await database.close()


def keys(*raw: bytes) -> str:
    return ",".join(b64encode(key).decode() for key in raw)


def test_a_database_that_others_can_read_is_a_warning(settings: Settings) -> None:
    folder = sqlite_file(settings.database_url).parent
    folder.chmod(0o755)
    sqlite_file(settings.database_url).chmod(0o644)
    space, readers = sqlite_folder(settings)
    assert (space.verdict, readers.verdict) == (FINE, WARNING)
    folder.chmod(0o700)
    assert len(sqlite_folder(settings)) == 1


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", ".lock"])
def test_a_file_that_cannot_be_written_is_a_fault(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    file = Path(f"{sqlite_file(settings.database_url)}{ending}")
    file.touch()
    deny(monkeypatch, file)
    assert short(sqlite_folder(settings))[1:] == [(FAULT, str(file))]


def test_a_folder_that_nobody_can_make_is_a_fault(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = changed(settings, database_url=f"sqlite+aiosqlite:///{tmp_path}/plain/data/bot.db")
    (tmp_path / "plain").touch()
    assert short(sqlite_folder(below)) == [(FAULT, str(tmp_path / "plain"))]
    (tmp_path / "plain").unlink()
    assert short(sqlite_folder(below)) == [(WARNING, str(tmp_path / "plain" / "data"))]
    deny(monkeypatch, tmp_path)
    assert short(sqlite_folder(below)) == [(FAULT, str(tmp_path))]


def deny(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Refuse writing as the system does to anybody but root."""
    asked = os.access

    def access(one: Path, mode: int) -> bool:
        return asked(one, mode) and not (Path(one) == path and mode & os.W_OK)

    monkeypatch.setattr("os.access", access)


@pytest.mark.parametrize(("free", "verdict"), [(99, FAULT), (1023, WARNING), (1024, FINE)])
def test_space_is_watched(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, verdict: Verdict
) -> None:
    usage = SimpleNamespace(free=free * files.MEBIBYTE)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    assert sqlite_folder(settings)[0].verdict is verdict


def sqlite_folder(settings: Settings) -> list[Finding]:
    return list(asyncio.run(check_sqlite_folder(settings)))


def environment(settings: Settings) -> list[Finding]:
    return list(asyncio.run(check_environment(settings)))


def test_postgresql_looks_after_its_own_files(settings: Settings) -> None:
    elsewhere = changed(settings, database_url="postgresql+asyncpg://db.example/bot")
    assert sqlite_folder(elsewhere) == []


def test_a_file_of_secrets_that_others_can_read_is_a_warning(settings: Settings) -> None:
    Path(".env").write_text("CAPTCHA=on\n")
    Path(".env").chmod(0o640)
    assert short(environment(settings)) == [(WARNING, ".env"), (FINE, "настройки")]
    Path(".env").chmod(0o600)
    assert short(environment(settings)) == [(FINE, "настройки")]


def test_nobody_to_administer_is_a_warning(settings: Settings) -> None:
    nobody = changed(settings, admin_ids="")
    assert short(environment(nobody)) == [(WARNING, "ADMIN_IDS"), (FINE, "настройки")]
