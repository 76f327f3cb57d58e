"""Administrators appoint HR people, HR people share links, and links spare questions."""

from base64 import b64encode
from collections.abc import Callable

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from storage.tables import metadata
from tests.applicant import LABELS, Applicant
from tests.hr_desk import LIGHTHOUSE, TRAILS, appointed, new_link, payload_in, role_link
from tests.running_bot import RunningBot


async def test_the_first_who_opens_the_link_becomes_hr(
    admin: Person, olga: Person, boris: Person, bot: RunningBot
) -> None:
    payload = await role_link(admin, "северный маяк")
    await olga.starts(payload)
    await olga.sees(f"Теперь Вы HR {LIGHTHOUSE}")
    told = await admin.sees("Теперь HR")
    assert "Ольга" in told.text
    await boris.starts(payload)
    await boris.sees("уже использована или устарела")
    await boris.says("/hr")
    await boris.sees("Такой команды нет")


async def test_a_link_for_hr_runs_out(admin: Person, olga: Person, bot: RunningBot) -> None:
    payload = await role_link(admin)
    await bot.passes(hours=24)
    await olga.starts(payload)
    await olga.sees("уже использована или устарела")


async def test_a_revoked_hr_has_no_menu(admin: Person, olga: Person, bot: RunningBot) -> None:
    await appointed(admin, olga)
    told = await admin.sees("Теперь HR")
    await admin.clicks("Отозвать HR 7001", told.message_id)
    await admin.sees(f"Роль HR {LIGHTHOUSE} отозвана")
    await olga.sees("завершена")
    menu = await olga.sees("Ссылка-приглашение избавит")
    await olga.clicks("Новая ссылка", menu.message_id)
    await olga.sees_toast("больше не действует")
    await admin.clicks("Отозвать HR 7001", told.message_id)
    await admin.sees_toast("Этой роли у человека уже нет")


async def test_revoking_closes_the_links_that_nobody_has_used(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    told = await admin.sees("Теперь HR")
    spare = await role_link(admin)
    await admin.clicks("Отозвать HR 7001", told.message_id)
    await admin.sees("отозвана")
    await olga.starts(spare)
    await olga.sees("уже использована или устарела")


async def test_a_company_is_named_as_people_write_it(admin: Person, bot: RunningBot) -> None:
    await admin.says("/hr ооо северный МАЯК")
    await admin.sees(f"Ссылка для HR {LIGHTHOUSE}")
    await admin.says("/hr ООО")
    await admin.sees("Подходит несколько")
    await admin.says("/hr Нет такой")
    await admin.sees("в реестре нет")
    await admin.says("/hr")
    await admin.sees("Напишите страхователя")


async def test_who_acts_for_two_companies_chooses(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    await appointed(admin, olga, TRAILS)
    await olga.says("/hr")
    await olga.sees("Для какой компании?")
    await olga.clicks(TRAILS)
    await olga.sees(TRAILS)


async def test_a_link_answers_the_questions_about_the_policy(
    admin: Person, olga: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    await appointed(admin, olga)
    payload = await new_link(olga)
    anna = applicant("anna")
    ledger = anna.world.telegram.ledger
    updates, sent = len(ledger.updates), messages_sent(anna)
    await anna.person.starts(payload)
    welcome = await anna.sees(f"{LIGHTHOUSE} приглашает Вас")
    assert "Понадобятся документ, указанный в полисе, и телефон" in welcome.text
    consent = await anna.sees(LABELS[StepId.CONSENT])
    assert consent.text.endswith(f"\n\nВас приглашает {LIGHTHOUSE}.")
    await anna.does(StepId.CONSENT)
    await anna.sees(LABELS[StepId.CITIZENSHIP])
    assert "1 из 9" in (await anna.sees(LABELS[StepId.CITIZENSHIP])).text
    await anna.goes_on(StepId.CITIZENSHIP, StepId.RULES)
    await anna.clicks("☐ Я ознакомлен с правилами", LABELS[StepId.RULES])
    await bot.settles()
    sent_by_then = messages_sent(anna) - sent
    await anna.clicks("Зарегистрироваться", "Регистрация завершена")
    assert len(ledger.updates) - updates <= 17
    assert sent_by_then <= 14
    await olga.says("/hr")
    await olga.clicks("Ссылки")
    await olga.clicks("Рассылка в мае")
    await olga.sees("По ней пришёл 1 человек")


async def test_whoever_reads_the_database_finds_no_link(
    admin: Person, olga: Person, boris: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    payload = await new_link(olga)
    await boris.starts(payload)
    await boris.sees(f"{LIGHTHOUSE} приглашает Вас")
    await bot.settles()
    secret = payload.removeprefix("i_")
    async with bot.app.core.store.database.reading() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            assert secret not in str(rows)


async def test_a_link_outlives_a_new_key(
    admin: Person, olga: Person, boris: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    payload = await new_link(olga)
    newest = SecretStr(b64encode(bytes(range(100, 132))).decode())
    keys = (newest, *bot.settings.secret_keys)
    bot.settings = bot.settings.model_copy(update={"secret_keys": keys})
    await bot.restarts()
    await boris.starts(payload)
    await boris.sees(f"{LIGHTHOUSE} приглашает Вас")
    await olga.says("/hr")
    await olga.clicks("Ссылки")
    await olga.clicks("Рассылка в мае")
    assert payload_in(await olga.sees("Текст для рассылки")) == payload


def messages_sent(person: Applicant) -> int:
    ledger = person.world.telegram.ledger
    methods = ("sendMessage", "sendPhoto", "sendDocument")
    return sum(len(ledger.calls_of(method)) for method in methods)


async def test_a_link_without_a_number_spares_kind_and_role(
    admin: Person, olga: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    await appointed(admin, olga)
    payload = await new_link(olga, policy=None)
    assert "Понадобятся полис, документ" in (await olga.sees("Текст для рассылки")).text
    anna = applicant("anna")
    await anna.person.starts(payload)
    await anna.sees("Понадобятся полис, документ")
    await anna.does(StepId.CONSENT)
    await anna.sees(LABELS[StepId.POLICY_NUMBER])
    await anna.does(StepId.POLICY_NUMBER)
    await anna.sees(LABELS[StepId.CITIZENSHIP])


async def test_what_a_link_answered_can_be_corrected(
    admin: Person, olga: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    await appointed(admin, olga)
    anna = applicant("anna")
    await anna.person.starts(await new_link(olga))
    await anna.does(StepId.CONSENT)
    await anna.goes_on(StepId.CITIZENSHIP, StepId.REVIEW)
    await anna.clicks("Номер полиса", LABELS[StepId.POLICY_NUMBER])
    await anna.says("123/14", "Проверьте данные")
    assert "123/14" in anna.person.last.text


async def test_starting_anew_keeps_what_the_link_answered(
    admin: Person, olga: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    await appointed(admin, olga)
    anna = applicant("anna")
    await anna.person.starts(await new_link(olga))
    await anna.does(StepId.CONSENT)
    await anna.goes_on(StepId.CITIZENSHIP, StepId.FULL_NAME)
    await anna.says("/cancel", "Остановить регистрацию")
    await anna.clicks("Да, удалить ответы")
    await anna.clicks("Начать заново", f"{LIGHTHOUSE} приглашает Вас")
    consent = await anna.sees(LABELS[StepId.CONSENT])
    assert consent.text.endswith(f"\n\nВас приглашает {LIGHTHOUSE}.")
    await anna.clicks("Согласен, начать", LABELS[StepId.CITIZENSHIP])


async def test_staff_who_came_by_a_link_still_hear_of_their_commands(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    await olga.starts(await new_link(olga))
    await olga.sees(f"{LIGHTHOUSE} приглашает Вас")
    await olga.says("/start")
    greeting = await olga.sees("приглашает Вас")
    assert greeting.text.endswith("Меню HR: /hr")


@pytest.mark.parametrize("fault", ["closed", "expired", "unknown", "junk"])
async def test_a_link_that_is_none_is_a_plain_start(
    admin: Person,
    olga: Person,
    applicant: Callable[..., Applicant],
    bot: RunningBot,
    fault: str,
) -> None:
    await appointed(admin, olga)
    payload = await new_link(olga, term="30 дней")
    if fault == "closed":
        await olga.clicks(
            "Закрыть ссылку",
        )
        await olga.clicks("Закрыть")
        await olga.sees("закрыта")
    if fault == "expired":
        await bot.passes(days=30)
    if fault in {"unknown", "junk"}:
        payload = {"unknown": "i_" + "A" * 22, "junk": "i_1"}[fault]
    anna = applicant("anna")
    await anna.person.starts(payload)
    greeting = await anna.sees("Здравствуйте")
    assert LIGHTHOUSE not in greeting.text
    await anna.goes_on(StepId.CONSENT, StepId.POLICY_KIND)


async def test_only_a_number_of_the_company_becomes_a_link(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    await olga.says("/hr")
    await olga.clicks("Новая ссылка")
    await olga.sees("Номер полиса или договора")
    await olga.says("123/14")
    assert "123/14" not in (await olga.sees("в реестре нет")).text
    await olga.says("нет")
    await olga.sees("не похоже на номер")
    await olga.says("ам 012345678/13")
    await olga.sees("Как назвать ссылку?")
    await olga.says("х" * 41)
    await olga.sees("длиннее 40 знаков")
    await olga.clicks("Назвать сегодняшней датой")
    await olga.sees("Сколько она действует?")


async def test_a_command_ends_what_the_menu_asked(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    await olga.says("/hr")
    await olga.clicks("Новая ссылка")
    await olga.sees("Номер полиса или договора")
    await olga.says("/help")
    await olga.sees("Ссылка-приглашение избавит")
    await olga.says("AM012345678/13")
    await bot.settles()
    assert "Как назвать ссылку?" not in [one.text for one in olga.chat.messages]
    assert "Ссылка-приглашение избавит" in olga.last.text


async def test_staff_who_register_nothing_get_their_menu_for_an_idle_word(
    admin: Person, olga: Person, bot: RunningBot
) -> None:
    await admin.says("/help")
    await admin.sees("/stats")
    await appointed(admin, olga)
    await olga.sends("sticker")
    await olga.sees("Ссылка-приглашение избавит")
    await olga.says("/start")
    await olga.sees(LABELS[StepId.CONSENT])


async def test_hr_can_register_too(
    admin: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.reaches(StepId.FULL_NAME)
    await anna.person.starts(await role_link(admin))
    await anna.sees("Теперь Вы HR")
    await anna.says("/start", "Продолжим?")
    await anna.clicks("Продолжить", LABELS[StepId.FULL_NAME])
