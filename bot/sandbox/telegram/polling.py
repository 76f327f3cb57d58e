"""Long polling: at most one getUpdates waits, a newer one ends it."""

import asyncio

from bot.sandbox.telegram.errors import conflict

OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = "terminated by setWebhook request"


class Poll:
    def __init__(self) -> None:
        self._waiter: asyncio.Future[None] | None = None

    @property
    def is_waiting(self) -> bool:
        return self._waiter is not None

    async def wait(self, seconds: float) -> None:
        """Return when an update has come or the time is over; raises ApiError when ended."""
        self.end(OTHER_POLLER)
        self._waiter = waiter = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    def end(self, reason: str) -> None:
        """Answer the waiting request with 409."""
        if self._waiter and not self._waiter.done():
            self._waiter.set_exception(conflict(reason))
