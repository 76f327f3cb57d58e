"""The picture: tried once, renewed, and not asked for again too soon."""

from collections.abc import Callable

from bot.form.step import StepId
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]


def pictures(person: Applicant) -> int:
    return sum(message.photo is not None for message in person.person.chat.messages)


async def misses(person: Applicant) -> None:
    """From the check screen: change the birth date and have it checked."""
    await person.clicks("Дата рождения", LABELS[StepId.BIRTH_DATE])
    await person.says("13.05.1990", LABELS[StepId.REVIEW])
    await person.clicks("Получить пин-код")


async def test_wrong_signs_bring_one_new_picture(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.CAPTCHA)
    first = await bot.signs_of(vera.chat_id)
    await vera.says("?????", "Символы не совпали")
    await vera.is_heard()
    assert pictures(vera) == 1
    await vera.says(first, "Символы не совпали")
    await vera.does(StepId.CAPTCHA)
    await vera.sees(LABELS[StepId.PIN])


async def test_signs_are_accepted_in_small_and_russian_letters(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.CAPTCHA)
    signs = (await bot.signs_of(vera.chat_id)).lower()
    typed = signs.translate(str.maketrans("aekmhpctyx", "аекмнрстух"))
    await vera.says(f" {typed} ", LABELS[StepId.PIN])


async def test_another_picture_takes_the_place_of_the_former(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.CAPTCHA)
    first = await bot.signs_of(vera.chat_id)
    await vera.clicks("Обновить", LABELS[StepId.CAPTCHA])
    await vera.is_heard()
    assert pictures(vera) == 1
    assert await bot.signs_of(vera.chat_id) != first
    await vera.does(StepId.CAPTCHA)
    await vera.sees(LABELS[StepId.PIN])


async def test_a_picture_is_good_for_three_minutes(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.CAPTCHA)
    await bot.settles()
    await bot.passes(minutes=3)
    await vera.does(StepId.CAPTCHA)
    await vera.sees("Время этой картинки вышло")
    await vera.does(StepId.CAPTCHA)
    await vera.sees(LABELS[StepId.PIN])


async def test_a_solved_picture_opens_three_checks(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.REVIEW)
    await misses(vera)
    await vera.sees(LABELS[StepId.CAPTCHA])
    await vera.does(StepId.CAPTCHA)
    await vera.sees("Данные не совпали")
    for _ in range(2):
        await vera.clicks("Получить пин-код")
        await vera.person.sees_toast("Проверили Ваши данные ещё раз")
    await vera.clicks("Получить пин-код", LABELS[StepId.CAPTCHA])


async def test_a_solved_picture_holds_for_half_an_hour(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.REVIEW)
    await misses(vera)
    await vera.sees(LABELS[StepId.CAPTCHA])
    await vera.does(StepId.CAPTCHA)
    await vera.sees("Данные не совпали")
    await bot.passes(minutes=29)
    await vera.clicks("Получить пин-код")
    await vera.person.sees_toast("Проверили Ваши данные ещё раз")
    await bot.passes(minutes=2)
    await vera.clicks("Получить пин-код", LABELS[StepId.CAPTCHA])


async def test_without_captcha_the_check_follows_at_once(
    applicant: People, bot: RunningBot
) -> None:
    bot.settings = bot.settings.model_copy(update={"captcha": False})
    await bot.restarts()
    vera = applicant("vera")
    await vera.reaches(StepId.REVIEW)
    await vera.clicks("Получить пин-код", LABELS[StepId.PIN])
    assert vera.world.telegram.ledger.calls_of("sendPhoto") == []
