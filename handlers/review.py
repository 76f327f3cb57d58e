"""The check screen: edit any answer, or have everything checked."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.form.keyboards import Action, Press
from bot.form.order import edit, pass_gates
from bot.form.prompts import Prompt
from bot.form.review import review
from bot.form.step import StepId
from handlers.captcha import CaptchaDoor
from handlers.filters import At, Pressed
from handlers.registry import RegistryDesk
from handlers.said import Ask, Said
from handlers.talk import Talk


def router() -> Router:
    """Take the buttons of the check screen."""
    routes = Router(name="review")
    at_review = At(StepId.REVIEW)
    routes.callback_query.register(submit, at_review, Pressed(Action.SUBMIT))
    routes.callback_query.register(edit_answer, at_review, Pressed(Action.EDIT))
    return routes


async def edit_answer(query: CallbackQuery, talk: Talk, press: Press) -> Said:  # noqa: ARG001 - aiogram passes the event
    step = next((line.step for line in review(talk.draft) if line.step == press.value), None)
    if step is not None:
        talk.draft = edit(talk.draft, step)
    return (Ask(),)


async def submit(
    query: CallbackQuery, talk: Talk, captcha: CaptchaDoor, registry: RegistryDesk
) -> Said:
    """Check at once if no picture is due; answers whose phone is confirmed have been checked."""
    talk.draft = pass_gates(talk.draft, StepId.REVIEW)
    if StepId.PIN in talk.draft.passed:
        return (Ask(Prompt("phone-confirmed")),)
    if await captcha.is_open(talk):
        talk.draft = pass_gates(talk.draft, StepId.CAPTCHA)
        return await registry.check(talk, query.from_user.id)
    captcha.show(talk)
    return (Ask(),)
