"""Commands that work at every step."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.form.adding import left
from bot.form.desk import Awaited, Desk
from bot.form.keyboards import Action, cancel_keyboard, restart_keyboard
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.use_cases.account.forget_pending import ForgetPending
from handlers.filters import AtSecret, Pressed, command
from handlers.said import Ask, Said, Wipe
from handlers.screens import Screens
from handlers.staff.filters import StaffRole
from handlers.talk import Talk

LOOKS_LIKE_COMMAND = F.text.regexp(r"^/[A-Za-z]\w*(@\w+)?$")
STOPPING = Awaited(Desk.OWN, "cancel")
"""Whether to stop was just asked: a word may answer it as the buttons do."""


def router() -> Router:
    """Take /help and /cancel, and a message of which nothing was kept."""
    routes = Router(name="commands")
    routes.message.register(ask_again, F.text == "")
    routes.message.register(give_help, command("help"), StaffRole())
    routes.message.register(ask_to_cancel, command("cancel"))
    routes.callback_query.register(cancel, Pressed(Action.CANCEL))
    return routes


def unknown() -> Router:
    """Take what looks like a command, is none, and must not become an answer."""
    routes = Router(name="unknown commands")
    routes.message.register(refuse, LOOKS_LIKE_COMMAND, ~AtSecret())
    return routes


async def ask_again(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    """A secret that could not be handled was not kept for another attempt (`bot.intake`)."""
    return (Ask(Prompt("apology")),)


async def give_help(message: Message, screens: Screens, staff: str) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(screens.help(staff)),)


async def ask_to_cancel(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    if talk.due is None:
        return (Ask(Prompt("nothing-to-stop")),)
    if not talk.begun:
        return (Ask(Prompt("nothing-to-cancel")),)
    talk.await_at_desk(STOPPING)
    return (Ask(_whether(talk), instead=True, keyboard=cancel_keyboard(talk.due)),)


def _whether(talk: Talk) -> Prompt:
    """Ask in words that say what would be lost."""
    if talk.draft.adding is not None:
        return Prompt("cancel-adding")
    return Prompt("cancel-activation" if talk.due is StepId.ACTIVATION else "cancel")


async def cancel(
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    talk: Talk,
    forget_pending: ForgetPending,
) -> Said:
    return await stop(talk, forget_pending)


async def stop(talk: Talk, forget_pending: ForgetPending) -> Said:
    """Forget what was begun, and say so."""
    await forget_pending(talk.record, talk.chat_id)
    talk.draft = left(talk.draft)
    if talk.due is None:
        return (Ask(Prompt("adding-cancelled")), Wipe())
    begin_again = restart_keyboard(StepId.CONSENT)
    return (Ask(Prompt("cancelled"), instead=True, keyboard=begin_again), Wipe())


async def refuse(message: Message) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(Prompt("unknown-command")),)
