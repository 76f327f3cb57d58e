"""HR confirms a new number by its last four digits, and the person goes on in their chat."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from bot.use_cases.ports.audit import Act
from storage.tables import audit
from tests.applicant import LABELS, Applicant
from tests.hr_desk import TRAILS, appointed, refuses
from tests.phones import unbroken
from tests.registry_people import write_corrected
from tests.running_bot import RunningBot
from tests.scenarios.test_number_change import EXAMPLES, comes_to_another_phone
from tests.world import import_registry

People = Callable[..., Applicant]
DIGITS = "0006"
ASKED = "просит подтвердить новый номер"


@pytest.fixture
async def egor(applicant: People, admin: Person, olga: Person, bot: RunningBot) -> Applicant:
    """Give somebody without control questions, at «Заменить номер», and their HR."""
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, olga, TRAILS)
    return egor


async def asks_hr(person: Applicant) -> None:
    await person.clicks("Заменить номер", "должен подтвердить HR")


async def types_digits(hr: Person, digits: str) -> None:
    await hr.clicks("Ввести 4 цифры")
    await hr.sees("Последние 4 цифры")
    await hr.says(digits)


async def gets_on(person: Applicant) -> None:
    """From HR's word to the confirmed number."""
    assert person.world.phones.messages == []
    await person.clicks("Получить пин-код", LABELS[StepId.PIN])
    await person.goes_on(StepId.PIN, StepId.EMAIL)


async def test_four_digits_confirm_the_number_however_long_it_takes(
    egor: Applicant, olga: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    asked = await olga.sees(ASKED)
    assert "Елкин Е. И." in asked.text
    assert unbroken("+7 900 000-••-••") in asked.text
    assert DIGITS not in asked.text
    await bot.settles()
    assert set(egor.traces) <= EXAMPLES
    await bot.passes(days=9)
    await bot.restarts()
    await types_digits(olga, "00-06")
    await olga.sees("Номер подтверждён")
    await egor.sees("HR подтвердил номер")
    await bot.restarts()
    await gets_on(egor)
    assert [sms.phone for sms in egor.world.phones.messages] == [egor.phone]
    await egor.goes_on(StepId.EMAIL, StepId.ACTIVATION)


@pytest.mark.parametrize("proved", [False, True])
async def test_whom_hr_decided_about_is_forgotten_but_not_who_decided(
    egor: Applicant, olga: Person, bot: RunningBot, *, proved: bool
) -> None:
    await asks_hr(egor)
    await olga.sees(ASKED)
    await types_digits(olga, DIGITS)
    await egor.sees("HR подтвердил номер")
    assert (await decisions(bot))[0].subject_digest is not None
    if proved:
        await gets_on(egor)
    await egor.says("/forget", "Удалить всё и отозвать согласие?")
    await egor.clicks("Да, удалить всё", "Всё удалено")
    await bot.settles()
    [noted] = await decisions(bot)
    assert (noted.actor, noted.subject_digest) == (olga.chat.chat_id, None)


async def decisions(bot: RunningBot) -> Sequence[Row[Any]]:
    """Return what the audit says of HR's word."""
    said = select(audit).where(audit.c.act == Act.PHONE_CONFIRMED)
    async with bot.app.core.store.database.reading() as connection:
        return (await connection.execute(said)).all()


async def test_wrong_digits_end_the_request_and_it_can_be_made_again(
    egor: Applicant, olga: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await olga.sees(ASKED)
    await types_digits(olga, "1234")
    await olga.sees("Осталось 2 попытки")
    await olga.says("не знаю")
    await olga.sees("Нужны ровно 4 последние цифры")
    await olga.says("79000000006")
    await olga.sees("Нужны ровно 4 последние цифры")
    await olga.says("0007")
    await olga.sees("Осталась 1 попытка")
    await olga.says("0008")
    await olga.sees("запрос отклонён")
    refused = await egor.sees("HR не подтвердил номер")
    await egor.says("почему?", "Здесь нужна кнопка")
    assert egor.person.last.text.endswith(refused.text)
    await asks_hr(egor)
    await olga.clicks("‹ Меню")
    await olga.clicks("Запросы на номер (1)")
    await olga.sees("1 запрос на номер")
    await olga.clicks(f"Елкин Е. И., {unbroken('+7 900 000-••-••')}")
    await olga.sees(ASKED)
    await types_digits(olga, DIGITS)
    await egor.sees("HR подтвердил номер")


async def test_of_two_hr_people_one_decides(
    egor: Applicant, olga: Person, boris: Person, admin: Person, bot: RunningBot
) -> None:
    await appointed(admin, boris, TRAILS)
    await asks_hr(egor)
    await boris.sees(ASKED)
    await boris.clicks("Ввести 4 цифры")
    await boris.sees("Последние 4 цифры")
    await refuses(olga)
    await olga.sees("Запрос отклонён")
    await egor.sees("HR не подтвердил номер")
    assert "Инна Лугова, добавочный 7" in egor.person.last.text
    await boris.says(DIGITS)
    await boris.sees("уже решён или отозван")
    assert egor.world.phones.messages == []


async def test_nobody_decides_about_themselves(
    egor: Applicant, olga: Person, admin: Person, bot: RunningBot
) -> None:
    await appointed(admin, egor.person, TRAILS)
    await egor.says("/start", "Продолжим?")
    await egor.clicks("Продолжить", "другой номер телефона")
    await asks_hr(egor)
    await olga.sees(ASKED)
    await bot.settles()
    assert not any(ASKED in message.text for message in egor.person.chat.messages)
    await egor.says("/hr", "Документы, даты рождения")
    await egor.clicks("Запросы на номер", "сейчас нет")


async def test_the_only_hr_person_is_sent_to_somebody_else(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, egor.person, TRAILS)
    await egor.says("/start", "Продолжим?")
    await egor.clicks("Продолжить", "другой номер телефона")
    await egor.clicks("Заменить номер", "обратитесь к HR-специалисту")


async def test_a_revoked_hr_person_decides_nothing(
    egor: Applicant, olga: Person, admin: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await olga.sees(ASKED)
    await olga.clicks("Ввести 4 цифры")
    await olga.sees("Последние 4 цифры")
    await admin.clicks("Отозвать HR 7001")
    await admin.sees("отозвана")
    await olga.says(DIGITS)
    await olga.sees(LABELS[StepId.CONSENT])
    await bot.settles()
    assert "должен подтвердить HR" in egor.person.last.text


async def test_the_word_of_a_revoked_hr_person_counts_no_more(
    egor: Applicant, olga: Person, admin: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await olga.sees(ASKED)
    await types_digits(olga, DIGITS)
    await olga.sees("Номер подтверждён")
    await egor.sees("HR подтвердил номер")
    await admin.clicks("Отозвать HR 7001")
    await admin.sees("отозвана")
    await bot.settles()
    await egor.clicks("Получить пин-код", "другой номер телефона")
    await bot.settles()
    assert egor.world.phones.messages == []


async def test_a_cancelled_registration_takes_its_request_back(
    egor: Applicant, olga: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await olga.sees(ASKED)
    await egor.cancels()
    await olga.clicks("Ввести 4 цифры")
    await olga.sees_toast("уже решён или отозван")


async def test_a_confirmation_waits_for_who_has_gone_another_way(
    egor: Applicant, olga: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await egor.clicks("Другой номер", LABELS[StepId.PHONE])
    await olga.sees(ASKED)
    await types_digits(olga, DIGITS)
    await olga.sees("Номер подтверждён")
    await bot.passes(days=3)
    await bot.settles()
    await egor.says("/start", "24 часа не было сообщений")
    await egor.goes_on(StepId.CONSENT, StepId.CAPTCHA)
    await egor.does(StepId.CAPTCHA)
    await egor.goes_on(StepId.PIN, StepId.EMAIL)


async def test_a_cancelled_edit_finds_what_hr_has_said_meanwhile(
    egor: Applicant, olga: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await egor.clicks("Другой номер", LABELS[StepId.PHONE])
    await olga.sees(ASKED)
    await types_digits(olga, DIGITS)
    await olga.sees("Номер подтверждён")
    await bot.settles()
    await egor.clicks("Отмена правки", "HR подтвердил номер")
    await gets_on(egor)


async def test_a_cancelled_edit_finds_what_hr_has_refused_meanwhile(
    egor: Applicant, olga: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await egor.clicks("Другой номер", LABELS[StepId.PHONE])
    await olga.sees(ASKED)
    await refuses(olga)
    await olga.sees("Запрос отклонён")
    await bot.settles()
    await egor.clicks("Отмена правки", "HR не подтвердил номер")


async def test_an_answer_that_never_comes_is_told(
    egor: Applicant, olga: Person, bot: RunningBot
) -> None:
    await asks_hr(egor)
    await olga.sees(ASKED)
    await bot.passes(days=13, hours=23)
    await bot.settles()
    await bot.passes(hours=1)
    unanswered = await egor.sees("HR не ответил")
    await egor.says("ок", "Здесь нужна кнопка")
    assert egor.person.last.text.endswith(unanswered.text)
    await olga.clicks("Ввести 4 цифры")
    await olga.sees_toast("уже решён или отозван")
    await asks_hr(egor)
    await egor.says("/start", "Продолжим?")
    await egor.clicks("Продолжить", "должен подтвердить HR")


async def test_who_registers_meanwhile_needs_no_hr_any_more(
    egor: Applicant, applicant: People, olga: Person, bot: RunningBot, tmp_path: Path
) -> None:
    await asks_hr(egor)
    asked = await olga.sees(ASKED)
    quick = applicant("egor", 500)
    await import_registry(bot.settings.database_url, write_corrected(tmp_path / "registry.csv"))
    await quick.registers()
    await quick.follows_the_link()
    await olga.clicks("Ввести 4 цифры", asked.message_id)
    await olga.sees("Последние 4 цифры")
    await olga.says(DIGITS)
    await olga.sees("Кабинет уже открыт")
    await egor.sees("личный кабинет уже открыт")


async def test_a_number_corrected_in_the_contract_needs_no_confirmation(
    egor: Applicant, olga: Person, bot: RunningBot, tmp_path: Path
) -> None:
    await asks_hr(egor)
    await olga.sees(ASKED)
    await import_registry(bot.settings.database_url, write_corrected(tmp_path / "registry.csv"))
    await egor.clicks("Номер исправили", LABELS[StepId.REVIEW])
    await egor.clicks("Получить пин-код", LABELS[StepId.PIN])
    await egor.goes_on(StepId.PIN, StepId.EMAIL)
    await olga.clicks("Отказать")
    await olga.sees_toast("уже решён или отозван")
    assert len(egor.world.phones.messages) == 1
