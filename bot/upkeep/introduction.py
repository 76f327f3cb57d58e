"""What Telegram shows of the bot before a word is said: description and command menus.

Menus differ by role (Bot API, BotCommandScope), so they follow who is appointed and who resigns.
"""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)

from bot.texts import Texts
from storage.engine import DatabaseAway

LOOK_SECONDS = 60.0
"""How soon a new role shows in the menu."""
PERSON = ("start", "help", "cancel", "mydata", "forget")
HR = ("hr",)
ADMIN = ("stats", "import", "find", "pause", "health", "hr", "admin")
log = structlog.get_logger("bot.upkeep.introduction")


class Roles(Protocol):
    """Who has a menu of their own, or had one."""

    async def everybody(self) -> frozenset[int]:
        """Return the Telegram users who act for a policyholder."""
        ...

    async def former(self) -> frozenset[int]:
        """Return those who act for nobody any more."""
        ...


@dataclass(slots=True)
class Introduction:
    """Tells Telegram once at the start, and then whatever has changed.

    Attributes:
        _shown: menus by chat; a role that ended while no bot was running may still have its own.
    """

    bot: Bot
    texts: Texts
    hr: Roles
    admin_ids: frozenset[int]
    _shown: dict[int, tuple[str, ...]] = field(default_factory=dict)

    async def run(self) -> None:
        """Go on until cancelled; a Telegram that is away is asked again."""
        described = False
        while True:
            try:
                if not described:
                    await self._describe()
                    self._shown |= dict.fromkeys(await self.hr.former(), HR)
                    described = True
                await self._show_menus(await self.hr.everybody())
            except (AiogramError, DatabaseAway, OSError) as error:
                log.warning("bot not introduced", error=type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def _describe(self) -> None:
        """Set only what differs: Telegram allows few changes a day."""
        description, about = self.texts.plain("bot-description"), self.texts.plain("bot-about")
        if (await self.bot.get_my_description()).description != description:
            await self.bot.set_my_description(description=description)
        if (await self.bot.get_my_short_description()).short_description != about:
            await self.bot.set_my_short_description(short_description=about)
        await self.bot.set_my_commands(
            self._commands(PERSON), scope=BotCommandScopeAllPrivateChats()
        )

    async def _show_menus(self, hr: Collection[int]) -> None:
        for chat_id in self._shown.keys() | self.admin_ids | set(hr):
            menu = self._menu(chat_id, hr)
            if self._shown.get(chat_id, ()) != menu and await self._show(chat_id, menu):
                self._shown[chat_id] = menu

    def _menu(self, chat_id: int, hr: Collection[int]) -> tuple[str, ...]:
        if chat_id in self.admin_ids:
            return ADMIN
        return HR if chat_id in hr else ()

    async def _show(self, chat_id: int, menu: tuple[str, ...]) -> bool:
        """Return False for an administrator who has not written yet: there is no chat."""
        scope = BotCommandScopeChat(chat_id=chat_id)
        try:
            await self.bot.set_my_commands(self._commands((*menu, *PERSON)), scope=scope)
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            log.debug("menu not shown", error=type(error).__name__)
            return False
        return True

    def _commands(self, names: tuple[str, ...]) -> list[BotCommand]:
        return [
            BotCommand(command=name, description=self.texts.plain(f"command-{name}"))
            for name in names
        ]
