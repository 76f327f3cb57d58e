"""Sends the replies of every chat in order, however often Telegram has to be asked."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter

from bot.meters import Meters
from bot.replies import NumberedReply, Toast
from bot.sender.delivery import Delivery
from bot.sender.pace import Pace
from bot.sender.results import Results
from bot.sender.telegram import may_pass, refusal
from storage.conversations import Conversations
from storage.engine import DatabaseAway
from storage.sent import Prompt, Sent

FAULT_PAUSES = (0.5, 1, 2, 5, 10, 30)
"""Seconds between attempts; the last one repeats while Telegram or the network is at fault."""
FAULTS_AT_MOST = 5
"""Attempts at a reply that fails for a reason of its own: its chat must not wait for ever."""
LINES_REMEMBERED = 2_000
log = structlog.get_logger("bot.sender")


@dataclass(slots=True)
class Line:
    """The unsent replies of one chat, and what this process knows of those it has sent.

    A line outlives its last reply for a while: a conversation read just before that reply was
    noted knows less.

    Attributes:
        taken: highest number that was put here.
        sent: highest number that was sent.
    """

    prompt: Prompt | None = None
    waiting: deque[NumberedReply] = field(default_factory=deque)
    taken: int = 0
    sent: int = 0
    moving: bool = False

    def learn(self, prompt: Prompt | None) -> None:
        """Keep the newer prompt: message ids of a chat grow (Bot API, Message)."""
        if prompt and (self.prompt is None or prompt.message_id > self.prompt.message_id):
            self.prompt = prompt


class Sender:
    """Everything that leaves the bot passes here."""

    def __init__(
        self, delivery: Delivery, conversations: Conversations, pace: Pace, meters: Meters
    ) -> None:
        self._delivery = delivery
        self._conversations = conversations
        self._pace = pace
        self._meters = meters
        self._results = Results(conversations.note)
        self._lines: OrderedDict[int, Line] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def resume(self, *, alone: bool) -> None:
        """Queue what dead processes left unsent; at a start, before anything new comes in.

        Args:
            alone: no other process can be alive.
        """
        for conversation in await self._conversations.adopt(alone=alone):
            self.put(conversation.chat_id, conversation.unsent, conversation.prompt)

    async def run(self) -> None:
        """Write results until cancelled."""
        await self._results.run()

    def put(self, chat_id: int, replies: Sequence[NumberedReply], prompt: Prompt | None) -> None:
        """Queue committed replies behind those of the same chat; known ones are skipped."""
        line = self._line(chat_id)
        fresh = [reply for reply in replies if reply.number > line.taken]
        if not fresh:
            return
        line.learn(prompt)
        line.waiting.extend(fresh)
        line.taken = fresh[-1].number
        self._results.hurry(chat_id)
        if not line.moving:
            line.moving = True
            self._start(self._drain(chat_id, line))

    def sent(self, chat_id: int) -> int:
        """Return the highest reply of a chat known to be sent and perhaps not yet noted."""
        line = self._lines.get(chat_id)
        return 0 if line is None else line.sent

    def answer(self, callback_id: str, toast: Toast) -> None:
        """Answer a pressed button at once; too late is no harm."""
        self._start(self._delivery.answer(callback_id, toast))

    async def stop(self, patience: float) -> None:
        """Let calls under way end, note their results, leave the rest to the next start."""
        for line in self._lines.values():
            line.waiting.clear()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for last_act in (self._results.flush, self._conversations.release):
            try:
                await last_act()
            except DatabaseAway as error:
                log.error("database away", error=str(error))

    async def idle(self) -> None:
        """Wait until everything queued so far has been sent."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _line(self, chat_id: int) -> Line:
        line = self._lines.setdefault(chat_id, Line())
        self._lines.move_to_end(chat_id)
        if len(self._lines) > LINES_REMEMBERED:
            others = (one for one in self._lines if one != chat_id)
            idle = next((one for one in others if not self._lines[one].moving), None)
            if idle is not None:
                del self._lines[idle]
        return line

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, chat_id: int, line: Line) -> None:
        while line.waiting:
            await self._send_first(chat_id, line)
            if line.waiting:
                self._results.hurry(chat_id)
            await self._results.written(chat_id)
        line.moving = False

    async def _send_first(self, chat_id: int, line: Line) -> None:
        numbered = line.waiting[0]
        result = await self._persistently(chat_id, numbered, line)
        if result.prompt is not None:
            line.prompt = result.prompt
        line.sent = result.number
        while line.waiting and line.waiting[0].number <= result.number:
            line.waiting.popleft()
        self._results.add(result)

    async def _persistently(self, chat_id: int, numbered: NumberedReply, line: Line) -> Sent:
        attempt = faults = 0
        while True:
            await self._turn(chat_id)
            try:
                sent = await self._delivery.carry_out(chat_id, numbered, line.prompt)
            except TelegramForbiddenError:
                log.info("chat unreachable", chat=chat_id)
                self._count("unreachable")
                return Sent(chat_id, line.taken, reachable=False)
            except TelegramRetryAfter as error:
                self._pace.close(error.retry_after)
                log.warning("told to wait", seconds=error.retry_after)
            except TelegramBadRequest as error:
                log.error("reply refused", chat=chat_id, error=refusal(error).name)
                self._count("refused")
                return Sent(chat_id, numbered.number)
            except Exception as error:  # noqa: BLE001 - a reply is owed whatever went wrong
                faults += not (isinstance(error, DatabaseAway) or may_pass(error))
                if faults >= FAULTS_AT_MOST:
                    return self._skip(chat_id, numbered, error)
                pause = FAULT_PAUSES[min(attempt, len(FAULT_PAUSES) - 1)]
                log.warning("send failed", chat=chat_id, error=type(error).__name__, pause=pause)
                attempt += 1
                await asyncio.sleep(pause)
            else:
                self._count("sent")
                return sent

    def _skip(self, chat_id: int, numbered: NumberedReply, error: Exception) -> Sent:
        reply = numbered.reply
        name = type(error).__name__
        log.critical(
            "reply skipped", chat=chat_id, kind=reply.kind, recipe=reply.recipe, error=name
        )
        self._count("skipped")
        return Sent(chat_id, numbered.number)

    def _count(self, result: str) -> None:
        self._meters.replies.labels(result).inc()

    async def _turn(self, chat_id: int) -> None:
        while pause := self._pace.reserve(chat_id):  # noqa: ASYNC110 - a moment, not an event
            await asyncio.sleep(pause)
