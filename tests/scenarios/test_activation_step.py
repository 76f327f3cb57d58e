"""Between «Зарегистрироваться» and the cabinet: the mail, its link, its code."""

from collections.abc import Callable

from aiohttp import ClientSession

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
ACTIVE = "успешно активирована"


def other_code(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"


async def registers_with(person: Applicant, email: str) -> None:
    await person.reaches(StepId.EMAIL)
    await person.says(email, LABELS[StepId.PASSWORD])
    await person.goes_on(StepId.PASSWORD, StepId.RULES)
    await person.does(StepId.RULES)
    await person.sees("Регистрация завершена")


async def test_a_refused_address_is_corrected_in_the_chat(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    vera.world.mail.answer("RCPT", "550 5.1.1 no such mailbox")
    await registers_with(vera, "wera@example.org")
    refused = await vera.sees("Почтовый сервер не принял адрес w•••a@example.org")
    assert "wera@" not in refused.text
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.clicks("Отмена правки", "Почтовый сервер не принял адрес w•••a@example.org")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.says("vera@", "нужен адрес почты с точкой")
    await vera.says(vera.answers["email"], "Отправляем письмо на v•••a@example.org")
    await vera.does(StepId.ACTIVATION)
    await vera.sees(ACTIVE)


async def test_who_misses_the_mail_reads_where_it_went_and_what_may_be_typed(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.clicks("Нет письма?", "Загляните в «Спам»")
    told = vera.person.last.text
    assert "на v•••a@example.org" in told
    assert "8 цифр кода" in told


async def test_a_correction_of_the_address_can_be_taken_back(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.clicks("Нет письма?", "Загляните в «Спам»")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.clicks("Отмена правки", LABELS[StepId.ACTIVATION])
    await vera.does(StepId.ACTIVATION)
    await vera.sees(ACTIVE)


async def test_a_doubtful_correction_is_asked_back(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.clicks("Нет письма?", "Загляните в «Спам»")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.says("vera@gmial.com", "Похоже на опечатку")
    await vera.clicks("Исправить", "Отправляем письмо на v•••a@gmail.com")
    assert (await vera.world.mail.waits_for("vera@gmail.com")).links


async def test_a_mail_that_is_put_off_is_told_and_tried_again(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    for _ in range(3):
        vera.world.mail.answer("RCPT", "450 4.2.0 greylisted")
    await vera.reaches(StepId.RULES)
    await vera.does(StepId.RULES)
    await vera.sees(LABELS[StepId.ACTIVATION])
    for _ in range(2):
        await bot.passes(minutes=2)
    await vera.sees("задерживается: почтовый сервер просит подождать")
    await bot.passes(minutes=30)
    await vera.does(StepId.ACTIVATION)
    await vera.sees(ACTIVE)


async def test_another_mail_replaces_the_link_and_the_code(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.registers()
    first = await vera.opens_the_mail()
    await vera.clicks("Ок", "Когда письмо придёт")
    await vera.clicks("Отправить ещё раз")
    early = await vera.person.sees_toast("Повторить можно через 1:00")
    assert early.alert
    await bot.passes(minutes=1)
    await vera.clicks("Отправить ещё раз", "Отправляем письмо на v•••a@example.org")
    second = await vera.opens_the_mail(2)
    assert "Есть письмо новее" in await vera.follows_the_link(1)
    await vera.says(first.code or "", "Это код из прошлого письма")
    await vera.says(second.code or "", ACTIVE)
    page = await vera.follows_the_link(1)
    assert "уже активирована" in page
    assert ">Перейти в Личный кабинет</a>" in page


async def test_so_many_mails_a_day_go_to_one_address(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.clicks("Нет письма?", "Загляните в «Спам»")
    for _ in range(2):
        await bot.passes(minutes=1)
        await vera.clicks("Отправить ещё раз")
        await vera.person.sees_toast("Отправляем")
    await bot.passes(minutes=1)
    await vera.clicks("Отправить ещё раз", "Следующее можно запросить завтра в 12:00 (МСК)")


async def test_a_wrong_code_costs_one_of_five_tries(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    code = (await vera.opens_the_mail()).code or ""
    await vera.says("12345", "В коде из письма 8 цифр")
    await vera.says(other_code(code), "Осталось 4 попытки")
    await vera.says(other_code(code), "Осталось 3 попытки")
    await vera.says(other_code(code), "Осталось 2 попытки")
    await vera.says(other_code(code), "Осталась 1 попытка")
    await vera.says(other_code(code), "запросите новое письмо")
    await vera.says(code, "запросите новое письмо")
    assert ACTIVE in await vera.follows_the_link()


async def test_who_writes_something_else_is_pointed_to_the_letter(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    for text in ("ок", "спасибо", "не пришло"):
        await vera.says(text, "Откройте ссылку из письма")
        assert "«Нет письма?»" in vera.person.last.text
    await vera.clicks("Нет письма?", "Загляните в «Спам»")


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


async def test_a_taken_address_looks_the_same_and_its_owner_is_told(
    applicant: People, bot: RunningBot
) -> None:
    vera, nina = applicant("vera"), applicant("nina")
    await vera.registers()
    await vera.follows_the_link()
    await bot.passes(minutes=2)
    await registers_with(nina, vera.answers["email"])
    assert "v•••a@example.org" in nina.person.last.text
    told = await vera.opens_the_mail(2)
    assert told.subject == "У Вас уже есть личный кабинет"
    assert told.code is None
    await nina.says("12345678", "Код")
    await nina.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await nina.says(nina.answers["email"], "Отправляем письмо на n•••a@example.org")
    await nina.does(StepId.ACTIVATION)
    await nina.sees(ACTIVE)


async def test_a_mail_that_had_to_wait_is_told_at_the_end_of_the_registration(
    applicant: People, bot: RunningBot
) -> None:
    vera, nina = applicant("vera"), applicant("nina")
    await vera.registers()
    await registers_with(nina, vera.answers["email"])
    assert "Запросить письмо можно в 12:01 (МСК)" in nina.person.last.text
    await nina.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await nina.clicks("Отмена правки", "письмо ещё не ушло")
    await nina.says("/start", "Продолжим?")
    await nina.clicks("Продолжить", "Запросить письмо можно в 12:01 (МСК)")
    await bot.passes(minutes=1)
    await nina.clicks("Отправить ещё раз", "Отправляем письмо")
    await nina.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await nina.clicks("Отмена правки", "Письмо со ссылкой для активации")


async def test_who_registers_again_takes_the_place_of_an_account_never_activated(
    applicant: People, bot: RunningBot
) -> None:
    stranger, vera = applicant("vera", 500), applicant("vera")
    await registers_with(stranger, "stranger@example.org")
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
    await registers_with(stranger, "stranger@example.org")
    [link, *_] = (await vera.world.mail.waits_for("stranger@example.org")).links
    await bot.passes(minutes=1)
    await vera.reaches(StepId.PIN)
    await vera.says(await vera.reads_the_pin(2), LABELS[StepId.EMAIL])
    await vera.goes_on(StepId.EMAIL, StepId.ACTIVATION)
    async with ClientSession() as browser, browser.get(link) as opened:
        assert "Активировать учётную запись" not in await opened.text()
    await stranger.says("12345678", "Начните её заново")


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
