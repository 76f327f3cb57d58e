"""What is to be done with a list that an HR person sent: the payload of its job."""

import json
from dataclasses import asdict, dataclass, field

from bot.use_cases.ports.jobs import Job, NewJob
from bot.use_cases.registry.file_jobs import FileAct, file_job

LARGEST_PART = 2**32


@dataclass(frozen=True, slots=True)
class ListOrder:
    """A list to be looked at or to be carried out.

    Attributes:
        hr_id: who sent it, for the people of `policyholder`.
        file_id: under which Telegram hands the file over.
        message_id: the message that brought it.
        dry_run: only report.
    """

    hr_id: int
    policyholder: str
    file_id: str = field(repr=False)
    message_id: int
    dry_run: bool = True

    def job(self, cause: int) -> NewJob:
        return file_job(FileAct.PHONES, self.hr_id, cause, asdict(self))


def part_of(cause: int, number: int) -> int:
    """Give one part of a list, such as a row, a cause of its own to be charged under.

    Args:
        cause: of the list, below zero; its parts meet those of no other list.
    """
    return cause * LARGEST_PART - number


def list_order_of(job: Job) -> ListOrder:
    return ListOrder(**json.loads(job.payload)["order"])
