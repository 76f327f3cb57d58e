"""What the registry check answers, and that it tells nobody which answer was wrong."""

from collections.abc import Callable
from dataclasses import replace

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.family import policies_end
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
WRONG = {
    StepId.POLICY_KIND: ("Вид полиса", "[ОСАГО]"),
    StepId.POLICY_NUMBER: ("Номер полиса", "777/21"),
    StepId.ROLE: ("Являюсь", "[Застрахованным]"),
    StepId.SURNAME: ("Фамилия", "Зимова"),
    StepId.GIVEN_NAME: ("Имя", "Вероника"),
    StepId.PATRONYMIC: ("Отчество", "Петровна"),
    StepId.BIRTH_DATE: ("Дата рождения", "13.05.1990"),
    StepId.DOCUMENT_NUMBER: ("Серия и номер", "4510 777009"),
    StepId.ISSUE_DATE: ("Дата выдачи", "15.05.2010"),
}
"""By answer: the button of the check screen and what is told instead of the truth."""
HARMLESS = {
    StepId.ISSUER: ("Кем выдан", "кем-то другим"),
    StepId.SURNAME: ("Фамилия", "ЗИМИНА"),
    StepId.POLICY_NUMBER: ("Номер полиса", "№ 777 / 20"),
}


async def corrects(person: Applicant, step: StepId, change: tuple[str, str]) -> None:
    caption, told = change
    await person.clicks(caption, "Правка одного ответа")
    if told.startswith("["):
        await person.clicks(told.strip("[]"), LABELS[StepId.REVIEW])
    else:
        await person.says(told, LABELS[StepId.REVIEW])


async def has_it_checked(person: Applicant) -> None:
    """From the check screen through the picture."""
    await person.clicks("Получить пин-код", LABELS[StepId.CAPTCHA])
    await person.does(StepId.CAPTCHA)


async def misses(person: Applicant) -> None:
    """Have data checked of which the birth date is wrong."""
    await person.reaches(StepId.REVIEW)
    await corrects(person, StepId.BIRTH_DATE, WRONG[StepId.BIRTH_DATE])
    await has_it_checked(person)


async def allows(bot: RunningBot, **limits: int) -> None:
    bot.limits = replace(bot.limits, **limits)
    await bot.restarts()


async def test_no_answer_tells_which_field_was_wrong(applicant: People, bot: RunningBot) -> None:
    await allows(bot, registry_misses_per_day=100, registry_misses_per_month=100)
    seen = set()
    for user_id, (step, change) in enumerate(WRONG.items(), 500):
        vera = applicant("vera", user_id)
        await vera.reaches(StepId.REVIEW)
        await corrects(vera, step, change)
        await has_it_checked(vera)
        answer = await vera.sees("Данные не совпали")
        notice, _, _ = answer.text.partition(LABELS[StepId.REVIEW])
        seen.add((notice, str(answer.raw["reply_markup"])))
    assert len(seen) == 1
    assert vera.world.phones.messages == []


async def test_the_same_in_another_spelling_matches(applicant: People) -> None:
    for user_id, (step, change) in enumerate(HARMLESS.items(), 500):
        vera = applicant("vera", user_id)
        await vera.reaches(StepId.REVIEW)
        await corrects(vera, step, change)
        await has_it_checked(vera)
        await vera.sees(LABELS[StepId.PIN])


async def test_a_policy_of_the_past_says_so(applicant: People) -> None:
    past = applicant("past")
    await past.reaches(StepId.CAPTCHA)
    await past.does(StepId.CAPTCHA)
    await past.sees("Этот полис больше не действует")


async def test_a_policy_of_the_future_says_from_when(applicant: People) -> None:
    future = applicant("future")
    await future.reaches(StepId.CAPTCHA)
    await future.does(StepId.CAPTCHA)
    await future.sees("начнёт действовать 01.04.2026")


async def test_who_is_registered_is_shown_the_way_in(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.follows_the_link()
    again = applicant("vera", 500)
    await again.reaches(StepId.CAPTCHA)
    await again.does(StepId.CAPTCHA)
    await again.sees("личный кабинет уже открыт")
    assert await again.person.clicks("Войти") == "https://cabinet.example.org/"
    assert await again.person.clicks("Забыли пароль?") == "https://cabinet.example.org/reset"
    await again.clicks("Получить пин-код")
    await again.person.sees_toast("Проверили Ваши данные ещё раз")
    await again.clicks("Назад", LABELS[StepId.PHONE])
    assert len(again.world.phones.messages) == 1


async def test_whose_policy_ends_meanwhile_is_told_at_the_end(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.RULES)
    await policies_end(bot)
    await vera.clicks("☐ Я ознакомлен с правилами", LABELS[StepId.RULES])
    await vera.clicks("Зарегистрироваться", "Этот полис больше не действует")
    assert LABELS[StepId.REVIEW] in vera.person.last.text
    assert vera.world.mail.mails == []


async def test_a_policy_that_ended_before_the_activation_opens_no_cabinet(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.registers()
    await policies_end(bot)
    assert "закончился срок полиса" in await vera.follows_the_link()
    await vera.does(StepId.ACTIVATION)
    await vera.sees("закончился срок полиса")


async def test_who_registers_meanwhile_elsewhere_is_told_at_the_end(
    applicant: People, bot: RunningBot
) -> None:
    slow, quick = applicant("vera"), applicant("vera", 500)
    await slow.reaches(StepId.RULES)
    await slow.clicks("☐ Я ознакомлен с правилами", LABELS[StepId.RULES])
    await bot.passes(minutes=1)
    await quick.reaches(StepId.PIN)
    await quick.says(await quick.reads_the_pin(2), LABELS[StepId.EMAIL])
    await quick.goes_on(StepId.EMAIL, StepId.ACTIVATION)
    await quick.follows_the_link()
    await slow.clicks("Зарегистрироваться", "личный кабинет уже открыт")


async def test_another_phone_in_the_contract_can_be_told_to_hr(applicant: People) -> None:
    egor = applicant("egor")
    await egor.reaches(StepId.CAPTCHA)
    await egor.does(StepId.CAPTCHA)
    await egor.sees("другой номер телефона или его нет")
    await egor.clicks("Заменить номер")
    sent_to_hr = await egor.sees(
        "обратитесь к HR-специалисту или иному представителю Страхователя"
    )
    assert "Инна Лугова, добавочный 7" in sent_to_hr.text
    assert egor.phone not in sent_to_hr.text
    assert "исправить мой мобильный телефон" in sent_to_hr.text
    await egor.says("ок", "обратитесь к HR-специалисту или иному представителю Страхователя")
    assert egor.person.last.text.endswith(sent_to_hr.text)
    await egor.says("/start", "Продолжим?")
    await egor.clicks("Продолжить", "обратитесь к HR-специалисту")
    await egor.clicks("Номер исправили", LABELS[StepId.REVIEW])
    await egor.clicks("Получить пин-код", "другой номер телефона или его нет")
    await egor.clicks("Другой номер", LABELS[StepId.PHONE])
    await egor.says("8 900 000-00-77", LABELS[StepId.REVIEW])
    assert egor.world.phones.messages == []


async def test_the_right_phone_after_another_one_gets_the_pin(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.REVIEW)
    await corrects(vera, StepId.PHONE, ("Мобильный телефон", "+7 900 100-00-99"))
    await has_it_checked(vera)
    await vera.sees("другой номер телефона или его нет")
    await vera.clicks("Другой номер", LABELS[StepId.PHONE])
    await vera.goes_on(StepId.PHONE, StepId.REVIEW)
    await vera.clicks("Получить пин-код", LABELS[StepId.PIN])


async def test_five_misses_close_the_check_for_a_day_whoever_claims_the_person(
    applicant: People, bot: RunningBot
) -> None:
    await allows(bot, captcha_checks=100)
    vera = applicant("vera")
    await misses(vera)
    await vera.sees("Данные не совпали с договором")
    for _ in range(4):
        await vera.clicks("Получить пин-код")
        await vera.person.sees_toast("Проверили Ваши данные ещё раз")
    await vera.clicks("Получить пин-код", "приостановлена. Продолжить можно завтра в 12:00 (МСК)")
    assert "позже чем через 24 часа после последнего сообщения" in vera.person.last.text
    assert "обратитесь к HR" in vera.person.last.text
    other = applicant("vera", 500)
    await other.reaches(StepId.CAPTCHA)
    await other.does(StepId.CAPTCHA)
    await other.sees("проверка приостановлена")
    await bot.passes(hours=23, minutes=59)
    await other.clicks("Получить пин-код", LABELS[StepId.CAPTCHA])
    await bot.passes(minutes=2)
    await other.does(StepId.CAPTCHA)
    await other.sees(LABELS[StepId.PIN])


async def test_each_miss_says_how_many_checks_are_left(applicant: People, bot: RunningBot) -> None:
    await allows(bot, registry_misses_per_day=3)
    vera = applicant("vera")
    await misses(vera)
    await vera.sees("Проверок на сегодня осталось: 2.")
    await vera.clicks("Получить пин-код", "Проверок на сегодня осталось: 1.")
    await vera.clicks("Получить пин-код", "Следующая проверка — завтра в 12:00 (МСК)")
    assert vera.person.last.text.index("Проверьте данные") < vera.person.last.text.index(
        "не совпали"
    )


async def test_who_has_missed_too_often_for_a_month_is_sent_to_the_insurer(
    applicant: People, bot: RunningBot
) -> None:
    await allows(bot, registry_misses_per_month=1)
    vera = applicant("vera")
    await misses(vera)
    await vera.sees("Данные не совпали с договором")
    await vera.clicks("Получить пин-код", "Продолжить можно 01.04.2026 в 12:00 (МСК)")
    assert "позвоните в страховую компанию: 8 800 000-00-00" in vera.person.last.text
    assert "обратитесь к HR" not in vera.person.last.text


async def test_too_many_misses_of_all_people_close_the_check_for_an_hour(
    applicant: People, bot: RunningBot
) -> None:
    await allows(bot, registry_misses_per_hour=1)
    vera, nina = applicant("vera"), applicant("nina")
    await misses(vera)
    await vera.sees("Данные не совпали")
    await nina.reaches(StepId.CAPTCHA)
    await nina.does(StepId.CAPTCHA)
    await nina.sees("приостановлена для всех. Попробуйте в 13:00 (МСК)")
