"""A whole bot in the test process, as an operator would run it."""

import asyncio
from dataclasses import dataclass

from aiogram.client.session.aiohttp import AiohttpSession
from sqlalchemy import select

from bot.app import App, build
from bot.form.draft import Draft
from bot.limits import Limits
from bot.settings import Settings
from bot.texts import Texts
from bot.use_cases.ports.jobs import JobState
from storage.captchas import StoredCaptchas
from storage.tables import jobs
from tests.conftest import FakeClock
from tests.world import QUICK

PATIENCE = 60.0
"""Seconds for all that is under way; a list of phones starts a process."""


async def close_at_once(session: AiohttpSession) -> None:
    """Stands for `close`, which waits a quarter of a second for the end of TLS: there is none."""
    if session._session is not None:
        await session._session.close()


@dataclass
class RunningBot:
    """Can be stopped and started again; its clock stands still until told."""

    settings: Settings
    clock: FakeClock
    texts: Texts
    limits: Limits = QUICK
    _task: asyncio.Task[None] | None = None
    _stop: asyncio.Event | None = None
    _app: App | None = None

    @property
    def app(self) -> App:
        assert self._app is not None
        return self._app

    async def start(self) -> None:
        self._stop, ready = asyncio.Event(), asyncio.Event()
        self._app = build(
            self.settings, self.limits, ready.set, clock=self.clock, texts=self.texts
        )
        self._app.housekeeper.monotonic = self.clock.seconds
        self._task = asyncio.create_task(self._app.run(self._stop))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait([self._task, waiting], return_when="FIRST_COMPLETED")
        waiting.cancel()
        self._require_alive()

    async def stop(self) -> None:
        assert self._task is not None
        assert self._stop is not None
        self._stop.set()
        await self._task

    async def ends(self) -> None:
        """Wait until it ends of itself."""
        assert self._task is not None
        await self._task

    async def restarts(self) -> None:
        await self.stop()
        await self.start()

    async def passes(self, **time: float) -> None:
        """Let time go by after all that is due now, and what falls due in it begin."""
        await self.settles()
        self.clock.passes(**time)
        await self.app.housekeeper.round()
        self.app.core.worker.due.set()

    async def settles(self) -> None:
        """Wait until everything that came in or fell due is done, answered and noted."""
        async with asyncio.timeout(PATIENCE):
            while True:
                self._require_alive()
                await self.app.core.queues.idle()
                await self.app.core.sender.idle()
                if not await self._has_work():
                    return

    def _require_alive(self) -> None:
        """Raise what a bot has died of: nothing would ever be done."""
        assert self._task is not None
        if self._task.done():
            self._task.result()
            raise AssertionError("the bot has stopped")

    async def _has_work(self) -> bool:
        store, table = self.app.core.store, jobs.c
        due = (table.state == JobState.WAITING) & (table.not_before <= self.clock())
        found = select(table.id).where(due | (table.state == JobState.DOING)).limit(1)
        async with store.database.reading() as connection:
            return (await connection.execute(found)).first() is not None

    async def signs_of(self, chat_id: int) -> str:
        """Look up what stands on the picture; a machine cannot read it."""
        store = self.app.core.store
        captcha = await StoredCaptchas(store.database, store.keys, store.clock).find(chat_id)
        assert captcha is not None
        return captcha.answer

    async def state_of(self, chat_id: int) -> tuple[str | None, Draft]:
        """Return the step and the answers of a chat, as they are stored."""
        kept = await self.app.core.store.conversations.load(chat_id)
        return kept.step, Draft() if kept.draft is None else Draft.from_json(kept.draft)
