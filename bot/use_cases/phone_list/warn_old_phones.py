"""Whoever has an old number hears there that a list has replaced it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.use_cases.phone_list.list_order import ListOrder, part_of
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.sms_jobs import PhoneChanged
from bot.use_cases.ports.company_phones import Correction
from bot.use_cases.ports.jobs import JobQueue, NewJob
from bot.use_cases.ports.storage import Write

BETWEEN_WARNINGS = timedelta(seconds=0.5)
"""The longest list takes eight minutes of warnings to old numbers."""
log = structlog.get_logger("bot.sms")


@dataclass(frozen=True, slots=True)
class WarnOldPhones:
    """One message to a number, however many rows had it; no list floods a phone or the budget."""

    jobs: JobQueue
    counters: PinCounters
    clock: Callable[[], datetime]

    async def __call__(
        self, corrections: Sequence[Correction], order: ListOrder, cause: int
    ) -> list[Write]:
        """Charge the messages; what is over a limit is left out, and the operator hears of it.

        Args:
            cause: of the list; a second run of it is not charged twice.
        """
        every = _notices(corrections, order, cause)
        allowed = [one for one in every if await self._is_allowed(one)]
        if left_out := len(every) - len(allowed):
            log.warning("warnings left out", count=left_out)
        return [self.jobs.add(self._job(one, place)) for place, one in enumerate(allowed)]

    async def _is_allowed(self, notice: PhoneChanged) -> bool:
        part = part_of(notice.cause, notice.insured_id)
        return await self.counters.warning(notice.phone, part)

    def _job(self, notice: PhoneChanged, place: int) -> NewJob:
        """One after another, so that between them PINs leave at once."""
        return replace(notice.job(), not_before=self.clock() + place * BETWEEN_WARNINGS)


def _notices(
    corrections: Sequence[Correction], order: ListOrder, cause: int
) -> tuple[PhoneChanged, ...]:
    rows: dict[str, int] = {}
    for one in corrections:
        if one.known.phone is not None:
            rows.setdefault(one.known.phone, one.known.insured_id)
    return tuple(
        PhoneChanged(insured_id, order.hr_id, phone, cause, by_hr=True)
        for phone, insured_id in rows.items()
    )
