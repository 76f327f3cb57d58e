"""Commands that work at every step."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.form.draft import Draft
from bot.form.keyboards import Action, cancel_keyboard
from bot.form.prompts import Prompt
from bot.use_cases.forget_pending import ForgetPending
from handlers.filters import Pressed
from handlers.said import Ask, Said, Wipe
from handlers.screens import Screens
from handlers.talk import Talk


def router() -> Router:
    """Take /help and /cancel."""
    routes = Router(name="commands")
    routes.message.register(give_help, Command("help"))
    routes.message.register(ask_to_cancel, Command("cancel"))
    routes.callback_query.register(cancel, Pressed(Action.CANCEL))
    return routes


async def give_help(message: Message, screens: Screens) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(screens.help()),)


async def ask_to_cancel(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    if talk.due is None or not talk.begun:
        return (Ask(Prompt("nothing-to-cancel")),)
    return (Ask(Prompt("cancel"), instead=True, keyboard=cancel_keyboard(talk.due)),)


async def cancel(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    forget_pending: ForgetPending,
) -> Said:
    await forget_pending(talk.record, talk.chat_id)
    talk.draft = Draft()
    return (Wipe(), Ask(Prompt("cancelled")))
