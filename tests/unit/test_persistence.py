"""Updates that arrive twice or fail: what is kept of them, what is counted, who waits."""

import asyncio

import pytest

from bot.intake import polling
from bot.intake.persistence import Patience
from bot.intake.polling import Polling
from bot.sender import results
from bot.use_cases.ports.jobs import Job, JobKind
from storage.engine import Database
from storage.jobs import LEASE, Jobs
from storage.keys import Keyring
from tests.conftest import FakeClock
from tests.machine import ANNA, Machine, SmallTalk, machine, raw_update

ENDLESS = Patience(after_fault=(3600,))


@pytest.fixture(autouse=True)
def _quick_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "BATCH_SECONDS", 0.01)


async def kept_job(process: Machine, clock: FakeClock) -> Job:
    """Take over the one update that the process keeps."""
    store = process.core.store
    clock.passes(seconds=LEASE.total_seconds())
    [job] = await Jobs(store.database, store.keys, clock, "heir").take(2, [JobKind.UPDATE])
    return job


async def anything_is_handled(process: Machine) -> None:
    async with asyncio.timeout(10):
        while not process.talk.handled:  # noqa: ASYNC110 - the conversation tells nobody
            await asyncio.sleep(0.001)


async def test_a_failed_update_is_kept_as_it_was(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    talk = SmallTalk(failing={"Иванова"})
    async with machine(database, keys, clock, talk=talk, patience=ENDLESS) as process:
        await process.receives(1, "Иванова")
        assert "Иванова" in (await kept_job(process, clock)).payload


async def test_a_typed_secret_is_not_kept_but_asked_for_again(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    talk = SmallTalk(failing={"836104"})
    async with machine(database, keys, clock, talk=talk, patience=ENDLESS) as process:
        await process.receives(1, "at pin")
        await process.receives(2, "836104")
        assert "836104" not in (await kept_job(process, clock)).payload
    clock.passes(seconds=LEASE.total_seconds())
    async with machine(database, keys, clock) as heir:
        await anything_is_handled(heir)
        await heir.is_through()
        assert heir.talk.handled == [""]


async def test_a_typed_secret_is_tried_again_while_it_is_in_memory(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    talk = SmallTalk(failing={"836104"})
    async with machine(database, keys, clock, talk=talk) as process:
        await process.receives(1, "at pin")
        await process.receives(2, "836104")
        talk.failing.clear()
        await process.is_through()
        assert process.wire.heard_by(ANNA)[-1] == "эхо: 836104"


async def test_an_update_delivered_again_while_it_is_under_way_is_handled_once(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    talk = SmallTalk()
    talk.open.clear()
    async with machine(database, keys, clock, talk=talk) as process:
        deliveries = [asyncio.create_task(process.receives(1, "привет")) for _ in range(3)]
        await asyncio.sleep(0)
        talk.open.set()
        await asyncio.gather(*deliveries)
        await process.is_through()
        assert talk.handled == ["привет"]
        assert process.counted("bot_updates_total", outcome="duplicate") == 0


async def test_an_update_without_a_number_is_buried_and_stops_no_other(
    database: Database, keys: Keyring, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "FAULT_PAUSE_SECONDS", 0)
    async with machine(database, keys, clock) as process:
        nameless = {"message": raw_update(1, "кто я?")["message"]}
        process.wire.polled = [[nameless, raw_update(2, "привет")]]
        source = Polling(process.core.bot, process.core.intake, lambda: None)
        polls = asyncio.create_task(source.run())
        await anything_is_handled(process)
        polls.cancel()
        await process.is_through()
        assert process.talk.handled == ["привет"]
        assert process.counted("bot_updates_total", outcome="dead") == 1


async def test_updates_are_counted_by_what_came_of_them(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    talk = SmallTalk(failing={"сбой"})
    async with machine(database, keys, clock, talk=talk) as process:
        await process.receives(1, "привет")
        await process.is_through()
        await process.receives(1, "привет")
        await process.receives(2, "сбой")
        await process.is_through()
        outcomes = ("done", "duplicate", "retried", "dead")
        counts = [process.counted("bot_updates_total", outcome=one) for one in outcomes]
        assert counts == [1, 1, 5, 1]
        assert process.wire.heard_by(ANNA) == ["эхо: привет", "простите"]
        assert process.counted("bot_replies_total", result="sent") == 2
        assert process.counted("bot_queue_depth") == 0
