"""What HR and administrators type at a question of their menus, and beside one."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from tests.applicant import LABELS, Applicant
from tests.hr_desk import TRAILS, appointed, payload_in
from tests.phone_lists import GLEB, NEW_OF_GLEB, PATIENCE, UNTOUCHED, phones, sends, table, uploads
from tests.running_bot import RunningBot
from tests.scenarios.test_hr_requests import asks_hr
from tests.scenarios.test_number_change import comes_to_another_phone
from tests.scenarios.test_registry_upload import newcomer
from tests.scenarios.test_registry_upload import table as registry_table
from tests.scenarios.test_registry_upload import uploads as uploads_registry

People = Callable[..., Applicant]
DIGITS = "0006"
UNDECIDED = "ждёт решения"


@pytest.mark.parametrize("said", ["да", "/help", "/hr"])
async def test_a_checked_list_waits_for_its_button_whatever_is_said(
    inna: Person, bot: RunningBot, said: str
) -> None:
    report = await uploads(inna, table(GLEB))
    await inna.says(said)
    await inna.sees("Ссылка-приглашение" if said.startswith("/") else UNDECIDED)
    await inna.clicks("Изменить номера (1)", report.message_id)
    await inna.sees("Номера обновлены", timeout=PATIENCE)
    assert await phones(bot) == [NEW_OF_GLEB, *UNTOUCHED[1:]]


async def test_a_better_list_may_follow_a_checked_one_at_once(inna: Person) -> None:
    await uploads(inna, table((*GLEB[:-1], "12")))
    await sends(inna, table(GLEB))
    await inna.sees("Подойдут: 1", timeout=PATIENCE)


async def test_a_third_list_is_put_away_while_the_second_is_read(
    inna: Person, bot: RunningBot
) -> None:
    await uploads(inna, table(GLEB))
    await sends(inna, table(GLEB))
    third = await sends(inna, table(GLEB))
    await inna.sees("Подойдут: 1", timeout=PATIENCE)
    await bot.settles()
    assert inna.chat.message(third.message_id) is None


async def test_a_list_that_was_called_off_waits_no_more(inna: Person) -> None:
    await uploads(inna, table(GLEB))
    await inna.clicks("Отмена")
    await inna.sees("Номера остались прежними")
    await inna.says("да")
    await inna.sees("Ссылка-приглашение")


async def test_a_checked_list_waits_while_a_request_is_looked_at(
    applicant: People, inna: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await asks_hr(egor)
    asked = await inna.sees("просит подтвердить новый номер")
    report = await uploads(inna, table(GLEB))
    await inna.clicks("Отказать", asked.message_id)
    await inna.sees("Отказать?")
    await inna.clicks("‹ К запросу")
    await inna.sees("просит подтвердить новый номер")
    await inna.clicks("Изменить номера (1)", report.message_id)
    await inna.sees("Номера обновлены", timeout=PATIENCE)


async def test_a_checked_list_waits_for_a_day(inna: Person, bot: RunningBot) -> None:
    report = await uploads(inna, table(GLEB))
    await bot.passes(hours=25)
    await inna.clicks("Изменить номера (1)", report.message_id)
    await inna.sees_toast("уже не ждёт решения")


async def test_the_way_out_of_an_older_file_calls_off_no_newer_one(
    admin: Person, bot: RunningBot
) -> None:
    reports = []
    for name in ("Анна", "Инна"):
        content = registry_table(newcomer(GIVEN_NAME=name))
        await uploads_registry(admin, content, caption="/import")
        reports.append(await admin.sees("Файл проверен", timeout=PATIENCE))
        await bot.settles()
    await admin.clicks("Отмена", reports[0].message_id)
    await admin.sees_toast("уже не ждёт решения")
    await admin.clicks("Загрузить", reports[1].message_id)
    await admin.sees("Реестр загружен", timeout=PATIENCE)


@pytest.mark.parametrize("said", ["да, загружай", "/health"])
async def test_a_checked_registry_waits_for_its_button_whatever_is_said(
    admin: Person, bot: RunningBot, said: str
) -> None:
    await uploads_registry(admin, registry_table(newcomer()), caption="/import")
    report = await admin.sees("Файл проверен", timeout=PATIENCE)
    await admin.says(said)
    await admin.sees("Проверяем" if said.startswith("/") else UNDECIDED)
    await admin.clicks("Загрузить", report.message_id)
    await admin.sees("Реестр загружен", timeout=PATIENCE)


async def comes_to_term(hr: Person) -> None:
    await hr.says("/hr")
    await hr.sees("Документы, даты рождения")
    await hr.clicks("Новая ссылка")
    await hr.sees("Номер полиса или договора")
    await hr.clicks("У сотрудников разные номера")
    await hr.sees("Как назвать ссылку?")
    await hr.says("Рассылка в мае")
    await hr.sees("Сколько она действует?")


@pytest.mark.parametrize("term", ["90 дней", "90", "три месяца", "ГОД", "бессрочно"])
async def test_a_term_may_be_typed(inna: Person, term: str) -> None:
    await comes_to_term(inna)
    await inna.says(term)
    assert payload_in(await inna.sees("Текст для рассылки"))


async def test_what_answers_no_question_of_a_link_keeps_it(inna: Person) -> None:
    await inna.says("/hr")
    await inna.sees("Документы, даты рождения")
    await inna.clicks("Новая ссылка")
    await inna.sees("Номер полиса или договора")
    await inna.sends("sticker")
    await inna.sees("Это не похоже на номер")
    await inna.clicks("У сотрудников разные номера")
    await inna.sees("Как назвать ссылку?")
    await inna.sends("voice")
    await inna.sees("Название нужно текстом")
    await inna.says("Рассылка в мае")
    await inna.sees("Сколько она действует?")
    await inna.says("неделя")
    await inna.sees("Такого срока нет")
    await inna.clicks("Год")
    assert "Рассылка в мае" in (await inna.sees("Текст для рассылки")).text


async def test_a_button_of_a_link_that_was_left_says_where_to_begin(inna: Person) -> None:
    await comes_to_term(inna)
    await inna.says("/hr")
    await inna.sees("Документы, даты рождения")
    await inna.clicks("Год")
    await inna.sees_toast("Начните ссылку заново")


async def test_a_question_of_the_menu_is_answered_in_the_middle_of_ones_own_registration(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    vera = applicant("vera", 7002)
    await appointed(admin, vera.person, TRAILS)
    await vera.person.starts()
    await vera.goes_on(StepId.CONSENT, StepId.POLICY_NUMBER)
    await comes_to_term(vera.person)
    await vera.says("90 дней", "Текст для рассылки")
    await vera.says("/start", "Продолжим?")
    await vera.clicks("Продолжить", LABELS[StepId.POLICY_NUMBER])


async def test_help_names_the_menu_also_in_the_middle_of_ones_own_registration(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    vera = applicant("vera", 7002)
    await appointed(admin, vera.person, TRAILS)
    await vera.person.starts()
    await vera.goes_on(StepId.CONSENT, StepId.POLICY_NUMBER)
    await vera.says("/help", "Меню HR: /hr")


async def test_the_digits_of_the_only_request_need_no_button(
    applicant: People, olga: Person, admin: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, olga, TRAILS)
    await asks_hr(egor)
    await olga.sees("просит подтвердить новый номер")
    await olga.says("Встреча была в июле 2025")
    await olga.sees("Ссылка-приглашение")
    await olga.says("последние цифры 1111")
    await olga.sees("Осталось 2 попытки")
    await olga.says(f"Елкин Е. И. — {DIGITS}")
    await olga.sees("Номер подтверждён")
    await egor.sees("HR подтвердил номер")


async def test_of_several_requests_hr_says_which(
    applicant: People, olga: Person, admin: Person, bot: RunningBot
) -> None:
    await appointed(admin, olga, TRAILS)
    for chat_id in (500, 501):
        egor = applicant("egor", chat_id)
        await comes_to_another_phone(egor)
        await asks_hr(egor)
        await olga.sees("просит подтвердить новый номер")
    await olga.sees("нажмите «Ввести 4 цифры»")
    await olga.says(DIGITS)
    offered = await olga.sees("Выберите, чьи это цифры")
    assert [row[0].text.split(",")[0] for row in offered.keyboard] == ["Елкин Е. И."] * 2


async def test_digits_in_the_middle_of_ones_own_registration_need_the_button(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    vera, egor = applicant("vera", 7002), applicant("egor")
    await appointed(admin, vera.person, TRAILS)
    await vera.person.starts()
    await vera.goes_on(StepId.CONSENT, StepId.POLICY_NUMBER)
    await comes_to_another_phone(egor)
    await asks_hr(egor)
    await vera.sees("нажмите «Ввести 4 цифры»")
    await vera.clicks("Ввести 4 цифры", "Последние 4 цифры")
    await vera.says(DIGITS, "Номер подтверждён")


async def test_a_list_called_off_during_a_correction_stays_called_off(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    vera = applicant("vera", 7002)
    await appointed(admin, vera.person, TRAILS)
    await vera.person.starts()
    await vera.goes_on(StepId.CONSENT, StepId.REVIEW)
    review = vera.person.last.message_id
    report = await uploads(vera.person, table(GLEB))
    await vera.person.clicks("Имя", review)
    await vera.sees("Имя, как в полисе?")
    await bot.settles()
    await vera.person.clicks("Отмена", report.message_id)
    await vera.sees("Номера остались прежними")
    await vera.clicks("Отмена правки", LABELS[StepId.REVIEW])
    await bot.settles()
    assert vera.person.chat.message(report.message_id) is None
    assert await phones(bot) == UNTOUCHED


async def test_a_checked_list_outlives_the_end_of_ones_own_registration(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    vera = applicant("vera", 7002)
    await appointed(admin, vera.person, TRAILS)
    await vera.person.starts()
    await vera.goes_on(StepId.CONSENT, StepId.REVIEW)
    report = await uploads(vera.person, table(GLEB))
    await vera.says("/start", "Продолжим?")
    await vera.says("продолжим", LABELS[StepId.REVIEW])
    await vera.goes_on(StepId.REVIEW, StepId.ACTIVATION)
    await vera.person.clicks("Изменить номера (1)", report.message_id)
    await vera.person.sees("Номера обновлены", timeout=PATIENCE)


async def test_hr_with_a_cabinet_needs_no_button_either(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    vera, egor = applicant("vera", 7002), applicant("egor")
    await vera.registers()
    await vera.does(StepId.ACTIVATION)
    await vera.sees("успешно активирована")
    await comes_to_another_phone(egor)
    await appointed(admin, vera.person, TRAILS)
    await asks_hr(egor)
    await vera.sees("просит подтвердить новый номер")
    await vera.says(DIGITS, "Номер подтверждён")


async def test_a_refusal_is_asked_about_first(
    applicant: People, olga: Person, admin: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, olga, TRAILS)
    await asks_hr(egor)
    await olga.sees("просит подтвердить новый номер")
    await olga.clicks("Отказать")
    await olga.sees("Отказать? Елкин Е. И. узнает")
    await olga.clicks("‹ К запросу")
    await olga.sees("просит подтвердить новый номер")
    await olga.says(DIGITS)
    await olga.sees("Номер подтверждён")
