"""Files of the chat, fetched from Telegram into memory."""

from dataclasses import dataclass
from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiohttp import ClientError

from bot.use_cases.ports.chat_files import FileAway, FileGone

SECONDS = 120
"""For 20 MB, the largest that Telegram hands over, at 1.4 Mbit/s."""


@dataclass(frozen=True, slots=True)
class TelegramFiles:
    """Implements `bot.use_cases.ports.chat_files.ChatFiles`."""

    bot: Bot

    async def fetch(self, file_id: str) -> bytes:
        content = BytesIO()
        try:
            await self.bot.download(file_id, content, timeout=SECONDS)
        except TelegramBadRequest as error:
            raise FileGone("too-big" if "too big" in error.message else "gone") from None
        except (TimeoutError, AiogramError, ClientError, OSError) as error:
            raise FileAway(type(error).__name__) from None
        return content.getvalue()
