"""Phones of a company in a real database: found by keys, and changed by its HR alone."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.form.step import StepId
from bot.use_cases.ports.company_phones import Correction, KnownPhone
from bot.use_cases.ports.invitations import Attribution
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from storage.company_phones import StoredCompanyPhones
from storage.conversations import Conversations
from storage.engine import Database
from storage.hr import StoredHrPeople
from storage.invitations import StoredAttributions
from storage.keys import Keyring
from storage.phone_requests import StoredPhoneRequests
from storage.registry import StoredRegistry
from storage.registry_import import StoredRegistryIntake
from storage.unit_of_work import Conflict, UnitOfWork, execute
from tests.conftest import KEY, FakeClock
from tests.unit.registry_samples import good

HR, CHAT, COMPANY = 900, 7, "ООО «Северный маяк»"
NEW_KEY = bytes(range(100, 132))
ALLA, ANNA = good(2), good(3, GIVEN_NAME="Анна", PHONE="")
STRANGER = good(4, POLICY_NUMBER="999/14", POLICYHOLDER="Другая")
OLD, NEW = "+79000000001", "+79000000077"
OF_ALLA = KnownPhone(1, OLD)


@dataclass
class Office:
    """One company with two rows and its HR, beside another company."""

    database: Database
    keys: Keyring
    clock: FakeClock

    @property
    def phones(self) -> StoredCompanyPhones:
        return StoredCompanyPhones(self.database, self.keys)

    @property
    def people(self) -> StoredHrPeople:
        return StoredHrPeople(self.database, self.clock)

    @property
    def intake(self) -> StoredRegistryIntake:
        return StoredRegistryIntake(self.database, self.keys, self.clock)

    async def phone(self, insured_id: int = 1) -> str | None:
        return await StoredRegistry(self.database, self.keys).phone(insured_id)

    async def corrects(self, known: KnownPhone = OF_ALLA, by: int = HR) -> None:
        writes = self.phones.correct(COMPANY, [Correction(known, NEW)], by)
        await execute(self.database, writes)

    async def writes(self, statement: Any) -> None:
        async with self.database.transaction() as connection:
            await connection.execute(statement)


@pytest.fixture
async def office(database: Database, keys: Keyring, clock: FakeClock) -> Office:
    office = Office(database, keys, clock)
    await office.intake.store([ALLA, ANNA, STRANGER])
    await execute(database, office.people.appoint(HR, COMPANY))
    return office


async def test_rows_are_found_by_their_keys_and_only_those_of_the_company(office: Office) -> None:
    keys = [ALLA.key, ANNA.key, STRANGER.key, "nobody"]
    found = await office.phones.find(COMPANY, keys)
    assert found == {ALLA.key: KnownPhone(1, OLD), ANNA.key: KnownPhone(2, None)}
    assert await office.phones.find(COMPANY, []) == {}
    await office.intake.end([1])
    assert list(await office.phones.find(COMPANY, keys)) == [ANNA.key]


async def test_rows_under_an_older_key_are_found_and_changed(office: Office) -> None:
    later = replace(office, keys=Keyring.of([NEW_KEY, KEY]))
    [known] = (await later.phones.find(COMPANY, [ALLA.key])).values()
    await later.corrects(known)
    assert await later.phone() == NEW


async def test_a_number_is_changed_and_the_next_file_keeps_it(office: Office) -> None:
    await office.corrects()
    await office.corrects(KnownPhone(2, None))
    assert (await office.phone(1), await office.phone(2)) == (NEW, NEW)
    stored = await office.intake.store([ALLA, ANNA])
    assert (stored.unchanged, await office.phone(1)) == (2, NEW)
    await office.intake.store([good(2, PHONE="+7 900 000-00-78")])
    assert await office.phone() == "+79000000078"


@pytest.mark.parametrize(
    "known",
    [KnownPhone(1, None), KnownPhone(1, NEW), KnownPhone(3, OLD), KnownPhone(99, None)],
)
async def test_what_has_changed_meanwhile_or_is_of_another_company_stays(
    office: Office, known: KnownPhone
) -> None:
    with pytest.raises(Conflict):
        await office.corrects(known)
    assert (await office.phone(1), await office.phone(3)) == (OLD, OLD)


async def test_an_ended_row_stays(office: Office) -> None:
    await office.intake.end([1])
    with pytest.raises(Conflict):
        await office.corrects()


@pytest.mark.parametrize("by", [CHAT, 901])
async def test_nobody_without_the_role_changes_anything(office: Office, by: int) -> None:
    await execute(office.database, office.people.appoint(901, "Другая"))
    with pytest.raises(Conflict):
        await office.corrects(by=by)


async def test_who_is_revoked_before_the_flush_changes_nothing(office: Office) -> None:
    writes = office.phones.correct(COMPANY, [Correction(OF_ALLA, NEW)], HR)
    await execute(office.database, [office.people.revoke(HR, COMPANY)])
    with pytest.raises(Conflict):
        await execute(office.database, writes)
    assert await office.phone() == OLD


async def test_nobody_changes_the_row_that_their_chat_has_shown_to_be_its_own(
    office: Office,
) -> None:
    requests = StoredPhoneRequests(office.database, office.keys, office.clock)
    now, state = office.clock.now, RequestState.OPEN
    own = PhoneRequest("own", HR, 1, COMPANY, NEW, "И. А.", state, now, now)
    await execute(office.database, [requests.add(own)])
    with pytest.raises(Conflict):
        await office.corrects()
    await office.corrects(KnownPhone(2, None))


async def test_chats_that_have_met_another_number_are_those_of_the_company(
    office: Office,
) -> None:
    conversations = Conversations(office.database, office.keys, office.clock, "test")
    units = UnitOfWork(office.database, conversations)
    attributions = StoredAttributions(office.database, office.clock)
    steps = {1: StepId.QUESTIONS, 2: StepId.PHONE, 3: StepId.QUESTIONS, 4: StepId.QUESTIONS}
    for chat_id, step in steps.items():
        work = await units.begin(chat_id)
        work.step, work.draft = step.value, "{}"
        company = "Другая" if chat_id == 3 else COMPANY
        theirs = Attribution(company, invitation_id=None)
        if chat_id != 4:
            work.record(*attributions.attribute(chat_id, theirs))
        await units.flush(work)
    assert await office.phones.waiting_chats(COMPANY) == (1,)


async def test_requests_about_several_people_are_read_at_once(office: Office) -> None:
    requests = StoredPhoneRequests(office.database, office.keys, office.clock)
    now = office.clock.now
    until = now.replace(year=now.year + 1)
    asked = [
        PhoneRequest(f"r{row}", row, row, COMPANY, NEW, "И. А.", RequestState.OPEN, now, until)
        for row in (1, 2, 3)
    ]
    await execute(office.database, [requests.add(one) for one in asked])
    await execute(office.database, [requests.confirm("r2", HR, until), requests.withdraw(3)])
    counting = await requests.about([1, 2, 3])
    assert [one.id for one in counting] == ["r1", "r2"]
    assert await requests.about([3]) == await requests.about([]) == ()
