"""`python -m tests.bench`: figures of a whole process, printed and judged by nobody.

Start: from `python -m bot run` to its first poll. Memory: resident, with 1,000 conversations
open. Throughput: how fast those conversations were led, with the pace lifted. Then /stats over a
million conversations.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import Mapping
from pathlib import Path

from bot.sandbox.telegram import Person
from tests.bench.statistics import bench as bench_statistics
from tests.crash.bots import ColdNursery
from tests.crash.series import UNHURRIED
from tests.world import World

PEOPLE = 1_000
AT_ONCE = 50
RUNS = 5
PATIENCE = 60.0


def main() -> None:
    print(f"--help: {_median_of(_help)} s (median of {RUNS})")
    asyncio.run(_bench())
    asyncio.run(bench_statistics())


def _help() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot", "--help"], check=True, stdout=subprocess.PIPE)
    return time.perf_counter() - began


def _median_of(measure: object) -> str:
    assert callable(measure)
    return f"{statistics.median(measure() for _ in range(RUNS)):.2f}"


async def _bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World()
        await world.start()
        url = f"sqlite+aiosqlite:///{folder}/bot.db"
        environment = world.environment(url) | UNHURRIED
        log = Path(folder) / "bot.log"
        await _first_start(world, environment, log)
        starts = [await _start(world, environment, log) for _ in range(RUNS)]
        print(f"start to first poll: {statistics.median(starts):.2f} s (median of {RUNS})")
        await _crowd(world, environment, log)
        await world.stop()


async def _first_start(world: World, environment: Mapping[str, str], log: Path) -> None:
    seconds = await _start(world, environment, log)
    print(f"first start, with an empty database: {seconds:.2f} s")


async def _start(world: World, environment: Mapping[str, str], log: Path) -> float:
    bot = ColdNursery(environment, log)
    began = time.perf_counter()
    await bot.start()
    await world.telegram.waits(lambda: world.telegram.is_polled, timeout=PATIENCE)
    seconds = time.perf_counter() - began
    await bot.stop()
    await world.telegram.waits(lambda: not world.telegram.is_polled, timeout=PATIENCE)
    return seconds


async def _crowd(world: World, environment: Mapping[str, str], log: Path) -> None:
    bot = ColdNursery(environment, log)
    await bot.start()
    places = asyncio.Semaphore(AT_ONCE)
    people = [world.telegram.person(5_000 + number, "Иван") for number in range(PEOPLE)]
    began = time.perf_counter()
    await asyncio.gather(*(_begin(person, places) for person in people))
    seconds = time.perf_counter() - began
    updates = len(world.telegram.ledger.updates)
    rate = f"{updates / seconds:.0f} a second"
    print(f"{updates} updates of {PEOPLE} people in {seconds:.1f} s: {rate}")
    assert bot.process is not None
    print(f"memory with {PEOPLE} open conversations: {_memory(bot.process)} MB resident")
    await bot.stop()


async def _begin(person: Person, places: asyncio.Semaphore) -> None:
    async with places:
        await person.starts()
        await person.clicks("Согласен, начать", timeout=PATIENCE)
        await person.clicks("Здоровье (ДМС)", timeout=PATIENCE)
        await person.sees("номер полиса", timeout=PATIENCE)
        await person.says("123/14")
        await person.sees("Являюсь", timeout=PATIENCE)


def _memory(process: Process) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    main()
