"""Leaves a file of the chat to be looked at, or to be loaded, unless one is under way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.use_cases.ports.job_board import JobBoard
from bot.use_cases.ports.jobs import JobQueue, NewJob
from bot.use_cases.ports.storage import Recorder

LONGEST = timedelta(hours=1)
"""A file that is under way for longer keeps nobody from sending another one."""


@dataclass(frozen=True, slots=True)
class OrderFile:
    """One file of a chat at a time: two would wait for each other and mix up their reports."""

    board: JobBoard
    jobs: JobQueue
    clock: Callable[[], datetime]

    async def __call__(self, recorder: Recorder, job: NewJob) -> bool:
        """Return False, having ordered nothing, while another file of the chat is under way."""
        if await self.board.is_open(job.kind, job.person, self.clock() - LONGEST):
            return False
        recorder.record(self.jobs.add(job))
        return True
