"""«Назад» and «отмена» in words, which lead where the button and the command do.

A password alone may be any word.
"""

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.form.choices import Verdict, read_yes_or_no
from bot.form.step import StepId
from bot.form.ways import asks_back, asks_to_cancel
from bot.texts import Texts
from bot.use_cases.account.forget_pending import ForgetPending
from handlers.commands import STOPPING, ask_to_cancel, stop
from handlers.filters import AtSecret, SaysTo
from handlers.form import leave
from handlers.said import Ask, Said
from handlers.talk import Talk

WAYS_BACK = ("button-back", "button-cancel_edit")
NO_WAY_BACK = frozenset({None, StepId.CONSENT, StepId.ACTIVATION})


class AsksBack(Filter):
    """The text asks for the question before, and there may be one: injects `step`."""

    async def __call__(self, message: Message, talk: Talk, texts: Texts) -> bool | dict[str, Any]:
        if talk.due in NO_WAY_BACK:
            return False
        text = message.text or ""
        leaves_edit = talk.draft.aside is not None and asks_to_cancel(text)
        return {"step": talk.due} if leaves_edit or asks_back(text, _captions(texts)) else False


class AsksToCancel(Filter):
    """The text asks to stop what has been begun; in an edit it asks to leave the edit alone."""

    async def __call__(self, message: Message, talk: Talk) -> bool:
        begun = talk.due is not None and talk.draft.aside is None
        return begun and asks_to_cancel(message.text or "")


def router() -> Router:
    """Take the words before anything reads them as an answer."""
    routes = Router(name="ways")
    routes.message.register(decide, SaysTo(STOPPING, read_yes_or_no))
    routes.message.register(ask_to_cancel, AsksToCancel(), ~AtSecret())
    routes.message.register(step_back, AsksBack(), ~AtSecret())
    return routes


async def decide(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    verdict: Verdict,
    forget_pending: ForgetPending,
) -> Said:
    return await stop(talk, forget_pending) if verdict is Verdict.YES else (Ask(),)


async def step_back(message: Message, talk: Talk, step: StepId) -> Said:  # noqa: ARG001 - aiogram passes the event
    return leave(talk, step)


def _captions(texts: Texts) -> list[str]:
    return [texts.plain(caption) for caption in WAYS_BACK]
