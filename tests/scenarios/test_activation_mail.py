"""What becomes of the activation mail, as the person hears of it in the chat."""

from collections.abc import Callable

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
ACTIVE = "успешно активирована"


async def test_a_refused_address_is_corrected_in_the_chat(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    vera.world.mail.answer("RCPT", "550 5.1.1 no such mailbox")
    await vera.registers_with("wera@example.org")
    refused = await vera.sees("Почтовый сервер не принял адрес w•••a@example.org")
    assert "wera@" not in refused.text
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.clicks("Отмена правки", "Почтовый сервер не принял адрес w•••a@example.org")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.says("vera@", "нужен адрес почты с точкой")
    await vera.says(vera.answers["email"], "Отправляем письмо на v•••a@example.org")
    await vera.does(StepId.ACTIVATION)
    await vera.sees(ACTIVE)


async def test_a_refusal_during_a_correction_is_told_when_that_is_taken_back(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    vera.world.mail.answer("RCPT", "450 4.2.0 try again later")
    vera.world.mail.answer("RCPT", "550 5.1.1 no such mailbox")
    await vera.registers_with("wera@example.org")
    await vera.clicks("Нет письма?", "Загляните в «Спам»")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await bot.passes(minutes=1)
    await vera.is_heard()
    await vera.clicks("Отмена правки", "Почтовый сервер не принял адрес w•••a@example.org")


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


async def test_a_taken_address_looks_the_same_and_its_owner_is_told(
    applicant: People, bot: RunningBot
) -> None:
    vera, nina = applicant("vera"), applicant("nina")
    await vera.registers()
    await vera.follows_the_link()
    await bot.passes(minutes=2)
    await nina.registers_with(vera.answers["email"])
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
    await nina.registers_with(vera.answers["email"])
    assert "Запросить письмо можно в 12:01 (МСК)" in nina.person.last.text
    await nina.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await nina.clicks("Отмена правки", "письмо ещё не ушло")
    await nina.says("/start", "Продолжим?")
    await nina.clicks("Продолжить", "Запросить письмо можно в 12:01 (МСК)")
    await bot.passes(minutes=1)
    await nina.clicks("Отправить ещё раз", "Отправляем письмо")
    await nina.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await nina.clicks("Отмена правки", "Письмо со ссылкой для активации")
