"""HR people act at once, or about one person, or go: one outcome, and everybody hears of it."""

import asyncio
from collections.abc import Callable

import pytest

from bot.form.step import StepId
from bot.sandbox.telegram import Person
from bot.upkeep import introduction
from tests.applicant import LABELS, Applicant
from tests.hr_desk import LIGHTHOUSE, TRAILS, appointed, comes_to_refuse, new_link
from tests.phones import unbroken
from tests.running_bot import RunningBot
from tests.scenarios.test_hr_requests import (
    ASKED,
    DIGITS,
    asks_hr,
    gets_on,
    types_digits,
)
from tests.scenarios.test_introduction import menu_of
from tests.scenarios.test_number_change import RIGHT, WRONG, answers, comes_to_another_phone
from tests.world import World

People = Callable[..., Applicant]
CONFIRMED, REFUSED, LATE = "Номер подтверждён", "Запрос отклонён", "уже решён или отозван"
SEVERAL = "На этого человека есть несколько запросов"
ELSEWHERE = "уже подтвердили из другого чата"
INVITES = "приглашает: это около 3 минут"


def heard(person: Person, fragment: str) -> bool:
    """Whether it stands in the chat or was shown above a button."""
    shown = [message.text for message in person.chat.messages if message.from_bot]
    return any(fragment in one for one in [*shown, *(toast.text for toast in person.chat.toasts)])


@pytest.fixture
async def egor(
    applicant: People, admin: Person, olga: Person, boris: Person, bot: RunningBot
) -> Applicant:
    """Give somebody who has asked two HR people, both about to type."""
    egor = applicant("egor")
    await comes_to_another_phone(egor)
    for hr in (olga, boris):
        await appointed(admin, hr, TRAILS)
    await asks_hr(egor)
    for hr in (olga, boris):
        await hr.sees(ASKED)
    return egor


async def test_two_who_type_the_digits_at_once_confirm_once(
    egor: Applicant, olga: Person, boris: Person, bot: RunningBot
) -> None:
    for hr in (olga, boris):
        await hr.clicks("Ввести 4 цифры")
        await hr.sees("Последние 4 цифры")
    await asyncio.gather(olga.says(DIGITS), boris.says(DIGITS))
    await egor.is_heard()
    assert sorted(heard(hr, CONFIRMED) for hr in (olga, boris)) == [False, True]
    assert all(heard(hr, CONFIRMED) is not heard(hr, LATE) for hr in (olga, boris))
    approvals = [one for one in egor.person.chat.messages if "HR подтвердил номер" in one.text]
    assert len(approvals) == 1
    await gets_on(egor)


async def test_a_word_for_and_a_word_against_at_once_are_one_outcome(
    egor: Applicant, olga: Person, boris: Person, bot: RunningBot
) -> None:
    await boris.clicks("Ввести 4 цифры")
    await boris.sees("Последние 4 цифры")
    await comes_to_refuse(olga)
    await asyncio.gather(olga.clicks("Отказать"), boris.says(DIGITS))
    await egor.is_heard()
    confirmed, refused = heard(boris, CONFIRMED), heard(olga, REFUSED)
    assert confirmed is not refused
    assert heard(olga if confirmed else boris, LATE)
    told = "HR подтвердил номер" if confirmed else "HR не подтвердил номер"
    assert told in egor.person.last.text


async def test_two_numbers_of_one_person_confirmed_at_once_are_one(
    egor: Applicant, applicant: People, olga: Person, boris: Person, bot: RunningBot
) -> None:
    other = applicant("egor", 500)
    await asks_hr_for(other, "+7 916 123-45-67")
    second = (await boris.sees("несколько запросов")).message_id
    first = next(one.message_id for one in olga.chat.messages if ASKED in one.text)
    await olga.clicks("Ввести 4 цифры", first)
    await boris.clicks("Ввести 4 цифры", second)
    for hr in (olga, boris):
        await hr.sees("Последние 4 цифры")
    await asyncio.gather(olga.says(DIGITS), boris.says("4567"))
    await egor.is_heard()
    for person in (egor, other):
        won, lost = (heard(person.person, one) for one in ("HR подтвердил номер", ELSEWHERE))
        assert won is not lost
    assert heard(egor.person, ELSEWHERE) is not heard(other.person, ELSEWHERE)


async def test_of_two_requests_about_one_person_hr_confirms_the_one_that_was_opened(
    egor: Applicant, applicant: People, olga: Person, bot: RunningBot
) -> None:
    first = await olga.sees(ASKED)
    assert SEVERAL not in first.text
    other = applicant("egor", 500)
    await asks_hr_for(other, "+7 916 123-00-06")
    second = await olga.sees(unbroken("123-••-••"))
    assert f"{SEVERAL}: 2" in second.text
    await olga.clicks("Ввести 4 цифры", first.message_id)
    asked = await olga.sees("Последние 4 цифры")
    assert unbroken("+7 900 000-••-••") in asked.text
    assert SEVERAL in asked.text
    await olga.says(DIGITS)
    await olga.sees("Номер подтверждён")
    await egor.sees("HR подтвердил номер")
    await other.sees("уже подтвердили из другого чата")
    assert "Инна Лугова, добавочный 7" in other.person.last.text
    await olga.clicks("Ввести 4 цифры", second.message_id)
    await olga.sees_toast("уже решён или отозван")
    await gets_on(egor)


async def test_a_later_word_of_hr_takes_the_place_of_an_earlier_one(
    egor: Applicant, applicant: People, olga: Person, bot: RunningBot
) -> None:
    await types_digits(olga, DIGITS)
    await egor.sees("HR подтвердил номер")
    other = applicant("egor", 500)
    await asks_hr_for(other, "+7 916 123-45-67")
    assert f"{SEVERAL}: 2" in (await olga.sees(ASKED)).text
    await types_digits(olga, "4567")
    await other.sees("HR подтвердил номер")
    await egor.sees("уже подтвердили из другого чата")
    await egor.clicks("Заменить номер", "должен подтвердить HR")


async def asks_hr_for(person: Applicant, phone: str) -> None:
    await comes_to_another_phone(person)
    await person.clicks("Другой номер", LABELS[StepId.PHONE])
    await person.says(phone, LABELS[StepId.REVIEW])
    await person.clicks("Получить пин-код", "другой номер телефона или его нет")
    await asks_hr(person)


async def used_up(applicant: People, admin: Person, olga: Person) -> tuple[Applicant, Applicant]:
    """Give one at the PIN by right answers, and one whom HR is asked about: the same person."""
    darya, other = applicant("darya"), applicant("darya", 500)
    await appointed(admin, olga, TRAILS)
    await comes_to_another_phone(darya)
    await darya.clicks("Заменить номер")
    await answers(darya, RIGHT)
    await darya.sees(LABELS[StepId.PIN])
    await comes_to_another_phone(other)
    await other.clicks("Другой номер", LABELS[StepId.PHONE])
    await other.says("+7 916 123-45-67", LABELS[StepId.REVIEW])
    await other.clicks("Получить пин-код", "другой номер телефона или его нет")
    await other.clicks("Заменить номер")
    for left in ("Осталось 2 попытки", "Осталась 1 попытка", "должен подтвердить HR"):
        await answers(other, WRONG)
        await other.sees(left)
    await olga.sees(ASKED)
    return darya, other


async def test_questions_and_hr_confirm_different_numbers_at_once(
    applicant: People, admin: Person, olga: Person, bot: RunningBot
) -> None:
    darya, other = await used_up(applicant, admin, olga)
    await olga.clicks("Ввести 4 цифры")
    await olga.sees("Последние 4 цифры")
    pin = await darya.reads_the_pin()
    await asyncio.gather(darya.says(pin), olga.says("4567"))
    await darya.sees(LABELS[StepId.EMAIL])
    await other.sees(ELSEWHERE)
    await bot.settles()
    assert heard(olga, CONFIRMED) is not heard(olga, LATE)
    sent = {sms.phone for sms in darya.world.phones.messages if sms.pin}
    assert sent == {darya.phone}


async def test_a_pin_ends_when_another_chat_has_changed_the_number(
    applicant: People, admin: Person, olga: Person, bot: RunningBot
) -> None:
    darya, other = await used_up(applicant, admin, olga)
    await types_digits(olga, "4567")
    await other.clicks("Получить пин-код", LABELS[StepId.PIN])
    late = await other.world.phones.waits_for("+79161234567")
    await darya.does(StepId.PIN)
    await darya.sees(LABELS[StepId.EMAIL])
    await other.says(late.pin or "", "Прежний код больше не действует")
    await other.clicks("Получить пин-код", "другой номер телефона или его нет")


async def test_a_pin_ends_with_the_word_of_a_revoked_hr_person(
    egor: Applicant, admin: Person, olga: Person, bot: RunningBot
) -> None:
    await types_digits(olga, DIGITS)
    await egor.clicks("Получить пин-код", LABELS[StepId.PIN])
    pin = await egor.reads_the_pin()
    told = next(one for one in admin.chat.messages if "id 7001" in one.text)
    await admin.clicks("Отозвать HR 7001", told.message_id)
    await admin.sees("отозвана")
    await bot.settles()
    await egor.clicks("Отправить ещё раз", "Прежний код больше не действует")
    await egor.clicks("Получить пин-код", "другой номер телефона или его нет")
    await egor.says(pin)
    await egor.is_heard()
    assert not heard(egor.person, LABELS[StepId.EMAIL])


async def test_who_is_hr_no_more_leaves_the_requests_to_the_others(
    egor: Applicant, olga: Person, boris: Person, bot: RunningBot
) -> None:
    await olga.clicks("Ввести 4 цифры")
    await olga.sees("Последние 4 цифры")
    await olga.says("/forget")
    await olga.sees("Удалить всё и отозвать согласие?")
    await olga.clicks("Да, удалить всё")
    await olga.sees("Всё удалено")
    await olga.says("/hr")
    await olga.sees("Такой команды нет")
    await types_digits(boris, DIGITS)
    await boris.sees(CONFIRMED)
    await gets_on(egor)
    assert not heard(olga, "заменён и подтверждён")


async def test_reminders_wait_for_telegram_and_reach_everybody_once(
    admin: Person, olga: Person, world: World, bot: RunningBot
) -> None:
    await appointed(admin, olga)
    payload = await new_link(olga)
    people = [world.telegram.person(600 + number, "Сотрудник") for number in range(5)]
    for one in people:
        await one.starts(payload)
        await one.sees(LABELS[StepId.CONSENT])
    await olga.says("/hr")
    await olga.clicks("Напомнить незакончившим")
    await olga.sees("не чаще раза в 3 дня")
    world.telegram.faults.next("sendMessage", status=429, retry_after=1, times=2)
    await olga.clicks("Напомнить")
    await asyncio.gather(*(one.sees(INVITES, timeout=15) for one in people))
    await bot.settles()
    counts = [sum(INVITES in message.text for message in one.chat.messages) for one in people]
    assert counts == [1] * len(people)
    refused = world.telegram.ledger.calls_of("sendMessage", failed=True)
    assert len(refused) == 2
    for call in refused:
        later = world.telegram.ledger.calls_of("sendMessage", call.chat_id)
        following = [one.time for one in later if one.time > call.time]
        assert following[0] - call.time >= 1


async def test_the_menu_of_commands_follows_the_role(
    admin: Person, olga: Person, world: World, bot: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(introduction, "LOOK_SECONDS", 0.02)
    await bot.restarts()
    await appointed(admin, olga, LIGHTHOUSE)
    await world.telegram.waits(lambda: "hr" in menu_of(world, 7001))
    told = await admin.sees("id 7001")
    await admin.clicks("Отозвать HR 7001", told.message_id)
    await admin.sees("отозвана")
    await world.telegram.waits(lambda: "hr" not in menu_of(world, 7001))
    assert menu_of(world, 7001) == ["start", "help", "cancel", "mydata", "forget"]


async def test_a_role_that_ended_just_before_a_restart_leaves_no_menu(
    admin: Person, olga: Person, world: World, bot: RunningBot
) -> None:
    await appointed(admin, olga, LIGHTHOUSE)
    await bot.restarts()
    await world.telegram.waits(lambda: "hr" in menu_of(world, 7001))
    told = await admin.sees("id 7001")
    await admin.clicks("Отозвать HR 7001", told.message_id)
    await admin.sees("отозвана")
    await bot.restarts()
    await world.telegram.waits(lambda: "hr" not in menu_of(world, 7001))
