"""Tells the cabinet that an account is gone from here, until it has heard."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.use_cases.cabinet.retries import after_refusal
from bot.use_cases.ports.cabinet import Cabinet, CabinetRefused
from bot.use_cases.ports.jobs import Ended, Job, Outcome

log = structlog.get_logger("bot.cabinet")


@dataclass(frozen=True, slots=True)
class EraseInCabinet:
    """Does CabinetAct.ERASE; how the cabinet closes the account is the insurer's procedure."""

    cabinet: Cabinet
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> Outcome:
        account_id = json.loads(job.payload)["account"]
        try:
            await self.cabinet.erase(account_id)
        except CabinetRefused as refusal:
            return after_refusal(refusal, job, self.clock())
        log.info("cabinet told of an erasure", account=account_id)
        return Ended()
