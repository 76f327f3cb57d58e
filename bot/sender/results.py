"""What became of sent replies: gathered for a moment, written in one batch."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog

from storage.engine import DatabaseAway
from storage.sent import Sent

BATCH_SECONDS = 0.25
"""A kill repeats what was sent in this time, one reply a chat; a write takes about 1 ms."""
RETRY_SECONDS = 1.0
log = structlog.get_logger("bot.sender")


class Results:
    """Buffers results; a chat that wants to send again asks for its last one to be written first.

    That is what keeps a killed process from repeating more than one reply in a chat.
    """

    def __init__(self, note: Callable[[Sequence[Sent]], Awaitable[None]]) -> None:
        self._note = note
        self._buffer: list[Sent] = []
        self._chats: dict[int, int] = {}
        self._filled = asyncio.Event()
        self._urgent = asyncio.Event()
        self._written = asyncio.Condition()
        self._turn = asyncio.Lock()

    def add(self, sent: Sent) -> None:
        self._buffer.append(sent)
        self._chats[sent.chat_id] = self._chats.get(sent.chat_id, 0) + 1
        self._filled.set()

    def hurry(self, chat_id: int) -> None:
        """Have the results of a chat written now rather than in a moment."""
        if chat_id in self._chats:
            self._urgent.set()

    async def written(self, chat_id: int) -> None:
        """Wait until nothing of this chat is only in memory."""
        async with self._written:
            await self._written.wait_for(lambda: chat_id not in self._chats)

    async def run(self) -> None:
        """Write batches until cancelled."""
        while True:
            await self._filled.wait()
            await self._until_urgent()
            await self._write_patiently()

    async def flush(self) -> None:
        """Write what is buffered now: the last act of a process."""
        await self._write()

    async def _until_urgent(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(BATCH_SECONDS):  # wait_for loses a cancel of that moment
                await self._urgent.wait()

    async def _write_patiently(self) -> None:
        try:
            await self._write()
        except DatabaseAway as error:
            log.error("database away", error=str(error))
            await asyncio.sleep(RETRY_SECONDS)

    async def _write(self) -> None:
        """A batch is forgotten from the front of the buffer: two at a time would forget others."""
        async with self._turn:
            if self._buffer:
                await self._write_batch()

    async def _write_batch(self) -> None:
        batch = tuple(self._buffer)
        self._urgent.clear()
        try:
            await self._note(batch)
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001 - one result must not hold up all the others
            log.error("results refused", count=len(batch), error=type(error).__name__)
            await self._write_singly(batch)
        del self._buffer[: len(batch)]
        if not self._buffer:
            self._filled.clear()
        async with self._written:
            for sent in batch:
                self._release(sent.chat_id)
            self._written.notify_all()

    async def _write_singly(self, batch: Sequence[Sent]) -> None:
        """What is noted twice changes nothing; what cannot be noted is sent again at a restart."""
        for sent in batch:
            try:
                await self._note([sent])
            except DatabaseAway:
                raise
            except Exception as error:  # noqa: BLE001 - see above
                log.critical("result lost", chat=sent.chat_id, error=type(error).__name__)

    def _release(self, chat_id: int) -> None:
        self._chats[chat_id] -= 1
        if not self._chats[chat_id]:
            del self._chats[chat_id]
