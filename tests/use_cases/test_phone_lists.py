"""A list of phones: judged row by row, and carried out in one transaction with its report."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.form.draft import Draft
from bot.form.replacement import Replacement
from bot.limits import Limits
from bot.texts import Texts
from bot.use_cases.administration.subjects_of_audit import row_of_audit
from bot.use_cases.phone_list.judge_list import Change
from bot.use_cases.phone_list.order_list import LoadedTooOften, Ordered, OrderList, OtherUnderWay
from bot.use_cases.ports.audit import Act, AuditEntry
from bot.use_cases.ports.chat_files import FileAway, FileGone
from bot.use_cases.ports.company_phones import Correction, KnownPhone
from bot.use_cases.ports.job_board import JobsSeen
from bot.use_cases.ports.jobs import Again, Ended, JobKind, JobState
from bot.use_cases.ports.phone_requests import RequestState
from bot.use_cases.ports.registry import UnreadableFile
from bot.use_cases.ports.registry_loader import LoadFailed
from bot.use_cases.registry.columns import BadHeader
from bot.use_cases.registry.file_reading import TRIES
from bot.use_cases.registry.order_file import OrderFile
from bot.use_cases.registry.rows import Refusal
from tests.conftest import FakeClock
from tests.unit.phone_list_samples import listed, read
from tests.unit.registry_samples import ALLA, good
from tests.use_cases.phone_list_fakes import FakePeople
from tests.use_cases.phone_list_office import (
    ADMIN,
    ANNA,
    CHAT,
    COMPANY,
    HR,
    KEY,
    LIST,
    NEW,
    OLD,
    OTHER_HR,
    THIRD,
    Office,
)
from tests.use_cases.pin_fakes import FakeCharges, FakeJobs, FakeRecorder, LostGuard

AS_POLICYHOLDER = good(ROLE="Страхователь").key


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
    assert office.report["lines"] == "Строка 2: подойдёт"
    assert (office.phones.rows[KEY].phone, office.warned) == (OLD, [])
    assert office.audit.entries == [AuditEntry(HR, Act.PHONES_LOOKED, COMPANY, details="~1 =0 !0")]


async def test_numbers_warnings_news_and_record_come_together(office: Office) -> None:
    await office.executes(replace(LIST, dry_run=False))
    assert office.report["outcome"] == "loaded"
    assert office.phones.rows[KEY].phone == NEW
    [warning] = office.warned
    assert json.loads(warning.payload).items() >= {"phone": OLD, "by_hr": True}.items()
    assert office.told("phones_uploaded") == {OTHER_HR: {"policyholder": COMPANY, "count": "1"}}
    loaded = {"changed": "1", "same": "0", "refused": "0"}
    about = {"policyholder": COMPANY, "user_id": str(HR)}
    assert office.told("phones_loaded") == {ADMIN: about | loaded}
    changed = AuditEntry(HR, Act.PHONE_CORRECTED, COMPANY, row_of_audit(5))
    counted = AuditEntry(HR, Act.PHONES_UPLOADED, COMPANY, details="~1 =0 !0")
    assert office.audit.entries == [changed, counted]


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
    assert (office.warned, office.audit.entries[-1].details) == ([], "~0 =1 !0")


async def test_a_request_for_that_number_is_granted(office: Office) -> None:
    office.asks(NEW)
    office.phones.waiting = (CHAT, 8)
    await office.executes(replace(LIST, dry_run=False))
    assert office.requests.rows[0].state is RequestState.CONFIRMED
    assert office.told("phone_confirmed") == {CHAT: {"request": "r"}}
    assert office.told("phones_corrected") == {8: {}}
    assert Act.PHONE_CONFIRMED in [entry.act for entry in office.audit.entries]


async def test_a_request_to_a_policyholder_renamed_since_is_ended_and_its_chat_looks_again(
    office: Office,
) -> None:
    office.asks(NEW, policyholder="ООО «Прежнее имя»")
    await office.executes(replace(LIST, dry_run=False))
    assert office.report["outcome"] == "loaded"
    assert office.requests.rows[0].state is RequestState.REFUSED
    assert office.told("phones_corrected") == {CHAT: {}}
    assert office.told("phone_confirmed") == office.told("phone_overruled") == {}


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


async def test_a_list_that_the_bot_gives_up_is_told(office: Office) -> None:
    office.gives_up(LIST)
    assert (office.report["outcome"], office.report["message"]) == ("failed", "17")


async def test_a_file_too_heavy_to_be_read_is_not_tried_again(office: Office) -> None:
    office.content = UnreadableFile("too-heavy")
    assert isinstance(await office.executes(), Ended)
    assert office.report["reason"] == "too-heavy"


class Board:
    """Says whether a file is under way."""

    def __init__(self) -> None:
        self.busy = False

    async def is_open(self, kind: JobKind, person: int | None, since: datetime) -> bool:
        return self.busy

    async def look(self) -> JobsSeen:
        raise NotImplementedError


async def test_loading_is_limited_by_day_and_company_and_looking_is_not(clock: FakeClock) -> None:
    board, charges, recorder = Board(), FakeCharges(clock), FakeRecorder()
    order = OrderList(OrderFile(board, FakeJobs(), clock), charges, Limits(phone_lists_per_day=1))
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
