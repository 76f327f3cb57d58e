"""Several processes share a database: what a person did and was promised keeps its order."""

import asyncio
from datetime import timedelta

import pytest

from bot.replies import NumberedReply
from bot.sender import results
from bot.use_cases.ports.jobs import JobKind, NewJob
from storage.conversations import LEASE, Conversations
from storage.engine import Database
from storage.jobs import LEASE as JOB_LEASE
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.sent import Sent
from storage.unit_of_work import UnitOfWork, execute
from tests.conftest import FakeClock
from tests.machine import ANNA, BORIS, machine, note, raw_update

HELLO = note("Здравствуйте")


@pytest.fixture(autouse=True)
def _quick_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "BATCH_SECONDS", 0.01)


@pytest.fixture
def other(database: Database, keys: Keyring, clock: FakeClock) -> Conversations:
    """Give the conversations as another process sees them."""
    return Conversations(database, keys, clock, owner="other")


@pytest.fixture
def other_jobs(database: Database, keys: Keyring, clock: FakeClock) -> Jobs:
    return Jobs(database, keys, clock, owner="other")


async def promise(other: Conversations, update_id: int = 1) -> None:
    """Let the other process commit a greeting that it has not sent."""
    units = UnitOfWork(other.database, other)
    await units.flush(await units.begin(ANNA), [HELLO], update_id=update_id)


def kept(update_id: int, text: str) -> NewJob:
    raw = str(raw_update(update_id, text)).replace("'", '"').replace("False", "false")
    return NewJob(JobKind.UPDATE, f"update:{update_id}", raw, ANNA)


async def test_the_next_process_says_first_what_a_dead_one_left_unsaid(
    database: Database, keys: Keyring, clock: FakeClock, other: Conversations
) -> None:
    await promise(other)
    clock.passes(seconds=LEASE.total_seconds())
    async with machine(database, keys, clock) as process:
        await process.receives(2, "привет")
        await process.is_through()
        assert process.wire.heard_by(ANNA) == ["Здравствуйте", "эхо: привет"]
        assert (await other.load(ANNA)).unsent == ()


async def test_what_a_living_process_still_says_is_waited_for_and_not_repeated(
    database: Database, keys: Keyring, clock: FakeClock, other: Conversations
) -> None:
    await promise(other)
    async with machine(database, keys, clock) as process:
        waiting = asyncio.create_task(process.receives(2, "привет"))
        await process.receives(3, "привет", BORIS)
        assert not waiting.done()
        await other.note([Sent(ANNA, 1)])
        await waiting
        await process.is_through()
        assert process.wire.heard_by(ANNA) == ["эхо: привет"]


async def test_what_a_process_has_queued_itself_is_said_once(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    async with machine(database, keys, clock) as process:
        process.wire.open.clear()
        await process.receives(1, "раз")
        await process.receives(2, "два")
        process.wire.open.set()
        await process.is_through()
        assert process.wire.heard_by(ANNA) == ["эхо: раз", "эхо: два"]


async def test_a_repeated_update_brings_the_answer_whose_commit_seemed_to_fail(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    async with machine(database, keys, clock) as process:
        await promise(process.core.store.conversations, update_id=5)
        await process.receives(5, "привет")
        await process.is_through()
        assert process.wire.heard_by(ANNA) == ["Здравствуйте"]


async def test_a_failed_update_at_another_process_comes_before_the_next_one(
    database: Database, keys: Keyring, clock: FakeClock, other_jobs: Jobs
) -> None:
    held = await other_jobs.hold(kept(1, "раз"))
    assert held is not None
    async with machine(database, keys, clock) as process:
        waiting = asyncio.create_task(process.receives(2, "два"))
        await process.receives(3, "привет", BORIS)
        assert not waiting.done()
        await execute(database, [other_jobs.finish(held)])
        await waiting
        assert process.talk.handled == ["привет", "два"]


async def test_a_failed_update_of_a_dead_process_is_handled_before_the_next_one(
    database: Database, keys: Keyring, clock: FakeClock, other_jobs: Jobs
) -> None:
    await other_jobs.hold(kept(1, "раз"))
    async with machine(database, keys, clock) as process:
        later = [asyncio.create_task(process.receives(2, "два"))]
        later.append(asyncio.create_task(process.receives(3, "три")))
        await process.receives(4, "привет", BORIS)
        clock.passes(seconds=JOB_LEASE.total_seconds())
        process.core.worker.due.set()
        await asyncio.gather(*later)
        await process.is_through()
        assert process.wire.heard_by(ANNA) == ["эхо: раз", "эхо: два", "эхо: три"]


async def test_only_what_a_dead_process_left_is_adopted(
    database: Database, keys: Keyring, clock: FakeClock, other: Conversations
) -> None:
    mine = Conversations(database, keys, clock, owner="mine")
    await promise(other)
    clock.passes(seconds=20)
    await other.renew()
    clock.passes(seconds=20)
    assert await mine.adopt(alone=False) == []
    clock.passes(seconds=10)
    [adopted] = await mine.adopt(alone=False)
    assert adopted.unsent == (NumberedReply(1, HELLO),)
    assert await mine.adopt(alone=False) == []
    assert await other.adopt(alone=False) == []


async def test_the_only_process_adopts_at_once(
    database: Database, keys: Keyring, clock: FakeClock, other: Conversations
) -> None:
    await promise(other)
    mine = Conversations(database, keys, clock, owner="mine")
    [adopted] = await mine.adopt(alone=True)
    assert adopted.chat_id == ANNA
    assert await mine.adopt(alone=True) == []


async def test_a_process_that_stops_leaves_its_replies_to_the_others(
    database: Database, keys: Keyring, clock: FakeClock, other: Conversations
) -> None:
    async with machine(database, keys, clock) as process:
        await promise(process.core.store.conversations)
    [adopted] = await other.adopt(alone=False)
    assert adopted.chat_id == ANNA


async def test_an_adopted_conversation_is_read_again_by_who_was_about_to_write(
    database: Database, keys: Keyring, clock: FakeClock, other: Conversations
) -> None:
    await promise(other)
    clock.passes(seconds=LEASE.total_seconds())
    mine = Conversations(database, keys, clock, owner="mine")
    before = await mine.load(ANNA)
    await Conversations(database, keys, clock, owner="third").adopt(alone=False)
    assert not mine.is_held(before)
    after = await mine.load(ANNA)
    assert mine.is_held(after)
    assert after.version == before.version + 1
    assert after.lease_until == clock.now + timedelta(seconds=30)
