"""Questions of the form go with the registration: none is left that looks as if it asked."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from tests.applicant import LABELS, Applicant
from tests.hr_desk import appointed
from tests.running_bot import RunningBot

People = Callable[..., Applicant]


def questions(person: Applicant) -> list[str]:
    """Messages whose buttons still look as if they did something."""
    return [one.text for one in person.person.chat.messages if "callback_data" in str(one.raw)]


async def test_no_question_stays_in_the_chat_when_the_registration_ends(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PIN)
    await vera.says("123", "В пин-коде 6 цифр")
    await vera.goes_on(StepId.PIN, StepId.EMAIL)
    await vera.says("/help", LABELS[StepId.EMAIL])
    await vera.goes_on(StepId.EMAIL, StepId.ACTIVATION)
    await vera.does(StepId.ACTIVATION)
    active = await vera.sees("успешно активирована")
    await vera.is_heard()
    assert questions(vera) == [active.text]


async def test_questions_answered_before_they_arrived_go_with_the_others(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    for part in ("Зимина", "Вера", "Львовна"):
        await vera.says(part)
    await vera.goes_on(StepId.BIRTH_DATE, StepId.REVIEW)
    await vera.cancels()
    await vera.is_heard()
    [stopped] = questions(vera)
    assert "Регистрация остановлена" in stopped


@pytest.mark.parametrize("step", [StepId.PHONE, StepId.PIN])
async def test_no_question_stays_in_the_chat_when_the_registration_is_cancelled(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await vera.cancels()
    await vera.is_heard()
    [stopped] = questions(vera)
    assert "Регистрация остановлена" in stopped


async def test_a_menu_opened_in_between_stays_when_the_registration_ends(
    applicant: People, admin: Person
) -> None:
    vera = applicant("vera")
    await appointed(admin, vera.person)
    await vera.reaches(StepId.ROLE)
    await vera.says("/hr", "Документы, даты рождения")
    await vera.does(StepId.ROLE)
    await vera.goes_on(StepId.CITIZENSHIP, StepId.REVIEW)
    await vera.cancels()
    await vera.is_heard()
    assert any("Документы, даты рождения" in text for text in questions(vera))


async def test_what_is_too_old_to_be_deleted_keeps_nothing_else_in_the_chat(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PIN)
    too_old = "Bad Request: message can't be deleted for everyone"
    vera.world.telegram.faults.next("deleteMessages", status=400, description=too_old)
    await vera.cancels()
    await vera.is_heard()
    assert vera.traces == []
