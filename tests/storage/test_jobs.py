"""Guards the one durable queue: nothing is done twice by two workers, nothing is forgotten."""

from datetime import timedelta

import pytest

from bot.use_cases.ports.jobs import Job, JobKind, JobState, NewJob
from storage.engine import Database
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.unit_of_work import Conflict, execute
from tests.conftest import FakeClock


@pytest.fixture
def queue(database: Database, keys: Keyring, clock: FakeClock) -> Jobs:
    return Jobs(database, keys, clock, owner="one")


@pytest.fixture
def other_process(database: Database, keys: Keyring, clock: FakeClock) -> Jobs:
    return Jobs(database, keys, clock, owner="two")


async def leave(queue: Jobs, key: str = "sms:1", payload: str = "{}") -> None:
    job = NewJob(JobKind.SMS, key, payload, person=7)
    await execute(queue.database, [queue.add(job)])


async def only(queue: Jobs) -> Job:
    [job] = await queue.take(10)
    return job


async def test_a_job_is_taken_with_what_was_left(queue: Jobs) -> None:
    await leave(queue, payload='{"text": "Привет"}')
    job = await only(queue)
    assert (job.kind, job.person, job.payload) == (JobKind.SMS, 7, '{"text": "Привет"}')
    assert (job.attempts, job.resumed) == (1, False)


async def test_a_second_job_under_the_same_key_is_dropped(queue: Jobs) -> None:
    await leave(queue, payload='"first"')
    await leave(queue, payload='"second"')
    assert (await only(queue)).payload == '"first"'


async def test_a_taken_job_is_not_given_to_another_process(
    queue: Jobs, other_process: Jobs
) -> None:
    await leave(queue)
    await only(queue)
    assert await other_process.take(10) == []


async def test_a_job_waits_for_its_time(queue: Jobs, clock: FakeClock) -> None:
    later = clock.now + timedelta(minutes=5)
    job = NewJob(JobKind.EVENT, "reminder:7", "{}", not_before=later)
    await execute(queue.database, [queue.add(job)])
    assert await queue.take(10) == []
    clock.passes(minutes=5)
    assert (await only(queue)).dedupe_key == "reminder:7"


async def test_a_job_of_a_dead_process_is_taken_over_after_its_lease(
    queue: Jobs, other_process: Jobs, clock: FakeClock
) -> None:
    await leave(queue)
    await only(queue)
    clock.passes(minutes=2)
    job = await only(other_process)
    assert (job.resumed, job.attempts) == (True, 2)


async def test_a_renewed_lease_is_not_taken_over(
    queue: Jobs, other_process: Jobs, clock: FakeClock
) -> None:
    await leave(queue)
    await only(queue)
    clock.passes(seconds=50)
    await queue.renew()
    clock.passes(seconds=50)
    assert await other_process.take(10) == []


async def test_leases_end_at_once_when_nobody_else_can_be_alive(
    queue: Jobs, other_process: Jobs
) -> None:
    await leave(queue)
    await only(queue)
    await other_process.expire_leases()
    assert (await only(other_process)).resumed


async def test_a_process_that_lost_its_lease_cannot_end_the_job(
    queue: Jobs, other_process: Jobs, clock: FakeClock
) -> None:
    await leave(queue)
    job = await only(queue)
    clock.passes(minutes=2)
    await only(other_process)
    with pytest.raises(Conflict):
        await execute(queue.database, [queue.finish(job)])


async def test_an_ended_job_is_gone_and_its_key_stays_known(queue: Jobs) -> None:
    await leave(queue)
    await execute(queue.database, [queue.finish(await only(queue), JobState.UNCERTAIN)])
    await leave(queue)
    assert await queue.take(10) == []


async def test_a_job_put_back_comes_again_later(queue: Jobs, clock: FakeClock) -> None:
    await leave(queue)
    later = clock.now + timedelta(seconds=30)
    await execute(queue.database, [queue.put_back(await only(queue), later, "SmsRefused")])
    assert await queue.take(10) == []
    clock.passes(seconds=30)
    assert (await only(queue)).attempts == 2


async def test_only_the_kinds_asked_for_are_taken(queue: Jobs) -> None:
    await leave(queue)
    assert await queue.take(10, [JobKind.EVENT]) == []
    assert len(await queue.take(10, [JobKind.SMS])) == 1


async def test_an_update_is_held_under_a_lease_from_the_start(
    queue: Jobs, other_process: Jobs
) -> None:
    held = await queue.hold(NewJob(JobKind.UPDATE, "update:5", "{}", person=7))
    assert held is not None
    assert await other_process.take(10) == []
    await execute(queue.database, [queue.finish(held)])


async def test_a_buried_update_is_never_taken(queue: Jobs) -> None:
    await queue.bury("poison:5:abc", None, "ValidationError")
    await queue.bury("poison:5:abc", None, "ValidationError")
    assert await queue.take(10) == []


async def test_a_job_whose_key_is_gone_stops_no_other_job(
    queue: Jobs, database: Database, clock: FakeClock
) -> None:
    foreign = Jobs(database, Keyring.of([b"f" * 32]), clock, owner="two")
    await leave(foreign, "sms:foreign")
    await leave(queue, "sms:own")
    assert [job.dedupe_key for job in await queue.take(10)] == ["sms:own"]
    clock.passes(minutes=5)
    assert await foreign.take(10, [JobKind.EVENT]) == []


async def test_a_late_renewal_gives_a_process_none_of_its_own_jobs_twice(
    queue: Jobs, clock: FakeClock
) -> None:
    await leave(queue)
    await only(queue)
    clock.passes(minutes=5)
    assert await queue.take(10) == []


async def test_an_update_held_twice_stays_in_the_same_hands(queue: Jobs) -> None:
    job = NewJob(JobKind.UPDATE, "update:5", "{}", person=7)
    first, second = await queue.hold(job), await queue.hold(job)
    assert first is not None
    assert second is not None
    assert first.id == second.id
