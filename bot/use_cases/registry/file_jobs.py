"""The jobs of kind file: what may be done with a file of the chat, and who does it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.use_cases.ports.jobs import Job, JobKind, NewJob, Outcome
from bot.use_cases.ports.storage import Write


class FileAct(StrEnum):
    """What a file is."""

    REGISTRY = "registry"
    """Rows of the registry, from an administrator."""
    PHONES = "phones"
    """Corrected phones, from an HR person."""


def file_job(act: FileAct, chat_id: int, cause: int, order: Mapping[str, object]) -> NewJob:
    """Make the job; an update orders one."""
    key = f"file:{chat_id}:{cause}"
    return NewJob(JobKind.FILE, key, json.dumps({"act": act, "order": order}), chat_id)


class FileExecutor(Protocol):
    """Who does an act."""

    async def __call__(self, job: Job) -> Outcome: ...

    def given_up(self, job: Job) -> tuple[Write, ...]:
        """Tell the chat that nothing more comes of the job."""
        ...


@dataclass(frozen=True, slots=True)
class FileJobs:
    """The executor of kind file: hands each job to the one who does its act."""

    acts: Mapping[FileAct, FileExecutor]

    async def __call__(self, job: Job) -> Outcome:
        return await self._whose(job)(job)

    def given_up(self, job: Job) -> tuple[Write, ...]:
        return self._whose(job).given_up(job)

    def _whose(self, job: Job) -> FileExecutor:
        return self.acts[FileAct(json.loads(job.payload)["act"])]
