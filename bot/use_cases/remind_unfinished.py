"""HR has those reminded who began and did not finish: by day, and not all at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.daytime import Daytime
from bot.use_cases.desk_events import DeskEvent, desk_event
from bot.use_cases.plan_reminders import PlanReminders, ReminderPlan
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.jobs import JobQueue, NewJob
from bot.use_cases.ports.reminders import Reminders
from bot.use_cases.ports.storage import Recorder

PER_SECOND = 10
"""Leaves more than half of what Telegram takes to those who write themselves (Bot API FAQ)."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was planned, and when it begins; None where nobody is due."""

    plan: ReminderPlan
    begins: datetime | None


@dataclass(frozen=True, slots=True)
class RemindUnfinished:
    """Of two HR people who ask at once, one finds everybody reminded already.

    A reminder is said only at the moment that stands in the plan of its person
    (`DeliverReminder`), so a second job for the same person says nothing.
    """

    plan: PlanReminders
    reminders: Reminders
    jobs: JobQueue
    audit: Audit
    daytime: Daytime
    clock: Callable[[], datetime]

    async def __call__(self, recorder: Recorder, hr_id: int, policyholder: str) -> Reminded:
        plan = await self.plan(policyholder)
        if not plan.due:
            return Reminded(plan, None)
        entry = AuditEntry(hr_id, Act.REMINDED, policyholder, details=str(len(plan.due)))
        recorder.record(self.audit.note(entry))
        for at, chat_ids in self._spread(plan.due):
            recorder.record(self.reminders.plan(chat_ids, at, plan.silent_since))
            jobs = (reminder_job(chat_id, policyholder, at) for chat_id in chat_ids)
            recorder.record(*map(self.jobs.add, jobs))
        return Reminded(plan, self.daytime.first(self.clock()))

    def _spread(self, chat_ids: tuple[int, ...]) -> Iterator[tuple[datetime, tuple[int, ...]]]:
        starts = range(0, len(chat_ids), PER_SECOND)
        groups = (chat_ids[start : start + PER_SECOND] for start in starts)
        return zip(self.daytime.seconds(self.clock()), groups, strict=False)


def reminder_job(chat_id: int, policyholder: str, at: datetime) -> NewJob:
    """Make the job; a person gets one for a moment."""
    told = {"policyholder": policyholder, "at": at.isoformat()}
    job = desk_event(DeskEvent.REMINDER, str(int(at.timestamp())), chat_id, **told)
    return replace(job, not_before=at)
