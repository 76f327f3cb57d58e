"""Buttons of a menu that is not, or is no more, the presser's: the last of the desks."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.form.prompts import Prompt
from handlers.said import Hint, Said
from handlers.staff.filters import OfDesk


def router() -> Router:
    """Take whatever no desk took."""
    routes = Router(name="dead buttons")
    routes.callback_query.register(refuse, OfDesk())
    return routes


async def refuse(query: CallbackQuery) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Hint(Prompt("hr-not-yours"), alert=True),)
