"""A confirmed number: the registry takes it, the old phone and HR hear of it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.use_cases.number_change.end_others import EndOthers
from bot.use_cases.number_change.take_phone import NewPhone, TakePhone
from bot.use_cases.number_change.tell_old_phone import TRIES, TellOldPhone
from bot.use_cases.ports.jobs import Again, Ended, Job, JobKind, JobState
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.registry import Insured, PhoneState
from bot.use_cases.ports.sms import RefusalKind, SmsRefused, SmsUncertain
from bot.use_cases.ports.sms_log import Handover
from tests.conftest import FakeClock
from tests.unit.registry_samples import TODAY
from tests.use_cases.phone_fakes import FakeHrPeople, FakePhoneRequests
from tests.use_cases.pin_fakes import (
    FakeJobs,
    FakeRecorder,
    FakeSender,
    FakeSmsLog,
    LostGuard,
    commit,
)
from tests.use_cases.registry_fakes import FakeActivatedAccounts, FakeRegistry
from tests.use_cases.tally_fake import FakeTally

CHAT, HR, COMPANY = 7, 900, "ООО «Маяк»"
OLD, NEW, OTHER = "+79160000001", "+79160000002", "+79160000003"
ROW = Insured(5, COMPANY, None, TODAY, TODAY, False, PhoneState.DIFFERENT, has_questions=True)
TAKEN = NewPhone(5, COMPANY, NEW, "Иванова А. С.", by_hr=False)


class Desk:
    """The registry with one row, a chat that has asked HR, and the queue."""

    def __init__(self, clock: FakeClock, phone: str | None = OLD) -> None:
        self.registry = FakeRegistry({"row": (ROW, phone)})
        request = PhoneRequest(
            "r", CHAT, 5, COMPANY, NEW, "И.", RequestState.OPEN, clock.now, clock.now
        )
        self.requests, self.jobs = FakePhoneRequests(clock, [request]), FakeJobs()
        people = FakeHrPeople({HR: (COMPANY,), CHAT: (COMPANY,), 901: ("Другая",)})
        self.accounts = FakeActivatedAccounts()
        end_others = EndOthers(self.requests, self.jobs)
        self.take = TakePhone(
            self.registry, self.accounts, self.requests, people, self.jobs, end_others
        )

    async def takes(self, new: NewPhone | None) -> None:
        recorder = FakeRecorder()
        await self.take(recorder, CHAT, new, cause=1)
        recorder.commit()

    @property
    def sms(self) -> list[Job]:
        left = [job for job in self.jobs.left.values() if job.kind is JobKind.SMS]
        return [Job(1, job.kind, job.dedupe_key, job.payload, CHAT, 1) for job in left]


@pytest.fixture
def desk(clock: FakeClock) -> Desk:
    return Desk(clock)


async def test_the_registry_takes_the_number_and_everybody_hears_of_it(desk: Desk) -> None:
    await desk.takes(TAKEN)
    assert await desk.registry.phone(5) == NEW
    [notice] = desk.sms
    assert json.loads(notice.payload)["phone"] == OLD
    news = [job for job in desk.jobs.left.values() if job.kind is JobKind.EVENT]
    assert [job.person for job in news] == [HR]
    assert json.loads(news[0].payload)["data"] == {"policyholder": COMPANY, "name": TAKEN.name}
    assert desk.requests.rows == []


async def test_where_there_was_no_number_no_sms_leaves(clock: FakeClock) -> None:
    desk = Desk(clock, None)
    await desk.takes(TAKEN)
    assert await desk.registry.phone(5) == NEW
    assert desk.sms == []


async def test_who_has_a_cabinet_by_now_keeps_the_number_of_it(desk: Desk) -> None:
    desk.accounts.insured_ids.add(TAKEN.insured_id)
    await desk.takes(TAKEN)
    assert await desk.registry.phone(5) == OLD
    assert desk.jobs.left == {}


async def test_a_number_that_came_in_between_is_not_overwritten(desk: Desk) -> None:
    recorder = FakeRecorder()
    await desk.take(recorder, CHAT, TAKEN, cause=1)
    commit([desk.registry.change_phone(5, OTHER, OLD)])
    with pytest.raises(LostGuard):
        recorder.commit()
    assert await desk.registry.phone(5) == OTHER


async def test_a_word_of_hr_that_was_taken_back_changes_nothing(desk: Desk) -> None:
    with pytest.raises(LostGuard):
        await desk.takes(replace(TAKEN, by_hr=True))


async def test_whoever_else_asked_for_the_person_hears_that_it_is_over(desk: Desk) -> None:
    [own] = desk.requests.rows
    desk.requests.rows.append(replace(own, id="other", chat_id=8, phone=OTHER))
    desk.requests.rows.append(replace(own, id="foreign", chat_id=9, insured_id=6))
    await desk.takes(TAKEN)
    told = [json.loads(job.payload) for job in desk.jobs.left.values() if job.person == 8]
    assert [(one["kind"], one["data"]["request"]) for one in told] == [
        ("phone_superseded", "other")
    ]
    assert {(row.id, row.phone) for row in desk.requests.rows} == {("other", ""), ("foreign", NEW)}


async def test_the_warning_outlives_whoever_took_the_number(desk: Desk) -> None:
    """/forget erases the jobs of a chat; this one is for somebody else's eyes."""
    await desk.takes(TAKEN)
    [notice] = (job for job in desk.jobs.left.values() if job.kind is JobKind.SMS)
    assert notice.person is None


async def test_a_number_that_was_right_only_ends_the_request(desk: Desk) -> None:
    await desk.takes(None)
    assert await desk.registry.phone(5) == OLD
    assert desk.jobs.left == {}
    assert desk.requests.rows == []


def _text_id(text_id: str, /, **args: str) -> str:
    return text_id


class Office:
    """Sends the warning to the old phone."""

    def __init__(self, clock: FakeClock, *answers: SmsRefused | SmsUncertain) -> None:
        self.log, self.tally, self.sender = FakeSmsLog(), FakeTally(), FakeSender(list(answers))
        self.tell = TellOldPhone(self.log, self.tally, self.sender, _text_id, "8 800", clock)


async def warned(desk: Desk, office: Office, attempts: int = 1) -> Ended | Again:
    await desk.takes(TAKEN)
    [job] = desk.sms
    outcome = await office.tell(Job(1, job.kind, "k", job.payload, CHAT, attempts))
    assert isinstance(outcome, Ended | Again)
    commit(outcome.writes)
    return outcome


async def test_the_old_phone_is_warned_and_the_message_is_on_record(
    desk: Desk, clock: FakeClock
) -> None:
    office = Office(clock)
    outcome = await warned(desk, office)
    assert isinstance(outcome, Ended)
    assert [(sms.phone, sms.text) for sms in office.sender.sent] == [(OLD, "sms-phone-changed")]
    [entry] = office.log.entries.values()
    assert (entry.handover, entry.challenge_id) == (Handover.ACCEPTED, None)


async def test_gateways_that_are_away_are_tried_for_a_day(desk: Desk, clock: FakeClock) -> None:
    away = SmsRefused(RefusalKind.TRY_LATER, "503", "smsc")
    outcome = await warned(desk, Office(clock, away))
    assert isinstance(outcome, Again)
    assert outcome.not_before == clock.now + timedelta(minutes=10)
    assert isinstance(await warned(desk, Office(clock, away), TRIES), Ended)


async def test_a_dead_number_ends_it(desk: Desk, clock: FakeClock) -> None:
    office = Office(clock, SmsRefused(RefusalKind.NUMBER, "7", "smsc"))
    assert isinstance(await warned(desk, office), Ended)
    [entry] = office.log.entries.values()
    assert entry.handover is Handover.REFUSED


async def test_an_unclear_hand_over_is_not_repeated(desk: Desk, clock: FakeClock) -> None:
    office = Office(clock, SmsUncertain("timeout", "smsc"))
    outcome = await warned(desk, office)
    assert isinstance(outcome, Ended)
    assert outcome.state is JobState.UNCERTAIN
