"""Requests to HR in a real database: guarded decisions, erasure, and the drafts that wait."""

import asyncio
from dataclasses import fields, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from storage.conversations import Conversations
from storage.engine import Database
from storage.housekeeping import Housekeeping
from storage.hr import StoredHrPeople
from storage.keys import Keyring
from storage.phone_requests import StoredPhoneRequests
from storage.pruning import Horizon
from storage.tables import phone_requests
from storage.unit_of_work import Conflict, UnitOfWork, execute
from tests.conftest import FakeClock
from tests.storage.stored_accounts import with_registry
from tests.use_cases.account_world import ANNA, CHAT, OTHER_CHAT

HR, SECOND_HR, STRANGER = 900, 901, 902
COMPANY, PHONE, NAME = "ООО «Ромашка»", "+79160000001", "Иванова А. С."
DAY = timedelta(days=1)


@pytest.fixture
async def requests(database: Database, keys: Keyring, clock: FakeClock) -> StoredPhoneRequests:
    await with_registry(database)
    people = StoredHrPeople(database, clock)
    for one in (HR, SECOND_HR, CHAT):
        await execute(database, people.appoint(one, COMPANY))
    await execute(database, people.appoint(STRANGER, "Другая"))
    return StoredPhoneRequests(database, keys, clock)


def asked(requests: StoredPhoneRequests, request_id: str = "r1", chat: int = CHAT) -> PhoneRequest:
    now = requests.clock()
    return PhoneRequest(
        request_id, chat, ANNA, COMPANY, PHONE, NAME, RequestState.OPEN, now, now + 14 * DAY
    )


async def opened(requests: StoredPhoneRequests, chat: int = CHAT) -> PhoneRequest:
    request = asked(requests, f"r{chat}", chat)
    await execute(requests.database, [requests.add(request)])
    return request


async def test_a_request_is_read_as_it_was_made(requests: StoredPhoneRequests) -> None:
    request = await opened(requests)
    other = await opened(requests, OTHER_CHAT)
    assert await requests.find(request.id) == request
    assert await requests.of_chat(CHAT) == request
    assert await requests.open_for(HR, COMPANY) == (request, other)
    assert await requests.open_for(CHAT, COMPANY) == (other,)
    assert await requests.open_for(HR, "Другая") == ()
    assert await requests.find("none") is None
    assert await requests.of_chat(99) is None


async def test_a_chat_has_one_open_request(requests: StoredPhoneRequests) -> None:
    await opened(requests)
    second = asked(requests, "second")
    with pytest.raises(Conflict):
        await execute(requests.database, [requests.add(second)])
    await execute(requests.database, [requests.withdraw(CHAT), requests.add(second)])
    assert await requests.open_for(HR, COMPANY) == (second,)


async def test_a_confirmed_number_counts_until_its_new_term(
    requests: StoredPhoneRequests, clock: FakeClock
) -> None:
    request = await opened(requests)
    until = clock.now + 20 * DAY
    await execute(requests.database, [requests.confirm(request.id, HR, until)])
    confirmed = replace(request, state=RequestState.CONFIRMED, expires_at=until)
    assert await requests.of_chat(CHAT) == confirmed
    await execute(requests.database, [requests.withdraw(CHAT)])
    assert await requests.of_chat(CHAT) == confirmed
    await execute(requests.database, [requests.forget(CHAT)])
    assert await requests.of_chat(CHAT) is None


async def test_what_is_refused_or_withdrawn_is_erased(requests: StoredPhoneRequests) -> None:
    refused, withdrawn = await opened(requests), await opened(requests, OTHER_CHAT)
    await execute(requests.database, [requests.refuse(refused.id, HR)])
    await execute(requests.database, [requests.withdraw(OTHER_CHAT)])
    assert await requests.find(refused.id) is None
    assert await requests.find(withdrawn.id) is None
    async with requests.database.reading() as connection:
        rows = (await connection.execute(select(phone_requests))).all()
    assert {(row.phone_sealed, row.name_sealed) for row in rows} == {(None, None)}


async def test_of_two_numbers_of_one_person_confirmed_at_once_one_counts(
    requests: StoredPhoneRequests, clock: FakeClock
) -> None:
    first, second = await opened(requests), await opened(requests, OTHER_CHAT)
    assert await requests.elsewhere(ANNA, CHAT) == (second,)

    async def confirm(one: PhoneRequest, other: PhoneRequest, by: int) -> None:
        word = requests.confirm(one.id, by, clock.now + DAY)
        writes = [requests.hold(ANNA), requests.supersede(other.id), word]
        await execute(requests.database, writes)

    at_once = (confirm(first, second, HR), confirm(second, first, SECOND_HR))
    outcomes = await asyncio.gather(*at_once, return_exceptions=True)
    assert {type(one) for one in outcomes} == {type(None), Conflict}
    found = [await requests.find(one.id) for one in (first, second)]
    assert [one.state for one in found if one] == [RequestState.CONFIRMED]


async def test_a_word_of_hr_is_used_once_and_while_it_counts(
    requests: StoredPhoneRequests, clock: FakeClock
) -> None:
    request = await opened(requests)
    use = requests.use(CHAT, ANNA)
    with pytest.raises(Conflict):
        await execute(requests.database, [use])
    await execute(requests.database, [requests.confirm(request.id, HR, clock.now + DAY)])
    await execute(requests.database, [use])
    with pytest.raises(Conflict):
        await execute(requests.database, [use])


async def test_the_second_decision_finds_the_request_decided(
    requests: StoredPhoneRequests, clock: FakeClock
) -> None:
    request = await opened(requests)
    confirm = requests.confirm(request.id, HR, clock.now + DAY)
    refuse = requests.refuse(request.id, SECOND_HR)
    await execute(requests.database, [confirm])
    with pytest.raises(Conflict):
        await execute(requests.database, [refuse])


@pytest.mark.parametrize("by", [CHAT, STRANGER, 99])
async def test_neither_the_person_nor_somebody_without_the_role_decides(
    requests: StoredPhoneRequests, clock: FakeClock, by: int
) -> None:
    request = await opened(requests)
    for write in (
        requests.confirm(request.id, by, clock.now + DAY),
        requests.refuse(request.id, by),
    ):
        with pytest.raises(Conflict):
            await execute(requests.database, [write])
    assert await requests.find(request.id) == request


async def test_who_is_revoked_before_the_flush_decides_nothing(
    requests: StoredPhoneRequests, clock: FakeClock
) -> None:
    request = await opened(requests)
    confirm = requests.confirm(request.id, HR, clock.now + DAY)
    people = StoredHrPeople(requests.database, clock)
    await execute(requests.database, [people.revoke(HR, COMPANY)])
    with pytest.raises(Conflict):
        await execute(requests.database, [confirm])


async def test_after_its_term_nobody_decides(
    requests: StoredPhoneRequests, clock: FakeClock
) -> None:
    request = await opened(requests)
    clock.passes(days=14)
    assert await requests.open_for(HR, COMPANY) == ()
    with pytest.raises(Conflict):
        await execute(requests.database, [requests.refuse(request.id, HR)])


def requests_before(moment: datetime) -> Horizon:
    long_ago = moment - 10_000 * DAY
    kept = dict.fromkeys((one.name for one in fields(Horizon)), long_ago)
    return Horizon(**kept | {"requests": moment})


async def kept_ids(requests: StoredPhoneRequests) -> set[str]:
    async with requests.database.reading() as connection:
        return set(await connection.scalars(select(phone_requests.c.id)))


async def test_ended_requests_go_at_once_and_confirmed_ones_after_their_term(
    requests: StoredPhoneRequests, clock: FakeClock
) -> None:
    keeper = Housekeeping(requests.database)
    refused, confirmed = await opened(requests), await opened(requests, OTHER_CHAT)
    waiting = await opened(requests, 99)
    until = clock.now + 20 * DAY
    await execute(requests.database, [requests.refuse(refused.id, HR)])
    await execute(requests.database, [requests.confirm(confirmed.id, HR, until)])
    await keeper.prune(requests_before(clock.now))
    assert await kept_ids(requests) == {refused.id, confirmed.id, waiting.id}
    await keeper.prune(requests_before(clock.now + DAY))
    assert await kept_ids(requests) == {confirmed.id, waiting.id}
    await keeper.prune(requests_before(clock.now + 15 * DAY))
    assert await kept_ids(requests) == {confirmed.id}
    await keeper.prune(requests_before(until + DAY))
    assert await kept_ids(requests) == set()


async def test_a_draft_outlives_the_silence_while_hr_is_asked_and_a_day_longer(
    requests: StoredPhoneRequests, keys: Keyring, clock: FakeClock
) -> None:
    database = requests.database
    units = UnitOfWork(database, Conversations(database, keys, clock, "test"))
    work = await units.begin(CHAT)
    work.step, work.draft = "questions", "{}"
    await units.flush(work)
    request = await opened(requests)

    async def silent() -> bool:
        return bool(await Housekeeping(database).silent_since(clock.now - DAY))

    clock.passes(days=13)
    assert not await silent()
    await execute(database, [requests.refuse(request.id, HR)])
    clock.passes(hours=23)
    assert not await silent()
    clock.passes(hours=2)
    assert await silent()
    await execute(database, [requests.add(replace(asked(requests, "again")))])
    clock.passes(days=14, hours=23)
    assert not await silent()
    clock.passes(hours=2)
    assert await silent()
