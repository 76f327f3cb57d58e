"""The registry knows another phone, or none: «Заменить номер» and what follows it."""

from types import NoneType, UnionType
from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.domain.control_answer import control_answer_key
from bot.form.choices import Verdict, is_about_hr, read_whether_hr_decides
from bot.form.desk import Awaited, Desk
from bot.form.keyboards import SURE, Action, Press, ask_hr_keyboard
from bot.form.order import edit
from bot.form.prompts import Prompt
from bot.form.replacement import Approval, Control, Replacement, SentToHr
from bot.form.step import StepId
from bot.form.steps import TEXT_LIMIT
from bot.form.ways import forgets, seeks_advice
from handlers.filters import At, Pressed, SaysTo
from handlers.registry import RegistryDesk
from handlers.replacement import ReplacementDesk
from handlers.said import Ask, Said
from handlers.talk import Talk

ASKING_HR = Awaited(Desk.OWN, "ask_hr")
"""Whether HR shall be asked was just asked: a word may answer it as the buttons do."""


class Replacing(Filter):
    """The replacement of the phone has come to a stage of this kind: injects both."""

    def __init__(self, kind: type[object] | UnionType) -> None:
        self._kind = kind

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool | dict[str, Any]:  # noqa: ARG002 - aiogram passes the event
        known = talk.draft.replacement
        if talk.due is not StepId.QUESTIONS or known is None:
            return False
        fits = isinstance(known.stage, self._kind)
        return {"known": known, "stage": known.stage} if fits else False


class Hesitates(Filter):
    """Whether HR shall be asked was just asked, and the text is no clear yes or no to it."""

    async def __call__(self, message: Message, talk: Talk) -> bool:
        return talk.awaited == ASKING_HR and is_about_hr(message.text or "")


def router() -> Router:
    """Take the buttons and the answers, stage by stage."""
    routes = Router(name="questions")
    nothing_runs = Replacing(NoneType | SentToHr)
    asking, approved = Replacing(Control), Replacing(Approval)
    routes.callback_query.register(replace_phone, nothing_runs, Pressed(Action.REPLACE_PHONE))
    routes.callback_query.register(ask_hr, asking, Pressed(Action.ASK_HR))
    routes.message.register(decide, asking, SaysTo(ASKING_HR, read_whether_hr_decides))
    routes.message.register(ask_whether_hr, asking, Hesitates())
    routes.message.register(ask_whether_hr, F.text.func(forgets), asking)
    routes.message.register(offer_hr, F.text.func(seeks_advice), asking)
    routes.message.register(read_answer, F.text, asking)
    routes.message.register(refuse_content, asking)
    routes.callback_query.register(order_pin, approved, Pressed(Action.SUBMIT))
    routes.callback_query.register(
        other_phone, At(StepId.QUESTIONS, StepId.PIN), Pressed(Action.OTHER_PHONE)
    )
    return routes


async def replace_phone(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    known: Replacement,
    replacement: ReplacementDesk,
) -> Said:
    return await replacement.begin(talk, known)


async def ask_hr(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    known: Replacement,
    press: Press,
    replacement: ReplacementDesk,
) -> Said:
    """Once HR is asked, the questions are not asked any more: a tap beside is asked about."""
    if press.value != SURE:
        return _ask_whether_hr(talk)
    return await replacement.ask_hr(talk, known, SentToHr.FORGOTTEN)


async def ask_whether_hr(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return _ask_whether_hr(talk)


async def decide(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    known: Replacement,
    verdict: Verdict,
    replacement: ReplacementDesk,
) -> Said:
    if verdict is Verdict.NO:
        return (Ask(),)
    return await replacement.ask_hr(talk, known, SentToHr.FORGOTTEN)


async def offer_hr(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(Prompt("control-not-known")),)


async def read_answer(
    message: Message, talk: Talk, known: Replacement, stage: Control, replacement: ReplacementDesk
) -> Said:
    typed = message.text or ""
    if len(typed) > TEXT_LIMIT:
        return (Ask(Prompt("control-too-long", {"longest": str(TEXT_LIMIT)})),)
    if not control_answer_key(typed):
        return await offer_hr(message)
    return await replacement.take(talk, known, stage, typed)


async def refuse_content(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(Prompt("control-only-text")),)


async def order_pin(query: CallbackQuery, talk: Talk, registry: RegistryDesk) -> Said:
    """Check everything once more: days may lie between HR's word and this."""
    return await registry.check(talk, query.from_user.id)


async def other_phone(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.draft = edit(talk.draft, StepId.PHONE)
    return (Ask(),)


def _ask_whether_hr(talk: Talk) -> Said:
    talk.await_at_desk(ASKING_HR)
    return (Ask(Prompt("control-ask-hr"), instead=True, keyboard=ask_hr_keyboard()),)
