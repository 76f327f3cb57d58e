"""`python -m bot import-registry FILE`: what the operator sees, and the exit code."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.use_cases.ports.registry import Cell
from tests.unit.registry_samples import HEADER, cells
from tests.world import World


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, under the settings of production."""
    monkeypatch.chdir(tmp_path)
    environment = World().environment(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    given = environment | {"TELEGRAM_API_URL": "http://127.0.0.1:1"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return tmp_path


def loads(folder: Path, rows: Sequence[Sequence[Cell]], *options: str) -> Result:
    lines = (";".join(map(str, row)) for row in rows)
    (folder / "registry.csv").write_text("\n".join(lines), "cp1251")
    return CliRunner().invoke(app, ["import-registry", "registry.csv", *options])


def kept(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "bot.db")) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM insured WHERE ended_at IS NULL")
    return int(count)


def audited(folder: Path) -> list[tuple[int, str, str]]:
    with closing(sqlite3.connect(folder / "bot.db")) as connection:
        return connection.execute("SELECT actor, act, details FROM audit ORDER BY id").fetchall()


def test_good_rows_are_loaded_and_bad_ones_listed(folder: Path) -> None:
    result = loads(folder, [HEADER, cells(), cells(ROLE="сосед")])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-3:] == [
        "Строка 3, «роль»: такого значения нет в списке допустимых.",
        "Не принято строк: 1.",
        "Добавлено: 1, изменено: 0, без изменений: 0.",
    ]
    assert kept(folder) == 1


def test_the_audit_says_that_the_operator_did_it(folder: Path) -> None:
    loads(folder, [HEADER, cells(), cells(GIVEN_NAME="Анна", ROLE="сосед")])
    loads(folder, [HEADER, cells(GIVEN_NAME="Анна")], "--replace")
    loads(folder, [HEADER, cells()], "--dry-run")
    assert audited(folder) == [
        (0, "registry_imported", "+1 ~0 =0 !1"),
        (0, "registry_imported", "+1 ~0 =0 !0 -1"),
    ]


def test_progress_goes_to_standard_error(folder: Path) -> None:
    result = loads(folder, [HEADER, cells()])
    assert "1/1" in result.stderr
    assert "1/1" not in result.stdout


def test_a_dry_run_leaves_the_registry_alone(folder: Path) -> None:
    loads(folder, [HEADER, cells()])
    result = loads(folder, [HEADER, cells(), cells(GIVEN_NAME="Анна")], "--dry-run")
    assert "Будет добавлено: 1" in result.stdout
    assert (result.exit_code, kept(folder)) == (0, 1)


def test_a_dry_run_makes_no_tables_and_no_key_known(folder: Path) -> None:
    (folder / "bot.db").touch()
    result = loads(folder, [HEADER, cells()], "--dry-run")
    assert result.exit_code == 1
    assert "база пуста" in result.stderr
    assert (folder / "bot.db").read_bytes() == b""


def test_force_means_nothing_alone(folder: Path) -> None:
    result = loads(folder, [HEADER, cells()], "--force")
    assert result.exit_code == 1
    assert "--force действует только вместе с --replace" in result.stderr


def test_a_dry_run_makes_no_database(folder: Path) -> None:
    result = loads(folder, [HEADER, cells()], "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith(f"Базы {folder / 'bot.db'} ещё нет")
    assert "Будет добавлено: 1" in result.stdout
    assert not (folder / "bot.db").exists()


def test_a_new_database_is_named_so_that_a_mistyped_path_is_seen(folder: Path) -> None:
    new = f"Базы не было, создана новая: {folder / 'bot.db'}"
    assert new in loads(folder, [HEADER, cells()]).stdout
    assert new not in loads(folder, [HEADER, cells()]).stdout


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no table"])
def test_a_database_that_was_not_made_is_not_announced(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///data/bot.db")
    (folder / "registry.csv").write_bytes(content)
    result = CliRunner().invoke(app, ["import-registry", "registry.csv"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert [path.name for path in folder.iterdir()] == ["registry.csv"]


def test_a_picture_is_no_table(folder: Path) -> None:
    (folder / "registry.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00;\x01")
    result = CliRunner().invoke(app, ["import-registry", "registry.csv"])
    assert result.exit_code == 1
    assert result.stderr.startswith("bot: registry.csv: Это не CSV и не XLSX")


def test_of_many_unknown_columns_the_first_are_named(folder: Path) -> None:
    result = loads(folder, [[f"рост{number}" for number in range(1, 9)]])
    assert "Неизвестны: рост1, рост2, рост3, рост4, рост5 и ещё 3." in result.stderr


def test_replacing_ends_what_the_file_lacks(folder: Path) -> None:
    anna = cells(GIVEN_NAME="Анна")
    loads(folder, [HEADER, cells(), anna])
    result = loads(folder, [HEADER, anna], "--replace")
    assert "Закрыто строк, которых нет в файле: 1." in result.stdout
    assert kept(folder) == 1


def test_a_refused_row_ends_nobody(folder: Path) -> None:
    anna, wrong = cells(GIVEN_NAME="Анна"), cells(GIVEN_NAME="Инна", SURNAME="")
    loads(folder, [HEADER, cells(), anna])
    for options in (["--dry-run"], ["--replace", "--dry-run"]):
        looked_at = loads(folder, [HEADER, anna, wrong], *options)
        assert "Закрывать отсутствующих пока нельзя: 1 строка" in looked_at.stdout
        assert "добавьте --replace" not in looked_at.stdout
    result = loads(folder, [HEADER, anna, wrong], "--replace")
    assert "Закрывать отсутствующих не стали: 1 строка файла не принята" in result.stdout
    assert (result.exit_code, kept(folder)) == (0, 2)
    forced = loads(folder, [HEADER, anna, wrong], "--replace", "--force")
    assert "Закрыто строк, которых нет в файле: 1." in forced.stdout
    assert kept(folder) == 1


def test_too_small_a_file_needs_force(folder: Path) -> None:
    names = ("Анна", "Инна", "Алла")
    loads(folder, [HEADER, *(cells(GIVEN_NAME=name) for name in names)])
    refused = loads(folder, [HEADER, cells()], "--replace")
    assert (refused.exit_code, kept(folder)) == (1, 3)
    assert "меньше половины" in refused.stderr
    forced = loads(folder, [HEADER, cells()], "--replace", "--force")
    assert (forced.exit_code, kept(folder)) == (0, 1)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([["имя", "рост"]], "Неизвестны: рост."),
        ([], "ни одной заполненной строки"),
        ([HEADER, cells(ROLE="сосед")], "Ни одна строка не подошла"),
    ],
)
def test_a_useless_file_ends_with_one_line(
    folder: Path, rows: list[Sequence[Cell]], line: str
) -> None:
    result = loads(folder, rows)
    assert result.exit_code == 1
    assert line in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("name", ["missing.csv", ".", "registry.csv"])
def test_a_file_that_cannot_be_read_is_named_in_the_only_line(folder: Path, name: str) -> None:
    (folder / "registry.csv").write_bytes(b"PK\x03\x04 no table")
    result = CliRunner().invoke(app, ["import-registry", name])
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith(f"bot: {name}: ")


def test_the_sandbox_has_a_registry_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BOT_TOKEN", "SECRET_KEYS", "SMS_URL", "SMTP_URL", "WEBHOOK"):
        monkeypatch.delenv(name)
    result = loads(folder, [HEADER, cells()])
    assert (result.exit_code, (folder / "bot.db").exists()) == (1, False)
    assert result.stderr.startswith("bot: BOT_TOKEN")
