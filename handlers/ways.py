"""«Назад» and «отмена» in words, which lead where the button and the command do.

A password alone may be any word.
"""

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.form.step import StepId
from bot.form.ways import asks_back, asks_to_cancel
from bot.texts import Texts
from handlers.commands import ask_to_cancel
from handlers.filters import AtSecret
from handlers.form import leave
from handlers.said import Said
from handlers.talk import Talk

WAYS_BACK = ("button-back", "button-cancel_edit")
NO_WAY_BACK = frozenset({None, StepId.CONSENT, StepId.ACTIVATION})


class AsksBack(Filter):
    """The text asks for the question before, and there may be one: injects `step`."""

    async def __call__(self, message: Message, talk: Talk, texts: Texts) -> bool | dict[str, Any]:
        if talk.due in NO_WAY_BACK or not asks_back(message.text or "", _captions(texts)):
            return False
        return {"step": talk.due}


class AsksToCancel(Filter):
    """The text asks to stop what has been begun."""

    async def __call__(self, message: Message, talk: Talk) -> bool:
        return talk.due is not None and asks_to_cancel(message.text or "")


def router() -> Router:
    """Take the words before anything reads them as an answer."""
    routes = Router(name="ways")
    routes.message.register(ask_to_cancel, AsksToCancel(), ~AtSecret())
    routes.message.register(step_back, AsksBack(), ~AtSecret())
    return routes


async def step_back(message: Message, talk: Talk, step: StepId) -> Said:  # noqa: ARG001 - aiogram passes the event
    return leave(talk, step)


def _captions(texts: Texts) -> list[str]:
    return [texts.plain(caption) for caption in WAYS_BACK]
