"""Another policy or a child in the same account: proved by the account's phone, undoable."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from bot.form.adding import registered
from bot.form.draft import Adding
from bot.form.step import StepId
from storage.tables import account_claims, account_insured, consents
from tests.applicant import LABELS, Applicant
from tests.family import joins_the_registry, policies_end, told_of
from tests.phones import unbroken
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
ACTIVE = "успешно активирована"
OPEN = "Ваш личный кабинет открыт"
WAY = list(LABELS)[1 : list(LABELS).index(StepId.PHONE)]
"""What is asked about a policy before the check screen; of a child all but the role."""


@pytest.fixture
async def vera(applicant: People, bot: RunningBot, tmp_path: Path) -> Applicant:
    """Give somebody with an account, whose family is in the registry."""
    vera = applicant("vera")
    await vera.registers()
    await vera.does(StepId.ACTIVATION)
    await vera.sees(ACTIVE)
    await joins_the_registry(bot, tmp_path)
    await bot.passes(minutes=1)
    return vera


async def adds(owner: Applicant, caption: str, member: str) -> Applicant:
    """Press the button; return the owner with the answers about somebody of the family."""
    await owner.clicks(caption, LABELS[StepId.POLICY_KIND])
    return replace(owner, sample=told_of(member, owner.sample))


async def fills_in(person: Applicant, *, role: bool) -> None:
    """From the first question to the check screen."""
    for due in WAY:
        if due is not StepId.ROLE or role:
            await person.sees(LABELS[due])
            await person.does(due)
    await person.sees(LABELS[StepId.REVIEW])


async def adds_the_child(owner: Applicant) -> Applicant:
    """From the button to the message that the child is in; a picture solved before still holds."""
    child = await adds(owner, "Добавить ребёнка", "child")
    await fills_in(child, role=False)
    await child.clicks("Получить пин-код", "Напишите сюда пин-код")
    await child.says("не пришло", "нажмите «Отправить ещё раз»")
    assert "Другой номер" not in child.person.last.text
    await child.says(await child.reads_the_pin(2), "Ребёнок добавлен")
    return child


async def rows_of(bot: RunningBot) -> tuple[int, int]:
    """Count the people of all accounts, and what the accounts claim."""
    async with bot.app.core.store.database.reading() as connection:
        counts = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (account_insured, account_claims)
        ]
    return counts[0], counts[1]


async def test_a_child_is_added_by_the_phone_of_the_account(
    vera: Applicant, bot: RunningBot
) -> None:
    child = await adds(vera, "Добавить ребёнка", "child")
    await fills_in(child, role=False)
    review = await child.sees(LABELS[StepId.REVIEW])
    assert f"Мобильный телефон: {unbroken('+7 9•• •••-••-01')}" in review.text
    assert "E-mail: v•••a@example.org" in review.text
    assert "Мобильный телефон" not in str(review.raw["reply_markup"])
    await child.clicks("Получить пин-код", "Напишите сюда пин-код")
    assert "Другой номер" not in str(child.person.last.raw["reply_markup"])
    await child.says(await child.reads_the_pin(2), "Ребёнок добавлен")
    await bot.settles()
    assert await rows_of(bot) == (2, 3)
    assert child.traces == []
    assert await bot.state_of(vera.chat_id) == (None, registered())
    assert len(vera.world.mail.mails) == 1


async def test_a_second_policy_of_the_same_person_is_added(
    vera: Applicant, bot: RunningBot
) -> None:
    policy = await adds(vera, "Добавить полис", "second policy")
    await fills_in(policy, role=True)
    await policy.clicks("Получить пин-код", "Напишите сюда пин-код")
    await policy.says(await policy.reads_the_pin(2), "Полис добавлен")
    assert await rows_of(bot) == (2, 3)


async def test_adding_is_asked_about_below_the_way_into_the_cabinet(vera: Applicant) -> None:
    active = vera.person.last
    await adds(vera, "Добавить ребёнка", "child")
    asked = vera.person.last
    assert "вид полиса, который добавляем" in asked.text
    [still] = [one for one in vera.person.chat.messages if one.message_id == active.message_id]
    assert still.text == active.text


async def test_adding_goes_on_after_a_restart_and_a_pause(
    vera: Applicant, bot: RunningBot
) -> None:
    child = await adds(vera, "Добавить ребёнка", "child")
    await child.does(StepId.POLICY_KIND)
    await child.sees(LABELS[StepId.POLICY_NUMBER])
    await bot.restarts()
    await child.says("/start", "Вы уже начали добавлять полис")
    await child.clicks("Продолжить", LABELS[StepId.POLICY_NUMBER])
    await child.clicks("Назад", LABELS[StepId.POLICY_KIND])
    await fills_in(child, role=False)
    await child.clicks("Получить пин-код", "Напишите сюда пин-код")
    await bot.restarts()
    await child.says(await child.reads_the_pin(2), "Ребёнок добавлен")
    assert await rows_of(bot) == (2, 3)


async def test_whoever_stops_adding_keeps_the_account_as_it_was(
    vera: Applicant, bot: RunningBot
) -> None:
    child = await adds(vera, "Добавить ребёнка", "child")
    await fills_in(child, role=False)
    await child.says("/cancel", "Кабинет и всё, что в нём есть, останется")
    await child.clicks("Да, удалить ответы", "новые ответы удалены")
    await bot.settles()
    assert child.traces == []
    assert await bot.state_of(vera.chat_id) == (None, registered())
    assert await rows_of(bot) == (1, 2)
    await adds_the_child(vera)


async def test_starting_anew_asks_the_first_question_of_the_same_adding(
    vera: Applicant,
) -> None:
    child = await adds(vera, "Добавить ребёнка", "child")
    await child.does(StepId.POLICY_KIND)
    await child.says("/start", "Вы уже начали добавлять полис")
    await child.clicks("Начать заново", LABELS[StepId.POLICY_KIND])
    await fills_in(child, role=False)


async def test_a_day_of_silence_wipes_what_was_being_added_alone(
    vera: Applicant, bot: RunningBot
) -> None:
    child = await adds(vera, "Добавить ребёнка", "child")
    await fills_in(child, role=False)
    await bot.settles()
    await bot.passes(hours=24, minutes=1)
    await bot.settles()
    assert child.traces == []
    await child.says("а дальше?", "мы удалили новые ответы")
    await child.says("понятно", OPEN)
    assert "удалили" not in child.person.last.text
    assert await rows_of(bot) == (1, 2)


async def test_whom_the_account_has_already_is_not_added_twice(
    vera: Applicant, bot: RunningBot
) -> None:
    await adds_the_child(vera)
    again = await adds(vera, "Добавить ребёнка", "child")
    await fills_in(again, role=False)
    await again.clicks("Получить пин-код", "Этот полис уже есть в личном кабинете")
    assert len(again.world.phones.messages) == 2
    await again.clicks("Назад", LABELS[StepId.DOCUMENT_ISSUED])


async def test_whose_policy_ends_before_the_pin_is_not_added(
    vera: Applicant, bot: RunningBot
) -> None:
    child = await adds(vera, "Добавить ребёнка", "child")
    await fills_in(child, role=False)
    await child.clicks("Получить пин-код", "Напишите сюда пин-код")
    await policies_end(bot)
    await child.says(await child.reads_the_pin(2), "Этот полис больше не действует")
    assert LABELS[StepId.REVIEW] in child.person.last.text
    assert await rows_of(bot) == (1, 2)


async def test_whom_another_account_has_is_answered_the_same(
    vera: Applicant, applicant: People
) -> None:
    nina = applicant("nina", 500)
    await nina.walks_to(StepId.ACTIVATION)
    await nina.does(StepId.ACTIVATION)
    await nina.sees(ACTIVE)
    await vera.clicks("Добавить полис", LABELS[StepId.POLICY_KIND])
    stranger = replace(vera, sample=nina.sample)
    await fills_in(stranger, role=True)
    await stranger.clicks("Получить пин-код", "Этот полис уже есть в личном кабинете")
    assert len(stranger.world.phones.messages) == 2


async def test_somebody_with_another_phone_in_the_contract_gets_no_pin(vera: Applicant) -> None:
    child = await adds(vera, "Добавить ребёнка", "without phone")
    await fills_in(child, role=False)
    await child.clicks("Получить пин-код", "другой номер телефона или его нет")
    assert "Другой номер" not in str(child.person.last.raw["reply_markup"])
    await child.clicks("Заменить номер", "обратитесь к HR-специалисту")
    assert "исправить телефон моего ребёнка" in child.person.last.text
    assert "мой мобильный" not in child.person.last.text
    assert "Другой номер" not in str(child.person.last.raw["reply_markup"])
    assert len(child.world.phones.messages) == 1


async def test_a_mistake_is_answered_as_neutrally_as_at_the_registration(
    vera: Applicant, bot: RunningBot
) -> None:
    child = await adds(vera, "Добавить ребёнка", "child")
    wrong = replace(child, sample={**child.sample, "answers": {**child.answers}})
    wrong.sample["answers"]["birth_date"] = "04.04.2019"
    await fills_in(wrong, role=False)
    await wrong.clicks("Получить пин-код", "Данные не совпали с договором")
    await wrong.clicks("Дата рождения", "Правка одного ответа")
    await wrong.says("03.04.2019", LABELS[StepId.REVIEW])
    await wrong.clicks("Получить пин-код", "Напишите сюда пин-код")


async def test_a_consent_that_was_worded_anew_is_asked_for_again(
    vera: Applicant, bot: RunningBot
) -> None:
    async with bot.app.core.store.database.transaction() as connection:
        await connection.execute(update(consents).values(version="2020-01"))
    await vera.clicks("Добавить ребёнка", LABELS[StepId.CONSENT])
    await vera.says("/cancel", "Кабинет и всё, что в нём есть, останется")
    await vera.clicks("Да, удалить ответы", OPEN)
    await vera.clicks("Добавить ребёнка", LABELS[StepId.CONSENT])
    await vera.clicks("Согласен, начать", LABELS[StepId.POLICY_KIND])
    child = replace(vera, sample=told_of("child", vera.sample))
    await fills_in(child, role=False)


async def test_old_buttons_do_not_begin_a_second_adding(vera: Applicant, bot: RunningBot) -> None:
    await vera.says("/help", "8 800 000-00-00")
    child = await adds(vera, "Добавить ребёнка", "child")
    await child.does(StepId.POLICY_KIND)
    await child.sees(LABELS[StepId.POLICY_NUMBER])
    await child.clicks("Добавить полис")
    await child.person.sees_toast("Эта кнопка от прошлого вопроса")
    await bot.settles()
    step, draft = await bot.state_of(vera.chat_id)
    assert (step, draft.adding) == (StepId.POLICY_NUMBER, Adding.CHILD)
