"""The PIN from the SMS: guessed at, renewed, delivered or not."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.form.step import StepId
from bot.sandbox.faulty_http import Fault
from bot.sandbox.sms import SmscEmulator
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10**6:06}"


async def reaches_the_pin(person: Applicant) -> str:
    await person.reaches(StepId.PIN)
    return await person.reads_the_pin()


async def allows(bot: RunningBot, **limits: int) -> None:
    bot.limits = replace(bot.limits, **limits)
    await bot.restarts()


async def test_three_wrong_codes_end_the_pin_and_a_new_one_helps(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    await vera.says(wrong(pin), "Код не подошёл. Нужны 6 цифр из последнего SMS")
    assert "Например: 123456. Осталось 2 попытки" in vera.person.last.text
    await vera.says(wrong(pin), "Осталась 1 попытка")
    await vera.says(wrong(pin), "Новый код можно запросить в 12:01 (МСК)")
    await vera.says(pin, "Попытки для этого кода закончились")
    await bot.passes(minutes=1)
    await vera.says(pin, "можно запросить прямо сейчас")
    await vera.clicks("Отправить ещё раз", "Отправляем новый код")
    new = await vera.reads_the_pin(2)
    assert new != pin
    await vera.says(pin, "Это код из прошлого SMS")
    await vera.says(new, LABELS[StepId.EMAIL])


@pytest.mark.parametrize(
    "form", ["{}", " {} ", "код {}", "{} — код для личного кабинета страховщика."]
)
async def test_a_pin_is_found_in_what_is_typed_or_pasted(applicant: People, form: str) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    await vera.says(form.format(pin), LABELS[StepId.EMAIL])


async def test_a_pin_sent_before_a_new_key_came_is_accepted(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    newest = SecretStr(b64encode(bytes(range(100, 132))).decode())
    keys = (newest, *bot.settings.secret_keys)
    bot.settings = bot.settings.model_copy(update={"secret_keys": keys})
    await bot.restarts()
    await vera.says(pin, LABELS[StepId.EMAIL])


async def test_what_is_no_pin_costs_no_try(applicant: People) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    for text in ("123", "12.05.1990", "8 900 100-00-01"):
        await vera.says(text, "В пин-коде 6 цифр")
    await vera.says(wrong(pin), "Осталось 2 попытки")


async def test_a_pin_is_good_for_ten_minutes(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    await bot.passes(minutes=10)
    await vera.says(pin, "Этот код уже не действует")
    await vera.clicks("Отправить ещё раз", "Отправляем новый код")
    await vera.says(await vera.reads_the_pin(2), LABELS[StepId.EMAIL])


async def test_another_sms_is_sent_no_sooner_than_told(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    await vera.clicks("Отправить ещё раз")
    told = await vera.person.sees_toast("Отправить ещё раз можно будет через 1:00")
    assert told.alert
    await bot.passes(seconds=60)
    await vera.clicks("Отправить ещё раз", "Отправляем тот же код ещё раз")
    assert await vera.reads_the_pin(2) == pin
    await bot.passes(seconds=75)
    await vera.clicks("Отправить ещё раз")
    await vera.person.sees_toast("через 0:45")
    await vera.says(pin, LABELS[StepId.EMAIL])


async def test_another_number_can_be_given_or_not(applicant: People) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    await vera.clicks("Другой номер", LABELS[StepId.PHONE])
    await vera.clicks("Отмена правки", LABELS[StepId.PIN])
    await vera.says(pin, LABELS[StepId.EMAIL])


async def test_a_delivered_sms_is_told_without_another_message(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await reaches_the_pin(vera)
    await bot.settles()
    asked, count = vera.person.last, len(vera.person.chat.messages)
    await bot.passes(seconds=6)
    told = await vera.sees("SMS доставлено")
    assert told.message_id == asked.message_id
    assert LABELS[StepId.PIN] in told.text
    assert len(vera.person.chat.messages) == count


async def test_a_delivered_sms_leaves_what_was_said_of_a_wrong_code(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    await bot.settles()
    await vera.says(wrong(pin), "Осталось 2 попытки")
    refused = vera.person.last
    await bot.passes(seconds=6)
    await vera.sees("SMS доставлено")
    [still] = [one for one in vera.person.chat.messages if one.message_id == refused.message_id]
    assert still.text == refused.text
    await vera.says(pin, LABELS[StepId.EMAIL])


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (SmscEmulator.PHONE_OFF, "телефон выключен или вне сети"),
        (SmscEmulator.SIM_CHANGED, "SIM-карту недавно меняли"),
        ((3, 0), "SMS не дошло вовремя"),
        ((22, 0), "Оператор не знает такого номера"),
        ((23, 0), "Оператор не принял SMS"),
    ],
)
async def test_what_became_of_the_sms_is_told(
    applicant: People, bot: RunningBot, status: tuple[int, int], told: str
) -> None:
    vera = applicant("vera")
    vera.world.gateway.delivered = status
    pin = await reaches_the_pin(vera)
    await bot.settles()
    await bot.passes(seconds=6)
    notice = await vera.sees(told)
    assert LABELS[StepId.PIN] in notice.text
    await vera.says(pin, LABELS[StepId.EMAIL])


async def test_a_phone_that_is_back_gets_its_sms(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    vera.world.gateway.delivered = SmscEmulator.PHONE_OFF
    await reaches_the_pin(vera)
    await bot.settles()
    await bot.passes(seconds=6)
    await vera.sees("телефон выключен или вне сети")
    await bot.settles()
    vera.world.gateway.delivered = SmscEmulator.DELIVERED
    await bot.passes(seconds=10)
    await vera.sees("SMS доставлено")


@pytest.mark.parametrize(
    ("code", "told"), [(7, "На этот номер SMS не доходят"), (8, "На этот номер SMS не доходят")]
)
async def test_a_refused_number_is_told_at_once(
    applicant: People, bot: RunningBot, code: int, told: str
) -> None:
    vera = applicant("vera")
    vera.world.gateway.refuse(code)
    await vera.reaches(StepId.CAPTCHA)
    await vera.does(StepId.CAPTCHA)
    await vera.sees(told)
    await bot.passes(seconds=60)
    await vera.clicks("Отправить ещё раз")
    await vera.says(await vera.reads_the_pin(), LABELS[StepId.EMAIL])


async def test_gateways_that_stay_away_are_told_after_two_minutes(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    vera.world.gateway.balance *= 0
    await vera.reaches(StepId.CAPTCHA)
    await vera.does(StepId.CAPTCHA)
    await vera.sees(LABELS[StepId.PIN])
    for _ in range(6):
        await bot.settles()
        await bot.passes(seconds=30)
    await vera.sees("Сейчас отправить SMS не получилось")
    assert vera.world.phones.messages == []


async def test_an_sms_of_unknown_fate_is_told_honestly(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    vera.world.gateway.fail(Fault(accepts=True, cut=True))
    await vera.reaches(StepId.CAPTCHA)
    await vera.does(StepId.CAPTCHA)
    await vera.sees("SMS, возможно, уже в пути")
    await vera.says(await vera.reads_the_pin(), LABELS[StepId.EMAIL])


async def test_news_of_an_sms_nobody_waits_for_are_not_told(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    pin = await reaches_the_pin(vera)
    await vera.says(pin, LABELS[StepId.EMAIL])
    await bot.settles()
    before = len(vera.world.telegram.ledger.calls_of("sendMessage"))
    await bot.passes(seconds=6)
    await vera.goes_on(StepId.EMAIL, StepId.PASSWORD)
    assert len(vera.world.telegram.ledger.calls_of("sendMessage")) == before + 1


async def test_so_many_codes_a_day_go_to_one_phone_whoever_asks(
    applicant: People, bot: RunningBot
) -> None:
    await allows(bot, pins_per_day=2)
    for user_id in (500, 501):
        await applicant("vera", user_id).reaches(StepId.PIN)
        await bot.passes(minutes=1)
    third = applicant("vera", 502)
    await third.reaches(StepId.CAPTCHA)
    await third.does(StepId.CAPTCHA)
    limit = await third.sees("отправлено много кодов. Продолжить можно завтра в 12:00 (МСК)")
    assert LABELS[StepId.REVIEW] in limit.text
    await bot.passes(hours=23)
    await third.says("жду", LABELS[StepId.REVIEW])
    await bot.passes(hours=1)
    await third.clicks("Получить пин-код", LABELS[StepId.CAPTCHA])
    await third.does(StepId.CAPTCHA)
    await third.sees(LABELS[StepId.PIN])


async def test_wrong_codes_of_a_month_leave_only_the_insurer_and_hr(
    applicant: People, bot: RunningBot
) -> None:
    await allows(bot, pin_misses_per_month=2)
    nina = applicant("nina")
    pin = await reaches_the_pin(nina)
    await nina.says(wrong(pin), "Осталось 2 попытки")
    await nina.says(wrong(pin), "Осталась 1 попытка")
    await nina.says(pin, "Позвоните в страховую компанию: 8 800 000-00-00")
    assert "поможет и HR: Раиса Мельник, добавочный 5." in nina.person.last.text
    await nina.clicks("Отправить ещё раз")
    await nina.person.sees_toast("Отправить ещё раз можно будет через")


async def test_the_sms_budget_of_the_day_ends_kindly(applicant: People, bot: RunningBot) -> None:
    await allows(bot, sms_per_day=1)
    await applicant("nina").reaches(StepId.PIN)
    vera = applicant("vera")
    await vera.reaches(StepId.CAPTCHA)
    await vera.does(StepId.CAPTCHA)
    await vera.sees("Сейчас отправить SMS не получается. Попробуйте завтра в 12:00 (МСК)")
