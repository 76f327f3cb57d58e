"""Administrators look at people, help them, hold the registration up, and read how the bot is."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from bot.limits import Limits
from bot.sandbox.telegram import Person
from tests.applicant import LABELS, Applicant
from tests.hr_desk import appointed
from tests.running_bot import RunningBot
from tests.world import ADMIN, World

COMMANDS = ("/admin", "/import", "/find", "/unlock", "/resend", "/pause", "/health", "/audit")


@pytest.fixture
def admin(world: World) -> Person:
    return world.telegram.person(ADMIN, "Павел")


async def says(admin: Person, text: str, then: str) -> str:
    await admin.says(text)
    return (await admin.sees(then)).text


async def uses_up_the_messages(anna: Applicant) -> None:
    """Ask for one SMS more than a day has."""
    for _ in range(Limits().pins_per_day):
        await anna.bot.passes(minutes=6)
        await anna.clicks("Отправить ещё раз")
        await anna.is_heard()


async def uses_up_the_checks(anna: Applicant) -> None:
    """Claim another birth date, once more than a day allows."""
    await anna.clicks("Дата рождения", LABELS[StepId.BIRTH_DATE])
    await anna.says("13.03.1990", LABELS[StepId.REVIEW])
    for _ in range(Limits().registry_misses_per_day + 1):
        await anna.does(StepId.REVIEW)
        await anna.is_heard()
        if LABELS[StepId.CAPTCHA] in anna.person.last.text:
            await anna.does(StepId.CAPTCHA)
            await anna.is_heard()
    assert "проверка приостановлена" in anna.person.last.text


async def test_a_usage_text_carries_no_button_of_the_form(admin: Person, bot: RunningBot) -> None:
    await admin.starts()
    await admin.sees("Согласие на обработку")
    await admin.says("/hr")
    told = await admin.sees("Напишите страхователя")
    assert "reply_markup" not in told.raw


async def test_for_everybody_else_these_commands_do_not_exist(
    boris: Person, bot: RunningBot
) -> None:
    await boris.starts()
    await boris.sees(LABELS[StepId.CONSENT])
    for command in COMMANDS:
        await boris.says(command)
        await boris.sees("Такой команды нет")


async def test_the_list_names_every_command(admin: Person, bot: RunningBot) -> None:
    told = await says(admin, "/admin", "Команды администратора")
    assert all(command in told for command in COMMANDS if command != "/admin")


async def test_the_welcome_tells_staff_of_their_commands_and_others_nothing(
    admin: Person, olga: Person, boris: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    told = {}
    for person in (admin, olga, boris):
        await person.says("/start")
        told[person] = (await person.sees("Здравствуйте")).text
        await person.sees(LABELS[StepId.CONSENT])
    assert told[admin].endswith("исправить.\n\nКоманды администратора: /admin")
    assert told[olga].endswith("исправить.\n\nМеню HR: /hr")
    assert told[boris].endswith("любой ответ можно исправить.")


async def test_people_are_found_by_phone_without_who_they_are(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    told = await says(admin, f"/find {anna.answers['phone']}", "2 строки реестра")
    assert "Без кабинета: 2" in told
    await anna.reaches(StepId.EMAIL)
    told = await says(admin, f"/find {anna.phone}", "2 строки реестра")
    assert "Последнее SMS: 02.03 12:00" in told
    assert not any(word in told for word in anna.answers["full_name"].split())


async def test_a_policy_counts_its_people(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    timur = applicant("timur")
    told = await says(admin, f"/find {timur.answers['policy_number']}", "4 строки реестра")
    assert "Без кабинета: 3\nПолис не действует: 1" in told


async def test_what_nobody_has_is_not_found(admin: Person, bot: RunningBot) -> None:
    await says(admin, "/find +7 999 111-22-33", "В реестре никого")
    await says(admin, "/find 999/99", "В реестре никого")
    await says(admin, "/find", "Напишите телефон или номер полиса")
    await says(admin, "/find Анна", "Это не похоже ни на телефон, ни на номер полиса")
    await says(admin, "/unlock 555555", "Человека с таким id бот не знает")
    await says(admin, "/find id 555555", "Это не похоже ни на телефон, ни на номер полиса")
    await says(admin, "/unlock", "Напишите телефон или id")
    await says(admin, "/unlock Анна", "Это не похоже ни на телефон, ни на id")
    await says(admin, "/resend +7 999 111-22-33", "В реестре никого")
    await says(admin, "/resend", "Напишите телефон человека")
    await says(admin, "/resend id 42", "Это не похоже на мобильный телефон")


@pytest.mark.parametrize("way", ["button", "phone", "id"])
async def test_a_locked_person_is_unlocked(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot, way: str
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.PIN)
    await uses_up_the_messages(anna)
    told = await says(admin, f"/find {anna.phone}", "2 строки реестра")
    assert "Много SMS на этот номер: до 03.03 12:" in told
    if way == "button":
        await admin.clicks("Снять ограничения")
    else:
        await admin.says(f"/unlock {anna.phone if way == 'phone' else anna.chat_id}")
    await admin.sees("Ограничения сняты, счётчики обнулены.")
    assert "Ограничений нет" in await says(admin, f"/find {anna.phone}", "2 строки реестра")
    acts = await says(admin, "/audit", "Последние действия")
    assert "МСК · id 9001 · снял ограничения" in acts
    assert "искал человека, по телефону, строк реестра: 2" in acts
    await anna.clicks("Отправить ещё раз")
    await anna.is_heard()
    await anna.says(await anna.reads_the_pin(len(anna.world.phones.messages)))
    await anna.sees(LABELS[StepId.EMAIL])


async def test_failed_checks_of_a_chat_are_lifted_by_its_id(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    await uses_up_the_checks(anna)
    await says(admin, f"/unlock id {anna.chat_id}", "Об этом написали в 1 чат")
    await anna.sees("Ограничение снято, можно продолжить")


async def test_a_stranger_with_somebodys_data_is_neither_freed_nor_told(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna, stranger = applicant("anna"), applicant("anna", 500)
    await anna.reaches(StepId.EMAIL)
    await stranger.walks_to(StepId.PIN)
    await stranger.says("/start", "Продолжим?")
    await stranger.clicks("Начать заново", LABELS[StepId.CONSENT])
    await stranger.goes_on(StepId.CONSENT, StepId.REVIEW)
    await uses_up_the_checks(stranger)
    await says(admin, f"/unlock {anna.phone}", "Ограничения сняты, счётчики обнулены.")
    assert "Об этом написали в 1 чат" in admin.last.text
    await anna.sees("Ограничение снято, можно продолжить")
    await stranger.does(StepId.REVIEW)
    await stranger.is_heard()
    assert "проверка приостановлена" in stranger.person.last.text
    assert not any("Ограничение снято" in one.text for one in stranger.person.chat.messages)


async def test_a_claimed_person_is_freed_though_nobody_is_told(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.PIN)
    await uses_up_the_messages(anna)
    told = await says(admin, f"/unlock {anna.phone}", "Ограничения сняты, счётчики обнулены.")
    assert "В чат не написали" in told
    await anna.clicks("Отправить ещё раз")
    await anna.reads_the_pin(len(anna.world.phones.messages) + 1)
    assert not any("Ограничение снято" in one.text for one in anna.person.chat.messages)


async def test_the_mail_is_sent_again_beyond_the_limit_once(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.registers()
    await anna.opens_the_mail()
    await says(admin, f"/find {anna.phone}", "Кабинет ждёт активации: 1\n")
    await says(admin, f"/resend {anna.phone}", "Письмо запрошено только что")
    for number in range(2, Limits().mails_per_day + 2):
        await bot.passes(seconds=61)
        await says(admin, f"/resend {anna.phone}", "Письмо уходит ещё раз")
        await anna.opens_the_mail(number)
        await anna.sees("Отправляем письмо на")
    await bot.passes(seconds=61)
    await says(admin, f"/resend {anna.phone}", "сверх обычного одно уже ушло")
    await anna.says((await anna.opens_the_mail(Limits().mails_per_day + 1)).code or "")
    await anna.sees("успешно активирована")
    await says(admin, f"/resend {anna.phone}", "Письма не ждёт ни один кабинет")


async def test_the_button_below_a_found_person_sends_the_mail_again(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.registers()
    await bot.passes(minutes=2)
    await says(admin, f"/find {anna.phone}", "Кабинет ждёт активации")
    await admin.clicks("Отправить письмо ещё раз")
    await admin.sees("Письмо уходит ещё раз")
    await anna.opens_the_mail(2)


async def test_a_mistyped_address_is_seen_and_alarms_nobody(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.RULES)
    anna.world.mail.answer("RCPT", "550 5.1.1 no such mailbox")
    await anna.does(StepId.RULES)
    await anna.sees("Почтовый сервер не принял адрес")
    told = await says(admin, f"/find {anna.phone}", "Кабинет ждёт активации")
    assert "Письмо: почта этого адреса его не приняла" in told
    await admin.says("/health")
    told = (await admin.sees("Состояние бота")).text
    assert "Мёртвые: 0" in told.splitlines()


async def test_a_pause_is_told_to_everybody_else_and_loses_nothing(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.POLICY_NUMBER)
    await says(admin, "/pause", "Регистрация идёт")
    await says(admin, "/pause Обновляем <реестр>,\nвернёмся к 15:00", "Регистрация приостановлена")
    await anna.says("AM012345678/13", "Обновляем <реестр>,\nвернёмся к 15:00")
    await anna.clicks("Назад", "вернёмся к 15:00")
    await says(admin, "/start", "Здравствуйте")
    await bot.restarts()
    await anna.says("AM012345678/13", "вернёмся к 15:00")
    await says(admin, "/pause", "id 9001")
    await admin.clicks("Снять паузу")
    await admin.sees("Регистрация продолжается")
    await anna.says(anna.answers["policy_number"], LABELS[StepId.ROLE])
    await says(admin, "/pause off", "Паузы нет")
    told = await says(admin, "/audit", "Последние действия")
    assert ("приостановил регистрацию" in told, "снял паузу" in told) == (True, True)


async def test_a_link_of_a_mail_works_in_a_pause(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.registers()
    await says(admin, "/pause Обновляем реестр", "Регистрация приостановлена")
    await anna.follows_the_link()
    await anna.sees("успешно активирована")


async def test_too_long_a_pause_text_is_refused(admin: Person, bot: RunningBot) -> None:
    await says(admin, "/pause " + "ы" * 1_001, "длиннее 1000 знаков")


async def test_health_names_jobs_database_and_gateways(
    admin: Person, bot: RunningBot, world: World
) -> None:
    await bot.app.core.store.jobs.bury("poison:1", None, "ValidationError")
    await bot.passes(hours=2, minutes=5)
    await says(admin, "/health", "до 15 секунд")
    told = (await admin.sees("Состояние бота")).text
    lines = told.splitlines()
    assert {"Работает: 2 ч 5 мин", "Мёртвые: 1", "Вид: sqlite", "Их не было."} <= {*lines}
    assert "Мёртвые update, ValidationError: 1" in lines
    assert not any("  " in line for line in lines)
    assert "на счёте 1\N{NARROW NO-BREAK SPACE}000,00 ₽" in told
    assert "почтовый сервер пускает" in told
