"""`python -m tests.bench.statistics`: /stats over a million conversations, while others register.

Printed: how long an administrator waits for the message and for the chart or the file, and how
long other people wait for answers meanwhile, in SQLite with the pace lifted.
"""

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import Awaitable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.domain.moscow import today
from bot.sandbox.telegram import Person
from storage.engine import sqlite_file
from tests.bench.million import ACCOUNTS, PEOPLE, company, fill
from tests.crash.bots import ColdNursery
from tests.crash.series import UNHURRIED
from tests.world import ADMIN, World, import_registry

OTHERS_AT_ONCE = 20
PAUSE = 1.0
"""Seconds that each of them reads before answering: some twenty answers a second in all."""
RUNS = 5
PATIENCE = 120.0
PERIOD = "месяц"


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/bot.db"
        await import_registry(url)
        began = time.perf_counter()
        await asyncio.to_thread(fill, sqlite_file(url), today(datetime.now(UTC)))
        size = sqlite_file(url).stat().st_size >> 20
        seconds = time.perf_counter() - began
        print(f"{PEOPLE} conversations, {ACCOUNTS} accounts: {size} MB, made in {seconds:.0f} s")
        world = World()
        await world.start()
        bot = ColdNursery(world.environment(url) | UNHURRIED, Path(folder) / "bot.log")
        await bot.start()
        await _measure(world)
        await bot.stop()
        await world.stop()


async def _measure(world: World) -> None:
    admin = world.telegram.person(ADMIN, "Павел")
    await _asks(admin, "/stats сегодня", "Статистика:", "все страхователи,")
    waits: list[float] = []
    async with asyncio.TaskGroup() as group:
        numbers = count(5_000)
        others = [
            group.create_task(_register(world, numbers, waits)) for _ in range(OTHERS_AT_ONCE)
        ]
        await asyncio.sleep(2)
        quiet = _worst(waits)
        waits.clear()
        await _report(admin, f"/stats {PERIOD}", "Начали:", "все страхователи,")
        name = company(7)
        await _report(admin, f"/stats {PERIOD} {name}", "Начали по ссылкам HR:", f"{name},")
        await _report(admin, f"/stats {PERIOD} файл", "Статистика: все", "Статистика: все")
        for other in others:
            other.cancel()
    print(f"others waited {quiet} before, {_worst(waits)} meanwhile")


async def _report(admin: Person, command: str, first: str, then: str) -> None:
    seconds = [await _asks(admin, command, first, then) for _ in range(RUNS)]
    texts, wholes = zip(*seconds, strict=True)
    print(f"{command}: answer in {max(texts):.2f} s, complete in {max(wholes):.2f} s (worst)")


async def _asks(admin: Person, command: str, first: str, then: str) -> tuple[float, float]:
    began = time.perf_counter()
    await admin.says(command)
    await admin.sees(first, timeout=PATIENCE)
    answered = time.perf_counter() - began
    await admin.sees(then, timeout=PATIENCE)
    return answered, time.perf_counter() - began


async def _register(world: World, numbers: "count[int]", waits: list[float]) -> None:
    """Begin registrations one after another until cancelled."""
    with contextlib.suppress(asyncio.CancelledError):
        while True:
            person = world.telegram.person(next(numbers), "Иван")
            await person.starts()
            for caption in ("Согласен, начать", "Здоровье (ДМС)"):
                await _wait(person.clicks(caption, timeout=PATIENCE), waits)
            await _wait(person.sees("номер полиса", timeout=PATIENCE), waits)


async def _wait(act: Awaitable[object], waits: list[float]) -> None:
    began = time.perf_counter()
    await act
    waits.append(time.perf_counter() - began)
    await asyncio.sleep(PAUSE)


def _worst(waits: list[float]) -> str:
    middle, last = statistics.median(waits), max(waits)
    return f"{middle:.2f} s (median), {last:.2f} s (worst of {len(waits)})"


if __name__ == "__main__":
    asyncio.run(bench())
