"""A registry file of the chat: fetched, imported, told about once."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.texts import Texts
from bot.use_cases.ports.audit import AuditEntry, AuditLine
from bot.use_cases.ports.chat_files import FileAway, FileGone
from bot.use_cases.ports.jobs import Again, Ended, Job, JobKind, JobState, NewJob
from bot.use_cases.ports.registry import Missing, UnreadableFile
from bot.use_cases.ports.registry_loader import Advance, LoadFailed
from bot.use_cases.ports.storage import Write
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.file_jobs import FileAct, FileJobs
from bot.use_cases.registry.file_order import FileOrder
from bot.use_cases.registry.file_reading import PROGRESS_SECONDS, TRIES, FileReading
from bot.use_cases.registry.import_file import ImportFile
from bot.use_cases.registry.import_registry import ImportOptions, ImportReport, Phase, TooFewRows
from bot.use_cases.registry.import_told import LONGEST_LIST, packed, unpacked
from bot.use_cases.registry.rows import Refusal
from tests.conftest import FakeClock
from tests.use_cases.pin_fakes import commit

ADMIN = 9001
REPORT = ImportReport(3, 2, 1, (Refusal(4, "landline", "телефон"),), ())
MISSING = (Missing(6, "ООО «Пруд»"),)
ORDER = FileOrder(ADMIN, "file-1", 17)


@dataclass
class Desk:
    """Everything around the executor: what it fetches, and what it leaves."""

    texts: Texts
    clock: FakeClock
    fault: Exception | None = None
    report: ImportReport = REPORT
    ticks: int = 0
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    progress: list[dict[str, Any]] = field(default_factory=list)
    noted: list[AuditEntry] = field(default_factory=list)
    options: list[ImportOptions] = field(default_factory=list)
    now: float = 0.0

    async def fetch(self, file_id: str) -> bytes:
        if isinstance(self.fault, FileGone | FileAway):
            raise self.fault
        return f"content of {file_id}".encode()

    async def load(self, content: bytes, options: ImportOptions, advance: Advance) -> ImportReport:
        assert content == b"content of file-1"
        self.options.append(options)
        for done in range(self.ticks):
            self.now += PROGRESS_SECONDS / 2
            await advance(Phase.READING, done + 1, self.ticks)
        if self.fault:
            raise self.fault
        return self.report

    def add(self, job: NewJob) -> Write:
        return Write(lambda: self.told.setdefault(job.dedupe_key, json.loads(job.payload)))

    def note(self, entry: AuditEntry) -> Write:
        return Write(lambda: self.noted.append(entry))

    async def last(self, count: int) -> tuple[AuditLine, ...]:
        raise NotImplementedError

    def forget(self, subject: str) -> Write:
        raise NotImplementedError

    async def post(self, job: NewJob) -> None:
        self.progress.append(json.loads(job.payload))

    async def executes(self, order: FileOrder = ORDER, attempts: int = 1) -> Ended | Again:
        outcome = await self._files()(_job(order, attempts))
        assert isinstance(outcome, Ended | Again)
        commit(outcome.writes)
        return outcome

    def gives_up(self, order: FileOrder) -> None:
        commit(self._files().given_up(_job(order, 1)))

    def _files(self) -> FileJobs:
        return FileJobs({FileAct.REGISTRY: self._executor()})

    def _executor(self) -> ImportFile:
        reading = FileReading(self, self.post, self.clock, lambda: self.now)
        return ImportFile(reading, self.load, self, self, self.texts.plain)

    @property
    def data(self) -> dict[str, str]:
        [event] = self.told.values()
        told: dict[str, str] = event["data"]
        return told


def _job(order: FileOrder, attempts: int) -> Job:
    new = order.job(cause=5)
    return Job(1, JobKind.FILE, new.dedupe_key, new.payload, ADMIN, attempts)


@pytest.fixture
def desk(texts: Texts, clock: FakeClock) -> Desk:
    return Desk(texts, clock)


async def test_a_look_is_told_with_rows_and_reasons_and_is_no_act(desk: Desk) -> None:
    await desk.executes()
    expected = {"outcome": "checked", "added": "3", "changed": "2", "refused": "1"}
    assert expected.items() <= desk.data.items()
    assert desk.data["lines"].startswith("Строка 4, «телефон»: городской номер")
    assert (desk.data["list"], desk.noted) == ("", [])
    assert desk.options == [ImportOptions(dry_run=True)]


async def test_the_missing_stand_below_a_heading_of_their_own(desk: Desk) -> None:
    desk.report = replace(REPORT, missing=MISSING)
    await desk.executes()
    [_, heading, missing] = desk.data["lines"].splitlines()
    assert heading == "Есть в реестре, но не нашлись в файле:"
    assert (missing, desk.data["list"]) == ("ООО «Пруд»: 1", "")


async def test_a_loading_is_on_record(desk: Desk) -> None:
    await desk.executes(replace(ORDER, dry_run=False, replace=True))
    assert desk.data["outcome"] == "loaded"
    assert [entry.details for entry in desk.noted] == ["+3 ~2 =1 !1 -0"]
    assert desk.options == [ImportOptions(replace=True)]


async def test_only_what_was_ended_is_on_record_as_ended(desk: Desk) -> None:
    desk.report = replace(REPORT, missing=MISSING)
    await desk.executes(replace(ORDER, dry_run=False, replace=True))
    assert (desk.data["doubtful"], desk.data["missing"]) == ("1", "1")
    assert [entry.details for entry in desk.noted] == ["+3 ~2 =1 !1 -0"]


async def test_what_was_ended_is_on_record(desk: Desk) -> None:
    desk.report = replace(REPORT, refused=(), missing=MISSING)
    await desk.executes(replace(ORDER, dry_run=False, replace=True))
    assert desk.data["doubtful"] == "0"
    assert [entry.details for entry in desk.noted] == ["+3 ~2 =1 !0 -1"]


async def test_a_job_taken_over_from_a_dead_process_is_told_once(desk: Desk) -> None:
    await desk.executes()
    desk.report = replace(REPORT, added=0, unchanged=4)
    await desk.executes(attempts=2)
    assert desk.data["added"] == "3"


async def test_many_lines_come_packed(desk: Desk, texts: Texts) -> None:
    desk.report = replace(REPORT, refused=REPORT.refused * 11)
    await desk.executes()
    assert len(desk.data["lines"].splitlines()) == 10
    assert len(unpacked(desk.data["list"]).decode().splitlines()) == 11
    endless = unpacked(packed(["строка"] * (LONGEST_LIST + 7), texts.plain)).decode()
    assert endless.splitlines()[-1] == "… и ещё строк: 7"


async def test_no_good_row_is_said(desk: Desk) -> None:
    desk.report = ImportReport(0, 0, 0, REPORT.refused, ())
    await desk.executes()
    assert desk.data["outcome"] == "useless"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (UnreadableFile("empty"), {"outcome": "file", "reason": "empty"}),
        (
            UnreadableFile("unclosed-quote", 5),
            {"outcome": "file", "reason": "unclosed-quote", "row": "5"},
        ),
        (FileGone("gone"), {"outcome": "file", "reason": "gone"}),
        (TooFewRows(1, 9), {"outcome": "few", "good": "1", "known": "9"}),
        (
            BadHeader(["роль"], ["Анна"], ["Иванова", "телефон"]),
            {"outcome": "header", "missing": "роль", "unknown": "1", "repeated": "телефон"},
        ),
    ],
)
async def test_a_wrong_file_is_told_without_its_contents(
    desk: Desk, fault: Exception, told: dict[str, str]
) -> None:
    desk.fault = fault
    outcome = await desk.executes()
    assert isinstance(outcome, Ended)
    assert outcome.state is JobState.DONE
    assert told.items() <= desk.data.items()


@pytest.mark.parametrize("fault", [FileAway("TimeoutError"), LoadFailed("timeout")])
async def test_what_may_pass_is_tried_again_and_then_given_up(
    desk: Desk, fault: Exception
) -> None:
    desk.fault = fault
    outcome = await desk.executes()
    assert isinstance(outcome, Again)
    assert desk.told == {}
    outcome = await desk.executes(attempts=TRIES)
    assert isinstance(outcome, Ended)
    assert (outcome.state, desk.data["outcome"]) == (JobState.DEAD, "failed")


async def test_a_loading_that_the_bot_gives_up_is_told_and_on_record(desk: Desk) -> None:
    desk.gives_up(replace(ORDER, dry_run=False))
    assert (desk.data["outcome"], desk.data["message"]) == ("failed", "17")
    assert [entry.details for entry in desk.noted] == ["LoadFailed"]


async def test_progress_is_told_now_and_then(desk: Desk) -> None:
    desk.ticks = 5
    await desk.executes()
    assert [event["data"]["done"] for event in desk.progress] == ["2", "4"]
