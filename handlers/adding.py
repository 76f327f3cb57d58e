"""«Добавить полис» and «Добавить ребёнка», once the account is activated."""

from dataclasses import dataclass, replace

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.form.adding import registered
from bot.form.desk import Desk, DeskPress
from bot.form.draft import Adding, Draft
from bot.form.prompts import Prompt
from bot.use_cases.family.add_insured import AddInsured, AddOutcome
from bot.use_cases.family.begin_adding import BeginAdding
from bot.use_cases.registry.in_force import NotInForce
from handlers.consents import ConsentTexts
from handlers.registry import RegistryDesk, back_to_review, not_in_force
from handlers.said import Ask, Hint, Said, Wipe
from handlers.staff.filters import AtDesk
from handlers.talk import Talk


class AddingLapsed(Filter):
    """What was being added was deleted after a long silence, and nobody has said so yet."""

    async def __call__(self, event: TelegramObject, talk: Talk) -> bool:  # noqa: ARG002 - aiogram passes the event
        return talk.due is None and talk.draft.lapsed is not None


@dataclass(frozen=True, slots=True)
class AddingDesk:
    """The beginning and the end; what lies between is the form itself."""

    begin: BeginAdding
    add: AddInsured
    registry: RegistryDesk
    consents: ConsentTexts

    async def start(self, talk: Talk, adding: Adding) -> Said:
        draft = await self.begin(talk.chat_id, adding, self.consents.personal_data())
        if draft is None:
            return _no_account(talk)
        talk.draft = draft
        return (Ask(Prompt(f"adding-{adding}"), below=True),)

    async def finish(self, talk: Talk, adding: Adding, insured_id: int) -> Said:
        """Take in whom the PIN has proved."""
        outcome = await self.add(talk.record, talk.chat_id, adding, insured_id)
        match outcome:
            case AddOutcome.ADDED:
                talk.draft = registered()
                return (Ask(Prompt(f"added-{adding}")), Wipe())
            case AddOutcome.ALREADY_REGISTERED:
                return self.registry.already_registered(talk)
            case AddOutcome.NO_ACCOUNT:
                return _no_account(talk)
            case NotInForce():
                return back_to_review(talk, not_in_force(outcome))


def router() -> Router:
    """Take the two buttons, from whatever message they are pressed."""
    routes = Router(name="adding")
    routes.callback_query.register(begin, AtDesk(Desk.OWN, "add"))
    return routes


def after_silence() -> Router:
    """Take what nobody else takes of a person whose answers were deleted."""
    routes = Router(name="adding after silence")
    routes.message.register(explain_lapse, AddingLapsed())
    return routes


async def begin(query: CallbackQuery, talk: Talk, press: DeskPress, adding: AddingDesk) -> Said:  # noqa: ARG001 - aiogram passes the event
    if talk.due is not None:
        missing = None if talk.begun else Prompt("adding-no-account")
        return Hint(Prompt("old-button")), Ask(missing)
    return await adding.start(talk, Adding(press.value))


async def explain_lapse(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    talk.draft = replace(talk.draft, lapsed=None)
    return (Ask(Prompt("adding-lapsed")),)


def _no_account(talk: Talk) -> Said:
    """The account was erased."""
    talk.draft = Draft()
    return (Ask(Prompt("adding-no-account")), Wipe())
