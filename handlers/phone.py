"""The phone step: the only one with a keyboard below the chat (captions: `handlers.ways`)."""

from aiogram import F, Router
from aiogram.types import Message

from bot.domain.phone import contact_phone
from bot.domain.refusal import InvalidAnswer
from bot.form.parsed import Answer
from bot.form.prompts import Prompt
from bot.form.step import StepId
from handlers.filters import At
from handlers.form import refuse, take
from handlers.said import Ask, Said
from handlers.talk import Talk


def router() -> Router:
    """Take contacts; typed numbers are ordinary answers."""
    routes = Router(name="phone")
    routes.message.register(take_contact, F.contact, At(StepId.PHONE))
    return routes


async def take_contact(message: Message, talk: Talk) -> Said:
    """Trust the sender's own contact only: Telegram fills in its user_id (Bot API, Contact)."""
    contact, sender = message.contact, message.from_user
    own = contact and sender and contact.user_id == sender.id and not message.forward_origin
    if contact is None or not own:
        return (Ask(Prompt("foreign-contact"), instead=True),)
    try:
        phone = contact_phone(contact.phone_number)
    except InvalidAnswer as error:
        return refuse(talk, StepId.PHONE, error)
    return take(talk, StepId.PHONE, Answer({"phone": phone}))
