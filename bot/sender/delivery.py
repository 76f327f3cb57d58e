"""One attempt at one reply: which call it becomes, and what is to be noted of it."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery

from bot.replies import Kind, NumberedReply, Reply, Toast
from bot.sender import telegram
from bot.sender.telegram import Refusal, refusal
from storage.conversations import Conversations
from storage.sent import Prompt, Sent

DELETABLE = timedelta(hours=48)
"""How long a bot may delete a message (Bot API, deleteMessage)."""
log = structlog.get_logger("bot.sender")

NOTICED = 0.7
"""Seconds after which a person wonders whether anything happens."""
SHOWN = 4.0
"""Seconds after which it is shown again: Telegram shows it for five (sendChatAction)."""

Recipe = Callable[[int, Mapping[str, Any]], Coroutine[Any, Any, dict[str, Any]]]
"""Makes the parameters of a reply again from its chat and what was stored of it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Turns replies into calls of the Bot API."""

    bot: Bot
    conversations: Conversations
    recipes: Mapping[str, Recipe]
    clock: Callable[[], datetime]

    async def carry_out(
        self, chat_id: int, numbered: NumberedReply, prompt: Prompt | None
    ) -> Sent:
        """Send, edit or delete once; raises what Telegram or a recipe raises."""
        reply, number = numbered.reply, numbered.number
        match reply.kind:
            case Kind.ERASE:
                await telegram.erase(self.bot, chat_id, reply.params["message_id"])
                return Sent(chat_id, number)
            case Kind.WIPE:
                gone = await self._wipe(chat_id)
                return Sent(chat_id, number, wiped=gone)
            case Kind.NOTE:
                message_id = await self._send(chat_id, await self._params(chat_id, reply))
                return Sent(chat_id, number, personal=(message_id,) if reply.personal else ())
            case Kind.PROMPT:
                now = await self._ask(chat_id, reply, prompt)
                return _asked(chat_id, numbered, now, prompt)

    async def _ask(self, chat_id: int, reply: Reply, prompt: Prompt | None) -> Prompt:
        """Edit the text whose button was pressed; else send anew, in place of a picture."""
        params = await self._params(chat_id, reply)
        is_text = "text" in params
        pressed = prompt is not None and prompt.message_id == reply.replaces
        if prompt is not None and pressed and prompt.is_text and is_text:
            if await self._edited(chat_id, prompt, params):
                return replace(prompt, passing=reply.passing)
        elif prompt is not None and (pressed or not prompt.is_text):
            await telegram.erase(self.bot, chat_id, prompt.message_id)
        return Prompt(await self._send(chat_id, params), is_text, reply.passing)

    async def _edited(self, chat_id: int, prompt: Prompt, params: Mapping[str, Any]) -> bool:
        try:
            await telegram.edit(self.bot, chat_id, prompt.message_id, params)
        except TelegramBadRequest as error:
            if refusal(error) is Refusal.GONE:
                return False
            if refusal(error) is not Refusal.MARKUP:
                raise
            log.error("markup refused", chat=chat_id)
            plain = telegram.as_plain_text(params)
            await telegram.edit(self.bot, chat_id, prompt.message_id, plain)
        return True

    async def _send(self, chat_id: int, params: Mapping[str, Any]) -> int:
        try:
            message = await telegram.send(self.bot, chat_id, params)
        except TelegramBadRequest as error:
            if refusal(error) is not Refusal.MARKUP:
                raise
            log.error("markup refused", chat=chat_id)
            message = await telegram.send(self.bot, chat_id, telegram.as_plain_text(params))
        return message.message_id

    async def _params(self, chat_id: int, reply: Reply) -> Mapping[str, Any]:
        if reply.recipe is None:
            return reply.params
        making = asyncio.create_task(self.recipes[reply.recipe](chat_id, reply.params))
        try:
            return await self._awaited(chat_id, making)
        finally:
            making.cancel()

    async def _awaited(self, chat_id: int, making: asyncio.Task[dict[str, Any]]) -> dict[str, Any]:
        """Show the person that something is being made, if it takes long enough to be noticed."""
        patience = NOTICED
        while not (await asyncio.wait({making}, timeout=patience))[0]:
            await telegram.show_busy(self.bot, chat_id)
            patience = SHOWN
        return making.result()

    async def _wipe(self, chat_id: int) -> tuple[int, ...]:
        since = self.clock() - DELETABLE
        ids = await self.conversations.personal_messages(chat_id, since)
        await telegram.wipe(self.bot, chat_id, ids)
        return ids

    async def answer(self, callback_id: str, toast: Toast) -> None:
        """Answer a pressed button."""
        method = AnswerCallbackQuery(
            callback_query_id=callback_id, text=toast.text or None, show_alert=toast.alert
        )
        try:
            await self.bot(method)
        except AiogramError as error:
            log.info("button answered too late", error=type(error).__name__)


def _asked(chat_id: int, numbered: NumberedReply, now: Prompt, before: Prompt | None) -> Sent:
    """A question goes with the draft when its message is left, or carries personal data."""
    reply, number = numbered.reply, numbered.number
    personal = {now.message_id} if reply.personal else set()
    if before is not None and before.passing and before.message_id != now.message_id:
        personal.add(before.message_id)
    edited_clean = before is not None and before.message_id == now.message_id and not personal
    wiped = (now.message_id,) if edited_clean else ()
    return Sent(chat_id, number, prompt=now, personal=tuple(personal), wiped=wiped)
