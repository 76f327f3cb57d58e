"""Nothing a person sends is lost and nothing is said twice, whatever Telegram does."""

import asyncio
import sqlite3

import aiohttp
import pytest
from sqlalchemy import select

from bot.sandbox.telegram import Person
from storage.engine import sqlite_file
from storage.tables import conversations
from tests.running_bot import RunningBot
from tests.world import World

BOTH_WAYS = pytest.mark.parametrize("bot", ["polling", "webhook"], indirect=True)


async def begin(person: Person) -> None:
    await person.starts()
    await person.sees("Согласие на обработку")
    await person.clicks("Согласен, начать")
    await person.sees("вид полиса")


def texts_of(person: Person) -> list[str]:
    return [message.text for message in person.chat.messages if message.from_bot]


@BOTH_WAYS
async def test_people_are_answered_side_by_side(
    bot: RunningBot, anna: Person, boris: Person
) -> None:
    await begin(anna)
    await begin(boris)
    await anna.clicks("Здоровье (ДМС)")
    await anna.sees("номер полиса")


@BOTH_WAYS
async def test_every_update_is_acknowledged(bot: RunningBot, world: World, anna: Person) -> None:
    await begin(anna)
    await world.telegram.waits(lambda: not world.telegram.ledger.unacknowledged())


@BOTH_WAYS
async def test_a_repeated_update_is_answered_once(
    bot: RunningBot, world: World, anna: Person
) -> None:
    await begin(anna)
    await anna.clicks("Здоровье (ДМС)")
    await anna.sees("номер полиса")
    await anna.says("123/14")
    await anna.sees("Являюсь")
    before = texts_of(anna)
    world.telegram.redeliver(world.telegram.ledger.updates[-1].update_id)
    await world.telegram.waits(lambda: not world.telegram.ledger.unacknowledged())
    await anna.clicks("Застрахованным")
    await anna.sees("Гражданство")
    assert len(texts_of(anna)) == len(before)


@BOTH_WAYS
async def test_an_update_nobody_can_parse_stops_nobody(
    bot: RunningBot, world: World, anna: Person
) -> None:
    world.telegram.give({"message": {"message_id": "no number", "chat": {"id": 1}}})
    await begin(anna)
    await world.telegram.waits(lambda: not world.telegram.ledger.unacknowledged())


async def test_numbering_may_start_anew_after_a_quiet_week(
    bot: RunningBot, world: World, anna: Person
) -> None:
    await begin(anna)
    world.telegram.number_updates_from(7)
    await anna.clicks("Здоровье (ДМС)")
    await anna.sees("номер полиса")


@pytest.mark.parametrize(
    ("status", "retry_after"), [(429, 1), (500, None), (502, None), (504, None)]
)
async def test_a_reply_that_telegram_refuses_for_now_arrives(
    bot: RunningBot, world: World, anna: Person, status: int, retry_after: int | None
) -> None:
    await begin(anna)
    await anna.clicks("Здоровье (ДМС)")
    await anna.sees("номер полиса")
    if status == 502:
        world.telegram.faults.page("sendMessage", status=status)
    else:
        world.telegram.faults.next("sendMessage", status=status, retry_after=retry_after)
    await anna.says("123/14")
    await anna.sees("Являюсь", timeout=10)


async def test_a_reply_whose_receipt_was_lost_is_not_forgotten(
    bot: RunningBot, world: World, anna: Person
) -> None:
    world.telegram.faults.lose_answer("sendMessage")
    await anna.starts()
    await anna.sees("Согласие на обработку", timeout=10)


async def test_a_person_who_blocked_the_bot_is_welcome_again(
    bot: RunningBot, anna: Person, boris: Person
) -> None:
    await begin(anna)
    await anna.blocks()
    await begin(boris)
    await anna.unblocks()
    await anna.says("/start")
    await anna.sees("Продолжим?")


async def test_the_conversation_goes_on_after_a_restart(bot: RunningBot, anna: Person) -> None:
    await begin(anna)
    await bot.stop()
    await anna.clicks("Здоровье (ДМС)")
    await bot.start()
    await anna.sees("номер полиса")


async def test_a_locked_database_delays_the_answer_and_loses_nothing(
    bot: RunningBot, world: World, sqlite_url: str, anna: Person
) -> None:
    await begin(anna)
    await bot.settles()
    file = sqlite_file(sqlite_url)
    other = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")  # the bot may be writing just now
    await anna.clicks("Здоровье (ДМС)")
    assert world.telegram.ledger.unacknowledged()
    other.execute("ROLLBACK")
    other.close()
    await anna.sees("номер полиса", timeout=10)


async def test_a_message_of_which_nothing_was_kept_is_asked_for_again(
    bot: RunningBot, world: World, anna: Person
) -> None:
    await begin(anna)
    chat = {"id": anna.user["id"], "type": "private", "first_name": "Анна"}
    sender = {"id": anna.user["id"], "is_bot": False, "first_name": "Анна"}
    message = {"message_id": 900, "date": 1, "chat": chat, "from": sender, "text": ""}
    world.telegram.give({"message": message})
    await anna.sees("Попробуйте ответить ещё раз")


async def test_the_operator_sees_how_many_updates_were_handled(
    bot: RunningBot, anna: Person
) -> None:
    await begin(anna)
    await bot.passes(minutes=1)
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{bot.settings.public_url}/metrics") as answer,
    ):
        shown = (await answer.text()).splitlines()
    assert 'bot_updates_total{outcome="done"} 2.0' in shown
    assert 'bot_jobs_stored{state="dead"} 0.0' in shown


async def test_a_group_gets_no_answer(bot: RunningBot, world: World, anna: Person) -> None:
    group = world.telegram.group(-100, "Отдел")
    await group.adds_bot(anna)
    await group.hears(anna, "/start")
    await world.telegram.waits(lambda: not world.telegram.ledger.unacknowledged())
    assert world.telegram.ledger.calls_of("sendMessage") == []
    async with bot.app.core.store.database.reading() as connection:
        assert (await connection.execute(select(conversations))).all() == []
