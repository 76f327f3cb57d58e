"""One company with two rows of the registry, two HR people, and a file from one of them."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.limits import Limits
from bot.texts import Texts
from bot.use_cases.phone_list.correct_phones import CorrectPhones
from bot.use_cases.phone_list.judge_list import Judged, JudgeList
from bot.use_cases.phone_list.limit_list import LimitList
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.phone_list.listed import PhoneList
from bot.use_cases.phone_list.upload_list import UploadList
from bot.use_cases.phone_list.warn_old_phones import WarnOldPhones
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.ports.chat_files import FileAway, FileGone
from bot.use_cases.ports.company_phones import KnownPhone
from bot.use_cases.ports.jobs import Again, Ended, Job, JobKind, NewJob
from bot.use_cases.ports.phone_requests import PhoneRequest, RequestState
from bot.use_cases.ports.registry_loader import Advance
from bot.use_cases.registry.file_jobs import FileAct, FileJobs
from bot.use_cases.registry.file_reading import FileReading
from tests.conftest import FakeClock
from tests.unit.phone_list_samples import listed, read
from tests.unit.registry_samples import good
from tests.use_cases.hr_fakes import FakeAudit
from tests.use_cases.phone_fakes import FakeHrPeople, FakePhoneRequests
from tests.use_cases.phone_list_fakes import FakeCompanyPhones, FakePeople
from tests.use_cases.pin_fakes import FakeCharges, FakeJobs, commit

HR, OTHER_HR, ADMIN, CHAT, COMPANY = 900, 901, 902, 7, "ООО «Маяк»"
OLD, NEW, THIRD = "+79000000001", "+79000000002", "+79000000003"
KEY, ANNA = good().key, good(GIVEN_NAME="Анна").key
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
        self.charges = FakeCharges(clock)
        self.content: PhoneList | Exception = FILE

    async def judges(self, *rows: Sequence[Any]) -> Judged:
        return await self._judge()(read(*rows), COMPANY, HR)

    def asks(
        self, phone: str, state: RequestState = RequestState.OPEN, policyholder: str = COMPANY
    ) -> None:
        now = self.clock.now
        until = now + timedelta(days=14)
        request = PhoneRequest("r", CHAT, 5, policyholder, phone, "И. А.", state, now, until)
        self.requests.rows.append(request)

    async def executes(self, order: ListOrder = LIST, attempts: int = 1) -> Ended | Again:
        """Carry out a job and commit what it leaves."""
        outcome = await self._decides(order, attempts)
        commit(outcome.writes)
        return outcome

    async def _decides(self, order: ListOrder, attempts: int = 1) -> Ended | Again:
        outcome = await self._files()(_job(order, attempts))
        assert isinstance(outcome, Ended | Again)
        return outcome

    def gives_up(self, order: ListOrder) -> None:
        commit(self._files().given_up(_job(order, 1)))

    def _files(self) -> FileJobs:
        return FileJobs({FileAct.PHONES: self._upload()})

    def _judge(self) -> JudgeList:
        return JudgeList(self.phones, self.people)

    def _upload(self) -> UploadList:
        correct = CorrectPhones(
            phones=self.phones,
            requests=self.requests,
            people=self.hr,
            audit=self.audit,
            jobs=self.jobs,
            warn=WarnOldPhones(self.jobs, PinCounters(self.charges, Limits()), self.clock),
            limits=Limits(),
            clock=self.clock,
            admin_ids=frozenset({ADMIN}),
        )
        return UploadList(
            reading=FileReading(self, self._post, self.clock, lambda: 0.0),
            read=self._read,
            people=self.hr,
            judge=self._judge(),
            limit=LimitList(self.charges, Limits()),
            correct=correct,
            audit=self.audit,
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


def _job(order: ListOrder, attempts: int) -> Job:
    new = order.job(cause=5)
    return Job(3, JobKind.FILE, new.dedupe_key, new.payload, HR, attempts)
