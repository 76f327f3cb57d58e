"""What HR may send as a list of phones, and what its report says row by row."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.sandbox.telegram import Person
from bot.use_cases.phone_list.listed import MOST_ROWS
from tests.applicant import Applicant
from tests.phone_lists import (
    ANNA,
    EGOR,
    GLEB,
    HEADER,
    NEW_OF_GLEB,
    PATIENCE,
    UNTOUCHED,
    asks,
    loads,
    phones,
    sends,
    table,
    uploads,
    with_phone,
)
from tests.running_bot import RunningBot
from tests.world import SANDBOX, import_registry

People = Callable[..., Applicant]


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
    assert "Подойдут: 1" in report.text


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
        "Строка 9: подойдёт",
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
    strangers = [
        ("123/14", "Чужой", "Иван" + "а" * one, *GLEB[3:5], f"8 900 000-01-{one:02}")
        for one in range(12)
    ]
    report = await uploads(inna, table(GLEB, *strangers))
    assert report.text.count("Строка ") == 10
    file = await inna.sees("Все строки отчёта")
    lines = (file.document or b"").decode().splitlines()
    assert lines[0] == "Строка 2: подойдёт"
    assert len(lines) == 13


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("photo.zip", b"PK", "Нужен XLSX или CSV"),
        ("big.csv", b"x" * (2 * 1024 * 1024 + 1), "Файл больше 2 МБ"),
        ("empty.csv", b"", "ни одной заполненной строки"),
        ("header.csv", table().encode(), "ни одной заполненной строки"),
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
    file = await sends(inna, content, name)
    refused = await inna.sees(told, timeout=PATIENCE)
    assert "Анна" not in refused.text
    await bot.settles()
    assert inna.chat.message(file.message_id) is None
    await sends(inna, table(GLEB))
    await inna.sees("номера ещё не изменены", timeout=PATIENCE)


async def test_what_is_no_file_is_explained(inna: Person, bot: RunningBot) -> None:
    await asks(inna)
    await inna.says("вот он")
    await inna.sees("Нужен файл")
    await inna.clicks("‹ Меню")
    await inna.sees("Документы, даты рождения")
