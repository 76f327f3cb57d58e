"""«Назад», «отмена» and «помощь» in words, which lead where buttons and commands do."""

from collections.abc import Callable
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.form.choices import Verdict, read_yes_or_no
from bot.form.prompts import Prompt
from bot.form.replacement import Control
from bot.form.step import StepId
from bot.form.ways import asks_back, asks_for_help, asks_to_cancel, asks_why, greets
from bot.texts import Texts
from bot.use_cases.account.forget_pending import ForgetPending
from handlers.commands import STOPPING, ask_to_cancel, give_help, stop
from handlers.filters import AtQuestion, SaysTo
from handlers.form import explain_in_words, leave
from handlers.questions import Replacing
from handlers.said import Ask, Said
from handlers.staff.filters import StaffRole
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


class Says(Filter):
    """The text is one of the words that `read` knows."""

    def __init__(self, read: Callable[[str], bool]) -> None:
        self._read = read

    async def __call__(self, message: Message) -> bool:
        return self._read(message.text or "")


def router() -> Router:
    """Take the words before anything reads them as an answer.

    A control question may be answered with nearly any word.
    """
    routes, control = Router(name="ways"), Replacing(Control)
    routes.message.register(decide, SaysTo(STOPPING, read_yes_or_no))
    routes.message.register(ask_to_cancel, AsksToCancel())
    routes.message.register(step_back, AsksBack())
    routes.message.register(give_help, Says(asks_for_help), ~control, StaffRole())
    routes.message.register(explain, Says(asks_why), AtQuestion())
    routes.message.register(greet, Says(greets), AtQuestion())
    return routes


async def decide(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    verdict: Verdict,
    forget_pending: ForgetPending,
) -> Said:
    return await stop(talk, forget_pending) if verdict is Verdict.YES else (Ask(),)


async def explain(message: Message, step: StepId, texts: Texts) -> Said:  # noqa: ARG001 - aiogram passes the event
    return explain_in_words(step, texts)


async def greet(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(Prompt("greeted")),)


async def step_back(message: Message, talk: Talk, step: StepId) -> Said:  # noqa: ARG001 - aiogram passes the event
    return leave(talk, step)


def _captions(texts: Texts) -> list[str]:
    return [texts.plain(caption) for caption in WAYS_BACK]
