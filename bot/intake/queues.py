"""One first-in-first-out queue per person; people run side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

import structlog

from bot.intake.incoming import Incoming

log = structlog.get_logger("bot.intake")


class PersonQueues:
    """Runs what comes in, one at a time for a person; an empty queue does not exist."""

    def __init__(self, carry_out: Callable[[Incoming], Awaitable[None]]) -> None:
        self._carry_out = carry_out
        self._waiting: dict[int, deque[Incoming]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def put(self, incoming: Incoming) -> None:
        person = incoming.person
        self._waiting.setdefault(person, deque()).append(incoming)
        if person not in self._tasks:
            self._tasks[person] = asyncio.create_task(self._drain(person), name=f"person {person}")

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

    async def _settle(self, incoming: Incoming) -> None:
        """Whatever goes wrong with one must not take along what waits behind it."""
        try:
            await self._carry_out(incoming)
        except Exception as error:  # noqa: BLE001 - see above
            log.critical("lost", update=incoming.update_id, error=type(error).__name__)
            incoming.settled.set()

    async def _drain(self, person: int) -> None:
        waiting = self._waiting[person]
        try:
            while waiting:
                await self._settle(waiting.popleft())
        finally:
            del self._waiting[person]
            del self._tasks[person]
