"""Hands an activated account over, as it stands now, until the cabinet has it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.use_cases.cabinet.retries import after_refusal
from bot.use_cases.ports.cabinet import Cabinet, CabinetAccounts, CabinetRefused
from bot.use_cases.ports.jobs import Ended, Job, Outcome

log = structlog.get_logger("bot.cabinet")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Does CabinetAct.SAVE; an account that was erased meanwhile is handed over no more."""

    accounts: CabinetAccounts
    cabinet: Cabinet
    clock: Callable[[], datetime]

    async def __call__(self, job: Job) -> Outcome:
        account = await self.accounts.find(json.loads(job.payload)["account"])
        if account is None:
            return Ended()
        try:
            await self.cabinet.hand_over(account)
        except CabinetRefused as refusal:
            return after_refusal(refusal, job, self.clock())
        log.info("account handed over", account=account.id)
        return Ended()
