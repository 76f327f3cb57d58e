"""What a list of phones must not become: an oracle, a flood of SMS, an act without a trace."""

from dataclasses import replace

from sqlalchemy import func, select

from bot.sandbox.telegram import Person
from bot.use_cases.ports.audit import Act
from bot.use_cases.ports.jobs import JobKind
from storage.tables import audit, jobs
from tests.hr_desk import TRAILS
from tests.phone_lists import (
    DARYA,
    EGOR,
    GLEB,
    NEW_OF_GLEB,
    OLD_OF_GLEB,
    PATIENCE,
    UNTOUCHED,
    Row,
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
from tests.world import World

OLD_OF_DARYA, FAMILY, LATER = "+79000000005", "8 900 000-00-70", "8 900 000-00-71"


def strangers(count: int) -> list[Row]:
    """People of whom the registry knows nothing, each with a phone of their own."""
    names = ("Иван", "Пётр", "Олег", "Игнат", "Степан", "Фёдор", "Лев")[:count]
    return [
        ("123/14", "Чужой", name, "", "30.09.1979", f"8 900 000-01-{number:02}")
        for number, name in enumerate(names)
    ]


async def loads_both(hr: Person, phone: str) -> None:
    """Give two people of the company one number."""
    await uploads(hr, table(with_phone(GLEB, phone), with_phone(DARYA, phone)))
    await hr.clicks("Изменить номера (2)")
    await hr.sees("Номера обновлены", timeout=PATIENCE)


async def subjects(bot: RunningBot) -> list[bytes]:
    of_rows = select(audit.c.subject_digest).where(audit.c.act == Act.PHONE_CORRECTED)
    async with bot.app.core.store.database.reading() as connection:
        return [digest for digest in await connection.scalars(of_rows) if digest]


async def messages_ordered(bot: RunningBot) -> int:
    ordered = select(func.count()).where(jobs.c.kind == JobKind.SMS)
    async with bot.app.core.store.database.reading() as connection:
        return await connection.scalar(ordered) or 0


async def limits(bot: RunningBot, **changed: int) -> None:
    bot.limits = replace(bot.limits, **changed)
    await bot.restarts()


async def test_each_changed_row_is_on_record_and_the_answer_stays_short(
    inna: Person, admin: Person, bot: RunningBot
) -> None:
    await loads_both(inna, FAMILY)
    assert len(set(await subjects(bot))) == 2
    assert (await acts(bot))[-1] == ("phones_uploaded", TRAILS, "~2 =0 !0")
    await admin.says("/audit")
    told = await admin.sees("исправил номера списком")
    assert "исправил номер человека" not in told.text


async def test_administrators_hear_of_a_list_and_can_stop_its_sender(
    inna: Person, admin: Person, bot: RunningBot
) -> None:
    await loads(inna, table(GLEB, *strangers(2)))
    told = await admin.sees("загрузил список номеров")
    assert f"HR {TRAILS} (id 7002)" in told.text
    assert "Изменено: 1, были такими: 0, не принято строк: 2" in told.text
    await admin.clicks("Отозвать HR 7002", told.message_id)
    await inna.sees("завершена")


async def test_a_look_is_on_record(inna: Person, bot: RunningBot) -> None:
    await uploads(inna, table(GLEB, DARYA, *strangers(1)))
    assert (await acts(bot))[-1] == ("phones_looked", TRAILS, "~2 =0 !1")


async def test_a_number_of_two_people_is_warned_once(
    inna: Person, bot: RunningBot, world: World
) -> None:
    await loads_both(inna, FAMILY)
    await loads_both(inna, LATER)
    await bot.passes(seconds=1)
    for phone in (OLD_OF_GLEB, OLD_OF_DARYA, "+79000000070"):
        await world.phones.waits_for(phone)
    assert await messages_ordered(bot) == 3


async def test_without_a_budget_the_number_changes_and_nobody_is_warned(
    inna: Person, bot: RunningBot, world: World
) -> None:
    await limits(bot, sms_per_day=1)
    await loads_both(inna, FAMILY)
    await bot.settles()
    assert len(world.phones.messages) == 1
    assert (await phones(bot))[:2] == ["+79000000070", "+79000000070"]


async def test_a_number_of_six_people_is_refused(inna: Person, bot: RunningBot) -> None:
    crowd = [with_phone(one, GLEB[-1]) for one in strangers(5)]
    report = await uploads(inna, table(GLEB, EGOR, *crowd))
    assert "Строка 2: этот номер стоит у разных людей, всего их 6." in report.text
    assert "Подойдут: 1" in report.text


async def test_a_number_changes_so_often_and_then_stays(inna: Person, bot: RunningBot) -> None:
    await limits(bot, phone_changes_per_month=1)
    await loads(inna, table(GLEB))
    for phone in (OLD_OF_GLEB, NEW_OF_GLEB):
        report = await uploads(inna, table(with_phone(GLEB, phone)))
        assert "Строка 2: номер этого человека за 30 дней уже меняли" in report.text
    assert (await phones(bot))[0] == NEW_OF_GLEB


async def test_a_check_tells_nobody_what_a_number_is(inna: Person, bot: RunningBot) -> None:
    known = await uploads(inna, table(with_phone(GLEB, OLD_OF_GLEB)))
    other = await uploads(inna, table(GLEB))
    assert known.text == other.text
    assert await phones(bot) == UNTOUCHED


async def test_a_birth_date_is_not_to_be_guessed(inna: Person, bot: RunningBot) -> None:
    dates = [(*GLEB[:4], f"{day}.09.1979", GLEB[5]) for day in (28, 29, 30)]
    report = await uploads(inna, table(*dates))
    for row in (2, 3, 4):
        assert f"Строка {row}: этот человек стоит в списке с разными датами" in report.text
    await limits(bot, registry_misses_per_day=2)
    for day in (27, 28):
        told = await uploads(inna, table((*GLEB[:4], f"{day}.09.1979", GLEB[5])))
        assert "такого человека нет" in told.text
    told = await uploads(inna, table(GLEB))
    assert "Строка 2: с этими полисом и именем уже присылали" in told.text


async def test_many_unknown_people_end_what_lists_are_told(inna: Person, bot: RunningBot) -> None:
    await limits(bot, phone_list_misses_per_day=2)
    report = await uploads(inna, table(GLEB, *strangers(3)))
    assert "Подойдут: 1" in report.text
    assert "Строка 5: до этой строки списки компании за сутки назвали 2" in report.text
    await asks(inna)
    await sends(inna, table(GLEB))
    told = await inna.sees("слишком много людей", timeout=PATIENCE)
    assert "завтра с" in told.text
    assert "Строка" not in told.text
    await bot.settles()
    assert (await acts(bot))[-1] == ("phones_looked", TRAILS, "limit")
