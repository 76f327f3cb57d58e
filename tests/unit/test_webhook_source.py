"""Registering the webhook while Telegram refuses it, as the log tells of it."""

import asyncio
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.utils.backoff import Backoff, BackoffConfig
from structlog.testing import capture_logs

from bot.intake import webhook
from bot.intake.webhook import REFUSED, WebhookSource
from bot.sandbox.telegram import TOKEN, Telegram

SECRET = "secret_token-1"
NO_TLS = "Bad Request: bad webhook: HTTPS url must be provided"
NO_HOST = "Bad Request: bad webhook: Failed to resolve host: Name or service not known"


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    server = TelegramAPIServer.from_base(await telegram.start())
    async with Bot(TOKEN, AiohttpSession(api=server)) as bot:
        yield bot
    await telegram.stop()


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


async def registered(bot: Bot) -> list[Any]:
    """Return what the log says until Telegram takes the webhook."""
    ready = asyncio.Event()
    source = WebhookSource(bot, "http://127.0.0.1:1/telegram", SECRET, ready.set)
    with capture_logs() as lines:
        registering = asyncio.create_task(source.run())
        await ready.wait()
        registering.cancel()
    return lines


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "FAULT_PAUSE_SECONDS", 0)
    monkeypatch.setattr(webhook, "REFUSED", BackoffConfig(0.0, 0.001, 2.0, 0.0))


async def test_a_refusal_is_told_in_the_words_of_telegram_once(
    telegram: Telegram, bot: Bot
) -> None:
    for words in (NO_TLS, NO_HOST, NO_TLS):
        telegram.faults.next("setWebhook", status=400, description=words, times=3)
    lines = await registered(bot)
    assert [(line["log_level"], line["reason"]) for line in lines] == [
        ("error", NO_TLS),
        ("error", NO_HOST),
        ("error", NO_TLS),
    ]
    assert {line["event"] for line in lines} == {"webhook refused, see WEBHOOK and PUBLIC_URL"}


async def test_no_secret_is_told(telegram: Telegram, bot: Bot) -> None:
    telegram.faults.next("setWebhook", status=400, description=f"Bad Request: {SECRET} {TOKEN}")
    [line] = await registered(bot)
    assert line["reason"] == "Bad Request: … …"


async def test_a_telegram_that_is_away_is_no_refusal(telegram: Telegram, bot: Bot) -> None:
    telegram.faults.next("setWebhook", status=502, times=2)
    lines = await registered(bot)
    assert [(line["log_level"], line["event"]) for line in lines] == [
        ("warning", "webhook not registered")
    ] * 2


def test_the_pauses_grow() -> None:
    assert [*islice(Backoff(REFUSED), 9)] == [2, 4, 8, 16, 32, 64, 128, 256, 300]
