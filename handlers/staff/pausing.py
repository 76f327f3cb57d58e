"""/pause: everybody but administrators gets a text instead of an answer."""

from aiogram import F, Router
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message

from bot.domain.moscow import MOSCOW
from bot.domain.spelling import is_one_of, phrases
from bot.form.desk import Desk, DeskButton
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.administration.pause_registration import PauseRegistration
from bot.use_cases.ports.pauses import Pause
from handlers.filters import command
from handlers.said import Hint, Note, Said
from handlers.staff.filters import AtDesk, IsAdmin
from handlers.talk import Talk

LONGEST_TEXT = 1_000
END_WORDS = phrases("off; выкл; стоп; снять")
END = Keyboard(((DeskButton("button-admin_unpause", Desk.ADMIN, "unpause"),),))


def router() -> Router:
    """Take «/pause», «/pause ТЕКСТ», «/pause off» and «Снять паузу»."""
    routes = Router(name="pausing")
    routes.message.register(pause, command("pause", magic=F.args), IsAdmin())
    routes.message.register(show_pause, command("pause"), IsAdmin())
    routes.callback_query.register(go_on, AtDesk(Desk.ADMIN, "unpause"), IsAdmin())
    return routes


async def show_pause(message: Message, pausing: PauseRegistration) -> Said:  # noqa: ARG001 - aiogram passes the event
    running = await pausing.running()
    return (Note(Prompt("pause-usage")),) if running is None else (_running(running),)


async def pause(
    message: Message,  # noqa: ARG001 - aiogram passes the event
    command: CommandObject,
    talk: Talk,
    pausing: PauseRegistration,
) -> Said:
    text = (command.args or "").strip()
    if is_one_of(text, END_WORDS):
        return await _ended(talk, pausing)
    if len(text) > LONGEST_TEXT:
        return (Note(Prompt("pause-too-long", {"longest": str(LONGEST_TEXT)})),)
    pausing.begin(talk.record, talk.chat_id, text)
    return (Note(Prompt("pause-begun", {"text": text}), END),)


async def go_on(query: CallbackQuery, talk: Talk, pausing: PauseRegistration) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Hint(Prompt("done")), *await _ended(talk, pausing))


async def _ended(talk: Talk, pausing: PauseRegistration) -> Said:
    ended = await pausing.end(talk.record, talk.chat_id)
    return (Note(Prompt("pause-ended" if ended else "pause-none")),)


def _running(one: Pause) -> Note:
    since = f"{one.since.astimezone(MOSCOW):%d.%m %H:%M}"
    told = {"text": one.text, "since": since, "by": str(one.by)}
    return Note(Prompt("pause-running", told), END)
