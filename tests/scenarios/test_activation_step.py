"""Between «Зарегистрироваться» and the cabinet: the mail, its link, its code."""

from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.registry_people import write_registry
from tests.running_bot import RunningBot
from tests.world import import_registry

People = Callable[..., Applicant]
ACTIVE = "успешно активирована"


def other_code(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"


async def test_a_wrong_code_costs_one_of_five_tries(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    code = (await vera.opens_the_mail()).code or ""
    await vera.says("12345", "В коде из письма 8 цифр")
    await vera.says(other_code(code), "Осталось 4 попытки")
    await vera.says(other_code(code), "Осталось 3 попытки")
    await vera.says(other_code(code), "Осталось 2 попытки")
    await vera.says(other_code(code), "Осталась 1 попытка")
    await vera.says(other_code(code), "ссылка из того же письма действует")
    await vera.says(code, "ссылка из того же письма действует")
    assert ACTIVE in await vera.follows_the_link()


@pytest.mark.parametrize("text", ["ок", "Нет письма?", "не пришло"])
async def test_who_writes_something_else_is_helped_to_the_letter(
    applicant: People, text: str
) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.says(text, "Загляните в «Спам»")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])


async def test_who_stops_a_finished_registration_hears_what_is_lost(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.registers()
    code = (await vera.opens_the_mail()).code or ""
    await vera.says("/start", "ссылка и код из письма перестанут действовать")
    await vera.clicks("Продолжить", "Регистрация завершена")
    await vera.says("/cancel", "ссылка и код из письма перестанут действовать")
    await vera.clicks("Да, удалить ответы", "Регистрация остановлена")
    await bot.settles()
    assert "регистрацию остановили" in await vera.follows_the_link()
    await vera.says(code, "в этом чате та регистрация уже удалена")


async def test_a_code_is_read_in_groups(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    code = (await vera.opens_the_mail()).code or ""
    await vera.says(f"{code[:4]} – {code[4:]}", ACTIVE)


async def test_the_link_does_nothing_until_its_button_is_pressed_and_works_once(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.registers()
    [link, *_] = (await vera.opens_the_mail()).links
    async with ClientSession() as browser:
        for _ in range(3):
            async with browser.get(link) as opened:
                assert "Активировать учётную запись" in await opened.text()
    assert ACTIVE in await vera.follows_the_link()
    await vera.sees(ACTIVE)
    assert "уже активирована" in await vera.follows_the_link()
    await vera.is_heard()
    told = [message for message in vera.person.chat.messages if ACTIVE in message.text]
    assert len(told) == 1


async def test_the_activated_page_leads_to_the_cabinet_and_back_to_the_chat(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.registers()
    page = await vera.follows_the_link()
    for caption in ("Перейти в Личный кабинет", "Вход в личный кабинет", "Вернуться в чат"):
        assert f">{caption}</a>" in page
    username = vera.person.last.raw["from"]["username"]
    assert f'href="https://t.me/{username}"' in page


async def test_who_registers_again_takes_the_place_of_an_account_never_activated(
    applicant: People, bot: RunningBot
) -> None:
    stranger, vera = applicant("vera", 500), applicant("vera")
    await stranger.registers_with("stranger@example.org")
    await bot.passes(hours=24, minutes=1)
    await vera.reaches(StepId.PIN)
    await vera.says(await vera.reads_the_pin(2), LABELS[StepId.EMAIL])
    await vera.goes_on(StepId.EMAIL, StepId.ACTIVATION)
    await vera.does(StepId.ACTIVATION)
    await vera.sees(ACTIVE)
    assert ACTIVE not in stranger.person.last.text


async def test_who_proves_the_phone_again_kills_the_former_link(
    applicant: People, bot: RunningBot
) -> None:
    stranger, vera = applicant("vera", 500), applicant("vera")
    await stranger.registers_with("stranger@example.org")
    [link, *_] = (await vera.world.mail.waits_for("stranger@example.org")).links
    await bot.passes(minutes=1)
    await vera.reaches(StepId.PIN)
    await vera.says(await vera.reads_the_pin(2), LABELS[StepId.EMAIL])
    await vera.goes_on(StepId.EMAIL, StepId.ACTIVATION)
    async with ClientSession() as browser, browser.get(link) as opened:
        assert "Активировать учётную запись" not in await opened.text()
    await stranger.says("12345678", "Начните её заново")


async def test_a_code_that_opens_nothing_after_a_change_of_the_number_leads_to_the_beginning(
    applicant: People, bot: RunningBot, sqlite_url: str, tmp_path: Path
) -> None:
    vera = applicant("vera")
    await vera.registers()
    code = (await vera.opens_the_mail()).code or ""
    file = write_registry(tmp_path / "people.csv")
    corrected = file.read_text("utf-8").replace(vera.answers["phone"], "+7 900 100-00-77")
    file.write_text(corrected, "utf-8")
    await import_registry(sqlite_url, file)
    await vera.says(code, "договор изменился")
    await vera.says("и что теперь?", "договор изменился")
    await vera.clicks("Начать заново", LABELS[StepId.CONSENT])
    await bot.settles()
    assert vera.traces == []


async def test_after_the_registration_no_personal_data_can_be_read_in_the_chat(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.BIRTH_DATE)
    await vera.says("31.02.1990", "31 февраля 1990")
    await vera.person.sends("dice")
    await vera.sees("напишите ответ текстом")
    await vera.does(StepId.BIRTH_DATE)
    await vera.goes_on(StepId.DOCUMENT_KIND, StepId.EMAIL)
    await vera.says("vera@gmial.com", "Похоже на опечатку")
    await vera.does(StepId.EMAIL)
    await vera.goes_on(StepId.PASSWORD, StepId.ACTIVATION)
    await vera.is_heard()
    assert vera.traces == []
    shown = " ".join(message.text for message in vera.person.chat.messages)
    assert "февраля" not in shown
    assert "gmial" not in shown
    left = [message.raw for message in vera.person.chat.messages if not message.from_bot]
    assert all("dice" in one for one in left)


async def test_after_the_activation_the_code_is_gone_too(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    code = (await vera.opens_the_mail()).code or ""
    await vera.says(code, ACTIVE)
    await vera.is_heard()
    assert not any(code in message.text for message in vera.person.chat.messages)
