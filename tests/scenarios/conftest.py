"""A whole bot against an emulated outside world, in one process."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiogram.client.session.aiohttp import AiohttpSession

from bot.sandbox.telegram import Person
from bot.sender import results
from bot.texts import Texts
from storage.engine import sqlite_file
from tests.applicant import SAMPLES, Applicant
from tests.conftest import FakeClock
from tests.hr_desk import TRAILS, appointed
from tests.milestones import Milestones
from tests.registry_people import write_registry
from tests.running_bot import RunningBot, close_at_once
from tests.world import ADMIN, World, free_port, import_registry

SCENARIOS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the first case of each scenario be traced alone: tracing doubles its time."""
    traced = set()
    for item in items:
        if item.path.parent == SCENARIOS:
            scenario = item.nodeid.partition("[")[0]
            if scenario in traced:
                item.add_marker("no_cover")
            traced.add(scenario)


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database with the registry of all sample people, to be copied."""
    folder = tmp_path_factory.mktemp("registry")
    url = f"sqlite+aiosqlite:///{folder / 'bot.db'}"
    asyncio.run(import_registry(url))
    asyncio.run(import_registry(url, write_registry(folder / "people.csv")))
    return sqlite_file(url)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    await world.start()
    yield world
    await world.stop()


@pytest.fixture(scope="session")
def web_port() -> int:
    """Give the port of the pages: links in mails that are kept lead there in every test."""
    return free_port()


@pytest.fixture(params=["polling"])
async def bot(  # noqa: PLR0917 - what a bot is made of
    request: pytest.FixtureRequest,
    world: World,
    sqlite_url: str,
    clock: FakeClock,
    texts: Texts,
    registry: Path,
    web_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[RunningBot]:
    monkeypatch.setattr(results, "BATCH_SECONDS", 0.01)
    monkeypatch.setattr(AiohttpSession, "close", close_at_once)
    shutil.copy(registry, sqlite_file(sqlite_url))
    address = {"public_url": f"http://127.0.0.1:{web_port}", "http_port": web_port}
    webhook = request.param == "webhook"
    settings = world.settings(sqlite_url, webhook=webhook).model_copy(update=address)
    bot = RunningBot(settings, clock, texts)
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
def admin(world: World) -> Person:
    return world.telegram.person(ADMIN, "Павел")


@pytest.fixture
def olga(world: World) -> Person:
    return world.telegram.person(7001, "Ольга")


@pytest.fixture
async def inna(world: World, admin: Person, bot: RunningBot) -> Person:
    """Give an HR person of one company."""
    inna = world.telegram.person(7002, "Инна")
    await appointed(admin, inna, TRAILS)
    return inna


@pytest.fixture(scope="session")
def milestones(tmp_path_factory: pytest.TempPathFactory) -> Milestones:
    return Milestones(tmp_path_factory.mktemp("milestones"))


@pytest.fixture
def applicant(world: World, bot: RunningBot, milestones: Milestones) -> Callable[..., Applicant]:
    """Give a sample person, at a Telegram account of their own unless a number is given."""

    def find(sample: str, user_id: int | None = None) -> Applicant:
        chat_id = user_id or 1000 + list(SAMPLES).index(sample)
        person = world.telegram.person(chat_id, SAMPLES[sample]["title"])
        return Applicant(person, world, SAMPLES[sample], bot, milestones, usual=user_id is None)

    return find
