"""Carries out a cabinet job: hands an activated account over until the cabinet has it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.use_cases.ports.cabinet import (
    Cabinet,
    CabinetAccount,
    CabinetAccounts,
    CabinetFault,
    CabinetRefused,
)
from bot.use_cases.ports.jobs import Again, Ended, Job, JobState, Outcome

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
REFUSED_AT_MOST = timedelta(days=3)
log = structlog.get_logger("bot.cabinet")


@dataclass(frozen=True, slots=True)
class HandOver:
    """A cabinet that is away is waited for; one that refuses, for three days from activation."""

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
            return self._after(refusal, job, account)
        log.info("account handed over", account=account.id)
        return Ended()

    def _after(self, refusal: CabinetRefused, job: Job, account: CabinetAccount) -> Outcome:
        refused = refusal.fault is CabinetFault.REFUSED
        tell = log.critical if refused else log.warning
        tell("account not handed over", account=account.id, code=refusal.code)
        now = self.clock()
        if not refused:
            return Again(now + pause_after(job.attempts), error=refusal.code)
        if now >= account.activated_at + REFUSED_AT_MOST:
            return Ended(JobState.DEAD, error=refusal.code)
        return Again(now + LONGEST_PAUSE, error=refusal.code)


def pause_after(failure: int) -> timedelta:
    """Double from half a minute to an hour."""
    return min(FIRST_PAUSE * int(2 ** min(failure - 1, 10)), LONGEST_PAUSE)
