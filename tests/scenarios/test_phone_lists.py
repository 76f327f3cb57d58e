"""HR corrects phones by a file: looked at first, carried out by a button; who goes on by it."""

from collections.abc import Callable
from dataclasses import replace

from bot.sandbox.telegram import Person
from tests.applicant import Applicant
from tests.hr_desk import LIGHTHOUSE, TRAILS, appointed
from tests.phone_lists import (
    ANNA,
    DARYA,
    EGOR,
    GLEB,
    NEW_OF_GLEB,
    OLD_OF_GLEB,
    PATIENCE,
    UNTOUCHED,
    acts,
    asks,
    loads,
    phones,
    sends,
    table,
    uploads,
    with_phone,
)
from tests.running_bot import RunningBot
from tests.scenarios.test_number_change import comes_to_another_phone
from tests.world import World, import_registry

People = Callable[..., Applicant]


async def test_a_list_is_looked_at_and_then_carried_out(
    inna: Person, bot: RunningBot, world: World
) -> None:
    await asks(inna)
    file = await sends(inna, table(GLEB, DARYA, with_phone(EGOR, "8 495 123-45-67")))
    report = await inna.sees("номера ещё не изменены", timeout=PATIENCE)
    assert "Подойдут: 2, повторов: 0" in report.text
    lines = report.text.splitlines()[-3:]
    assert lines[:2] == ["Строка 2: подойдёт", "Строка 3: подойдёт"]
    landline = "городской номер, а нужен мобильный. Пример: +7 900 123-45-67."
    assert lines[2] == f"Строка 4, «телефон»: {landline}"
    assert await phones(bot) == UNTOUCHED
    await bot.settles()
    assert inna.chat.message(file.message_id) is None
    await inna.clicks("Изменить номера (2)")
    done = await inna.sees("Номера обновлены", timeout=PATIENCE)
    assert "Изменено: 1, были такими: 1" in done.text
    assert "Строк, где был прежний номер: 1, туда уходит SMS о замене." in done.text
    assert "Строка 2" not in done.text
    assert await phones(bot) == [NEW_OF_GLEB, *UNTOUCHED[1:]]
    warning = await world.phones.waits_for(OLD_OF_GLEB)
    assert warning.text.startswith("Телефон в договоре исправлен")
    await bot.settles()
    assert [sms.phone for sms in world.phones.messages] == [OLD_OF_GLEB]
    assert (await acts(bot))[-1] == ("phones_uploaded", TRAILS, "~1 =1 !1")


async def test_a_restart_between_the_look_and_the_button_loses_nothing(
    inna: Person, bot: RunningBot
) -> None:
    await uploads(inna, table(GLEB))
    await bot.settles()
    await bot.restarts()
    await inna.clicks("Изменить номера (1)")
    await inna.sees("Номера обновлены", timeout=PATIENCE)
    assert (await phones(bot))[0] == NEW_OF_GLEB


async def test_a_cancelled_list_changes_nothing(inna: Person, bot: RunningBot) -> None:
    await uploads(inna, table(GLEB))
    await inna.clicks("Отмена")
    await inna.sees("Номера остались прежними")
    await bot.settles()
    assert await phones(bot) == UNTOUCHED


async def test_an_earlier_report_decides_nothing_of_a_later_file(
    inna: Person, bot: RunningBot
) -> None:
    report = await uploads(inna, table(GLEB))
    await bot.settles()
    await uploads(inna, table(with_phone(EGOR, "8 900 000-00-66")))
    for button in ("Изменить номера (1)", "Отмена"):
        await inna.clicks(button, report.message_id)
        await inna.sees_toast("уже не ждёт решения")
    assert await phones(bot) == UNTOUCHED


async def test_a_role_that_ends_meanwhile_changes_nothing(
    inna: Person, admin: Person, bot: RunningBot, world: World
) -> None:
    report = await uploads(inna, table(GLEB))
    await admin.clicks("Отозвать HR 7002")
    await admin.sees("отозвана")
    await inna.sees("завершена")
    await inna.clicks("Изменить номера (1)", report.message_id)
    await inna.sees_toast("больше не действует")
    await bot.settles()
    assert await phones(bot) == UNTOUCHED
    assert world.phones.messages == []


async def test_nobody_corrects_their_own_number(
    applicant: People, admin: Person, bot: RunningBot
) -> None:
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    await appointed(admin, egor.person, TRAILS)
    report = await uploads(egor.person, table(EGOR, GLEB))
    assert "Строка 2: это Ваша собственная запись" in report.text
    await egor.person.clicks("Изменить номера (1)")
    await egor.person.sees("Номера обновлены", timeout=PATIENCE)
    assert await phones(bot) == [NEW_OF_GLEB, *UNTOUCHED[1:]]


async def test_the_next_registry_keeps_the_number_unless_it_has_a_new_one(
    inna: Person, bot: RunningBot
) -> None:
    await loads(inna, table(GLEB))
    await import_registry(bot.settings.database_url)
    assert (await phones(bot))[0] == NEW_OF_GLEB


async def test_lists_of_a_company_are_loaded_so_often_a_day_and_looked_at_without_end(
    inna: Person, bot: RunningBot
) -> None:
    bot.limits = replace(bot.limits, phone_lists_per_day=1)
    await bot.restarts()
    await loads(inna, table(GLEB))
    await uploads(inna, table(with_phone(GLEB, OLD_OF_GLEB)))
    await inna.clicks("Изменить номера (1)")
    await inna.sees("за сутки было уже много")
    assert (await phones(bot))[0] == NEW_OF_GLEB


async def test_hr_of_several_companies_chooses_whose_people_they_are(
    inna: Person, admin: Person, bot: RunningBot
) -> None:
    await appointed(admin, inna, LIGHTHOUSE)
    await inna.says("/hr")
    await inna.clicks(LIGHTHOUSE)
    await inna.clicks("Исправить номера списком")
    await inna.sees(f"Номера списком: {LIGHTHOUSE}")
    await sends(inna, table(ANNA, GLEB))
    report = await inna.sees("номера ещё не изменены", timeout=PATIENCE)
    assert "Строка 2: подойдёт" in report.text
    assert "Строка 3: среди сотрудников Вашей компании такого человека нет" in report.text


async def test_no_message_is_promised_where_there_was_no_number(
    inna: Person, bot: RunningBot, world: World
) -> None:
    done = await loads(inna, table(with_phone(EGOR, "8 900 000-00-66")))
    assert "Прежних номеров не было, SMS о замене не нужны." in done.text
    await bot.settles()
    assert world.phones.messages == []


async def test_an_administrator_reads_of_the_list_and_of_nobody_in_it(
    inna: Person, admin: Person, bot: RunningBot
) -> None:
    await loads(inna, table(GLEB))
    await admin.says("/audit")
    done = "изменено 1, без изменений 0, не принято 0"
    await admin.sees(f"id 7002 · исправил номера списком, {TRAILS}, {done}")
