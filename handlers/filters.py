"""Filters that find out what an update is about and inject it into the handler."""

from collections.abc import Callable
from typing import Any

from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.form.choices import Verdict
from bot.form.desk import Awaited
from bot.form.keyboards import Action, decode, is_awaited
from bot.form.step import StepId
from bot.form.steps import step_row
from handlers.screens import Screens
from handlers.talk import Talk


class AtQuestion(Filter):
    """An ordinary question is due: injects `step`."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool | dict[str, Any]:  # noqa: ARG002 - aiogram passes the event
        due = talk.due
        if due is None or step_row(due).gate:
            return False
        return {"step": due}


class AtSecret(Filter):
    """What is typed now may be a password."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        return talk.secret


class At(Filter):
    """One of these steps is due."""

    def __init__(self, *steps: StepId) -> None:
        self._steps = steps

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        return talk.due in self._steps


class Pressed(Filter):
    """A button of what is asked now with one of these actions: injects `press`."""

    def __init__(self, *actions: Action) -> None:
        self._actions = actions

    async def __call__(self, event: CallbackQuery, talk: Talk) -> bool | dict[str, Any]:
        press = decode(event.data or "")
        if press is None or press.action not in self._actions:
            return False
        if not is_awaited(press, talk.due, talk.draft):
            return False
        return {"press": press} if is_offered(event) else False


class SaysTo(Filter):
    """The text says yes or no to what was just asked: injects `verdict`.

    Also at a password, which no such word can be.
    """

    def __init__(self, asked: Awaited, read: Callable[[str], Verdict | None]) -> None:
        self._asked = asked
        self._read = read

    async def __call__(self, message: Message, talk: Talk) -> bool | dict[str, Any]:
        verdict = self._read(message.text or "") if talk.awaited == self._asked else None
        return False if verdict is None else {"verdict": verdict}


class AsShown(Filter):
    """The text that a button agrees to is still worded as above that button."""

    async def __call__(self, event: CallbackQuery, talk: Talk, screens: Screens) -> bool:
        press = decode(event.data or "")
        return press is not None and press.value == screens.wording(talk.due)


def command(name: str, *, magic: Any = None) -> Command:
    """A command as people type it: phones begin a message with a capital letter."""
    return Command(name, ignore_case=True, magic=magic)


def is_offered(query: CallbackQuery) -> bool:
    """The message carries this very button: an altered client can send any data."""
    message = query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    rows = markup.inline_keyboard if markup else ()
    return any(button.callback_data == query.data for row in rows for button in row)
