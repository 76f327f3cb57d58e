"""What comes in: an update of Telegram, or an event that concerns a conversation."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.use_cases.ports.events import Event
from bot.use_cases.ports.jobs import Job, JobKind, NewJob

MESSAGES = {"message", "edited_message"}
ENVELOPE = ("message_id", "date", "edit_date", "chat", "from")


class Unparsable(Exception):
    """An update that Telegram's own types refuse; carries the class of the refusal, no content."""


class NotYet(Exception):
    """Another process is not through with what this person did before."""


@dataclass(eq=False, slots=True)
class Incoming:
    """One thing to be handled, on its way through the queue of its person.

    Attributes:
        job: the row that keeps it, when it is an event or an update being tried again.
        put_off: how often it had to wait for another process.
        settled: set once it is committed, or kept by a job: Telegram may forget it.
    """

    person: int
    content: Update | Event = field(repr=False)
    raw: str = field(default="", repr=False)
    job: Job | None = None
    put_off: int = 0
    settled: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def update_id(self) -> int | None:
        return self.content.update_id if isinstance(self.content, Update) else None

    def as_job(self, *, secret: bool) -> NewJob:
        """Return the job that keeps this update until it has been handled.

        Args:
            secret: what is written in it must not be kept: only this process can try it again.
        """
        raw = _unsaid(self.raw) if secret else self.raw
        return NewJob(JobKind.UPDATE, update_key(self.update_id), raw, self.person)


def parse_update(raw: Mapping[str, Any], bot: Bot) -> Incoming:
    """Make an update of what Telegram sent.

    Raises:
        Unparsable: with the class of the error alone, since its text repeats the update.
    """
    try:
        update = Update.model_validate(raw, context={"bot": bot})
        person = _person(update)
    except (ValidationError, UpdateTypeLookupError, AttributeError) as error:
        raise Unparsable(type(error).__name__) from None
    return Incoming(person, update, json.dumps(raw, ensure_ascii=False))


def parse_job(job: Job, bot: Bot) -> Incoming:
    """Make what a job keeps ready to be handled.

    Raises:
        Unparsable: a kept update no longer fits Telegram's types.
    """
    content = json.loads(job.payload)
    if job.kind is JobKind.UPDATE:
        incoming = parse_update(content, bot)
        incoming.job = job
        return incoming
    return Incoming(job.person or 0, Event(-job.id, content["kind"], content["data"]), job=job)


def update_key(update_id: object) -> str:
    """Return the dedupe key under which an update is kept as a job."""
    return f"update:{update_id}"


def poison_key(raw: object) -> str:
    """Return the dedupe key of an update that cannot be parsed: its id and its hash."""
    text = json.dumps(raw, sort_keys=True, default=str)
    update_id = raw.get("update_id") if isinstance(raw, Mapping) else None
    return f"poison:{update_id}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _unsaid(raw: str) -> str:
    """Leave of a message who sent it and an empty text, which no person can send."""
    update = json.loads(raw)
    for kind in MESSAGES & update.keys():
        envelope = {name: update[kind][name] for name in ENVELOPE if name in update[kind]}
        update[kind] = envelope | {"text": ""}
    return json.dumps(update, ensure_ascii=False)


def _person(update: Update) -> int:
    """Return the chat: in a private one its id is that of the person (Bot API, Chat)."""
    pressed = update.callback_query
    if pressed is None:
        return int(update.event.chat.id)  # type: ignore[attr-defined] # all allowed kinds have it
    return pressed.message.chat.id if pressed.message else pressed.from_user.id
