"""Asking HR to confirm a number, what they decide, and what holds when the person comes back."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import pytest

from bot.form.replacement import Approval, Waiting
from bot.limits import Limits
from bot.use_cases.number_change.decide_phone import (
    Decided,
    DecidePhone,
    NotDecidable,
    Verdict,
    WrongDigits,
)
from bot.use_cases.number_change.end_others import EndOthers
from bot.use_cases.number_change.recall_request import RecallRequest
from bot.use_cases.number_change.request_phone import (
    AskedTooOften,
    NobodyToAsk,
    RequestPhone,
    Wish,
)
from bot.use_cases.ports.audit import Act
from bot.use_cases.ports.hr import HrPerson
from bot.use_cases.ports.phone_requests import RequestState
from tests.conftest import FakeClock
from tests.use_cases.hr_fakes import FakeAudit
from tests.use_cases.phone_fakes import FakeHrPeople, FakePhoneRequests
from tests.use_cases.pin_fakes import FakeCharges, FakeJobs, FakeRecorder, LostGuard
from tests.use_cases.registry_fakes import FakeActivatedAccounts

CHAT, HR, SECOND_HR = 7, 900, 901
COMPANY = "ООО «Маяк»"
PHONE = "+79160001234"
WISH = Wish(CHAT, 5, COMPANY, PHONE, "Иванова А. С.")
OLGA, INNA = HrPerson(HR, (COMPANY,)), HrPerson(SECOND_HR, (COMPANY,))
Asked = Waiting | NobodyToAsk | AskedTooOften


@dataclass
class Office:
    """HR of one company and whoever asks them."""

    clock: FakeClock
    updates: int = 0

    def __post_init__(self) -> None:
        self.requests, self.charges = FakePhoneRequests(self.clock), FakeCharges(self.clock)
        self.people = FakeHrPeople({HR: (COMPANY,), SECOND_HR: (COMPANY,), 902: ("Другая",)})
        self.accounts, self.audit, self.jobs = FakeActivatedAccounts(), FakeAudit(), FakeJobs()
        self.recorder = FakeRecorder()
        limits = Limits()
        random = Random(1).randbytes
        self.request = RequestPhone(
            self.requests, self.people, self.charges, self.jobs, limits, self.clock, random
        )
        self.decide = DecidePhone(
            self.requests,
            self.accounts,
            self.charges,
            self.audit,
            self.jobs,
            EndOthers(self.requests, self.jobs),
            limits,
            self.clock,
        )
        self.recall = RecallRequest(self.requests, self.clock)

    async def asks(self, wish: Wish = WISH) -> Asked:
        self.updates += 1
        asked = await self.request(self.recorder, wish, self.updates)
        self.recorder.commit()
        return asked

    async def asked(self, wish: Wish = WISH) -> str:
        asked = await self.asks(wish)
        assert isinstance(asked, Waiting)
        return asked.request_id

    async def types(
        self, request_id: str, digits: str, hr: HrPerson = OLGA, cause: int = 0
    ) -> Decided | WrongDigits | NotDecidable:
        self.updates += 1
        cause = cause or self.updates
        outcome = await self.decide.by_digits(self.recorder, hr, request_id, digits, cause)
        self.recorder.commit()
        return outcome

    def told(self, kind: str) -> list[int | None]:
        """Chats that hear an event of this kind."""
        jobs = self.jobs.left.values()
        return [job.person for job in jobs if json.loads(job.payload)["kind"] == kind]


@pytest.fixture
def office(clock: FakeClock) -> Office:
    return Office(clock)


def decided(verdict: Verdict) -> Decided:
    return Decided(verdict, COMPANY, WISH.name)


async def test_all_hr_people_of_the_company_hear_of_it_and_nothing_personal_travels(
    office: Office,
) -> None:
    request_id = await office.asked()
    assert office.told("phone_requested") == [HR, SECOND_HR]
    assert len(request_id) == 22
    assert all(PHONE not in job.payload for job in office.jobs.left.values())


async def test_who_asks_twice_for_the_same_has_asked_once(office: Office) -> None:
    first = await office.asked()
    assert [await office.asked() for _ in range(5)] == [first] * 5
    assert len(office.requests.rows) == 1


async def test_another_number_takes_the_place_of_the_first(office: Office) -> None:
    first = await office.asked()
    second = await office.asked(replace(WISH, phone="+79160009999"))
    assert await office.types(first, "1234") == NotDecidable()
    assert await office.types(second, "9999") == decided(Verdict.CONFIRMED)


async def test_without_hr_in_the_bot_nobody_is_asked(office: Office) -> None:
    office.people.roles = {CHAT: (COMPANY,)}
    assert await office.asks() == NobodyToAsk()
    assert office.requests.rows == []


async def test_hr_is_asked_three_times_a_day_by_a_chat_and_about_a_person(office: Office) -> None:
    until = office.clock.now + timedelta(days=1)
    for number in range(3):
        await office.asked(replace(WISH, phone=f"+7916000000{number}"))
    assert await office.asks() == AskedTooOften(until)
    assert await office.asks(replace(WISH, chat_id=8)) == AskedTooOften(until)
    assert await office.asks(replace(WISH, insured_id=6)) == AskedTooOften(until)
    await office.asked(replace(WISH, chat_id=8, insured_id=6))


async def test_equal_digits_confirm_and_are_on_record(office: Office) -> None:
    request_id = await office.asked()
    assert await office.types(request_id, "1234") == decided(Verdict.CONFIRMED)
    assert office.told("phone_confirmed") == [CHAT]
    assert [(one.actor, one.act) for one in office.audit.entries] == [(HR, Act.PHONE_CONFIRMED)]
    assert await office.recall(CHAT, 5, PHONE) is Approval.HR


async def test_the_third_wrong_guess_refuses_and_erases(office: Office) -> None:
    request_id = await office.asked()
    assert await office.types(request_id, "0000") == WrongDigits(2)
    assert await office.types(request_id, "1111", INNA) == WrongDigits(1)
    assert await office.types(request_id, "2222") == decided(Verdict.WRONG_TOO_OFTEN)
    assert office.told("phone_refused") == [CHAT]
    assert await office.types(request_id, "1234") == NotDecidable()
    [row] = office.requests.rows
    assert (row.phone, row.name, row.state) == ("", "", RequestState.REFUSED)


async def test_a_guess_run_again_is_one_guess(office: Office) -> None:
    request_id = await office.asked()
    assert [await office.types(request_id, "0000", cause=99) for _ in range(4)] == [
        WrongDigits(2)
    ] * 4


async def test_of_two_who_decide_at_once_one_does(office: Office) -> None:
    request_id = await office.asked()
    first, second = FakeRecorder(), FakeRecorder()
    await office.decide.by_digits(first, OLGA, request_id, "1234", 50)
    await office.decide.refuse(second, INNA, request_id)
    first.commit()
    with pytest.raises(LostGuard):
        second.commit()
    assert await office.decide.refuse(second, INNA, request_id) == NotDecidable()


@pytest.mark.parametrize("hr", [HrPerson(CHAT, (COMPANY,)), HrPerson(902, ("Другая",))])
async def test_neither_the_person_nor_another_company_decides(
    office: Office, hr: HrPerson
) -> None:
    request_id = await office.asked()
    assert await office.types(request_id, "1234", hr) == NotDecidable()
    assert await office.decide.refuse(office.recorder, hr, request_id) == NotDecidable()
    assert office.charges.count("phone.digits") == 0


async def test_a_person_registered_meanwhile_needs_no_decision(office: Office) -> None:
    request_id = await office.asked()
    office.accounts.insured_ids.add(WISH.insured_id)
    assert await office.types(request_id, "1234") == decided(Verdict.ALREADY_REGISTERED)
    assert office.told("phone_not_needed") == [CHAT]
    assert await office.recall(CHAT, 5, PHONE) is None


async def test_after_its_term_a_request_is_nobodys(office: Office) -> None:
    request_id = await office.asked()
    assert await office.recall(CHAT, 5, PHONE) == Waiting(
        request_id, office.clock.now + timedelta(days=14)
    )
    office.clock.passes(days=14)
    assert await office.types(request_id, "1234") == NotDecidable()
    assert await office.recall(CHAT, 5, PHONE) is None


async def test_a_confirmation_counts_for_its_own_term_person_and_number(office: Office) -> None:
    request_id = await office.asked()
    office.clock.passes(days=13)
    await office.types(request_id, "1234")
    office.clock.passes(days=13)
    assert await office.recall(CHAT, 5, PHONE) is Approval.HR
    assert await office.recall(CHAT, 6, PHONE) is None
    assert await office.recall(CHAT, 5, "+79160009999") is None
    assert await office.recall(8, 5, PHONE) is None
    office.clock.passes(days=1)
    assert await office.recall(CHAT, 5, PHONE) is None
