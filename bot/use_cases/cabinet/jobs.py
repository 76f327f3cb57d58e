"""What the cabinet is to be told of an account: jobs that carry its id alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.use_cases.ports.accounts import Account
from bot.use_cases.ports.jobs import Executor, Job, JobKind, NewJob, Outcome

ERASED_AFTER = timedelta(minutes=1)
"""By then a hand-over that was under way has come to its end: it cannot follow the erasure."""


class CabinetAct(StrEnum):
    """What a job of kind cabinet does."""

    SAVE = "save"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class CabinetJobs:
    """The executor of kind cabinet: hands each job to the one who does its act."""

    acts: Mapping[CabinetAct, Executor]

    async def __call__(self, job: Job) -> Outcome:
        return await self.acts[CabinetAct(json.loads(job.payload)["act"])](job)


def hand_over_job(account: Account, now: datetime, added: int | None = None) -> NewJob:
    """Have an account handed over as it stands when the job is done.

    Args:
        added: the insured person who was added to it; None at its activation.
    """
    key = f"cabinet:{account.id}" if added is None else f"cabinet:{account.id}:{added}"
    return NewJob(
        JobKind.CABINET, key, _payload(CabinetAct.SAVE, account.id, now), account.chat_id
    )


def erasure_job(account_id: str, now: datetime) -> NewJob:
    """Have the cabinet told that an account is gone; nothing in it leads to the person."""
    return NewJob(
        JobKind.CABINET,
        f"cabinet:{account_id}:erase",
        _payload(CabinetAct.ERASE, account_id, now),
        not_before=now + ERASED_AFTER,
    )


def _payload(act: CabinetAct, account_id: str, now: datetime) -> str:
    return json.dumps({"act": act, "account": account_id, "since": now.isoformat()})
