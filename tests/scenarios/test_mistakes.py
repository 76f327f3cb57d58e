"""What cannot be an answer: said what is wrong and how it is right, and asked until it is."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
BAD = {
    StepId.POLICY_KIND: {"полис": "Такого варианта в списке нет", "1" * 257: "256"},
    StepId.POLICY_NUMBER: {
        "пока не пришёл": "нет цифр",
        "777*20": "лишние знаки: *",
        "1": "слишком короткий",
        "7" * 60: "Оставьте только номер",
        "7" * 4096: "длиннее 256",
        "🙂": "лишние знаки",
    },
    StepId.ROLE: {"никем": "Такого варианта в списке нет"},
    StepId.CITIZENSHIP: {"марсианское": "Такого варианта в списке нет"},
    StepId.FULL_NAME: {
        "Зимина В. Л.": "без инициалов",
        "Зимина Вера 2": "не бывает цифр",
        "Zimina Vera Lvovna": "латинские буквы",
        "***": "Например: Иванов Иван Иванович",
        "раз два три четыре пять шесть семь восемь": "больше семи слов",
    },
    StepId.BIRTH_DATE: {
        "весной": "нужны день, месяц и год",
        "31.02.1990": "Такого дня нет в календаре: 31 февраля 1990",
        "05.25.1990": "Месяца 25 не бывает",
        "12.05.2090": "не наступила",
        "12.05.1790": "слишком давний",
    },
    StepId.DOCUMENT_KIND: {"права": "Такого варианта в списке нет"},
    StepId.DOCUMENT_NUMBER: {
        "4510 77700": "Здесь 9 цифр",
        "4510 7770": "Здесь 8 цифр, а нужно 10",
        "451": "Здесь 3 цифры",
        "AB 777001": "только цифры",
    },
    StepId.DOCUMENT_ISSUED: {
        "123": "не видно ни даты",
        "14.05.1989, ОВД": "раньше даты рождения",
        "14.05.2000, ОВД": "с 14 лет",
        "14.05.2100, ОВД": "не наступила",
    },
    StepId.PHONE: {
        "нет телефона": "Здесь нет цифр",
        "8 900 100": "здесь 6 цифр, а нужно 10",
        "+7 900 100-00-011": "здесь 11 цифр, а нужно 10",
        "+375 29 123-45-67": "другой страны",
        "+7 701 123-45-67": "Казахстана",
        "8 495 123-45-67": "городской номер",
    },
    StepId.EMAIL: {
        "vera": "нет знака @",
        "vera@": "нужен адрес почты с точкой",
        "@example.org": "должно быть имя ящика",
        "a@b@example.org": "только один",
        "v" * 255 + "@example.org": "длиннее 254",
        "ve..ra@example.org": "лишнего знака",
        "вера@mail.ru": "до знака @ есть русские",
    },
}
"""By step: what is typed, and a part of what is said to it."""


@pytest.mark.parametrize("step", BAD)
async def test_a_bad_answer_is_explained_and_the_step_stays(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    for typed, told in BAD[step].items():
        await vera.says(typed)
        refusal = await vera.sees(told)
        assert len(refusal.text) <= 300
        await bot.settles()
        assert await bot.state_of(vera.chat_id) == before, typed
    await vera.does(step)
    following = list(LABELS)[list(LABELS).index(step) + 1]
    await vera.sees(LABELS[following])


async def test_a_two_digit_year_is_asked_back(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.BIRTH_DATE)
    await vera.says("12.05.20", "12.05.20 — это 12 мая 2020 г.?")
    await vera.clicks("Нет, напишу год полностью", LABELS[StepId.BIRTH_DATE])
    await vera.says("12.05.20", "12.05.20 — это 12 мая 2020 г.?")
    await vera.clicks("Да, верно", LABELS[StepId.DOCUMENT_KIND])


async def test_a_doubt_may_be_answered_by_typing_it_right(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.BIRTH_DATE)
    await vera.says("12.05.20", "это 12 мая 2020 г.?")
    await vera.says("12.05.1990", LABELS[StepId.DOCUMENT_KIND])


@pytest.mark.parametrize(
    ("content", "told"),
    [("весной", "нужны день, месяц и год"), ("photo", "напишите ответ текстом")],
)
async def test_a_refusal_after_a_doubt_is_about_what_came_then(
    applicant: People, content: str, told: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.BIRTH_DATE)
    await vera.says("12.05.20", "это 12 мая 2020 г.?")
    doubted = vera.person.last
    await (vera.person.sends("photo") if content == "photo" else vera.says(content))
    shown = str((await vera.sees(told)).raw["reply_markup"])
    assert ("Назад" in shown, "Зачем это?" in shown, "Да, верно" in shown) == (True, True, False)
    await vera.is_heard()
    await vera.person.clicks("Да, верно", doubted.message_id)
    await vera.person.sees_toast("от прошлого вопроса")
    await vera.does(StepId.BIRTH_DATE)
    await vera.sees(LABELS[StepId.DOCUMENT_KIND])


async def test_a_yes_to_an_older_doubt_settles_no_newer_one(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.BIRTH_DATE)
    await vera.says("12.05.20", "это 12 мая 2020 г.?")
    older = vera.person.last
    await vera.says("12.05.19", "это 12 мая 2019 г.?")
    await vera.is_heard()
    await vera.person.clicks("Да, верно", older.message_id)
    await vera.person.sees_toast("от прошлого вопроса")
    await vera.is_heard()
    _, draft = await bot.state_of(vera.chat_id)
    assert draft.birth_date is None
    await vera.clicks("Да, верно", LABELS[StepId.DOCUMENT_KIND])


async def test_a_yes_to_an_older_address_keeps_the_newer_one_in_question(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.clicks("Нет письма?")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.says("vera@gmial.com", "Похоже на опечатку")
    older = vera.person.last
    await vera.says("other@gmial.com", "Похоже на опечатку")
    await vera.is_heard()
    await vera.person.clicks("Исправить", older.message_id)
    await vera.person.sees_toast("от прошлого вопроса")
    await vera.clicks("Оставить", "o•••r@gmial.com")


async def test_a_name_on_the_wrong_layout_is_proposed_in_russian(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await vera.says("Pbvbyf Dthf Kmdjdyf", "Зимина Вера Львовна?")
    await vera.clicks("Да, верно", LABELS[StepId.BIRTH_DATE])
    await vera.goes_on(StepId.BIRTH_DATE, StepId.REVIEW)
    assert "Фамилия: Зимина" in vera.person.last.text


@pytest.mark.parametrize("word", ["да", "Да, верно", "ага", "yes", "+"])
async def test_yes_may_be_typed(applicant: People, word: str) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await vera.says("Pbvbyf Dthf Kmdjdyf", "Зимина Вера Львовна?")
    await vera.says(word, LABELS[StepId.BIRTH_DATE])
    await vera.says("12.05.90", "это 12 мая 1990 г.?")
    await vera.says(word, LABELS[StepId.DOCUMENT_KIND])
    await vera.goes_on(StepId.DOCUMENT_KIND, StepId.REVIEW)
    assert "Фамилия: Зимина" in vera.person.last.text


@pytest.mark.parametrize("word", ["нет", "Неверно", "Нет, напишу заново"])
async def test_no_may_be_typed(applicant: People, word: str) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await vera.says("Pbvbyf Dthf Kmdjdyf", "Зимина Вера Львовна?")
    await vera.says(word, LABELS[StepId.FULL_NAME])
    await vera.goes_on(StepId.FULL_NAME, StepId.DOCUMENT_KIND)


@pytest.mark.parametrize(
    ("word", "login"),
    [
        *(("да", "v•••a@gmail.com"), ("исправить", "v•••a@gmail.com")),
        *(("нет", "v•••a@gmial.com"), ("оставить", "v•••a@gmial.com")),
    ],
)
async def test_a_typo_of_a_corrected_address_may_be_settled_in_words(
    applicant: People, word: str, login: str
) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.clicks("Нет письма?")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.says("vera@gmial.com", "Похоже на опечатку")
    await vera.says(word, f"Отправляем письмо на {login}")


async def test_only_what_is_missing_of_a_name_is_asked(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await vera.says("Зимина", "Имя, как в полисе")
    await vera.says("Вера", "Отчество, как в полисе")
    await vera.says("нет", LABELS[StepId.BIRTH_DATE])


async def test_only_what_is_missing_of_the_issue_is_asked(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.DOCUMENT_ISSUED)
    await vera.says("14.05.2010", "Кем выдан документ?")
    await vera.says("ОВД Дальний", LABELS[StepId.PHONE])


@pytest.mark.parametrize(
    ("caption", "login"),
    [("Исправить", "v•••a@gmail.com"), ("Оставить", "v•••a@gmial.com")],
)
async def test_a_likely_typo_of_an_address_is_asked_back(
    applicant: People, caption: str, login: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.EMAIL)
    await vera.says("vera@gmial.com", "Похоже на опечатку")
    await vera.clicks(caption, LABELS[StepId.PASSWORD])
    await vera.goes_on(StepId.PASSWORD, StepId.ACTIVATION)
    assert login in vera.person.last.text


async def test_an_impossible_address_is_repaired_on_request(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.EMAIL)
    await vera.says("vera@mail,ru", "Правильный адрес — vera@mail.ru?")
    await vera.clicks("Нет, напишу заново", LABELS[StepId.EMAIL])
    await vera.says("vera@mail,ru", "Правильный адрес — vera@mail.ru?")
    await vera.clicks("Исправить", LABELS[StepId.PASSWORD])


async def test_odd_things_of_a_passport_are_hints_and_stop_nobody(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.DOCUMENT_NUMBER)
    await vera.says("4501 777001", LABELS[StepId.DOCUMENT_ISSUED])
    await vera.says("14.05.2009, ОВД Дальний", LABELS[StepId.PHONE])
    await vera.goes_on(StepId.PHONE, StepId.REVIEW)
    assert "Паспорт меняют в 20 и 45 лет" in vera.person.last.text
    assert "Год в серии паспорта" in vera.person.last.text
    await vera.clicks("Получить пин-код", LABELS[StepId.CAPTCHA])


async def test_a_flood_is_told_once_and_then_passed_over(
    applicant: People, bot: RunningBot
) -> None:
    bot.limits = type(bot.limits)(**{**vars(bot.limits), "updates_per_minute": 5})
    await bot.restarts()
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    for text in ("?", "777/20", "ещё", "и ещё"):
        await vera.says(text)
    await vera.is_heard()
    texts = [message.text for message in vera.person.chat.messages if message.from_bot]
    assert sum("последние сообщения не приняты" in text for text in texts) == 1
    assert LABELS[StepId.ROLE] in vera.person.last.text
    await bot.passes(minutes=2)
    await vera.says("застрахованный", LABELS[StepId.CITIZENSHIP])


async def test_a_flood_that_goes_on_is_told_of_once_a_minute_and_answered_as_far_as_allowed(
    applicant: People, bot: RunningBot
) -> None:
    bot.limits = type(bot.limits)(**{**vars(bot.limits), "updates_per_minute": 4})
    await bot.restarts()
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    told = []
    for seconds in (45, 45, 45, 45):
        for _ in range(6):
            await vera.says("/cancel")
        await vera.is_heard()
        texts = [message.text for message in vera.person.chat.messages if message.from_bot]
        told.append(sum("последние сообщения не приняты" in text for text in texts))
        await bot.passes(seconds=seconds)
    assert told == [1, 1, 2, 2]
