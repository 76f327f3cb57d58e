"""What is to be done with a registry file that an administrator sent: the payload of its job."""

import json
from dataclasses import asdict, dataclass, field

from bot.use_cases.ports.jobs import Job, NewJob
from bot.use_cases.registry.file_jobs import FileAct, file_job
from bot.use_cases.registry.import_registry import ImportOptions


@dataclass(frozen=True, slots=True)
class FileOrder:
    """An import to be tried or made.

    Attributes:
        file_id: under which Telegram hands the file over.
        message_id: the message that brought it.
        dry_run: only report.
        replace: end what the file lacks.
    """

    admin_id: int
    file_id: str = field(repr=False)
    message_id: int
    dry_run: bool = True
    replace: bool = False

    @property
    def options(self) -> ImportOptions:
        """An administrator in a chat cannot force: that takes the command line."""
        return ImportOptions(dry_run=self.dry_run, replace=self.replace)

    def job(self, cause: int) -> NewJob:
        return file_job(FileAct.REGISTRY, self.admin_id, cause, asdict(self))


def order_of(job: Job) -> FileOrder:
    return FileOrder(**json.loads(job.payload)["order"])
