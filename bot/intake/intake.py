"""Takes raw updates and kept jobs in, whichever way they arrive."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiogram import Bot

from bot.intake.incoming import Incoming, Unparsable, parse_job, parse_update, poison_key
from bot.intake.queues import PersonQueues
from bot.meters import Meters
from bot.use_cases.ports.jobs import Job, JobState
from storage.jobs import Jobs
from storage.unit_of_work import execute

log = structlog.get_logger("bot.intake")


class Closed(Exception):
    """Deliveries are not welcome just now."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Puts everything into its person's queue; an update nobody can parse is buried.

    Attributes:
        open: set while deliveries are welcome: not before the unsent is resumed, not at the end.
    """

    bot: Bot
    queues: PersonQueues
    jobs: Jobs
    meters: Meters
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, raw: Mapping[str, Any]) -> Incoming | None:
        """Queue one raw update, unless it is under way; return what will be settled.

        None means that it could not be parsed and is a dead job now.
        """
        try:
            incoming = parse_update(raw, self.bot)
        except Unparsable as error:
            await self.jobs.bury(poison_key(raw), None, str(error))
            self._report(raw.get("update_id"), error)
            return None
        under_way = self.queues.find(incoming.update_id)
        if under_way is not None:
            return under_way
        if incoming.person < 0:  # a group or channel (Bot API, Chat): no place for personal data
            incoming.settled.set()
        else:
            self.queues.put(incoming)
        return incoming

    async def take_and_settle(self, raw: Mapping[str, Any]) -> None:
        """Return when Telegram may forget the update: the webhook's way.

        Raises:
            Closed: the process is starting or stopping; Telegram delivers again.
        """
        if not self.open.is_set():
            raise Closed
        incoming = await self.take(raw)
        if incoming is not None:
            await incoming.settled.wait()

    async def take_job(self, job: Job) -> None:
        """Queue an event, or an update that a former process could not finish."""
        try:
            self.queues.put(parse_job(job, self.bot))
        except Unparsable as error:
            buried = self.jobs.finish(job, JobState.DEAD, str(error))
            await execute(self.jobs.database, [buried])
            self._report(job.dedupe_key, error)

    def _report(self, update: object, error: Unparsable) -> None:
        self.meters.updates.labels("dead").inc()
        log.error("unparsable update", update=update, error=str(error))
