"""A whole bot against an emulated outside world, in one process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from bot.app import App, build
from bot.limits import Limits
from bot.sandbox.telegram import Person
from bot.settings import Settings
from storage.captchas import StoredCaptchas
from tests.applicant import SAMPLES, Applicant
from tests.world import QUICK, World, import_registry


@dataclass
class RunningBot:
    """A bot that can be stopped and started again, as an operator would."""

    settings: Settings
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
        self._app = build(self.settings, self.limits, ready.set)
        self._task = asyncio.create_task(self._app.run(self._stop))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait([self._task, waiting], return_when="FIRST_COMPLETED")
        waiting.cancel()

    async def stop(self) -> None:
        assert self._task is not None
        assert self._stop is not None
        self._stop.set()
        await self._task


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.start()
    yield world
    await world.stop()


@pytest.fixture(params=["polling"])
async def bot(
    request: pytest.FixtureRequest, world: World, sqlite_url: str
) -> AsyncIterator[RunningBot]:
    bot = RunningBot(world.settings(sqlite_url, webhook=request.param == "webhook"))
    await import_registry(sqlite_url)
    await bot.start()
    yield bot
    await bot.stop()


@pytest.fixture
def anna(world: World) -> Person:
    return world.telegram.person(42, "Анна", phone="79000000001")


@pytest.fixture
def boris(world: World) -> Person:
    return world.telegram.person(43, "Борис", phone="79000000002")


@pytest.fixture
def applicant(world: World, bot: RunningBot) -> Callable[[str], Applicant]:
    """Give a sample person at a Telegram account of their own."""

    def find(sample: str) -> Applicant:
        store = bot.app.core.store
        captchas = StoredCaptchas(store.database, store.keys, store.clock)
        user_id = 1000 + list(SAMPLES).index(sample)
        person = world.telegram.person(user_id, SAMPLES[sample]["title"])
        return Applicant(person, world, SAMPLES[sample], captchas)

    return find
