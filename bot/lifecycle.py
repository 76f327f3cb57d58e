"""Start in the right order, run, stop without losing anything."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

import structlog
from aiogram.exceptions import AiogramError

from bot.core import Core
from storage.conversations import LEASE
from storage.engine import DatabaseAway
from storage.instance import Place, only_instance
from storage.key_check import check_keys
from storage.migrate import migrate

STOP_SECONDS = 10.0
"""How long a stop waits for what is under way."""
KEEP_SECONDS = 15.0
"""How often the only process looks whether it still is."""
log = structlog.get_logger("bot")


class Source(Protocol):
    """Where updates come from."""

    async def run(self) -> None:
        """Take updates in until cancelled."""
        ...

    async def acknowledge(self) -> None:
        """Tell Telegram what is finished, as the last act."""
        ...


async def serve(
    core: Core,
    source: Source,
    stop: asyncio.Event,
    background: Sequence[Callable[[], Coroutine[Any, Any, None]]] = (),
    *,
    alone: bool,
) -> None:
    """Run until `stop` is set or a part fails for good.

    Args:
        background: what else runs all the time once the database is ready.
        alone: no other process may use the database, so whatever another one held is free.
    """
    async with _prepared(core, alone=alone) as place, asyncio.TaskGroup() as group:
        sending = group.create_task(core.sender.run(), name="sender")
        await core.sender.resume(alone=alone)
        await core.worker.resume()
        core.intake.open.set()
        working = group.create_task(core.worker.run(), name="worker")
        taking = group.create_task(source.run(), name="source")
        others = [group.create_task(one()) for one in background]
        beside_others = _keep_place(place) if place else _share_replies(core)
        others.append(group.create_task(beside_others))
        await stop.wait()
        log.info("stopping")
        core.intake.open.clear()
        taking.cancel()
        await _wind_up(core, source)
        working.cancel()
        sending.cancel()
        for other in others:
            other.cancel()


async def _share_replies(core: Core) -> None:
    """Keep what this process says, and say what one that died beside it has left unsaid."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 3)
        try:
            await core.store.conversations.renew()
            await core.sender.resume(alone=False)
        except DatabaseAway as error:
            log.error("database away", error=str(error))


async def _keep_place(place: Place) -> None:
    """A restarted server forgets whose the place is: take it anew before somebody else does."""
    while True:
        await asyncio.sleep(KEEP_SECONDS)
        try:
            await place.keep()
        except DatabaseAway as error:
            log.error("database away", error=str(error))


@asynccontextmanager
async def _prepared(core: Core, *, alone: bool) -> AsyncIterator[Place | None]:
    """Give the place of the only process; None where several share the work."""
    store = core.store
    try:
        if not alone:
            await _open(core)
            yield None
            return
        async with only_instance(store.database) as place:
            await _open(core)
            await store.jobs.expire_leases()
            yield place
    finally:
        await core.bot.session.close()
        await store.database.close()


async def _open(core: Core) -> None:
    await migrate(core.store.database)
    await check_keys(core.store.database, core.store.keys)


async def _wind_up(core: Core, source: Source) -> None:
    await core.worker.stop(STOP_SECONDS)
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await core.queues.idle()
            with suppress(AiogramError, OSError, TypeError):  # Telegram is away: it repeats them
                await source.acknowledge()
    except TimeoutError:
        log.warning("stopped with work under way; the next start goes on with it")
    await core.queues.stop()
    await core.sender.stop(STOP_SECONDS)
