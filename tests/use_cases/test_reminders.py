"""Who is reminded and when: once in three days, by day, ten people a second."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.domain.daytime import Daytime
from bot.limits import Limits
from bot.use_cases.company.desk_events import DeskEvent
from bot.use_cases.ports.audit import Act
from bot.use_cases.ports.jobs import NewJob
from bot.use_cases.ports.reminders import Outlook
from bot.use_cases.reminders.deliver_reminder import DeliverReminder
from bot.use_cases.reminders.jobs import Batch, reminder_job
from bot.use_cases.reminders.remind_unfinished import RemindUnfinished
from bot.use_cases.reminders.spread_reminders import SpreadReminders
from tests.conftest import FakeClock
from tests.use_cases.hr_fakes import FakeAudit, FakeReminders
from tests.use_cases.pin_fakes import FakeJobs, FakeRecorder, LostGuard

ROSE, OLGA = "АО «Роза»", 7001
DAYTIME = Daytime(9, 21)


@dataclass
class Office:
    """An HR person's desk; it is noon in Moscow."""

    clock: FakeClock
    reminders: FakeReminders = field(default_factory=FakeReminders)
    jobs: FakeJobs = field(default_factory=FakeJobs)
    audit: FakeAudit = field(default_factory=FakeAudit)
    said: list[tuple[int, datetime]] = field(default_factory=list)

    @property
    def remind(self) -> RemindUnfinished:
        return RemindUnfinished(
            self.reminders, self.jobs, self.audit, DAYTIME, Limits(), self.clock
        )

    async def reminds(self) -> tuple[Outlook, datetime]:
        work = FakeRecorder()
        told = await self.remind(work, OLGA, ROSE)
        work.commit()
        return told

    async def declines(self, chat_id: int) -> None:
        work = FakeRecorder()
        work.record(self.reminders.decline(chat_id))
        work.commit()

    async def passes(self, **time: float) -> None:
        """Let time go by from job to job, as the worker does."""
        until = self.clock.now + timedelta(**time)
        while due := sorted(self._due(until), key=lambda job: job.not_before or until):
            job = self.jobs.left.pop(due[0].dedupe_key)
            self.clock.now = max(self.clock.now, job.not_before or until)
            await self._does(job)
        self.clock.now = until

    def _due(self, until: datetime) -> Iterator[NewJob]:
        return (
            job for job in self.jobs.left.values() if job.not_before and job.not_before <= until
        )

    async def _does(self, job: NewJob) -> None:
        event, work, person = json.loads(job.payload), FakeRecorder(), job.person or 0
        told = event["data"]
        if event["kind"] == DeskEvent.REMIND:
            spread = SpreadReminders(self.reminders, self.jobs, DAYTIME, self.clock)
            await spread(work, person, Batch.of(told))
        else:
            deliver = DeliverReminder(self.reminders, self.jobs, DAYTIME, self.clock)
            planned = datetime.fromisoformat(told["at"])
            if await deliver(work, person, told["policyholder"], planned):
                self.said.append((person, self.clock.now))
        work.commit()


@pytest.fixture
def office(clock: FakeClock) -> Office:
    return Office(clock)


def of(count: int) -> FakeReminders:
    """Return people whom nobody has reminded yet."""
    return FakeReminders(dict.fromkeys(range(1, count + 1)))


async def test_who_is_due_is_reminded_once_and_the_act_is_noted(office: Office) -> None:
    office.reminders = of(2)
    assert await office.reminds() == (Outlook(due=2), office.clock.now)
    begun = office.clock.now
    await office.passes(hours=1)
    assert office.said == [(1, begun), (2, begun)]
    [entry] = office.audit.entries
    assert (entry.actor, entry.act, entry.policyholder) == (OLGA, Act.REMINDED, ROSE)
    assert entry.details == "2"


async def test_nobody_is_due_again_before_three_days(office: Office) -> None:
    office.reminders = of(1)
    await office.reminds()
    await office.passes(days=2, hours=23, minutes=59)
    assert (await office.reminds())[0] == Outlook(recently=1)
    await office.passes(minutes=1)
    assert (await office.reminds())[0] == Outlook(due=1)


async def test_where_nobody_is_due_nothing_is_written(office: Office) -> None:
    office.reminders = FakeReminders({1: None}, declined={1})
    assert (await office.reminds())[0] == Outlook(unreachable=1)
    assert not office.jobs.left
    assert not office.audit.entries


async def test_many_are_reminded_ten_a_second_and_each_of_them_once(office: Office) -> None:
    office.reminders = of(1234)
    await office.reminds()
    await office.passes(minutes=5)
    assert {person for person, _ in office.said} == set(range(1, 1235))
    assert len(office.said) == 1234
    assert max(Counter(at for _, at in office.said).values()) == 10
    first, last = min(at for _, at in office.said), max(at for _, at in office.said)
    assert last - first == timedelta(seconds=123)


async def test_of_many_nobody_hears_again_too_early(office: Office) -> None:
    office.reminders = of(250)
    await office.reminds()
    await office.passes(days=3)
    assert (await office.reminds())[0] == Outlook(due=10, recently=240)


async def test_whom_the_evening_leaves_over_hears_in_the_morning(office: Office) -> None:
    await office.passes(hours=8, minutes=59, seconds=59)
    evening = office.clock.now
    office.reminders = of(20)
    await office.reminds()
    await office.passes(days=1)
    moments = Counter(at for _, at in office.said)
    assert moments == {evening: 10, evening + timedelta(hours=12, seconds=1): 10}


async def test_what_is_asked_for_at_night_begins_in_the_morning(office: Office) -> None:
    await office.passes(hours=10)
    office.reminders = of(1)
    morning = office.clock.now + timedelta(hours=11)
    assert await office.reminds() == (Outlook(due=1), morning)
    await office.passes(days=1)
    assert office.said == [(1, morning)]


async def test_of_two_who_ask_at_the_same_moment_one_has_to_look_again(office: Office) -> None:
    office.reminders = of(3)
    first, second = FakeRecorder(), FakeRecorder()
    await office.remind(first, OLGA, ROSE)
    await office.remind(second, OLGA + 1, ROSE)
    first.commit()
    with pytest.raises(LostGuard):
        second.commit()
    await office.passes(hours=1)
    assert [person for person, _ in office.said] == [1, 2, 3]


async def test_a_second_order_of_the_same_night_leaves_nobody_out(office: Office) -> None:
    await office.passes(hours=10)
    office.reminders = of(1)
    await office.reminds()
    office.reminders.moments[2] = None
    assert (await office.reminds())[0] == Outlook(due=1, recently=1)
    await office.passes(days=1)
    assert [person for person, _ in office.said] == [1, 2]


async def test_who_declines_after_the_order_hears_nothing(office: Office) -> None:
    office.reminders = of(2)
    await office.reminds()
    await office.declines(1)
    await office.passes(hours=1)
    assert [person for person, _ in office.said] == [2]


async def test_what_comes_too_late_in_the_evening_waits_for_the_morning(office: Office) -> None:
    noon = office.clock.now
    office.reminders = FakeReminders({1: noon})
    overdue = reminder_job(1, ROSE, noon)
    office.jobs.left[overdue.dedupe_key] = overdue
    office.clock.passes(hours=10)
    await office.passes(days=1)
    assert office.said == [(1, noon + timedelta(hours=21))]
