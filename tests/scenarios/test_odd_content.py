"""Whatever can be sent in Telegram gets one helpful answer and changes nothing."""

from collections.abc import Callable
from typing import get_args

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Kind, Origin, forwarded, replying, via_bot
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
TOLD = {
    StepId.CONSENT: "нажмите «Согласен, начать»",
    StepId.POLICY_KIND: "напишите ответ словом",
    StepId.POLICY_NUMBER: "напишите ответ текстом",
    StepId.PHONE: "Отправить мой номер",
    StepId.REVIEW: "нажмите верхнюю",
    StepId.CAPTCHA: "символы с картинки",
    StepId.PIN: "код из SMS",
    StepId.PASSWORD: "Напишите пароль текстом",
    StepId.PASSWORD_REPEAT: "Напишите пароль текстом",
    StepId.RULES: "поставьте галочку",
    StepId.ACTIVATION: "8 цифр",
}
"""One step of each kind, and what is said there to what cannot be read."""
SECRET = {StepId.PASSWORD, StepId.PASSWORD_REPEAT}


def answers_to(person: Applicant) -> int:
    """How many messages the bot has sent so far; there is nobody else."""
    ledger = person.world.telegram.ledger
    return sum(len(ledger.calls_of(method)) for method in ("sendMessage", "sendPhoto"))


@pytest.mark.parametrize("step", TOLD)
async def test_odd_content_gets_one_helpful_answer(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    for kind in get_args(Kind):
        said = answers_to(vera)
        sent = await vera.person.sends(kind)
        expected = "другого человека" if (step, kind) == (StepId.PHONE, "contact") else TOLD[step]
        await vera.sees(expected)
        await vera.is_heard()
        assert answers_to(vera) == said + 1, kind
        assert await bot.state_of(vera.chat_id) == before, kind
        visible = step not in SECRET or kind == "dice"  # that no bot may delete (Bot API)
        assert all(bool(vera.person.chat.message(one.message_id)) == visible for one in sent)
    await vera.does(step)


async def test_what_is_sent_before_the_first_word_gets_the_welcome(applicant: People) -> None:
    vera = applicant("vera")
    await vera.person.sends("sticker")
    await vera.sees("Здравствуйте")
    await vera.sees(LABELS[StepId.CONSENT])


async def test_a_word_before_the_consent_is_answered_shortly_with_its_button(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.CONSENT)
    told = {"что это?": "нажмите «Согласен, начать»", "/cancel": "пока нечего", "/stat": "/help"}
    for word, answer in told.items():
        await vera.says(word, answer)
        assert LABELS[StepId.CONSENT] not in vera.person.last.text
        assert len(vera.person.last.text) < 300
        assert vera.person.last.button("Согласен, начать")
    await vera.says("/start", LABELS[StepId.CONSENT])
    await vera.says("что это?", "Подробнее — /help")
    await vera.clicks("Согласен, начать", LABELS[StepId.POLICY_KIND])


async def test_what_a_registered_person_sends_finds_the_cabinet(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")
    await vera.person.sends("voice")
    await vera.sees("Ваш личный кабинет открыт")


@pytest.mark.parametrize("step", sorted(set(TOLD) - {StepId.ACTIVATION}))
async def test_an_edited_message_is_told_and_changes_nothing(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    said = next(one for one in vera.person.chat.messages if not one.from_bot)
    await vera.person.edits(said.message_id, "Lesok47vn")
    told = await vera.sees("Правку отправленного сообщения")
    assert "новым сообщением" in told.text
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == before
    if step in SECRET:
        assert vera.person.chat.message(said.message_id) is None


@pytest.mark.parametrize("origin", get_args(Origin))
async def test_a_forwarded_text_is_an_answer(applicant: People, origin: Origin) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    await vera.person.says("777/20", **forwarded(origin))
    await vera.sees("Являюсь")


async def test_a_reply_a_quote_and_a_text_by_another_bot_are_answers(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    await vera.person.says("777/20", **replying(vera.person.last, "номер"), **via_bot("gif"))
    await vera.sees("Являюсь")


async def test_the_card_of_somebody_else_is_not_taken(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PHONE)
    await vera.person.shares_contact_of("79001000001", "Вера", user_id=5)
    await vera.sees("другого человека")
    own = {"phone_number": "79001000001", "first_name": "Вера", "user_id": vera.chat_id}
    await vera.person.posts(contact=own, **forwarded("user"))
    await vera.sees("другого человека")
    await vera.person.posts(contact=own)
    await vera.sees("Проверьте данные")


@pytest.mark.parametrize("number", ["+375291234567", "998901234567", "84912345678"])
async def test_a_contact_from_abroad_is_refused_with_the_reason(
    applicant: People, number: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PHONE)
    await vera.person.shares_contact(number)
    await vera.sees("номер другой страны")


@pytest.mark.parametrize("text", ["<b>&lt;/code>", "{ $x } {-term} %s {0}", "'; DROP TABLE x"])
async def test_markup_and_code_are_shown_as_typed(applicant: People, text: str) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.DOCUMENT_ISSUED)
    await vera.says(f"14.05.2010, {text}")
    await vera.goes_on(StepId.PHONE, StepId.REVIEW)
    assert text in vera.person.last.text
