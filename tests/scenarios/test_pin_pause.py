"""How soon another SMS leaves, whichever way it is asked for."""

from collections.abc import Callable

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]


async def test_going_back_sends_no_sms_before_its_time_and_no_other_code(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PIN)
    pin = await vera.reads_the_pin()
    await vera.clicks("Назад", LABELS[StepId.REVIEW])
    await vera.clicks("Получить пин-код", "код из него ещё действует")
    assert "можно будет в 12:01 (МСК)" in vera.person.last.text
    await bot.settles()
    assert [one.pin for one in vera.world.phones.messages] == [pin]
    await bot.passes(seconds=60)
    await vera.clicks("Назад", LABELS[StepId.REVIEW])
    await vera.clicks("Получить пин-код", "Отправляем тот же код ещё раз")
    assert await vera.reads_the_pin(2) == pin
    await vera.says(pin, LABELS[StepId.EMAIL])


async def test_one_phone_gets_one_sms_a_minute_whoever_asks(
    applicant: People, bot: RunningBot
) -> None:
    await applicant("vera", 500).reaches(StepId.PIN)
    other = applicant("vera", 501)
    await other.reaches(StepId.CAPTCHA)
    await other.does(StepId.CAPTCHA)
    told = await other.sees("запрошено только что. Следующее можно запросить в 12:01 (МСК)")
    assert LABELS[StepId.REVIEW] in told.text
    await bot.passes(minutes=1)
    await other.clicks("Получить пин-код", LABELS[StepId.PIN])
    assert await other.reads_the_pin(2)
