"""The outside world of a whole bot, emulated in the test process, and settings that fit it."""

import base64
import socket
from dataclasses import dataclass, field
from typing import Any

from bot.limits import Limits
from bot.sandbox.telegram import Telegram
from bot.settings import Settings, load_settings
from tests.conftest import KEY

QUICK = Limits(sends_per_second=10_000, chat_sends_per_second=10_000, chat_burst=1_000)
"""A pace that does not slow tests down."""


@dataclass
class World:
    """Telegram, phones and mailboxes."""

    telegram: Telegram = field(default_factory=lambda: Telegram(webhook_pace=0.02))
    telegram_url: str = ""

    async def start(self) -> None:
        self.telegram_url = await self.telegram.start()

    async def stop(self) -> None:
        await self.telegram.stop()

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
            "SMS_URL": "smsc://bot:secret@127.0.0.1:1?sender=CABINET&tls=off",
            "SMTP_URL": "smtp://127.0.0.1:1",
            "MAIL_FROM": "cabinet@example.org",
            "CABINET_URL": "https://cabinet.example.org/",
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
