"""«/mydata» and «/forget» (152-ФЗ, ст. 14 and 21): what is held, and its end."""

from collections.abc import Iterator
from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, Update

from bot.form.desk import Awaited, Desk, DeskButton, decode
from bot.form.draft import Draft
from bot.form.keyboards import Keyboard, restart_keyboard
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.use_cases.own_data.forget_person import ForgetPerson
from bot.use_cases.own_data.show_my_data import ShowMyData
from handlers.filters import command
from handlers.said import Ask, Hint, Note, Said, Wipe
from handlers.screens import Screens
from handlers.staff.filters import AtDesk
from handlers.talk import Talk

COMMANDS = ("mydata", "forget")
ASK, ERASE, KEEP = "forget", "forget_all", "keep_all"
TO_FORGET = Keyboard(((DeskButton("button-forget", Desk.OWN, ASK),),))
SURE = Keyboard(
    (
        (DeskButton("button-forget_all", Desk.OWN, ERASE),),
        (DeskButton("button-keep_all", Desk.OWN, KEEP),),
    )
)
CONFIRMATION = Awaited(Desk.OWN, ERASE)


@dataclass(frozen=True, slots=True)
class DataDesk:
    """What a person may have done about their own data.

    Attributes:
        told_to_cabinet: whether the cabinet hears that an account is gone.
    """

    show: ShowMyData
    forget: ForgetPerson
    screens: Screens
    told_to_cabinet: bool

    def ask(self, talk: Talk) -> Said:
        """Ask whether the person is sure."""
        talk.await_at_desk(CONFIRMATION)
        told = {
            "cabinet": "told" if self.told_to_cabinet else "untold",
            "insurer": self.screens.insurer.phone,
        }
        return (Ask(Prompt("forget", told), instead=True, keyboard=SURE),)


class JustAsked(Filter):
    """Nothing was said or pressed since the question: an old button may be hit by mistake."""

    async def __call__(self, event: CallbackQuery, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        return talk.awaited == CONFIRMATION


def router() -> Router:
    """Take both commands and their buttons, at every step."""
    routes = Router(name="own data")
    routes.message.register(show, command("mydata"))
    routes.message.register(ask_to_forget, command("forget"))
    routes.callback_query.register(ask_below, AtDesk(Desk.OWN, ASK))
    routes.callback_query.register(forget, AtDesk(Desk.OWN, ERASE), JustAsked())
    routes.callback_query.register(keep, AtDesk(Desk.OWN, KEEP))
    routes.callback_query.register(explain_old_button, AtDesk(Desk.OWN, ERASE))
    return routes


def concerns_own_data(update: Update) -> bool:
    """Whether these commands or their buttons are meant: the law knows no pause for them.

    A command and nothing else: whatever stood beside it would be heard as an answer.
    """
    if update.callback_query is not None:
        press = decode(update.callback_query.data or "")
        return press is not None and press.desk is Desk.OWN and press.act in {ASK, ERASE, KEEP}
    text = (update.message and update.message.text) or ""
    return text.strip().lower() in {f"/{name}" for name in COMMANDS}


async def show(message: Message, talk: Talk, own_data: DataDesk) -> Said:  # noqa: ARG001 - aiogram passes the event
    """Below it what was being asked goes on."""
    held = await own_data.show(talk.chat_id, talk.draft)
    privacy = own_data.screens.insurer.privacy_url
    told = Note(Prompt("mydata", {"held": held, "privacy": privacy}), TO_FORGET, personal=True)
    return (told, Ask(below=True)) if talk.begun and talk.due is not None else (told,)


async def ask_to_forget(message: Message, talk: Talk, own_data: DataDesk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return own_data.ask(talk)


async def ask_below(query: CallbackQuery, talk: Talk, own_data: DataDesk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return own_data.ask(talk)


async def forget(query: CallbackQuery, talk: Talk, own_data: DataDesk) -> Said:  # noqa: ARG001 - aiogram passes the event
    await own_data.forget(talk.record, talk.chat_id, _proved(talk.draft))
    talk.draft = Draft()
    talk.decision = None
    begin_again = restart_keyboard(StepId.CONSENT)
    return (Ask(Prompt("forgotten"), instead=True, keyboard=begin_again), Wipe())


async def keep(query: CallbackQuery) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(),)


async def explain_old_button(query: CallbackQuery) -> Said:  # noqa: ARG001 - aiogram passes the event
    return Hint(Prompt("old-button")), Ask()


def _proved(draft: Draft) -> Iterator[int]:
    """The row of the registry whose phone the unfinished registration has proved."""
    if draft.insured_id is not None:
        yield draft.insured_id
