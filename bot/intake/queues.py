"""One first-in-first-out queue per person; people run side by side."""

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

from bot.intake.incoming import Incoming, NotYet

TURN_PAUSES = (0.05, 0.1, 0.2, 0.5, 1)
"""Seconds between two looks whether another process is through; the last one repeats."""
log = structlog.get_logger("bot.intake")


class PersonQueues:
    """Runs what comes in, one at a time for a person; an empty queue does not exist."""

    def __init__(self, carry_out: Callable[[Incoming], Awaitable[None]]) -> None:
        self._carry_out = carry_out
        self._waiting: dict[int, deque[Incoming]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._under_way: dict[int, Incoming] = {}

    def __len__(self) -> int:
        """Count what waits behind what is under way."""
        return sum(len(waiting) for waiting in self._waiting.values())

    def put(self, incoming: Incoming) -> None:
        person = incoming.person
        if incoming.update_id is not None:
            self._under_way[incoming.update_id] = incoming
        self._waiting.setdefault(person, deque()).append(incoming)
        if person not in self._tasks:
            self._tasks[person] = asyncio.create_task(self._drain(person), name=f"person {person}")

    def find(self, update_id: int | None) -> Incoming | None:
        """Return the same update if it is here already and not settled for good."""
        return None if update_id is None else self._under_way.get(update_id)

    async def idle(self) -> None:
        """Wait until everything that came in is settled."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def stop(self) -> None:
        """Leave what is still waiting to the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _settle(self, waiting: deque[Incoming]) -> None:
        """Whatever goes wrong with one must not take along what waits behind it."""
        incoming = waiting.popleft()
        try:
            await self._carry_out(incoming)
        except NotYet:
            await _put_off(incoming, waiting)
            return
        except Exception as error:  # noqa: BLE001 - see above
            log.critical("lost", update=incoming.update_id, error=type(error).__name__)
            incoming.settled.set()
        self._forget(incoming)

    def _forget(self, incoming: Incoming) -> None:
        update_id = incoming.update_id
        if update_id is not None and self._under_way.get(update_id) is incoming:
            del self._under_way[update_id]

    async def _drain(self, person: int) -> None:
        waiting = self._waiting[person]
        try:
            while waiting:
                await self._settle(waiting)
        finally:
            del self._waiting[person]
            del self._tasks[person]


async def _put_off(incoming: Incoming, waiting: deque[Incoming]) -> None:
    """Let kept ones go first, oldest first; if there are none here, another process has them."""
    incoming.put_off += 1
    ordered = sorted((incoming, *waiting), key=_rank)
    waiting.clear()
    waiting.extend(ordered)
    if waiting[0] is incoming:
        await asyncio.sleep(TURN_PAUSES[min(incoming.put_off, len(TURN_PAUSES)) - 1])


def _rank(incoming: Incoming) -> float:
    return math.inf if incoming.job is None else incoming.job.id
