"""HR has those reminded who began and did not finish: once in three days, and by day."""

from collections.abc import Callable

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Message, Person
from tests.applicant import LABELS, Applicant
from tests.hr_desk import LIGHTHOUSE, appointed, new_link
from tests.running_bot import RunningBot

BY_LINK = "приглашает: это около 3 минут"
REMINDS = "напоминает о личном кабинете"


@pytest.fixture
async def payload(admin: Person, olga: Person, bot: RunningBot) -> str:
    """Give what a link of the company carries."""
    await appointed(admin, olga)
    return await new_link(olga)


@pytest.fixture
async def begun(payload: str, applicant: Callable[..., Applicant]) -> Applicant:
    """Give somebody who has come by the link and stopped at the birth date."""
    anna = applicant("anna")
    await anna.person.starts(payload)
    await anna.sees(LABELS[StepId.CONSENT])
    await anna.does(StepId.CONSENT)
    await anna.goes_on(StepId.CITIZENSHIP, StepId.BIRTH_DATE)
    return anna


async def offered(hr: Person) -> Message:
    """Open «Напомнить незакончившим»."""
    await hr.says("/hr")
    await hr.clicks("Напомнить незакончившим")
    return await hr.sees("не чаще раза в 3 дня, с 9:00 до 21:00 по Москве")


async def reminds(hr: Person) -> Message:
    await offered(hr)
    await hr.clicks("Напомнить")
    return await hr.sees("Напомним 1 человеку")


def reminders(person: Applicant) -> int:
    return sum(REMINDS in message.text for message in person.person.chat.messages)


async def test_a_reminder_tells_what_is_left_and_leads_on(
    olga: Person, begun: Applicant, bot: RunningBot
) -> None:
    assert "Напомнить 1 человеку" in (await offered(olga)).text
    await olga.clicks("Напомнить")
    assert "прямо сейчас" in (await olga.sees("Напомним 1 человеку")).text
    told = await begun.sees(REMINDS)
    assert "Осталось 7 вопросов" in told.text
    assert LIGHTHOUSE in told.text
    await begun.clicks("Продолжить", LABELS[StepId.BIRTH_DATE])
    await begun.goes_on(StepId.BIRTH_DATE, StepId.DOCUMENT_KIND)


async def test_nobody_is_reminded_twice_in_three_days(
    olga: Person, begun: Applicant, bot: RunningBot
) -> None:
    await reminds(olga)
    await begun.sees(REMINDS)
    await bot.passes(hours=71, minutes=59)
    told = await offered(olga)
    assert "Сейчас напоминать некому" in told.text
    assert "1 человек получал напоминание недавно" in told.text
    assert told.button("Напомнить") is None
    await bot.passes(minutes=1)
    await reminds(olga)
    await begun.sees("Начнём заново?")


async def test_of_two_who_press_at_once_one_is_told_that_it_is_done(
    admin: Person, olga: Person, boris: Person, begun: Applicant, bot: RunningBot
) -> None:
    await appointed(admin, boris)
    await offered(olga)
    await offered(boris)
    await olga.clicks("Напомнить")
    await boris.clicks("Напомнить")
    await begun.is_heard()
    answers = [hr.chat.newest() for hr in (olga, boris)]
    told = [any("Напомним 1 человеку" in one.text for one in those) for those in answers]
    assert sorted(told) == [False, True]
    await (boris if told[0] else olga).sees_toast("Сейчас напоминать некому")
    assert reminders(begun) == 1


async def test_at_night_people_are_left_alone_until_nine(
    olga: Person, begun: Applicant, bot: RunningBot
) -> None:
    await bot.passes(hours=9, minutes=30)
    assert "завтра с 09:00" in (await reminds(olga)).text
    await bot.restarts()
    await bot.passes(hours=11, minutes=29)
    await bot.settles()
    assert reminders(begun) == 0
    await bot.passes(minutes=1)
    await begun.sees(REMINDS)


async def test_who_closed_the_chat_is_skipped_and_counted(
    olga: Person, begun: Applicant, bot: RunningBot
) -> None:
    await begun.person.blocks()
    await reminds(olga)
    await bot.settles()
    await bot.passes(days=3)
    told = await offered(olga)
    assert "Сейчас напоминать некому" in told.text
    assert "Не получат: 1" in told.text


async def test_who_has_finished_meanwhile_gets_nothing(
    olga: Person, payload: str, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.walks_to(StepId.ACTIVATION)
    await bot.passes(hours=9, minutes=30)
    await reminds(olga)
    await anna.does(StepId.ACTIVATION)
    await anna.sees("успешно активирована")
    await bot.passes(hours=12)
    await bot.settles()
    assert reminders(anna) == 0


async def test_who_waits_for_the_mail_is_helped_to_find_it(
    olga: Person, payload: str, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.walks_to(StepId.ACTIVATION)
    await reminds(olga)
    told = await anna.sees(REMINDS)
    assert "Осталось подтвердить e-mail" in told.text
    assert anna.answers["email"] not in told.text
    await anna.clicks("Нет письма?", "Спам")


async def test_who_only_opened_the_link_is_asked_to_begin(
    olga: Person, payload: str, applicant: Callable[..., Applicant], bot: RunningBot
) -> None:
    anna = applicant("anna")
    await anna.person.starts(payload)
    await anna.sees(LABELS[StepId.CONSENT])
    await reminds(olga)
    await anna.sees(BY_LINK)
    await anna.clicks("Продолжить", LABELS[StepId.CONSENT])
    await anna.clicks("Согласен, начать", LABELS[StepId.CITIZENSHIP])


async def test_who_wants_no_reminders_is_left_alone_for_good(
    olga: Person, payload: str, begun: Applicant, bot: RunningBot
) -> None:
    await reminds(olga)
    await begun.clicks("Не напоминать", "больше не напомним")
    await begun.clicks("Продолжить", LABELS[StepId.BIRTH_DATE])
    await bot.passes(days=30)
    await begun.person.starts(payload)
    await bot.settles()
    told = await offered(olga)
    assert "Сейчас напоминать некому" in told.text
    assert "Не получат: 1" in told.text
