"""The only process that polls loses its place with a restart of PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot import lifecycle
from bot.commands.failure import one_line
from bot.texts import Texts
from storage.engine import Database, open_database
from storage.instance import only_instance
from tests.conftest import FakeClock
from tests.running_bot import RunningBot
from tests.storage.test_instance import end_the_holder
from tests.world import World


@pytest.fixture
async def other(postgres: str) -> AsyncIterator[Database]:
    database = open_database(postgres)
    yield database
    async with database.transaction() as connection:
        await connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        await connection.exec_driver_sql("CREATE SCHEMA public")
    await database.close()


@pytest.fixture
async def bot(
    world: World,
    postgres: str,
    clock: FakeClock,
    texts: Texts,
    monkeypatch: pytest.MonkeyPatch,
) -> RunningBot:
    monkeypatch.setattr(lifecycle, "KEEP_SECONDS", 0.5)
    bot = RunningBot(world.settings(postgres), clock, texts)
    await bot.start()
    return bot


async def test_the_bot_ends_when_another_process_took_its_place(
    other: Database, bot: RunningBot, capsys: pytest.CaptureFixture[str]
) -> None:
    await end_the_holder(other)
    async with only_instance(other):
        with pytest.raises(Exception, match="1"), one_line():
            await asyncio.wait_for(bot.ends(), 10)
    name = other.writer.url.database
    line = f"bot: DATABASE_URL: с базой {name} уже работает другой процесс бота\n"
    assert capsys.readouterr().err.endswith(line)
