"""An administrator loads a registry file by chat: looked at first, then loaded by a button."""

import csv
import io
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.commands.registry_import import Target, import_into
from bot.form.step import StepId
from bot.gateways.registry_file import read_registry_file
from bot.sandbox.telegram import Message, Person
from bot.use_cases.registry.import_registry import ImportOptions, Phase
from storage.tables import audit, insured
from tests.applicant import LABELS, Applicant
from tests.registry_people import write_registry
from tests.running_bot import RunningBot
from tests.unit.registry_samples import HEADER, cells
from tests.world import ADMIN, SANDBOX, World

SAMPLE = SANDBOX / "sample_registry.csv"
PATIENCE = 30.0
"""Seconds: an import starts a process."""


@pytest.fixture
def admin(world: World) -> Person:
    return world.telegram.person(ADMIN, "Павел")


def table(*rows: Sequence[object]) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=";").writerows([HEADER, *rows])
    return lines.getvalue().encode()


def newcomer(**values: str) -> Sequence[object]:
    return cells(POLICY_NUMBER="НОВ 700/26", POLICYHOLDER="ООО «Новый пруд»", **values)


async def uploads(
    admin: Person, content: bytes, name: str = "registry.csv", **fields: str
) -> Message:
    [sent] = await admin.sends("document", (name, content), **fields)
    return sent


async def kept(bot: RunningBot, policyholder: str = "ООО «Новый пруд»") -> int:
    here = (insured.c.policyholder == policyholder, insured.c.ended_at.is_(None))
    async with bot.app.core.store.database.reading() as connection:
        counted = await connection.scalar(select(func.count()).select_from(insured).where(*here))
    return counted or 0


async def acts(bot: RunningBot) -> list[tuple[str, str]]:
    async with bot.app.core.store.database.reading() as connection:
        rows = await connection.execute(select(audit.c.act, audit.c.details).order_by(audit.c.id))
        return [(row.act, row.details) for row in rows]


async def test_a_file_is_looked_at_and_then_loaded(admin: Person, bot: RunningBot) -> None:
    await admin.says("/import")
    await admin.sees("Пришлите файл реестра")
    file = await uploads(admin, table(newcomer(), newcomer(GIVEN_NAME="Анна", ROLE="сосед")))
    report = await admin.sees("Файл проверен, ничего не записано", timeout=PATIENCE)
    assert "Будет добавлено: 1\nБудет изменено: 0\n" in report.text
    assert "Не принято строк: 1" in report.text
    assert "Строка 3, «роль»" in report.text
    await bot.settles()
    assert await kept(bot) == 0
    assert admin.chat.message(file.message_id) is None
    await admin.clicks("Загрузить")
    loaded = await admin.sees("Реестр загружен", timeout=PATIENCE)
    assert "Добавлено: 1" in loaded.text
    await bot.settles()
    assert await kept(bot) == 1
    assert await acts(bot) == [("registry_imported", "+1 ~0 =0 !1")]


async def test_a_file_loaded_on_the_server_is_on_record_too(
    admin: Person, bot: RunningBot, tmp_path: Path
) -> None:
    file = tmp_path / "registry.csv"
    file.write_bytes(table(newcomer()))
    target = Target(bot.settings.database_url, bot.settings.keys, bot.clock(), by_operator=True)
    await import_into(target, partial(read_registry_file, file), ImportOptions(), unwatched)
    await admin.says("/audit")
    told = await admin.sees("Последние действия")
    assert "команда на сервере · загрузка реестра, добавлено 1" in told.text


def unwatched(phase: Phase, done: int, total: int) -> None:
    """Progress of an import that nobody follows."""


async def test_a_file_with_the_command_below_it_needs_no_question(
    admin: Person, bot: RunningBot
) -> None:
    await uploads(admin, table(newcomer()), caption="/import")
    await admin.sees("Файл проверен", timeout=PATIENCE)
    await admin.clicks("Отмена")
    await admin.sees("Загрузка отменена")
    await bot.settles()
    assert (await kept(bot), await acts(bot)) == (0, [])


async def test_a_restart_between_the_look_and_the_loading_loses_nothing(
    admin: Person, bot: RunningBot
) -> None:
    await uploads(admin, table(newcomer()), caption="/import")
    await admin.sees("Файл проверен", timeout=PATIENCE)
    await bot.settles()
    await bot.restarts()
    await admin.clicks("Загрузить")
    await admin.sees("Реестр загружен", timeout=PATIENCE)
    assert await kept(bot) == 1


def all_but_the_first(folder: Path) -> bytes:
    """Write the registry that the bot knows, without the first of its rows."""
    rows = (_plain_rows(file) for file in (SAMPLE, write_registry(folder / "people.csv")))
    [header, _, *people], [_, *further] = rows
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=";").writerows([header, *people, *further])
    return lines.getvalue().encode()


def _plain_rows(file: Path) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8")), delimiter=";"))
    places = [place for place, name in enumerate(rows[0]) if ":" not in name]
    return [[row[place] for place in places] for row in rows]


async def test_a_whole_new_registry_ends_what_it_lacks(
    admin: Person, bot: RunningBot, tmp_path: Path
) -> None:
    await uploads(admin, all_but_the_first(tmp_path), caption="/import")
    report = await admin.sees("Файл проверен", timeout=PATIENCE)
    assert "но не нашлись в файле: 1" in report.text
    await admin.clicks("Загрузить и завершить отсутствующих (1)")
    loaded = await admin.sees("Реестр загружен", timeout=PATIENCE)
    assert "Завершено строк, которых нет в файле: 1" in loaded.text


async def test_while_rows_are_refused_ending_is_not_offered(
    admin: Person, bot: RunningBot, tmp_path: Path
) -> None:
    """Those who seem to be missing may be the ones whose rows were refused."""
    file = all_but_the_first(tmp_path)
    wrong = b'"";' * (file.splitlines()[0].count(b";")) + "сосед\r\n".encode()
    await uploads(admin, file + wrong, caption="/import")
    report = await admin.sees("Файл проверен", timeout=PATIENCE)
    assert "Завершать отсутствующих пока нельзя: 1 строка файла не принята" in report.text
    captions = [button.text for row in report.keyboard for button in row]
    assert captions == ["Загрузить", "Отмена"]


async def test_a_much_smaller_file_cannot_replace_the_registry(
    admin: Person, bot: RunningBot
) -> None:
    await uploads(admin, table(newcomer()), caption="/import")
    report = await admin.sees("Файл проверен", timeout=PATIENCE)
    assert "завершить отсутствующих можно только на сервере" in report.text
    captions = [button.text for row in report.keyboard for button in row]
    assert captions == ["Загрузить", "Отмена"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("photo.zip", b"PK", "Нужен CSV или XLSX"),
        ("big.csv", b"x" * (20 * 1024 * 1024 + 1), "Файл больше 20 МБ"),
        ("empty.csv", b"", "ни одной заполненной строки"),
        ("torn.csv", b'"' + table(newcomer()), "Строка 1: не закрыта кавычка"),
        ("broken.xlsx", b"PK\x03\x04 no table", "Это не CSV и не XLSX"),
        ("people.csv", "Иванова;Анна\nПетров;Пётр\n".encode(), "Колонки файла не подходят"),
        ("bad.csv", table(newcomer(ROLE="сосед")), "Ни одна строка не подошла"),
    ],
)
async def test_a_file_that_is_no_registry_is_refused_kindly(
    admin: Person, bot: RunningBot, name: str, content: bytes, told: str
) -> None:
    await admin.says("/import")
    file = await uploads(admin, content, name)
    refused = await admin.sees(told, timeout=PATIENCE)
    assert "Анна" not in refused.text
    await bot.settles()
    assert admin.chat.message(file.message_id) is None
    assert admin.last.button("Отмена")
    await uploads(admin, table(newcomer()))
    await admin.sees("Файл проверен", timeout=PATIENCE)


async def test_a_table_sent_without_a_word_is_looked_at_too(
    admin: Person, bot: RunningBot
) -> None:
    file = await uploads(admin, table(newcomer()))
    await admin.sees("Файл проверен", timeout=PATIENCE)
    await bot.settles()
    assert admin.chat.message(file.message_id) is None
    assert await kept(bot) == 0


async def test_a_note_sent_without_a_word_is_left_alone(admin: Person, bot: RunningBot) -> None:
    note = await uploads(admin, b"notes", "notes.txt")
    await admin.sees("Команды администратора")
    await bot.settles()
    assert admin.chat.message(note.message_id) is not None


async def test_an_administrator_with_a_cabinet_needs_no_word_either(
    applicant: Callable[..., Applicant], admin: Person, bot: RunningBot
) -> None:
    vera = applicant("vera", ADMIN)
    await vera.registers()
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")
    await uploads(admin, table(newcomer()))
    await admin.sees("Файл проверен", timeout=PATIENCE)


async def test_a_long_list_of_refused_rows_comes_as_a_file(admin: Person, bot: RunningBot) -> None:
    bad = [newcomer(GIVEN_NAME="Анна" + "а" * number, ROLE="сосед") for number in range(12)]
    await uploads(admin, table(newcomer(), *bad), caption="/import")
    file = await admin.sees("Все строки отчёта", timeout=PATIENCE)
    lines = (file.document or b"").decode().splitlines()
    assert sum(line.startswith("Строка ") for line in lines) == 12
    assert lines[-1].startswith("ООО «")


async def test_a_formula_in_a_cell_is_a_value_like_any_other(
    admin: Person, bot: RunningBot
) -> None:
    formula = newcomer(GIVEN_NAME='=HYPERLINK("http://evil.example")')
    await uploads(admin, table(newcomer(), formula), caption="/import")
    report = await admin.sees("Файл проверен", timeout=PATIENCE)
    assert "Строка 3, «имя»" in report.text
    assert "evil" not in report.text


async def test_what_is_no_file_is_explained(admin: Person, bot: RunningBot) -> None:
    await admin.says("/import")
    await admin.says("вот он")
    await admin.sees("Нужен файл")
    await admin.clicks("Отмена")
    await admin.sees("Загрузка отменена")


async def test_an_earlier_report_decides_nothing_of_a_later_file(
    admin: Person, bot: RunningBot
) -> None:
    await uploads(admin, table(newcomer()), caption="/import")
    report = await admin.sees("Файл проверен", timeout=PATIENCE)
    await bot.settles()
    await uploads(admin, table(newcomer(GIVEN_NAME="Анна")), caption="/import")
    await admin.sees("Файл проверен", timeout=PATIENCE)
    await admin.clicks("Загрузить", report.message_id)
    await admin.sees_toast("уже не ждёт решения")
    assert await kept(bot) == 0


async def test_a_stranger_cannot_load_anything(
    applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    petr = applicant("petr")
    await petr.reaches(StepId.POLICY_NUMBER)
    await petr.says("/import", "Такой команды нет")
    await petr.person.sends("document", ("registry.csv", table(newcomer())), caption="/import")
    await petr.sees("напишите ответ текстом")
    await petr.says(petr.answers["policy_number"], LABELS[StepId.ROLE])
    await bot.settles()
    assert await kept(bot) == 0
