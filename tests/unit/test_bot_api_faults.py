"""Scripted faults of the emulator, as a bot meets them on the wire."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.sandbox.telegram import TOKEN, Person, Telegram


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
async def anna(telegram: Telegram) -> Person:
    anna = telegram.person(42, "Анна")
    await anna.starts()
    return anna


@pytest.fixture
async def address(telegram: Telegram, anna: Person) -> AsyncIterator[str]:
    yield await telegram.start()
    await telegram.stop()


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(address))) as bot:
        yield bot


def said(anna: Person) -> list[str]:
    return [message.text for message in anna.chat.messages if message.from_bot]


async def test_a_scripted_flood_limit_holds_so_many_times(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    telegram.faults.next("sendMessage", status=429, retry_after=2, times=2)

    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as refused:
            await bot.send_message(42, "раз")
        assert refused.value.retry_after == 2
    await bot.send_message(42, "два")

    assert said(anna) == ["два"]
    failed = telegram.ledger.calls_of("sendMessage", failed=True)
    assert [call.error for call in failed] == ["Too Many Requests: retry after 2"] * 2


async def test_a_flood_limit_may_come_without_parameters(
    telegram: Telegram, address: str, anna: Person
) -> None:
    telegram.faults.next("sendmessage", status=429)

    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{address}/bot{TOKEN}/sendMessage") as response,
    ):
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests",
        }
        assert "Retry-After" not in response.headers


async def test_faults_come_in_the_order_of_the_script(telegram: Telegram, bot: Bot) -> None:
    telegram.faults.next("getMe", status=500)
    telegram.faults.page("getMe", status=502)

    with pytest.raises(TelegramServerError, match="Internal Server Error"):
        await bot.get_me()
    with pytest.raises(ClientDecodeError):
        await bot.get_me()
    assert (await bot.get_me()).is_bot


async def test_a_fault_of_any_method_meets_the_next_call(telegram: Telegram, bot: Bot) -> None:
    telegram.faults.next("*", status=400, description="Bad Request: unlucky")

    with pytest.raises(Exception, match="unlucky"):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_an_empty_answer_and_a_cut_one_have_no_effect(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    telegram.faults.empty("sendMessage")
    telegram.faults.reset("sendMessage")

    with pytest.raises(ClientDecodeError):
        await bot.send_message(42, "раз")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(42, "два")

    assert said(anna) == []


async def test_a_lost_answer_hides_an_effect(telegram: Telegram, bot: Bot, anna: Person) -> None:
    telegram.faults.lose_answer("sendMessage")

    with pytest.raises(TelegramNetworkError):
        await bot.send_message(42, "дошло")

    assert said(anna) == ["дошло"]
    assert telegram.ledger.calls_of("sendMessage", failed=False)


async def test_a_hanging_call_ends_with_the_emulator_at_the_latest(
    telegram: Telegram, bot: Bot, anna: Person
) -> None:
    telegram.faults.hang("sendMessage")
    call = asyncio.create_task(bot.send_message(42, "?"))
    await telegram.waits(lambda: telegram.ledger.calls_of("sendMessage"))

    assert not call.done()
    await telegram.stop()

    with pytest.raises(TelegramNetworkError):
        await call
    assert said(anna) == []


async def test_cleared_faults_never_come(telegram: Telegram, bot: Bot) -> None:
    telegram.faults.next("getUpdates", status=500, times=1000)

    telegram.faults.clear()

    assert len(await bot.get_updates()) == 1
