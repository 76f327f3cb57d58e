"""/import: a registry file in the chat, looked at first, loaded by a button."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.form.desk import Awaited, Desk, DeskButton, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.ports.chat_files import LARGEST_FILE
from bot.use_cases.registry.file_order import FileOrder
from bot.use_cases.registry.order_file import OrderFile
from handlers.filters import command
from handlers.said import Ask, Erase, Hint, Said
from handlers.staff.filters import AtDesk, AwaitedAtDesk, IsAdmin, NothingAwaited, Undecided
from handlers.staff.uploads import (
    FILE,
    RUNNING,
    decided,
    fault_of,
    is_running,
    remind_of_decision,
    undecided,
)
from handlers.talk import Talk

LOAD, REPLACE, CANCEL = "load", "replace", "cancel"
"""Acts of the buttons."""
WAY_OUT = (DeskButton("button-admin_cancel", Desk.ADMIN, CANCEL),)


@dataclass(frozen=True, slots=True)
class UploadDesk:
    """What the command needs."""

    order: OrderFile


def router() -> Router:
    """Take the command, the file, and the buttons under the report."""
    routes = Router(name="registry upload")
    routes.message.register(take_file, command("import"), F.document, IsAdmin())
    routes.message.register(ask_for_file, command("import"), IsAdmin())
    at_file = AwaitedAtDesk(Desk.ADMIN, FILE)
    at_decision = (Undecided(Desk.ADMIN), NothingAwaited())
    routes.message.register(take_file, at_file, F.document, IsAdmin())
    routes.message.register(take_file, F.document, *at_decision, IsAdmin())
    routes.message.register(refuse_content, at_file, IsAdmin())
    routes.message.register(remind_of_decision, *at_decision, IsAdmin())
    routes.callback_query.register(load, AtDesk(Desk.ADMIN, LOAD, REPLACE), IsAdmin())
    routes.callback_query.register(cancel, AtDesk(Desk.ADMIN, CANCEL), IsAdmin())
    return routes


async def ask_for_file(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (await_file(talk, Prompt("import-ask")),)


async def refuse_content(message: Message, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (await_file(talk, Prompt("import-not-a-file")),)


async def take_file(message: Message, talk: Talk, upload_desk: UploadDesk) -> Said:
    """Look at what is known of the file at once, and at the file itself by a job.

    Its message goes away once that is over, whatever comes of it: it holds personal data of
    many people, and after two days nothing can delete it. The file can be fetched again.
    """
    document = message.document
    if document is None or (fault := fault_of(document, LARGEST_FILE)):
        asked = await_file(talk, Prompt(f"import-file-{fault if document else 'gone'}"))
        return Erase(message.message_id), asked
    order = FileOrder(talk.chat_id, document.file_id, message.message_id)
    return await _ordered(talk, order, upload_desk)


async def load(
    query: CallbackQuery,
    press: DeskPress,
    talk: Talk,
    upload_desk: UploadDesk,
) -> Said:
    ready = undecided(talk, press)
    if ready is None:
        return (Hint(Prompt("import-stale"), alert=True),)
    file_id, message_id = ready["file"], int(ready["message"])
    replace = press.act == REPLACE
    order = FileOrder(talk.chat_id, file_id, message_id, dry_run=False, replace=replace)
    said = await _ordered(talk, order, upload_desk)
    return (*decided(talk, query), *said) if is_running(talk, Desk.ADMIN) else said


async def cancel(query: CallbackQuery, press: DeskPress, talk: Talk) -> Said:
    """Call off the checked file of this button, or the question for another one."""
    called_off = Ask(Prompt("import-cancelled"), instead=True, keyboard=Keyboard())
    if undecided(talk, press) is not None:
        return *decided(talk, query), called_off
    if press.value:
        return (Hint(Prompt("import-stale"), alert=True),)
    of_desk = talk.decision is not None and talk.decision.desk is Desk.ADMIN
    return await remind_of_decision(query) if of_desk else (called_off,)


async def _ordered(talk: Talk, order: FileOrder, desk: UploadDesk) -> Said:
    if not await desk.order(talk.record, order.job(talk.cause)):
        return Erase(order.message_id), await_file(talk, Prompt("import-busy"))
    talk.await_at_desk(Awaited(Desk.ADMIN, RUNNING))
    told = Prompt("import-checking" if order.dry_run else "import-loading")
    return (Ask(told, instead=True, keyboard=Keyboard()),)


def await_file(talk: Talk, prompt: Prompt) -> Ask:
    """Ask for a file, or for another one."""
    talk.await_at_desk(Awaited(Desk.ADMIN, FILE))
    return Ask(prompt, instead=True, keyboard=Keyboard((WAY_OUT,)))
