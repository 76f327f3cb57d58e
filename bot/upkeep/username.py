"""The bot's own name at Telegram, of which links to it are made."""

import asyncio
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.utils.deep_linking import create_deep_link
from aiogram.utils.link import create_telegram_link

AGAIN_SECONDS = 5.0
log = structlog.get_logger("bot.upkeep.username")


@dataclass(slots=True)
class Username:
    """Asked for once, beside the first updates, so that no start waits for it."""

    bot: Bot
    known: str | None = None

    async def learn(self) -> None:
        """Ask Telegram until it answers."""
        while self.known is None:
            try:
                self.known = (await self.bot.me()).username
            except (AiogramError, OSError) as error:
                log.warning("name of the bot not learnt", error=type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)

    @property
    def chat_url(self) -> str | None:
        """The address of the chat; None until Telegram has told the name."""
        return None if self.known is None else create_telegram_link(self.known)

    def link(self, payload: str) -> str:
        """Make a link that opens the bot with a start payload (Bot API, deep linking).

        Raises:
            LookupError: Telegram has not told the name yet.
        """
        if self.known is None:
            raise LookupError("Telegram has not told the bot's name yet")
        return create_deep_link(self.known, "start", payload)
