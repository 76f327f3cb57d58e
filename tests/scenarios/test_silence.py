"""A day of silence: what was typed goes, and whoever comes back reads why."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.form.step import StepId
from storage.tables import captchas, pending_passwords, pins
from tests.applicant import LABELS, ONE_OF_EACH_KIND, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]


@pytest.mark.parametrize("step", [*ONE_OF_EACH_KIND[:-1], StepId.PASSWORD])
async def test_a_day_of_silence_wipes_the_answers_and_is_explained(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    await bot.passes(hours=24, minutes=1)
    await bot.settles()
    assert vera.traces == []
    assert not vera.person.chat.reply_keyboard
    await vera.says("Зимина Вера Львовна", "24 часа не было сообщений")
    await vera.clicks("Согласен, начать", LABELS[StepId.POLICY_KIND])
    await vera.goes_on(StepId.POLICY_KIND, StepId.FULL_NAME)


@pytest.mark.parametrize("caption", [None, "Нет письма?"])
async def test_a_link_that_ran_out_is_explained_as_what_it_is(
    applicant: People, bot: RunningBot, caption: str | None
) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.opens_the_mail()
    await bot.settles()
    await bot.passes(hours=24, minutes=1)
    await bot.settles()
    assert vera.traces == []
    page = await vera.follows_the_link()
    assert "Срок действия ссылки истёк" in page
    assert "Нет письма?" not in page
    if caption is None:
        await vera.says("где письмо?", "ссылка и код из письма больше не действуют")
    else:
        await vera.clicks(caption, "ссылка и код из письма больше не действуют")
    assert "не было сообщений" not in vera.person.last.text
    assert [toast.text for toast in vera.person.chat.toasts if toast.text] == []
    await vera.goes_on(StepId.CONSENT, StepId.POLICY_NUMBER)


async def test_a_day_later_nothing_of_the_checks_lies_in_the_database(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD_REPEAT)
    await bot.passes(hours=25)
    await bot.settles()
    database = bot.app.core.store.database
    async with database.reading() as connection:
        for table in (captchas, pins, pending_passwords):
            assert (await connection.execute(select(table))).all() == []


async def test_an_old_button_after_the_silence_is_explained_too(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.ROLE)
    await bot.settles()
    await bot.passes(hours=25)
    await bot.settles()
    await vera.clicks("Застрахованным", "24 часа не было сообщений")


async def test_a_day_with_an_answer_in_it_wipes_nothing(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await bot.settles()
    await bot.passes(hours=23)
    await vera.does(StepId.FULL_NAME)
    await vera.sees(LABELS[StepId.BIRTH_DATE])
    await bot.settles()
    await bot.passes(hours=23)
    await vera.goes_on(StepId.BIRTH_DATE, StepId.REVIEW)
