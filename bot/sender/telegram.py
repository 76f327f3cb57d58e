"""Single calls to Telegram, with the answers that mean "done" or "another way"."""

import re
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum, auto
from html import unescape
from typing import Any

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    DeleteMessage,
    DeleteMessages,
    EditMessageText,
    SendChatAction,
    SendDocument,
    SendMessage,
    SendPhoto,
)
from aiogram.types import Message
from pydantic import ValidationError

TAG = re.compile(r"<[^<>]+>")
DELETED_AT_ONCE = 100  # Bot API, deleteMessages


class Refusal(Enum):
    """Why Telegram answered 400, as far as there is another way."""

    UNCHANGED = auto()
    GONE = auto()
    MARKUP = auto()
    OTHER = auto()


REFUSALS = (
    ("message is not modified", Refusal.UNCHANGED),
    ("message to edit not found", Refusal.GONE),
    ("no text in the message to edit", Refusal.GONE),
    ("message can't be edited", Refusal.GONE),
    ("message_id_invalid", Refusal.GONE),
    ("message to delete not found", Refusal.GONE),
    ("message can't be deleted", Refusal.GONE),
    ("can't parse entities", Refusal.MARKUP),
)


def refusal(error: TelegramBadRequest) -> Refusal:
    """Classify a 400 by Telegram's own wording, the only thing it gives."""
    text = error.message.casefold()
    return next((kind for part, kind in REFUSALS if part in text), Refusal.OTHER)


def may_pass(error: Exception) -> bool:
    """Tell whether it is the network, the server or the token that fails, not the reply.

    A server that answers with a page instead of JSON is away; JSON of another shape stays so.
    """
    if isinstance(error, ClientDecodeError):
        return not isinstance(error.original, ValidationError)
    if isinstance(error, TelegramEntityTooLarge):  # aiogram takes it for a fault of the network
        return False
    away = (TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError, ConnectionError)
    return isinstance(error, away)


async def send(bot: Bot, chat_id: int, params: Mapping[str, Any]) -> Message:
    """Send a text, photo or document, whichever the parameters are of."""
    if "photo" in params:
        return await bot(SendPhoto(chat_id=chat_id, **params))
    if "document" in params:
        return await bot(SendDocument(chat_id=chat_id, **params))
    return await bot(SendMessage(chat_id=chat_id, **params))


async def edit(bot: Bot, chat_id: int, message_id: int, params: Mapping[str, Any]) -> None:
    """Turn a text message into another; that it is the same already is success.

    Raises:
        TelegramBadRequest: for any other reason.
    """
    try:
        await bot(EditMessageText(chat_id=chat_id, message_id=message_id, **params))
    except TelegramBadRequest as error:
        if refusal(error) is not Refusal.UNCHANGED:
            raise


async def erase(bot: Bot, chat_id: int, message_id: int) -> None:
    """Delete a message; that it is gone or too old to be deleted is success."""
    try:
        await bot(DeleteMessage(chat_id=chat_id, message_id=message_id))
    except TelegramBadRequest as error:
        if refusal(error) is not Refusal.GONE:
            raise


async def wipe(bot: Bot, chat_id: int, message_ids: tuple[int, ...]) -> None:
    """Delete many messages; those that are gone are skipped (Bot API, deleteMessages).

    One that is too old makes Telegram refuse them all: then each is deleted by itself.
    """
    for start in range(0, len(message_ids), DELETED_AT_ONCE):
        some = list(message_ids[start : start + DELETED_AT_ONCE])
        try:
            await bot(DeleteMessages(chat_id=chat_id, message_ids=some))
        except TelegramBadRequest as error:
            if refusal(error) is not Refusal.GONE:
                raise
            for message_id in some:
                await erase(bot, chat_id, message_id)


async def show_busy(bot: Bot, chat_id: int) -> None:
    """Show for some seconds that a file is on its way; that it is not shown harms nobody."""
    with suppress(AiogramError):
        await bot(SendChatAction(chat_id=chat_id, action=ChatAction.UPLOAD_DOCUMENT))


def as_plain_text(params: Mapping[str, Any]) -> dict[str, Any]:
    """Take the markup away that Telegram could not parse."""
    plain = {name: value for name, value in params.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        if name in plain:
            plain[name] = unescape(TAG.sub("", plain[name]))
    return plain
