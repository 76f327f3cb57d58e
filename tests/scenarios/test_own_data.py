"""«/mydata» and «/forget»: what is held is shown masked, and goes when the person says so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.form.draft import Draft
from bot.form.step import StepId
from bot.sandbox.telegram import Person
from storage.engine import open_database
from storage.tables import accounts, jobs, pauses
from tests.applicant import LABELS, Applicant
from tests.erased import bytes_on_disk, named_in, traces_of
from tests.family import joins_the_registry
from tests.hr_desk import TRAILS, appointed, new_link
from tests.phones import unbroken
from tests.running_bot import RunningBot
from tests.scenarios.test_adding import adds_the_child
from tests.scenarios.test_hr_requests import DIGITS, asks_hr, types_digits
from tests.scenarios.test_number_change import comes_to_another_phone
from tests.world import ADMIN

People = Callable[..., Applicant]
ACTIVE = "успешно активирована"
OPEN = "Ваш личный кабинет открыт"
GONE = "Всё удалено, согласие отозвано"
STAGES = [StepId.PHONE, StepId.PIN, StepId.ACTIVATION]


async def is_registered(person: Applicant) -> None:
    await person.registers()
    await person.does(StepId.ACTIVATION)
    await person.sees(ACTIVE)


async def asks_to_be_forgotten(person: Applicant) -> None:
    await person.says("/forget", "Удалить всё и отозвать согласие?")
    await person.clicks("Да, удалить всё", GONE)


async def test_what_is_held_is_shown_masked(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await is_registered(vera)
    await vera.says("/mydata")
    told = (await vera.sees("Что мы храним о Вас")).text
    assert f"личный кабинет: v•••a@example.org, {unbroken('+7 9•• •••-••-01')}, полисов: 1" in told
    assert "зарегистрирован 02.03.2026, активирован 02.03.2026" in told
    assert "согласие на обработку персональных данных, редакция" in told
    assert "согласие с правилами личного кабинета, редакция" in told
    assert "Ваш страхователь" not in told
    await bot.settles()
    assert vera.traces == []
    await vera.clicks("Удалить мои данные", "Удалить всё и отозвать согласие?")
    await vera.clicks("Оставить", OPEN)


async def test_of_unfinished_answers_only_the_names_are_told(applicant: People) -> None:
    nina = applicant("nina")
    await nina.reaches(StepId.PIN)
    await nina.says("/mydata")
    told = (await nina.sees("Что мы храним о Вас")).text
    assert "незаконченные ответы: Вид полиса, Номер полиса, Являюсь" in told
    assert "Ваш страхователь — ООО «Тихий берег»" in told
    assert "сообщений этого чата, которые мы удалим" in told
    assert not [one for one in nina.answers.values() if one in told]
    await nina.sees(LABELS[StepId.PIN])
    await nina.does(StepId.PIN)


async def test_a_stranger_has_left_nothing_but_the_chat(applicant: People) -> None:
    vera = applicant("vera")
    await vera.says("/mydata", "• номер этого чата")
    assert "кабинет:" not in vera.person.last.text
    await asks_to_be_forgotten(vera)


@pytest.mark.parametrize("step", STAGES)
async def test_whoever_is_in_the_middle_is_forgotten_at_once(
    applicant: People, bot: RunningBot, step: StepId
) -> None:
    vera = applicant("vera")
    await vera.reaches(step)
    await asks_to_be_forgotten(vera)
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == (StepId.CONSENT, Draft())
    assert vera.traces == []
    assert not vera.person.chat.reply_keyboard
    assert await traces_of(vera, bot) == []
    await bot.passes(hours=24)
    await bot.settles()
    assert await traces_of(vera, bot) == []


async def test_an_account_goes_with_its_policies_and_the_person_may_register_anew(
    applicant: People, bot: RunningBot, tmp_path: Path
) -> None:
    vera = applicant("vera")
    await is_registered(vera)
    await joins_the_registry(bot, tmp_path)
    await bot.passes(minutes=1)
    await adds_the_child(vera)
    await asks_to_be_forgotten(vera)
    await bot.settles()
    assert await traces_of(vera, bot) == []
    await bot.passes(minutes=1)
    await vera.clicks("Начать заново", LABELS[StepId.CONSENT])
    await vera.goes_on(StepId.CONSENT, StepId.CAPTCHA)
    await vera.does(StepId.CAPTCHA)
    await vera.says(await vera.reads_the_pin(3), LABELS[StepId.EMAIL])
    await vera.does(StepId.EMAIL)
    await vera.sees("Придумайте пароль")
    await bot.passes(hours=23, minutes=59)
    await vera.goes_on(StepId.PASSWORD, StepId.ACTIVATION)
    await bot.passes(minutes=2)
    await bot.settles()
    await vera.says((await vera.opens_the_mail(2)).code or "", ACTIVE)


async def test_a_day_later_nothing_stands_in_the_files_of_the_database(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await is_registered(vera)
    async with bot.app.core.store.database.reading() as connection:
        account = (await connection.execute(select(accounts))).one()
    secrets = (account.email_sealed, account.phone_sealed, account.password_sealed)
    assert all(secret in bytes_on_disk(bot) for secret in secrets)
    await asks_to_be_forgotten(vera)
    await bot.passes(days=1)
    assert not any(secret in bytes_on_disk(bot) for secret in secrets)
    assert account.id.encode() not in bytes_on_disk(bot)


async def test_an_old_button_says_that_there_is_nothing_left_to_add_to(
    applicant: People,
) -> None:
    vera = applicant("vera")
    await is_registered(vera)
    offered = vera.person.last
    await asks_to_be_forgotten(vera)
    await vera.person.clicks("Добавить полис", offered.message_id)
    told = await vera.sees("Данные удалены, добавлять пока некуда")
    assert LABELS[StepId.CONSENT] in told.text
    await vera.clicks("Согласен, начать", LABELS[StepId.POLICY_KIND])


async def test_to_keep_everything_leads_back_to_the_question(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.BIRTH_DATE)
    await bot.settles()
    before = await bot.state_of(vera.chat_id)
    await vera.says("/forget", "Удалить всё и отозвать согласие?")
    await vera.clicks("Оставить", LABELS[StepId.BIRTH_DATE])
    await bot.settles()
    assert await bot.state_of(vera.chat_id) == before
    await vera.does(StepId.BIRTH_DATE)
    await vera.sees(LABELS[StepId.DOCUMENT_KIND])


async def test_an_old_confirmation_erases_nothing(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await is_registered(vera)
    await vera.says("/forget", "Удалить всё и отозвать согласие?")
    await vera.says("/help", OPEN)
    await vera.clicks("Да, удалить всё")
    await vera.person.sees_toast("Эта кнопка от прошлого вопроса")
    await vera.says("/start", OPEN)


async def test_a_restart_in_the_middle_changes_nothing(applicant: People, bot: RunningBot) -> None:
    vera = applicant("vera")
    await is_registered(vera)
    assert {"accounts.chat_id", "accounts.email_sealed"} <= set(await traces_of(vera, bot))
    await vera.says("/forget", "Удалить всё и отозвать согласие?")
    await bot.stop()
    await vera.clicks("Да, удалить всё")
    await bot.start()
    await vera.sees(GONE)
    await bot.restarts()
    assert await traces_of(vera, bot) == []
    await bot.passes(hours=24)
    await bot.settles()
    assert await traces_of(vera, bot) == []
    async with bot.app.core.store.database.reading() as connection:
        kept = (await connection.execute(select(jobs.c.state, jobs.c.payload_sealed))).all()
    assert [tuple(row) for row in kept if row.state != "done" or row.payload_sealed] == []


async def test_the_mailed_link_of_somebody_forgotten_is_unknown(applicant: People) -> None:
    vera = applicant("vera")
    await vera.registers()
    await vera.opens_the_mail()
    await asks_to_be_forgotten(vera)
    assert ACTIVE not in await vera.follows_the_link()


async def test_limits_hold_on_for_whoever_was_forgotten(
    applicant: People, bot: RunningBot
) -> None:
    bot.limits = replace(bot.limits, pins_per_day=1)
    await bot.restarts()
    vera = applicant("vera")
    await vera.walks_to(StepId.PIN)
    await asks_to_be_forgotten(vera)
    await vera.walks_to(StepId.CAPTCHA)
    await vera.does(StepId.CAPTCHA)
    await vera.sees("На этот номер уже отправлено много кодов")


async def test_a_pause_of_the_registration_does_not_hold_up_the_withdrawal(
    applicant: People, bot: RunningBot
) -> None:
    vera = applicant("vera")
    await vera.reaches(StepId.FULL_NAME)
    await bot.stop()
    pause = {"text": "Обновляем реестр", "by": ADMIN, "since": bot.clock()}
    database = open_database(bot.settings.database_url)
    async with database.transaction() as connection:
        await connection.execute(insert(pauses).values(pause))
    await database.close()
    await bot.start()
    await vera.says("Зимина Вера Львовна", "Обновляем реестр")
    await vera.says("/mydata@other_bot Зимина Вера Львовна", "Обновляем реестр")
    assert (await bot.state_of(vera.chat_id))[0] == StepId.FULL_NAME
    await vera.says("/mydata", "незаконченные ответы")
    await asks_to_be_forgotten(vera)
    await vera.says("/start", "Обновляем реестр")


async def test_who_was_hr_is_remembered_by_the_audit_alone(
    applicant: People, admin: Person, olga: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, olga, TRAILS)
    await new_link(olga, policy=None)
    await asks_hr(egor)
    await types_digits(olga, DIGITS)
    await egor.sees("HR подтвердил номер")
    assert "phone_requests.decided_by" in await named_in(7001, bot)
    await olga.says("/forget")
    await olga.clicks("Да, удалить всё")
    await olga.sees("Всё удалено")
    await bot.settles()
    assert await named_in(7001, bot) == ["audit.actor", "conversations.chat_id"]
