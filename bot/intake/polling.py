"""Long polling that acknowledges what is committed, never more (Bot API, getUpdates)."""

import asyncio
import math
from collections.abc import Sequence
from typing import Any, Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.utils.backoff import Backoff, BackoffConfig

from bot.intake.incoming import Incoming
from bot.intake.intake import Intake
from bot.intake.window import UPDATES_AT_ONCE, Window
from storage.engine import DatabaseAway

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 30
NETWORK_SECONDS = 10
"""How much longer than the poll the network may take."""
PAUSE_SECONDS = 0.1
"""While something is unfinished Telegram repeats it at once: so long the poller looks away."""
FAULT_PAUSE_SECONDS = 1.0
AWAY = BackoffConfig(min_delay=1.0, max_delay=5.0, factor=1.5, jitter=0.1)
"""Seconds between attempts at a Telegram that is away."""
AWAY_PATIENCE_SECONDS = 60.0
"""How long a Telegram that is away is none of the operator's business."""
CONFLICT_PAUSE_SECONDS = 3.0
TOLD_SECONDS = 300.0
"""How often the log says that Telegram is away or another one polls, as long as it is so."""
log = structlog.get_logger("bot.polling")


class GetRawUpdates(GetUpdates):
    """getUpdates whose answer is not parsed: one odd update must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"


class Ready(Protocol):
    """Told once, when the first poll leaves."""

    def __call__(self) -> None: ...


class Polling:
    """Fetches updates into the intake and acknowledges the longest finished prefix."""

    def __init__(self, bot: Bot, intake: Intake, ready: Ready) -> None:
        self._bot = bot
        self._intake = intake
        self._ready = ready
        self._window = Window()
        self._moved = asyncio.Event()
        self._watchers: set[asyncio.Task[None]] = set()
        self._conflict_told = -math.inf
        self._away_since = self._away_told = -math.inf
        self._growing = Backoff(AWAY)

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            TelegramUnauthorizedError: the token is not valid, now or any more.
        """
        asyncio.get_running_loop().call_soon(self._ready)
        while True:
            try:
                fetched = await self._fetch(POLL_SECONDS)
                await self._take(fetched)
            except TelegramUnauthorizedError:
                raise
            except (AiogramError, DatabaseAway, TypeError, OSError) as error:
                # aiogram lets TypeError and OSError through for odd answers of a broken server
                await asyncio.sleep(self._pause_after(error))
                continue
            await self._breathe()

    async def acknowledge(self) -> None:
        """Tell Telegram at the end what is finished; what it answers is left to the next start."""
        if self._window.offset() is not None:
            await self._fetch(0)

    async def _fetch(self, seconds: int) -> Sequence[dict[str, Any]]:
        offset = self._window.offset()
        method = GetRawUpdates(
            offset=offset,
            limit=UPDATES_AT_ONCE,
            timeout=seconds,
            allowed_updates=ALLOWED_UPDATES,
        )
        fetched: Any = await self._bot(method, request_timeout=seconds + NETWORK_SECONDS)
        self._growing.reset()
        if offset is not None:
            self._window.forget(offset)
        return list(fetched)

    async def _take(self, fetched: Sequence[dict[str, Any]]) -> None:
        for raw in fetched:
            update_id = raw.get("update_id")
            if not isinstance(update_id, int):
                await self._bury(raw)
                continue
            if not self._window.add(update_id):
                continue
            try:
                incoming = await self._intake.take(raw)
            except Exception:
                self._window.drop(update_id)
                raise
            if incoming is None:
                self._window.finish(update_id)
            else:
                self._watch(update_id, incoming)

    async def _bury(self, raw: dict[str, Any]) -> None:
        """What has no number can never be acknowledged: look away a while, it comes again."""
        await self._intake.take(raw)
        await asyncio.sleep(FAULT_PAUSE_SECONDS)

    def _watch(self, update_id: int, incoming: Incoming) -> None:
        watcher = asyncio.create_task(self._finish(update_id, incoming))
        self._watchers.add(watcher)
        watcher.add_done_callback(self._watchers.discard)

    async def _finish(self, update_id: int, incoming: Incoming) -> None:
        await incoming.settled.wait()
        self._window.finish(update_id)
        self._moved.set()

    async def _breathe(self) -> None:
        """Wait while there is nothing to acknowledge and Telegram would only repeat itself."""
        while len(self._window) and self._window.offset() is None:
            self._moved.clear()
            patience = None if self._window.is_full else PAUSE_SECONDS
            try:
                async with asyncio.timeout(patience):  # wait_for loses a cancel of that moment
                    await self._moved.wait()
            except TimeoutError:
                return

    def _pause_after(self, error: Exception) -> float:
        name = type(error).__name__
        if isinstance(error, TelegramRetryAfter | TelegramConflictError):
            self._growing.reset()  # it answers
        if isinstance(error, TelegramRetryAfter):
            log.warning("told to wait", seconds=error.retry_after)
            return float(error.retry_after)
        if isinstance(error, TelegramConflictError):
            self._tell_conflict(name)
            return CONFLICT_PAUSE_SECONDS
        self._tell_absence(name)
        return next(self._growing)

    def _tell_absence(self, name: str) -> None:
        """The first failure is a line, and what lasts is an alarm now and then."""
        now = asyncio.get_running_loop().time()
        if self._growing.counter == 0:
            self._away_since, self._away_told = now, -math.inf
            log.warning("poll failed", error=name)
        away = now - self._away_since
        if away >= AWAY_PATIENCE_SECONDS and now - self._away_told >= TOLD_SECONDS:
            log.error("telegram away", error=name, seconds=round(away))
            self._away_told = now

    def _tell_conflict(self, name: str) -> None:
        """It lasts until somebody acts, and comes every few seconds."""
        now = asyncio.get_running_loop().time()
        if now - self._conflict_told >= TOLD_SECONDS:
            log.error(
                "somebody else polls with the same BOT_TOKEN, or a webhook is set", error=name
            )
            self._conflict_told = now
