"""Once a minute: have silent drafts wiped, count jobs; once a day: delete what nobody needs."""

import asyncio
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.limits import Limits
from bot.meters import Meters
from bot.upkeep.retention import horizon
from bot.use_cases.ports.jobs import JobKind, NewJob
from storage.engine import DatabaseAway
from storage.housekeeping import Housekeeping, Silent
from storage.jobs import Jobs
from storage.unit_of_work import execute

ROUND_SECONDS = 60.0
DAY, TOLERATED = timedelta(days=1), timedelta(hours=1)
TOLERATED_AT_START = timedelta(days=7)
"""A bot may have been stopped, or nobody may have written, for so long."""
log = structlog.get_logger("bot.upkeep.housekeeper")


@dataclass(slots=True)
class Housekeeper:
    """Works in the background of one process; several do no harm to each other.

    A wall clock that was set forward makes everything look old: then nothing is deleted for a
    day, so that somebody can set it right before the counters of attempts are gone. At a start
    only what was written last tells.
    """

    housekeeping: Housekeeping
    jobs: Jobs
    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    limits: Limits
    due: asyncio.Event
    meters: Meters
    _looked: tuple[datetime, float] | None = None
    _pruned: float | None = None
    _emptied: float | None = None
    _held_until: float = -math.inf

    async def run(self) -> None:
        """Make rounds until cancelled."""
        while True:
            try:
                await self.round()
            except DatabaseAway as error:
                log.error("database away", error=str(error))
            await asyncio.sleep(ROUND_SECONDS)

    async def round(self) -> None:
        """Look once."""
        if not await self._is_held():
            await self._end_silent()
            await self._prune_daily()
        await self._empty_log_daily()
        self.meters.show_stored(await self.housekeeping.jobs_by_state())

    async def _is_held(self) -> bool:
        """Whether the clock was set forward less than a day ago."""
        now, moment = self.clock(), self.monotonic()
        if await self._has_jumped(now, moment):
            log.warning("clock set forward, nothing is deleted for a day")
            self._held_until = moment + DAY.total_seconds()
        self._looked = now, moment
        return moment < self._held_until

    async def _end_silent(self) -> None:
        lifetime = timedelta(hours=self.limits.draft_hours)
        silent = await self.housekeeping.silent_since(self.clock() - lifetime)
        if silent:
            await execute(self.jobs.database, [self.jobs.add(_lapse(one)) for one in silent])
            self.due.set()

    async def _prune_daily(self) -> None:
        moment = self.monotonic()
        if _is_day_old(self._pruned, moment):
            await self.housekeeping.prune(horizon(self.clock(), self.limits))
            self._pruned = moment

    async def _empty_log_daily(self) -> None:
        """Whoever was forgotten is gone from the file, too, within a day (152-ФЗ)."""
        moment = self.monotonic()
        if _is_day_old(self._emptied, moment) and await self.jobs.database.empty_log():
            self._emptied = moment

    async def _has_jumped(self, now: datetime, moment: float) -> bool:
        """Whether the wall clock ran ahead of the time that has passed since the last round."""
        if self._looked is None:
            last = await self.housekeeping.last_activity()
            return last is not None and now - last > TOLERATED_AT_START
        then, earlier = self._looked
        return now - then - timedelta(seconds=moment - earlier) > TOLERATED


def _is_day_old(then: float | None, now: float) -> bool:
    return then is None or now - then >= DAY.total_seconds()


def _lapse(silent: Silent) -> NewJob:
    payload = json.dumps({"kind": "lapsed", "data": {"version": silent.version}})
    key = f"lapsed:{silent.chat_id}:{silent.version}"
    return NewJob(JobKind.EVENT, key, payload, silent.chat_id)
