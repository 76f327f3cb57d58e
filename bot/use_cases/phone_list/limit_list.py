"""What lists may ask and change: charged before anything of a list is told."""

from collections.abc import AsyncIterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.allowance import Allowance
from bot.limits import Limits
from bot.use_cases.phone_list.judge_list import NOT_FOUND, Change, Judged
from bot.use_cases.phone_list.list_order import ListOrder, part_of
from bot.use_cases.phone_list.listed import ListedPhone, PhoneList
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.registry.rows import Refusal

DAY, MONTH = timedelta(days=1), timedelta(days=30)
MISSES, PERSON = "phones.misses", "phones.person"
TOLD = Rule("phones.told", (Allowance(1, DAY),))


@dataclass(frozen=True, slots=True)
class AskedTooOften:
    """Nothing of the list is told: its policyholder has named too many unknown people."""

    until: datetime


@dataclass(frozen=True, slots=True)
class LimitList:
    """A list answers who is insured, so that its misses are counted as those of the chat are.

    The same answer to the same row again is none, so that what was looked at can be loaded though
    its own misses have filled a limit. From the row that passes it on, and about somebody of whom
    too many misses were told, rows are refused whether found or not: what is refused would
    tell the rest.
    """

    charges: Charges
    limits: Limits

    async def __call__(
        self, listed: PhoneList, judged: Judged, order: ListOrder, cause: int
    ) -> Judged | AskedTooOften:
        """Refuse rows, or the whole list where the limit was full before it.

        Args:
            cause: of the list; a second run of it is not charged twice.
        """
        missed = {one.row for one in judged.refused if one.reason == NOT_FOUND}
        try:
            if order.dry_run:
                await self.charges.look([self._misses(order)])
        except LimitReached as limit:
            return AskedTooOften(limit.until)
        closed = [one async for one in self._closed(listed.rows, missed, order, cause)]
        return await self._worn(judged.refusing(closed), order, cause)

    async def _closed(
        self, rows: Sequence[ListedPhone], missed: Set[int], order: ListOrder, cause: int
    ) -> AsyncIterator[Refusal]:
        """Charge all misses before looking at those who were found.

        So the look at a list and its load find the same counters, and refuse the same rows.
        """
        answered = rows
        for place, row in enumerate(rows):
            limit = await self._miss(row, order, cause) if row.number in missed else None
            if limit == PERSON:
                yield Refusal(row.number, "asked-too-often")
            elif limit == MISSES:
                for later in rows[place:]:
                    yield Refusal(later.number, "many-unknown")
                answered = rows[:place]
                break
        for row in answered:
            if row.number not in missed and await self._is_closed(row, order):
                yield Refusal(row.number, "asked-too-often")

    async def _miss(self, row: ListedPhone, order: ListOrder, cause: int) -> str | None:
        """Charge somebody who was not found; return the rule that keeps it from being told."""
        told = Charge(TOLD, f"{order.policyholder}|{row.keys}")
        charges = [told, self._person(row, order), self._misses(order)]
        try:
            await self.charges.charge(charges, part_of(cause, row.number))
        except LimitReached as limit:
            return limit.rule
        return None

    async def _is_closed(self, row: ListedPhone, order: ListOrder) -> bool:
        """Whether too many misses were told of a person, by whichever list."""
        try:
            await self.charges.look([self._person(row, order)])
        except LimitReached:
            return True
        return False

    async def _worn(self, judged: Judged, order: ListOrder, cause: int) -> Judged:
        """Refuse the rows that lists have changed too often."""
        worn = [
            Refusal(one.row, "changed-too-often")
            for one in judged.fitting
            if await self._is_worn(one, order, cause)
        ]
        return judged.refusing(worn)

    async def _is_worn(self, change: Change, order: ListOrder, cause: int) -> bool:
        monthly = Allowance(self.limits.phone_changes_per_month, MONTH)
        insured_id = change.correction.known.insured_id
        changes = Charge(Rule("phones.row", (monthly,)), str(insured_id))
        try:
            if change.is_needed and not order.dry_run:
                await self.charges.charge([changes], cause)
            else:
                await self.charges.look([changes])
        except LimitReached:
            return True
        return False

    def _misses(self, order: ListOrder) -> Charge:
        daily = Allowance(self.limits.phone_list_misses_per_day, DAY)
        return Charge(Rule(MISSES, (daily,)), order.policyholder)

    def _person(self, row: ListedPhone, order: ListOrder) -> Charge:
        """As many as in the chat, but apart: HR's misses must not close the person's own way."""
        daily = Allowance(self.limits.registry_misses_per_day, DAY)
        monthly = Allowance(self.limits.registry_misses_per_month, MONTH)
        return Charge(Rule(PERSON, (daily, monthly)), f"{order.policyholder}|{row.person}")
