"""Another phone in the contract: control questions change it, and whoever it concerns is told."""

from collections.abc import Callable
from dataclasses import replace

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from tests.applicant import LABELS, Applicant
from tests.hr_desk import TRAILS, appointed, refuses
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
OLD_PHONE = "+79000000005"
FIRST, SECOND = "лечащего врача", "В каком месяце"
EXAMPLES = {"123/14"}
"""Stands in the question itself, and is the policy of these sample people."""
RIGHT, WRONG = ("полевая", "Сентябрь "), ("Полевая", "октябрь")


async def comes_to_another_phone(person: Applicant) -> None:
    await person.reaches(StepId.CAPTCHA)
    await person.does(StepId.CAPTCHA)
    await person.sees("другой номер телефона или его нет")


async def comes_to_the_pin(person: Applicant) -> None:
    """Answer the questions rightly."""
    await comes_to_another_phone(person)
    await person.clicks("Заменить номер")
    await answers(person, RIGHT)
    await person.sees(LABELS[StepId.PIN])


async def answers(person: Applicant, told: tuple[str, str]) -> None:
    await person.sees(FIRST)
    await person.says(told[0], SECOND)
    await person.says(told[1])


async def test_an_answer_can_be_given_anew_before_they_are_checked(applicant: People) -> None:
    darya = applicant("darya")
    await comes_to_another_phone(darya)
    await darya.clicks("Заменить номер", "одного-двух слов, например")
    await darya.says("берёзовая", SECOND)
    await darya.clicks("Назад", FIRST)
    await answers(darya, RIGHT)
    await darya.sees(LABELS[StepId.PIN])


async def test_right_answers_and_a_pin_change_the_number(
    applicant: People, admin: Person, olga: Person, bot: RunningBot
) -> None:
    darya = applicant("darya")
    await comes_to_another_phone(darya)
    await appointed(admin, olga, TRAILS)
    await darya.clicks("Заменить номер", "Вопрос 1 из 2")
    await answers(darya, RIGHT)
    await darya.sees(LABELS[StepId.PIN])
    await darya.reads_the_pin()
    assert [sms.phone for sms in darya.world.phones.messages] == [darya.phone]
    await darya.does(StepId.PIN)
    await darya.sees(LABELS[StepId.EMAIL])
    warning = await darya.world.phones.waits_for(OLD_PHONE)
    assert "8 800 000-00-00" in warning.text
    assert warning.pin is None
    told = await olga.sees("заменён и подтверждён")
    assert "Орлова-Лугова Д. И." in told.text
    await darya.goes_on(StepId.EMAIL, StepId.ACTIVATION)
    await darya.is_heard()
    assert set(darya.traces) <= EXAMPLES


async def test_the_new_number_is_the_one_of_the_contract_from_then_on(
    applicant: People, bot: RunningBot
) -> None:
    darya, again = applicant("darya"), applicant("darya", 500)
    await comes_to_another_phone(darya)
    await darya.clicks("Заменить номер")
    await answers(darya, RIGHT)
    await darya.does(StepId.PIN)
    await darya.sees(LABELS[StepId.EMAIL])
    await again.reaches(StepId.CAPTCHA)
    await again.does(StepId.CAPTCHA)
    await again.sees(LABELS[StepId.PIN])


async def test_wrong_answers_tell_no_more_than_how_many_attempts_are_left(
    applicant: People, bot: RunningBot
) -> None:
    darya, other = applicant("darya"), applicant("darya", 500)
    await comes_to_another_phone(darya)
    await darya.clicks("Заменить номер")
    await answers(darya, WRONG)
    first = await darya.sees("Ответы не подошли. Осталось 2 попытки")
    assert FIRST in first.text
    await answers(darya, ("Полянская", "сентябрь"))
    second = await darya.sees("Осталась 1 попытка")
    assert second.text == first.text.replace("Осталось 2 попытки", "Осталась 1 попытка")
    await answers(darya, WRONG)
    await darya.sees("попытки закончились. Чтобы внести номер")
    await darya.says("почему?", "попытки закончились. Чтобы внести номер")
    assert "Заменить номер" not in str(darya.person.last.raw)
    await comes_to_another_phone(other)
    await other.clicks("Заменить номер", "обратитесь к HR-специалисту")
    assert darya.world.phones.messages == []
    await bot.passes(days=30)
    await other.says("/start", LABELS[StepId.CONSENT])


async def test_who_does_not_remember_goes_to_hr_and_loses_no_attempt(
    applicant: People, admin: Person, olga: Person, bot: RunningBot
) -> None:
    darya = applicant("darya")
    await comes_to_another_phone(darya)
    await darya.clicks("Заменить номер", FIRST)
    for text in ("а что это?", "помогите пожалуйста", "???", "🤷"):
        await darya.says(text, "попытка не потратится")
    assert FIRST in darya.person.last.text
    await darya.says("уже не помню", "Пусть номер подтвердит HR?")
    for text in ("не помню точно", "да нет", "Давайте я отвечу"):
        await darya.says(text, "Пусть номер подтвердит HR?")
    await darya.says("Нет, отвечу на вопросы", FIRST)
    await darya.clicks("Не помню ответы", "Пусть номер подтвердит HR?")
    await darya.clicks("Нет, отвечу на вопросы", FIRST)
    await darya.clicks("Не помню ответы", "Пусть номер подтвердит HR?")
    await darya.says("не надо", FIRST)
    await darya.clicks("Не помню ответы", "Пусть номер подтвердит HR?")
    await darya.says("Да, пусть подтвердит HR", "обратитесь к HR-специалисту")
    await darya.says("помощь", "8 800 000-00-00")
    await appointed(admin, olga, TRAILS)
    await darya.clicks("Заменить номер", FIRST)
    await darya.clicks("Не помню ответы", "Пусть номер подтвердит HR?")
    await darya.clicks("Да, пусть подтвердит HR", "Запрос уже у него в боте")
    await olga.sees("Орлова-Лугова Д. И.")
    await refuses(olga)
    await darya.sees("HR не подтвердил номер")
    await darya.clicks("Заменить номер")
    await answers(darya, WRONG)
    await darya.sees("Осталось 2 попытки")


async def test_leaving_the_questions_costs_nothing(applicant: People, bot: RunningBot) -> None:
    bot.limits = replace(bot.limits, question_attempts_per_month=1)
    await bot.restarts()
    darya = applicant("darya")
    await comes_to_another_phone(darya)
    for _ in range(3):
        await darya.clicks("Заменить номер", FIRST)
        await darya.says("берёзовая", SECOND)
        await darya.clicks("Назад", FIRST)
        await darya.clicks("Назад", "другой номер телефона или его нет")
    await darya.clicks("Заменить номер", FIRST)
    await darya.says("назад", "другой номер телефона или его нет")
    await darya.says("назад", LABELS[StepId.REVIEW])
    await darya.does(StepId.REVIEW)
    await darya.sees("другой номер телефона или его нет")
    await darya.clicks("Заменить номер")
    await answers(darya, RIGHT)
    await darya.sees(LABELS[StepId.PIN])


async def test_the_question_stands_through_a_restart_a_command_and_a_picture(
    applicant: People, bot: RunningBot
) -> None:
    darya = applicant("darya")
    await comes_to_another_phone(darya)
    await darya.clicks("Заменить номер", FIRST)
    await darya.says(RIGHT[0], SECOND)
    await bot.restarts()
    await darya.says("/help", SECOND)
    await darya.person.sends("photo")
    await darya.sees("напишите ответ текстом. Достаточно одного-двух слов, например: Барсик.")
    await darya.sees(SECOND)
    await darya.says("х" * 257, "Ответ длиннее 256 знаков")
    assert "например: Барсик" in darya.person.last.text
    await darya.says("/start", "Продолжим?")
    await darya.clicks("Продолжить", SECOND)
    await darya.says(RIGHT[1], LABELS[StepId.PIN])


async def test_right_answers_hold_for_the_number_as_long_as_nothing_else_changes(
    applicant: People, bot: RunningBot
) -> None:
    darya = applicant("darya")
    await comes_to_the_pin(darya)
    await darya.clicks("Назад", LABELS[StepId.REVIEW])
    await darya.clicks("Получить пин-код", "код из него ещё действует")
    await darya.says(await darya.reads_the_pin(), LABELS[StepId.EMAIL])
    await darya.world.phones.waits_for(OLD_PHONE)


async def test_right_answers_hold_for_no_number_that_was_changed_in_between(
    applicant: People, bot: RunningBot
) -> None:
    darya = applicant("darya")
    await comes_to_the_pin(darya)
    for phone in ("+7 900 000-00-56", darya.answers["phone"]):
        await darya.clicks("Назад", LABELS[StepId.REVIEW])
        await darya.clicks("Мобильный телефон", LABELS[StepId.PHONE])
        await darya.says(phone, LABELS[StepId.REVIEW])
        await darya.clicks("Получить пин-код", "другой номер телефона или его нет")


async def test_going_back_from_the_pin_asks_the_questions_again(
    applicant: People, bot: RunningBot
) -> None:
    darya = applicant("darya")
    await comes_to_the_pin(darya)
    await darya.clicks("Другой номер", LABELS[StepId.PHONE])
    await darya.says("+7 900 000-00-56", LABELS[StepId.REVIEW])
    await darya.clicks("Получить пин-код", "другой номер телефона или его нет")
