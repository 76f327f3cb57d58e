"""How many PIN messages and wrong guesses a phone and a person have: keyed by the victim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.allowance import Allowance
from bot.domain.pin import PinChallenge, number_prefix, resend_at
from bot.limits import Limits
from bot.use_cases.pin.outcomes import BudgetSpent, HrOnly, PinLimit, PinPause, PinRefused
from bot.use_cases.pin.sms_alarms import raise_alarm
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.storage import Write

HOUR, DAY, MONTH = timedelta(hours=1), timedelta(days=1), timedelta(days=30)
BUDGET, PAUSE = "sms.day", "pin.pause"


@dataclass(frozen=True, slots=True)
class PinCounters:
    """Counts per phone and per insured person, whoever asks and from whichever chat."""

    charges: Charges
    limits: Limits

    async def order(self, phone: str, insured_id: int, cause: int) -> PinRefused | None:
        """Charge one message; what is returned refused it."""
        if closed := await self.closed(phone, insured_id):
            return closed
        try:
            await self.charges.charge(self._orders(phone, insured_id), cause)
        except LimitReached as limit:
            return await self._refusal(limit, cause)
        return None

    async def warning(self, phone: str, cause: int) -> bool:
        """Charge one message to a number that counts no more; False if it must not leave.

        Warnings may take half of the budget: whoever causes many of them takes no PIN from others.
        """
        daily = Allowance(self.limits.phone_warnings_per_day, DAY)
        half = Allowance(max(self.limits.sms_per_day // 2, 1), DAY)
        wanted = [
            Charge(Rule("sms.warning", (daily,)), phone),
            Charge(Rule("sms.warnings", (half,)), "all"),
            Charge(Rule(BUDGET, (Allowance(self.limits.sms_per_day, DAY),)), "all"),
        ]
        try:
            await self.charges.charge(wanted, cause)
        except LimitReached:
            return False
        return True

    def give_order_back(self, phone: str, insured_id: int, cause: int) -> Write:
        """Uncount a message that certainly never left."""
        return self.charges.give_back(self._orders(phone, insured_id), cause)

    async def next_order(self, challenge: PinChallenge, phone: str) -> datetime:
        """When the last message is old enough, and all counters allow another."""
        person = challenge.insured_id
        wanted = (*self._misses(phone, person), *self._orders(phone, person))
        closed = [await self._closed_until(charge) for charge in wanted]
        return max([self.resend_at(challenge), *filter(None, closed)])

    def resend_at(self, challenge: PinChallenge) -> datetime:
        """When the last message is old enough for another."""
        seconds = (
            self.limits.pin_resend_seconds,
            self.limits.pin_second_resend_seconds,
            self.limits.pin_later_resend_seconds,
        )
        return resend_at(challenge, [timedelta(seconds=one) for one in seconds])

    async def closed(self, phone: str, insured_id: int) -> HrOnly | PinLimit | None:
        """What wrong guesses have closed."""
        try:
            await self.charges.look(self._misses(phone, insured_id))
        except LimitReached as limit:
            hr_only = await self._hr_only(phone, insured_id)
            return HrOnly() if hr_only else PinLimit(limit.until)
        return None

    async def guess(self, challenge: PinChallenge, phone: str, cause: int) -> None:
        """Charge one guess before anything is compared.

        Raises:
            LimitReached: by the challenge, the phone or the person.
        """
        misses = self._misses(phone, challenge.insured_id)
        await self.charges.charge([self._tries(challenge), *misses], cause)

    def give_guess_back(self, challenge: PinChallenge, phone: str, cause: int) -> Write:
        """A right guess is no miss; no other counter is touched."""
        return self.charges.give_back(self._misses(phone, challenge.insured_id), cause)

    def counters(self, phone: str, insured_id: int) -> tuple[Charge, ...]:
        """What messages and guesses of one person are charged to, but for those of all people."""
        by_phone, by_person, *_ = self._orders(phone, insured_id)
        return (*self._misses(phone, insured_id), by_phone, by_person)

    async def tries_left(self, challenge: PinChallenge) -> int:
        used = await self.charges.used(self._tries(challenge))
        return max(self.limits.pin_tries - used, 0)

    def _tries(self, challenge: PinChallenge) -> Charge:
        return Charge(Rule("pin.try", (Allowance(self.limits.pin_tries),)), challenge.id.hex())

    def _misses(self, phone: str, insured_id: int) -> tuple[Charge, ...]:
        daily = Allowance(self.limits.pin_misses_per_day, DAY)
        return _misses(phone, insured_id, (daily, self._monthly()))

    def _orders(self, phone: str, insured_id: int) -> tuple[Charge, ...]:
        daily = (Allowance(self.limits.pins_per_day, DAY),)
        pause = (Allowance(1, timedelta(seconds=self.limits.pin_resend_seconds)),)
        by_prefix = (Allowance(self.limits.sms_per_prefix_hour, HOUR),)
        budget = (Allowance(self.limits.sms_per_day, DAY),)
        return (
            Charge(Rule("pin.phone", daily), phone),
            Charge(Rule("pin.insured", daily), str(insured_id)),
            Charge(Rule(PAUSE, pause), phone),
            Charge(Rule("sms.prefix", by_prefix), number_prefix(phone)),
            Charge(Rule(BUDGET, budget), "all"),
        )

    async def _refusal(self, limit: LimitReached, cause: int) -> PinRefused:
        if limit.rule == PAUSE:
            return PinPause(limit.until)
        if limit.rule != BUDGET:
            return PinLimit(limit.until)
        await raise_alarm(self.charges, "sms day budget spent", cause)
        return BudgetSpent(limit.until)

    def _monthly(self) -> Allowance:
        return Allowance(self.limits.pin_misses_per_month, MONTH)

    async def _hr_only(self, phone: str, insured_id: int) -> bool:
        monthly = _misses(phone, insured_id, (self._monthly(),))
        return any([await self._closed_until(charge) for charge in monthly])

    async def _closed_until(self, charge: Charge) -> datetime | None:
        try:
            await self.charges.look([charge])
        except LimitReached as limit:
            return limit.until
        return None


def _misses(phone: str, insured_id: int, allowances: Sequence[Allowance]) -> tuple[Charge, Charge]:
    """The same counters under whichever allowances are asked about."""
    return (
        Charge(Rule("pin.miss.phone", tuple(allowances)), phone),
        Charge(Rule("pin.miss.insured", tuple(allowances)), str(insured_id)),
    )
