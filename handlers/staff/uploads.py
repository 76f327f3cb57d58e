"""Files that HR people and administrators send: what is known of one at once, and its progress."""

from collections.abc import Mapping

from aiogram.types import CallbackQuery, Document, Message

from bot.form.desk import Awaited, Desk, DeskPress
from bot.form.keyboards import Keyboard
from bot.form.prompts import Prompt
from bot.use_cases.ports.events import Event
from handlers.said import Ask, Attachment, Erase, Said
from handlers.talk import Talk

FILE, RUNNING, READY = "import_file", "import_runs", "import_ready"
"""What a desk awaits: a file, the end of its reading; and what a checked file waits for."""
IMPORT_LIST = "import-list"
"""Recipe of the file with all lines of a report; `made_of` holds them as `list`."""
ENDINGS = (".csv", ".txt", ".xlsx", ".xls")
"""Excel saves its Unicode text as .txt."""


def fault_of(document: Document, largest: int) -> str | None:
    """Name what is wrong with a file that nobody has looked into; `largest` is in bytes."""
    if not is_table(document):
        return "other-kind"
    return "too-big-for-chat" if (document.file_size or 0) > largest else None


def is_table(document: Document) -> bool:
    """Whether a file is called as those are that can be read."""
    return (document.file_name or "").lower().endswith(ENDINGS)


async def tell_progress(event: Event, talk: Talk) -> Said:
    """Say how far the reading is where its beginning was said, while that is the last word."""
    if not any(is_running(talk, desk) for desk in Desk):
        return ()
    told = {name: event.data[name] for name in ("phase", "done", "total")}
    progress = Prompt("import-progress", told)
    return (Ask(progress, instead=True, in_place=True, keyboard=Keyboard()),)


def is_running(talk: Talk, desk: Desk) -> bool:
    """Whether the end of a reading is the next thing to be said at a desk."""
    awaited = talk.draft.desk
    return awaited is not None and awaited.desk is desk and awaited.act == RUNNING


def await_decision(talk: Talk, desk: Desk, kept: Mapping[str, str]) -> None:
    """Let a checked file wait until somebody decides: its message is gone from the chat."""
    talk.decision = Awaited(desk, READY, {**kept, "at": talk.now.isoformat()})


def undecided(talk: Talk, press: DeskPress) -> Mapping[str, str] | None:
    """What a button decides about, which carries the message that brought the file."""
    waiting = talk.decision
    fits = waiting is not None and waiting.desk is press.desk
    return waiting.data if waiting and fits and waiting.data["message"] == press.value else None


def decided(talk: Talk, query: CallbackQuery) -> Said:
    """Let the file wait no more; a report that other messages stand below must not say so."""
    talk.decision = None
    pressed = query.message.message_id if query.message else None
    return () if pressed is None or pressed == talk.prompt_id else (Erase(pressed),)


async def remind_of_decision(event: Message | CallbackQuery) -> Said:  # noqa: ARG001 - aiogram passes the event
    return (Ask(Prompt("file-awaits-decision"), instead=True, keyboard=Keyboard()),)


def every_line(data: Mapping[str, str]) -> Said:
    """Attach all lines of a report where they are too many for its message."""
    if not data.get("list"):
        return ()
    return (Attachment(IMPORT_LIST, Prompt("import-list-caption"), {"list": data["list"]}),)
