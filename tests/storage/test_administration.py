"""Pauses, counts of jobs and looking people up, on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from bot.domain.allowance import Allowance
from bot.domain.pin import PinChallenge
from bot.form.draft import Draft
from bot.use_cases.ports.charges import Charge, LimitReached, Rule
from bot.use_cases.ports.job_board import DeadJobs
from bot.use_cases.ports.jobs import JobKind, JobState, NewJob
from bot.use_cases.ports.people import Group, Stage
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.registry import RegistryRow
from storage.charges import StoredCharges
from storage.conversations import Conversations
from storage.engine import Database
from storage.job_board import StoredJobBoard
from storage.jobs import Jobs
from storage.keys import Keyring
from storage.pauses import StoredPauses
from storage.people import StoredPeople
from storage.phone_requests import StoredPhoneRequests
from storage.pins import StoredPins
from storage.probe import StoredProbe
from storage.registry_import import StoredRegistryIntake
from storage.tables import account_insured, accounts, consents
from storage.unit_of_work import Conflict, UnitOfWork, execute
from tests.conftest import FakeClock
from tests.unit.registry_samples import good

ANNA, BORIS = 42, 43
PHONE = "+79000000001"


@pytest.fixture
def people(database: Database, keys: Keyring, clock: FakeClock) -> StoredPeople:
    return StoredPeople(database, keys, Conversations(database, keys, clock, "one"), clock)


@pytest.fixture
async def rows(database: Database, keys: Keyring, clock: FakeClock) -> tuple[int, ...]:
    """Give rows of one policy: two with the same phone, one with another, one that is over."""
    return await store(
        (database, keys, clock),
        [
            good(2),
            good(3, GIVEN_NAME="Анна"),
            good(4, GIVEN_NAME="Инна", PHONE="+7 900 000-00-09"),
            good(5, GIVEN_NAME="Римма", PHONE="", VALID_FROM="01.01.2025", VALID_TO="31.12.2025"),
        ],
    )


async def store(
    into: tuple[Database, Keyring, FakeClock], rows: Sequence[RegistryRow]
) -> tuple[int, ...]:
    return tuple(sorted((await StoredRegistryIntake(*into).store(rows)).ids))


async def test_the_last_pause_counts_and_ends_once(database: Database, clock: FakeClock) -> None:
    pauses = StoredPauses(database, clock)
    assert await pauses.current() is None
    with pytest.raises(Conflict):
        await execute(database, [pauses.end()])
    await execute(database, pauses.begin("Скоро вернёмся", 9001))
    clock.passes(minutes=1)
    await execute(database, pauses.begin("Вернёмся к 15:00", 9002))
    running = await pauses.current()
    assert running is not None
    assert (running.text, running.by, running.since) == ("Вернёмся к 15:00", 9002, clock())
    await execute(database, [pauses.end()])
    assert await pauses.current() is None


async def test_jobs_are_counted_by_state_and_reason(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    jobs, board = Jobs(database, keys, clock, "one"), StoredJobBoard(database, clock)
    began = clock()
    later = NewJob(JobKind.SMS, "later", "{}", not_before=began + timedelta(hours=1))
    await execute(database, [jobs.add(NewJob(JobKind.FILE, "file", "{}")), jobs.add(later)])
    await jobs.bury("poison:1", None, "ValidationError")
    await jobs.bury("poison:2", None, "ValidationError")
    clock.passes(minutes=5)
    seen = await board.look()
    assert seen.by_state == {JobState.WAITING: 2, JobState.DEAD: 2}
    assert seen.overdue_since == began
    assert seen.dead == (DeadJobs("update", "ValidationError", 2),)


async def test_a_file_is_open_for_its_chat_and_not_for_ever(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    jobs, board = Jobs(database, keys, clock, "one"), StoredJobBoard(database, clock)
    before = clock() - timedelta(seconds=1)
    assert not await board.is_open(JobKind.FILE, 7, before)
    await execute(database, [jobs.add(NewJob(JobKind.FILE, "file", "{}", person=7))])
    assert await board.is_open(JobKind.FILE, 7, before)
    assert not await board.is_open(JobKind.FILE, 8, before)
    assert not await board.is_open(JobKind.SMS, 7, before)
    assert not await board.is_open(JobKind.FILE, 7, clock())
    [file] = await jobs.take(1)
    assert await board.is_open(JobKind.FILE, 7, before)
    await execute(database, [jobs.finish(file)])
    assert not await board.is_open(JobKind.FILE, 7, before)


async def test_the_look_itself_is_not_counted(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    jobs, board = Jobs(database, keys, clock, "one"), StoredJobBoard(database, clock)
    await execute(database, [jobs.add(NewJob(JobKind.CHECKUP, "checkup", "{}", person=7))])
    await jobs.take(1)
    assert (await board.look()).by_state == {}


async def test_the_database_tells_its_size(database: Database) -> None:
    seen = await StoredProbe(database).look()
    assert seen.kind in {"sqlite", "postgresql"}
    assert seen.size > 10_000


async def test_lifting_uncounts_every_attempt_of_those_alone(
    database: Database, keys: Keyring, clock: FakeClock
) -> None:
    charges = StoredCharges(database, keys, clock)
    rule = Rule("pin.phone", (Allowance(1, timedelta(days=1)),))
    anna, boris = Charge(rule, PHONE), Charge(rule, "+79000000002")
    await charges.charge([anna], 1)
    await charges.charge([boris], 2)
    await execute(database, [charges.lift([anna]), charges.lift([])])
    await charges.look([anna])
    with pytest.raises(LimitReached):
        await charges.look([boris])


async def test_rows_are_found_by_phone_and_policy(
    people: StoredPeople, rows: tuple[int, ...]
) -> None:
    assert await people.with_phone(PHONE) == Group(rows[:2], {Stage.NOT_BEGUN: 2}, 0)
    assert (await people.with_phone("+79000000002")).size == 0
    stages = {Stage.NOT_BEGUN: 3, Stage.ENDED: 1}
    assert await people.with_policy("AM012345678/13") == Group(rows, stages, 0)
    assert (await people.with_policy("ам 012345678 13")).size == 4
    assert (await people.with_policy("999/99")).size == 0


async def test_rows_are_found_by_what_makes_them_the_same(
    people: StoredPeople, rows: tuple[int, ...]
) -> None:
    assert await people.rows_with_keys([good(2).key, "123/14|НИКТО"]) == {rows[0]}
    assert await people.rows_with_keys([]) == frozenset()


async def test_a_former_key_still_finds_a_phone(
    database: Database, keys: Keyring, clock: FakeClock, rows: tuple[int, ...]
) -> None:
    newer = Keyring.of([bytes(range(1, 33)), bytes(range(32))])
    people = StoredPeople(database, newer, Conversations(database, newer, clock, "one"), clock)
    assert (await people.with_phone(PHONE)).insured_ids == rows[:2]
    assert (await people.traces(rows[:1])).phones == (PHONE,)


async def test_accounts_tell_how_far_people_are(
    database: Database, people: StoredPeople, clock: FakeClock, rows: tuple[int, ...]
) -> None:
    await add_account(database, clock, "a" * 32, rows[0], activated=True)
    await add_account(database, clock, "b" * 32, rows[1], activated=False)
    group = await people.with_phone(PHONE)
    assert group.stages == {Stage.ACTIVATED: 1, Stage.WAITING: 1}
    traces = await people.traces(group.insured_ids)
    assert (traces.own_chats, traces.chats, traces.pending) == ((ANNA,), (), ("b" * 32,))
    assert await people.rows_of_chat(ANNA) == rows[:2]
    assert await people.rows_of_chat(BORIS) == ()


async def add_account(
    database: Database, clock: FakeClock, account_id: str, insured_id: int, *, activated: bool
) -> None:
    consent = {
        "id": account_id,
        "chat_id": ANNA,
        "kind": "personal_data",
        "version": "1",
        "sha256": "0" * 64,
        "update_id": 1,
        "at": clock(),
    }
    row = {
        "id": account_id,
        "chat_id": ANNA,
        "email_sealed": b"",
        "phone_sealed": b"",
        "password_sealed": b"",
        "personal_consent": account_id,
        "rules_consent": account_id,
        "created_at": clock(),
        "activated_at": clock() if activated else None,
    }
    async with database.transaction() as connection:
        await connection.execute(insert(consents).values(consent))
        await connection.execute(insert(accounts).values(row))
        owned = {"account_id": account_id, "insured_id": insured_id}
        await connection.execute(insert(account_insured).values(owned))


async def test_pins_and_requests_leave_traces(
    database: Database,
    keys: Keyring,
    people: StoredPeople,
    clock: FakeClock,
    rows: tuple[int, ...],
) -> None:
    new_number = "+79000000077"
    now, later = clock(), clock() + timedelta(minutes=10)
    challenge = PinChallenge(bytes(16), BORIS, rows[0], new_number, later, 1, now)
    asked = PhoneRequest(
        "r" * 22,
        *(ANNA, rows[0], "ООО «Северный маяк»", new_number, "Кукушкина А. П."),
        state=RequestState.OPEN,
        created_at=now,
        expires_at=later,
    )
    pins = StoredPins(database, keys, clock)
    await execute(database, pins.open(challenge, new_number))
    await execute(database, [StoredPhoneRequests(database, keys, clock).add(asked)])
    group = await people.with_phone(new_number)
    assert (group.insured_ids, group.open_requests) == (rows[:1], 1)
    traces = await people.traces(rows[:1])
    assert (traces.own_chats, traces.chats) == ((), (ANNA, BORIS))
    await execute(database, [pins.use(challenge)])
    traces = await people.traces(rows[:1])
    assert (traces.own_chats, traces.chats) == ((BORIS,), (ANNA,))
    clock.passes(minutes=11)
    assert (await people.with_phone(new_number)).open_requests == 0


async def test_a_draft_is_read_and_never_made(
    database: Database, keys: Keyring, people: StoredPeople, clock: FakeClock
) -> None:
    assert await people.draft_of(ANNA) is None
    units = UnitOfWork(database, Conversations(database, keys, clock, "one"))
    work = await units.begin(ANNA)
    work.draft = Draft(policy_number="123/14", birth_date=date(1990, 3, 12)).to_json()
    await units.flush(work)
    draft = await people.draft_of(ANNA)
    assert draft is not None
    assert draft.policy_number == "123/14"
