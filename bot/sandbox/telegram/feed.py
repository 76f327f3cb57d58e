"""News of the world: whoever waits is woken, whoever listens gets every change."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from weakref import WeakSet

from bot.sandbox.telegram.params import JsonObject


class Signal:
    """Wakes everybody who waits at the moment it fires."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def wait(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await waiter
        finally:
            self._waiting.discard(waiter)


class Feed:
    """Numbers the changes of all chats and hands them to whoever listens."""

    def __init__(self, revision: int = 0) -> None:
        self.revision = revision
        # Weak: a listener that was dropped takes its queue along, started or not.
        self._listeners: WeakSet[asyncio.Queue[JsonObject]] = WeakSet()

    def next_revision(self) -> int:
        self.revision += 1
        return self.revision

    def publish(self, kind: str, chat_id: int | None, **fields: Any) -> None:
        change = {"type": kind, "chat_id": chat_id, "revision": self.revision, **fields}
        for listener in self._listeners:
            listener.put_nowait(change)

    def changes(self) -> AsyncIterator[JsonObject]:
        """Return every change from this call on, endlessly."""
        listener: asyncio.Queue[JsonObject] = asyncio.Queue()
        self._listeners.add(listener)
        return _drained(listener)


async def _drained(listener: asyncio.Queue[JsonObject]) -> AsyncIterator[JsonObject]:
    while True:
        yield await listener.get()
