"""One attempt at one update or event: read, handle, flush, hand the replies to the sender."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from aiogram.types import Update

from bot.intake.incoming import Incoming, NotYet
from bot.meters import Meters
from bot.replies import Answer, Toast
from bot.sender import Sender
from bot.use_cases.ports.events import Event
from bot.use_cases.ports.jobs import JobState, NewJob
from storage.jobs import Jobs
from storage.unit_of_work import Conflict, UnitOfWork, Work, execute

TURNS_AT_MOST = 120
"""How often something is put off, about two minutes: more than a lease and all attempts take."""
log = structlog.get_logger("bot.intake")


class Handler(Protocol):
    """The conversation: decides what to say, records what to write, awaits no network."""

    async def update(self, update: Update, work: Work) -> Answer: ...

    async def event(self, event: Event, work: Work) -> Answer: ...

    def apology(self, work: Work) -> Answer: ...

    def awaits_secret(self, step: str | None) -> bool: ...


@dataclass(frozen=True, slots=True)
class Cycle:
    """Runs units of work."""

    units: UnitOfWork
    jobs: Jobs
    handler: Handler
    sender: Sender
    wake_worker: Callable[[], None]
    meters: Meters

    async def run(self, incoming: Incoming) -> None:
        """Handle once; what Telegram repeats, not having seen the acknowledgement, is skipped.

        Raises:
            Conflict: the conversation changed meanwhile; run again.
            NotYet: another process is not through with what was before.
        """
        work = await self.units.begin(incoming.person)
        if incoming.update_id in work.conversation.update_ids:
            await self._skip(incoming, work)
            return
        await self._require_turn(incoming, work)
        answer = await self._handle(incoming, work)
        if incoming.job is not None:
            work.record(self.jobs.finish(incoming.job))
        await self._flush(incoming, work, answer)
        self.meters.count_update(incoming.update_id, "done")
        _tell(incoming, work)

    async def as_job(self, incoming: Incoming) -> NewJob:
        """Make what keeps an update to be tried again; a typed secret stays in memory alone."""
        step = await self.units.conversations.step_of(incoming.person)
        return incoming.as_job(secret=self.handler.awaits_secret(step))

    async def apologise(self, incoming: Incoming, error: str) -> None:
        """Give up on what failed too often: the job is dead, the person is told."""
        work = await self.units.begin(incoming.person)
        if incoming.job is not None:
            work.record(self.jobs.finish(incoming.job, JobState.DEAD, error))
        await self._flush(incoming, work, self.handler.apology(work))

    async def bury(self, incoming: Incoming, error: str) -> None:
        """End the job of what can neither be handled nor apologised for."""
        await self._end_job(incoming, JobState.DEAD, error)

    async def _skip(self, incoming: Incoming, work: Work) -> None:
        """End what was committed before; its replies go out unless they have."""
        conversation = work.conversation
        if self.units.conversations.is_mine(conversation):
            self.sender.put(incoming.person, conversation.unsent, conversation.prompt)
        self._answer_button(incoming, Toast())
        await self._end_job(incoming, JobState.DONE)
        incoming.settled.set()
        self.meters.count_update(incoming.update_id, "duplicate")

    async def _require_turn(self, incoming: Incoming, work: Work) -> None:
        """What a person did before is handled and answered first, whichever process has it."""
        held = self.units.conversations.is_held(work.conversation)
        if not held and not await self.jobs.has_earlier(incoming.person, incoming.job):
            return
        if incoming.put_off < TURNS_AT_MOST:
            raise NotYet
        log.warning("went ahead of another process", person=incoming.person)

    async def _end_job(
        self, incoming: Incoming, state: JobState, error: str | None = None
    ) -> None:
        if incoming.job is None:
            return
        with suppress(Conflict):  # another process has it: then it ends there
            end = self.jobs.finish(incoming.job, state, error)
            await execute(self.jobs.database, [end])

    async def _handle(self, incoming: Incoming, work: Work) -> Answer:
        content = incoming.content
        if isinstance(content, Event):
            return await self.handler.event(content, work)
        return await self.handler.update(content, work)

    async def _flush(self, incoming: Incoming, work: Work, answer: Answer) -> None:
        chat_id = incoming.person
        replies = await self.units.flush(
            work,
            answer.replies,
            update_id=incoming.update_id,
            sent=self.sender.sent(chat_id),
        )
        incoming.settled.set()
        if work.writes:
            self.wake_worker()
        self._answer_button(incoming, answer.toast)
        self.sender.put(chat_id, replies, work.conversation.prompt)

    def _answer_button(self, incoming: Incoming, toast: Toast) -> None:
        content = incoming.content
        if isinstance(content, Update) and content.callback_query is not None:
            self.sender.answer(content.callback_query.id, toast)


def _tell(incoming: Incoming, work: Work) -> None:
    """Whoever helps a person finds here what was heard, and where it has led."""
    content = incoming.content
    what = content.kind if isinstance(content, Event) else content.event_type
    before, now = work.conversation.step, work.step
    log.info("handled", person=incoming.person, what=what, step=before, then=now)
