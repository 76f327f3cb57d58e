"""When the cabinet is asked again after it refused."""

import json
from datetime import datetime, timedelta

import structlog

from bot.use_cases.ports.cabinet import CabinetFault, CabinetRefused
from bot.use_cases.ports.jobs import Again, Ended, Job, JobState, Outcome

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
REFUSED_AT_MOST = timedelta(days=3)
log = structlog.get_logger("bot.cabinet")


def after_refusal(refusal: CabinetRefused, job: Job, now: datetime) -> Outcome:
    """A cabinet that is away is waited for; one that refuses, for three days."""
    content = json.loads(job.payload)
    refused = refusal.fault is CabinetFault.REFUSED
    tell = log.critical if refused else log.warning
    tell("cabinet not told", account=content["account"], act=content["act"], code=refusal.code)
    if not refused:
        return Again(now + pause_after(job.attempts), error=refusal.code)
    if now >= datetime.fromisoformat(content["since"]) + REFUSED_AT_MOST:
        return Ended(JobState.DEAD, error=refusal.code)
    return Again(now + LONGEST_PAUSE, error=refusal.code)


def pause_after(failure: int) -> timedelta:
    """Double from half a minute to an hour."""
    return min(FIRST_PAUSE * int(2 ** min(failure - 1, 10)), LONGEST_PAUSE)
