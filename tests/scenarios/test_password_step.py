"""The password: explained, compared, and never left in the chat."""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher

from bot.form.step import StepId
from storage.cabinet_accounts import StoredCabinetAccounts
from tests.applicant import LABELS, Applicant
from tests.running_bot import RunningBot

People = Callable[..., Applicant]
REFUSED = {
    "Les4": ["короче 7 знаков"],
    "Lesok47vnLesok": ["длиннее 12 знаков"],
    "lesok47": ["нет заглавной латинской буквы"],
    "LESOK47": ["нет строчной латинской буквы"],
    "Lesokvn": ["нет цифры"],
    "Лесок47": ["русские буквы", "нет заглавной", "нет строчной"],
    "lesok": ["короче 7", "нет заглавной", "нет цифры"],
    "Lesok47→": ["нет на латинской клавиатуре"],
    "Qwerty1": ["подбирают первыми"],
    "Zimina47": ["легко угадать"],
    "Vv120590": ["легко угадать"],
}


def bold(length: int) -> dict[str, Any]:
    return {"entities": [{"type": "bold", "offset": 0, "length": length}]}


async def test_every_fault_is_named_and_the_message_is_deleted(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD)
    for typed, told in REFUSED.items():
        said = await vera.says(typed)
        refusal = await vera.sees("Этот пароль не подойдёт")
        assert [one for one in told if one not in refusal.text] == [], typed
        assert refusal.text.count("•") == len(told)
        await bot.settles()
        assert vera.person.chat.message(said.message_id) is None
        assert typed not in refusal.text
    await vera.does(StepId.PASSWORD)
    await vera.sees(LABELS[StepId.PASSWORD_REPEAT])


async def test_a_password_that_telegram_altered_is_not_taken(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD)
    said = await vera.person.says("Lesok47vn", **bold(3))
    await vera.sees("принял знаки в пароле за оформление")
    assert vera.person.chat.message(said.message_id) is None


@pytest.mark.parametrize("password", ["/Lesok47", "@Lesok47", "#Lesok47", "a@Les4.ru", "Le s ok4"])
async def test_signs_that_mean_something_to_telegram_may_be_used(
    applicant: People, password: str
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD)
    await vera.says(password, LABELS[StepId.PASSWORD_REPEAT])
    await vera.says(password, LABELS[StepId.RULES])


async def test_a_different_repeat_begins_with_the_first_again(applicant: People) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD_REPEAT)
    said = await vera.says("Lesok47vm", "Пароли не совпали")
    assert vera.person.chat.message(said.message_id) is None
    await vera.goes_on(StepId.PASSWORD, StepId.RULES)


async def test_a_password_that_waited_for_a_day_is_chosen_anew(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.RULES)
    await bot.passes(hours=23)
    await vera.clicks("☐ Я ознакомлен с правилами", LABELS[StepId.RULES])
    await vera.is_heard()
    await bot.passes(hours=2)
    await vera.clicks("Зарегистрироваться", "прежний пароль мы удалили")
    await vera.goes_on(StepId.PASSWORD, StepId.RULES)


async def test_a_made_password_is_hidden_needs_no_repeat_and_opens_the_account(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD)
    await vera.clicks("Придумать за меня")
    shown = await vera.sees("Ваш пароль")
    [password] = shown.spoilers
    await vera.goes_on(StepId.RULES, StepId.ACTIVATION)
    await vera.is_heard()
    assert vera.person.chat.message(shown.message_id) is None
    await vera.follows_the_link()
    store = bot.app.core.store
    [account] = [one async for one in StoredCabinetAccounts(store.database, store.keys).every()]
    assert PasswordHasher().verify(account.password_hash, password)


async def test_a_made_password_stands_below_the_rules_and_asks_to_be_saved(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD)
    await vera.clicks("Придумать за меня", "Ваш пароль")
    await vera.is_heard()
    *_, rules, password = vera.person.chat.messages
    assert LABELS[StepId.RULES] in rules.text
    assert "Сохраните его сейчас" in password.text
    assert "исчезнет" in password.text
    assert not any(LABELS[StepId.PASSWORD] in one.text for one in vera.person.chat.messages)


async def test_a_made_password_that_a_restart_held_up_is_still_shown_below_the_rules(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD)
    await vera.is_heard()
    vera.world.telegram.faults.page("sendMessage")
    await vera.clicks("Придумать за меня", LABELS[StepId.RULES])
    await bot.restarts()
    shown = await vera.sees("Ваш пароль")
    assert vera.person.last.message_id == shown.message_id
    await vera.goes_on(StepId.RULES, StepId.ACTIVATION)
    await vera.is_heard()
    assert vera.person.chat.message(shown.message_id) is None


async def test_a_second_made_password_is_the_one_that_counts(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD)
    await vera.clicks("Придумать за меня", LABELS[StepId.RULES])
    await vera.clicks("Назад", LABELS[StepId.PASSWORD])
    await vera.clicks("Придумать за меня")
    [password] = (await vera.sees("Ваш пароль")).spoilers
    await vera.goes_on(StepId.RULES, StepId.ACTIVATION)
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")
    store = bot.app.core.store
    [account] = [one async for one in StoredCabinetAccounts(store.database, store.keys).every()]
    assert PasswordHasher().verify(account.password_hash, password)


async def test_no_password_is_ever_said_by_the_bot_or_left_in_the_chat(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.PASSWORD_REPEAT)
    await vera.is_heard()
    assert vera.sample["password"] not in vera.traces
    await vera.does(StepId.PASSWORD_REPEAT)
    await vera.sees(LABELS[StepId.RULES])
    await vera.is_heard()
    assert vera.sample["password"] not in vera.traces
    calls = vera.world.telegram.ledger.calls
    assert not any(vera.sample["password"] in str(call.params) for call in calls)
