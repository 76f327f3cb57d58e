"""/import: a registry file in the chat, looked at first, loaded by a button."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.form.desk import Awaited, Desk, DeskButton, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.ports.chat_files import LARGEST_FILE
from bot.use_cases.registry.file_order import FileOrder
from bot.use_cases.registry.order_file import OrderFile
from handlers.said import Ask, Erase, Hint, Said
from handlers.staff.filters import AtDesk, AwaitedAtDesk, IsAdmin, NothingAwaited
from handlers.staff.uploads import FILE, READY, RUNNING, fault_of, remind_of_decision
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
    routes.message.register(take_file, Command("import"), F.document, IsAdmin())
    routes.message.register(ask_for_file, Command("import"), IsAdmin())
    at_file, at_decision = AwaitedAtDesk(Desk.ADMIN, FILE), AwaitedAtDesk(Desk.ADMIN, READY)
    routes.message.register(take_file, at_file, F.document, IsAdmin())
    routes.message.register(take_file, at_decision, F.document, IsAdmin())
    routes.message.register(refuse_content, at_file, IsAdmin())
    routes.message.register(remind_of_decision, at_decision, NothingAwaited(), IsAdmin())
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
    query: CallbackQuery,  # noqa: ARG001 - aiogram passes the event
    press: DeskPress,
    talk: Talk,
    upload_desk: UploadDesk,
) -> Said:
    ready = talk.awaited
    if ready is None or ready.act != READY or ready.data["message"] != press.value:
        return (Hint(Prompt("import-stale"), alert=True),)
    file_id, message_id = ready.data["file"], int(ready.data["message"])
    replace = press.act == REPLACE
    order = FileOrder(talk.chat_id, file_id, message_id, dry_run=False, replace=replace)
    return await _ordered(talk, order, upload_desk)


async def cancel(query: CallbackQuery, talk: Talk) -> Said:  # noqa: ARG001 - aiogram passes the event
    if talk.awaited is not None and talk.awaited.desk is Desk.ADMIN:
        talk.await_nothing()
    return (Ask(Prompt("import-cancelled"), instead=True, keyboard=Keyboard()),)


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
