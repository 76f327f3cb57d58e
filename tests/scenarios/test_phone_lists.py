"""HR corrects phones by a file: looked at first, carried out by a button; who goes on by it."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.form.step import StepId
from bot.sandbox.telegram import Message, Person
from bot.use_cases.phone_list.listed import COLUMNS, MOST_ROWS
from storage.registry import PHONE_SEALED
from storage.tables import audit, insured
from tests.applicant import LABELS, Applicant
from tests.hr_desk import LIGHTHOUSE, TRAILS, appointed
from tests.running_bot import RunningBot
from tests.scenarios.test_number_change import comes_to_another_phone
from tests.world import SANDBOX, World, import_registry

People = Callable[..., Applicant]
Row = Sequence[str]
HEADER = tuple(column.value for column in COLUMNS)
GLEB: Row = ("123/14", "Соколов", "Глеб", "Андреевич", "30.09.1979", "8 900 000-00-44")
EGOR: Row = ("123/14", "Ёлкин", "Егор", "Ильич", "24.02.1985", "+7 900 000-00-06")
DARYA: Row = ("123/14", "Орлова-Лугова", "Дарья", "Игоревна", "17.08.1995", "+7 900 000-00-05")
ANNA: Row = ("AM012345678/13", "Иванова", "Анна", "Сергеевна", "12.03.1990", "8 900 000-00-11")
OLD_OF_GLEB, NEW_OF_GLEB = "+79000000004", "+79000000044"
PATIENCE = 30.0
"""Seconds: a file starts a process."""


def table(*rows: Row, header: Row = HEADER, delimiter: str = ";") -> str:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=delimiter).writerows([header, *rows])
    return lines.getvalue()


def with_phone(row: Row, phone: str) -> Row:
    return (*row[:-1], phone)


@pytest.fixture
async def inna(world: World, admin: Person, bot: RunningBot) -> Person:
    """Give an HR person of one company."""
    inna = world.telegram.person(7002, "Инна")
    await appointed(admin, inna, TRAILS)
    return inna


async def asks(hr: Person) -> None:
    await hr.says("/hr")
    await hr.sees("Документы, даты рождения")
    await hr.clicks("Исправить номера списком")
    await hr.sees("Номера списком")


async def sends(hr: Person, content: str | bytes, name: str = "telefony.csv") -> Message:
    encoded = content.encode() if isinstance(content, str) else content
    [sent] = await hr.sends("document", (name, encoded))
    return sent


async def uploads(hr: Person, content: str | bytes, name: str = "telefony.csv") -> Message:
    """From the menu to the report, which is returned."""
    await asks(hr)
    await sends(hr, content, name)
    return await hr.sees("Не принято строк", timeout=PATIENCE)


async def loads(hr: Person, content: str | bytes) -> Message:
    await uploads(hr, content)
    await hr.clicks("Изменить номера (1)")
    return await hr.sees("Номера обновлены", timeout=PATIENCE)


async def phones(bot: RunningBot, policyholder: str = TRAILS) -> list[str | None]:
    """Return the numbers of a company's rows in the order of the registry."""
    store = bot.app.core.store
    rows = select(insured.c.id, insured.c.phone_sealed).where(
        insured.c.policyholder == policyholder
    )
    async with store.database.reading() as connection:
        found = (await connection.execute(rows.order_by(insured.c.id))).all()
    return [row[1] and store.keys.open(PHONE_SEALED, row[0], row[1]) for row in found]


async def acts(bot: RunningBot) -> list[tuple[str, str | None, str]]:
    columns = (audit.c.act, audit.c.policyholder, audit.c.details)
    async with bot.app.core.store.database.reading() as connection:
        rows = await connection.execute(select(*columns).order_by(audit.c.id))
        return [(row.act, row.policyholder, row.details) for row in rows]


UNTOUCHED = ["+79000000004", "+79000000005", None]


async def test_a_list_is_looked_at_and_then_carried_out(
    inna: Person, bot: RunningBot, world: World
) -> None:
    await asks(inna)
    file = await sends(inna, table(GLEB, DARYA, with_phone(EGOR, "8 495 123-45-67")))
    report = await inna.sees("номера ещё не изменены", timeout=PATIENCE)
    assert "Будет изменено: 1, уже такие: 1" in report.text
    lines = report.text.splitlines()[-3:]
    assert lines[:2] == ["Строка 2: номер будет изменён", "Строка 3: номер уже такой"]
    assert lines[2].startswith("Строка 4, «телефон»: городской номер, а нужен мобильный.")
    assert lines[2].endswith("например +7 900 123-45-67.")
    assert await phones(bot) == UNTOUCHED
    await inna.clicks("Изменить номера (1)")
    done = await inna.sees("Номера обновлены", timeout=PATIENCE)
    assert "Строка 2: номер изменён" in done.text
    assert await phones(bot) == [NEW_OF_GLEB, *UNTOUCHED[1:]]
    warning = await world.phones.waits_for(OLD_OF_GLEB)
    assert warning.text.startswith("Телефон в договоре исправлен")
    await bot.settles()
    assert [sms.phone for sms in world.phones.messages] == [OLD_OF_GLEB]
    assert inna.chat.message(file.message_id) is None
    assert (await acts(bot))[-1] == ("phones_uploaded", TRAILS, "~1 =1 !1")


async def test_the_template_comes_back_filled_in(inna: Person, bot: RunningBot) -> None:
    await asks(inna)
    await inna.clicks("Скачать шаблон")
    sent = await inna.sees("Заполните первый лист")
    book = load_workbook(io.BytesIO(sent.document or b""))
    sheet, rules = (book[name] for name in book.sheetnames)
    assert [cell.value for cell in sheet[1]] == list(HEADER)
    assert [row[0].value for row in rules.iter_rows(min_row=2)] == list(HEADER)
    sheet.append(list(GLEB))
    filled = io.BytesIO()
    book.save(filled)
    await sends(inna, filled.getvalue(), "telefony.xlsx")
    report = await inna.sees("номера ещё не изменены", timeout=PATIENCE)
    assert "Будет изменено: 1" in report.text


async def test_a_list_of_an_old_excel_is_read_whatever_its_order_and_case(
    inna: Person, bot: RunningBot
) -> None:
    order = [5, 0, 3, 2, 1, 4]
    header = [HEADER[place].upper() for place in order]
    row = [("АМ 123 / 14", *GLEB[1:])[place].replace("АМ ", "") for place in order]
    content = table(row, header=header, delimiter=",").encode("cp1251")
    await loads(inna, content)
    assert await phones(bot) == [NEW_OF_GLEB, *UNTOUCHED[1:]]


async def test_every_bad_row_is_named_by_its_number_and_never_by_its_person(
    inna: Person, bot: RunningBot
) -> None:
    rows = [
        ANNA,
        with_phone(GLEB, '=HYPERLINK("tel:+79000000044")'),
        (*GLEB[:2], "", *GLEB[3:]),
        (*GLEB[:4], "30.09.79", GLEB[5]),
        with_phone(GLEB, "+7 900 000-00-4"),
        with_phone(EGOR, "8 900 000-00-61"),
        with_phone(EGOR, "8 900 000-00-62"),
        GLEB,
        GLEB,
    ]
    report = await uploads(inna, table(*rows))
    for told in (
        "Строка 2: среди сотрудников Вашей компании такого человека нет",
        "Строка 3, «телефон»: вместо значения формула",
        "Строка 4, «имя»: пусто",
        "Строка 5, «дата рождения»: год записан двумя цифрами",
        "Строка 6, «телефон»: цифр меньше, чем в номере телефона",
        "Строка 7: у этого человека другой телефон в строках 8",
        "Строка 8: у этого человека другой телефон в строках 7",
        "Строка 9: номер будет изменён",
        "Строка 10: повтор другой строки",
    ):
        assert told in report.text
    assert not any(word in report.text for word in ("Соколов", "Иванова", "0044", "HYPERLINK"))


async def test_the_same_person_in_two_roles_is_left_to_somebody_who_can_tell(
    inna: Person, bot: RunningBot, tmp_path: Path
) -> None:
    await import_registry(bot.settings.database_url, with_a_second_role(tmp_path / "more.csv"))
    report = await uploads(inna, table(GLEB))
    assert "Менять нечего" in report.text
    assert "Строка 2: подходят две записи" in report.text
    assert NEW_OF_GLEB not in await phones(bot)


def with_a_second_role(file: Path) -> Path:
    sample = (SANDBOX / "sample_registry.csv").read_text("utf-8").splitlines()
    [gleb] = (line for line in sample if "Соколов" in line)
    more = [sample[0], gleb, gleb.replace("Страхователь", "Застрахованный")]
    file.write_text("\n".join(more), "utf-8")
    return file


async def test_a_long_list_comes_with_a_report_of_every_row(inna: Person, bot: RunningBot) -> None:
    strangers = [("123/14", "Чужой", "Иван" + "а" * one, *GLEB[3:]) for one in range(12)]
    report = await uploads(inna, table(GLEB, *strangers))
    assert report.text.count("Строка ") == 10
    file = await inna.sees("Все строки отчёта")
    lines = (file.document or b"").decode().splitlines()
    assert lines[0] == "Строка 2: номер будет изменён"
    assert len(lines) == 13


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("photo.zip", b"PK", "Нужен XLSX или CSV"),
        ("big.csv", b"x" * (20 * 1024 * 1024 + 1), "Файл больше 20 МБ"),
        ("empty.csv", b"", "ни одной заполненной строки"),
        ("broken.xlsx", b"PK\x03\x04 no table", "Это не XLSX и не CSV"),
        ("people.csv", "Иванова;Анна\nПетров;Пётр\n".encode(), "Колонки файла не подходят"),
        ("more.csv", table((*GLEB, "отдел"), header=(*HEADER, "отдел")).encode(), "1 лишняя"),
        ("long.csv", table(*[GLEB] * (MOST_ROWS + 1)).encode(), f"больше {MOST_ROWS} строк"),
    ],
)
async def test_a_file_that_is_no_list_is_refused_kindly_and_another_may_follow(
    inna: Person, bot: RunningBot, name: str, content: bytes, told: str
) -> None:
    await asks(inna)
    await sends(inna, content, name)
    refused = await inna.sees(told, timeout=PATIENCE)
    assert "Анна" not in refused.text
    await bot.settles()
    await sends(inna, table(GLEB))
    await inna.sees("номера ещё не изменены", timeout=PATIENCE)


async def test_what_is_no_file_is_explained(inna: Person, bot: RunningBot) -> None:
    await asks(inna)
    await inna.says("вот он")
    await inna.sees("Нужен файл")
    await inna.clicks("‹ Меню")
    await inna.sees("Документы, даты рождения")


async def test_a_restart_between_the_look_and_the_button_loses_nothing(
    inna: Person, bot: RunningBot
) -> None:
    await uploads(inna, table(GLEB))
    await bot.settles()
    await bot.restarts()
    await inna.clicks("Изменить номера (1)")
    await inna.sees("Номера обновлены", timeout=PATIENCE)
    assert (await phones(bot))[0] == NEW_OF_GLEB


async def test_a_cancelled_list_changes_nothing_and_takes_its_file_away(
    inna: Person, bot: RunningBot
) -> None:
    await asks(inna)
    file = await sends(inna, table(GLEB))
    await inna.sees("номера ещё не изменены", timeout=PATIENCE)
    await inna.clicks("Отмена")
    await inna.sees("Номера остались прежними")
    await bot.settles()
    assert inna.chat.message(file.message_id) is None
    assert await phones(bot) == UNTOUCHED


async def test_an_earlier_report_decides_nothing_of_a_later_file(
    inna: Person, bot: RunningBot
) -> None:
    report = await uploads(inna, table(GLEB))
    await bot.settles()
    await uploads(inna, table(with_phone(EGOR, "8 900 000-00-66")))
    for button in ("Изменить номера (1)", "Отмена"):
        await inna.clicks(button, report.message_id)
        await inna.sees_toast("уже не ждёт решения")
    assert await phones(bot) == UNTOUCHED


async def test_a_role_that_ends_meanwhile_changes_nothing(
    inna: Person, admin: Person, bot: RunningBot, world: World
) -> None:
    report = await uploads(inna, table(GLEB))
    await admin.clicks("Отозвать HR 7002")
    await admin.sees("отозвана")
    await inna.sees("завершена")
    await inna.clicks("Изменить номера (1)", report.message_id)
    await inna.sees_toast("больше не действует")
    await bot.settles()
    assert await phones(bot) == UNTOUCHED
    assert world.phones.messages == []


async def test_nobody_corrects_their_own_number(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, egor.person, TRAILS)
    report = await uploads(egor.person, table(EGOR, GLEB))
    assert "Строка 2: это Ваша собственная запись" in report.text
    await egor.person.clicks("Изменить номера (1)")
    await egor.person.sees("Номера обновлены", timeout=PATIENCE)
    assert await phones(bot) == [NEW_OF_GLEB, *UNTOUCHED[1:]]


async def test_who_has_asked_hr_for_that_number_goes_on(
    applicant: People, inna: Person, admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga, TRAILS)
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await egor.clicks("Заменить номер", "должен подтвердить HR")
    await inna.sees("просит подтвердить новый номер")
    await loads(inna, table(EGOR))
    await egor.sees("HR подтвердил номер")
    told = await olga.sees("исправил списком 1 номер")
    assert TRAILS in told.text
    assert egor.world.phones.messages == []
    await egor.clicks("Получить пин-код", LABELS[StepId.PIN])
    await egor.goes_on(StepId.PIN, StepId.EMAIL)
    assert [sms.phone for sms in egor.world.phones.messages] == [egor.phone]
    assert ("phone_confirmed", TRAILS, "") in await acts(bot)


async def test_who_has_only_met_another_number_goes_on_too(
    applicant: People, inna: Person, bot: RunningBot
) -> None:
    egor, darya = applicant("egor"), applicant("darya")
    await comes_to_another_phone(egor)
    await comes_to_another_phone(darya)
    await loads(inna, table(EGOR))
    await egor.sees("HR подтвердил номер")
    await egor.clicks("Получить пин-код", LABELS[StepId.PIN])
    assert "другой номер телефона или его нет" in darya.person.last.text


async def test_who_has_asked_for_another_number_hears_that_hr_sent_a_different_one(
    applicant: People, inna: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await egor.clicks("Заменить номер", "должен подтвердить HR")
    asked = await inna.sees("просит подтвердить новый номер")
    await loads(inna, table(with_phone(EGOR, "8 900 000-00-66")))
    await egor.sees("HR внёс в договор другой номер")
    await inna.clicks("Отказать", asked.message_id)
    await inna.sees_toast("уже решён или отозван")


async def test_the_next_registry_keeps_the_number_unless_it_has_a_new_one(
    inna: Person, bot: RunningBot
) -> None:
    await loads(inna, table(GLEB))
    await import_registry(bot.settings.database_url)
    assert (await phones(bot))[0] == NEW_OF_GLEB


async def test_lists_of_a_company_are_loaded_so_often_a_day_and_looked_at_without_end(
    inna: Person, bot: RunningBot
) -> None:
    bot.limits = replace(bot.limits, phone_lists_per_day=1)
    await bot.restarts()
    await loads(inna, table(GLEB))
    await uploads(inna, table(with_phone(GLEB, OLD_OF_GLEB)))
    await inna.clicks("Изменить номера (1)")
    await inna.sees("за сутки было уже много")
    assert (await phones(bot))[0] == NEW_OF_GLEB


async def test_hr_of_several_companies_chooses_whose_people_they_are(
    inna: Person, admin: Person, bot: RunningBot
) -> None:
    await appointed(admin, inna, LIGHTHOUSE)
    await inna.says("/hr")
    await inna.clicks(LIGHTHOUSE)
    await inna.clicks("Исправить номера списком")
    await inna.sees(f"Номера списком: {LIGHTHOUSE}")
    await sends(inna, table(ANNA, GLEB))
    report = await inna.sees("номера ещё не изменены", timeout=PATIENCE)
    assert "Строка 2: номер будет изменён" in report.text
    assert "Строка 3: среди сотрудников Вашей компании такого человека нет" in report.text


async def test_an_administrator_reads_of_the_list_and_of_nobody_in_it(
    inna: Person, admin: Person, bot: RunningBot
) -> None:
    await loads(inna, table(GLEB))
    await admin.says("/audit")
    await admin.sees(f"id 7002 · исправил номера списком, {TRAILS}, ~1 =0 !0")
