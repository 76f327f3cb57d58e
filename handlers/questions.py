"""The registry knows another phone, or none: who can put that right."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.form.keyboards import Action, Button, Keyboard
from bot.form.order import edit
from bot.form.prompts import Prompt
from bot.form.review import masked
from bot.form.step import StepId
from handlers.filters import At, Pressed
from handlers.said import Ask, Said
from handlers.talk import Talk

AT_HR = Keyboard(
    (
        (Button("button-phone_corrected", Action.BACK, StepId.QUESTIONS),),
        (Button("button-other_phone", Action.OTHER_PHONE, StepId.QUESTIONS),),
    )
)
"""While HR corrects the number; what follows is the check screen."""


def router() -> Router:
    """Take «Заменить номер» and «Другой номер»."""
    routes = Router(name="questions")
    at_questions = At(StepId.QUESTIONS)
    routes.callback_query.register(replace_phone, at_questions, Pressed(Action.REPLACE_PHONE))
    routes.callback_query.register(
        other_phone, At(StepId.QUESTIONS, StepId.PIN), Pressed(Action.OTHER_PHONE)
    )
    return routes


async def replace_phone(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    contact = talk.draft.hr_contact
    phone = masked(talk.draft)["phone"]
    known = "known" if contact else "unknown"
    args = {"contact": contact or "", "known": known, "phone": phone}
    return (Ask(Prompt("phone-through-hr", args), instead=True, keyboard=AT_HR),)


async def other_phone(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.draft = edit(talk.draft, StepId.PHONE)
    return (Ask(),)
