"""The phone step: the only one with a keyboard below the chat, so its captions arrive as texts."""

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.texts import Texts
from handlers.filters import At
from handlers.form import leave, read_answer
from handlers.said import Ask, Said
from handlers.talk import Talk

WAYS_BACK = ("button-back", "button-cancel_edit")


class Caption(Filter):
    """The text is one of these captions of the keyboard."""

    async def __call__(self, message: Message, texts: Texts) -> bool:
        return message.text in {texts.plain(caption) for caption in WAYS_BACK}


def router() -> Router:
    """Take contacts and the captions of the keyboard; typed numbers are ordinary answers."""
    routes = Router(name="phone")
    at_phone = At(StepId.PHONE)
    routes.message.register(take_contact, F.contact, at_phone)
    routes.message.register(step_back, at_phone, Caption())
    return routes


async def take_contact(message: Message, talk: Talk) -> Said:
    """Trust the sender's own contact only: Telegram fills in its user_id (Bot API, Contact)."""
    contact, sender = message.contact, message.from_user
    own = contact and sender and contact.user_id == sender.id and not message.forward_origin
    if contact is None or not own:
        return (Ask(Prompt("foreign-contact"), instead=True),)
    typed = message.model_copy(update={"text": contact.phone_number})
    return await read_answer(typed, talk, StepId.PHONE)


async def step_back(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return leave(talk, StepId.PHONE)
