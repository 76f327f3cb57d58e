"""Changes for whoever has the page open."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Change = dict[str, Any]


class News:
    """Hands each change to every listener, in order."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[Change]] = set()

    def publish(self, change: Change) -> None:
        for listener in self._listeners:
            listener.put_nowait(change)

    @contextmanager
    def listener(self) -> Iterator[asyncio.Queue[Change]]:
        """Give a queue of all changes from now on."""
        queue: asyncio.Queue[Change] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)
