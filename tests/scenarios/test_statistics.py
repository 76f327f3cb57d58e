"""An administrator asks how registrations go; for everybody else there is no such command."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import load_workbook

from bot.domain.person import Role
from bot.domain.policy import PolicyKind
from bot.domain.start_link import invitation_payload
from bot.form.step import StepId
from bot.sandbox.telegram import Person
from bot.use_cases.ports.invitations import Invitation
from storage.invitations import StoredInvitations
from storage.unit_of_work import execute
from tests.applicant import LABELS, Applicant
from tests.hr_desk import TRAILS, appointed
from tests.running_bot import RunningBot
from tests.scenarios.test_hr_requests import DIGITS, asks_hr, types_digits
from tests.scenarios.test_number_change import comes_to_another_phone
from tests.world import ADMIN, World

LIGHTHOUSE = "ООО «Северный маяк»"
PNG = b"\x89PNG"


@pytest.fixture
def admin(world: World) -> Person:
    return world.telegram.person(ADMIN, "Павел")


@pytest.fixture
async def registered(applicant: Callable[..., Applicant]) -> Applicant:
    """Give somebody who has just activated an account."""
    anna = applicant("anna")
    await anna.registers()
    await anna.does(StepId.ACTIVATION)
    await anna.sees("успешно активирована")
    await anna.is_heard()
    return anna


def lines(text: str) -> dict[str, list[str]]:
    """Read the lines «name, two spaces or more, figures»."""
    parts = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {name: figures.split() for name, figures in parts}


def rows_of(content: bytes, sheet: str) -> dict[str, list[Any]]:
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    return {str(row[0]): row[1:] for row in rows[1:]}


async def test_one_registration_stands_in_the_message_and_the_chart(
    registered: Applicant, admin: Person
) -> None:
    await admin.says("/stats сегодня")
    message = await admin.sees("Статистика: 02.03.2026")
    assert "Начали: 1, зарегистрировались: 1, активировали: 1" in message.text
    figures = lines(message.text)
    assert figures["Согласие"][:2] == ["1", "0%"]
    assert figures["Активация"][:2] == ["1", "0%"]
    assert figures["Данные совпали"] == ["1"]
    assert figures["SMS отправлено"] == ["1"]
    assert figures["Писем отправлено"] == ["1"]
    assert figures["Северный маяк"] == ["0", "1", "1"]
    chart = await admin.sees("все страхователи, 02.03.2026")
    assert (chart.photo or b"").startswith(PNG)


async def test_the_file_holds_the_same_numbers(registered: Applicant, admin: Person) -> None:
    await admin.says("/stats неделя «северный маяк» файл")
    message = await admin.sees(f"Статистика: {LIGHTHOUSE}")
    assert message.file_name == "stats_2026-02-24_2026-03-02.xlsx"
    assert message.document
    totals = rows_of(message.document, "Итоги")
    assert totals["Страхователь"] == [LIGHTHOUSE]
    assert totals["Активировали кабинет"] == [1.0]
    assert totals["SMS отправлено"] == [1.0]
    assert rows_of(message.document, "Страхователи")[LIGHTHOUSE][1:5] == [0.0, 1.0, 1.0, 1.0]
    await admin.says("/stats сегодня csv")
    sheet = await admin.sees("Статистика: все страхователи")
    assert "Согласие;1;1;0;0,0;" in (sheet.document or b"").decode("utf-8-sig")


async def test_people_who_come_by_a_link_count_for_its_company_and_campaign(
    bot: RunningBot, boris: Person, anna: Person, admin: Person
) -> None:
    await boris.starts(await invitation(bot))
    await boris.clicks("Согласен, начать")
    await boris.sees("номер полиса")
    await anna.starts()
    await anna.sees("Согласие на обработку")
    await admin.says("/stats сегодня северный маяк")
    message = await admin.sees("Начали по ссылкам HR: 1.")
    figures = lines(message.text)
    assert (figures["Согласие"][0], figures["Номер полиса"][0]) == ("1", "1")
    assert figures["Весна"] == ["1", "0", "0"]
    await admin.says("/stats сегодня")
    await admin.sees("Начали: 2,")


async def test_a_number_that_hr_has_confirmed_is_no_second_check(
    applicant: Callable[..., Applicant], admin: Person, olga: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, olga, TRAILS)
    await asks_hr(egor)
    await types_digits(olga, DIGITS)
    await egor.sees("HR подтвердил номер")
    await egor.clicks("Получить пин-код", LABELS[StepId.PIN])
    await admin.says("/stats сегодня")
    assert lines((await admin.sees("Статистика")).text)["Нет телефона в реестре"] == ["1"]


async def test_an_administrator_who_tries_the_registration_is_not_counted(
    bot: RunningBot, boris: Person, admin: Person
) -> None:
    for person in (boris, admin):
        await person.starts()
        await person.sees("Согласие на обработку")
    await admin.says("/stats сегодня")
    await admin.sees("Начали: 1,")


async def invitation(bot: RunningBot) -> str:
    """Give what a link of the campaign «Весна» carries."""
    store = bot.app.core.store
    invitations = StoredInvitations(store.database, store.keys, store.clock)
    spring = Invitation(
        id="a" * 22,
        token="A" * 22,
        policyholder=LIGHTHOUSE,
        policy_kind=PolicyKind.HEALTH,
        policy_number=None,
        role=Role.INSURED,
        campaign="Весна",
        created_at=store.clock(),
        expires_at=None,
    )
    await execute(store.database, [invitations.add(spring)])
    return invitation_payload("A" * 22)


async def test_what_cannot_be_counted_is_said_with_an_example(
    bot: RunningBot, admin: Person
) -> None:
    await admin.says("/stats 31.02")
    await admin.sees("Дня 31.02.2026 в календаре нет")
    await admin.says("/stats месяц Ромашка")
    await admin.sees("Страхователя «Ромашка» в реестре нет")
    await admin.says("/stats вчера")
    await admin.sees("За это время ничего не произошло")


async def test_a_stranger_gets_the_answer_to_an_unknown_command(
    bot: RunningBot, boris: Person
) -> None:
    await boris.starts()
    await boris.sees("Согласие на обработку")
    await boris.says("/stats")
    await boris.sees("Такой команды нет")
