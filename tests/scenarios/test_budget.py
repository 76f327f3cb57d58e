"""How much a clean registration asks of a person: no more than what was promised."""

from collections.abc import Callable

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

SENDING = ("sendMessage", "sendPhoto", "sendDocument")


async def test_a_clean_run_takes_20_actions_and_17_messages(
    applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.walks_to(StepId.RULES)
    await anna.clicks("☐ Я ознакомлен с правилами")
    await anna.sees(LABELS[StepId.RULES])
    await bot.settles()
    ledger = anna.world.telegram.ledger
    sent = [call for method in SENDING for call in ledger.calls_of(method)]
    await anna.clicks("Зарегистрироваться")
    await anna.sees("Регистрация завершена")
    assert len(ledger.updates) <= 20
    assert len(sent) <= 17


async def test_one_mistake_costs_one_message_and_one_answer(
    applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.walks_to(StepId.BIRTH_DATE)
    await bot.settles()
    ledger = anna.world.telegram.ledger
    before = len(ledger.calls)
    await anna.says("31.02.1990", "нет в календаре")
    await anna.says("12.03.1990", "Документ")
    await bot.settles()
    replies = [call.method for call in ledger.calls[before:] if call.method != "getUpdates"]
    assert replies == ["sendMessage", "sendMessage"]
