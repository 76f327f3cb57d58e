"""A list of phones: judged row by row, and carried out in one transaction with its report."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.form.draft import Draft
from bot.form.replacement import Replacement
from bot.limits import Limits
from bot.texts import LOCALES, Texts
from bot.use_cases.phone_list.correct_phones import CorrectPhones
from bot.use_cases.phone_list.judge_list import Change, Judged, JudgeList
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.phone_list.listed import PhoneList
from bot.use_cases.phone_list.order_list import LoadedTooOften, Ordered, OrderList, OtherUnderWay
from bot.use_cases.phone_list.upload_list import UploadList
from bot.use_cases.ports.audit import Act, AuditEntry
from bot.use_cases.ports.chat_files import FileAway, FileGone
from bot.use_cases.ports.company_phones import Correction, KnownPhone
from bot.use_cases.ports.job_board import JobsSeen
from bot.use_cases.ports.jobs import Again, Ended, Job, JobKind, JobState, NewJob
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.ports.registry_loader import Advance, LoadFailed
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.file_reading import TRIES, FileReading
from bot.use_cases.registry.order_file import OrderFile
from bot.use_cases.registry.rows import Refusal
from tests.conftest import FakeClock
from tests.unit.phone_list_samples import listed, read
from tests.unit.registry_samples import ALLA, good
from tests.use_cases.hr_fakes import FakeAudit
from tests.use_cases.phone_fakes import FakeHrPeople, FakePhoneRequests
from tests.use_cases.phone_list_fakes import FakeCompanyPhones, FakePeople
from tests.use_cases.pin_fakes import FakeCharges, FakeJobs, FakeRecorder, LostGuard, commit

HR, OTHER_HR, CHAT, COMPANY = 900, 901, 7, "ООО «Маяк»"
OLD, NEW, THIRD = "+79000000001", "+79000000002", "+79000000003"
KEY, ANNA = good().key, good(GIVEN_NAME="Анна").key
AS_POLICYHOLDER = good(ROLE="Страхователь").key
LIST = ListOrder(HR, COMPANY, "file-1", 17)
FILE = read(listed(PHONE=NEW))


class Office:
    """One company: two rows of the registry, two HR people, and a file from one of them."""

    def __init__(self, clock: FakeClock, texts: Texts) -> None:
        self.clock, self.texts = clock, texts
        rows = {KEY: KnownPhone(5, OLD), ANNA: KnownPhone(6, None)}
        self.phones = FakeCompanyPhones(COMPANY, rows, {HR, OTHER_HR})
        self.people, self.hr = FakePeople(), FakeHrPeople({HR: (COMPANY,), OTHER_HR: (COMPANY,)})
        self.requests, self.audit, self.jobs = FakePhoneRequests(clock), FakeAudit(), FakeJobs()
        self.content: PhoneList | Exception = FILE

    async def judges(self, *rows: Sequence[Any]) -> Judged:
        return await self._judge()(read(*rows), COMPANY, HR)

    def asks(self, phone: str, state: RequestState = RequestState.OPEN) -> None:
        now = self.clock.now
        until = now + timedelta(days=14)
        request = PhoneRequest("r", CHAT, 5, COMPANY, phone, "И. А.", state, now, until)
        self.requests.rows.append(request)

    async def executes(self, order: ListOrder = LIST, attempts: int = 1) -> Ended | Again:
        """Carry out a job and commit what it leaves."""
        outcome = await self._decides(order, attempts)
        commit(outcome.writes)
        return outcome

    async def _decides(self, order: ListOrder, attempts: int = 1) -> Ended | Again:
        new = order.job(cause=5)
        job = Job(3, JobKind.FILE, new.dedupe_key, new.payload, HR, attempts)
        outcome = await self._upload()(job)
        assert isinstance(outcome, Ended | Again)
        return outcome

    def _judge(self) -> JudgeList:
        return JudgeList(self.phones, self.people)

    def _upload(self) -> UploadList:
        correct = CorrectPhones(
            self.phones, self.requests, self.hr, self.audit, self.jobs, Limits(), self.clock
        )
        return UploadList(
            reading=FileReading(self, self._post, self.clock, lambda: 0.0),
            read=self._read,
            people=self.hr,
            judge=self._judge(),
            correct=correct,
            jobs=self.jobs,
            text=self.texts.plain,
        )

    async def fetch(self, file_id: str) -> bytes:
        if isinstance(self.content, FileGone | FileAway):
            raise self.content
        return b"content of " + file_id.encode()

    async def _read(self, content: bytes, advance: Advance) -> PhoneList:
        assert content == b"content of file-1"
        if isinstance(self.content, Exception):
            raise self.content
        return self.content

    async def _post(self, job: NewJob) -> None:
        raise NotImplementedError

    def told(self, kind: str) -> dict[int | None, dict[str, str]]:
        """Return what each chat hears by events of a kind."""
        events = [job for job in self.jobs.left.values() if job.kind is JobKind.EVENT]
        packed = [(job.person, json.loads(job.payload)) for job in events]
        return {person: event["data"] for person, event in packed if event["kind"] == kind}

    @property
    def report(self) -> dict[str, str]:
        return self.told("phones_ended")[HR]

    @property
    def warned(self) -> list[NewJob]:
        return [job for job in self.jobs.left.values() if job.kind is JobKind.SMS]


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load(LOCALES)


@pytest.fixture
def office(clock: FakeClock, texts: Texts) -> Office:
    return Office(clock, texts)


async def test_rows_are_judged_by_what_the_registry_knows(office: Office) -> None:
    judged = await office.judges(
        listed(PHONE=NEW),
        listed(GIVEN_NAME="Анна", PHONE=NEW),
        listed(GIVEN_NAME="Инна", PHONE=NEW),
        listed(PHONE=NEW),
        listed(SURNAME=""),
    )
    assert judged.changes == (
        Change(2, Correction(KnownPhone(5, OLD), NEW)),
        Change(3, Correction(KnownPhone(6, None), NEW)),
    )
    assert (judged.same, judged.twice) == ((), (5,))
    assert judged.refused == (Refusal(4, "not-found"), Refusal(6, "empty", "фамилия"))


async def test_a_number_that_is_there_already_changes_nothing(office: Office) -> None:
    judged = await office.judges(listed(PHONE=OLD))
    assert (judged.changes, judged.same) == ((), (2,))


async def test_one_person_in_two_roles_is_nobody_certain(office: Office) -> None:
    office.phones.rows[AS_POLICYHOLDER] = KnownPhone(8, OLD)
    judged = await office.judges(listed(PHONE=NEW))
    assert (judged.changes, judged.refused) == ((), (Refusal(2, "ambiguous"),))


OWN_DRAFT = replace(ALLA, role=None, phone=None)


@pytest.mark.parametrize(
    "people",
    [
        FakePeople(rows=(5,)),
        FakePeople(draft=Draft(insured_id=5)),
        FakePeople(draft=Draft(replacement=Replacement(5, COMPANY))),
        FakePeople(draft=OWN_DRAFT),
        FakePeople(draft=Draft(aside=OWN_DRAFT)),
    ],
)
async def test_what_somebody_has_shown_or_claimed_as_their_own_they_cannot_correct(
    office: Office, people: FakePeople
) -> None:
    office.people = people
    judged = await office.judges(listed(PHONE=NEW), listed(GIVEN_NAME="Анна", PHONE=NEW))
    assert judged.refused == (Refusal(2, "own"),)
    assert [change.row for change in judged.changes] == [3]


async def test_a_look_writes_nothing_but_its_report(office: Office) -> None:
    await office.executes()
    assert (
        office.report.items() >= {"outcome": "checked", "changed": "1", "file": "file-1"}.items()
    )
    assert office.report["lines"] == "Строка 2: номер будет изменён"
    assert (office.phones.rows[KEY].phone, office.audit.entries, office.warned) == (OLD, [], [])


async def test_numbers_warnings_news_and_record_come_together(office: Office) -> None:
    await office.executes(replace(LIST, dry_run=False))
    assert office.report["outcome"] == "loaded"
    assert office.phones.rows[KEY].phone == NEW
    [warning] = office.warned
    assert json.loads(warning.payload).items() >= {"phone": OLD, "by_hr": True}.items()
    assert office.told("phones_uploaded") == {OTHER_HR: {"policyholder": COMPANY, "count": "1"}}
    counted = AuditEntry(HR, Act.PHONES_UPLOADED, COMPANY, details="~1 =0 !0")
    assert office.audit.entries == [counted]


async def test_warnings_leave_room_for_pins_between_them(office: Office, clock: FakeClock) -> None:
    office.phones.rows[ANNA] = KnownPhone(6, THIRD)
    office.content = read(listed(PHONE=NEW), listed(GIVEN_NAME="Анна", PHONE=NEW))
    await office.executes(replace(LIST, dry_run=False))
    first, second = (job.not_before for job in office.warned)
    assert (first, second) == (clock.now, clock.now + timedelta(seconds=0.5))


async def test_the_same_list_again_changes_nothing_and_warns_nobody(office: Office) -> None:
    await office.executes(replace(LIST, dry_run=False))
    office.jobs.left.clear()
    await office.executes(replace(LIST, dry_run=False))
    assert (office.report["outcome"], office.report["same"]) == ("nothing", "1")
    assert (office.warned, len(office.audit.entries)) == ([], 1)


async def test_a_request_for_that_number_is_granted(office: Office) -> None:
    office.asks(NEW)
    office.phones.waiting = (CHAT, 8)
    await office.executes(replace(LIST, dry_run=False))
    assert office.requests.rows[0].state is RequestState.CONFIRMED
    assert office.told("phone_confirmed") == {CHAT: {"request": "r"}}
    assert office.told("phones_corrected") == {8: {}}
    assert Act.PHONE_CONFIRMED in [entry.act for entry in office.audit.entries]


@pytest.mark.parametrize("state", [RequestState.OPEN, RequestState.CONFIRMED])
async def test_what_was_asked_or_said_about_another_number_ends(
    office: Office, state: RequestState
) -> None:
    office.asks(THIRD, state)
    await office.executes(replace(LIST, dry_run=False))
    assert office.requests.rows[0].state is RequestState.REFUSED
    assert office.told("phone_overruled") == {CHAT: {"request": "r"}}


async def test_what_hr_has_confirmed_before_holds(office: Office) -> None:
    office.asks(NEW, RequestState.CONFIRMED)
    await office.executes(replace(LIST, dry_run=False))
    assert office.requests.rows[0].state is RequestState.CONFIRMED
    assert office.told("phone_confirmed") == office.told("phone_overruled") == {}


async def test_who_is_no_hr_any_more_changes_nothing(office: Office) -> None:
    office.hr.roles[HR] = ("Другая",)
    await office.executes(replace(LIST, dry_run=False))
    assert (office.report["outcome"], office.phones.rows[KEY].phone) == ("revoked", OLD)
    assert office.audit.entries == []


async def test_a_role_that_ends_at_the_last_moment_stops_everything(office: Office) -> None:
    office.phones.in_office.remove(HR)
    with pytest.raises(LostGuard):
        await office.executes(replace(LIST, dry_run=False))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (UnreadableFile("too-many-rows"), {"outcome": "file", "reason": "too-many-rows"}),
        (FileGone("gone"), {"outcome": "file", "reason": "gone"}),
        (
            BadHeader(["имя"], ["Анна"], ["Иванова"]),
            {"outcome": "header", "missing": "имя", "unknown": "1", "repeated": "none"},
        ),
    ],
)
async def test_a_wrong_file_is_told_without_its_contents(
    office: Office, fault: Exception, told: dict[str, str]
) -> None:
    office.content = fault
    await office.executes()
    assert told.items() <= office.report.items()


@pytest.mark.parametrize("fault", [FileAway("TimeoutError"), LoadFailed("timeout")])
async def test_what_may_pass_is_tried_again_and_then_given_up(
    office: Office, fault: Exception
) -> None:
    office.content = fault
    assert isinstance(await office.executes(), Again)
    outcome = await office.executes(attempts=TRIES)
    assert isinstance(outcome, Ended)
    assert (outcome.state, office.report["outcome"]) == (JobState.DEAD, "failed")


class Board:
    """Says whether a file is under way."""

    def __init__(self) -> None:
        self.busy = False

    async def is_open(self, kind: JobKind) -> bool:
        return self.busy

    async def look(self) -> JobsSeen:
        raise NotImplementedError


async def test_loading_is_limited_by_day_and_company_and_looking_is_not(clock: FakeClock) -> None:
    board, charges, recorder = Board(), FakeCharges(clock), FakeRecorder()
    order = OrderList(OrderFile(board, FakeJobs()), charges, Limits(phone_lists_per_day=1))
    loading = replace(LIST, dry_run=False)
    board.busy = True
    assert isinstance(await order(recorder, loading, 1), OtherUnderWay)
    recorder.commit()
    board.busy = False
    assert isinstance(await order(recorder, loading, 2), Ordered)
    refused = await order(recorder, replace(loading, hr_id=OTHER_HR), 3)
    assert refused == LoadedTooOften(clock.now + timedelta(days=1))
    assert isinstance(await order(recorder, LIST, 4), Ordered)
    elsewhere = replace(loading, policyholder="Другая")
    assert isinstance(await order(recorder, elsewhere, 5), Ordered)
