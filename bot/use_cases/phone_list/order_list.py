"""Leaves a list of phones to be looked at or carried out, not more often than is sensible."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.allowance import Allowance
from bot.limits import Limits
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.storage import Recorder
from bot.use_cases.registry.order_file import OrderFile

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ordered:
    """The report comes into the chat."""


@dataclass(frozen=True, slots=True)
class OtherUnderWay:
    """Another file is under way; nothing was ordered."""


@dataclass(frozen=True, slots=True)
class LoadedTooOften:
    """HR of the policyholder have loaded enough lists for now."""

    until: datetime


@dataclass(frozen=True, slots=True)
class OrderList:
    """Each changed number costs an SMS and may alarm somebody: looking is free, loading is not."""

    order: OrderFile
    charges: Charges
    limits: Limits

    async def __call__(
        self, recorder: Recorder, order: ListOrder, cause: int
    ) -> Ordered | OtherUnderWay | LoadedTooOften:
        loading = [self._loading(order.policyholder)]
        try:
            if not order.dry_run:
                await self.charges.charge(loading, cause)
        except LimitReached as limit:
            return LoadedTooOften(limit.until)
        if await self.order(recorder, order.job(cause)):
            return Ordered()
        recorder.record(self.charges.give_back(loading, cause))
        return OtherUnderWay()

    def _loading(self, policyholder: str) -> Charge:
        daily = Allowance(self.limits.phone_lists_per_day, DAY)
        return Charge(Rule("phone.lists", (daily,)), policyholder)
