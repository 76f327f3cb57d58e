"""What has arrived, in order: to look at, to wait for, and to follow as it comes."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Generic, TypeVar

T = TypeVar("T")


class Ledger(Generic[T]):
    """A growing list with any number of readers."""

    def __init__(self) -> None:
        self.entries: list[T] = []
        self._readers: set[asyncio.Queue[T]] = set()

    def add(self, entry: T) -> None:
        """Keep the entry and wake everybody who follows."""
        self.entries.append(entry)
        for reader in self._readers:
            reader.put_nowait(entry)

    async def follow(self) -> AsyncGenerator[T, None]:
        """Give everything so far, then each new entry as it comes, without end."""
        news: asyncio.Queue[T] = asyncio.Queue()
        for entry in self.entries:
            news.put_nowait(entry)
        self._readers.add(news)
        try:
            while True:
                yield await news.get()
        finally:
            self._readers.discard(news)

    async def wait_for(self, wanted: Callable[[T], bool], count: int = 1) -> T:
        """Give the entry that is the `count`-th wanted one, waiting until it is there."""
        async with aclosing(self.follow()) as entries:
            async for entry in entries:
                count -= wanted(entry)
                if not count:
                    return entry
        raise AssertionError("a ledger does not end")
