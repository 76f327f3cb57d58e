"""What arrived on the phones or in the mailboxes, as JSON, kept across restarts."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

from bot.sandbox.page.saved import restored, save

Entry = dict[str, Any]


class History:
    """Oldest first; an entry's `number` is its place.

    `check` raises LookupError, TypeError or ValueError for what is no such entry; `arrived`
    hears of each new one.
    """

    def __init__(
        self, path: Path, check: Callable[[Entry], object], arrived: Callable[[Entry], None]
    ) -> None:
        self._path, self._check, self._arrived = path, check, arrived
        self.entries: list[Entry] = restored(path, self._checked) or []

    async def collect(self, feed: AsyncGenerator[dict[str, object], None], known: int = 0) -> None:
        """Keep what the feed gives after its first `known` entries, without end."""
        async with aclosing(feed) as news:
            async for entry in news:
                if known:
                    known -= 1
                else:
                    self._keep(entry)

    def _keep(self, entry: dict[str, object]) -> None:
        numbered = {**entry, "number": len(self.entries)}
        self.entries.append(numbered)
        save(self._path, self.entries)
        self._arrived(numbered)

    def _checked(self, state: Any) -> list[Entry]:
        for entry in state:
            self._check(entry)
        return [{**entry, "number": number} for number, entry in enumerate(state)]
