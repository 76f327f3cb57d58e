"""HR has those reminded who began and did not finish: by day, once in a few days each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.daytime import Daytime
from bot.limits import Limits
from bot.use_cases.ports.audit import Act, Audit, AuditEntry
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.reminders import Outlook, Reminders
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.reminders.jobs import Batch, batch_job


@dataclass(frozen=True, slots=True)
class RemindUnfinished:
    """At most one reminder in LIMIT_REMINDER_DAYS for each person, whoever of HR asks.

    Whoever is due is taken by one guarded statement: of two HR people who ask at once, one
    finds nobody left.
    """

    reminders: Reminders
    jobs: JobQueue
    audit: Audit
    daytime: Daytime
    limits: Limits
    clock: Callable[[], datetime]

    async def outlook(self, policyholder: str) -> Outlook:
        """Say who would be reminded now."""
        return await self.reminders.outlook(policyholder, self._silent_since)

    async def __call__(
        self, recorder: Recorder, hr_id: int, policyholder: str
    ) -> tuple[Outlook, datetime]:
        """Plan the reminders of everybody who is due; return who that is, and when it begins."""
        outlook = await self.outlook(policyholder)
        begins = self.daytime.first(self.clock())
        if not outlook.due:
            return outlook, begins
        begins = begins.replace(microsecond=begins.microsecond // 1000 * 1000)
        entry = AuditEntry(hr_id, Act.REMINDED, policyholder, details=str(outlook.due))
        first = Batch(policyholder, begins)
        recorder.record(
            self.reminders.plan(policyholder, begins, self._silent_since),
            self.jobs.add(batch_job(hr_id, first, begins)),
            self.audit.note(entry),
        )
        return outlook, begins

    @property
    def _silent_since(self) -> datetime:
        return self.clock() - timedelta(days=self.limits.reminder_days)
