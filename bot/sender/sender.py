"""Sends the replies of every chat in order, however often Telegram has to be asked."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.methods import AnswerCallbackQuery

from bot.pace import Pace
from bot.replies import Kind, NumberedReply, Reply, Toast
from bot.sender import telegram
from bot.sender.results import Results
from bot.sender.telegram import Refusal, refusal
from storage.conversations import Conversations, Prompt, Sent

DELETABLE = timedelta(hours=48)
"""How long a bot may delete a message (Bot API, deleteMessage)."""
FAULT_PAUSES = (0.5, 1, 2, 5, 10, 30)
"""Seconds between attempts while Telegram or the network is at fault; the last one repeats."""
LINES_REMEMBERED = 2_000
log = structlog.get_logger("bot.sender")

Recipe = Callable[[int, Mapping[str, Any]], Awaitable[dict[str, Any]]]
"""Makes the parameters of a reply again from its chat and what was stored of it."""


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
        self,
        bot: Bot,
        conversations: Conversations,
        pace: Pace,
        recipes: Mapping[str, Recipe],
        clock: Callable[[], datetime],
    ) -> None:
        self._bot = bot
        self._conversations = conversations
        self._pace = pace
        self._recipes = recipes
        self._clock = clock
        self._results = Results(conversations.note)
        self._lines: OrderedDict[int, Line] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def resume(self, patience: timedelta = timedelta()) -> None:
        """Queue what a dead process left unsent; at a start, before anything new comes in.

        Args:
            patience: how long a process that may be alive is left to send its own replies.
        """
        for conversation in await self._conversations.with_unsent(self._clock() - patience):
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
        self._start(self._answer(callback_id, toast))

    async def stop(self, patience: float) -> None:
        """Let calls under way end, note their results, leave the rest to the next start."""
        for line in self._lines.values():
            line.waiting.clear()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        await self._results.flush()

    async def idle(self) -> None:
        """Wait until everything queued so far has been sent."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _line(self, chat_id: int) -> Line:
        line = self._lines.setdefault(chat_id, Line())
        self._lines.move_to_end(chat_id)
        if len(self._lines) > LINES_REMEMBERED:
            oldest = next(iter(self._lines))
            if not self._lines[oldest].moving:
                del self._lines[oldest]
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
        attempt = 0
        while True:
            await self._turn(chat_id)
            try:
                return await self._carry_out(chat_id, numbered, line.prompt)
            except TelegramForbiddenError:
                log.info("chat unreachable", chat=chat_id)
                return Sent(chat_id, line.taken, reachable=False)
            except TelegramRetryAfter as error:
                self._pace.close(error.retry_after)
                log.warning("told to wait", seconds=error.retry_after)
            except TelegramBadRequest as error:
                log.error("reply refused", chat=chat_id, error=refusal(error).name)
                return Sent(chat_id, numbered.number)
            except Exception as error:  # noqa: BLE001 - a reply is owed whatever went wrong
                pause = FAULT_PAUSES[min(attempt, len(FAULT_PAUSES) - 1)]
                log.warning("send failed", chat=chat_id, error=type(error).__name__, pause=pause)
                attempt += 1
                await asyncio.sleep(pause)

    async def _turn(self, chat_id: int) -> None:
        while pause := self._pace.reserve(chat_id):  # noqa: ASYNC110 - a moment, not an event
            await asyncio.sleep(pause)

    async def _carry_out(
        self, chat_id: int, numbered: NumberedReply, prompt: Prompt | None
    ) -> Sent:
        reply, number = numbered.reply, numbered.number
        match reply.kind:
            case Kind.ERASE:
                await telegram.erase(self._bot, chat_id, reply.params["message_id"])
                return Sent(chat_id, number)
            case Kind.WIPE:
                gone = await self._wipe(chat_id)
                return Sent(chat_id, number, wiped=gone)
            case Kind.NOTE:
                message_id = await self._send(chat_id, await self._params(chat_id, reply))
                return Sent(chat_id, number, personal=message_id if reply.personal else None)
            case Kind.PROMPT:
                now = await self._ask(chat_id, reply, prompt)
                personal = now.message_id if reply.personal else None
                return Sent(chat_id, number, prompt=now, personal=personal)

    async def _ask(self, chat_id: int, reply: Reply, prompt: Prompt | None) -> Prompt:
        """Edit the text whose button was pressed; else send anew, in place of a picture."""
        params = await self._params(chat_id, reply)
        is_text = "text" in params
        pressed = prompt is not None and prompt.message_id == reply.replaces
        if prompt is not None and pressed and prompt.is_text and is_text:
            if await self._edited(chat_id, prompt, params):
                return prompt
        elif prompt is not None and (pressed or not prompt.is_text):
            await telegram.erase(self._bot, chat_id, prompt.message_id)
        return Prompt(await self._send(chat_id, params), is_text)

    async def _edited(self, chat_id: int, prompt: Prompt, params: Mapping[str, Any]) -> bool:
        try:
            await telegram.edit(self._bot, chat_id, prompt.message_id, params)
        except TelegramBadRequest as error:
            if refusal(error) is Refusal.GONE:
                return False
            if refusal(error) is not Refusal.MARKUP:
                raise
            log.error("markup refused", chat=chat_id)
            plain = telegram.as_plain_text(params)
            await telegram.edit(self._bot, chat_id, prompt.message_id, plain)
        return True

    async def _send(self, chat_id: int, params: Mapping[str, Any]) -> int:
        try:
            message = await telegram.send(self._bot, chat_id, params)
        except TelegramBadRequest as error:
            if refusal(error) is not Refusal.MARKUP:
                raise
            log.error("markup refused", chat=chat_id)
            message = await telegram.send(self._bot, chat_id, telegram.as_plain_text(params))
        return message.message_id

    async def _params(self, chat_id: int, reply: Reply) -> Mapping[str, Any]:
        if reply.recipe is None:
            return reply.params
        return await self._recipes[reply.recipe](chat_id, reply.params)

    async def _wipe(self, chat_id: int) -> tuple[int, ...]:
        since = self._clock() - DELETABLE
        ids = await self._conversations.personal_messages(chat_id, since)
        await telegram.wipe(self._bot, chat_id, ids)
        return ids

    async def _answer(self, callback_id: str, toast: Toast) -> None:
        method = AnswerCallbackQuery(
            callback_query_id=callback_id, text=toast.text or None, show_alert=toast.alert
        )
        try:
            await self._bot(method)
        except AiogramError as error:
            log.info("button answered too late", error=type(error).__name__)
