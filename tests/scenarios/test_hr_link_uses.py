"""Whom a link of HR counts, and whose people it makes them."""

from collections.abc import Callable

from sqlalchemy import select

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from storage.tables import attributions
from tests.applicant import LABELS, Applicant
from tests.hr_desk import LIGHTHOUSE, TRAILS, appointed, new_link
from tests.running_bot import RunningBot


async def sees_uses(hr: Person, uses: str) -> None:
    await hr.says("/hr")
    await hr.sees("Документы, даты рождения")
    await hr.clicks("Ссылки")
    await hr.clicks("Рассылка в мае")
    await hr.sees(uses)


async def test_one_person_is_counted_once_for_each_link(
    admin: Person, olga: Person, inna: Person, boris: Person
) -> None:
    await appointed(admin, olga)
    links = {LIGHTHOUSE: await new_link(olga), TRAILS: await new_link(inna, None)}
    for _ in range(5):
        for company, payload in links.items():
            await boris.starts(payload)
            await boris.sees(f"{company} приглашает Вас")
    await sees_uses(olga, "По ней пришёл 1 человек")
    await sees_uses(inna, "По ней пришёл 1 человек")


async def test_the_link_of_another_company_takes_nobody_who_has_begun(
    admin: Person, olga: Person, inna: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    await appointed(admin, olga)
    anna = applicant("anna")
    await anna.person.starts(await new_link(olga))
    await anna.does(StepId.CONSENT)
    await anna.sees(LABELS[StepId.CITIZENSHIP])
    await anna.person.starts(await new_link(inna, None))
    await anna.sees("Продолжим?")
    await sees_uses(inna, "По ней ещё никто не пришёл")
    async with bot.app.core.store.database.reading() as connection:
        whose = (await connection.scalars(select(attributions.c.policyholder))).all()
    assert whose == [LIGHTHOUSE]


async def test_a_link_opened_midway_says_how_it_would_help(
    admin: Person, olga: Person, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    await appointed(admin, olga)
    payload = await new_link(olga)
    anna = applicant("anna")
    await anna.reaches(StepId.POLICY_NUMBER)
    await anna.person.starts(payload)
    resumed = await anna.sees("Продолжим?")
    assert f"Ссылка {LIGHTHOUSE} помогает" in resumed.text
    await anna.clicks("Начать заново", LABELS[StepId.CONSENT])
    await anna.person.starts(payload)
    await anna.sees(f"{LIGHTHOUSE} приглашает Вас")
    await anna.clicks("Согласен, начать", LABELS[StepId.CITIZENSHIP])
    await anna.clicks("Согласен, начать", LABELS[StepId.CITIZENSHIP])
    await anna.person.starts(payload)
    resumed = await anna.sees("Продолжим?")
    assert f"Ссылка {LIGHTHOUSE} здесь не нужна" in resumed.text
