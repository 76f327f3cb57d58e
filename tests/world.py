"""The outside world of a whole bot, emulated in the test process, and settings that fit it."""

import base64
import json
import random
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bot.gateways.registry_file import read_registry_file
from bot.limits import Limits
from bot.sandbox.mail import MailSink
from bot.sandbox.sms import SmscEmulator, SmsInbox
from bot.sandbox.telegram import Telegram
from bot.settings import Settings, load_settings
from bot.use_cases.registry.import_registry import ImportOptions, ImportRegistry
from storage.engine import Database, open_database
from storage.key_check import check_keys
from storage.keys import Keyring
from storage.migrate import migrate
from storage.registry_import import StoredRegistryIntake
from tests.conftest import KEY

SANDBOX = Path(__file__).parents[1] / "bot" / "sandbox"
PEOPLE = json.loads((SANDBOX / "people.json").read_text("utf-8"))
"""What each sample person types."""
ADMIN = 9001
"""Telegram id of the administrator."""
QUICK = Limits(
    sends_per_second=10_000,
    chat_sends_per_second=10_000,
    chat_burst=1_000,
    updates_per_minute=10_000,
)
"""A pace that does not slow tests down."""


@dataclass
class World:
    """Telegram, phones and mailboxes."""

    telegram: Telegram = field(default_factory=lambda: Telegram(webhook_pace=0.02))
    phones: SmsInbox = field(default_factory=SmsInbox)
    mail: MailSink = field(default_factory=MailSink)
    telegram_url: str = ""

    def __post_init__(self) -> None:
        self.gateway = SmscEmulator(self.phones)

    async def start(self) -> None:
        self.telegram_url = await self.telegram.start()
        await self.gateway.server.start()
        await self.mail.start()

    async def stop(self) -> None:
        await self.telegram.stop()
        await self.gateway.server.close()
        await self.mail.close()

    def environment(self, database_url: str, *, webhook: bool = False) -> dict[str, str]:
        """Return the settings of a bot in this world, as its environment would hold them."""
        port = free_port()
        return {
            "BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram_url,
            "WEBHOOK": "on" if webhook else "off",
            "DATABASE_URL": database_url,
            "SECRET_KEYS": base64.b64encode(KEY).decode(),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "HTTP_PORT": str(port),
            "SMS_URL": self.gateway.url,
            "SMTP_URL": self.mail.url,
            "MAIL_FROM": "cabinet@example.org",
            "ADMIN_IDS": str(ADMIN),
            "CABINET_URL": "https://cabinet.example.org/",
            "CABINET_RESET_URL": "https://cabinet.example.org/reset",
            "INSURER_NAME": "Пример Страхование",
            "INSURER_LEGAL_NAME": "АО «Пример Страхование»",
            "INSURER_ADDRESS": "101000, Москва, ул. Примерная, 1",
            "INSURER_LICENCE": "Лицензия СЛ № 0000",
            "INSURER_PHONE": "8 800 000-00-00",
            "INSURER_SITE": "https://example.org",
            "PRIVACY_URL": "https://example.org/privacy",
        }

    def settings(self, database_url: str, *, webhook: bool = False) -> Settings:
        given: dict[str, Any] = self.environment(database_url, webhook=webhook)
        return load_settings(**{name.lower(): value for name, value in given.items()})


async def import_registry(
    database_url: str, file: Path = SANDBOX / "sample_registry.csv", today: date | None = None
) -> None:
    """Load a registry file into the database of a bot that does not run yet."""
    database = open_database(database_url)
    try:
        await _import(database, file, today or datetime.now(UTC).date())
    finally:
        await database.close()


async def _import(database: Database, file: Path, today: date) -> None:
    keys = Keyring.of([KEY])
    await migrate(database)
    await check_keys(database, keys)
    intake = StoredRegistryIntake(database, keys, lambda: datetime.now(UTC))
    report = await ImportRegistry(intake, lambda *_: None)(
        read_registry_file(file), today, ImportOptions()
    )
    assert report.good


def free_port() -> int:
    """Find a port that stays free until a bot takes it, and between two starts of it.

    Linux gives those from 32768 on to every connection and to every server that asks for any.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
