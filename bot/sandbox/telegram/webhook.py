"""Webhook delivery: in order within a chat, side by side between chats, until it is taken."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.sandbox.telegram.ledger import GivenUpdate
from bot.sandbox.telegram.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_ANSWER_SECONDS = 60
_LONGEST_DELAY = 60.0
_LONGEST_RETRY_AFTER = 3600.0


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret_token: str = field(default="", repr=False)
    max_connections: int = 40


@dataclass(frozen=True, slots=True)
class DeliveryError:
    """Why the last delivery failed, as getWebhookInfo tells it."""

    date: int
    message: str


class Courier:
    """Delivers the queue of updates while a webhook is set.

    `pace` scales the delays between attempts; `answered` gets the JSON of a webhook's answer,
    which may call a method.
    """

    def __init__(
        self,
        updates: Updates,
        clock: Callable[[], float],
        pace: float = 1.0,
    ) -> None:
        self.webhook: Webhook | None = None
        self.last_error: DeliveryError | None = None
        self._updates = updates
        self._clock = clock
        self.answered: Callable[[Any], Awaitable[None]] | None = None
        self._pace = pace
        self._lines: dict[int | None, deque[GivenUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(1)

    async def start(self, webhook: Webhook) -> None:
        await self.stop()
        self.webhook = webhook
        self.last_error = None
        self._places = asyncio.Semaphore(webhook.max_connections)
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_ANSWER_SECONDS))
        for given in list(self._updates):
            self.accept(given)

    async def stop(self) -> None:
        """Stop delivering; what was not taken stays in the queue."""
        self.webhook = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lines.clear()
        if self._session:
            await self._session.close()
            self._session = None

    def accept(self, given: GivenUpdate) -> None:
        """Put an update into the line of its chat."""
        if not self.webhook or not self._session:
            return
        line = self._lines.setdefault(given.chat_id, deque())
        line.append(given)
        if len(line) == 1:
            task = asyncio.create_task(self._serve(line, self.webhook, self._session))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(
        self, line: deque[GivenUpdate], webhook: Webhook, session: aiohttp.ClientSession
    ) -> None:
        delay = 0.0
        while line:
            if line[0].acknowledged is None:
                async with self._places:
                    retry_after = await self._deliver(line[0], webhook, session)
                if retry_after is not None:
                    await asyncio.sleep((retry_after or delay) * self._pace)
                    delay = min(_LONGEST_DELAY, delay * 2 or 1.0)
                    continue
            delay = 0.0
            self._updates.drop(line.popleft())

    async def _deliver(
        self, given: GivenUpdate, webhook: Webhook, session: aiohttp.ClientSession
    ) -> float | None:
        """Return None when the webhook took the update, else the delay that it asked for."""
        self._updates.deliver(given)
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            async with session.post(webhook.url, json=given.raw, headers=headers) as response:
                if response.ok:
                    await self._hear(response)
                    return None
                reason = f"{response.status} {response.reason}"
                self._failed(f"Wrong response from the webhook: {reason}")
                return _retry_after(response)
        except TimeoutError:
            self._failed("Read timeout expired")
        except aiohttp.ClientConnectorError:
            self._failed("Connection refused")
        except aiohttp.ClientError:
            self._failed("Webhook connection closed")
        return 0

    async def _hear(self, response: aiohttp.ClientResponse) -> None:
        answer = await _answer(response)
        if self.answered and answer:
            await self.answered(answer)

    def _failed(self, message: str) -> None:
        self.last_error = DeliveryError(int(self._clock()), message)


async def _answer(response: aiohttp.ClientResponse) -> Any:
    if "json" not in response.content_type:
        return None
    try:
        return await response.json()
    except ValueError:
        return None


def _retry_after(response: aiohttp.ClientResponse) -> float:
    try:
        return min(_LONGEST_RETRY_AFTER, float(response.headers.get("Retry-After", 0)))
    except ValueError:
        return 0
