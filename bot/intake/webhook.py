"""Updates by webhook: tells Telegram where to deliver; the web server hands them to the intake."""

import asyncio
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramUnauthorizedError
from aiogram.methods import SetWebhook
from aiogram.utils.backoff import Backoff, BackoffConfig

from bot.intake.polling import ALLOWED_UPDATES, Ready

PATH = "/telegram"
DELIVERIES_AT_ONCE = 64
FAULT_PAUSE_SECONDS = 2.0
REFUSED = BackoffConfig(min_delay=2.0, max_delay=300.0, factor=2.0, jitter=0.0)
"""Seconds between attempts after a refusal, which lasts until somebody acts."""
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
        refused, growing = "", Backoff(REFUSED)
        while (refusal := await self._register()) is not None:
            if refusal and refusal != refused:
                log.error("webhook refused, see WEBHOOK and PUBLIC_URL", reason=refusal)
                refused = refusal
            await asyncio.sleep(next(growing) if refusal else FAULT_PAUSE_SECONDS)
        self.ready()
        await asyncio.Event().wait()

    async def acknowledge(self) -> None:
        """Nothing to do: each 200 acknowledged its update."""

    async def _register(self) -> str | None:
        """Return None when it is done, else the words of a refusal, "" when Telegram is away."""
        method = SetWebhook(
            url=self.url,
            secret_token=self.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=DELIVERIES_AT_ONCE,
        )
        try:
            return None if await self.bot(method) else ""
        except TelegramUnauthorizedError:
            raise
        except TelegramBadRequest as refusal:
            return refusal.message.replace(self.secret, "…").replace(self.bot.token, "…")
        except (AiogramError, TypeError, OSError) as error:
            log.warning("webhook not registered", error=type(error).__name__)
            return ""
