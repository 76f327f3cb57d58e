"""Leaves a file of the chat to be looked at, or to be loaded, unless another one is under way."""

from dataclasses import dataclass

from bot.use_cases.ports.job_board import JobBoard
from bot.use_cases.ports.jobs import JobKind, JobQueue, NewJob
from bot.use_cases.ports.storage import Recorder


@dataclass(frozen=True, slots=True)
class OrderFile:
    """One file at a time: two would wait for each other and report rows of each other."""

    board: JobBoard
    jobs: JobQueue

    async def __call__(self, recorder: Recorder, job: NewJob) -> bool:
        """Return False, having ordered nothing, while another file is under way."""
        if await self.board.is_open(JobKind.FILE):
            return False
        recorder.record(self.jobs.add(job))
        return True
