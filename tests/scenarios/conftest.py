"""A whole bot against emulated outside worlds, in one process."""

import asyncio
import base64
from collections.abc import AsyncIterator

import pytest

from bot.app import build
from bot.intake.polling import Polling
from bot.lifecycle import serve
from bot.limits import Limits
from bot.sandbox.telegram import Person, Telegram
from bot.settings import Settings
from tests.conftest import KEY

QUICK = Limits(sends_per_second=10_000, chat_sends_per_second=10_000, chat_burst=1_000)


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    telegram = Telegram()
    yield telegram
    await telegram.stop()


@pytest.fixture
async def bot(telegram: Telegram, sqlite_url: str) -> AsyncIterator[None]:
    url = await telegram.start()
    settings = Settings(
        _env_file=None,
        bot_token=telegram.token,
        telegram_api_url=url,
        database_url=sqlite_url,
        secret_keys=base64.b64encode(KEY).decode(),
        public_url="http://127.0.0.1:1",
        sms_url="smsc://a:b@127.0.0.1:1",
        smtp_url="smtp://127.0.0.1:1",
        mail_from="bot@example.org",
        insurer_name="Пример",
        insurer_legal_name="АО «Пример»",
        insurer_address="Москва",
        insurer_licence="Лицензия № 1",
        insurer_phone="8 800 000-00-00",
        insurer_site="https://example.org",
        privacy_url="https://example.org/privacy",
    )
    core = build(settings, QUICK)
    polling = Polling(core.bot, core.intake, lambda: None)
    stop = asyncio.Event()
    task = asyncio.create_task(serve(core, polling, stop, alone=True))
    yield
    stop.set()
    await task


@pytest.fixture
def anna(telegram: Telegram) -> Person:
    return telegram.person(42, "Анна", phone="79000000001")
