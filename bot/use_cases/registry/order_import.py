"""Leaves a registry file to be looked at, or to be loaded, unless another one is under way."""

from dataclasses import dataclass

from bot.use_cases.ports.job_board import JobBoard
from bot.use_cases.ports.jobs import JobKind, JobQueue
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.registry.file_order import FileOrder


@dataclass(frozen=True, slots=True)
class OrderImport:
    """One import at a time: two would wait for each other and report rows of each other."""

    board: JobBoard
    jobs: JobQueue

    async def __call__(self, recorder: Recorder, order: FileOrder, cause: int) -> bool:
        """Return False, having ordered nothing, while another import is under way."""
        if await self.board.is_open(JobKind.FILE):
            return False
        recorder.record(self.jobs.add(order.job(cause)))
        return True
