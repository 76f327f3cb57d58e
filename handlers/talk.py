"""One update as handlers see it: the draft, today's date, and what to remember."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from bot.domain.moscow import today
from bot.form.desk import Awaited
from bot.form.draft import Draft
from bot.form.journey import Journey
from bot.form.order import next_step
from bot.form.step import StepId
from bot.form.steps import step_row
from bot.use_cases.ports.storage import Recorder, Write


class Work(Recorder, Protocol):
    """The unit of work as the conversation uses it: state in, state out."""

    step: str | None
    draft: str | None

    @property
    def chat_id(self) -> int: ...

    @property
    def prompt_id(self) -> int | None: ...

    @property
    def version(self) -> int: ...


@dataclass(slots=True)
class Talk:
    """What a handler may read and change.

    Attributes:
        cause: number of the update, under which attempts are charged.
        asked: the step that was last asked, None in a new conversation.
        prompt_id: the message that carries the current question.
        version: counts the updates of this conversation.
        record: takes writes for the flush.
        remember: marks a message of a chat as one that goes with the draft.
        awaited: what a menu has asked for, until this update.
        decision: a checked file that waits for its button beside the draft.
        journey: how far the registration had come before this update.
    """

    chat_id: int
    cause: int
    now: datetime
    draft: Draft = field(repr=False)
    asked: StepId | None
    prompt_id: int | None
    version: int
    record: Recorder = field(repr=False)
    remember: Callable[[int, int], Write] = field(repr=False)
    awaited: Awaited | None = field(default=None, repr=False)
    decision: Awaited | None = field(default=None, repr=False)
    journey: Journey | None = None

    @property
    def today(self) -> date:
        return today(self.now)

    @property
    def due(self) -> StepId | None:
        """The step that awaits something now."""
        return next_step(self.draft)

    @property
    def begun(self) -> bool:
        """Whether anything would be lost by starting anew."""
        return StepId.CONSENT in self.draft.passed or self.draft.adding is not None

    @property
    def secret(self) -> bool:
        """Whether what is typed now may be a password."""
        due = self.due
        return due is not None and step_row(due).secret

    def hear(self) -> None:
        """Let what comes now be the answer that a menu awaits, if any."""
        self.awaited = self.draft.desk
        self.await_nothing()

    def await_nothing(self) -> None:
        self.draft = replace(self.draft, desk=None)

    def await_at_desk(self, awaited: Awaited) -> None:
        """Take the next message as what a menu asks for."""
        self.draft = replace(self.draft, desk=awaited)

    def keep_private(self, message_id: int) -> None:
        """Have a message of the chat deleted together with the draft."""
        self.record.record(self.remember(self.chat_id, message_id))
