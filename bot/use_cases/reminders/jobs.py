"""The jobs of reminders: one a person, made by jobs of a hundred people each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.company.desk_events import DeskEvent, desk_event
from bot.use_cases.ports.jobs import NewJob


@dataclass(frozen=True, slots=True)
class Batch:
    """The next people of a company whose reminder was planned at `planned`.

    Attributes:
        after: the last chat of the batch before.
    """

    policyholder: str
    planned: datetime
    after: int = 0

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "Batch":
        """Read what `batch_job` has put into its event."""
        planned = datetime.fromisoformat(data["planned"])
        return cls(data["policyholder"], planned, int(data["after"]))


def batch_job(hr_id: int, batch: Batch, not_before: datetime) -> NewJob:
    """Make the job; it runs in the chat of the HR person, who is told nothing."""
    told = {
        "policyholder": batch.policyholder,
        "planned": batch.planned.isoformat(),
        "after": str(batch.after),
    }
    key = f"{_number(batch.planned)}:{batch.after}"
    return replace(desk_event(DeskEvent.REMIND, key, hr_id, **told), not_before=not_before)


def reminder_job(chat_id: int, policyholder: str, at: datetime) -> NewJob:
    """Make the job; a person gets one for a moment."""
    told = {"policyholder": policyholder, "at": at.isoformat()}
    job = desk_event(DeskEvent.REMINDER, str(_number(at)), chat_id, **told)
    return replace(job, not_before=at)


def _number(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
