"""The moment of a reminder has come: whether it is still to be said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.daytime import Daytime
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.reminders import Reminders
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.reminders.jobs import reminder_job


@dataclass(frozen=True, slots=True)
class DeliverReminder:
    """Says no if another moment is planned by now, or the person declined reminders.

    What comes too late, in the evening after a long standstill, waits for the morning.
    """

    reminders: Reminders
    jobs: JobQueue
    daytime: Daytime
    clock: Callable[[], datetime]

    async def __call__(
        self, recorder: Recorder, chat_id: int, policyholder: str, planned: datetime
    ) -> bool:
        if await self.reminders.planned(chat_id) != planned:
            return False
        now = self.clock()
        first = self.daytime.first(now)
        if first == now:
            return True
        recorder.record(
            self.reminders.move([chat_id], planned, first),
            self.jobs.add(reminder_job(chat_id, policyholder, first)),
        )
        return False
