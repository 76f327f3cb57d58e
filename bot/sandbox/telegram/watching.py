"""Waiting for something to be seen in a chat, without sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.telegram.chats import Chat
from bot.sandbox.telegram.feed import Signal

PATIENCE = 15.0
"""Seconds that somebody waits who does not say how long: a loaded machine is slow."""
_SHOWN = 3

T = TypeVar("T")


class NotSeenError(AssertionError):
    """Somebody waited in vain; the text tells for what, and what stands there instead."""


async def watch(chat: Chat, look: Callable[[], T | None], seconds: float, wanted: str) -> T:
    """Look at a chat now and after every change of it until something is found."""
    return await until(chat.changed, look, seconds, lambda: f"{wanted}; {describe(chat)}")


async def until(
    changed: Signal, look: Callable[[], T | None], seconds: float, missing: Callable[[], str]
) -> T:
    """Look now and after every change; raises NotSeenError, which says what is missing."""
    try:
        async with asyncio.timeout(seconds):
            while not (found := look()):
                await changed.wait()
    except TimeoutError:
        raise NotSeenError(f"waited {seconds:g} s for {missing()}") from None
    return found


def describe(chat: Chat) -> str:
    """Tell in one line what the person sees last."""
    texts = [message.text for message in chat.messages[-_SHOWN:]]
    captions = [button.text for row in chat.reply_keyboard for button in row]
    toasts = [toast.text for toast in chat.toasts[-1:]]
    return f"last messages: {texts}, keyboard: {captions}, last toast: {toasts}"
