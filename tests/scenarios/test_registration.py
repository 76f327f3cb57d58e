"""A whole registration, from /start to the activated account, for everybody the form knows."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from tests.applicant import CHOICES, LABELS, Applicant
from tests.phones import unbroken

People = Callable[..., Applicant]
EVERYBODY = [
    *("anna", "rustam", "petr", "gleb"),
    *("vera", "maxim", "nina", "lida", "john", "alla", "timur", "bare"),
]
"""All six kinds of policy, both roles, both citizenships, all four documents."""


@pytest.mark.parametrize("sample", EVERYBODY)
async def test_a_person_registers_and_activates_by_the_link(
    applicant: People, sample: str
) -> None:
    person = applicant(sample)
    await person.walks_to(StepId.ACTIVATION)
    page = await person.follows_the_link()
    assert "Ваша учётная запись успешно активирована" in page
    await person.sees("Ваша учётная запись успешно активирована")


async def test_a_person_activates_by_the_code_of_the_mail(applicant: People) -> None:
    anna = applicant("anna")
    await anna.registers()
    await anna.does(StepId.ACTIVATION)
    await anna.sees("Ваша учётная запись успешно активирована")
    await anna.clicks("Перейти в Личный кабинет")


async def test_answers_of_choices_may_be_typed(applicant: People) -> None:
    rustam = applicant("rustam")
    await rustam.reaches(StepId.POLICY_KIND)
    steps = list(LABELS)
    for step in steps[1 : steps.index(StepId.REVIEW)]:
        await rustam.sees(LABELS[step])
        await rustam.says(rustam.answers[step])
    await rustam.sees("Проверьте данные")
    assert set(steps) > CHOICES


async def test_the_own_number_is_shared_by_a_tap(bot: object, anna: Person) -> None:
    """The number of the Telegram account takes the place of a typed one."""
    await anna.starts()
    await anna.clicks("Согласен, начать")
    for caption in ("Здоровье (ДМС)",):
        await anna.clicks(caption)
    await anna.sees("номер полиса")
    await anna.says("AM012345678/13")
    await anna.clicks("Застрахованным")
    await anna.clicks("Гражданин РФ")
    await anna.sees("Фамилия, Имя, Отчество")
    await anna.says("Иванова Анна Сергеевна 12.03.1990")
    await anna.clicks("Паспорт гражданина РФ")
    await anna.sees("Серия и номер")
    await anna.says("4509 123456, выдан 15.04.2010 ОВД Тверской")
    await anna.clicks("Отправить мой номер")
    review = await anna.sees("Проверьте данные")
    assert review.spoilers == ("4509 123456", unbroken("+7 900 000-00-01"))
