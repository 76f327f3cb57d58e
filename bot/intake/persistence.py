"""How often something is tried: conflicts at once, an absent database for ever, faults five times.

At its first fault an update is kept as a job, so that Telegram may forget it and nobody else
waits for it; its own person's queue waits while it is tried again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import chain, repeat

import structlog

from bot.intake.cycle import Cycle
from bot.intake.incoming import Incoming, NotYet
from bot.meters import Meters
from storage.engine import DatabaseAway
from storage.jobs import Jobs
from storage.unit_of_work import Conflict

PEOPLE_AT_ONCE = 64
CONFLICTS_AT_MOST = 20
log = structlog.get_logger("bot.intake")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds between attempts."""

    after_fault: tuple[float, ...] = (1, 3, 6, 9, 11)
    database_away: tuple[float, ...] = (0.2, 0.5, 1, 2, 5)


@dataclass(frozen=True, slots=True)
class Persistence:
    """Carries out what comes in until it is settled for good."""

    cycle: Cycle
    jobs: Jobs
    meters: Meters
    patience: Patience = Patience()
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PEOPLE_AT_ONCE))

    async def carry_out(self, incoming: Incoming) -> None:
        """Return when nothing is left to be done.

        Raises:
            NotYet: what was before this is with another process; nothing was done.
        """
        for delay in chain(self.patience.after_fault, (None,)):
            error = await self._attempt(incoming)
            if error is None:
                return
            if delay is None:
                await self._give_up(incoming, error)
                return
            await self._keep(incoming)
            self.meters.count_update(incoming.update_id, "retried")
            await asyncio.sleep(delay)

    async def _attempt(self, incoming: Incoming) -> str | None:
        """Return the class of the fault, None when it went well."""
        try:
            await self._until_database(lambda: self._run(incoming))
        except NotYet:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a handler raises must hold up nobody else
            name = type(error).__name__
            log.error("handling failed", update=incoming.update_id, error=name, at=_place(error))
            return name
        return None

    async def _run(self, incoming: Incoming) -> None:
        await self._despite_conflicts(lambda: self.cycle.run(incoming))

    async def _despite_conflicts(self, act: Callable[[], Awaitable[None]]) -> None:
        for attempt in range(CONFLICTS_AT_MOST):
            try:
                async with self._places:
                    await act()
            except Conflict:
                if attempt + 1 == CONFLICTS_AT_MOST:
                    raise
            else:
                return

    async def _keep(self, incoming: Incoming) -> None:
        """Make a job of it; if that cannot be, Telegram keeps it a little longer."""

        async def hold() -> None:
            if incoming.job is None:
                incoming.job = await self.jobs.hold(await self.cycle.as_job(incoming))
            incoming.settled.set()

        try:
            await self._until_database(hold)
        except Exception as error:  # noqa: BLE001 - the attempts go on all the same
            log.error("not kept", update=incoming.update_id, error=type(error).__name__)

    async def _give_up(self, incoming: Incoming, error: str) -> None:
        self.meters.count_update(incoming.update_id, "dead")
        log.critical("given up", update=incoming.update_id, person=incoming.person, error=error)
        try:
            await self._until_database(lambda: self._apologise(incoming, error))
        except Exception as fault:  # noqa: BLE001 - even a conversation that cannot be read ends
            log.critical("no apology", person=incoming.person, error=type(fault).__name__)
            await self._until_database(lambda: self.cycle.bury(incoming, error))
        incoming.settled.set()

    async def _apologise(self, incoming: Incoming, error: str) -> None:
        await self._despite_conflicts(lambda: self.cycle.apologise(incoming, error))

    async def _until_database(self, act: Callable[[], Awaitable[None]]) -> None:
        delays = self.patience.database_away
        for delay in chain(delays, repeat(delays[-1])):
            try:
                await act()
            except DatabaseAway as error:
                log.error("database away", error=str(error), retry_in=delay)
                await asyncio.sleep(delay)
            else:
                return


def _place(error: BaseException) -> str:
    """Name file and line of an error; its text might repeat what a person wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    code = trace.tb_frame.f_code
    return f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}"
