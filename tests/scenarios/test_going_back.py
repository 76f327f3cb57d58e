"""«Назад» from everywhere, and the check screen on which every answer can be put right."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.form.draft import Draft
from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.phones import unbroken
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
QUESTIONS = list(LABELS)[1 : list(LABELS).index(StepId.REVIEW)]
EDITS = {
    StepId.POLICY_KIND: ("Вид полиса", "вид полиса", "[КАСКО]", "КАСКО"),
    StepId.POLICY_NUMBER: ("Номер полиса", "номер полиса", "123/14", "123/14"),
    StepId.ROLE: ("Являюсь", "Являюсь", "[Страхователем]", "Страхователем"),
    StepId.SURNAME: ("Фамилия", "Фамилия", "Петрова", "Петрова"),
    StepId.GIVEN_NAME: ("Имя", "Имя", "Инна", "Инна"),
    StepId.PATRONYMIC: ("Отчество", "Отчество", "[Нет отчества]", "нет"),
    StepId.BIRTH_DATE: ("Дата рождения", "Дата рождения", "13.03.1990", "13.03.1990"),
    StepId.DOCUMENT_NUMBER: ("Серия и номер", "Серия и номер", "4509654321", "4509 654321"),
    StepId.ISSUE_DATE: ("Дата выдачи", "Дата выдачи", "16 апреля 2010", "16.04.2010"),
    StepId.ISSUER: ("Кем выдан", "Кем выдан", "ОВД Дальний", "ОВД Дальний"),
    StepId.PHONE: (
        *("Мобильный телефон", "Мобильный телефон"),
        *("8(900)7654321", unbroken("+7 900 765-43-21")),
    ),
}
"""By step: the button, what the question reads, the new answer, how the check screen shows it."""


async def answer(person: Applicant, told: str) -> None:
    if told.startswith("["):
        await person.clicks(told.strip("[]"))
    else:
        await person.says(told)


async def answers_of(bot: RunningBot, person: Applicant) -> Draft:
    await bot.settles()
    _, draft = await bot.state_of(person.chat_id)
    return replace(draft, passed=frozenset(), aside=None)


async def test_one_walks_back_to_the_first_question_and_forward_again(
    applicant: People, bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    told = await answers_of(bot, anna)
    for step in reversed(QUESTIONS):
        await anna.clicks("Назад", LABELS[step])
    await anna.clicks("Назад", "Это первый вопрос")
    assert await answers_of(bot, anna) == Draft()
    await anna.goes_on(StepId.POLICY_KIND, StepId.REVIEW)
    assert await answers_of(bot, anna) == told


@pytest.mark.parametrize(
    ("step", "before"),
    [
        (StepId.CAPTCHA, StepId.REVIEW),
        (StepId.PIN, StepId.REVIEW),
        (StepId.EMAIL, StepId.REVIEW),
        (StepId.PASSWORD, StepId.EMAIL),
        (StepId.PASSWORD_REPEAT, StepId.PASSWORD),
        (StepId.RULES, StepId.PASSWORD),
    ],
)
async def test_one_goes_back_from_a_gate_and_on_again(
    applicant: People, bot: RunningBot, step: StepId, before: StepId
) -> None:
    anna = applicant("anna")
    await anna.reaches(step)
    await bot.passes(minutes=1)
    await anna.clicks("Назад", LABELS[before])
    way = list(LABELS)
    after = way[way.index(before) + 1]
    if step is StepId.EMAIL:
        await anna.clicks("Дальше", LABELS[StepId.EMAIL])
        return
    await anna.does(before)
    if step is StepId.PIN:
        await anna.sees("Напишите сюда пин-код")
        await anna.says(await anna.reads_the_pin(2), LABELS[StepId.EMAIL])
        return
    await anna.goes_on(after, StepId.RULES if step is not StepId.CAPTCHA else StepId.PIN)


TYPED_BACK = [
    (StepId.FULL_NAME, "Назад", StepId.CITIZENSHIP),
    (StepId.DOCUMENT_ISSUED, "назад", StepId.DOCUMENT_NUMBER),
    (StepId.PHONE, "НАЗАД", StepId.DOCUMENT_ISSUED),
    (StepId.REVIEW, "вернуться", StepId.PHONE),
    (StepId.CAPTCHA, "« назад", StepId.REVIEW),
    (StepId.PIN, "Вернуться назад", StepId.REVIEW),
    (StepId.EMAIL, "назад", StepId.REVIEW),
    (StepId.PASSWORD, "назад", StepId.EMAIL),
    (StepId.PASSWORD_REPEAT, "Назад", StepId.PASSWORD),
    (StepId.RULES, "назад.", StepId.PASSWORD),
]
"""Where one is, the word, and where it leads."""


@pytest.mark.parametrize(("step", "word", "before"), TYPED_BACK)
async def test_one_goes_back_with_a_word(
    applicant: People, bot: RunningBot, step: StepId, word: str, before: StepId
) -> None:
    anna = applicant("anna")
    await anna.reaches(step)
    await anna.says(word, LABELS[before])
    await anna.is_heard()
    assert (await bot.state_of(anna.chat_id))[0] == before


async def test_a_word_leads_from_a_part_of_the_name_to_the_whole(applicant: People) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.FULL_NAME)
    await anna.says("Иванова", "Имя, как в полисе")
    await anna.says("назад", LABELS[StepId.FULL_NAME])
    await anna.goes_on(StepId.FULL_NAME, StepId.DOCUMENT_KIND)


async def test_a_word_leads_back_from_a_doubt(applicant: People) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.BIRTH_DATE)
    await anna.says("12.03.90", "это 12 марта 1990 г.?")
    await anna.says("назад", LABELS[StepId.FULL_NAME])


@pytest.mark.parametrize("word", ["назад", "Отмена правки"])
async def test_a_correction_is_taken_back_with_a_word(applicant: People, word: str) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    await anna.clicks("Фамилия", "Фамилия")
    await anna.says(word, "Проверьте данные")
    assert "Фамилия: Иванова" in anna.person.last.text


@pytest.mark.parametrize("step", EDITS)
async def test_one_answer_is_corrected_and_nothing_else_is_asked(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    caption, label, told, shown = EDITS[step]
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    before = await answers_of(bot, anna)
    await anna.clicks(caption, label)
    await anna.sees("Правка одного ответа")
    await answer(anna, told)
    review = await anna.sees("Проверьте данные")
    assert f"{caption}: {shown}" in review.text
    after = await answers_of(bot, anna)
    field = step.value
    assert after.value(field) != before.value(field)
    assert after.with_values({field: before.value(field)}) == before


@pytest.mark.parametrize("step", EDITS)
async def test_a_correction_can_be_taken_back(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    caption, label, *_ = EDITS[step]
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    before = await answers_of(bot, anna)
    await anna.clicks(caption, label)
    await anna.clicks("Отмена правки", "Проверьте данные")
    assert await answers_of(bot, anna) == before


async def test_a_birth_date_that_the_issue_does_not_fit_is_hinted_at(applicant: People) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    await anna.clicks("Дата рождения", "Дата рождения")
    await anna.says("12.03.2000", "Паспорт РФ выдают с 14 лет")
    await anna.clicks("Дата выдачи", "Дата выдачи")
    await anna.says("15.04.2020", "Проверьте данные")
    assert "с 14 лет" not in anna.person.last.text


async def test_another_document_asks_its_number_and_issue_anew(applicant: People) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    await anna.clicks("Документ", "Документ")
    await anna.clicks("Свидетельство о рождении РФ", "Серия и номер")
    await anna.says("IVАИ123456", "Дата выдачи")
    await anna.says("20.03.1990, Тверской отдел ЗАГС")
    review = await anna.sees("Проверьте данные")
    assert review.spoilers == ("IV-АИ 123456", unbroken("+7 900 000-00-01"))


async def test_another_citizenship_asks_the_document_anew(applicant: People) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    await anna.clicks("Гражданство", "Гражданство")
    await anna.clicks("Иностранное гражданство")
    asked = await anna.sees("Документ")
    captions = [row[0].text for row in asked.keyboard]
    assert captions[0] == "Иностранный паспорт"
    await anna.clicks("Иностранный паспорт", "Серия и номер")
    await anna.says("AB 1234567", "Дата выдачи")
    await anna.says("20.02.2019, Ташкент", "Проверьте данные")


async def test_the_same_answer_again_changes_nothing(applicant: People, bot: RunningBot) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.REVIEW)
    before = await answers_of(bot, anna)
    await anna.clicks("Гражданство", "Гражданство")
    await anna.clicks("Гражданин РФ", "Проверьте данные")
    assert await answers_of(bot, anna) == before


async def test_a_correction_after_the_pin_asks_for_a_new_pin(
    applicant: People, bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.EMAIL)
    await bot.passes(minutes=1)
    await anna.clicks("Назад", "Проверьте данные")
    await anna.clicks("Кем выдан", "Кем выдан")
    await anna.says("ОВД Дальний", "Проверьте данные")
    await anna.clicks("Получить пин-код", "Напишите сюда пин-код")


async def test_a_look_back_after_the_pin_costs_no_second_one(
    applicant: People, bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.EMAIL)
    await anna.clicks("Назад", "Проверьте данные")
    await anna.clicks("Имя", "Имя")
    await anna.says("Анна", "Телефон уже подтверждён")
    await anna.clicks("Дальше", LABELS[StepId.EMAIL])
    await anna.goes_on(StepId.EMAIL, StepId.ACTIVATION)
    assert len(anna.world.phones.messages) == 1


async def test_no_patronymic_can_be_taken_back(applicant: People) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.FULL_NAME)
    await anna.clicks("Нет отчества", "фамилию и имя")
    await anna.clicks("Назад", LABELS[StepId.FULL_NAME])
    await anna.goes_on(StepId.FULL_NAME, StepId.REVIEW)
    assert "Отчество: Сергеевна" in anna.person.last.text


async def test_why_a_question_is_asked(applicant: People) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.BIRTH_DATE)
    await anna.clicks("Зачем это?")
    explained = await anna.sees("кабинет не откроется другому человеку")
    assert "Дата рождения" in explained.text
