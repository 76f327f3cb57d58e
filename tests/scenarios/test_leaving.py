"""Stopping, coming back, asking for help: nothing typed is lost unless the person says so."""

from collections.abc import Callable

import pytest

from bot.form.draft import Draft
from bot.form.step import StepId
from tests.applicant import LABELS, ONE_OF_EACH_KIND, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
STEPS = list(LABELS)


async def test_the_registration_goes_on_after_a_restart_at_every_step(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.person.starts()
    for step in STEPS:
        await vera.sees(LABELS[step])
        await bot.restarts()
        await vera.does(step)
    await vera.sees("успешно активирована")


async def test_what_is_typed_while_the_bot_is_down_is_answered(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.BIRTH_DATE)
    await bot.stop()
    await vera.does(StepId.BIRTH_DATE)
    await vera.person.says("паспорт")
    await vera.person.says("4509 123456")
    await bot.start()
    await vera.sees("Дата выдачи")


@pytest.mark.parametrize("step", ONE_OF_EACH_KIND)
async def test_start_in_the_middle_offers_to_go_on(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    await vera.says("/start", "Продолжим?")
    await vera.clicks("Продолжить", LABELS[step])
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == before
    await vera.does(step)
    following = STEPS.index(step) + 1
    await vera.sees(LABELS[STEPS[following]] if following < len(STEPS) else "активирована")


@pytest.mark.parametrize("yes", ["да", "Давайте", "+", "Продолжить", "дальше"])
async def test_a_word_goes_on_as_the_button_does(applicant: People, yes: str) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await vera.says("/start", "Продолжим?")
    await vera.says(yes, LABELS[StepId.FULL_NAME])
    await vera.does(StepId.FULL_NAME)
    await vera.sees(LABELS[StepId.BIRTH_DATE])


@pytest.mark.parametrize("no", ["нет", "начать заново"])
async def test_a_no_to_going_on_drops_nothing(applicant: People, bot: RunningBot, no: str) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await vera.says("/start", "Продолжим?")
    await vera.says(no, "Чтобы начать сначала, нажмите «Начать заново»")
    await vera.clicks("Продолжить", LABELS[StepId.FULL_NAME])
    assert (await bot.state_of(vera.chat_id))[1].policy_number


async def test_starting_anew_takes_two_taps_and_forgets_everything(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PIN)
    await vera.says("/start", "Продолжим?")
    await vera.clicks("Начать заново", LABELS[StepId.CONSENT])
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == (StepId.CONSENT, Draft())
    assert vera.traces == []
    await vera.goes_on(StepId.CONSENT, StepId.REVIEW)


@pytest.mark.parametrize("step", ONE_OF_EACH_KIND)
async def test_cancel_asks_first_and_no_keeps_everything(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    await vera.says("/cancel", "Остановить регистрацию")
    await vera.clicks("Нет, продолжить", LABELS[step])
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == before
    await vera.does(step)


@pytest.mark.parametrize(
    ("step", "word"),
    [
        *((StepId.FULL_NAME, "Отмена"), (StepId.PHONE, "отменить"), (StepId.REVIEW, "отмена")),
        *((StepId.PIN, "ОТМЕНА"), (StepId.RULES, "отменить."), (StepId.ACTIVATION, "отмена")),
    ],
)
async def test_a_word_cancels_like_the_command(applicant: People, step: StepId, word: str) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await vera.says(word, "Остановить регистрацию")
    await vera.clicks("Нет, продолжить", LABELS[step])


@pytest.mark.parametrize("step", ONE_OF_EACH_KIND)
async def test_cancel_leaves_nothing_behind(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await vera.cancels()
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == (StepId.CONSENT, Draft())
    assert vera.traces == []
    assert not vera.person.chat.reply_keyboard
    await vera.clicks("Начать заново", "Согласие на обработку")


@pytest.mark.parametrize("step", [StepId.FULL_NAME, StepId.DOCUMENT_ISSUED, StepId.EMAIL])
async def test_whether_to_stop_can_be_answered_in_a_word(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    await vera.says("отмена", "Остановить регистрацию")
    await vera.says("нет", LABELS[step])
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == before
    await vera.says("отмена", "Остановить регистрацию")
    await vera.says("да", "Регистрация остановлена")
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == (StepId.CONSENT, Draft())


async def test_a_typed_cancel_in_an_edit_ends_the_edit_alone(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.ACTIVATION)
    await vera.clicks("Нет письма?")
    await vera.clicks("Исправить e-mail", LABELS[StepId.EMAIL])
    await vera.says("отмена", "Регистрация завершена")
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")


async def test_the_mailed_link_dies_with_the_cancelled_registration(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.opens_the_mail()
    await vera.cancels()
    assert "успешно активирована" not in await vera.follows_the_link()


async def test_there_is_nothing_to_cancel_before_the_consent(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.CONSENT)
    await vera.says("/cancel", "удалять пока нечего")


async def test_a_registered_person_meets_the_cabinet_at_every_command(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")
    for command in ("/start", "/cancel", "/help", "привет"):
        await vera.says(command, "Ваш личный кабинет открыт")
        assert "активирована" not in vera.person.last.text
        for caption in ("Перейти в Личный кабинет", "Добавить полис", "Добавить ребёнка"):
            assert vera.person.last.button(caption)


async def test_there_is_nothing_to_stop_after_the_activation(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")
    await vera.says("/cancel", "Останавливать нечего")


@pytest.mark.parametrize("step", [StepId.CONSENT, *ONE_OF_EACH_KIND, StepId.PASSWORD])
async def test_help_is_given_at_every_step_and_the_question_asked_again(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    await vera.says("/help")
    helped = await vera.sees("8 800 000-00-00")
    agreed = step in {StepId.CONSENT, StepId.RULES}  # their long texts stand above
    assert agreed != (LABELS[step] in helped.text)
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == before
    await vera.does(step)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("помощь", "8 800 000-00-00"),
        ("/HELP", "8 800 000-00-00"),
        ("где найти номер", "Номер есть на карточке ДМС"),
        ("а это безопасно?", "Другие вопросы — /help"),
        ("на латинице?", "Другие вопросы — /help"),
        ("?", "Другие вопросы — /help"),
        ("Здравствуйте!", "Продолжим с этого вопроса"),
    ],
)
async def test_help_asked_for_in_words_is_no_answer(
    applicant: People, word: str, told: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.POLICY_NUMBER)
    await vera.says(word, told)
    assert LABELS[StepId.POLICY_NUMBER] in vera.person.last.text
    await vera.goes_on(StepId.POLICY_NUMBER, StepId.CITIZENSHIP)


async def test_commands_are_heard_in_any_case(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await vera.says("/Start", "Продолжим?")
    await vera.says("/Cancel", "Остановить регистрацию")


async def test_an_unknown_command_is_no_answer(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.DOCUMENT_ISSUED)
    await vera.says("/stat", "Такой команды нет")
    await vera.goes_on(StepId.DOCUMENT_ISSUED, StepId.PHONE)
