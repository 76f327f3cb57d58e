"""Planned reminders become jobs, ten people a second, a hundred people at a time.

So no transaction grows with the company, and a restart goes on where it stopped.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from bot.domain.daytime import Daytime
from bot.use_cases.ports.jobs import JobQueue
from bot.use_cases.ports.reminders import Reminders
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.reminders.jobs import Batch, batch_job, reminder_job

PER_SECOND = 10
"""Leaves more than half of what Telegram takes to those who write themselves (Bot API FAQ)."""
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class SpreadReminders:
    """Gives each person the very second of their reminder, by day."""

    reminders: Reminders
    jobs: JobQueue
    daytime: Daytime
    clock: Callable[[], datetime]

    async def __call__(self, recorder: Recorder, hr_id: int, batch: Batch) -> None:
        chat_ids = await self.reminders.planned_for(
            batch.policyholder, batch.planned, batch.after, AT_ONCE
        )
        last = self.clock()
        for at, some in self._by_second(chat_ids):
            recorder.record(self.reminders.move(some, batch.planned, at))
            jobs = (reminder_job(chat_id, batch.policyholder, at) for chat_id in some)
            recorder.record(*map(self.jobs.add, jobs))
            last = at
        if len(chat_ids) == AT_ONCE:
            following = replace(batch, after=chat_ids[-1])
            recorder.record(
                self.jobs.add(batch_job(hr_id, following, last + timedelta(seconds=1)))
            )

    def _by_second(self, chat_ids: Sequence[int]) -> Iterator[tuple[datetime, Sequence[int]]]:
        remaining = iter(chat_ids)
        groups = iter(lambda: tuple(islice(remaining, PER_SECOND)), ())
        return zip(self.daytime.seconds(self.clock()), groups, strict=False)
