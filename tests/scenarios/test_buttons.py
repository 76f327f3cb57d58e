"""Buttons of the past, doubled taps, and data that no button carries."""

from collections.abc import Callable
from itertools import count

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Message
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
CLICKS = count(1)


async def sends_data(person: Applicant, data: str, message: Message | None = None) -> None:
    """Send callback data as an altered client can."""
    query = {
        "id": f"altered{next(CLICKS)}",
        "from": person.person.user,
        "message": (message or person.person.last).raw,
        "chat_instance": "1",
        "data": data,
    }
    person.world.telegram.give({"callback_query": query})
    await person.is_heard()


def messages_of_the_bot(person: Applicant) -> int:
    return sum(message.from_bot for message in person.person.chat.messages)


async def test_a_button_of_an_earlier_question_is_told_and_the_question_repeated(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.ROLE)
    asked = vera.person.last
    await vera.says("Страхователем", LABELS[StepId.CITIZENSHIP])
    await vera.is_heard()
    before = await bot.state_of(vera.chat_id)
    await vera.person.clicks("Застрахованным", asked.message_id)
    await vera.person.sees_toast("от прошлого вопроса")
    repeated = await vera.sees(LABELS[StepId.CITIZENSHIP])
    assert repeated.message_id == max(one.message_id for one in vera.person.chat.messages)
    await vera.is_heard()
    assert await bot.state_of(vera.chat_id) == before


@pytest.mark.parametrize("step", [StepId.PHONE, StepId.CAPTCHA, StepId.PIN, StepId.RULES])
async def test_a_button_of_long_ago_repeats_the_current_gate(
    applicant: People, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    asked = vera.person.last
    await vera.goes_on(StepId.POLICY_NUMBER, step)
    await vera.is_heard()
    await vera.person.clicks("Зачем это?", asked.message_id)
    await vera.person.sees_toast("от прошлого вопроса")
    await vera.sees(LABELS[step])
    await vera.does(step)


@pytest.mark.parametrize(
    ("step", "caption"),
    [
        (StepId.CONSENT, "Согласен, начать"),
        (StepId.POLICY_KIND, "КАСКО"),
        (StepId.BIRTH_DATE, "Назад"),
    ],
)
async def test_a_double_tap_has_one_effect_and_says_nothing_twice(
    applicant: People, bot: RunningBot, step: StepId, caption: str
) -> None:
    once, twice = applicant("vera"), applicant("vera", user_id=77)
    for person in (once, twice):
        await person.reaches(step)
        await person.is_heard()
    await once.clicks(caption)
    await twice.clicks(caption)
    tapped = twice.world.telegram.ledger.updates[-1].raw["callback_query"]
    await sends_data(twice, tapped["data"], Message(tapped["message"], revision=0))
    await once.is_heard()
    assert await bot.state_of(77) == await bot.state_of(once.chat_id)
    assert messages_of_the_bot(twice) == messages_of_the_bot(once)
    assert [toast.text for toast in twice.person.chat.toasts if toast.text] == []


async def test_a_double_tap_leaves_the_tick(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.RULES)
    await vera.is_heard()
    rules = vera.person.last
    await vera.clicks("☐ Я ознакомлен с правилами")
    await sends_data(vera, "tick:rules:on", rules)
    assert vera.person.last.button("☑ Я ознакомлен с правилами")
    await vera.clicks("☑ Я ознакомлен с правилами")
    await vera.clicks("Зарегистрироваться")
    refused = await vera.person.sees_toast("Сначала поставьте галочку")
    assert refused.alert


async def test_a_doubled_last_tap_makes_one_account_and_one_mail(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.RULES)
    await vera.clicks("☐ Я ознакомлен с правилами", LABELS[StepId.RULES])
    await vera.is_heard()
    await vera.clicks("Зарегистрироваться", "Регистрация завершена")
    tapped = vera.world.telegram.ledger.updates[-1].raw["callback_query"]
    await sends_data(vera, tapped["data"], Message(tapped["message"], revision=0))
    await vera.opens_the_mail()
    assert len(vera.world.mail.mails) == 1
    assert "успешно активирована" in await vera.follows_the_link()


@pytest.mark.parametrize(
    ("step", "data"),
    [
        (StepId.POLICY_KIND, "choose:policy_kind:bogus"),
        (StepId.POLICY_KIND, "choose:role:policyholder"),
        (StepId.POLICY_KIND, "ok:policy_kind:"),
        (StepId.POLICY_KIND, "agree:policy_kind:"),
        (StepId.POLICY_KIND, "submit:review:"),
        (StepId.POLICY_KIND, ""),
        (StepId.POLICY_KIND, "🙂" * 16),
        (StepId.REVIEW, "edit:review:bogus"),
        (StepId.REVIEW, "edit:review:pin"),
        (StepId.PIN, "why:pin:"),
        (StepId.PIN, "register:rules:"),
        (StepId.RULES, "tick:rules"),
        (StepId.RULES, "agree:consent:"),
        (StepId.ACTIVATION, "edit:activation:phone"),
    ],
)
async def test_data_that_no_button_carries_does_nothing(
    applicant: People, bot: RunningBot, step: StepId, data: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await vera.is_heard()
    before = await bot.state_of(vera.chat_id)
    shown = vera.person.last
    await sends_data(vera, data)
    assert await bot.state_of(vera.chat_id) == before
    assert vera.person.last.text == shown.text
    await vera.does(step)
    await vera.is_heard()
    assert await bot.state_of(vera.chat_id) != before


async def test_a_button_that_telegram_shows_no_more_repeats_the_question(
    applicant: People,
) -> None:
    """Of an old message Telegram tells the id alone (Bot API, InaccessibleMessage)."""
    vera = applicant("vera")
    await vera.reaches(StepId.ROLE)
    await vera.is_heard()
    gone = {"chat": vera.person.chat.raw, "message_id": 1, "date": 0}
    query = {
        "id": "old",
        "from": vera.person.user,
        "message": gone,
        "chat_instance": "1",
        "data": "choose:role:insured",
    }
    vera.world.telegram.give({"callback_query": query})
    await vera.is_heard()
    assert LABELS[StepId.ROLE] in vera.person.last.text
    await vera.does(StepId.ROLE)
    await vera.sees(LABELS[StepId.CITIZENSHIP])
