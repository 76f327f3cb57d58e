"""Updates by webhook: tells Telegram where to deliver; the web server hands them to the intake."""

import asyncio
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from aiogram.methods import SetWebhook

from bot.intake.polling import ALLOWED_UPDATES, Ready

PATH = "/telegram"
DELIVERIES_AT_ONCE = 64
FAULT_PAUSE_SECONDS = 2.0
log = structlog.get_logger("bot.webhook")


@dataclass(frozen=True, slots=True)
class WebhookSource:
    """Registers the address under which `bot.web.webhook` listens."""

    bot: Bot
    url: str
    secret: str = field(repr=False)
    ready: Ready

    async def run(self) -> None:
        """Register, then wait until cancelled.

        Raises:
            TelegramUnauthorizedError: the token is not valid.
        """
        while not await self._register():  # noqa: ASYNC110 - Telegram sends no event
            await asyncio.sleep(FAULT_PAUSE_SECONDS)
        self.ready()
        await asyncio.Event().wait()

    async def acknowledge(self) -> None:
        """Nothing to do: each 200 acknowledged its update."""

    async def _register(self) -> bool:
        method = SetWebhook(
            url=self.url,
            secret_token=self.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=DELIVERIES_AT_ONCE,
        )
        try:
            return await self.bot(method)
        except TelegramUnauthorizedError:
            raise
        except (AiogramError, TypeError, OSError) as error:
            log.warning("webhook not registered", error=type(error).__name__)
            return False
