"""Twenty people register while the bot is killed again and again."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.captchas import StoredCaptchas
from tests.crash.bots import Nursery
from tests.crash.registrant import Registrant
from tests.crash.registry import Insured
from tests.crash.verdict import Verdict, judge
from tests.world import World

PEOPLE = 20
LIFETIMES = (0.05, 1.5)
"""Seconds between a start and its kill: from before the first poll to deep in the work."""


@dataclass(frozen=True)
class Crowd:
    """People who register side by side; whoever is done makes room for the next."""

    world: World
    insured: Iterator[Insured]
    captchas: StoredCaptchas

    async def register(self, stop: asyncio.Event) -> list[Insured]:
        """Go on until `stop`, then let everybody finish; return who registered."""
        async with asyncio.TaskGroup() as group:
            seats = [group.create_task(self._seat(stop)) for _ in range(PEOPLE)]
        return [one for seat in seats for one in seat.result()]

    async def _seat(self, stop: asyncio.Event) -> list[Insured]:
        done = []
        while not stop.is_set():
            insured = next(self.insured)
            person = self.world.telegram.person(100_000 + insured.number, "Иван")
            await Registrant(person, insured, self.world, self.captchas).registers()
            done.append(insured)
        return done


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    verdict: Verdict
    registered: Sequence[Insured]


async def endure(crowd: Crowd, nursery: Nursery, kills: int, seed: int) -> Outcome:
    """Let people register while the bot dies `kills` times, then let them finish."""
    stop = asyncio.Event()
    registering = asyncio.create_task(crowd.register(stop))
    moments = await _kill(nursery, kills, random.Random(seed), registering)
    stop.set()
    registered = await registering
    telegram = crowd.world.telegram
    await telegram.waits(lambda: not telegram.ledger.unacknowledged())
    await nursery.stop()
    return Outcome(judge(telegram.ledger, moments), registered)


async def _kill(
    nursery: Nursery, kills: int, chance: random.Random, crowd: asyncio.Task[list[Insured]]
) -> list[float]:
    moments = []
    for _ in range(kills):
        await nursery.start()
        await asyncio.wait([crowd], timeout=chance.uniform(*LIFETIMES))
        await nursery.kill()
        moments.append(time.time())  # by now the emulator has read what the dead one sent
        if crowd.done():
            break
    await nursery.start()
    return moments
