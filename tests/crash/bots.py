"""Bots to be killed: forked from a warm process, or started cold as an operator would."""

import asyncio
import os
import signal
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

Pipe = TypeVar("Pipe", StreamReader, StreamWriter)
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds for a start or an end; a stop waits for half a minute at most."""


class Nursery(Protocol):
    """Starts and kills one bot at a time."""

    async def start(self) -> None: ...

    async def kill(self) -> None: ...

    async def stop(self) -> None: ...


async def _process(
    environment: Mapping[str, str], log: Path, *args: str, pipes: int | None = None
) -> Process:
    with log.open("ab") as errors:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *args,
            cwd=ROOT,
            env={**os.environ, **environment},
            stderr=errors,
            stdin=pipes,
            stdout=pipes,
        )


@dataclass
class WarmNursery:
    """Forks from one process that has imported everything."""

    zygote: Process
    pid: int = 0

    @classmethod
    async def open(cls, environment: Mapping[str, str], log: Path) -> "WarmNursery":
        module = ("-m", "tests.crash.zygote")
        return cls(await _process(environment, log, *module, pipes=PIPE))

    async def start(self) -> None:
        self.pid = await self._order("start")

    async def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        await self._order(f"reap {self.pid}")

    async def stop(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        await self._order(f"reap {self.pid}")
        pipe(self.zygote.stdin).close()
        await self.zygote.wait()

    async def _order(self, line: str) -> int:
        pipe(self.zygote.stdin).write(f"{line}\n".encode())
        async with asyncio.timeout(PATIENCE):
            return int(await pipe(self.zygote.stdout).readline())


def pipe(end: Pipe | None) -> Pipe:
    assert end is not None
    return end


@dataclass
class ColdNursery:
    """Starts `python -m bot run` each time."""

    environment: Mapping[str, str]
    log: Path
    process: Process | None = None

    async def start(self) -> None:
        self.process = await _process(self.environment, self.log, "-m", "bot", "run")

    async def kill(self) -> None:
        assert self.process
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> None:
        assert self.process
        self.process.terminate()
        await self.process.wait()
